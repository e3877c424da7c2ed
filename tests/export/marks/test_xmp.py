"""XMP of others is read in every form it comes in, and kept when ours is added."""

import io

import pytest
from lxml import etree
from PIL import Image, PngImagePlugin

from mmdemo.export.marks import Mark, read_mark, write_mark
from mmdemo.export.marks.piece import Damaged
from mmdemo.export.marks.xml_tree import DEEPEST, read_tree, tree_text
from mmdemo.export.marks.xmp import merged_packet, read_packet
from mmdemo.source_types import source_type_of, source_type_uri
from tests.conftest import encoded
from tests.export.marks.files import FOREIGN, MARK, RECORD, picture

CAMERA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<!-- written elsewhere -->
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Other 1.0">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:q="http://ns.example.org/q/" q:lens="50 &lt; 85" q:note="a&#10;b">
   <q:rows><rdf:Seq><rdf:li>one &amp; two</rdf:li><rdf:li xml:lang="zh">三</rdf:li></rdf:Seq></q:rows>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Camera 7"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
SOURCE = source_type_uri("trainedAlgorithmicMedia")
WRAPPED = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}'
    "</rdf:RDF></x:xmpmeta>"
)
NODE = (
    '<rdf:Description xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"{}>{}</rdf:Description>'
)


def packet(attributes: str = "", inner: str = "") -> bytes:
    return WRAPPED.format(NODE.format(attributes, inner)).encode()


def test_everything_of_others_stays():
    written = merged_packet(CAMERA, MARK, with_label=True)
    before, after = (etree.fromstring(data) for data in (CAMERA, written))
    names = {"q": "http://ns.example.org/q/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}
    for path in ("//@q:lens", "//@q:note", "//q:rows//rdf:li/text()", "//q:rows//rdf:li/@xml:lang"):
        found = before.xpath(path, namespaces=names)
        assert found
        assert after.xpath(path, namespaces=names) == found
    assert after.get("{adobe:ns:meta/}xmptk") == "Other 1.0"
    assert b"q:lens" in written
    said = read_packet(written)
    assert said.creator_tools == ("Camera 7",)
    assert said.labels == (RECORD.json(),)
    assert said.source_types == (SOURCE,)
    assert merged_packet(written, MARK, with_label=True) == written


@pytest.mark.parametrize(
    "data",
    [
        packet(f' e:DigitalSourceType="{SOURCE}"'),
        packet("", f"<e:DigitalSourceType>\n {SOURCE}\n</e:DigitalSourceType>"),
        packet("", f'<e:DigitalSourceType rdf:resource="{SOURCE}"/>'),
        packet("", f"<e:DigitalSourceType><rdf:Bag><rdf:li>{SOURCE}</rdf:li></rdf:Bag></e:DigitalSourceType>"),
        packet(f' e:DigitalSourceType="{SOURCE}"').decode().encode("utf-16"),
        b"\xef\xbb\xbf" + packet(f' e:DigitalSourceType="{SOURCE}"') + b"\n\0\0\0",
    ],
)
def test_every_form_of_a_property_is_read(data):
    assert read_packet(data).source_types == (SOURCE,)
    replaced = merged_packet(data, Mark("compositeWithTrainedAlgorithmicMedia"), with_label=True)
    assert [source_type_of(uri) for uri in read_packet(replaced).source_types] == [
        "compositeWithTrainedAlgorithmicMedia"
    ]


def test_a_label_as_attribute_is_kept_where_it_is_not_ours():
    quoted = FOREIGN.json().replace('"', "&quot;")
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet(f' TC260:AIGC="{quoted}"').decode(), zip=True)
    found = read_mark(write_mark(encoded(picture(), "PNG", pnginfo=info), "png", MARK))
    assert [label.record for label in found.labels] == [FOREIGN]
    assert found.credit == MARK.credit


def test_pillow_hands_out_the_same_packet():
    written = write_mark(encoded(picture(), "PNG"), "png", MARK)
    with Image.open(io.BytesIO(written)) as image:
        assert read_packet(image.info["xmp"]).labels == (RECORD.json(),)


def test_a_taken_prefix_gets_another():
    text = tree_text(
        read_tree(b'<a:x xmlns:a="urn:1"><b xmlns="urn:2"/><a:y xmlns:a="urn:3"/><ns1:z xmlns:ns1="urn:4"/></a:x>')
    )
    root = etree.fromstring(text)
    assert [element.tag for element in root.iter()] == ["{urn:1}x", "{urn:2}b", "{urn:3}y", "{urn:4}z"]


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "document",
    [
        BOMB,
        BOMB.decode().encode("utf-16"),
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<a>&unknown;</a>",
        b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1),
        b"<a>" * 300_000,
        b"<a>" + b"x" * 1_000_000 + b"</a>",
        b"<a><b></a>",
        b"",
        b"\xff\xfe<",
        b'<?xml version="1.0" encoding="no-such"?><a/' + b"\x80>",
        packet().replace(b"RDF", b"XYZ"),
    ],
)
def test_xml_that_harms_is_refused(document):
    with pytest.raises(Damaged):
        read_packet(document)
