"""XMP packets: what they say of a file's making, and that written into them beside all else they hold.

Adobe, "XMP Specification Part 1" (ISO 16684-1); IPTC Photo Metadata Standard 2025.1 for Digital Source Type and Credit;
TC260-PG-20259A for `TC260:AIGC`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from mmdemo.export.marks.mark import Mark
from mmdemo.export.marks.piece import Damaged
from mmdemo.export.marks.xml_tree import Tree, read_tree, tree_text
from mmdemo.source_types import AI_SOURCE_TYPES, UNWRITABLE, source_type_of, source_type_uri

PREFIXES = {
    "adobe:ns:meta/": "x",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.tc260.org.cn/ns/AIGC/1.0/": "TC260",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_URIS = {prefix: uri for uri, prefix in PREFIXES.items()}


def _name(qualified: str) -> str:
    prefix, _, local = qualified.partition(":")
    return f"{{{_URIS[prefix]}}}{local}"


_RDF, _NODE, _ABOUT = _name("rdf:RDF"), _name("rdf:Description"), _name("rdf:about")
_RESOURCE, _ALT, _ITEM = _name("rdf:resource"), _name("rdf:Alt"), _name("rdf:li")
AIGC, SOURCE_TYPE = _name("TC260:AIGC"), _name("Iptc4xmpExt:DigitalSourceType")
CREATOR_TOOL, CREDIT, DESCRIPTION = _name("xmp:CreatorTool"), _name("photoshop:Credit"), _name("dc:description")

_OPENING = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_CLOSING = '\n<?xpacket end="w"?>'
_EMPTY = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_URIS["rdf"]}"/></x:xmpmeta>'.encode()


@dataclass(frozen=True)
class Said:
    """What a packet says, all values of each property."""

    labels: tuple[str, ...]
    source_types: tuple[str, ...]
    creator_tools: tuple[str, ...]
    credits: tuple[str, ...]
    descriptions: tuple[str, ...]


def read_packet(packet: bytes) -> Said:
    """What a packet says.

    Raises:
        Damaged: it is no XMP.
    """
    nodes = _nodes(read_tree(packet))
    return Said(*(tuple(_values(nodes, name)) for name in (AIGC, SOURCE_TYPE, CREATOR_TOOL, CREDIT, DESCRIPTION)))


def merged_packet(packet: bytes | None, mark: Mark, *, with_label: bool) -> bytes | None:
    """`packet`, or a new one, with what `mark` says; the label only `with_label`. None where there is nothing to say.

    The label takes the place of an earlier one; the caller makes sure that this is not somebody else's. A source type
    that speaks of a trained model is never replaced by one that does not. Creator tool, credit and description are
    added where the packet has none.

    Raises:
        Damaged: `packet` is no XMP.
    """
    tree = _named(read_tree(packet or _EMPTY))
    nodes = _nodes(tree)
    before = tree_text(tree)
    label = mark.aigc.json() if mark.aigc is not None and with_label else ""
    if label:
        _put(tree, AIGC, label, anew=True)
    if mark.source_type is not None and not (
        mark.source_type not in AI_SOURCE_TYPES
        and any(source_type_of(value) in AI_SOURCE_TYPES for value in _values(nodes, SOURCE_TYPE))
    ):
        _put(tree, SOURCE_TYPE, source_type_uri(mark.source_type), anew=True)
    for name, value in ((CREATOR_TOOL, mark.creator_tool), (CREDIT, mark.credit), (DESCRIPTION, mark.description)):
        if value:
            _put(tree, name, value, anew=False)
    after = tree_text(tree)
    return packet if after == before else f"{_OPENING}{after}{_CLOSING}".encode()


def _named(tree: Tree) -> Tree:
    """The same with the usual prefixes for the namespaces it does not name itself, where they are free."""
    taken = set(tree.prefixes.values())
    more = {uri: prefix for uri, prefix in PREFIXES.items() if uri not in tree.prefixes and prefix not in taken}
    return Tree(tree.root, {**tree.prefixes, **more})


def _rdf(tree: Tree) -> Element:
    found = tree.root if tree.root.tag == _RDF else tree.root.find(_RDF)
    if found is None:
        raise Damaged
    return found


def _nodes(tree: Tree) -> list[Element]:
    return _rdf(tree).findall(_NODE)


def _values(nodes: Sequence[Element], name: str) -> Iterator[str]:
    """Every value of a property: an attribute of a node, or an element with a text, an address, or a list."""
    for node in nodes:
        if name in node.keys():  # noqa: SIM118 - an element is no mapping
            yield node.get(name, "").strip()
        for element in node.findall(name):
            items = [item.text or "" for item in element.iter(_ITEM)]
            said = items or [element.get(_RESOURCE) or element.text or ""]
            yield from (value.strip() for value in said if value.strip())


def _put(tree: Tree, name: str, value: str, *, anew: bool) -> None:
    value = UNWRITABLE.sub("", value).strip()
    nodes = _nodes(tree)
    present = list(_values(nodes, name))
    if present == [value] or (present and not anew):
        return
    for node in nodes:
        node.attrib.pop(name, None)
        for element in node.findall(name):
            node.remove(element)
    node = nodes[0] if nodes else SubElement(_rdf(tree), _NODE, {_ABOUT: ""})
    element = SubElement(node, name)
    if name == DESCRIPTION:
        item = SubElement(SubElement(element, _ALT), _ITEM, {_name("xml:lang"): "x-default"})
        item.text = value
    else:
        element.text = value
