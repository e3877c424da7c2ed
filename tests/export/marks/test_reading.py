"""Marks that other programs wrote: labels in every place they are seen in, and signs of C2PA."""

import json
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from mmdemo import InputError
from mmdemo.export.marks import read_mark
from mmdemo.export.marks.boxes import written_box
from mmdemo.export.marks.id3 import text_body, written_frame, written_tag
from mmdemo.source_types import AigcRecord
from tests.conftest import encoded
from tests.export.marks.files import FOREIGN, picture, sample

TEXT = FOREIGN.json()
WRAPPED = f'{{"AIGC":{TEXT}}}'


def png(text: str, *, key: str = "AIGC", packed: bool = False, itxt: bool = False) -> bytes:
    info = PngImagePlugin.PngInfo()
    if itxt:
        info.add_itxt(key, text, zip=packed)
    else:
        info.add_text(key, text, zip=packed)
    return encoded(picture(), "PNG", pnginfo=info)


def jpeg_comment(comment: bytes) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = comment
    return encoded(picture(), "JPEG", exif=exif)


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return b"\xff\xd8\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body + sample("jpeg")[2:]


def riff_chunk(kind: str, name: bytes, body: bytes) -> bytes:
    data = sample(kind) + name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def mp4_list(handler: bytes, *, in_user_data: bool, names: bool) -> bytes:
    data = written_box(b"data", struct.pack(">II", 1, 0), TEXT.encode())
    keys = written_box(b"keys", struct.pack(">II", 0, 1), written_box(b"mdta", b"AIGC"))
    meta = written_box(
        b"meta",
        bytes(4),
        written_box(b"hdlr", bytes(8), handler, bytes(13)),
        keys if names else b"",
        written_box(b"ilst", written_box(struct.pack(">I", 1) if names else b"\xa9cmt", data)),
    )
    moov = written_box(b"moov", written_box(b"udta", meta, bytes(4)) if in_user_data else meta)
    return written_box(b"ftyp", b"isom", bytes(4)) + moov + written_box(b"mdat", bytes(40))


FILES = {
    "tEXt": (png(TEXT), "PNG tEXt"),
    "zTXt": (png(TEXT, packed=True), "PNG zTXt"),
    "iTXt": (png(TEXT, itxt=True), "PNG iTXt"),
    "packed iTXt": (png(TEXT, itxt=True, packed=True), "PNG iTXt"),
    "wrapped": (png(WRAPPED), "PNG tEXt"),
    "comment": (jpeg_comment(b"ASCII\0\0\0" + WRAPPED.encode()), "EXIF"),
    "wide comment": (jpeg_comment(b"UNICODE\0" + WRAPPED.encode("utf-16-le")), "EXIF"),
    "big comment": (jpeg_comment(b"UNICODE\0" + WRAPPED.encode("utf-16-be")), "EXIF"),
    "segment": (jpeg_segment(0xE5, b"AIGC" + TEXT.encode()), "JPEG segment"),
    "jpeg comment": (jpeg_segment(0xFE, b'x "AIGC" : ' + TEXT.encode() + b" y"), "JPEG segment"),
    "wav": (riff_chunk("wav", b"AIGC", TEXT.encode() + b"\0"), "RIFF AIGC"),
    "ffmpeg": (mp4_list(b"mdta", in_user_data=True, names=True), "MP4 moov.udta.meta"),
    "quicktime": (mp4_list(b"mdta", in_user_data=False, names=True), "MP4 moov.meta"),
    "nameless": (mp4_list(b"mdir", in_user_data=True, names=False), "MP4 moov.udta.meta"),
    "id3v2.4": (written_tag(4, [written_frame(4, b"TXXX", text_body(4, "aigc", TEXT))]) + b"\xff\xfb", "ID3 TXXX"),
    "id3v2.2": (
        b"ID3\x02\0\0" + struct.pack(">I", 0x0200) + b"TXX" + struct.pack(">I", len(TEXT) + 6)[1:] + b"\0AIGC\0"
        + TEXT.encode() + bytes(250 - len(TEXT) - 6),
        "ID3 TXXX",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_labels_of_others_are_found(name):
    data, place = FILES[name]
    found = read_mark(data)
    (label,) = found.labels
    assert (label.record, label.place, label.producer) == (FOREIGN, place, FOREIGN.content_producer)
    assert not found.damaged


C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


@pytest.mark.parametrize(
    "data",
    [
        sample("png")[:33] + b"\0\0\0\4caBXjumb" + struct.pack(">I", zlib.crc32(b"caBXjumb")) + sample("png")[33:],
        jpeg_segment(0xEB, b"JP\0\1\0\0\0\1\0\0\0\x20jumb\0\0\0\x18jumdc2pa"),
        riff_chunk("webp", b"C2PA", b"jumb"),
        riff_chunk("wav", b"C2PA", b"jumb"),
        sample("mp4") + written_box(b"uuid", C2PA, bytes(20)),
        written_tag(4, [written_frame(4, b"GEOB", b"\0application/x-c2pa-manifest-store\0\0\0jumb")]) + b"\xff\xfb",
    ],
    ids=["png", "jpeg", "webp", "wav", "mp4", "mp3"],
)  # fmt: skip
def test_signs_of_c2pa_are_seen(data):
    assert read_mark(data).c2pa


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "wav", "mp4", "m4a", "mp3"])
def test_plain_files_say_nothing(kind):
    found = read_mark(sample(kind))
    assert (found.labels, found.source_types, found.c2pa, found.damaged) == ((), (), False, False)


@pytest.mark.parametrize(
    ("text", "producer"),
    [
        ('{"Label":"AIGC","ContentProducer":"Us","ProduceID":"1"}', "Us"),
        ('{"Label":1,"ContentProducer":"Us","ProduceID":"1"}', "Us"),
        ('{"Label":"1","ContentProducer":"Us"}', "Us"),
        ('{"Label":"1","ContentProducer":"","ProduceID":"1"}', ""),
        ('{"Label":"1","ContentProducer":["Us"],"ProduceID":"1"}', ""),
        ('{"Label":"1","ContentProducer":"Us","ProduceID":"1","ReservedCode1":null}', "Us"),
        (json.dumps(TEXT), ""),
        ("eyJMYWJlbCI6IjEifQ==", ""),
        ("[" * 9_000, ""),
        ("", ""),
    ],
)
def test_a_label_that_breaks_the_standard_is_shown_as_it_is(text, producer):
    (label,) = read_mark(png(text)).labels
    assert (label.text, label.record, label.producer) == (text, None, producer)


def test_all_fields_are_read():
    record = AigcRecord("3", "A", "B", "C", "D", "E", "F")
    assert [label.record for label in read_mark(png(record.json())).labels] == [record]


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"GIF89a", b"\0\0\0\x1cftypheic" + bytes(20), b"%PDF-1.7", b"\xff"])
def test_other_files_are_refused_in_both_languages(data):
    with pytest.raises(InputError) as caught:
        read_mark(data)
    assert caught.value.field == "file"
    assert "PNG" in caught.value.text("en")
    assert "标识" in caught.value.text("zh")
