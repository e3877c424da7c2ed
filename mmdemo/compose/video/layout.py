"""Where things stand in a video of each shape, in pixels: the picture, the words over it, the captions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mmdemo.picture import Region
from mmdemo.video import VideoShape


@dataclass(frozen=True)
class Layout:
    """`picture` is the panel that the camera looks through; beside it the video is one colour.

    `words` is the box of a shot's words, `captions` the box above whose lower edge captions stand, `label` the corner
    of the opening label. `product` is where the product should lie at the closest, within the panel.
    """

    width: int
    height: int
    picture: Region
    words: Region
    captions: Region
    label: tuple[int, int]
    product: Region


# Phones lay their own buttons over the lowest fifth and the right edge of an upright video, and a bar over its top.
LAYOUTS: Mapping[VideoShape, Layout] = MappingProxyType(
    {
        "9:16": Layout(
            1080,
            1920,
            Region(0, 0, 1080, 1920),
            Region(80, 264, 860, 400),
            Region(80, 1280, 860, 250),
            (80, 120),
            Region(70, 640, 940, 724),
        ),
        "1:1": Layout(
            1080,
            1080,
            Region(0, 0, 1080, 1080),
            Region(64, 176, 952, 214),
            Region(90, 830, 900, 210),
            (64, 36),
            Region(150, 400, 780, 470),
        ),
        "16:9": Layout(
            1920,
            1080,
            Region(840, 0, 1080, 1080),
            Region(80, 220, 690, 560),
            Region(900, 850, 960, 180),
            (80, 70),
            Region(120, 130, 840, 720),
        ),
    }
)
