"""What is written is found again, by us; what a file held before is there as it was."""

import io
import struct
import wave
import zlib
from dataclasses import replace

import cv2
import numpy as np
import pytest
import soundfile
from PIL import Image, PngImagePlugin

from mmdemo import InputError
from mmdemo.export.marks import FILE_KINDS, Mark, kind_of_path, read_mark, write_mark
from mmdemo.source_types import AigcRecord, source_type_of, source_type_uri
from tests.conftest import encoded
from tests.export.marks.files import FOREIGN, MARK, PRODUCER, RECORD, TITLE, decoded, film, picture, sample

PLACES = {"mp4": "MP4 moov.udta.meta", "m4a": "MP4 moov.udta.meta", "mp3": "ID3 TXXX", "wav": "RIFF AIGC"}
BROKEN = (b"", b"hello", sample("png")[:40], b"RIFF\xff\0\0\0WEBPVP8 \xf0\0\0\0ab", b"\xff\xd8\xff")


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_what_is_written_is_read(kind):
    found = read_mark(write_mark(sample(kind), kind, MARK))
    (label,) = found.labels
    assert (label.record, label.producer, label.text) == (RECORD, PRODUCER, RECORD.json())
    assert label.place == PLACES.get(kind, "XMP")
    assert [source_type_of(uri) for uri in found.source_types] == ["trainedAlgorithmicMedia"]
    assert (found.creator_tool, found.credit, found.description) == (MARK.creator_tool, MARK.credit, MARK.description)
    assert (found.kind, found.c2pa, found.damaged) == (kind, False, False)


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_what_is_shown_and_heard_stays(kind):
    assert decoded(kind, write_mark(sample(kind), kind, MARK)) == decoded(kind, sample(kind))


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_writing_twice_is_as_writing_once(kind):
    once = write_mark(sample(kind), kind, MARK)
    assert once == write_mark(sample(kind), kind, MARK)
    assert write_mark(once, kind, MARK) == once


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_our_own_label_is_replaced(kind):
    again = AigcRecord("2", PRODUCER, "kit-0002")
    found = read_mark(write_mark(write_mark(sample(kind), kind, MARK), kind, replace(MARK, aigc=again)))
    assert [label.record for label in found.labels] == [again]


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_label_of_somebody_else_stays_alone(kind):
    theirs = write_mark(sample(kind), kind, Mark(aigc=FOREIGN))
    found = read_mark(write_mark(theirs, kind, MARK))
    assert [label.record for label in found.labels] == [FOREIGN]
    assert found.source_types == (source_type_uri("trainedAlgorithmicMedia"),)


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_mark_without_a_label_has_none(kind):
    found = read_mark(write_mark(sample(kind), kind, Mark("digitalCapture")))
    assert found.labels == ()
    assert found.source_types == (source_type_uri("digitalCapture"),)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "wav"])
def test_an_empty_mark_changes_nothing(kind):
    assert write_mark(sample(kind), kind, Mark()) == sample(kind)


def test_a_trained_model_is_never_unsaid():
    said = write_mark(sample("png"), "png", Mark("trainedAlgorithmicMedia"))
    found = read_mark(write_mark(said, "png", Mark("algorithmicallyEnhanced")))
    assert found.source_types == (source_type_uri("trainedAlgorithmicMedia"),)


@pytest.mark.parametrize("kind", FILE_KINDS)
@pytest.mark.parametrize("data", BROKEN)
def test_what_is_no_whole_file_of_its_kind_is_refused(kind, data):
    with pytest.raises(InputError) as caught:
        write_mark(data, kind, MARK)
    assert caught.value.field == "file"


@pytest.mark.parametrize("character", ["\0", "\ud800", "\uffff", "\x1b"])
@pytest.mark.parametrize("kind", FILE_KINDS)
def test_what_no_file_can_carry_is_left_out(kind, character):
    record = AigcRecord("1", f"Us{character}", "1")
    found = read_mark(write_mark(sample(kind), kind, Mark(aigc=record, credit=f"Kiln{character}Co")))
    assert found.credit == "KilnCo"
    assert not found.damaged
    (label,) = found.labels
    assert label.producer.startswith("Us")


def test_paths_have_kinds():
    kinds = {path: kind_of_path(path) for path in ("a/b.PNG", "c.jpg", "d.jpeg", "e.m4a", "f.html", "no.dot/here", "g")}
    assert list(kinds.values()) == ["png", "jpeg", "jpeg", "m4a", None, None, None]


def test_png_keeps_its_chunks_and_their_checksums():
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", TITLE)
    written = write_mark(encoded(picture(), "PNG", pnginfo=info, dpi=(300, 300)), "png", MARK)
    with Image.open(io.BytesIO(written)) as image:
        assert image.text["Title"] == TITLE
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    names, position = [], 8
    while position < len(written):
        size = int.from_bytes(written[position : position + 4], "big")
        names.append(written[position + 4 : position + 8])
        crc = zlib.crc32(written[position + 4 : position + 8 + size])
        assert int.from_bytes(written[position + 8 + size : position + 12 + size], "big") == crc
        position += 12 + size
    assert names[:2] == [b"IHDR", b"iTXt"]
    assert names[-1] == b"IEND"


def test_jpeg_keeps_exif_before_xmp():
    exif = Image.Exif()
    exif[0x010E] = TITLE
    written = write_mark(encoded(picture(), "JPEG", exif=exif, icc_profile=b"not a profile"), "jpeg", MARK)
    assert written.index(b"Exif\0\0") < written.index(b"http://ns.adobe.com/xap/1.0/\0") < written.index(b"ICC_PROFILE")
    with Image.open(io.BytesIO(written)) as image:
        assert image.getexif()[0x010E] == TITLE
        assert image.info["icc_profile"] == b"not a profile"


def test_jpeg_without_room_is_refused():
    with pytest.raises(InputError):
        write_mark(sample("jpeg"), "jpeg", Mark(description="x" * 70_000))


@pytest.mark.parametrize(
    ("mode", "options", "flags"),
    [
        ("RGB", {"quality": 60}, 0x04),
        ("RGB", {"lossless": True}, 0x04),
        ("RGBA", {"lossless": True}, 0x14),
        ("RGBA", {"quality": 60}, 0x14),
        ("RGB", {"quality": 60, "exif": b"Exif\0\0II*\0\x08\0\0\0\0\0"}, 0x0C),
    ],
)
def test_webp_is_extended_with_its_size(mode, options, flags):
    data = encoded(picture((51, 37), mode), "WEBP", **options)
    written = write_mark(data, "webp", MARK)
    assert written[12:16] == b"VP8X"
    assert written[20] == flags
    sizes = (int.from_bytes(written[at : at + 3], "little") + 1 for at in (24, 27))
    assert tuple(sizes) == (51, 37)
    assert int.from_bytes(written[4:8], "little") == len(written) - 8
    assert decoded("webp", written) == decoded("webp", data)
    assert cv2.imdecode(np.frombuffer(written, np.uint8), cv2.IMREAD_UNCHANGED).shape[:2] == (37, 51)


def test_webp_keeps_its_frames():
    still = [picture((40, 30)), picture((40, 30)).rotate(90, expand=False)]
    data = encoded(still[0], "WEBP", save_all=True, append_images=still[1:], duration=[100, 250])
    with Image.open(io.BytesIO(write_mark(data, "webp", MARK))) as image:
        assert image.n_frames == 2


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_opencv_still_opens_it(kind):
    before, after = (
        cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
        for data in (sample(kind), write_mark(sample(kind), kind, MARK))
    )
    assert np.array_equal(before, after)


def test_wav_is_still_a_wav():
    written = write_mark(sample("wav"), "wav", MARK)
    assert int.from_bytes(written[4:8], "little") == len(written) - 8
    with wave.open(io.BytesIO(written)) as opened, wave.open(io.BytesIO(sample("wav"))) as before:
        assert opened.readframes(10**6) == before.readframes(10**6)
    assert np.array_equal(soundfile.read(io.BytesIO(written))[0], soundfile.read(io.BytesIO(sample("wav")))[0])


def test_wav_of_an_odd_length_is_padded():
    data = b"RIFF" + struct.pack("<I", 4 + 24 + 8 + 3) + b"WAVE"
    data += b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + struct.pack("<I", 3) + b"abc"
    written = write_mark(data, "wav", MARK)
    assert written[36:48] == b"data\x03\0\0\0abc\0"
    assert len(written) % 2 == 0
    assert [label.record for label in read_mark(written).labels] == [RECORD]


def test_mp3_keeps_title_and_cover():
    written = write_mark(sample("mp3"), "mp3", MARK)
    assert sample("jpeg") in written
    assert written[:4] == b"ID3\x03"


def test_mp3_without_a_tag_gets_one():
    bare = sample("mp3")[_tag_end(sample("mp3")) :]
    written = write_mark(bare, "mp3", MARK)
    assert written[:4] == b"ID3\x04"
    assert [label.record for label in read_mark(written).labels] == [RECORD]
    assert decoded("mp3", written) == decoded("mp3", bare)


def _tag_end(data):
    return 10 + (data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9])


@pytest.mark.parametrize("start", [b"ID3\x02\0\0", b"ID3\x03\0\x80", b"ID3\x04\0\x40", b"ID3\x05\0\0"])
def test_mp3_with_a_tag_we_do_not_write_is_refused(start):
    with pytest.raises(InputError):
        write_mark(start + sample("mp3")[6:], "mp3", MARK)


def test_m4a_keeps_title_and_cover():
    written = write_mark(sample("m4a"), "m4a", MARK)
    assert sample("jpeg") in written
    title = b"\xa9nam" + struct.pack(">I4sII", 16 + len(TITLE), b"data", 1, 0) + TITLE.encode()
    assert title in written


@pytest.mark.parametrize("flags", ["+faststart", "0", "+use_metadata_tags", "+faststart+use_metadata_tags"])
def test_film_moves_with_its_offsets(flags):
    frames = np.random.default_rng(0).integers(0, 255, (10, 48, 64, 3), np.uint8).tobytes()
    data = film(frames, flags)
    written = write_mark(data, "mp4", MARK)
    assert decoded("mp4", written) == decoded("mp4", data)
    assert [label.record for label in read_mark(written).labels] == [RECORD]
    assert written.index(b"ftyp") == 4
    assert b"title" in written or b"\xa9nam" in written


def test_film_with_offsets_of_64_bits_moves_too():
    data = film(bytes(10 * 48 * 64 * 3), "+faststart")
    wide = _with_wide_offsets(data)
    assert decoded("mp4", wide) == decoded("mp4", data)
    assert decoded("mp4", write_mark(wide, "mp4", MARK)) == decoded("mp4", data)


def _with_wide_offsets(data):
    """The same film with `co64` for its `stco`: every box around it grows by four bytes an offset."""
    at = data.index(b"stco") - 4
    size, _, _, count = struct.unpack_from(">I4sII", data, at)
    grown = 4 * count
    offsets = struct.unpack_from(f">{count}I", data, at + 16)
    table = struct.pack(">I4sII", size + grown, b"co64", 0, count)
    table += struct.pack(f">{count}Q", *(offset + grown for offset in offsets))
    written = bytearray(data[:at] + table + data[at + size :])
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
        start = data.index(name) - 4
        struct.pack_into(">I", written, start, struct.unpack_from(">I", data, start)[0] + grown)
    return bytes(written)


def test_film_in_fragments_is_refused():
    data = film(bytes(10 * 48 * 64 * 3), "+frag_keyframe+empty_moov")
    with pytest.raises(InputError):
        write_mark(data, "mp4", MARK)
    assert not read_mark(data).damaged
