"""A storyboard drawn, its sound mixed, and both as one file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import asdict

from PIL import Image

from mmdemo.compose.video.encode import encode
from mmdemo.compose.video.layout import LAYOUTS
from mmdemo.compose.video.planes import Frame
from mmdemo.compose.video.reel import Reel
from mmdemo.compose.video.track import track_of
from mmdemo.context import RunContext
from mmdemo.schema import Kit, Message, digest
from mmdemo.video import FRAMES_A_SECOND, Storyboard, Video

_COVER_MOMENT = 0.6  # of the first shot


def render_video(kit: Kit, board: Storyboard, ctx: RunContext, opening: str = "") -> Video:
    """The video of a storyboard, whose pictures the kit has. `opening` is the label shown on its first pictures.

    Raises:
        GenerationError: FFmpeg is missing, or could not write the file.
        Cancelled: Stop was pressed; nothing is left behind.
    """
    layout = LAYOUTS[board.shape]
    covers: list[bytes] = []

    def drawn(reel: Reel) -> Iterator[Frame]:
        for frame in reel.frames(ctx):
            yield frame
            if not covers:  # while the encoder works
                covers.append(_jpeg(reel.frame(board.shots[0].seconds * _COVER_MOMENT, bare=True)))

    with Reel(kit, board, opening) as reel:
        ctx.step(0, reel.count, Message("Mixing the sound of the video", "正在混合视频的声音"))
        track = track_of(kit, board, board.seconds)
        reel.hear(track)
        data = encode(drawn(reel), layout.width, layout.height, track.wav)
        count = reel.count
    return Video(
        data=data,
        width=layout.width,
        height=layout.height,
        frames=count,
        duration=count / FRAMES_A_SECOND,
        cover=covers[0],
        sentences=track.sentences if board.captions else (),
        loudness=track.loudness,
        true_peak=track.true_peak,
        storyboard=board,
        made_from=made_from(kit, board, opening),
    )


def made_from(kit: Kit, board: Storyboard, opening: str = "") -> str:
    """SHA-256 over all that a video is made of: it changes when the video would."""
    used = {shot.picture for shot in board.shots} | {"image/cutout"}
    voice = kit.narration if board.narration else None
    given = {
        "board": asdict(board),
        "opening": opening,
        "pictures": {part: digest(kit.pictures[part].data) for part in sorted(used & kit.pictures.keys())},
        "narration": None if voice is None else [digest(voice.data), voice.sentences, voice.notice],
        "music": digest(kit.music.data) if kit.music is not None and board.music else None,
        "said": [kit.product.name, kit.product.brand, str(kit.product.price), kit.product.language],
        "look": [kit.request.look.brand_colour, kit.request.look.badge],
    }
    return digest(json.dumps(given, sort_keys=True, ensure_ascii=False).encode())


def _jpeg(frame: Frame) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(frame.rgb()).save(encoded, "JPEG", quality=90)
    return encoded.getvalue()
