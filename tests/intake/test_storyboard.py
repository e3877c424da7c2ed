"""Storyboards as a merchant may leave them."""

from typing import Any

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.storyboard import LEAST_SHOT, MOST_LETTERS, MOST_SHOT, MOST_SHOTS, read_storyboard
from mmdemo.schema import Storyboard
from mmdemo.video import LEAST_VIDEO_SECONDS, MOST_VIDEO_SECONDS, MOVES, SHOT_KINDS, TRANSITIONS, VIDEO_SHAPES
from tests.films import board, shot

PICTURES = ("image/main", "image/scene")


def refused(given: Storyboard) -> str:
    with pytest.raises(InputError) as caught:
        read_storyboard(given, PICTURES)
    assert caught.value.field == "storyboard"
    assert caught.value.message.en.endswith(".") and caught.value.message.zh.endswith("。")
    return caught.value.message.en


@pytest.mark.parametrize("shape", VIDEO_SHAPES)
def test_what_is_right_stays_as_it_is(shape: Any) -> None:
    shots = [
        shot(kind, f"Line {place}", "image/main", MOVES[place % len(MOVES)], 3.0, TRANSITIONS[place % len(TRANSITIONS)])
        for place, kind in enumerate(SHOT_KINDS)
    ]
    given = board(*shots, shape=shape, music=False)
    assert read_storyboard(given, PICTURES) == given


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("into", TRANSITIONS)
def test_every_move_and_transition_is_known(move: Any, into: Any) -> None:
    given = board(shot(move=move), shot(move=move, into=into))
    assert read_storyboard(given, PICTURES) == given


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  350 ml,\n dishwasher\tsafe ", "350 ml, dishwasher safe"),
        ("可进洗碗机\u200b", "可进洗碗机"),
        ("no\x00 control\x1b characters", "no control characters"),
        ("turned \u202eround", "turned round"),
    ],
)
def test_lines_are_cleaned(typed: str, clean: str) -> None:
    read = read_storyboard(board(shot(text=typed), shot()), PICTURES)
    assert read.shots[0].text == clean


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Storyboard("9:16", ()), "empty"),
        (board(*[shot(seconds=1.0)] * (MOST_SHOTS + 1)), "21 shots"),
        (board(shot(), shot(text="m" * (MOST_LETTERS + 1))), "shot 2 has 81 characters"),
        (board(shot(picture="image/size"), shot()), "picture of shot 1"),
        (board(shot(picture="../../etc/passwd"), shot()), "picture of shot 1"),
        (board(shot(seconds=0.5), shot(seconds=6)), "Shot 1 lasts 0.5 s"),
        (board(shot(seconds=-3), shot(seconds=9)), "Shot 1 lasts -3 s"),
        (board(shot(), shot(seconds=MOST_SHOT + 0.1)), "Shot 2 lasts 20.1 s"),
        (board(shot(seconds=float("nan")), shot(seconds=6)), "Shot 1 lasts nan"),
        (board(shot(seconds=float("inf")), shot(seconds=6)), "Shot 1 lasts inf"),
        (board(shot(seconds=5.9)), "last 5.9 s together"),
        (board(*[shot(seconds=15.1)] * 4), "last 60.4 s together"),
        (board(shot(), shot(kind="joke")), "Shot 2"),  # type: ignore[arg-type]
        (board(shot(), shot(move="spin")), "Shot 2"),  # type: ignore[arg-type]
        (board(shot(), shot(into="explode")), "Shot 2"),  # type: ignore[arg-type]
        (board(shot(seconds=6), shape="4:3"), "9:16, 1:1, 16:9"),  # type: ignore[arg-type]
    ],
)
def test_what_is_wrong_is_said(given: Storyboard, said: str) -> None:
    assert said in refused(given)


def test_the_limits_themselves_are_allowed() -> None:
    longest = board(*[shot(text="m" * MOST_LETTERS, seconds=MOST_VIDEO_SECONDS / 3)] * 3)
    assert read_storyboard(longest, PICTURES) == longest
    most = board(*[shot(seconds=LEAST_SHOT)] * MOST_SHOTS)
    assert read_storyboard(most, PICTURES) == most
    assert read_storyboard(board(shot(seconds=LEAST_VIDEO_SECONDS)), PICTURES).seconds == LEAST_VIDEO_SECONDS


def test_lengths_that_add_up_to_a_hair_too_much_are_allowed() -> None:
    given = board(shot(seconds=0.8), *[shot(seconds=5.92)] * 10)
    assert given.seconds > MOST_VIDEO_SECONDS  # in binary
    assert read_storyboard(given, PICTURES) == given
