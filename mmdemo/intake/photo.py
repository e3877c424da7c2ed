"""Opening a merchant's photo safely.

An uploaded file is hostile until decoded: the format is whitelisted by content, the pixel count is read from the header
before anything is decoded, and what leaves here is a fresh RGB PNG that carries no metadata (no GPS) of the original.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from mmdemo.errors import InputError
from mmdemo.intake.heif_child import TOO_MANY_PIXELS
from mmdemo.processing.child import ChildError, run_child
from mmdemo.schema import Photo

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 50 * 1024**2
MAX_PIXELS = 40_000_000
MIN_SIDE = 64
LONG_SIDE = 2560
"""Pixels kept on the longer side: a product filling two thirds of the frame still covers a 2000 px main picture."""

_HEIF_CHILD = Path(__file__).with_name("heif_child.py")
_HEIF_SECONDS = 60.0
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def read_photo(source: Path | bytes) -> Photo:
    """Decode a JPEG, PNG, WebP or HEIC photo into an upright sRGB PNG of at most `LONG_SIDE` pixels.

    A photo that came from here decodes to the same pixels again and is encoded to the same bytes.

    Raises:
        InputError: the file is missing, too large, of another kind, damaged, or too small to use (`field="photo"`).
    """
    data = source if isinstance(source, bytes) else _read_file(source)
    if len(data) > MAX_BYTES:
        raise _too_large(len(data))
    try:
        image = _decode(_from_heif(data) if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS else data)
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
    encoded = io.BytesIO()
    image.save(encoded, "PNG", compress_level=1)
    return Photo(encoded.getvalue(), image.width, image.height)


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


def _decode(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise _too_many_pixels()
        width, height = opened.size
        opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
        profile = opened.info.get("icc_profile")
        image = _upright_rgb(opened)
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if min(image.size) < MIN_SIDE:
        raise InputError(
            f"The photo is too small or too narrow to use ({width} × {height} pixels). "
            f"Use one of at least {MIN_SIDE} × {MIN_SIDE}.",
            f"照片太小或太窄（{width} × {height} 像素），请使用至少 {MIN_SIDE} × {MIN_SIDE} 像素的照片。",
            field="photo",
        )
    if profile:
        image = _to_srgb(image, profile)
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    return clean


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


def _upright_rgb(opened: Image.Image) -> Image.Image:
    """Turned upright, without transparency: see-through pixels become white, as on a product page."""
    image = ImageOps.exif_transpose(opened)
    if image.mode.startswith("I;16"):
        # 16-bit grey: Pillow clips instead of scaling when it converts.
        image = image.point(lambda level: level / 257).convert("L")
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Phones save wide-gamut colours (Display P3); shops show sRGB. A profile that cannot be read is left out."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return image if converted is None else converted


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
