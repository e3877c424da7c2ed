"""The tab "Video": what its clicks change, what is shown of a storyboard and a video, and what goes wrong in it."""

from __future__ import annotations

import gc
import json
import threading
import warnings
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, get_type_hints

import gradio as gr
import pytest

from mmdemo.compose.storyboard import storyboard_of
from mmdemo.export.marks import read_mark
from mmdemo.registry import installed
from mmdemo.schema import Kit
from mmdemo.sound import Word
from mmdemo.ui.files import newest_zip, write_media
from mmdemo.ui.form import build_form
from mmdemo.ui.handlers import ListingHandlers
from mmdemo.ui.language import Words
from mmdemo.ui.results import build_results
from mmdemo.ui.session import Session, build_states
from mmdemo.ui.video_cards import video_html
from mmdemo.ui.video_handlers import VideoHandlers
from mmdemo.ui.video_typed import TypedShot, shots_of, typed_of, typed_shots
from mmdemo.ui.view import View
from mmdemo.ui.wording_video import VIDEO
from mmdemo.video import MOVES, SHOT_KINDS, TRANSITIONS, VIDEO_SHAPES, Shot
from tests.kits import NARRATION, kit_of

PARTS = ("copy", "image/main", "image/card", "music", "narration")
ON = (True, True, True)


@pytest.fixture(scope="module")
def handlers() -> Iterator[VideoHandlers]:
    """The handlers of a page that nobody serves."""
    words, registry = Words(), installed()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Gradio leaves event loops unclosed where it lays out a page.
        with gr.Blocks():
            language = gr.Radio(["en", "zh"])
            form, results = build_form(words, registry), build_results(words)
            states = build_states()
        gc.collect()
    yield VideoHandlers(ListingHandlers(View(form, results, language), states, registry))


@pytest.fixture
def session(temporary: Path) -> Session:
    return Session()


@pytest.fixture(scope="module")
def kit() -> Kit:
    made = kit_of(*PARTS)
    spoken = replace(NARRATION, sentences=((Word(0.1, 0.9, "A mug."),),))
    return replace(made, assets={**made.assets, "narration": replace(made.assets["narration"], payload=spoken)})


def collected(kit: Kit, length: float = 6, **changed: str) -> str:
    """A drawn storyboard as the browser sends it, its first shot changed."""
    first, *rest = (vars(shot) for shot in typed_of(storyboard_of(kit, "1:1", length)))
    return json.dumps([first | changed, *rest])


def shown(handlers: VideoHandlers, updates: dict[Any, Any]) -> str:
    return str(updates[handlers.panel.storyboard])


def make(
    handlers: VideoHandlers, kit: Kit, session: Session, board: Any, stop: threading.Event
) -> list[dict[Any, Any]]:
    return list(handlers.make(board, stop, kit, session, "en"))


def test_a_new_listing_gets_its_storyboard_once_it_is_finished(
    handlers: VideoHandlers, kit: Kit, session: Session
) -> None:
    panel, going = handlers.panel, threading.Event()
    plan = ("9:16", 15)
    assert "Generate listing first" in shown(handlers, handlers.show("", *plan, None, None, None, None, "en"))
    assert "as soon as" in shown(handlers, handlers.show("", *plan, None, going, kit, session, "en"))
    going.set()
    drawn = handlers.show("", *plan, None, going, kit, session, "en")
    assert shown(handlers, drawn).count('class="shot"') == len(storyboard_of(kit, "9:16", 15).shots) + 1
    # Nothing has changed since: what is typed in the browser must not be drawn over.
    kept = handlers.show("", *plan, drawn[panel.shown], going, kit, session, "en")
    assert kept.keys() == {panel.player, panel.narration, panel.music, panel.captions}
    assert kept[panel.captions] == gr.update(interactive=True)
    # Another language, another picture: drawn anew, with what was typed.
    typed = collected(kit, text='A "fine" <b>mug</b>', seconds="", picture="image/gone")
    again = shown(handlers, handlers.show(typed, *plan, drawn[panel.shown], going, kit, session, "zh"))
    assert "A &quot;fine&quot; &lt;b&gt;mug" in again and "（已不存在）" in again and "<b>mug" not in again
    # Another listing: its own, and nothing of the one before.
    other = replace(kit, product=replace(kit.product, name="Bowl"))
    anew = handlers.show(typed, *plan, drawn[panel.shown], going, other, session, "en")
    assert "fine" not in shown(handlers, anew) and anew[panel.earlier] is None
    without = replace(kit, product=other.product, assets={}, parts=("copy",))
    lacking = handlers.show("", *plan, None, None, without, session, "en")
    assert "Make the listing first" in shown(handlers, lacking)
    assert lacking[panel.music] == gr.update(interactive=False)


def test_a_storyboard_that_is_drawn_over_can_be_had_back(handlers: VideoHandlers, kit: Kit, session: Session) -> None:
    panel, typed = handlers.panel, collected(kit, 15, text="Mine")
    drawn = handlers.draw(typed, "9:16", 6, kit, session, "en")
    assert "Mine" not in shown(handlers, drawn) and drawn[panel.back] == gr.update(visible=True)
    back = handlers.back(collected(kit), drawn[panel.earlier], kit, session, "zh")
    assert "Mine" in shown(handlers, back)
    assert back[panel.earlier] == typed_shots(collected(kit))
    same = handlers.draw(
        json.dumps([vars(one) for one in typed_shots(collected(kit)) or ()]), "1:1", 6, kit, session, "en"
    )
    assert panel.back not in same
    for answer in (
        handlers.draw("", "9:16", 6, None, None, "en"),
        handlers.draw("{", "9:16", 6, kit, session, "en"),
        handlers.back("", None, kit, session, "en"),
        handlers.back("[1]", drawn[panel.earlier], kit, session, "en"),
        handlers.show("[1]", "9:16", 6, drawn[panel.shown], None, kit, session, "zh"),
    ):
        assert 'data-state="failed"' in answer[panel.said] and panel.storyboard not in answer


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"seconds": ""}, "Shot 1 needs its length"),
        ({"seconds": "nan"}, "Shot 1 needs its length"),
        ({"seconds": "50"}, "Shot 1 lasts 50 s"),
        ({"picture": "image/scene"}, "not in this listing"),
        ({"kind": "joke"}, "not known"),
        ({"text": "a" * 81}, "81 characters"),
    ],
)
def test_what_is_wrong_is_said_before_anything_starts(
    handlers: VideoHandlers, kit: Kit, session: Session, changed: dict[str, str], said: str
) -> None:
    answer = handlers.start(collected(kit, **changed), "1:1", *ON, kit, session, "en")
    assert said in answer[handlers.panel.said] and answer.keys() == {handlers.panel.said, handlers.panel.read}
    assert answer[handlers.panel.read] is None
    assert make(handlers, kit, session, None, threading.Event()) == [{handlers.panel.said: gr.skip()}]


@pytest.mark.parametrize("typed", ["", "[]", "{", "[{}]", "[[]]", json.dumps("a" * 100_001)])
def test_what_is_no_storyboard_is_refused(handlers: VideoHandlers, kit: Kit, session: Session, typed: str) -> None:
    for language in ("en", "zh"):
        answer = handlers.start(typed, "1:1", *ON, kit, session, language)
        assert 'role="alert"' in answer[handlers.panel.said]


def test_two_merchants_at_once_both_get_their_video_and_stop_keeps_it(
    handlers: VideoHandlers, kit: Kit, temporary: Path
) -> None:
    panel, state, sessions = handlers.panel, handlers.listing.states.kit, [Session(), Session()]
    boards = [
        handlers.start(collected(kit, text=f"Mug {number}"), "1:1", number == 1, True, True, kit, one, "en")[panel.read]
        for number, one in enumerate(sessions)
    ]
    with ThreadPoolExecutor(2) as both:
        runs = list(
            both.map(
                lambda one: make(handlers, kit, one[0], one[1], threading.Event()), zip(sessions, boards, strict=True)
            )
        )
    steps = handlers.listing.view.results.steps
    waited = ["number 1 in line" in str([update.get(steps) for update in run]) for run in runs]
    assert sorted(waited) == [False, True]
    for number, (run, session) in enumerate(zip(runs, sessions, strict=True)):
        last = run[-1]
        made: Kit = next(update[state] for update in run if state in update)
        video = made.video
        assert video is not None and (video.width, video.height, video.frames) == (1080, 1080, 180)
        assert video.storyboard.shots[0].text == f"Mug {number}" and video.storyboard.narration == (number == 1)
        assert 'data-state="done"' in last[panel.said] and "--share" in str(run[1:-1])
        archive = newest_zip(session.folder)
        assert archive is not None
        with zipfile.ZipFile(archive) as opened:
            packed = opened.read("video/video.mp4")
        media = write_media(made, session.folder)
        assert media["video"].read_bytes() == packed  # labelled, also where it is taken from the page
        assert read_mark(packed).source_types
        assert ("video/vtt" in media) == (number == 1) == ("<track" in last[panel.player])
        assert "has changed since" not in last[panel.player]
    changed = replace(made, product=replace(made.product, name='Mug "<2>"'))
    told = video_html(changed, handlers.listing.view.media(changed, sessions[1]), "en")
    assert "has changed since" in told and "<2>" not in told

    # Stop keeps the video that is there.
    stop, last = threading.Event(), {}
    for last in handlers.make(storyboard_of(kit, "1:1", 60), stop, made, sessions[1], "en"):
        if "Drawing frame" in str(last[panel.said]):
            stop.set()
    assert "Stopped. The storyboard is as it was" in last[panel.said] and 'data-state="done"' in last[panel.said]
    assert last[state] is made and "<video" in last[panel.player] and panel.storyboard not in last


class StopOnceShown(threading.Event):
    """Stop, pressed while a finished video is not packed yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def is_set(self) -> bool:
        return super().is_set() or any(self.folder.glob("video-*.mp4"))


def test_a_video_that_was_stopped_before_it_was_packed_is_not_shown(
    handlers: VideoHandlers, kit: Kit, session: Session
) -> None:
    stop = StopOnceShown(session.folder)
    last = make(handlers, kit, session, storyboard_of(kit, "1:1", 6), stop)[-1]
    assert "Stopped" in last[handlers.panel.said]
    assert last[handlers.listing.states.kit] is kit and last[handlers.panel.player] == ""


def test_a_listing_that_is_refused_leaves_what_was_typed_of_the_files(
    handlers: VideoHandlers, kit: Kit, session: Session
) -> None:
    listing, sku = handlers.listing, handlers.listing.view.results.handover.fields["sku"]
    fields = {name: getattr(field, "value", None) for name, field in listing.view.form.fields.items()}

    def generate(name: str) -> Iterator[dict[Any, Any]]:
        typed = {**fields, "name": name, "language": "en", "seed": "7"}
        return listing.generate(threading.Event(), kit, session, "en", (), None, {}, *typed.values())

    assert all(sku not in update for update in generate(" "))
    begun = generate("Another mug")
    assert next(update for update in begun if listing.states.kit in update)[sku] == ""
    begun.close()


def test_without_ffmpeg_it_is_said(
    handlers: VideoHandlers, kit: Kit, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(session.folder / "gone"))
    last = make(handlers, kit, session, storyboard_of(kit, "1:1", 6), threading.Event())[-1]
    assert 'data-state="failed"' in last[handlers.panel.said] and "FFmpeg" in last[handlers.panel.said]
    assert last[handlers.listing.states.kit] is kit


def test_a_crowded_server_says_so(handlers: VideoHandlers) -> None:
    assert "Too many people" in handlers.refused(None, None, "en")[handlers.panel.said]


def test_what_the_page_shows_is_read_back_frame_by_frame(kit: Kit) -> None:
    for seconds in (6, 15, 60):
        board = storyboard_of(kit, "16:9", seconds)
        assert shots_of(typed_of(board)) == board.shots


def test_every_choice_has_its_words() -> None:
    groups = {"shot_kind": SHOT_KINDS, "shot_move": MOVES, "shot_into": TRANSITIONS, "video_shape": VIDEO_SHAPES}
    assert all(f"{group}_{value}" in VIDEO for group, values in groups.items() for value in values)
    assert list(get_type_hints(TypedShot)) == list(get_type_hints(Shot))
