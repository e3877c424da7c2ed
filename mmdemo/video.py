"""A short video: its storyboard, which the merchant may edit, and what was made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from mmdemo.sound import Word

VideoShape = Literal["9:16", "1:1", "16:9"]
ShotKind = Literal["hook", "benefit", "proof", "price", "call"]
Move = Literal["still", "zoom_in", "zoom_out", "pan_left", "pan_right", "pan_up", "pan_down", "parallax"]
Transition = Literal["cut", "fade", "slide", "wipe"]

VIDEO_SHAPES: tuple[VideoShape, ...] = get_args(VideoShape)
SHOT_KINDS: tuple[ShotKind, ...] = get_args(ShotKind)
MOVES: tuple[Move, ...] = get_args(Move)
TRANSITIONS: tuple[Transition, ...] = get_args(Transition)

LEAST_VIDEO_SECONDS, MOST_VIDEO_SECONDS, USUAL_VIDEO_SECONDS = 6, 60, 15
FRAMES_A_SECOND = 30
SHORT_SIDE = 1080  # pixels


@dataclass(frozen=True)
class Shot:
    """One picture of the kit (`picture` is its part id) on screen for `seconds`, with a line of `text` or none.

    `move` is how the camera goes over it; "parallax" moves the cutout before its scene. `into` is how it comes on after
    the shot before.
    """

    kind: ShotKind
    text: str
    picture: str
    move: Move
    seconds: float
    into: Transition = "fade"


@dataclass(frozen=True)
class Storyboard:
    """What a video shows, shot after shot, and what is heard and read in it.

    `narration`, `music` and `captions` say whether the kit's are used; narration that is longer than the shots ends
    with the last sentence that fits.
    """

    shape: VideoShape
    shots: tuple[Shot, ...]
    narration: bool = True
    music: bool = True
    captions: bool = True

    @property
    def seconds(self) -> float:
        return sum(shot.seconds for shot in self.shots)


@dataclass(frozen=True)
class Video:
    """A finished video: `data` is an MP4 (H.264, AAC), sizes in pixels, `duration` in seconds.

    `cover` is a JPEG of the same size. `sentences` are the captions, counted from the start of the video. `loudness` is
    in LUFS (ITU-R BS.1770-4), `true_peak` in dBTP; both are None where nothing is heard. `made_from` is the SHA-256 of
    all that it was made of, to tell when the kit has changed since.
    """

    data: bytes
    width: int
    height: int
    frames: int
    duration: float
    cover: bytes
    sentences: tuple[tuple[Word, ...], ...]
    loudness: float | None
    true_peak: float | None
    storyboard: Storyboard
    made_from: str
