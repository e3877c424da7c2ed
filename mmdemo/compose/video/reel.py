"""All that is seen in a video, frame by frame: stages, transitions, words, captions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate

import cv2
import numpy as np

from mmdemo.compose.video.layout import LAYOUTS
from mmdemo.compose.video.lettering import accent_of, caption, look_over, opening_label, words_of
from mmdemo.compose.video.planes import Frame, Layer, Planes, lay
from mmdemo.compose.video.stage import Stage, blank, stage_of
from mmdemo.compose.video.track import Track
from mmdemo.context import RunContext
from mmdemo.processing.audio.captions import Cue, cues, joined
from mmdemo.schema import Kit, Message, Word
from mmdemo.video import FRAMES_A_SECOND, Shot, Storyboard, Transition

TRANSITION_SECONDS = 0.4
APPEARING_SECONDS, APPEARING_PIXELS = 0.35, 28
LABEL_SECONDS = 2.5  # the least that GB 45438-2025 asks for is 2
_REPORTED = 6  # frames between two reports, and two looks at Stop
_EVEN = 6  # levels of a ground that is one colour to the eye
_PANEL = 0.34  # of the shop's colour, in a panel beside the picture


class _Scene:
    """A shot made ready: its stage, and its words over it."""

    def __init__(self, kit: Kit, shot: Shot, board: Storyboard, grounds: dict[str, Planes]) -> None:
        self.layout = LAYOUTS[board.shape]
        self.shot = shot
        self.stage: Stage = stage_of(kit, shot, self.layout, grounds)
        accent = accent_of(kit)
        panel = self.layout.picture
        self.side = panel.left > 0
        self.colour = tuple(round(level * _PANEL) for level in accent)
        if self.side:
            level, even = float(np.mean(self.colour)), True
        else:
            first, words = Frame(panel.width, panel.height), self.layout.words
            self.stage.draw(0.5, first.planes)
            behind = first.planes.y[words.top : words.top + words.height, words.left : words.left + words.width]
            level, even = float(behind.mean()), int(np.ptp(behind)) <= _EVEN
        self.words: Layer = words_of(kit, shot, self.layout, look_over(level, accent, even))

    def draw(self, seconds: float, length: float, frame: Frame) -> None:
        """The shot when it has been on for that many of its seconds."""
        if self.side:
            blank(frame, (self.colour[0], self.colour[1], self.colour[2]))
        panel = self.layout.picture
        area = frame.planes.y[panel.top : panel.top + panel.height, panel.left : panel.left + panel.width]
        small = [
            plane[panel.top // 2 : (panel.top + panel.height) // 2, panel.left // 2 : (panel.left + panel.width) // 2]
            for plane in frame.planes[1:]
        ]
        if self.side:
            seen = Frame(panel.width, panel.height)
            self.stage.draw(seconds / length, seen.planes)
            for target, source in zip((area, *small), seen.planes, strict=True):
                target[:] = source
        else:
            self.stage.draw(seconds / length, Planes(area, small[0], small[1]))
        shown = min(1.0, max(0.0, seconds / APPEARING_SECONDS))
        soft = shown * shown * (3 - 2 * shown)
        lay(self.words, frame.planes, soft, round((1 - soft) * APPEARING_PIXELS / 2) * 2)


class Reel:
    """All that is seen in a video, to be drawn at any time of it in rising order.

    The first shot is made ready at once, in a thread of its own as the later ones are.
    """

    def __init__(self, kit: Kit, board: Storyboard, opening: str = "") -> None:
        self.layout = LAYOUTS[board.shape]
        self._kit, self._board = kit, board
        self._starts = [0.0, *accumulate(shot.seconds for shot in board.shots)]
        self.count = round(self._starts[-1] * FRAMES_A_SECOND)
        self._cues: tuple[Cue, ...] = ()
        self._cue_starts: list[float] = []
        self._label = opening_label(opening, self.layout) if opening else None
        self._scenes: dict[int, Future[_Scene]] = {}
        self._grounds: dict[str, Planes] = {}
        self._maker = ThreadPoolExecutor(1)
        self._scene(0)

    def __enter__(self) -> Reel:
        return self

    def __exit__(self, *_: object) -> None:
        self._maker.shutdown(cancel_futures=True)

    def hear(self, track: Track) -> None:
        """Caption what is spoken in the video."""
        if self._board.captions:
            self._cues = _cues(track, self._starts[-1])
            self._cue_starts = [cue.start for cue in self._cues]

    def frames(self, ctx: RunContext) -> Iterator[Frame]:
        """Every frame in order. Raises Cancelled soon after Stop was pressed."""
        for number in range(self.count):
            if number % _REPORTED == 0:
                ctx.step(number, self.count, _drawing(number, self.count))
            yield self.frame(number / FRAMES_A_SECOND)

    def frame(self, seconds: float, bare: bool = False) -> Frame:
        """What is seen at a time; `bare` without captions and label."""
        index = min(bisect_right(self._starts, seconds) - 1, len(self._board.shots) - 1)
        frame = self._shot(index, seconds)
        shot = self._board.shots[index]
        since, lasts = seconds - self._starts[index], self._lasts(index)
        if index and shot.into != "cut" and since < lasts:
            share = since / lasts
            _change(shot.into, self._shot(index - 1, seconds), frame, share * share * (3 - 2 * share))
        if not bare:
            self._write_over(seconds, frame)
        return frame

    def _shot(self, index: int, seconds: float) -> Frame:
        for gone in [made for made in self._scenes if made < index - 1]:
            del self._scenes[gone]
        scene = self._scene(index).result()
        if index + 1 < len(self._board.shots):
            self._scene(index + 1)
        frame = Frame(self.layout.width, self.layout.height)
        going = self._lasts(index + 1) if index + 1 < len(self._board.shots) else 0.0
        scene.draw(seconds - self._starts[index], scene.shot.seconds + going, frame)
        return frame

    def _scene(self, index: int) -> Future[_Scene]:
        if index not in self._scenes:
            self._scenes[index] = self._maker.submit(
                _Scene, self._kit, self._board.shots[index], self._board, self._grounds
            )
        return self._scenes[index]

    def _lasts(self, index: int) -> float:
        """How long a shot takes to come on after the one before it."""
        shots = self._board.shots
        if not index or shots[index].into == "cut":
            return 0.0
        return min(TRANSITION_SECONDS, shots[index].seconds / 2, shots[index - 1].seconds / 2)

    def _write_over(self, seconds: float, frame: Frame) -> None:
        place = bisect_right(self._cue_starts, seconds) - 1
        if place >= 0 and seconds < self._cues[place].end:
            drawn = caption(tuple(joined(line) for line in self._cues[place].lines), self.layout)
            if drawn is not None:
                lay(drawn, frame.planes)
        if self._label is not None and seconds < LABEL_SECONDS:
            lay(self._label, frame.planes)


@dataclass(frozen=True)
class _Heard:
    """What captions are made of."""

    sentences: tuple[tuple[Word, ...], ...]
    duration: float


def _change(into: Transition, before: Frame, after: Frame, share: float) -> None:
    """Draw over the frame `after` what is still seen of the one `before`, when that share of the change is over."""
    if into == "fade":
        cv2.addWeighted(before.buffer, 1 - share, after.buffer, share, 0, dst=after.buffer)
        return
    width = after.planes.y.shape[1]
    edge = round(width * share / 2) * 2
    for number, (old, new) in enumerate(zip(before.planes, after.planes, strict=True)):
        place = edge // 2 if number else edge
        if into == "wipe":
            new[:, place:] = old[:, place:]
        else:
            whole = new.shape[1]
            coming = new[:, :place].copy()
            new[:, : whole - place] = old[:, place:]
            new[:, whole - place :] = coming


def _drawing(number: int, count: int) -> Message:
    return Message(f"Drawing frame {number} of {count}", f"正在绘制第 {number} 帧，共 {count} 帧")


def _cues(track: Track, seconds: float) -> tuple[Cue, ...]:
    return cues(_Heard(track.sentences, seconds)) if track.sentences else ()
