"""A program of its own that turns one HEIC photo into a PNG: a damaged file can crash libheif, and then only this dies.

Reads the file from standard input, writes the PNG, upright and with its colour profile, to standard output. The longest
side and the most pixels come as arguments. Ends with `TOO_MANY_PIXELS` when there are more.
"""

import sys

TOO_MANY_PIXELS = 3


def main() -> int:
    import pi_heif
    from PIL import Image

    longest, most_pixels = int(sys.argv[1]), int(sys.argv[2])
    photo = pi_heif.open_heif(sys.stdin.buffer.read(), convert_hdr_to_8bit=True)
    if photo.size[0] * photo.size[1] > most_pixels:
        return TOO_MANY_PIXELS
    image = photo.to_pillow()
    profile = image.info.get("icc_profile")
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    image.save(sys.stdout.buffer, "PNG", compress_level=1, icc_profile=profile, exif=b"")
    return 0


if __name__ == "__main__":
    sys.exit(main())
