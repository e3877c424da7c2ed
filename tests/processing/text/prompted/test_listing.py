"""From a reply to copy: nothing good is lost, and what is too little or in another language is refused."""

from dataclasses import replace
from typing import Any

import pytest

from mmdemo.errors import GenerationError
from mmdemo.intake.edits import read_copy
from mmdemo.intake.facts import read_facts
from mmdemo.processing.text.prompted.limits import limits_for
from mmdemo.schema import Product
from tests.listings import BEI, BEI_REPLY, MUG, MUG_REPLY
from tests.processing.text.prompted.listing_replies import read


@pytest.mark.parametrize(("product", "reply"), [(MUG, MUG_REPLY), (BEI, BEI_REPLY)], ids=["en", "zh"])
class TestAGoodReply:
    def test_comes_through_whole(self, product: Product, reply: dict[str, Any]) -> None:
        copy = read(product, reply)
        assert copy.title == reply["title"]
        assert list(copy.bullets) == reply["bullets"]
        assert copy.short_description == reply["short_description"]
        assert copy.long_description == "\n\n".join(reply["long_description"])
        assert list(copy.keywords) == reply["keywords"]
        assert copy.script == reply["script"]
        assert copy.alt_texts == reply["alt_texts"]

    def test_can_be_edited_as_it_is(self, product: Product, reply: dict[str, Any]) -> None:
        copy = read(product, reply)
        assert read_copy(copy) == copy

    def test_survives_being_dressed_up(self, product: Product, reply: dict[str, Any]) -> None:
        dressed = read(
            product,
            reply,
            title=f"**{reply['title']}** ✨",
            bullets=[f"- <li>{bullet}</li>" for bullet in reply["bullets"]],
            script=f"“{reply['script']}”",
            keywords=[f"#{word}" for word in reply["keywords"]] + reply["keywords"],
        )
        assert dressed == read(product, reply)

    def test_a_frugal_one_is_shorter(self, product: Product, reply: dict[str, Any]) -> None:
        script = reply["script"] * 3
        assert len(read(product, reply, short=True).bullets) == 4
        assert len(read(product, reply, short=True, script=script).script) < len(
            read(product, reply, script=script).script
        )


def test_bullets_end_without_a_full_stop() -> None:
    bullets = ["Dishwasher safe.", "Made in Portugal. Glazed by hand.", "Holds 350 ml!"]
    assert read(MUG, MUG_REPLY, bullets=bullets).bullets == (
        "Dishwasher safe",
        "Made in Portugal. Glazed by hand.",
        "Holds 350 ml!",
    )


class TestTooLittle:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", ""),
            ("title", "**"),
            ("title", "\ud800"),
            ("bullets", ["One", "Two"]),
            ("bullets", ["Same", "same", "SAME"]),
            ("short_description", "A mug."),
            ("long_description", []),
            ("long_description", ["", "<br>"]),
            ("keywords", ["mug"]),
            ("script", "\u200b"),
        ],
    )
    def test_is_refused_by_name(self, field: str, value: object) -> None:
        with pytest.raises(GenerationError, match=f"“{field}”: it is too short or empty") as caught:
            read(MUG, MUG_REPLY, **{field: value})
        assert caught.value.text("zh").endswith(f"”（{field}）：太短或为空")


class TestLanguage:
    def test_the_other_language_is_refused(self) -> None:
        with pytest.raises(GenerationError, match="not written in English"):
            read(MUG, BEI_REPLY | {"title": "Mug"}, bullets=["手工上釉", "可进洗碗机", "容量350毫升"])
        with pytest.raises(GenerationError, match="not written in Chinese"):
            read(replace(BEI, facts=MUG.facts, price=MUG.price), MUG_REPLY)

    @pytest.mark.parametrize("field", ["title", "bullets", "short_description", "long_description", "script"])
    def test_one_text_in_the_other_language_is_named(self, field: str) -> None:
        english: Any = "Glazed by hand, and made to be used every day of the week"
        value = (
            [english, f"{english} again", f"{english} and again"]
            if field in {"bullets", "long_description"}
            else english
        )
        with pytest.raises(GenerationError, match=f"“{field}”: it is not written in Chinese"):
            read(BEI, BEI_REPLY, **{field: value})

    def test_a_third_script_is_neither(self) -> None:
        with pytest.raises(GenerationError, match="“script”: it is not written in English"):
            read(MUG, MUG_REPLY, script="Это керамическая кружка ручной работы, покрытая глазурью.")

    def test_names_and_model_codes_are_no_other_language(self) -> None:
        phone = Product(
            "HUAWEI Mate 50 XMAGE", "zh", brand="华为", facts=read_facts(["USB-C", "5G", "HarmonyOS", "颜色：曜金黑"])
        )
        copy = read(
            phone,
            BEI_REPLY,
            title="华为 HUAWEI Mate 50 XMAGE 5G",
            bullets=["USB-C接口", "支持5G", "HarmonyOS系统"],
            short_description="HUAWEI Mate 50 XMAGE，搭载HarmonyOS系统。",
            long_description=["这款手机支持5G网络，采用USB-C接口，颜色为曜金黑。"],
            keywords=["Mate 50", "5G手机", "华为手机"],
            script="大家好，来看看这款手机。它支持5G，采用USB-C接口。",
        )
        assert copy.title == "华为 HUAWEI Mate 50 XMAGE 5G"

    def test_a_name_in_the_other_language_may_be_the_title(self) -> None:
        jar = replace(BEI, name="Bamboo Jar")
        assert read(jar, BEI_REPLY, title="Bamboo Jar").title == "Bamboo Jar"


class TestLength:
    def test_every_text_is_cut_where_a_reader_would_stop(self) -> None:
        copy = read(
            MUG,
            MUG_REPLY,
            title="Kiln & Co Stoneware Mug for the kitchen " * 5,
            bullets=["It is glazed by hand, and that shows. " * 20, "Dishwasher safe", "Made in Portugal"],
            short_description="It is glazed by hand. " * 50,
            long_description=["Glazed by hand. " * 200, "Made in Portugal. " * 200],
            keywords=["mug " * 30, *MUG_REPLY["keywords"]],
            script="Meet the mug. " * 200,
            alt_texts={"image/main": "A mug on white. " * 50, "image/scene": "A mug"},
        )
        limits = limits_for("en")
        assert copy.title == "Kiln & Co Stoneware Mug for the kitchen Kiln & Co Stoneware Mug for the"
        assert copy.bullets[0].endswith("that shows.") and len(copy.bullets[0]) <= limits.bullet
        assert copy.short_description.endswith("hand.") and len(copy.short_description) <= limits.short_description
        assert all(len(text) <= limits.paragraph for text in copy.long_description.split("\n\n"))
        assert list(copy.keywords) == MUG_REPLY["keywords"]
        assert copy.script.endswith("mug.") and len(copy.script) <= limits.script
        assert len(copy.alt_texts["image/main"]) <= limits.alt_text
        assert read_copy(copy) == copy

    def test_too_many_bullets_keywords_and_paragraphs_are_cut(self) -> None:
        copy = read(
            MUG,
            MUG_REPLY,
            bullets=[f"Glazed by hand {letter}" for letter in "abcdefghij"],
            keywords=[f"mug {letter}" for letter in "abcdefghijklmnopq"],
            long_description=[f"The mug is glazed by hand {letter}." for letter in "abcde"],
        )
        assert (len(copy.bullets), len(copy.keywords)) == (6, 12)
        assert copy.long_description.startswith("The mug is glazed by hand a. The mug is glazed by hand b.")

    def test_a_one_letter_name_is_title_enough(self) -> None:
        assert read(replace(BEI, name="茶"), BEI_REPLY, title="茶").title == "茶"
