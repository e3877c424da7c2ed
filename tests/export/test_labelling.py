"""Labels written into a kit's files and read back from them."""

import io
import json
import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from mmdemo.compose.label_policy import STUDIO, policy_of
from mmdemo.compose.pack import pack_of
from mmdemo.compose.video import render_video
from mmdemo.context import RunContext
from mmdemo.export.certificate import CERTIFICATE, KEY
from mmdemo.export.label_page import marks_in
from mmdemo.export.label_report import (
    LABELS,
    MORSE,
    NO_LINE,
    NO_OPENING,
    NO_RECORD,
    NO_SIGNATURE,
    NO_SOURCE,
    NO_WORDS,
    UNREADABLE,
    read_report,
)
from mmdemo.export.labelling import labelled, read_back, shown_in
from mmdemo.export.marks import read_mark
from mmdemo.export.signing import verify
from mmdemo.export.video_files import video_files
from mmdemo.export.video_label import opens_with
from mmdemo.export.worded import shows_words, worded
from mmdemo.handover import Handover
from mmdemo.picture import Region
from mmdemo.processing.audio.ffmpeg import INPUT, run_ffmpeg
from mmdemo.schema import Kit, Message, digest
from mmdemo.source_types import source_type_uri
from mmdemo.video import Shot, Storyboard
from tests.kits import kit_of
from tests.media import media, picture, sound

PARTS = ("copy", "image/cutout", "image/main", "image/scene", "narration", "music")
SOUND_AND_TEXT = {
    "audio/narration.wav": sound(),
    "audio/spot.wav": sound(),
    "audio/spot.mp3": media("mp3"),
    "audio/spot.m4a": media("m4a"),
    "audio/narration.vtt": b"WEBVTT\n",
    "listing.md": b"# A mug\n",
    "texts/taobao.txt": "马克杯\n".encode(),
    "texts/amazon.txt": b"A mug\n",
    "source/photo.png": picture(size=(64, 48)),
    "page.html": b"",
}
MEDIA = (".png", ".jpg", ".wav", ".mp3", ".m4a")


def chinese(**given: object) -> Kit:
    return kit_of(*PARTS, photo=True, language="zh", **given)


def files_of(kit: Kit) -> dict[str, bytes]:
    pictures = {f"images/{part.removeprefix('image/')}.png": shown.data for part, shown in kit.pictures.items()}
    return pictures | SOUND_AND_TEXT


def pixels(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        return np.array(image)


@pytest.fixture(scope="module")
def done() -> dict[str, bytes]:
    kit = chinese()
    return labelled(files_of(kit), kit)


def test_every_file_carries_what_it_must(done: dict[str, bytes]) -> None:
    report = read_back(done, chinese())
    assert report.holds
    assert {file.path for file in report.files} == {
        *(path for path in done if path.endswith(MEDIA) and not path.startswith("source/")),
        *("listing.md", "texts/taobao.txt", "page.html"),
    }
    assert read_report(done[LABELS]) == report
    for path in ("images/scene.png", "audio/spot.mp3", "audio/spot.m4a", "audio/narration.wav"):
        (label,) = read_mark(done[path]).labels
        assert label.record is not None
        assert (label.record.label, label.record.content_producer) == ("1", STUDIO)
        assert label.record.produce_id == digest(files_of(chinese())[path])[:32]


def test_what_is_real_is_not_called_generated(done: dict[str, bytes]) -> None:
    for path in ("images/main.png", "images/cutout.png"):
        found = read_mark(done[path])
        assert not found.labels
        assert found.source_types == (source_type_uri("algorithmicallyEnhanced"),)
        assert np.array_equal(pixels(done[path]), pixels(files_of(chinese())[path]))


def test_words_are_drawn_on_what_was_made_alone(done: dict[str, bytes]) -> None:
    assert shows_words(done["images/scene.png"], "AI合成")
    assert not shows_words(done["images/scene.png"], "AI生成")
    before, after = pixels(picture()), pixels(done["images/scene.png"])
    rows, _ = np.nonzero((before != after).any(axis=2))
    assert rows.max() - rows.min() >= 0.05 * 240
    assert not shows_words(done["images/main.png"], "AI合成")


def test_a_line_stands_under_the_texts_for_china_alone(done: dict[str, bytes]) -> None:
    assert done["listing.md"].decode() == "# A mug\n\n本文案由人工智能生成。\n"
    assert done["texts/taobao.txt"].decode().endswith("\n\n本文案由人工智能生成。\n")
    assert done["texts/amazon.txt"] == SOUND_AND_TEXT["texts/amazon.txt"]


def test_the_page_shows_the_words_and_carries_the_marks(done: dict[str, bytes]) -> None:
    page = done["page.html"].decode()
    assert '<footer class="label-note">本文案由人工智能生成。</footer>' in page
    marks = list(marks_in(done["page.html"]))
    assert all(found.source_types for found in marks)
    assert sum(bool(found.labels) for found in marks) == 2  # the scene and the voice
    shown = [found for found in marks if found.kind == "webp"]
    assert len(shown) == len(re.findall("<img", page)) == 2


def test_sources_and_captions_stay_as_they_are(done: dict[str, bytes]) -> None:
    for path in ("source/photo.png", "audio/narration.vtt"):
        assert done[path] == SOUND_AND_TEXT[path]


def test_the_same_kit_gives_the_same_bytes(done: dict[str, bytes]) -> None:
    assert labelled(files_of(chinese()), chinese()) == done


def test_the_merchants_own_picture_is_left_byte_for_byte() -> None:
    for wishes in (Handover(words="shown"), Handover(labels="china"), Handover(sign=True)):
        kit = chinese(edited=("image/scene", "image/main"), handover=wishes)
        done = labelled(files_of(kit), kit)
        assert done["images/scene.png"] == done["images/main.png"] == picture()
        own = {file.path: file for file in read_back(done, kit).files}["images/scene.png"]
        assert (own.source, own.words, own.label, own.problems) == (None, "", "", ())


def test_the_merchants_own_recording_is_not_called_generated() -> None:
    kit = kit_of("narration", edited=("narration",), language="zh")
    done = labelled({"audio/narration.wav": sound(), "audio/spot.wav": sound()}, kit)
    assert done["audio/narration.wav"] == sound()
    spot = read_mark(done["audio/spot.wav"])
    assert not spot.labels
    assert spot.source_types == (source_type_uri("algorithmicallyEnhanced"),)


def test_hidden_words_leave_the_metadata_and_are_recorded() -> None:
    kit = chinese(handover=Handover(words="hidden", producer="青禾手作"))
    done = labelled(files_of(kit), kit)
    assert np.array_equal(pixels(done["images/scene.png"]), pixels(picture()))
    (label,) = read_mark(done["images/scene.png"]).labels
    assert label.producer == "青禾手作"
    told = json.loads(done[LABELS])
    assert "第九条" in told["warning"][1]
    assert read_back(done, kit).holds


def test_packs_follow_their_marketplace() -> None:
    kit = kit_of("copy", "image/main", "image/scene", photo=True)
    large = {
        part: replace(kit.assets[part].payload, data=picture(size=(1200, 1200)), width=1200, height=1200)
        for part in kit.pictures
    }
    kit = replace(kit, assets=kit.assets | {part: replace(kit.assets[part], payload=it) for part, it in large.items()})
    packs = [pack_of(kit, market) for market in ("taobao", "google")]
    shown = shown_in(packs)
    files = {f"markets/{pack.market.id}/{it.name}": it.data for pack in packs for it in pack.pictures}
    done = labelled(files, kit, shown)
    report = read_back(done, kit, shown)
    assert report.holds
    scenes = [file for file in report.files if shown.get(file.path) == "image/scene"]
    assert {file.path.split("/")[1]: file.words for file in scenes} == {"taobao": "AI合成", "google": ""}
    assert all(file.label for file in scenes)
    assert not any(file.words or file.label for file in report.files if shown.get(file.path) == "image/main")


def test_signing_is_last_and_its_absence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    kit = chinese(handover=Handover(sign=True))
    done = labelled(files_of(kit), kit)
    report = read_back(done, kit)
    assert report.holds
    signed = [file for file in report.files if file.path.endswith(MEDIA)]
    assert all(file.signed.state == "valid" and file.signed.development for file in signed)
    assert shows_words(done["images/scene.png"], "AI合成")
    unsigned = labelled(files_of(kit), chinese())
    kept = read_report(done[LABELS]).before_signing
    assert kept == {file.path: digest(unsigned[file.path]) for file in signed}
    changed = done | {"audio/spot.wav": done["audio/spot.wav"][:-2] + b"\x01\x01"}
    lacking = {file.path: file.problems for file in read_back(changed, kit).files if file.problems}
    assert lacking == {"audio/spot.wav": (NO_SIGNATURE,)}

    monkeypatch.setenv(CERTIFICATE, "/nowhere.pem")
    monkeypatch.setenv(KEY, "/nowhere.pem")
    without = labelled(files_of(kit), kit)
    assert not read_report(without[LABELS]).holds
    assert "cannot be read" in json.loads(without[LABELS])["unsigned"][0]
    assert verify(without["images/scene.png"], "png").state == "none"
    assert read_mark(without["images/scene.png"]).labels


@pytest.mark.parametrize(
    ("path", "broken", "problems"),
    [
        ("images/scene.png", picture(), {NO_SOURCE, NO_RECORD, Message(*(said.format("AI合成") for said in NO_WORDS))}),
        ("images/main.png", picture(), {NO_SOURCE}),
        ("audio/spot.mp3", media("mp3"), {NO_SOURCE, NO_RECORD}),
        ("audio/spot.wav", b"no sound", {NO_SOURCE, NO_RECORD, UNREADABLE}),
        ("listing.md", b"# A mug\n", {NO_LINE}),
        ("page.html", b"<html></html>", {NO_LINE, NO_RECORD}),
    ],
)
def test_a_label_that_was_lost_is_noticed(done: dict[str, bytes], path: str, broken: bytes, problems: set) -> None:
    report = read_back(done | {path: broken}, chinese())
    assert not report.holds
    assert {file.path: set(file.problems) for file in report.files if file.problems} == {path: problems}


def test_a_page_has_as_many_labels_as_it_shows_made_parts(done: dict[str, bytes]) -> None:
    kit = chinese()
    cut = re.sub(rb'src="data:audio/wav;base64,[^"]*"', b'src="data:,"', done["page.html"])
    (page,) = (file for file in read_back(done | {"page.html": cut}, kit).files if file.path == "page.html")
    assert page.problems == (NO_RECORD,) and page.label


def test_a_video_opens_with_the_words_and_its_cover_shows_them() -> None:
    kit = chinese()
    board = Storyboard("1:1", (Shot("hook", "", "image/scene", "still", 2.2),), narration=False, music=False)
    filmed = replace(kit, video=render_video(kit, board, RunContext(1), policy_of(kit).opening))
    files = video_files(filmed)
    done = labelled(files, filmed)
    told = {file.path: file for file in read_back(done, filmed).files}
    assert (told["video/video.mp4"].words, told["video/cover.jpg"].words) == ("AI生成", "AI合成")
    assert all(told[path].label and not told[path].problems for path in ("video/video.mp4", "video/cover.jpg"))
    assert not opens_with(done["video/video.mp4"], "AI合成", "1:1")
    cut = ("-f", "mp4", "-i", INPUT, "-t", "1", "-c", "copy", "-f", "mp4", "v.mp4")
    short = run_ffmpeg(cut, files["video/video.mp4"], lambda: None, 60.0, result="v.mp4")
    assert not opens_with(short, "AI生成", "1:1")
    other = {file.path: file.problems for file in read_back(done | {"video/video.mp4": media("mp4")}, filmed).files}
    assert {said.en for said in other["video/video.mp4"]} >= {NO_OPENING.en.format("AI生成")}


def test_a_voice_with_a_notice_tells_so() -> None:
    kit = chinese()
    voice = replace(kit.assets["narration"], payload=replace(kit.narration, notice="morse"))
    kit = replace(kit, assets=kit.assets | {"narration": voice})
    report = read_back(labelled({"audio/narration.wav": sound()}, kit), kit)
    assert report.advice is None
    assert {file.path: file.words for file in report.files}["audio/narration.wav"] == MORSE


def test_a_voice_without_a_notice_is_said() -> None:
    assert "摩斯" in read_back({}, chinese()).advice.zh
    assert read_back({}, kit_of("narration")).advice is None  # made by rules, sold in the EU
    assert "spoken" in read_back({}, kit_of("narration", used={"narration": "flite"})).advice.en


@pytest.mark.parametrize("words", ["AI生成", "AI合成", "AI GENERATED", "AI MODIFIED"])
@pytest.mark.parametrize("size", [(320, 240), (240, 700), (1000, 300)])
def test_words_are_found_in_pictures_and_nowhere_else(words: str, size: tuple[int, int]) -> None:
    assert not shows_words(picture(size=size), words)
    assert shows_words(worded(picture(size=size), "png", words, Region(size[0] // 2, 0, size[0] // 2, size[1])), words)
    written = worded(picture("jpeg", size), "jpeg", words)
    assert shows_words(written, words)
    other = "AI合成" if words != "AI合成" else "AI生成"
    assert not shows_words(written, other)


def test_an_even_picture_shows_no_words() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(buffer, "PNG")
    assert not shows_words(buffer.getvalue(), "AI生成")


def test_a_jpeg_with_words_stays_within_its_bytes() -> None:
    given = picture("jpeg", (320, 240))
    kept = worded(given, "jpeg", "AI生成")
    tight = worded(given, "jpeg", "AI生成", most=len(given) // 2)
    assert len(tight) <= len(given) // 2 < len(kept)
    assert shows_words(tight, "AI生成")
