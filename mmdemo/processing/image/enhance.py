"""A finished photo: its colour cast taken back by half, and a light sharpening.

Shades of grey (G. D. Finlayson and E. Trezzi, "Shades of Gray and Colour Constancy", 2004) takes the light's colour to
be the Minkowski mean of a photo, p = 6. Half of it is taken back, and only as far as a phone's own balance is likely to
have missed, because a photo of one beige product looks just like a photo in beige light. Local contrast (CLAHE) is left
alone: it turns smooth surfaces harsh.
"""

from __future__ import annotations

from functools import cache
from typing import cast

import cv2
import numpy as np

from mmdemo.look import AS_TAKEN, Finish
from mmdemo.processing.image.arrays import Bytes, Floats, shrink, to_lab
from mmdemo.processing.image.white import off_white

ESTIMATED_AT = 256  # pixels; the light's colour does not need more
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # of linear sRGB; gains keep it
MINKOWSKI = 6  # between the mean, which any large product bends, and the maximum, which one highlight bends
STRENGTH = 0.5
MOST_GAIN = 1.2  # of linear light: about the cast that a phone's own balance leaves by warm lamps
LEAST_CAST = 0.02  # a light nearer to grey than this is left as it is, so a neutral photo keeps its bytes
NEUTRAL = 20  # Lab chroma up to which a surface may be a grey one in coloured light
LITTLE, ENOUGH = 0.05, 0.25  # parts of the photo as neutral as that: with less nothing, from the other full strength
DARK, CLIPPED = 40, 250  # sRGB values between which a pixel shows the light's colour
SHOULDER = 220  # sRGB value from which the correction fades, to nothing at 255: white stays white

AMOUNT = 0.6
BLUR = 1 / 1800  # of the longer side, a standard deviation: 1.4 pixels in a photo of 2560
LEAST_BLUR = 0.8  # pixels; below it the mask is empty
QUIET = 3  # levels of difference that are noise or JPEG, not detail
HALO = 6  # levels a sharpened edge may reach beyond its neighbours


def finished(rgb: Bytes, finish: Finish, alpha: Bytes | None = None) -> Bytes:
    """`rgb`, (height, width, 3) uint8, as the merchant wishes it; the very same array where nothing is to be done.

    `alpha`, (height, width), is that of a picture which came cut out and is shown on white: its own colours alone say
    what light they were taken in, and alone are changed.
    """
    if alpha is not None and finish != AS_TAKEN:
        colours = finished(off_white(rgb, alpha), Finish(sharpen=finish.sharpen))
        gains = cast_gains(colours, alpha) if finish.white_balance else None
        return _on_white(colours if gains is None else _multiplied(colours, gains), alpha)
    if finish.white_balance:
        rgb = balanced(rgb)
    return sharpened(rgb) if finish.sharpen else rgb


def balanced(rgb: Bytes) -> Bytes:
    """The photo with half its colour cast taken back; `rgb` itself where there is none, or nothing tells of one."""
    gains = cast_gains(rgb)
    if gains is None:
        return rgb
    return _multiplied(rgb, gains)


def _multiplied(rgb: Bytes, gains: Floats) -> Bytes:
    return cast(Bytes, cv2.LUT(rgb, np.stack([_curve(float(gain)) for gain in gains], axis=-1)[None]))


def _on_white(colours: Bytes, alpha: Bytes) -> Bytes:
    share = alpha[..., None].astype(np.float32) / 255
    return cast(Bytes, np.rint(colours * share + 255 * (1 - share)).astype(np.uint8))


def cast_gains(rgb: Bytes, alpha: Bytes | None = None) -> Floats | None:
    """What red, green and blue are multiplied by in linear light, (3,), or None to leave the photo as it is.

    Only what is almost grey has a say: a product of one strong colour is no evidence of the light's. With `alpha`,
    (height, width), only what is solid has.
    """
    small = shrink(rgb, ESTIMATED_AT)
    if alpha is not None:
        small = small[shrink(alpha, ESTIMATED_AT) == 255][None]
        if not small.size:
            return None
    chroma = np.linalg.norm(to_lab(small)[..., 1:], axis=2)
    shown = (small.max(axis=2) < CLIPPED) & (small.max(axis=2) > DARK)
    clipped = small.min(axis=2) >= CLIPPED
    grey = shown & (chroma < NEUTRAL)
    # Paper that is clipped to white is as neutral as can be, and says so with every pixel.
    evidence = float((grey | clipped).mean())
    if evidence < LITTLE:
        return None
    light = (_to_linear()[small[grey | clipped]].astype(np.float64) ** MINKOWSKI).mean(axis=0) ** (1 / MINKOWSKI)
    light /= light @ LUMINANCE
    if np.abs(light - 1).max() < LEAST_CAST:
        return None
    strength = STRENGTH * min(1.0, evidence / ENOUGH)
    gains = np.clip(light**-strength, 1 / MOST_GAIN, MOST_GAIN)
    return cast(Floats, (gains / (gains @ LUMINANCE)).astype(np.float32))


def sharpened(rgb: Bytes) -> Bytes:
    """The photo with its lightness unsharp-masked: no halo, no coloured edge, no pixel clipped that was not before."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    soft = cv2.GaussianBlur(grey, (0, 0), max(LEAST_BLUR, max(rgb.shape[:2]) * BLUR))
    detail = cv2.subtract(grey, soft, dtype=cv2.CV_16S)
    wanted = cv2.addWeighted(detail - np.clip(detail, -QUIET, QUIET), AMOUNT, detail, 0, 0)
    neighbours = np.ones((3, 3), np.uint8)
    above = cv2.subtract(cv2.dilate(grey, neighbours), grey, dtype=cv2.CV_16S) + HALO
    below = cv2.subtract(cv2.erode(grey, neighbours), grey, dtype=cv2.CV_16S) - HALO
    red, green, blue = cv2.split(rgb)
    brightest = cv2.max(cv2.max(red, green), blue).astype(np.int16)
    darkest = cv2.min(cv2.min(red, green), blue).astype(np.int16)
    change = np.clip(wanted, np.maximum(below, -darkest), np.minimum(above, np.maximum(CLIPPED - brightest, 0)))
    return cast(Bytes, cv2.add(rgb, cv2.merge([change] * 3), dtype=cv2.CV_8U))


@cache
def _to_linear() -> Floats:
    """Linear light, 0 to 1, of every sRGB value (IEC 61966-2-1)."""
    values = np.arange(256) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4).astype(np.float32)


def _curve(gain: float) -> Bytes:
    """The sRGB value of every sRGB value whose light is multiplied by `gain`, with its shoulder."""
    linear = _to_linear() * gain
    encoded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055) * 255
    values = np.arange(256)
    fading = 0.5 + 0.5 * np.cos(np.pi * np.clip((values - SHOULDER) / (255 - SHOULDER), 0, 1))
    curve = values + (encoded - values) * fading
    return cast(Bytes, np.clip(np.rint(np.maximum.accumulate(curve)), 0, 255).astype(np.uint8))
