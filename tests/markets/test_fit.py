"""Texts made to fit: nothing above a limit, nothing lost that has room, nothing cut where it hurts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mmdemo.markets import MARKET_TEXTS, MarketText, check, fit, read_market
from mmdemo.markets.breaks import break_off
from mmdemo.markets.keywords import telling_words
from mmdemo.markets.measure import Room
from mmdemo.markets.pieces import key, said, title_pieces
from mmdemo.markets.reading import read_text
from mmdemo.markets.rules import Limit, Source
from mmdemo.schema import LANGUAGES, Copy, Language, Post, Product
from tests.listings import BEI, MUG
from tests.markets.copies import HOSTILE, NOTHING, made_of, sample, written

REAL = {f"{language}-{index}": case for language in LANGUAGES for index, case in enumerate(sample(language))}
CASES = REAL | HOSTILE
SOURCE = Source("https://example.com", "2026-11-23", "A")


def lines(texts: tuple[MarketText, ...], field: str) -> tuple[str, ...]:
    return next(text.lines for text in texts if text.field == field)


def line(texts: tuple[MarketText, ...], field: str) -> str:
    return "".join(lines(texts, field))


def fitted(id: str, copy: Copy, product: Product = MUG) -> tuple[MarketText, ...]:
    return fit(copy, product, read_market(id))


@pytest.mark.parametrize("id", MARKET_TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_whatever_was_fitted_keeps_the_rules(id: str, case: str) -> None:
    copy, product = CASES[case]
    market = read_market(id)
    texts = fit(copy, product, market)
    assert [text.field for text in texts] == [field.id for field in market.fields]
    # A text can be too short for a market, and in the wrong language; more words are not ours to invent.
    found = [each for each in check(texts, product, market) if each.field != "language"]
    assert [each for each in found if "Write more" not in each.message.en] == []
    assert all(text.most is None or text.used <= text.most for text in texts)
    assert texts == fit(copy, product, market)


@pytest.mark.parametrize("id", MARKET_TEXTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wrong_language_is_said_and_does_not_block(id: str, language: Language) -> None:
    copy, product = sample(language)[0]
    market = read_market(id)
    said_so = [each for each in check(fit(copy, product, market), product, market) if each.field == "language"]
    assert len(said_so) == (language not in market.languages)
    assert not any(each.blocks for each in said_so)


@pytest.mark.parametrize("id", MARKET_TEXTS)
@pytest.mark.parametrize("case", REAL)
def test_no_piece_of_a_title_is_lost(id: str, case: str) -> None:
    copy, product = REAL[case]
    market = read_market(id)
    texts = fit(copy, product, market)
    named: str | None = market.fields[0].id
    chain = []
    while named:
        chain += lines(texts, named)
        named = market.field(named).overflow
    together = "".join(map(key, chain))
    titles = read_text(copy, market.fields[0].sources[0], flat=True) if market.fields[0].shape == "phrases" else ()
    for piece in title_pieces("".join(titles), product.language):
        # A name that had to be broken is found in its parts.
        assert said(piece, together) or all(said(word, together) for word in telling_words(piece)), piece


@pytest.mark.parametrize("id", MARKET_TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_no_word_or_number_is_cut(id: str, case: str) -> None:
    copy, product = CASES[case]
    told = [copy.title, *copy.bullets, *copy.highlights, copy.short_description, copy.long_description, *copy.keywords]
    told += [*copy.alt_texts.values(), copy.seo_title, copy.seo_description]
    told += [part for post in copy.posts.values() for part in (post.title, post.text, *post.tags)]
    told += [product.category, product.brand]
    texts = fit(copy, product, read_market(id))
    before = set(re.findall(r"[^\W_]+|\d+(?:[.,]\d+)*", re.sub("[\u3400-\u9fff]", " ", " ".join(told).casefold())))
    before |= set("parts of this listing were made with the help of ai".split())
    for text in texts:
        if text.field not in {"caption"}:
            shown = re.sub("[\u3400-\u9fff]", " ", " ".join(text.lines).casefold())
            cut = set(re.findall(r"[^\W_]+", shown)) - before
            assert not cut or max(map(len, told)) > 20_000, cut
            # An emoji, accent or vowel sign never loses what it belongs to.
            assert not any(
                re.match("[\u0300-\u036f\u0900-\u0903\u093c-\u094d\ufe0f\u200d]", line) for line in text.lines
            )


def test_too_short_a_title_also_says_what_kind_of_goods_it_is() -> None:
    (title, *_) = fit(replace(NOTHING, title="Mug"), MUG, read_market("tiktok"))
    assert title.lines == ("Mug, Kitchen, Kiln & Co",)
    assert fit(NOTHING, MUG, read_market("tiktok"))[0].lines == ()


def test_a_title_is_filled_with_whole_pieces_and_the_rest_moves_on() -> None:
    copy = replace(
        NOTHING,
        title="Kiln & Co Stoneware Mug, 350 ml, Hand-glazed Stoneware, Dishwasher Safe, Made in Portugal",
        highlights=("Hand-glazed stoneware", "Height 9.3 cm", "Set of two"),
        bullets=("Dishwasher safe",),
    )
    texts = fitted("amazon", copy)
    assert line(texts, "title") == "Kiln & Co Stoneware Mug, 350 ml, Hand-glazed Stoneware, Dishwasher Safe"
    assert line(texts, "highlights") == "Made in Portugal, Height 9.3 cm, Set of two"
    assert lines(texts, "bullets") == ("Dishwasher safe",)
    assert line(fitted("google", copy), "title").endswith("Made in Portugal, Height 9.3 cm, Set of two")


def test_pieces_pass_through_every_field_of_the_chain() -> None:
    numbers = "one two three four five six seven eight nine ten".split()
    pieces = [f"Feature number {number} of this mug" for number in numbers]
    copy = replace(NOTHING, title=", ".join(["Mug", *pieces]), bullets=("Made well",), long_description="A fine mug.")
    texts = fitted("amazon", copy)
    assert len(lines(texts, "bullets")) == 5
    told = " ".join(part for text in texts for part in text.lines)
    assert all(told.casefold().count(piece.casefold()) == 1 for piece in pieces)
    assert line(texts, "description").startswith("A fine mug.\n\nFeature number")


def test_a_long_name_is_broken_behind_a_word_and_goes_on() -> None:
    name = "Hand-Glazed Stoneware Mug with a Wide Handle for Coffee and Tea, Volume 350 ml Large, and Cork Base"
    texts = fitted("amazon", replace(NOTHING, title=name.replace(",", "")), replace(MUG, name=name))
    assert line(texts, "title").startswith("Hand-Glazed Stoneware Mug with a Wide Handle")
    assert not line(texts, "title").endswith((" for", " and", " 350"))
    both = f"{line(texts, 'title')} {line(texts, 'highlights')}"
    assert both.split() == name.replace(",", "").split()


def test_a_long_chinese_name_is_broken_at_a_blank_or_behind_its_noun() -> None:
    title = "手工陶瓷马克杯大容量情侣款 USB Type-C 恒温加热底座套装带盖勺礼盒 350 毫升"
    spaced = fitted("taobao", replace(NOTHING, title=title), BEI)
    assert line(spaced, "title").startswith("手工陶瓷马克杯大容量情侣款 USB Type-C")
    assert "350 毫升" in line(spaced, "title") + line(spaced, "description")
    title = "青禾手作复古手工陶瓷马克杯带盖带勺情侣款大容量早餐杯"
    solid = fitted("xiaohongshu", replace(NOTHING, title=title), BEI)
    assert line(solid, "title") == "青禾手作复古手工陶瓷马克杯"
    assert line(solid, "body") == "带盖带勺情侣款大容量早餐杯。"


def test_a_long_bullet_goes_on_in_the_next_and_then_in_the_description() -> None:
    sentence = "The glaze is mixed and brushed on by hand, so that no two mugs are alike"
    numbers = ("One", "Two", "Three", "Four")
    bullets = tuple(f"{number}. {sentence}. {sentence}; {sentence} indeed. {sentence}." for number in numbers)
    texts = fitted("amazon", replace(NOTHING, title="Mug", bullets=bullets))
    assert len(lines(texts, "bullets")) == 5
    assert all(re.search(r"[.]$|alike$", bullet) for bullet in lines(texts, "bullets"))
    assert "Four" in line(texts, "description")
    told = " ".join([*lines(texts, "bullets"), line(texts, "description")])
    assert told.count("indeed") == 4


def test_a_description_is_cut_behind_a_sentence_and_what_moved_there_stays() -> None:
    title = ", ".join(["Mug", *(f"Piece {number} of a long title" for number in range(9))])
    long = "It holds 350 ml. It stands 9.3 cm tall. " * 90
    copy = replace(NOTHING, title=title, bullets=("a", "b", "c", "d", "e"), long_description=long)
    text = line(fitted("amazon", copy), "description")
    assert 1900 < len(text) <= 2000
    assert re.search(r"(350 ml|tall)\.\n\n", text)
    assert "Piece 8 of a long title." in text


def test_search_terms_say_nothing_twice() -> None:
    keywords = ("stoneware mug", "350 ml mug", "coffee cup, large", "large tea cup", "best gift", "set of two")
    copy = replace(NOTHING, title="Stoneware Mug, 350 ml", keywords=keywords)
    assert lines(fitted("amazon", copy), "search_terms") == ("coffee cup large tea gift set two",)


def test_search_terms_are_counted_in_bytes() -> None:
    copy = replace(NOTHING, keywords=tuple(f"{'é' * 20}{number:02}" for number in range(30)))
    text = next(text for text in fitted("amazon", copy) if text.field == "search_terms")
    assert text.used == len(text.lines[0].encode()) <= 249 < text.used + 43
    assert text.unit == "bytes"


def test_tags_are_shortened_by_whole_words_or_left_out() -> None:
    keywords = (
        "Kiln & Co stoneware mug",
        "hand-glazed stoneware mug",
        "Mug",
        "mug",
        "x" * 21,
        "gift for coffee and reading",
    )
    tags = lines(fitted("etsy", replace(NOTHING, keywords=keywords)), "tags")
    assert tags == ("stoneware mug", "Mug", "coffee and reading")


def test_promotion_and_forbidden_marks_stay_out_of_a_title() -> None:
    copy = replace(NOTHING, title="Best Seller Kiln & Co Mug!, Free Shipping, Only $24, Hand-glazed_Stoneware?")
    assert line(fitted("amazon", copy), "title") == "Kiln & Co Mug, Hand-glazed Stoneware"


def test_what_the_name_itself_holds_is_kept_and_reported() -> None:
    product = replace(MUG, name="Wow! Mug", brand="")
    texts = fitted("amazon", replace(NOTHING, title="Wow! Mug, Hot Sale"), product)
    assert line(texts, "title") == "Wow! Mug"
    (violation,) = check(texts, product, read_market("amazon"))
    assert violation.blocks and "!" in violation.message.en


def test_a_word_that_comes_too_often_moves_its_piece_on() -> None:
    texts = fitted("amazon", replace(NOTHING, title="Coffee Mug, Large Mug, Gift Mug, Oak"))
    assert line(texts, "title") == "Coffee Mug, Large Mug, Oak"
    assert line(texts, "highlights") == "Gift Mug"


def test_a_listing_on_etsy_states_the_use_of_ai_once() -> None:
    text = line(fitted("etsy", written(MUG)), "description")
    assert text.endswith("Parts of this listing were made with the help of AI.")
    again = line(fitted("etsy", replace(NOTHING, long_description="Written with AI.")), "description")
    assert again == "Written with AI."


def test_a_caption_has_five_hashtags_at_most() -> None:
    post = Post("", "A mug for #mornings.", ("hand-glazed mug", "350 ml", "陶瓷", "हिन्दी", "#x", "y"))
    text = line(fitted("instagram", replace(NOTHING, posts={"instagram": post})), "caption")
    assert text == "A mug for #mornings.\n\n#handglazedmug #350ml #陶瓷 #हिन्दी"


def test_a_short_description_is_lengthened_by_the_bullets() -> None:
    bullets = ("Holds 350 ml", "Made in Portugal")
    copy = replace(NOTHING, title="Mug", long_description="It holds 350 ml.", bullets=bullets)
    assert line(fitted("tiktok", copy), "description") == "It holds 350 ml.\n\nMade in Portugal."
    long = replace(copy, long_description="It holds 350 ml. " * 9)
    assert "Portugal" not in line(fitted("tiktok", long), "description")


def test_line_breaks_stay_out_of_titles_and_tags() -> None:
    copy = replace(NOTHING, title="Mug,\n350\tml", keywords=("tea\nmug",), long_description="One.\n\nTwo.\nThree.")
    texts = fitted("etsy", copy)
    assert (line(texts, "title"), lines(texts, "tags")) == ("Mug, 350 ml", ("tea mug",))
    assert line(texts, "description").startswith("One.\n\nTwo.\nThree.\n\n")


def test_a_short_brand_shields_no_longer_word() -> None:
    product = replace(MUG, brand="a", name="Mug")
    assert line(fitted("amazon", replace(NOTHING, title="Mug, Sale Price, Oak"), product), "title") == "Mug, Oak"


def test_an_address_goes_even_where_it_holds_the_brand() -> None:
    product = replace(MUG, brand="Kiln")
    description = "By Kiln. Visit Kiln.com today. It holds 350 ml."
    copy = replace(NOTHING, title="Kiln Mug, www.Kiln.com", long_description=description)
    texts = fitted("amazon", copy, product)
    assert (line(texts, "title"), line(texts, "description")) == ("Kiln Mug", "By Kiln. It holds 350 ml.")


def test_words_of_the_name_do_not_push_a_piece_out() -> None:
    product = replace(MUG, name="Discount Mug", brand="")
    texts = fitted("amazon", replace(NOTHING, title="Mug, Discount Mug,  Oak and Discount Mug"), product)
    assert line(texts, "title") == "Mug, Discount Mug"
    assert line(texts, "highlights") == "Oak and Discount Mug"


def test_a_figure_is_not_said_by_a_longer_one() -> None:
    assert said("3 cm", key("It is 3 cm tall"))
    assert not said("3 cm", key("It is 9.3 cm tall"))
    assert not said("5 m", key("15 mm"))
    assert said("可进洗碗机", key("这只马克杯可进洗碗机。"))


@pytest.mark.parametrize(
    ("text", "most", "head", "rest"),
    [
        ("one two three", 8, "one two", "three"),
        ("holds 350 ml", 10, "holds", "350 ml"),
        ("box 30 x 20 x 5 cm", 16, "box", "30 x 20 x 5 cm"),
        ("mug with handle", 9, "mug", "with handle"),
        ("Glazed by hand. Made in Portugal", 25, "Glazed by hand.", "Made in Portugal"),
        ("short, and much longer", 18, "short, and much", "longer"),
        ("容量350毫升大杯", 6, "容量", "350毫升大杯"),
        ("适配iPhone手机壳", 7, "适配", "iPhone手机壳"),
        ("unbroken", 4, "", "unbroken"),
        ("杯☕️☕️", 2, "", "杯☕️☕️"),
        ("fits", 4, "fits", ""),
        ("冷 -5 °C", 4, "冷", "-5 °C"),
    ],
)
def test_where_a_text_is_broken(text: str, most: int, head: str, rest: str) -> None:
    assert break_off(text, Room([Limit("characters", SOURCE, True, most)])) == (head, rest)


def test_a_copy_without_highlights_and_posts_fits() -> None:
    assert all(line(fitted(id, made_of("Mug")), read_market(id).fields[0].id) for id in MARKET_TEXTS)
