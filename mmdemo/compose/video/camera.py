"""The camera: how each move goes over a plate, which is a little larger than what is seen of it."""

from __future__ import annotations

from mmdemo.compose.video.reading import Affine
from mmdemo.video import Move

OVERSCAN = 1.14  # how much larger a plate is than the panel it is seen through
_STILL = 1.07
_PARALLAX_GROUND = (1.09, 1.03)  # how much of the plate is seen at the start and at the end
_PARALLAX_PRODUCT = 0.045  # how much the product grows before its ground
_PARALLAX_SIDE = 0.006  # of the width, to each side

_PANS: dict[Move, tuple[tuple[float, float], tuple[float, float]]] = {
    "pan_left": ((1.0, 0.5), (0.0, 0.5)),
    "pan_right": ((0.0, 0.5), (1.0, 0.5)),
    "pan_up": ((0.5, 1.0), (0.5, 0.0)),
    "pan_down": ((0.5, 0.0), (0.5, 1.0)),
}


def eased(progress: float) -> float:
    """A soft start and end; in between nearly even, as a hand would move a camera."""
    progress = min(1.0, max(0.0, progress))
    return 0.6 * progress + 0.4 * progress * progress * (3 - 2 * progress)


def ground_view(move: Move, progress: float, panel: tuple[int, int], plate: tuple[int, int]) -> Affine:
    """Where the panel (width, height) reads the plate (width, height) when that share of the shot is over."""
    now = eased(progress)
    place = (0.5, 0.5)
    if move in _PANS:
        scale = 1.0
        (x, y), (to_x, to_y) = _PANS[move]
        place = (x + (to_x - x) * now, y + (to_y - y) * now)
    elif move == "zoom_in":
        scale = OVERSCAN + (1.0 - OVERSCAN) * now
    elif move == "zoom_out":
        scale = 1.0 + (OVERSCAN - 1.0) * now
    elif move == "parallax":
        scale = _PARALLAX_GROUND[0] + (_PARALLAX_GROUND[1] - _PARALLAX_GROUND[0]) * now
    else:
        scale = _STILL
    shift = [(whole - seen * scale) * share for whole, seen, share in zip(plate, panel, place, strict=True)]
    return scale, shift[0], shift[1]


def product_view(ground: Affine, progress: float, panel: tuple[int, int], foot: tuple[float, float]) -> Affine:
    """How the product before that ground is seen: it grows around its `foot` (in the plate) and passes sideways."""
    now = eased(progress)
    scale, right, down = ground
    nearer = scale / (1 + _PARALLAX_PRODUCT * now)
    # The foot stays where the ground shows it: a product that left its shadow would float.
    x, y = ((place - shift) / scale for place, shift in zip(foot, (right, down), strict=True))
    side = (now - 0.5) * 2 * _PARALLAX_SIDE * panel[0]
    return nearer, foot[0] - nearer * (x + side), foot[1] - nearer * y
