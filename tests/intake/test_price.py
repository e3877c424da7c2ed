from decimal import Decimal

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.price import read_price
from mmdemo.schema import Language


@pytest.mark.parametrize(
    ("typed", "language", "amount", "currency"),
    [
        ("$24.00", "en", "24.00", "USD"),
        ("24", "en", "24", "USD"),
        ("24", "zh", "24", "CNY"),
        ("24,00 €", "en", "24.00", "EUR"),
        ("1.299,00 EUR", "en", "1299.00", "EUR"),
        ("1.299 €", "en", "1299", "EUR"),
        ("1 299,00 €", "en", "1299.00", "EUR"),
        ("CHF 1'299.50", "en", "1299.50", "CHF"),
        ("1,299.00", "en", "1299.00", "USD"),
        ("1,299", "en", "1299", "USD"),
        ("₹1,29,900", "en", "129900", "INR"),
        ("¥199", "zh", "199", "CNY"),
        ("¥199", "en", "199", "CNY"),
        ("￥１９９．５０", "zh", "199.50", "CNY"),
        ("JPY 1200", "en", "1200", "JPY"),
        ("JPY ¥1,200", "en", "1200", "JPY"),
        ("JP¥1200", "zh", "1200", "JPY"),
        ("RMB 199", "en", "199", "CNY"),
        ("199元", "zh", "199", "CNY"),
        ("人民币199元", "zh", "199", "CNY"),
        ("1.2万元", "zh", "12000", "CNY"),
        ("£12.50", "en", "12.50", "GBP"),
        ("HK$ 88", "en", "88", "HKD"),
        ("USD 19.99", "zh", "19.99", "USD"),
        ("$24 AUD", "en", "24", "AUD"),
        ("24 dollars", "en", "24", "USD"),
        ("$.99", "en", "0.99", "USD"),
        (" 199美元 ", "zh", "199", "USD"),
    ],
)
def test_prices_as_people_type_them(typed: str, language: Language, amount: str, currency: str) -> None:
    money = read_price(typed, language)
    assert money is not None
    assert (money.amount, money.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_no_price_is_no_error(typed: str) -> None:
    assert read_price(typed, "en") is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-5", "negative"),
        ("$-5.00", "negative"),
        ("−5 €", "negative"),
        ("abc", "could not be read"),
        ("1e400", "could not be read"),
        ("NaN", "could not be read"),
        ("24 bananas", "could not be read"),
        ("$24 $30 $36", "one price"),
        ("24.00 - 30.00", "one price"),
        ("€24 USD", "one price"),
        ("0", "above zero"),
        ("1234567890123", "at most 12 digits"),
        ("999999999999万", "at most 12 digits"),
        ("1.299", "decimals"),
        ("¥1200.50 JPY", "decimals"),
        ("1.2.3", "decimals"),
    ],
)
def test_what_is_no_price_is_refused_in_both_languages(typed: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read_price(typed, "en")
    assert caught.value.field == "price"
    assert reason in caught.value.text("en")
    assert f"“{typed}”" in caught.value.text("en") and f"“{typed}”" in caught.value.text("zh")
    assert "$24.00" in caught.value.text("en") and "199元" in caught.value.text("zh")
