"""The codes printed on a product: bar codes by their number, QR codes by their text."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from mmdemo.processing.image.arrays import Bytes, shrink
from mmdemo.processing.text.clean import clean_line

MOST_TEXT = 200  # characters of a QR code


@dataclass(frozen=True)
class Codes:
    """What was read: GTINs of 8, 12 or 13 digits with a true check digit, and the texts of QR codes."""

    gtins: tuple[str, ...]
    texts: tuple[str, ...]


def read_codes(rgb: Bytes) -> Codes:
    """Every code that can be read in a picture, (height, width, 3) uint8, none twice."""
    numbers: list[str] = []
    # Bars that fill the photo are found in its half only.
    for pixels in (rgb, shrink(rgb, (max(rgb.shape[:2]) + 1) // 2)):
        numbers += cv2.barcode.BarcodeDetector().detectAndDecodeMulti(pixels)[1]
    # As bytes: a code may hold anything, and text that is not UTF-8 would end in an error.
    _, texts, *_ = cv2.QRCodeDetector().detectAndDecodeBytesMulti(rgb)
    cleaned = (clean_line(text.decode(errors="ignore"))[:MOST_TEXT] for text in texts)
    return Codes(
        tuple(dict.fromkeys(number for number in numbers if is_gtin(number))),
        tuple(dict.fromkeys(text for text in cleaned if text)),
    )


def is_gtin(number: str) -> bool:
    """Whether a number is a GTIN-8, -12 or -13 by its check digit (GS1 General Specifications, 7.9)."""
    if len(number) not in {8, 12, 13} or not (number.isascii() and number.isdigit()):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return weighted % 10 == 0
