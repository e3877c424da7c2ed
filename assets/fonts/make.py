"""Make the project's fonts from Noto: `python make.py <folder of the CJK .ttc files> <folder of the .ttf files>`.

Needs fonttools[woff]. The sources are Debian's packages fonts-noto-cjk and fonts-noto-core; see README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SIMPLIFIED_CHINESE = 2  # the face's number in the collection
LATIN = [(0x20, 0x7F), (0xA0, 0x180), (0x1E00, 0x1F00)]
SIGNS = [(0x2010, 0x2052), (0x20A0, 0x20C1), (0x2100, 0x2150), (0x2190, 0x219A), (0x2200, 0x2270), (0x2460, 0x2474)]
CHINESE_SIGNS = [(0x3000, 0x3020), (0xFF00, 0xFFF0), (0x25A0, 0x25D0), (0x2605, 0x2607)]
COMPANION = [*LATIN, (0x180, 0x250), *SIGNS[:3]]


def points(ranges: list[tuple[int, int]]) -> set[int]:
    return {point for first, end in ranges for point in range(first, end)}


def chinese() -> set[int]:
    """GB 2312's 6,763 ideographs, Latin letters, punctuation, and the signs of currencies and units."""
    found = points(LATIN + SIGNS + CHINESE_SIGNS)
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue  # the last cells of row 0xD7 are empty in the standard
    return found


def write(font: TTFont, characters: set[int], name: str) -> None:
    options = Options()
    options.layout_features = ["kern", "liga", "ccmp"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = ["*"]
    options.flavor = "woff2"
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font["head"].modified = font["head"].created  # the same bytes every time
    font.recalcTimestamp = False
    target = Path(__file__).parent / name
    font.save(target)
    print(target.name, target.stat().st_size)


def main() -> None:
    collections, singles = map(Path, sys.argv[1:3])
    for family in ("Sans", "Serif"):
        for weight in ("Regular", "Bold"):
            collection = collections / f"Noto{family}CJK-{weight}.ttc"
            font = TTFont(collection, fontNumber=SIMPLIFIED_CHINESE, lazy=True)
            write(font, chinese(), f"Noto{family}SC-{weight}.woff2")
            write(TTFont(singles / f"Noto{family}-{weight}.ttf"), points(COMPANION), f"Noto{family}-{weight}.woff2")


if __name__ == "__main__":
    main()
