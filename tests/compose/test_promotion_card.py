"""Offer cards: what they say, that it all fits, and that a phone reads their code."""

import io

import numpy as np
import pytest
from PIL import Image

from mmdemo.compose.promotion_card import card_description, offer_words, promotion_cards
from mmdemo.processing.image.arrays import decode, encode
from mmdemo.processing.image.codes import read_codes
from mmdemo.processing.image.legibility import contrast, luminance_of
from mmdemo.processing.image.offer_card import FRAMES, PAD
from mmdemo.processing.image.offer_colours import LEGIBLE, offer_colours
from mmdemo.processing.image.offer_pieces import set_aside
from mmdemo.processing.image.offer_words import Line, OfferWords, stack_head, stack_offer
from mmdemo.processing.image.typeface import measure
from mmdemo.schema import Kit
from tests.offers import LINK, cutout, offered, priced_kit

SIZES = {"square": (1080, 1080), "story": (1080, 1920), "coupon": (1200, 628)}
LONG = "One for each customer and order, not with other offers, nor on gift cards. " * 4
LONG_LINK = (
    "https://lakeside.example/collections/autumn-table/products/stoneware-mug-350-ml?variant=4711&utm_source=instagram"
)
LONG_LINK += "&utm_medium=story&utm_campaign=autumn-table-days-2026&utm_content=card-1080x1920&ref=lk"


def words_of(kit: Kit, law: str = "elsewhere", **typed: str) -> OfferWords:
    return offer_words(kit.product, offered(kit, **typed), law)  # type: ignore[arg-type]


@pytest.mark.parametrize("photo", [True, False])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_three_cards_whose_code_opens_the_link(language: str, photo: bool) -> None:
    kit = priced_kit(language, "24 EUR", photo=photo)
    offer = offered(kit, price="18", was="24", ends="2026-11-15", link=LINK, conditions="One per order.")
    cards = promotion_cards(kit, offer)
    assert list(cards) == [f"cards/promotion-{shape}.png" for shape in SIZES]
    for shape, size in SIZES.items():
        with Image.open(io.BytesIO(cards[f"cards/promotion-{shape}.png"])) as picture:
            assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", size)
            assert read_codes(np.asarray(picture)).texts == (LINK,)


def test_the_longest_link_is_still_read() -> None:
    kit = priced_kit()
    for data in promotion_cards(kit, offered(kit, kind="coupon", off="10%", link=LONG_LINK, code="W" * 18)).values():
        assert read_codes(decode(data)).texts == (LONG_LINK,)


def test_the_same_offer_gives_the_same_bytes_and_another_does_not() -> None:
    kit = priced_kit()
    one, again = (promotion_cards(priced_kit(), offered(kit, price="18")) for _ in range(2))
    assert one == again
    assert one != promotion_cards(kit, offered(kit, price="17"))
    assert one != promotion_cards(priced_kit(colour="#1d3557"), offered(kit, price="18"))


def test_the_product_is_shown_where_there_is_one() -> None:
    offer = offered(priced_kit(), price="18")
    red = np.array((176, 36, 48))
    for photo in (True, False):
        picture = decode(promotion_cards(priced_kit(photo=photo), offer)["cards/promotion-square.png"]).astype(int)
        shown = (np.abs(picture - red).max(axis=2) < 12).mean()
        assert (shown > 0.05) == photo


def test_a_logo_stands_in_the_place_of_the_brand() -> None:
    logo = Image.new("RGBA", (300, 120))
    logo.paste((20, 160, 40, 255), (10, 10, 290, 110))
    kit = priced_kit(logo=encode(np.asarray(logo)))
    for data in promotion_cards(kit, offered(kit, price="18")).values():
        green = np.abs(decode(data).astype(int) - (20, 160, 40)).max(axis=2) < 12
        assert green.sum() > 500


def fits(lines: tuple[Line, ...], width: int) -> bool:
    return all(
        line.left + measure(text, line.block.weight, line.block.size) <= width + 1
        for line in lines
        for text in line.block.lines
    )


def test_the_longest_texts_fit_and_the_small_print_is_whole() -> None:
    dear = priced_kit("en", "999,999,999,998 USD", name="An unusually " + "long " * 20 + "name")
    typed = {"gift": "1 towel, " + "undyed, " * 8, "conditions": LONG, "starts": "2026-11-06", "ends": "2027-01-15"}
    offers = [
        words_of(dear, price="999999999", was="999999999999", basis="own_earlier_price", link=LONG_LINK, **typed),
        words_of(dear, kind="coupon", off="12.5%", least_order="1000000000", code="W" * 18, link=LONG_LINK, **typed),
        words_of(
            priced_kit("zh", "¥128"), kind="coupon", off="立减20元", conditions="每单限用一次，" * 21, code="SHAN20"
        ),
    ]
    for words in offers:
        for frame in FRAMES.values():
            aside = set_aside(words, frame.code, frame.sizes.note)
            assert aside is not None
            width = frame.width - 2 * frame.margin - aside.width - PAD
            room = frame.foot - frame.least_stage - PAD
            stack = stack_offer(words, frame.sizes, width, room)
            assert stack.height <= room and aside.height <= room and fits(stack.lines, width)
            small = stack.lines[-1].block
            assert "".join(small.lines).replace(" ", "") == words.small.replace(" ", "")
            assert small.size >= frame.sizes.least_small
            head = stack_head(words, frame.head, 470, 3 * frame.head)
            assert head.height <= 3 * frame.head and fits(head.lines, 470)


def test_nothing_is_drawn_over_the_edge_of_a_card() -> None:
    kit = priced_kit("en", "$24", name="M" * 120)
    offer = offered(
        kit, price="18", was="24", gift="1 " + "W" * 70, conditions="W" * 300, link=LONG_LINK, code="W" * 18
    )
    for path, data in promotion_cards(kit, offer).items():
        picture = decode(data).astype(int)
        rim = 30 if "coupon" not in path else 12
        for edge in (picture[:, :rim], picture[:, -rim:], picture[-rim:]):
            assert edge.min() > 120, f"{path}: something dark at the edge"


def test_what_a_card_says_in_each_language() -> None:
    words = words_of(
        priced_kit(), price="18", was="24", basis="own_earlier_price", starts="2026-11-06", ends="2026-11-15"
    )
    assert (words.figure, words.struck, words.basis, words.badge) == ("$18", "$24", "Our earlier price", "25% OFF")
    assert words.notes == ("Offer: Nov 6 – Nov 15, 2026",) and words.headline == "Stoneware mug"
    zh = priced_kit("zh", "¥128")
    words = words_of(zh, price="99", was="128", headline="冬日香氛季", starts="2026-11-01", ends="2026-11-11")
    assert (words.figure, words.badge, words.basis) == ("¥99", "7.8折", "划线价")  # 77.3 %, never rounded to less
    assert words.notes == ("活动时间：2026年11月1日至11月11日",) and words.product == "粗陶马克杯"
    coupon = words_of(zh, kind="coupon", off="8折", least_order="99", ends="2026-11-30")
    assert (coupon.figure, coupon.condition, coupon.notes) == ("8折", "满¥99可用", ("有效期至2026年11月30日",))
    assert words_of(priced_kit(), kind="coupon", off="$5").figure == "$5 OFF"
    assert words_of(priced_kit(), price="18.50", was="24").struck == "$24.00"


def test_the_struck_price_is_called_what_the_law_calls_it() -> None:
    kit = priced_kit("en", "24 EUR")
    same = words_of(kit, "eu", price="18", was="22", lowest_before="22", basis="own_earlier_price")
    assert same.basis == "Lowest price of the last 30 days" and same.small == ""
    listed = words_of(kit, "eu", price="18", was="30", lowest_before="22", basis="list_price", conditions="One each.")
    assert listed.basis == "List price" and listed.small == "One each. Lowest price of the last 30 days: €22"
    china = words_of(priced_kit("zh", "¥128"), "china", price="88", was="99", lowest_before="99")
    assert china.basis == "前7日最低成交价"


def test_what_no_font_can_draw_is_left_out() -> None:
    words = words_of(priced_kit(name="מנורה 🎉"), price="18")
    assert words.headline == "Lakeside"
    assert words_of(priced_kit(name="Lamp 🎉"), price="18").headline == "Lamp"


def test_who_does_not_see_the_card_is_told_what_it_offers() -> None:
    kit = priced_kit()
    said = card_description(kit.product, offered(kit, price="18", was="24", headline="Table days", ends="2026-11-15"))
    assert said == "Table days · Stoneware mug · $18 · (Was $24) · Until Nov 15, 2026"


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#000000", "#0a66c2", "#ff00ff", None])
def test_inks_are_legible_whatever_the_shops_colour(colour: str | None) -> None:
    colours = offer_colours(colour, None if colour else decode(cutout()))
    white, paper = luminance_of("#ffffff"), luminance_of(colours.paper)
    assert contrast(luminance_of(colours.accent), white) >= 4.5
    assert contrast(luminance_of(colours.written), luminance_of(colours.fill)) >= 4.5
    for ink in (colours.ink, colours.quiet):
        assert contrast(luminance_of(ink), white) >= 4.5 and contrast(luminance_of(ink), paper) >= 4.5
    assert LEGIBLE >= 4.5
