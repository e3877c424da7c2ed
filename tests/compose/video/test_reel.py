"""What is seen, frame by frame: shots in turn, transitions, words, captions in time, and the opening label."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mmdemo.compose.video.layout import LAYOUTS
from mmdemo.compose.video.lettering import caption, opening_label
from mmdemo.compose.video.planes import Frame, lay
from mmdemo.compose.video.reel import LABEL_SECONDS, TRANSITION_SECONDS, Reel
from mmdemo.compose.video.track import SILENCE, Track, track_of
from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled
from mmdemo.processing.image.arrays import encode
from mmdemo.schema import Kit, Language, Picture, Storyboard, Word
from mmdemo.video import FRAMES_A_SECOND, SHOT_KINDS, VIDEO_SHAPES, Transition
from tests.films import board, film_kit, shot

DARK, PALE = ((40, 60, 90), (200, 170, 130))


def plain(colour: tuple[int, int, int]) -> Picture:
    return Picture(encode(np.full((64, 64, 3), colour, np.uint8)), 64, 64)


@contextmanager
def running(kit: Kit, given: Storyboard, track: Track = SILENCE, opening: str = "") -> Iterator[Reel]:
    with Reel(kit, given, opening) as reel:
        reel.hear(track)
        yield reel


def two_colours(into: Transition, seconds: float = 3.0) -> tuple[Kit, Storyboard]:
    kit = film_kit(image_scene=plain(DARK), image_main=plain(PALE))
    return kit, board(shot(seconds=seconds), shot(picture="image/main", seconds=seconds, kind="benefit", into=into))


def colours(frame: Frame) -> np.ndarray:
    """Where the frame shows the second picture (1) and where the first (0), along its middle below all words."""
    row = frame.rgb()[700].astype(int)
    return (np.abs(row - PALE).max(axis=1) < np.abs(row - DARK).max(axis=1)).astype(int)


@pytest.mark.parametrize("shape", VIDEO_SHAPES)
@pytest.mark.parametrize("kind", SHOT_KINDS)
def test_every_kind_of_shot_has_words_that_come_on_softly(kind: Any, shape: Any) -> None:
    layout = LAYOUTS[shape]
    words = slice(layout.words.top, layout.words.top + layout.words.height)
    with running(film_kit(), board(shot(kind, "Mornings, glazed", seconds=6.0), shape=shape)) as reel:
        seen = [
            reel.frame(seconds).planes.y[words, layout.words.left : 700].astype(int) for seconds in (0.0, 0.15, 2, 4)
        ]
    assert np.abs(seen[2] - seen[0]).max() > 90
    assert 0 < np.abs(seen[1] - seen[0]).mean() < np.abs(seen[2] - seen[0]).mean()
    assert np.array_equal(seen[2], seen[3])


@pytest.mark.parametrize("into", ["cut", "fade", "slide", "wipe"])
def test_a_transition_starts_with_the_old_picture_and_ends_with_the_new_one(into: Transition) -> None:
    kit, given = two_colours(into)
    frame = 1 / FRAMES_A_SECOND
    with running(kit, given) as reel:
        before = reel.frame(3.0 - frame)
        seen = [reel.frame(3.0 + share * TRANSITION_SECONDS + frame / 10) for share in (0, 0.5, 1)]
    assert not colours(before).any() and colours(seen[2]).all()
    if into == "cut":
        assert colours(seen[0]).all()
        return
    assert not colours(seen[0])[40:].any()
    half = colours(seen[1])
    level = seen[1].planes.y[700].astype(int)
    if into == "fade":
        assert np.ptp(level) == 0
        assert before.planes.y[700, 0] < level[0] < seen[2].planes.y[700, 0]
    else:
        assert 0.4 < half.mean() < 0.6
        assert (np.abs(np.diff(half)) > 0).sum() == 1  # one straight edge
        assert half[0] == (into == "wipe")  # a wipe comes from the left, a slide from the right


@pytest.mark.parametrize("into", ["fade", "slide", "wipe"])
def test_a_short_shot_has_a_short_transition(into: Transition) -> None:
    kit, given = two_colours(into)
    given = replace(given, shots=(given.shots[0], replace(given.shots[1], seconds=0.8), given.shots[0]))
    with running(kit, given) as reel:
        assert colours(reel.frame(3.4 + 0.01)).all()
        assert not colours(reel.frame(reel.count / FRAMES_A_SECOND - 0.01)).any()


def test_there_are_as_many_frames_as_the_storyboard_lasts() -> None:
    for seconds in (6.0, 6.02, 7.5, 12 + 1 / 3):
        with running(film_kit(), board(shot(seconds=seconds))) as reel:
            assert reel.count == round(seconds * FRAMES_A_SECOND)


def test_a_frame_depends_on_its_time_alone() -> None:
    given = board(shot(move="parallax"), shot(picture="image/main", move="pan_up", into="wipe"))
    with running(film_kit(), given) as one, running(film_kit(), given) as other:
        for number in range(0, 150, 30):
            one.frame(number / FRAMES_A_SECOND)
        assert np.array_equal(one.frame(5.2).buffer, other.frame(5.2).buffer)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("shape", VIDEO_SHAPES)
def test_captions_show_the_words_when_they_are_spoken(language: Language, shape: Any) -> None:
    kit, given = film_kit(language, image_scene=plain(DARK)), board(shape=shape)
    track = track_of(kit, given, 6.0)
    said = {"en": "It holds 350 ml.", "zh": "容量350毫升。"}[language]
    start, end = track.sentences[1][0].start, track.sentences[1][-1].end
    with running(kit, given, track) as spoken, running(kit, replace(given, captions=False), track) as silent:
        for seconds in (start + 0.02, (start + end) / 2, end - 0.02):
            expected = silent.frame(seconds)
            lay(caption((said,), LAYOUTS[shape]), expected.planes)  # type: ignore[arg-type]
            assert np.array_equal(spoken.frame(seconds).buffer, expected.buffer)
        for seconds in (0.0, start - 0.05, 5.9):
            lower = slice(LAYOUTS[shape].captions.top, None)
            others = caption((said,), LAYOUTS[shape])
            shown = silent.frame(seconds)
            lay(others, shown.planes)  # type: ignore[arg-type]
            assert not np.array_equal(spoken.frame(seconds).planes.y[lower], shown.planes.y[lower])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_captions_come_and_go_within_eighty_milliseconds(language: Language) -> None:
    kit, given = film_kit(language, image_scene=plain(DARK)), board()
    track = track_of(kit, given, 6.0)
    box = LAYOUTS["1:1"].captions
    with running(kit, given, track) as reel:
        shown = [
            bool(np.ptp(reel.frame(number / FRAMES_A_SECOND).planes.y[box.top : box.top + box.height]) > 60)
            for number in range(reel.count)
        ]
    changes = np.flatnonzero(np.diff([False, *shown])) / FRAMES_A_SECOND
    ons, offs = changes[::2], changes[1::2]
    assert len(ons) == len(track.sentences) == 3
    for words, on, off in zip(track.sentences, ons, offs, strict=True):
        assert abs(on - words[0].start) <= 0.08
        assert 0 <= off - words[-1].end <= 0.38  # it lingers, so that it can be read to its end


def test_hostile_captions_are_drawn_or_left_out() -> None:
    words = tuple(Word(1.0 + place, 1.5 + place, text) for place, text in enumerate(("🎉", "W" * 300, "\u202e", "ok")))
    with running(film_kit(), board(), Track(b"", (words,), None, None)) as reel:
        for seconds in (1.2, 2.2, 3.2, 4.2):
            reel.frame(seconds)


@pytest.mark.parametrize("shape", VIDEO_SHAPES)
@pytest.mark.parametrize("words", ["AI GENERATED", "AI生成"])
def test_the_label_is_seen_for_two_seconds_and_then_no_more(shape: Any, words: str) -> None:
    layout = LAYOUTS[shape]
    label = opening_label(words, layout)
    place = (slice(label.top, label.top + label.alpha.shape[0]), slice(label.left, label.left + label.alpha.shape[1]))
    given = board(shot(seconds=1.0), shot(kind="call", picture="image/main", seconds=5.0, into="slide"), shape=shape)
    with running(film_kit(), given, opening=words) as reel, running(film_kit(), given) as bare:
        for number in range(0, 75, 6):
            seconds = number / FRAMES_A_SECOND
            expected = bare.frame(seconds)
            lay(label, expected.planes)
            assert np.array_equal(reel.frame(seconds).planes.y[place], expected.planes.y[place])
        assert LABEL_SECONDS >= 2
        assert np.array_equal(reel.frame(LABEL_SECONDS + 0.01).buffer, bare.frame(LABEL_SECONDS + 0.01).buffer)
        assert np.array_equal(reel.frame(0.5, bare=True).buffer, bare.frame(0.5, bare=True).buffer)


def test_progress_is_told_in_both_languages_and_stop_is_heard() -> None:
    told: list[Progress] = []
    stop = threading.Event()

    def listen(progress: Progress) -> None:
        told.append(progress)
        if progress.done >= 12:
            stop.set()

    with running(film_kit(), board()) as reel, pytest.raises(Cancelled):
        for _ in reel.frames(RunContext(1, stop=stop, listen=listen, part="video")):
            pass
    assert [progress.done for progress in told] == [0, 6, 12]
    assert {progress.total for progress in told} == {180}
    assert "12 of 180" in told[-1].message.en and "12" in told[-1].message.zh
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPool")]
