"""Finished videos, read back by OpenCV, FFmpeg and pyloudnorm, and by ffprobe where it is installed."""

import io
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import psutil
import pyloudnorm
import pytest
from PIL import Image

from mmdemo.compose.video import made_from, render_video
from mmdemo.compose.video.layout import LAYOUTS
from mmdemo.compose.video.lettering import opening_label
from mmdemo.context import RunContext
from mmdemo.errors import Cancelled
from mmdemo.look import Look
from mmdemo.processing.audio.captions import cues
from mmdemo.processing.audio.ffmpeg import INPUT, OUTPUT, run_ffmpeg
from mmdemo.processing.audio.mix import SAMPLE_RATE
from mmdemo.processing.audio.wav import read_channels
from mmdemo.processing.image.arrays import encode
from mmdemo.schema import Kit, Picture, Video, digest
from mmdemo.video import FRAMES_A_SECOND, VIDEO_SHAPES, VideoShape
from tests.conftest import ROOT
from tests.films import PRODUCT, board, film_kit, music, narration, on_white, shot

LABEL = {"en": "AI GENERATED", "zh": "AI生成"}
DARK = Picture(encode(np.full((64, 64, 3), (30, 42, 56), np.uint8)), 64, 64)
SHAPES: tuple[VideoShape, ...] = VIDEO_SHAPES
# One picture all through, so that what changes on the screen is the label and the captions.
BOARDS = {shape: board(shot("benefit", seconds=6.0 + place / 7), shape=shape) for place, shape in enumerate(SHAPES)}
LANGUAGES = {"9:16": "zh", "1:1": "en", "16:9": "zh"}


def kit_for(shape: VideoShape) -> Kit:
    return film_kit(LANGUAGES[shape], image_scene=DARK)  # type: ignore[arg-type]


@cache
def made(shape: VideoShape) -> Video:
    return render_video(kit_for(shape), BOARDS[shape], RunContext(1), LABEL[LANGUAGES[shape]])


@pytest.fixture(scope="module", params=SHAPES)
def video(request: pytest.FixtureRequest) -> Video:
    return made(request.param)


@pytest.fixture(scope="module")
def film(video: Video, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("films") / "video.mp4"
    path.write_bytes(video.data)
    return path


@pytest.fixture(scope="module")
def seen(film: Path) -> list[np.ndarray]:
    """Every decoded frame in grey, at half its size."""
    reader = cv2.VideoCapture(str(film))
    pictures = []
    while (got := reader.read())[0]:
        pictures.append(cv2.resize(cv2.cvtColor(got[1], cv2.COLOR_BGR2GRAY), None, fx=0.5, fy=0.5))
    reader.release()
    return pictures


def heard(video: Video) -> tuple[np.ndarray, int]:
    arguments = ("-f", "mp4", "-i", INPUT, "-map", "0:a", "-f", "wav", "-c:a", "pcm_s16le", OUTPUT)
    return read_channels(run_ffmpeg(arguments, video.data, lambda: None, 60.0))


def test_it_has_its_size_and_every_frame(video: Video, seen: list[np.ndarray]) -> None:
    layout = LAYOUTS[video.storyboard.shape]
    assert (video.width, video.height) == (layout.width, layout.height)
    assert {picture.shape for picture in seen} == {(video.height // 2, video.width // 2)}
    assert abs(len(seen) - video.storyboard.seconds * FRAMES_A_SECOND) <= 1
    assert len(seen) == video.frames
    assert video.duration == pytest.approx(video.frames / FRAMES_A_SECOND)


def test_the_sound_is_as_long_and_as_loud_as_it_should_be(video: Video) -> None:
    samples, rate = heard(video)
    assert abs(len(samples) / rate - video.duration) <= 1 / FRAMES_A_SECOND
    loudness = pyloudnorm.Meter(rate).integrated_loudness(samples)
    assert loudness == pytest.approx(-16, abs=0.5)
    assert video.loudness == pytest.approx(loudness, abs=0.3)
    assert video.true_peak is not None and video.true_peak <= -1
    assert np.abs(samples).max() <= 10 ** (-0.9 / 20)


def test_the_voice_is_heard_where_the_captions_say(video: Video) -> None:
    samples, rate = heard(video)
    level = [
        float(np.sqrt((samples[round(start * rate) : round(end * rate)] ** 2).mean()))
        for words in video.sentences
        for start, end in [
            (words[0].start - 0.28, words[0].start - 0.08),
            (words[0].start + 0.08, words[0].start + 0.28),
        ]
    ]
    assert all(spoken > 1.5 * before for before, spoken in zip(level[::2], level[1::2], strict=True))


def test_captions_change_on_the_screen_with_the_words(video: Video, seen: list[np.ndarray]) -> None:
    box = LAYOUTS[video.storyboard.shape].captions
    rows = slice(box.top // 2, (box.top + box.height) // 2)
    bright = [bool((picture[rows, box.left // 2 : (box.left + box.width) // 2] > 170).sum() > 100) for picture in seen]
    changes = np.flatnonzero(np.diff([False, *bright])) / FRAMES_A_SECOND
    wanted = cues(video)
    assert len(changes) == 2 * len(wanted) == 6
    for cue, on, off in zip(wanted, changes[::2], changes[1::2], strict=True):
        assert abs(on - cue.start) <= 0.08 and abs(off - cue.end) <= 0.08
    assert [cue.start for cue in wanted] == [words[0].start for words in video.sentences]


def test_the_label_stands_on_the_first_two_seconds(video: Video, seen: list[np.ndarray]) -> None:
    layer = opening_label(LABEL[LANGUAGES[video.storyboard.shape]], LAYOUTS[video.storyboard.shape])
    height, width = layer.alpha.shape
    rows = slice(layer.top // 2, (layer.top + height) // 2)
    columns = slice(layer.left // 2, (layer.left + width) // 2)
    letters = cv2.resize(layer.planes.y, (width // 2, height // 2)).astype(float)[: height // 2, : width // 2]
    shown = [np.corrcoef(picture[rows, columns].ravel(), letters.ravel())[0, 1] for picture in seen[:60]]
    assert min(shown) > 0.95
    after = [np.ptp(picture[rows, columns].astype(int)) for picture in seen[80:]]
    assert max(after) < 60


def test_the_cover_is_a_jpeg_of_the_same_size_without_captions(video: Video) -> None:
    with Image.open(io.BytesIO(video.cover)) as cover:
        assert (cover.format, cover.mode, cover.size) == ("JPEG", "RGB", (video.width, video.height))
        box = LAYOUTS[video.storyboard.shape].captions
        lower = np.asarray(cover.convert("L"))[box.top : box.top + box.height, box.left : box.left + box.width]
    assert np.ptp(lower.astype(int)) < 40


def test_ffprobe_reads_what_it_should(video: Video, film: Path) -> None:
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe is not installed here")
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", str(film)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    picture, sound = sorted(told["streams"], key=lambda stream: stream["codec_type"], reverse=True)
    assert (picture["codec_name"], picture["pix_fmt"], picture["r_frame_rate"]) == ("h264", "yuv420p", "30/1")
    assert (picture["width"], picture["height"]) == (video.width, video.height)
    assert (picture["color_space"], picture["color_range"]) == ("bt709", "tv")
    assert int(picture["nb_read_frames"]) == video.frames
    assert (sound["codec_name"], sound["channels"], sound["sample_rate"]) == ("aac", 2, str(SAMPLE_RATE))
    for stream in (picture, sound, told["format"]):
        assert abs(float(stream["duration"]) - video.duration) <= 1 / FRAMES_A_SECOND
    assert told["format"].get("tags", {}).keys() <= {"major_brand", "minor_version", "compatible_brands"}


def test_the_same_kit_gives_the_same_bytes_in_another_process() -> None:
    video = made("1:1")
    code = (
        "from mmdemo.compose.video import render_video\n"
        "from mmdemo.context import RunContext\n"
        "from mmdemo.schema import digest\n"
        "from tests.compose.video.test_render import BOARDS, LABEL, kit_for\n"
        "video = render_video(kit_for('1:1'), BOARDS['1:1'], RunContext(1), LABEL['en'])\n"
        "print(digest(video.data), digest(video.cover), video.made_from)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.split() == [digest(video.data), digest(video.cover), video.made_from]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of its own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("after", [0, 1, 60])
def test_stop_ends_it_and_leaves_nothing(room: Path, after: int) -> None:
    stop = threading.Event()
    ctx = RunContext(1, stop=stop, listen=lambda progress: stop.set() if progress.done >= after else None, part="video")
    threads = threading.active_count()
    with pytest.raises(Cancelled):
        render_video(film_kit(), board(), ctx)
    assert list(room.iterdir()) == []
    assert not psutil.Process().children()
    assert threading.active_count() == threads


def test_a_silent_video_without_captions(room: Path) -> None:
    quiet = render_video(film_kit(), board(shot(seconds=1.0), narration=False, music=False), RunContext(1))
    assert (quiet.sentences, quiet.loudness, quiet.true_peak) == ((), None, None)
    assert b"mp4a" not in quiet.data and b"avc1" in quiet.data
    assert list(room.iterdir()) == []


def test_captions_left_out_are_left_out() -> None:
    without = render_video(film_kit(), board(shot(seconds=2.0), captions=False), RunContext(1))
    assert without.sentences == () and without.loudness is not None


CHANGES = {
    "a picture": film_kit(image_scene=Picture(on_white(), 400, 400, product=PRODUCT)),
    "the cutout": film_kit(image_cutout=None),
    "the voice": film_kit(narration=narration(gap=0.6)),
    "what the captions say": film_kit(narration=replace(narration(), sentences=narration().sentences[:2])),
    "the notice before the voice": film_kit(narration=replace(narration(), notice="morse")),
    "the music": film_kit(music=music(22_050)),
    "the shop's colour": film_kit(look=Look(brand_colour="#1d3557")),
    "the badge": film_kit(look=Look(badge="New")),
    "the language": film_kit("zh", narration=narration()),
}


@pytest.mark.parametrize("kit", CHANGES.values(), ids=CHANGES)
def test_what_it_is_made_of_is_noticed(kit: Kit) -> None:
    assert made_from(kit, board()) != made_from(film_kit(), board())


def test_what_it_is_not_made_of_is_not() -> None:
    usual = made_from(film_kit(), board())
    assert made_from(film_kit(image_main=None, copy=None), board()) == usual
    assert made_from(film_kit(), board(), "AI") != usual
    assert made_from(film_kit(), board(shot(seconds=7.0))) != usual
    mute = board(narration=False, music=False)
    assert made_from(film_kit(narration=None, music=None), mute) == made_from(film_kit(), mute)
