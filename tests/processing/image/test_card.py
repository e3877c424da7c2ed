"""The card's type: every script, every length, no tofu, nothing over the edge."""

from decimal import Decimal

import numpy as np
import pytest

from mmdemo.processing.image.card import PALETTES, draw_card, price_text
from mmdemo.processing.image.typeface import drawable, fit, font, wrap
from mmdemo.schema import Fact, Money, Product


def fact(number, value, name=None):
    return Fact(str(number), f"{name}: {value}" if name else value, value, name)


FULL = Product(
    "Bamboo Lid Glass Storage Jar",
    "en",
    "Kitchen & Dining",
    "Nordhaus",
    Money(Decimal("24.90"), "USD"),
    (fact(1, "350 ml", "Capacity"), fact(2, "Borosilicate glass", "Material"), fact(3, "Dishwasher safe")),
)
LONG = Product("Reinforced " * 30, "en", "Outdoor " * 20, "Brand " * 20, Money(Decimal("1e12"), "EUR"), FULL.facts)
ODD = Product("🦆 العربية", "en", "🦆", "🦆", None, (fact(1, "🦆", "🦆"),))


@pytest.mark.parametrize("product", [FULL, LONG, ODD, Product("Mug", "en"), Product("杯" * 120, "zh")])
def test_words_keep_to_the_margins(product):
    card = draw_card(product, 1).astype(int)
    assert card.shape == (2000, 2000, 3)
    # Words and rules are the only dark things on the paper.
    dark = card.sum(axis=2) < 420
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert rows[0] >= 160 and columns[0] >= 160
    assert rows[-1] <= 1850 and columns[-1] <= 1850


def test_same_seed_same_card_and_seeds_differ():
    assert np.array_equal(draw_card(FULL, 5), draw_card(FULL, 5))
    papers = {tuple(draw_card(Product("Mug", "en"), seed)[1990, 5]) for seed in range(6)}
    assert 2 < len(papers) <= len(PALETTES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Żółta kaczuszka", "Żółta kaczuszka"),
        ("İstanbul ışık", "İstanbul ışık"),
        ("Café crème", "Café crème"),
        ("鸭 🦆 duck", "鸭 duck"),
        ("مرحبا", ""),
        ("a\u200db\ufe0f\n c", "ab c"),
        ("½ ﬁne", "½ fine"),
    ],
)
def test_what_the_font_lacks_is_replaced_or_dropped(text, expected):
    assert drawable(text) == expected


def test_every_gb2312_character_can_be_drawn():
    characters = [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if not (row == 0xD7 and cell > 0xF9)
    ]
    assert len(characters) == 6763
    assert drawable("".join(characters)) == "".join(characters)


@pytest.mark.parametrize(
    ("amount", "currency", "language", "expected"),
    [
        ("1299", "USD", "en", "$1,299.00"),
        ("89", "CNY", "zh", "¥89.00"),
        ("1299.5", "INR", "en", "₹1,299.50"),
        ("12", "EUR", "zh", "€12.00"),
    ],
)
def test_prices(amount, currency, language, expected):
    assert price_text(Money(Decimal(amount), currency), language).replace("\xa0", " ") == expected


def test_lines_break_at_spaces_first_and_never_before_a_comma():
    lines = wrap("手工陶瓷马克杯，大容量", "Bold", 100, 720)
    assert all(line[0] not in "，。" for line in lines)
    assert fit("手工陶瓷杯 早餐咖啡杯", "Bold", (200, 60), (1200, 600)).lines == ("手工陶瓷杯", "早餐咖啡杯")
    assert fit("storage jar", "Bold", (200, 60), (900, 600)).lines == ("storage", "jar")


def test_a_word_too_long_is_broken_and_a_text_too_long_is_shortened():
    block = fit("x" * 400, "Bold", (100, 60), (800, 200))
    assert block.lines[-1].endswith("...")
    assert block.height <= 200
    assert all(font("Bold", block.size).getlength(line) <= 800 for line in block.lines)


def test_lines_are_balanced():
    lines = fit("one two three four five six seven", "Bold", (120, 120), (1500, 600)).lines
    lengths = [font("Bold", 120).getlength(line) for line in lines]
    assert min(lengths) > 0.6 * max(lengths)
