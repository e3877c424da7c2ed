"""The video of a real kit: made, told when it is old, and made again from its archive to the same bytes."""

import threading
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from mmdemo import Cancelled, InputError, Progress, Request, edit_copy, kit_zip, make_kit, read_recipe, replay_kit
from mmdemo.compose.storyboard import storyboard_of
from mmdemo.compose.video_age import video_is_old
from mmdemo.errors import GenerationError
from mmdemo.filming import VIDEO, make_video
from mmdemo.handover import Handover
from mmdemo.pipeline import redo_part
from mmdemo.schema import Kit, Sound
from tests.films import board, film_kit, shot


@pytest.fixture(scope="module")
def kit() -> Kit:
    request = Request(
        name="粗陶马克杯",
        brand="青禾手作",
        facts=("容量350毫升", "可进洗碗机"),
        price="¥128",
        seed=7,
        script_seconds=10,
        sound=Sound(notice="none"),
    )
    return make_kit(request)


@pytest.fixture(scope="module")
def filmed(kit: Kit) -> Kit:
    return make_video(kit, storyboard_of(kit, "1:1", 6))


def test_a_kit_gets_its_video_and_keeps_the_rest(kit: Kit, filmed: Kit) -> None:
    assert filmed.video is not None
    assert replace(filmed, video=None) == kit
    assert filmed.video.storyboard == storyboard_of(kit, "1:1", 6)
    assert (filmed.video.frames, filmed.video.width) == (180, 1080)
    assert filmed.video.sentences and filmed.video.loudness == pytest.approx(-16, abs=0.5)


def test_its_archive_makes_the_same_bytes_again(filmed: Kit) -> None:
    archive = kit_zip(filmed)
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        names = set(opened.namelist())
    assert {"video/video.mp4", "video/cover.jpg", "video/video.vtt", "video/video.srt"} <= names
    again = replay_kit(read_recipe(archive))
    assert again.video == filmed.video
    assert kit_zip(again) == archive


def test_a_video_is_old_once_what_it_shows_has_changed(filmed: Kit) -> None:
    assert not video_is_old(filmed)
    assert not video_is_old(replace(filmed, video=None))
    shown = {shot.picture for shot in filmed.video.storyboard.shots}
    edited = edit_copy(filmed, replace(filmed.copy, short_description="一只马克杯。"))
    assert edited.video is not None and not video_is_old(edited)  # nothing of it is seen
    again = redo_part(filmed, min(shown))
    assert again.video is not None and video_is_old(again)
    product = replace(filmed.product, price=None)
    assert video_is_old(replace(filmed, product=product))
    gone = {part: asset for part, asset in filmed.assets.items() if part not in shown}
    assert video_is_old(replace(filmed, assets=gone))
    handover = Handover(words="hidden")
    assert video_is_old(replace(filmed, request=replace(filmed.request, handover=handover)))


def test_an_old_video_is_not_handed_over(filmed: Kit) -> None:
    shown = {shot.picture for shot in filmed.video.storyboard.shots}
    again = redo_part(filmed, min(shown))
    archive = kit_zip(again)
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        assert not [name for name in opened.namelist() if name.startswith("video/")]
        assert b"<video" not in opened.read("page.html")
    recipe = read_recipe(archive)
    assert recipe.storyboard is None
    assert kit_zip(replay_kit(recipe)) == archive


def test_a_replay_that_lacks_a_picture_of_the_video_goes_without_it(filmed: Kit) -> None:
    recipe = read_recipe(kit_zip(filmed))
    shown = {shot.picture for shot in filmed.video.storyboard.shots}
    kept = {part: made for part, made in recipe.parts.items() if part not in shown}
    again = replay_kit(replace(recipe, parts=kept))
    assert again.video is None and "not in this listing" in again.failures[VIDEO].message.en
    assert again.copy == filmed.copy


def test_what_cannot_be_filmed_is_said_before_anything_is_drawn() -> None:
    told: list[Progress] = []
    with pytest.raises(InputError) as caught:
        make_video(film_kit(), board(shot(picture="image/size", seconds=6)), listen=told.append)
    assert caught.value.field == "storyboard" and not told


def test_lines_are_cleaned_before_they_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    filmed = make_video(film_kit(), board(shot(text="  Mornings,\n glazed\u202e ", seconds=6.0)))
    assert filmed.video is not None and filmed.video.storyboard.shots[0].text == "Mornings, glazed"
    assert not video_is_old(filmed)


def test_progress_and_stop() -> None:
    told: list[Progress] = []
    stop = threading.Event()

    def listen(progress: Progress) -> None:
        told.append(progress)
        if progress.done >= 30:
            stop.set()

    with pytest.raises(Cancelled):
        make_video(film_kit(), board(), stop=stop, listen=listen)
    assert {progress.part for progress in told} == {"video"}
    assert told[-1].done == 30


def test_a_machine_without_ffmpeg_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", f"{tmp_path}/nowhere")
    with pytest.raises(GenerationError, match="imageio-ffmpeg"):
        make_video(film_kit(), board())
