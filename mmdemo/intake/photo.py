"""Opening a merchant's photo safely.

An uploaded file is hostile until decoded: the format is whitelisted by content, the pixel count is read from the header
before anything is decoded, and what leaves here is a fresh RGB PNG that carries no metadata (no GPS) of the original.
The alpha of a product that was cut out already leaves as a PNG of its own.
"""

from __future__ import annotations

import io
import struct
import sys
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from mmdemo.errors import InputError
from mmdemo.intake.heif_child import TOO_MANY_PIXELS
from mmdemo.processing.child import ChildError, run_child
from mmdemo.schema import Photo

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 50 * 1024**2
MAX_PIXELS = 40_000_000
MIN_SIDE = 64
LONG_SIDE = 2560
"""Pixels kept on the longer side: a product filling two thirds of the frame still covers a 2000 px main picture."""

LEAST_SEE_THROUGH = 0.05
"""Part of the pixels that must be see-through for a picture to count as cut out: rounded corners are not."""

LEAST_SOLID = 0.001
"""Part of the pixels that must be solid for a picture to show anything."""

_HEIF_CHILD = Path(__file__).with_name("heif_child.py")
_HEIF_SECONDS = 60.0
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

# EXIF orientation 2 to 8: how to turn or mirror the stored pixels upright.
_TURNS: dict[object, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def read_photo(source: Path | bytes) -> Photo:
    """Decode a JPEG, PNG, WebP, GIF or HEIC photo into an upright sRGB PNG of at most `LONG_SIDE` pixels.

    The `photo_file` of a photo that came from here is read as the same bytes again.

    Raises:
        InputError: the file is missing, too large, of another kind, damaged, too small to use, or transparent all over
            (`field="photo"`).
    """
    data = source if isinstance(source, bytes) else _read_file(source)
    if len(data) > MAX_BYTES:
        raise _too_large(len(data))
    try:
        image, alpha = _decode(_from_heif(data) if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS else data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise InputError(
            "This file is not a photo we can open. Use a JPEG, PNG, WebP or HEIC picture.",
            "无法识别这个文件。请使用 JPEG、PNG、WebP 或 HEIC 图片。",
            field="photo",
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        # Pillow's decoders raise any of these on damaged data.
        raise InputError(
            "The photo is damaged or incomplete. Export or copy it again and upload the new file.",
            "照片已损坏或不完整。请重新导出或复制后再上传。",
            field="photo",
        ) from error
    return Photo(_png(image), image.width, image.height, None if alpha is None else _png(alpha))


def photo_file(photo: Photo) -> bytes:
    """A PNG that `read_photo` reads as this very photo: with its alpha, where it has one."""
    if photo.alpha is None:
        return photo.data
    with Image.open(io.BytesIO(photo.data)) as image, Image.open(io.BytesIO(photo.alpha)) as alpha:
        whole = _off_white(image, alpha)
        whole.putalpha(alpha)
    return _png(whole)


def _png(image: Image.Image) -> bytes:
    encoded = io.BytesIO()
    image.save(encoded, "PNG", compress_level=1)
    return encoded.getvalue()


def _read_file(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(size)
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The photo {path.name} cannot be read. Check that the file is there.",
            f"无法读取照片 {path.name}。请确认文件存在。",
            field="photo",
        ) from error


def _decode(data: bytes) -> tuple[Image.Image, Image.Image | None]:
    """The picture in sRGB, and the alpha of one that was cut out already. Of an animation, the first frame."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise _too_many_pixels()
        width, height = opened.size
        opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
        profile = opened.info.get("icc_profile")
        image, alpha = opaque(opened)
        turn = turn_of(opened)
    for layer in (image, alpha):
        if layer is not None:
            layer.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if min(image.size) < MIN_SIDE:
        raise InputError(
            f"The photo is too small or too narrow to use ({width} × {height} pixels). "
            f"Use one of at least {MIN_SIDE} × {MIN_SIDE}.",
            f"照片太小或太窄（{width} × {height} 像素），请使用至少 {MIN_SIDE} × {MIN_SIDE} 像素的照片。",
            field="photo",
        )
    if alpha is not None and _cut_out(alpha):
        # A colour profile holds for the colours themselves, not for their mixture with white.
        image = _on_white(to_srgb(_off_white(image, alpha), profile), alpha)
    else:
        image, alpha = to_srgb(image, profile), None
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    if turn is None:
        return clean, alpha
    return clean.transpose(turn), None if alpha is None else alpha.transpose(turn)


def opaque(opened: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """The pixels as they stand in the file, without palette and 16-bit levels, on white where they are see-through.

    Laid on white first, so that both layers can be made smaller each by itself: that is what weighting colours by
    their alpha comes to.
    """
    if opened.mode.startswith("I;16"):
        # 16-bit grey: Pillow clips instead of scaling when it converts.
        return opened.point(lambda level: level / 257).convert("L"), None
    if opened.has_transparency_data:
        layered = opened.convert("RGBA")
        alpha = layered.getchannel("A")
        return _on_white(layered.convert("RGB"), alpha), alpha
    if opened.mode in ("RGB", "L", "CMYK"):
        opened.load()
        return opened, None
    return opened.convert("RGB"), None


def _from_heif(data: bytes) -> bytes:
    """A PNG from a HEIC photo. libheif runs beside us, never in us: damaged files crash it.

    Raises:
        OSError: the file is damaged, or took too long.
        DecompressionBombError: it has too many pixels.
    """
    command = [sys.executable, "-I", str(_HEIF_CHILD), str(LONG_SIDE), str(MAX_PIXELS)]
    try:
        return run_child(command, data, seconds=_HEIF_SECONDS, tick=lambda: None)
    except ChildError as error:
        if error.code == TOO_MANY_PIXELS:
            raise Image.DecompressionBombError from error
        raise OSError("libheif could not decode it") from error


def turn_of(opened: Image.Image) -> Image.Transpose | None:
    """How a picture must be turned to stand upright, by the notes in its file; None where it stands."""
    try:
        return _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation))
    except (OSError, ValueError, SyntaxError, EOFError, struct.error):
        return None  # notes that cannot be read are no reason to refuse the picture


def _cut_out(alpha: Image.Image) -> bool:
    """Whether this is the outline of something, and not a screenshot's rounded corners.

    Raises:
        InputError: next to nothing can be seen.
    """
    levels = alpha.histogram()
    whole, see_through = sum(levels), sum(levels[:128])
    if whole - see_through < LEAST_SOLID * whole:
        raise InputError(
            "The picture is transparent all over: there is no product to see in it. Export it again, or use the photo "
            "it was cut from.",
            "这张图片几乎完全透明，看不到商品。请重新导出，或使用抠图之前的照片。",
            field="photo",
        )
    return see_through >= LEAST_SEE_THROUGH * whole


def _on_white(colours: Image.Image, alpha: Image.Image) -> Image.Image:
    ground = Image.new("RGB", colours.size, "white")
    ground.paste(colours, mask=alpha)  # each byte rounded to the nearest, which `off_white` counts on
    return ground


def _off_white(image: Image.Image, alpha: Image.Image) -> Image.Image:
    # numpy takes its time to load, and only a picture that was cut out already needs it.
    import numpy as np

    from mmdemo.processing.image.white import off_white

    return Image.fromarray(off_white(np.asarray(image), np.asarray(alpha)))


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Phones save wide-gamut colours (Display P3), print shops CMYK; web shops show sRGB.

    A profile that cannot be read, or is not for this kind of picture, is left out.
    """
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGB")


def _too_large(size: int) -> InputError:
    return InputError(
        f"The photo file is {size / 1024**2:.0f} MB; at most {MAX_BYTES // 1024**2} MB fit. Save a smaller copy.",
        f"照片文件有 {size / 1024**2:.0f} MB，上限为 {MAX_BYTES // 1024**2} MB。请另存为较小的图片。",
        field="photo",
    )


def _too_many_pixels() -> InputError:
    return InputError(
        f"The photo has more than {MAX_PIXELS // 10**6} million pixels. Save a smaller copy and upload that.",
        f"照片超过 {MAX_PIXELS // 10**4} 万像素。请另存为较小的图片后上传。",
        field="photo",
    )
