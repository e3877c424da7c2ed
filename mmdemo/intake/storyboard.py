"""A storyboard that a merchant edited, checked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mmdemo.errors import InputError
from mmdemo.processing.text.clean import clean_line
from mmdemo.schema import Storyboard
from mmdemo.video import (
    LEAST_VIDEO_SECONDS,
    MOST_VIDEO_SECONDS,
    MOVES,
    SHOT_KINDS,
    TRANSITIONS,
    VIDEO_SHAPES,
    Shot,
)

MOST_SHOTS, MOST_LETTERS = 20, 80
LEAST_SHOT, MOST_SHOT = 0.8, 20.0  # seconds
_FIELD = "storyboard"


def read_storyboard(board: Storyboard, pictures: Collection[str]) -> Storyboard:
    """The storyboard with clean lines. `pictures` are the parts that the kit has.

    Raises:
        InputError: what is wrong with it and what to do (`field="storyboard"`).
    """
    if not board.shots:
        raise InputError("The storyboard is empty. Add a shot.", "分镜为空，请添加一个镜头。", field=_FIELD)
    if len(board.shots) > MOST_SHOTS:
        raise InputError(
            f"The storyboard has {len(board.shots)} shots, {MOST_SHOTS} are allowed. Take some out.",
            f"分镜有 {len(board.shots)} 个镜头，最多 {MOST_SHOTS} 个，请删去一些。",
            field=_FIELD,
        )
    shots = tuple(_read_shot(number, shot, pictures) for number, shot in enumerate(board.shots, 1))
    read = replace(board, shots=shots)
    if board.shape not in VIDEO_SHAPES:
        raise InputError(
            f"A video is {', '.join(VIDEO_SHAPES)}. Choose one of these shapes.",
            f"视频比例可选 {'、'.join(VIDEO_SHAPES)}，请选择其一。",
            field=_FIELD,
        )
    if not LEAST_VIDEO_SECONDS <= round(read.seconds, 3) <= MOST_VIDEO_SECONDS:
        raise InputError(
            f"The shots last {read.seconds:.1f} s together. A video lasts {LEAST_VIDEO_SECONDS} to "
            f"{MOST_VIDEO_SECONDS} s: make shots longer or shorter.",
            f"各镜头共 {read.seconds:.1f} 秒，视频须为 {LEAST_VIDEO_SECONDS} 到 {MOST_VIDEO_SECONDS} 秒，"
            "请调整镜头时长。",
            field=_FIELD,
        )
    return read


def _read_shot(number: int, shot: Shot, pictures: Collection[str]) -> Shot:
    text = clean_line(shot.text)
    if len(text) > MOST_LETTERS:
        raise InputError(
            f"The line of shot {number} has {len(text)} characters, {MOST_LETTERS} are allowed. Shorten it.",
            f"第 {number} 个镜头的文字有 {len(text)} 个字符，最多 {MOST_LETTERS} 个，请缩短。",
            field=_FIELD,
        )
    if shot.picture not in pictures:
        raise InputError(
            f"The picture of shot {number} is not in this listing. Choose another one.",
            f"第 {number} 个镜头的图片不在当前商品页中，请另选一张。",
            field=_FIELD,
        )
    if not LEAST_SHOT <= shot.seconds <= MOST_SHOT:
        raise InputError(
            f"Shot {number} lasts {shot.seconds:g} s. A shot lasts {LEAST_SHOT:g} to {MOST_SHOT:g} s.",
            f"第 {number} 个镜头为 {shot.seconds:g} 秒，每个镜头须为 {LEAST_SHOT:g} 到 {MOST_SHOT:g} 秒。",
            field=_FIELD,
        )
    if shot.kind not in SHOT_KINDS or shot.move not in MOVES or shot.into not in TRANSITIONS:
        raise InputError(
            f"Shot {number} has a kind, move or transition that is not known. Choose from the lists.",
            f"第 {number} 个镜头的类型、运镜或转场无效，请从列表中选择。",
            field=_FIELD,
        )
    return replace(shot, text=text, seconds=float(shot.seconds))
