"""Offers as merchants type them: what is read, and what is refused in words."""

from datetime import date
from decimal import Decimal

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.price import read_price
from mmdemo.intake.promotion import MAX_CONDITIONS, read_promotion
from mmdemo.schema import Product, Promotion

MUG = Product("Mug", "en", price=read_price("$24.00", "en"))
CUP = Product("马克杯", "zh", price=read_price("¥199", "zh"))
EURO = Product("Mug", "en", price=read_price("24 EUR", "en"))
YEN = Product("Mug", "en", price=read_price("JPY 1199", "en"))
UNPRICED = Product("Mug", "en")


def refused(promotion: Promotion, product: Product = MUG, today: date | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read_promotion(promotion, product, today)
    assert caught.value.text("zh") and len(str(caught.value)) < 400
    return caught.value


def test_a_promotion_sells_at_a_price_in_the_place_of_another() -> None:
    offer = read_promotion(
        Promotion(
            price=" $18 ",
            was="24",
            basis="own_earlier_price",
            lowest_before="22 USD",
            starts="2026/11/6",
            ends="2026年11月15日",
            code="TABLE-15",
            headline=" Autumn\n table days",
            link="https://Shop.example/mug?ref=card",
        ),
        MUG,
    )
    assert (offer.price, offer.was, offer.lowest_before, offer.currency) == (18, 24, 22, "USD")
    assert (offer.starts, offer.ends) == (date(2026, 11, 6), date(2026, 11, 15))
    assert (offer.headline, offer.saved, offer.code) == ("Autumn table days", 25, "TABLE-15")
    assert offer.link == "https://shop.example/mug?ref=card"


def test_what_is_saved_is_never_overstated() -> None:
    assert read_promotion(Promotion(price="16.01", was="24"), MUG).saved == 33
    assert read_promotion(Promotion(price="23.99", was="24"), MUG).saved == 0


@pytest.mark.parametrize(
    ("off", "percent", "amount"),
    [
        ("10%", 10, None),
        ("12.5 % off", Decimal("12.5"), None),
        ("8折", 20, None),
        ("85折", 15, None),
        ("8.5折", 15, None),
        ("$5", None, 5),
        ("立减20美元", None, 20),
        ("-5", None, 5),
        ("Save 10%", 10, None),
        ("１０％", 10, None),
    ],
)
def test_what_a_coupon_takes_off(off: str, percent: Decimal | None, amount: Decimal | None) -> None:
    offer = read_promotion(Promotion(kind="coupon", off=off), MUG)
    assert (offer.percent, offer.amount) == (percent, amount)


def test_what_a_promotion_takes_off_gives_its_price() -> None:
    offer = read_promotion(Promotion(off="10%"), MUG)
    assert (offer.price, offer.was, offer.percent) == (Decimal("21.60"), 24, None)
    assert read_promotion(Promotion(off="20元"), CUP).price == 179
    assert read_promotion(Promotion(off="10%"), YEN).price == 1079  # yen have no cents, and no less comes off
    assert read_promotion(Promotion(off="$6", was="$30"), MUG).price == 24


def test_a_price_without_a_currency_is_in_the_products_own() -> None:
    assert read_promotion(Promotion(price="18"), EURO).currency == "EUR"
    assert read_promotion(Promotion(price="99"), CUP).currency == "CNY"
    assert read_promotion(Promotion(price="9"), UNPRICED).currency == "USD"
    error = refused(Promotion(price="$18"), EURO)
    assert error.field == "price" and "USD" in str(error) and "EUR" in error.text("zh")


@pytest.mark.parametrize(
    ("promotion", "field"),
    [
        (Promotion(), "price"),
        (Promotion(price="0"), "price"),
        (Promotion(price="-5"), "price"),
        (Promotion(price="soon"), "price"),
        (Promotion(price="18", was="x"), "was"),
        (Promotion(price="24", was="24"), "was"),
        (Promotion(price="30", was="24"), "was"),
        (Promotion(was="30", gift="1 towel"), "was"),
        (Promotion(price="18", off="10%"), "off"),
        (Promotion(off="$24"), "off"),
        (Promotion(price="18", least_order="50"), "least_order"),
        (Promotion(kind="coupon"), "off"),
        (Promotion(kind="coupon", off="0%"), "off"),
        (Promotion(kind="coupon", off="100%"), "off"),
        (Promotion(kind="coupon", off="1000%"), "off"),
        (Promotion(kind="coupon", off="0折"), "off"),
        (Promotion(kind="coupon", off="10折"), "off"),
        (Promotion(kind="coupon", off="a lot"), "off"),
        (Promotion(kind="coupon", off="$50", least_order="50"), "off"),
        (Promotion(kind="coupon", off="10%", price="18"), "price"),
        (Promotion(kind="coupon", off="10%", was="18"), "was"),
        (Promotion(price="18", starts="2026-11-15", ends="2026-11-06"), "ends"),
        (Promotion(price="18", ends="2026-02-30"), "ends"),
        (Promotion(price="18", ends="tomorrow"), "ends"),
        (Promotion(price="18", starts="0001-01-01"), "starts"),
        (Promotion(price="18", code="TEN OFF"), "code"),
        (Promotion(price="18", code="<b>"), "code"),
        (Promotion(price="18", code="X" * 19), "code"),
        (Promotion(price="18", headline="x" * 61), "headline"),
        (Promotion(price="18", headline="新" * 31), "headline"),
        (Promotion(price="18", conditions="x" * (MAX_CONDITIONS + 1)), "conditions"),
        (Promotion(price="18", conditions="شروط العرض"), "conditions"),
        (Promotion(price="18", gift="מגבת 1"), "gift"),
        (Promotion(price="18", link="javascript:alert(1)"), "link"),
        (Promotion(price="18", link="https://shop.example/" + "x" * 180), "link"),
        (Promotion(price="18", link="shop.example/mug"), "link"),
        (Promotion(price="18", kind="raffle"), "kind"),  # type: ignore[arg-type]
        (Promotion(price="18", basis="market_price"), "basis"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_used_is_refused_by_its_field(promotion: Promotion, field: str) -> None:
    assert refused(promotion).field == field


def test_nothing_can_be_taken_off_no_price() -> None:
    assert refused(Promotion(off="10%"), UNPRICED).field == "off"


def test_an_offer_that_is_over_is_refused_where_today_is_known() -> None:
    over = Promotion(price="18", ends="2026-11-15")
    assert read_promotion(over, MUG).ends == date(2026, 11, 15)
    assert read_promotion(over, MUG, date(2026, 11, 15)).ends
    assert refused(over, today=date(2026, 11, 16)).field == "ends"


def test_a_gift_alone_is_an_offer() -> None:
    assert read_promotion(Promotion(gift="1 tea towel"), MUG).price is None
    assert read_promotion(Promotion(kind="coupon", gift="1 tea towel"), UNPRICED).gift == "1 tea towel"


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Winter 😀", "😀"),
        ("Winter 😀😀 ☃️👩\u200d💻", "😀 ☃ 👩 💻"),
        ("שלום", "ש ל ו ם"),
        ("Lamp \u0e01\u0e34", "\u0e01"),
    ],
)
def test_what_cannot_be_drawn_is_named_sign_by_sign(typed: str, named: str) -> None:
    for field in ("headline", "gift", "conditions"):
        error = refused(Promotion(**{"price": "18", field: typed}))
        assert error.field == field and f": {named}. " in str(error) and f"：{named}。" in error.text("zh")


@pytest.mark.parametrize(
    "typed", ["Café crème – 20 °C & “more” ½ ①", "Ḿüǧ ñ̈", "冬日，香氛季！", "Lakeside® ★ 10 € • ™ → ©"]
)
def test_what_can_be_drawn_is_kept(typed: str) -> None:
    assert read_promotion(Promotion(price="18", headline=typed), MUG).headline


def test_a_text_that_is_too_long_is_measured() -> None:
    told = str(refused(Promotion(price="18", conditions="x" * 1000)))
    assert "room for 300 letters in the conditions; your text fills 1000" in told


@pytest.mark.parametrize(("field", "typed"), [("price", "0"), ("was", "0.00"), ("off", "1.2.3"), ("price", "-5")])
def test_a_price_is_quoted_as_it_was_typed(field: str, typed: str) -> None:
    told = str(refused(Promotion(**{field: typed})))
    assert f"“{typed}”" in told and "USD" not in told


def test_hostile_text_is_read_in_no_time_and_cleaned() -> None:
    for text in ("9" * 20_000, "1," * 10_000, "减" * 20_000, "%" * 20_000, "\u202e" * 20_000 + "x"):
        with pytest.raises(InputError):
            read_promotion(Promotion(kind="coupon", off=text, headline=text, link=text, ends=text), MUG)
    offer = read_promotion(Promotion(price="18", headline="a\x00b\u202ec", conditions="\u200b One"), MUG)
    assert (offer.headline, offer.conditions) == ("abc", "One")
