"""Figures and addresses that the merchant never gave are found, and no others."""

from dataclasses import replace

import pytest

from mmdemo.intake.facts import read_facts
from mmdemo.intake.price import read_price
from mmdemo.processing.text.prompted.ground import Ground
from mmdemo.schema import Product
from tests.listings import BEI, MUG

PHONE = Product(
    "HUAWEI Mate 50",
    "zh",
    price=read_price("¥4,999", "zh"),
    facts=read_facts(["电池：4460 mAh", "1.5 m 数据线", "防水：IP68", "续航五十小时", "产量2万台", "尺码：38,39,40"]),
)


@pytest.mark.parametrize(
    "text",
    [
        "Holds 350ml and stands 9.3cm tall",
        "A set of 2 for $24",
        "Two mugs for $24.00",
        "Height 9,3 cm",
        "One of a kind, second to none, for three cheers",
        "Ready in a second",
        "Enjoy it all day, every day",
        "Kiln & Co's finest",
    ],
)
def test_what_the_merchant_said_may_be_said_again(text: str) -> None:
    assert Ground(MUG).invented(text) == ()


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("Holds 360 ml", ("360",)),
        ("Holds 350 ml (12 oz)", ("12",)),
        ("100% stoneware", ("100",)),
        ("Keeps drinks hot for twelve hours", ("twelve hours",)),
        ("With a two-year, no, a five-year warranty", ("five-year",)),
        ("Fired at 1,280 degrees", ("1,280",)),
        ("See https://mugs.example/deal, or mugs.com", ("https://mugs.example/deal", "mugs.com")),
        ("Write to sales@mugs.example", ("sales@mugs.example",)),
        ("24/7 support", ("7",)),
    ],
)
def test_what_the_merchant_never_said_is_found(text: str, invented: tuple[str, ...]) -> None:
    assert Ground(MUG).invented(text) == invented


@pytest.mark.parametrize(
    "text",
    [
        "容量350毫升",
        "保温2小时",
        "可保温两小时",
        "售价199元",
        "一年四季都好用，三五好友一起喝",
        "杯口四周圆润，十分顺手",
        "货号QH-1",
        "３５０毫升",
    ],
)
def test_chinese_words_of_the_merchant_may_be_said_again(text: str) -> None:
    assert Ground(BEI).invented(text) == ()


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("容量500毫升", ("500",)),
        ("保温十二小时", ("十二小时",)),
        ("质保三年", ("三年",)),
        ("重五百克", ("五百克",)),
        ("销量超3万只", ("3",)),
    ],
)
def test_chinese_inventions_are_found(text: str, invented: tuple[str, ...]) -> None:
    assert Ground(BEI).invented(text) == invented


@pytest.mark.parametrize("text", ["4460毫安时", "4,460 mAh", "1.50米", "IP68", "50小时", "20000台", "2万台"])
def test_a_number_may_be_written_otherwise(text: str) -> None:
    assert Ground(PHONE).invented(text) == ()


@pytest.mark.parametrize("text", ["尺码38、39、40", "尺码38,39,40", "4999元", "4,999元"])
def test_lists_and_thousands_are_told_apart(text: str) -> None:
    assert Ground(PHONE).invented(text) == ()


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("Lasts two thousand hours", ("two thousand hours",)),
        ("Lasts fifty-one hours, half an hour", ("fifty-one hours", "half an hour")),
        ("续航两千小时，重三千克", ("两千小时", "三千克")),
        ("续航五十小时, fifty hours", ()),
    ],
)
def test_amounts_in_words_are_those_of_the_ledger(text: str, invented: tuple[str, ...]) -> None:
    assert Ground(PHONE).invented(text) == invented


def test_parts_of_a_number_are_other_numbers() -> None:
    assert Ground(PHONE).invented("4 小时，999 克") == ("4", "999")
    assert Ground(PHONE).invented("38,41") == ("38,41",)


def test_an_address_of_the_merchants_own_may_stand() -> None:
    product = replace(MUG, facts=read_facts(["More at www.kiln.example/mugs"]))
    assert Ground(product).invented("See www.kiln.example/mugs") == ()


def test_a_date_of_the_merchants_may_be_written_out() -> None:
    product = replace(BEI, facts=read_facts(["上市日期：2026.11.05"]))
    assert Ground(product).invented("2026年11月5日上市") == ()
    assert Ground(product).invented("2027年上市") == ("2027",)


class TestContacts:
    @pytest.mark.parametrize(
        "contact",
        [
            "https://mugs.example/deal",
            "www.mugs.example",
            "mugs.com",
            "mugs.shop/now",
            "mugs.xyz/now",
            "sales@mugs.example",
            "+1 415 555 0100",
            "+86-139-0000-1234",
            "(415) 555-0100",
            "415-555-0100",
            "1-800-555-0100",
            "020 7946 0018",
            "13900001234",
            "139 0000 1234",
            "010-88886666",
            "400-800-1234",
        ],
    )
    @pytest.mark.parametrize("around", ["Order at {} today", "请联系{}订购"])
    def test_those_of_others_are_found(self, contact: str, around: str) -> None:
        if around.startswith("请") and contact in {"mugs.com", "mugs.shop/now", "mugs.xyz/now"}:
            around = "请看 {} 订购"
        assert Ground(MUG).contacts(around.format(contact)) == (contact,)

    @pytest.mark.parametrize("text", ["电话１３９００００１２３４", "ｗｗｗ．ｍｕｇｓ．ｃｏｍ"])
    def test_full_width_ones_are_found(self, text: str) -> None:
        assert Ground(BEI).contacts(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Holds 360 ml (12 oz)",
            "30 x 20 x 5 cm, 1,280 degrees, 4.2 kg",
            "Sizes 36 37 38 39 40 41",
            "38-39-40-41-42",
            "Launched 2026-11-05 or 05.11.2026",
            "Barcode 6901234567892",
            "Model 4001234",
            "16:9, 24/7, 100-240 V",
            "容量1500毫升，功率1200瓦",
            "一共13800张图",
            "Made with love.And care",
        ],
    )
    def test_other_figures_are_none(self, text: str) -> None:
        assert Ground(MUG).contacts(text) == ()

    @pytest.mark.parametrize("given", ["Call 139 0000 1234", "Tel. +86 13900001234", "电话：139-0000-1234"])
    @pytest.mark.parametrize("written", ["13900001234", "+86 139 0000 1234"])
    def test_the_merchants_number_may_be_written_otherwise(self, given: str, written: str) -> None:
        assert Ground(replace(MUG, facts=read_facts([given]))).contacts(f"Call {written}") == ()

    @pytest.mark.parametrize("noise", ["a", "a.", "a-", "1 ", "1-", "+1(", "@a", "0", "www."])
    def test_a_flood_is_read_to_its_end(self, noise: str) -> None:
        Ground(MUG).contacts(noise * 8_000)
