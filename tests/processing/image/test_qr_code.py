"""QR codes: read back, whatever they hold, with what the standard asks around them."""

import random
import string
from collections.abc import Iterator

import numpy as np

from mmdemo.processing.image.codes import read_codes
from mmdemo.processing.image.qr_code import LEAST_MODULE, QUIET, qr_code

LETTERS = string.ascii_letters + string.digits + "-_/?=&%"


def looks(code: np.ndarray) -> Iterator[np.ndarray]:
    """The code on white pages, nearer and farther."""
    for scale in (1, 2, 3):
        near = np.kron(code, np.ones((scale, scale, 1), np.uint8))
        page = np.full((len(near) + 200, len(near) + 240, 3), 255, np.uint8)
        page[40 : 40 + len(near), 60 : 60 + len(near)] = near
        yield page


def test_addresses_of_every_length_are_read_back() -> None:
    drawn = random.Random(1)
    texts = [f"https://shop.example/{''.join(drawn.choices(LETTERS, k=length))}" for length in range(4, 180, 11)]
    read = [any(read_codes(page).texts == (text,) for page in looks(qr_code(text, 236))) for text in texts]
    # A phone looks many times; OpenCV's reader misses a sound code here and there, but never reads another text.
    assert sum(read) >= len(texts) - 1


def test_it_has_a_quiet_zone_and_whole_modules() -> None:
    code = qr_code("https://shop.example/mug", 236)
    assert code.shape[0] == code.shape[1] <= 236 and set(np.unique(code)) == {0, 255}
    dark = np.flatnonzero((code[..., 0] == 0).any(axis=0))
    edge = np.flatnonzero(code[dark[0], dark[0] :, 0] == 255)[0]  # the upper edge of a finder is 7 modules long
    module = int(edge) // 7
    assert edge == 7 * module and module >= LEAST_MODULE
    assert dark[0] == QUIET * module and code.shape[1] - 1 - dark[-1] == QUIET * module


def test_a_long_text_is_larger_rather_than_finer() -> None:
    assert qr_code("https://shop.example/" + "x" * 179, 60).shape[0] >= LEAST_MODULE * 60
