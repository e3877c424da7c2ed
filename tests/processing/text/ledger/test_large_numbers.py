"""Numbers in words from a thousand up, and digits in which no amount can be read."""

from decimal import Decimal

import pytest

from mmdemo.processing.text import speakable_numbers_en, speakable_numbers_zh
from mmdemo.processing.text.ledger.numbers import spelt_number
from mmdemo.schema import Product
from tests.processing.text.ledger.merchants import open_words, product

LAMP = product("Capacity: 2000 ml", "30000次", "Lasts 2,500 hours", "50 kg", "10,000 customers")
CAMERA = product("3 kW", "300万像素", "2公斤")
SALE = product("50% off")

STANDS: list[tuple[Product, str]] = [
    (LAMP, "容量两千毫升，二千毫升"),
    (LAMP, "容量两千"),
    (LAMP, "可用三万次"),
    (LAMP, "可用两千五百小时"),
    (LAMP, "Lasts two thousand five hundred hours"),
    (LAMP, "Lasts two-thousand and five hundred hours"),
    (LAMP, "Loved for ten thousand customers"),
    (LAMP, "10 thousand customers"),
    (LAMP, "承重五十千克"),
    (CAMERA, "三千瓦，三百万像素，两千克"),
    (product("250,000 hours"), "two hundred and fifty thousand hours"),
    (product("250,000 hours"), "二十五万小时"),
    (product("6 eggs"), "Half a dozen eggs"),
    # idioms
    (SALE, "Thanks a million, a thousand thanks"),
    (SALE, "千万别错过，万一呢，一千零一夜，三三两两，三千青丝"),
    # digits that are no amount
    (product("38, 39, 40 mm"), "38,39,40 mm"),
    (product("38,39,40 mm"), "39 mm"),
    (product("Comes in 1.000.5 kg"), "1.000.5 kg"),
]
OPEN: list[tuple[Product, str, tuple[str, ...]]] = [
    (LAMP, "容量三千毫升", ("三千毫升",)),
    (LAMP, "可用四万次", ("四万次",)),
    (LAMP, "三千。", ("三千",)),
    (LAMP, "承重六十千克", ("六十千克",)),
    (LAMP, "Lasts two thousand hours", ("two thousand hours",)),
    (LAMP, "A hundred thousand hours", ("A hundred thousand hours",)),
    (LAMP, "Two million three hundred thousand hours", ("Two million three hundred thousand hours",)),
    (LAMP, "Twenty thousand", ("Twenty thousand",)),
    (LAMP, "Twenty thousand customers", ("Twenty thousand customers",)),
    (LAMP, "3 Thousand hours", ("3 Thousand hours",)),
    (CAMERA, "五百万像素", ("五百万像素",)),
    (SALE, "Comes in 12,5,7 ml", ("12,5,7 ml",)),
    (SALE, "Comes in 1.000.5 kg", ("1.000.5 kg",)),
    (SALE, "Comes in 1.2.3.4 ml", ("1.2.3.4 ml",)),
    (SALE, "The 1.2.3rd", ("1.2.3rd",)),
    (SALE, "Just $1,2,3", ("$1,2,3",)),
    (product("38,39,40 mm"), "39 cm", ("39 cm",)),
]


@pytest.mark.parametrize(("merchant", "text"), STANDS, ids=[text for _, text in STANDS])
def test_what_the_merchant_said_stands(merchant: Product, text: str) -> None:
    assert open_words(merchant, text) == ()


@pytest.mark.parametrize(("merchant", "text", "words"), OPEN, ids=[text for _, text, _ in OPEN])
def test_what_was_added_is_found(merchant: Product, text: str, words: tuple[str, ...]) -> None:
    assert open_words(merchant, text) == words


NUMBERS = [*range(1_000), 1_001, 2_010, 10_000, 22_222, 250_000, 999_999, 1_000_000, 1_200_300]


def test_numbers_in_words_are_read_as_they_are_read_aloud() -> None:
    for number in NUMBERS:
        assert spelt_number(speakable_numbers_en.cardinal(number)) == number
        assert spelt_number(speakable_numbers_zh.cardinal(number)) == number
    assert spelt_number("三万亿") == 3 * 10**12
    assert spelt_number("半") == Decimal("0.5")


@pytest.mark.parametrize("numerals", ["三五", "千万", "万一", "百", "一十十", "亿亿亿", "九千万亿亿", "十千"])
def test_numerals_in_a_row_may_be_no_number(numerals: str) -> None:
    assert spelt_number(numerals) is None
