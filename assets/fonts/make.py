"""Make the two fonts of the product card from Noto Sans CJK SC: `python make.py <folder of the .ttc files>`.

Needs fonttools[woff]. The sources are Debian's package fonts-noto-cjk; see README.md.
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


def characters() -> set[int]:
    """GB 2312's 6,763 ideographs, Latin letters, punctuation, and the signs of currencies and units."""
    found = {point for first, end in LATIN + SIGNS + CHINESE_SIGNS for point in range(first, end)}
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue  # the last cells of row 0xD7 are empty in the standard
    return found


def main() -> None:
    options = Options()
    options.layout_features = ["kern", "liga", "ccmp"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = ["*"]
    options.flavor = "woff2"
    for weight in ("Regular", "Bold"):
        font = TTFont(Path(sys.argv[1]) / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED_CHINESE, lazy=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=characters())
        subsetter.subset(font)
        font.flavor = "woff2"
        font["head"].modified = font["head"].created  # the same bytes every time
        font.recalcTimestamp = False
        target = Path(__file__).parent / f"NotoSansSC-{weight}.woff2"
        font.save(target)
        print(target.name, target.stat().st_size)


if __name__ == "__main__":
    main()
