"""Opening a shop's logo safely: like a photo, but kept with its alpha, and however narrow."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops, UnidentifiedImageError

from mmdemo.errors import InputError
from mmdemo.intake.photo import FORMATS, MAX_PIXELS, opaque, to_srgb, turn_of
from mmdemo.picture import PLAIN, Logo

MAX_BYTES = 10 * 1024**2
LONG_SIDE = 1200  # pixels kept: several times what a banner shows
LEAST_LONG_SIDE = 64  # pixels; it is never enlarged, and a banner shows up to 342
SEEN = 16  # alpha from which something can be seen


def read_logo(source: Path | bytes) -> Logo:
    """Decode a PNG, WebP, JPEG or GIF into an upright sRGB PNG with alpha.

    A logo that came from here is read as the same bytes again.

    Raises:
        InputError: the file is missing, too large, of another kind, damaged, too small to use, or transparent all over
            (`field="logo"`).
    """
    data = source if isinstance(source, bytes) else _read_file(source)
    if len(data) > MAX_BYTES:
        raise _too_large()
    try:
        image = _decode(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise InputError(
            "The logo is not a picture we can open. Use a PNG, WebP, JPEG or GIF; export an SVG or PDF as PNG first.",
            "无法打开这个 Logo。请使用 PNG、WebP、JPEG 或 GIF；SVG 或 PDF 请先导出为 PNG。",
            field="logo",
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        # Pillow's decoders raise any of these on damaged data.
        raise InputError(
            "The logo file is damaged or incomplete. Export it again and upload the new file.",
            "Logo 文件已损坏或不完整。请重新导出后再上传。",
            field="logo",
        ) from error
    encoded = io.BytesIO()
    image.save(encoded, "PNG", compress_level=6)
    return Logo(encoded.getvalue(), image.width, image.height)


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large()
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The logo {path.name} cannot be read. Check that the file is there.",
            f"无法读取 Logo {path.name}。请确认文件存在。",
            field="logo",
        ) from error


def _decode(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise _too_many_pixels()
        profile, turn = opened.info.get("icc_profile"), turn_of(opened)
        if opened.has_transparency_data:
            layered = opened.convert("RGBA")
            colours, alpha = layered.convert("RGB"), layered.getchannel("A")
        else:
            colours, _ = opaque(opened)
            alpha = Image.new("L", opened.size, 255)
    image = Image.new("RGBA", colours.size)
    image.paste(to_srgb(colours, profile))
    image.putalpha(alpha)
    if turn is not None:
        image = image.transpose(turn)
    seen = _seen(image)
    if seen is None:
        raise _nothing_seen()
    width, height = seen[2] - seen[0], seen[3] - seen[1]
    if max(width, height) < LEAST_LONG_SIDE:
        raise InputError(
            f"The logo is too small to use ({width} × {height} pixels without its margins). "
            f"Use one of at least {LEAST_LONG_SIDE} pixels on its longer side.",
            f"Logo 太小（去掉边距后为 {width} × {height} 像素），长边请至少 {LEAST_LONG_SIDE} 像素。",
            field="logo",
        )
    if max(image.size) > LONG_SIDE:
        image = image.crop((max(0, seen[0] - 1), max(0, seen[1] - 1), seen[2] + 1, seen[3] + 1))
        image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
        if _seen(image) is None:
            raise _nothing_seen()
    return image


def _seen(image: Image.Image) -> tuple[int, int, int, int] | None:
    """Where something can be seen: above the alpha, or, in an opaque one, beside the colour of its first corner."""
    alpha = image.getchannel("A")
    if min(alpha.tobytes()) < 255:
        return alpha.point(lambda level: 255 * (level >= SEEN)).getbbox()
    colours = image.convert("RGB")
    ground = Image.new("RGB", image.size, colours.getpixel((0, 0)))
    channels = ImageChops.difference(colours, ground).split()
    away = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return away.point(lambda level: 255 * (level > PLAIN)).getbbox()


def _nothing_seen() -> InputError:
    return InputError(
        "The logo is of one colour, or transparent all over: there is nothing to see in it. Export it again.",
        "这个 Logo 只有一种颜色或完全透明，看不到内容。请重新导出。",
        field="logo",
    )


def _too_large() -> InputError:
    return InputError(
        f"The logo file is larger than {MAX_BYTES // 1024**2} MB. Save a smaller copy.",
        f"Logo 文件超过 {MAX_BYTES // 1024**2} MB。请另存为较小的图片。",
        field="logo",
    )


def _too_many_pixels() -> InputError:
    return InputError(
        f"The logo has more than {MAX_PIXELS // 10**6} million pixels. Save a smaller copy and upload that.",
        f"Logo 超过 {MAX_PIXELS // 10**4} 万像素。请另存为较小的图片后上传。",
        field="logo",
    )
