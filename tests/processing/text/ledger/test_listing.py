"""A whole listing held against its product, and what is left of it for export."""

from dataclasses import replace

import pytest

from mmdemo.intake.facts import read_facts
from mmdemo.processing.text.ledger import Ledger, copy_ledger, grounded_copy
from mmdemo.schema import Copy, Mail, Post, Question
from mmdemo.texts import NO_MAIL
from tests.listings import BEI, MUG

COPY = Copy(
    title="Kiln & Co Stoneware Mug, 350 ml, Handmade",
    bullets=("Holds 350 ml", "Microwave safe", "Made in Portugal"),
    short_description="A stoneware mug. The best of its kind!",
    long_description="Meet the Stoneware Mug. It is made in Italy.\n\nIt holds 350 ml. It comes with free shipping.\n"
    "- Dishwasher safe\n- Keeps tea hot for six hours\n\nTake a look.",
    keywords=("stoneware mug", "porcelain mug"),
    alt_texts={"image/main": "Stoneware mug on a white ground", "image/scene": "A red mug"},
    script="Meet the mug. It is unique.",
    highlights=("350 ml", "500 ml"),
    seo_title="Stoneware Mug | Award-winning | 350 ml",
    seo_description="A stoneware mug for $24. Only $9!",
    headlines=("Tea time", "The best mug"),
    posts={
        "instagram": Post(
            "", "Say hello ☕ #StonewareMug\nHandmade with love #Bestseller", ("StonewareMug", "OrganicCotton")
        ),
        "tiktok": Post("", "The best mug ever.", ("mug",)),
        "xiaohongshu": Post("Porcelain Mug", "Take a look.", ()),
    },
    questions=(
        Question("How much does it hold?", "It holds 350 ml."),
        Question("Is it microwave safe?", "Yes, it is microwave safe."),
        Question("Is it dishwasher safe?", "Yes, it is dishwasher safe. It lasts ten years."),
        Question("Why is it the best?", "It holds 350 ml."),
    ),
    mail=Mail("Our bestseller is here", "Hello,\n\nMeet the Stoneware Mug. It won an award.\n\nSee you"),
)


def test_every_text_has_its_place() -> None:
    places = copy_ledger(COPY, Ledger(MUG))
    assert list(places)[:2] == ["title", "bullets/0"]
    assert {"alt_texts/image/main", "posts/instagram/tags/1", "posts/xiaohongshu/title", "questions/3/answer"} <= set(
        places
    )
    assert {"mail/subject", "mail/body", "seo_title", "seo_description", "headlines/1", "highlights/0"} <= set(places)
    assert places["bullets/1"][0].open == ("Microwave safe",)
    assert places["posts/instagram/tags/1"][0].open == ("OrganicCotton",)
    assert places["posts/instagram/text"][1].open == ("Handmade", "#Bestseller")


def test_what_is_open_is_left_out_of_the_export() -> None:
    left = grounded_copy(COPY, Ledger(MUG))
    assert left.title == "Kiln & Co Stoneware Mug, 350 ml"
    assert left.bullets == ("Holds 350 ml", "Made in Portugal")
    assert left.short_description == "A stoneware mug."
    assert left.long_description == ("Meet the Stoneware Mug.\n\nIt holds 350 ml.\n- Dishwasher safe\n\nTake a look.")
    assert left.keywords == ("stoneware mug",)
    assert left.alt_texts == {"image/main": "Stoneware mug on a white ground", "image/scene": "Stoneware Mug"}
    assert left.script == ""
    assert left.highlights == ("350 ml",)
    assert left.seo_title == "Stoneware Mug | 350 ml"
    assert left.seo_description == "A stoneware mug for $24."
    assert left.headlines == ("Tea time",)
    assert left.posts["instagram"] == Post("", "", ())
    assert left.posts["tiktok"] == Post("", "", ())
    assert left.posts["xiaohongshu"] == Post("Stoneware Mug", "Take a look.", ())
    assert left.questions == (
        Question("How much does it hold?", "It holds 350 ml."),
        Question("Is it dishwasher safe?", "Yes, it is dishwasher safe."),
    )
    assert left.mail == Mail("Stoneware Mug", "Hello,\n\nMeet the Stoneware Mug.\n\nSee you")


@pytest.mark.parametrize(
    ("alt_text", "short"),
    [
        ("Product card for Stoneware Mug: 350 ml and 500 ml", "Product card for Stoneware Mug: 350 ml"),
        ("Product card for Stoneware Mug: 500 ml and 350 ml", "Product card for Stoneware Mug: 350 ml"),
        ("Product card for Stoneware Mug: 500 ml and 600 ml", "Product card for Stoneware Mug"),
        ("500 ml and 350 ml Stoneware Mug", "350 ml Stoneware Mug"),
        ("Stoneware Mug with bamboo", "Stoneware Mug"),
        ("Stoneware Mug (500 ml)", "Stoneware Mug"),
        ("Stoneware Mug: 500 ml", "Stoneware Mug"),
        ("Stoneware Mug for the bamboo, on white ground", "Stoneware Mug, on white ground"),
    ],
)
def test_an_alternative_text_ends_in_no_loose_word(alt_text: str, short: str) -> None:
    copy = replace(COPY, alt_texts={"image/card": alt_text})
    assert grounded_copy(copy, Ledger(MUG)).alt_texts["image/card"] == short


def test_a_chinese_alternative_text_ends_in_no_loose_word() -> None:
    for open_text in ("陶瓷马克杯卡片：500毫升和600毫升", "陶瓷马克杯卡片：500毫升、600毫升"):
        copy = replace(COPY, alt_texts={"image/card": f"手工{open_text}"})
        assert grounded_copy(copy, Ledger(BEI)).alt_texts["image/card"] == "手工陶瓷马克杯卡片"


def test_a_greeting_alone_goes_too() -> None:
    copy = replace(
        COPY,
        mail=Mail("Hello", "Hi from Kiln & Co,\n\nIt holds 500 ml.\n\nSee you"),
        posts={"instagram": Post("Hello", "Say hello! It holds 500 ml. See you #hello", ("StonewareMug",))},
        script="Hello there! It holds 500 ml.",
        questions=(Question("Is it microwave safe?", "Yes, sure. It is microwave safe."),),
    )
    left = grounded_copy(copy, Ledger(MUG))
    assert (left.mail, left.posts["instagram"], left.script, left.questions) == (NO_MAIL, Post("", "", ()), "", ())
    told = replace(copy, script="Hello there! It holds 350 ml. It is microwave safe.")
    assert grounded_copy(told, Ledger(MUG)).script == "Hello there! It holds 350 ml."


def test_a_mail_that_still_tells_a_fact_stays() -> None:
    copy = replace(COPY, mail=Mail("Our bestseller", "Hello,\n\nIt holds 350 ml. It won an award.\n\nSee you"))
    assert grounded_copy(copy, Ledger(MUG)).mail == Mail("Stoneware Mug", "Hello,\n\nIt holds 350 ml.\n\nSee you")


def test_a_greeting_of_which_nothing_was_left_out_stays() -> None:
    copy = replace(COPY, script="Hello there!", mail=Mail("Hello", "Hi,\n\nSee you"))
    left = grounded_copy(copy, Ledger(MUG))
    assert (left.script, left.mail) == (copy.script, copy.mail)


def test_what_rests_on_the_facts_goes_out_as_it_is() -> None:
    left = grounded_copy(COPY, Ledger(MUG))
    assert grounded_copy(left, Ledger(MUG)) == left


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("500 ml Stoneware Mug", "Stoneware Mug"),
        ("Red Stoneware Mug - Dishwasher Safe", "Stoneware Mug - Dishwasher Safe"),
        ("The best cup in the world", "Stoneware Mug"),
        ("Stoneware Mug", "Stoneware Mug"),
        ("", ""),
    ],
)
def test_a_title_loses_its_open_pieces(title: str, short: str) -> None:
    assert grounded_copy(replace(COPY, title=title), Ledger(MUG)).title == short


def test_a_chinese_title_loses_its_open_pieces() -> None:
    copy = replace(COPY, title="青禾手作 手工陶瓷马克杯 500毫升 可进洗碗机")
    assert grounded_copy(copy, Ledger(BEI)).title == "青禾手作 手工陶瓷马克杯 可进洗碗机"


def test_chinese_sentences_stay_side_by_side() -> None:
    copy = replace(COPY, long_description="来看看吧。它是最好的杯子。容量350毫升。\n\n全国包邮。\n\n可进洗碗机。")
    assert grounded_copy(copy, Ledger(BEI)).long_description == "来看看吧。容量350毫升。\n\n可进洗碗机。"


def test_what_the_merchant_confirmed_stands_and_grounds_others() -> None:
    ledger = Ledger(MUG, ("It is microwave safe.",))
    assert ledger.statement("It is microwave safe.").open == ()
    assert ledger.statement("微波炉适用").open == ()
    assert ledger.statement("It is freezer safe.").open == ("freezer safe",)


def test_sources_come_in_the_products_order() -> None:
    ledger = Ledger(MUG)
    told = ledger.statement("Kiln & Co's Stoneware Mug for the Kitchen holds 350 ml, for $24.")
    assert told.sources == ("name", "brand", "category", "price", "fact-1", "fact-2")
    assert ledger.statement("Made in Portugal").sources == ("fact-5",)
    assert ledger.statement("Hello there!").sources == ()


def test_a_fact_without_a_concept_is_found_by_its_words() -> None:
    product = replace(MUG, facts=read_facts(["Style: retro", "With a little friend inside", "图案：小猫钓鱼"]))
    ledger = Ledger(product)
    assert ledger.statement("It has a retro style.").sources == ("fact-1",)
    assert ledger.statement("A little friend waits inside.").sources == ("fact-2",)
    assert ledger.statement("印着小猫钓鱼").sources == ("fact-3",)


def test_a_brand_of_big_words_grounds_none_of_them() -> None:
    ledger = Ledger(replace(MUG, brand="Best Gold"))
    assert ledger.statement("A mug by Best Gold").open == ()
    assert ledger.statement("The best mug, in gold").open == ("The best", "gold")
