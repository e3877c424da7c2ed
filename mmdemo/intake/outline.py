"""What a merchant did to the outline of a cutout, checked: as hostile as any other input."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping

from PIL import Image, ImageChops

from mmdemo.errors import InputError
from mmdemo.outline import UNMENDED, Box, Outline
from mmdemo.schema import Message, Photo, Product

MAX_BYTES = 8 * 1024**2
MAX_PIXELS = 4_000_000
"""Of what was painted: the page's own drawing has less than one million."""

LONG_SIDE = 1024
"""Pixels kept on the longer side of what was painted: a brush is not finer."""

THINNEST = 0.01
"""Of the photo's side: a box must be wider and higher."""

WHOLE = 0.98
"""Of the photo's area: who paints more than this shows nothing by it."""

_PAINTED = 128  # of 255
_TOUCHED = 64  # of 255: a thin stroke is still one when it is made smaller
_CANDIDATE = re.compile(r"[\w.-]{0,40}", re.ASCII)
_BETWEEN = re.compile(r"\s*[,，、;；\s]\s*")

_NAMES = {"keep": Message("keep", "保留"), "erase": Message("erase", "去除")}


def read_outlines(outlines: Mapping[str, Outline], product: Product) -> dict[str, Outline]:
    """The outlines of a product's photos by part id, each as `read_outline` leaves it; untouched ones are left out.

    Raises:
        InputError: an outline cannot be used, belongs to no photo, or was painted on another (`field="outline"`).
    """
    photos = photos_of(product)
    checked = {}
    for part, outline in outlines.items():
        if part not in photos:
            raise _wrong(
                f"There is no photo for the outline of “{part}”. Add the photo, or leave the outline out.",
                f"“{part}”的轮廓没有对应的照片。请添加照片，或去掉这个轮廓。",
            )
        read = read_outline(outline)
        for painted in (read.keep, read.erase):
            _check_proportions(painted, photos[part])
        if read != UNMENDED:
            checked[part] = read
    return checked


def photos_of(product: Product) -> dict[str, Photo]:
    """The photos of a product by the part id of their cutout, in order."""
    photos = () if product.photo is None else (product.photo, *product.more_photos)
    return dict(zip(cutout_parts(len(photos)), photos, strict=True))


def cutout_parts(count: int) -> tuple[str, ...]:
    """The part ids of the cutouts of so many photos."""
    return tuple("image/cutout" if number == 1 else f"image/cutout-{number}" for number in range(1, count + 1))


def read_outline(outline: Outline) -> Outline:
    """The outline with its box inside the photo and its strokes as clean grey PNGs of at most `LONG_SIDE` pixels.

    Corners of a box may be given in any order. Where both brushes painted, erase wins: what must go is seen more
    surely than what must stay. Strokes with nothing painted become b"". Reading an outline again changes nothing.

    Raises:
        InputError: a picture that is no PNG, is damaged, too large, or painted all over; a box that is no box or lies
            outside the photo; a candidate whose id no outline of ours can have (`field="outline"`).
    """
    if not _CANDIDATE.fullmatch(outline.candidate):
        raise _wrong("This outline is not among those that were found. Pick another.", "找不到所选的轮廓。请另选一个。")
    keep, erase = _read_strokes(outline.keep, "keep"), _read_strokes(outline.erase, "erase")
    if keep is not None and erase is not None:
        keep = ImageChops.subtract(keep, erase.resize(keep.size, Image.Resampling.NEAREST))
    box = None if outline.box is None else _read_box(outline.box)
    return Outline(outline.candidate, box, _encoded(keep), _encoded(erase))


def read_box(typed: str) -> Box | None:
    """A box typed as left, top, right and bottom: in percent of the photo's sides, or as parts of 1. Empty for none.

    Raises:
        InputError: there are not four numbers (`field="outline"`).
    """
    if not typed.strip():
        return None
    try:
        left, top, right, bottom = (float(number) for number in _BETWEEN.split(typed.replace("%", " ").strip()))
    except ValueError as error:
        raise _no_box() from error
    # Less than a hundredth of the photo is no box, so numbers up to 1 cannot be meant in percent.
    whole = 1 if max(left, top, right, bottom) <= 1 else 100
    return left / whole, top / whole, right / whole, bottom / whole


def _read_box(box: Box) -> Box:
    if len(box) != 4 or not all(math.isfinite(edge) for edge in box):
        raise _no_box()
    (left, right), (top, bottom) = sorted((box[0], box[2])), sorted((box[1], box[3]))
    if right <= 0 or bottom <= 0 or left >= 1 or top >= 1:
        raise _wrong(
            "The box lies outside the photo. Draw it around the product.", "框在照片之外。请在商品四周重新画框。"
        )
    inside = (max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom))
    if inside[2] - inside[0] < THINNEST or inside[3] - inside[1] < THINNEST:
        raise _wrong(
            "The box is too small. Draw it around the whole product, from one corner to the other.",
            "框太小了。请从一角到另一角，框住整个商品。",
        )
    return inside


def _read_strokes(data: bytes, what: str) -> Image.Image | None:
    """Grey, 255 where painted; None where nothing was."""
    if not data:
        return None
    if len(data) > MAX_BYTES:
        raise _too_large()
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise _too_large()
            strokes = _grey(opened).point(lambda level: 255 * (level >= _PAINTED))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        # Pillow's decoders raise any of these on damaged data, and UnidentifiedImageError is an OSError.
        raise _wrong(
            "What was painted is no PNG picture, or it is damaged. Paint it again.",
            "涂抹的图片不是 PNG，或已损坏。请重新涂抹。",
        ) from error
    scale = LONG_SIDE / max(strokes.size)
    if scale < 1:
        size = (max(1, round(strokes.width * scale)), max(1, round(strokes.height * scale)))
        strokes = strokes.resize(size, Image.Resampling.BOX).point(lambda level: 255 * (level >= _TOUCHED))
    painted = strokes.histogram()[255] / (strokes.width * strokes.height)
    if painted > WHOLE:
        name = _NAMES[what]
        raise _wrong(
            f"The whole photo is painted with “{name.en}”, so it shows no outline. Undo that and paint only the spots "
            "that are wrong.",
            f"整张照片都涂成了“{name.zh}”，看不出轮廓。请撤销，只涂抠错的地方。",
        )
    return strokes if painted > 0 else None


def _grey(opened: Image.Image) -> Image.Image:
    """How strongly each pixel is painted: on a see-through layer that is its alpha, else its brightness."""
    if opened.has_transparency_data:
        return opened.convert("RGBA").getchannel("A")
    if opened.mode.startswith("I;16"):
        return opened.point(lambda level: level / 257).convert("L")
    return opened.convert("L")


def _encoded(strokes: Image.Image | None) -> bytes:
    if strokes is None or strokes.getbbox() is None:
        return b""
    buffer = io.BytesIO()
    strokes.save(buffer, "PNG")
    return buffer.getvalue()


def _check_proportions(painted: bytes, photo: Photo) -> None:
    if not painted:
        return
    with Image.open(io.BytesIO(painted), formats=("PNG",)) as opened:
        width, height = opened.size
    expected = width * photo.height / photo.width
    if abs(height - expected) > max(2.0, 0.02 * expected):
        raise _wrong(
            f"What was painted ({width} × {height}) does not have the shape of the photo "
            f"({photo.width} × {photo.height}). Paint on this photo.",
            f"涂抹的图片（{width} × {height}）与照片（{photo.width} × {photo.height}）的比例不同。请在这张照片上涂抹。",
        )


def _no_box() -> InputError:
    return _wrong(
        "A box needs four numbers: left, top, right and bottom in percent of the photo, such as 10, 5, 90, 95.",
        "框需要四个数字：左、上、右、下，以照片的百分比表示，例如 10, 5, 90, 95。",
    )


def _too_large() -> InputError:
    return _wrong(
        "What was painted is too large a picture. Paint it again, or save it at a smaller size.",
        "涂抹的图片太大。请重新涂抹，或保存为较小的尺寸。",
    )


def _wrong(en: str, zh: str) -> InputError:
    return InputError(en, zh, field="outline")
