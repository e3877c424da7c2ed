"""The short video of a kit, made when the merchant asks for it."""

from __future__ import annotations

import threading
from dataclasses import replace

from mmdemo.compose.label_policy import policy_of
from mmdemo.context import Listener, RunContext
from mmdemo.intake.storyboard import read_storyboard
from mmdemo.schema import Kit, Storyboard

VIDEO = "video"


def make_video(
    kit: Kit,
    board: Storyboard,
    *,
    stop: threading.Event | None = None,
    listen: Listener | None = None,
    user: str = "",
) -> Kit:
    """The kit with the video of a storyboard, labelled at its opening as the kit's policy asks.

    Raises:
        InputError: the storyboard cannot be used (`field="storyboard"`).
        GenerationError: FFmpeg is missing, or could not write the file.
        Cancelled: `stop` was set; the kit handed in still holds.
    """
    from mmdemo.compose.video import render_video

    read = read_storyboard(board, kit.pictures.keys())
    ctx = RunContext(kit.seed, stop=stop, listen=listen, user=user, part=VIDEO)
    return replace(kit, video=render_video(kit, read, ctx, policy_of(kit).opening))
