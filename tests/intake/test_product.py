"""A whole request, read."""

from decimal import Decimal

import pytest

from mmdemo.errors import InputError
from mmdemo.intake import read_product
from mmdemo.intake.seed import read_seed
from mmdemo.schema import Money, Request


def test_everything_is_read() -> None:
    product = read_product(
        Request(
            name="  Stoneware\u200b  mug ",
            category="Kitchen",
            price="$24.00",
            brand="Clay & Co",
            facts=("350 ml", "Material: stoneware"),
        )
    )
    assert product.name == "Stoneware mug"
    assert product.language == "en"
    assert product.price == Money(Decimal("24.00"), "USD")
    assert [(fact.name, fact.value) for fact in product.facts] == [("Capacity", "350 ml"), ("Material", "stoneware")]


def test_language_is_found_or_taken() -> None:
    assert read_product(Request(name="粗陶马克杯", facts=("350 ml",))).language == "zh"
    assert read_product(Request(name="粗陶马克杯", language="en")).language == "en"


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_product(Request(facts=("350 ml",)))
    assert caught.value.field == "name"


def test_a_photo_alone_is_enough(photo: bytes) -> None:
    assert read_product(Request(photo=photo)).name == "Product"
    assert read_product(Request(photo=photo, language="zh")).name == "商品"
    assert read_product(Request(photo=photo, category="Kitchen")).name == "Kitchen"


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (Request(name="x" * 121), "name"),
        (Request(name="Mug", category="x" * 61), "category"),
        (Request(name="Mug", brand="x" * 61), "brand"),
        (Request(name="Mug", price="abc"), "price"),
        (Request(name="Mug", facts=("x" * 10_000,)), "facts"),
    ],
)
def test_wrong_fields_are_named(request_: Request, field: str) -> None:
    with pytest.raises(InputError) as caught:
        read_product(request_)
    assert caught.value.field == field
    assert caught.value.text("zh") != caught.value.text("en")


@pytest.mark.parametrize(
    ("typed", "seed"), [("", None), ("  ", None), ("0", 0), (" 42 ", 42), ("2147483647", 2**31 - 1)]
)
def test_seed(typed: str, seed: int | None) -> None:
    assert read_seed(typed) == seed


@pytest.mark.parametrize("typed", ["-1", "1.5", "abc", "2147483648", "9" * 5000, "１２", "²"])
def test_wrong_seed(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        read_seed(typed)
    assert caught.value.field == "seed"
