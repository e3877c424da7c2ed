"""A storyboard as it stands in the page: text by text, read into shots only when a video is to be made of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

from pydantic import TypeAdapter, ValidationError

from mmdemo.errors import InputError
from mmdemo.schema import Storyboard
from mmdemo.ui.wording_video import VIDEO
from mmdemo.video import FRAMES_A_SECOND, Move, Shot, ShotKind, Transition

_LONGEST = 100_000  # characters: twenty shots take five thousand
_FIELD = "storyboard"


@dataclass(frozen=True)
class TypedShot:
    """A shot's fields as they were typed or chosen, in the order of `Shot`."""

    kind: str
    text: str
    picture: str
    move: str
    seconds: str
    into: str


_SHOTS = TypeAdapter(tuple[TypedShot, ...])


def typed_shots(typed: str) -> tuple[TypedShot, ...] | None:
    """What the browser collected of a storyboard; None where the page showed none.

    Raises:
        InputError: it is none of ours (`field="storyboard"`).
    """
    if not typed:
        return None
    try:
        if len(typed) <= _LONGEST:
            return _SHOTS.validate_json(typed)
    except ValidationError as error:
        raise _unreadable() from error
    raise _unreadable()


def typed_of(board: Storyboard) -> tuple[TypedShot, ...]:
    """A storyboard's shots as the page shows them; two decimals tell every frame."""
    return tuple(
        TypedShot(
            shot.kind, shot.text, shot.picture, shot.move, f"{shot.seconds:.2f}".rstrip("0").rstrip("."), shot.into
        )
        for shot in board.shots
    )


def shots_of(typed: tuple[TypedShot, ...]) -> tuple[Shot, ...]:
    """The shots, of whole frames. What else is wrong with them `read_storyboard` finds.

    Raises:
        InputError: a shot has no length (`field="storyboard"`).
    """
    return tuple(
        Shot(
            cast(ShotKind, shot.kind),
            shot.text,
            shot.picture,
            cast(Move, shot.move),
            _seconds(shot.seconds, number),
            cast(Transition, shot.into),
        )
        for number, shot in enumerate(typed, 1)
    )


def _seconds(typed: str, number: int) -> float:
    try:
        seconds = float(typed)
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds):
        said = VIDEO["shot_no_seconds"]
        raise InputError(said.en.format(number), said.zh.format(number), field=_FIELD)
    return round(seconds * FRAMES_A_SECOND) / FRAMES_A_SECOND


def _unreadable() -> InputError:
    said = VIDEO["storyboard_unreadable"]
    return InputError(said.en, said.zh, field=_FIELD)
