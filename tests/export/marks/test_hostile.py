"""Files made to harm: the reader reports what it saw, or refuses; it never fails, runs away or fills the memory."""

import struct
import zlib

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mmdemo import InputError
from mmdemo.export.marks import FILE_KINDS, read_mark, write_mark
from mmdemo.export.marks.boxes import written_box
from mmdemo.export.marks.piece import MOST_PARTS
from mmdemo.export.marks.png import SIGNATURE
from mmdemo.export.marks.reading import MOST_PIECES
from tests.export.marks.files import MARK, sample

STARTS = {
    "png": SIGNATURE,
    "jpeg": b"\xff\xd8\xff",
    "webp": b"RIFF\0\xff\0\0WEBP",
    "wav": b"RIFF\0\xff\0\0WAVE",
    "mp4": b"\0\0\0\x10ftypisom\0\0\0\0",
    "m4a": b"\0\0\0\x10ftypM4A \0\0\0\0",
    "mp3": b"ID3",
}
GENTLE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def marked(kind):
    return write_mark(sample(kind), kind, MARK)


def looked_at(data):
    try:
        found = read_mark(data)
    except InputError as error:
        assert error.field == "file"
        return None
    return found


def written_again(data, kind):
    try:
        write_mark(data, kind, MARK)
    except InputError as error:
        assert error.field == "file"


@pytest.mark.parametrize("kind", FILE_KINDS)
@GENTLE
@given(rest=st.binary(max_size=300))
@example(rest=b"")
def test_anything_after_a_beginning(kind, rest):
    looked_at(STARTS[kind] + rest)
    written_again(STARTS[kind] + rest, kind)


@pytest.mark.parametrize("kind", FILE_KINDS)
@GENTLE
@given(share=st.floats(0, 1), near=st.integers(0, 1500))
def test_a_file_that_breaks_off(kind, share, near):
    data = marked(kind)
    looked_at(data[: round(share * len(data))])
    written_again(data[:near], kind)
    looked_at(data[: len(data) - near])


@pytest.mark.parametrize("kind", FILE_KINDS)
@GENTLE
@given(data=st.data())
def test_a_file_with_wrong_bytes(kind, data):
    """Sizes and counts mostly stand near the beginning or the end."""
    damaged = bytearray(marked(kind))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, min(1500, len(damaged) - 1)))
        if data.draw(st.booleans()):
            at = len(damaged) - 1 - at
        damaged[at] = data.draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF]) | st.integers(0, 255))
    looked_at(bytes(damaged))
    written_again(bytes(damaged), kind)


@pytest.mark.parametrize("kind", FILE_KINDS)
@GENTLE
@given(at=st.integers(0, 400), much=st.binary(min_size=1, max_size=40))
def test_a_file_with_bytes_put_in(kind, at, much):
    data = marked(kind)
    looked_at(data[:at] + much + data[at:])


def png_chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


BOMB = zlib.compress(bytes(200_000_000), 9)


@pytest.mark.parametrize("name", [b"zTXt", b"iTXt"])
@pytest.mark.parametrize("key", [b"XML:com.adobe.xmp", b"AIGC"])
def test_a_bomb_is_not_unpacked(name, key):
    packed = b"\0" + BOMB if name == b"zTXt" else b"\1\0\0\0" + BOMB
    found = looked_at(SIGNATURE + png_chunk(name, key + b"\0" + packed) + png_chunk(b"IEND", b""))
    assert found.damaged
    assert found.labels == ()


def test_many_labels_are_not_all_reported():
    found = looked_at(SIGNATURE + png_chunk(b"tEXt", b"AIGC\0{}") * 100_000 + png_chunk(b"IEND", b""))
    assert found.damaged
    assert len(found.labels) == MOST_PIECES


@pytest.mark.parametrize(
    ("start", "part"),
    [
        (SIGNATURE, png_chunk(b"abCd", b"")),
        (b"\xff\xd8", b"\xff\xe5\0\2"),
        (b"RIFF\xff\xff\xff\x7fWAVE", b"abcd\0\0\0\0"),
        (STARTS["mp4"], b"\0\0\0\x08free"),
        (b"ID3\3\0\0\0\x7f\0\0", b"ABCD\0\0\0\1\0\0x"),
    ],
)
def test_a_file_of_countless_parts_is_left_early(start, part):
    found = looked_at(start + part * (MOST_PARTS + 80_000))
    assert found.damaged


def test_many_packed_packets_are_not_all_unpacked():
    packed = png_chunk(b"zTXt", b"XML:com.adobe.xmp\0\0" + zlib.compress(b"<a>" + b" " * 900_000))
    assert looked_at(SIGNATURE + packed * 5_000 + png_chunk(b"IEND", b"")).damaged


def test_text_full_of_the_name_takes_no_time():
    body = (b'AIGC{"a":' * 8_000)[:65_000]
    segment = b"\xff\xe5" + struct.pack(">H", len(body) + 2) + body
    assert looked_at(b"\xff\xd8" + segment * 100 + sample("jpeg")[2:]).labels == ()


def test_boxes_that_hold_themselves_end():
    """A size of nothing reaches to the end of what is around it, and so does that of the next."""
    film = written_box(b"ftyp", b"isom", bytes(4)) + (b"\0\0\0\0moov" + b"\0\0\0\0udta" * 2_000)
    assert looked_at(film).labels == ()
    assert looked_at(written_box(b"ftyp", b"isom", bytes(4)) + b"\0\0\0\1moov" + b"\xff" * 8).damaged


def test_a_count_without_its_offsets_is_refused():
    table = written_box(b"stco", bytes(4), b"\xff\xff\xff\xff")
    for name in (b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        table = written_box(name, table)
    with pytest.raises(InputError):
        write_mark(written_box(b"ftyp", b"isom", bytes(4)) + table, "mp4", MARK)
