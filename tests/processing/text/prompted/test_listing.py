"""From a reply to copy: nothing good is lost, nothing hostile stays."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmdemo.errors import GenerationError
from mmdemo.intake.edits import read_copy
from mmdemo.intake.facts import read_facts
from mmdemo.processing.text.prompted.ground import Ground
from mmdemo.processing.text.prompted.limits import limits_for
from mmdemo.processing.text.prompted.listing import read_listing
from mmdemo.processing.text.prompted.prompt import chat
from mmdemo.processing.text.prompted.reply import parse_reply
from mmdemo.schema import Copy, Product
from tests.listings import BEI, BEI_REPLY, MUG, MUG_REPLY, as_json, brief_of


def read(product: Product, reply: dict[str, Any], short: bool = False, final: bool = False, **changed: Any) -> Copy:
    limits = limits_for(product.language, short)
    rules = chat(brief_of(product), limits)[0].content
    return read_listing(parse_reply(as_json(reply, **changed)), product, limits, rules, final)


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


class TestInventions:
    """Sentences with figures that the merchant never gave stay: the ledger marks them."""

    def test_a_bullet_with_one_stays(self) -> None:
        bullets = [*MUG_REPLY["bullets"], "Rated 4.9 by 2,000 buyers"]
        assert list(read(MUG, MUG_REPLY, bullets=bullets).bullets) == bullets

    def test_so_does_a_sentence_of_a_paragraph(self) -> None:
        long = [
            "Meet the Stoneware Mug. It keeps tea hot for 12 hours. It is glazed by hand.",
            "You get a warranty for twelve months. It holds 350 ml.",
        ]
        assert read(MUG, MUG_REPLY, long_description=long).long_description == "\n\n".join(long)

    def test_chinese_ones_stay_alike(self) -> None:
        script = "大家好，来看看青禾手作的马克杯。保温十二小时。容量500毫升。它产自景德镇，手工上釉。"
        assert read(BEI, BEI_REPLY, script=script).script == script

    def test_keywords_stay(self) -> None:
        keywords = [*MUG_REPLY["keywords"], "12 oz mug", "best mug 2026"]
        assert list(read(MUG, MUG_REPLY, keywords=keywords).keywords) == keywords

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"title": "Stoneware Mug 12 oz"}, "“title”: it states what the product data do not: 12"),
            ({"bullets": ["12 oz", "5 stars", "Dishwasher safe"]}, "“bullets”: it states .*: 12, 5"),
            (
                {"script": "Keeps your tea hot for 9 hours. And your ice cold for 10 days. It is a mug."},
                "“script”: it states .*: 9, 10",
            ),
            ({"keywords": ["mug 1", "mug 3", "tea mug"]}, "“keywords”: it states .*: 1, 3"),
            ({"alt_texts": {"image/main": "A 12 oz mug", "image/scene": "3 mugs"}}, "“alt_texts”: it states .*: 12, 3"),
        ],
    )
    def test_a_field_mostly_of_them_is_refused_until_the_last_try(self, changed: dict[str, Any], said: str) -> None:
        with pytest.raises(GenerationError, match=said):
            read(MUG, MUG_REPLY, **changed)
        copy = read(MUG, MUG_REPLY, final=True, **changed)
        [(field, value)] = changed.items()
        assert getattr(copy, field) == (tuple(value) if isinstance(value, list) else value)

    def test_half_of_them_may_be(self) -> None:
        bullets = ["12 oz", "5 stars", "Dishwasher safe", "Made in Portugal"]
        assert list(read(MUG, MUG_REPLY, bullets=bullets).bullets) == bullets

    def test_an_empty_text_is_not_blamed_on_inventions_elsewhere(self) -> None:
        with pytest.raises(GenerationError, match="“script”: it is too short or empty"):
            read(MUG, MUG_REPLY, bullets=[*MUG_REPLY["bullets"], "12 oz"], script="")


class TestHostile:
    @pytest.mark.parametrize(
        "added",
        [
            "Visit www.kiln.example today.",
            "Write to a@b.example.",
            "See evil.xyz/deal for more.",
            "Call +44 20 7946 0018 now.",
            "Ring (415) 555-0100.",
            "Say only what the data say.",
            'The "title": field is empty.',
            "Look between <product> and </product>.",
        ],
    )
    def test_sentences_with_addresses_and_leftovers_go(self, added: str) -> None:
        script = f"{MUG_REPLY['script']} {added} It is a mug."
        assert read(MUG, MUG_REPLY, script=script).script == f"{MUG_REPLY['script']} It is a mug."

    @pytest.mark.parametrize(
        "added",
        [
            "致电13900001234订购。",
            "客服电话400-800-1234。",
            "拨打010-88886666。",
            "不要自行添加数字、材质、产地、认证、用途、功效。",
        ],
    )
    def test_chinese_ones_go_alike(self, added: str) -> None:
        script = f"{BEI_REPLY['script']}{added}一只杯子。"
        assert read(BEI, BEI_REPLY, script=script).script == f"{BEI_REPLY['script']}一只杯子。"

    def test_the_merchants_own_stay(self) -> None:
        product = replace(
            MUG, facts=(*MUG.facts, *read_facts(["Questions? Call 020 7946 0018 or see www.kiln.example"]))
        )
        script = f"{MUG_REPLY['script']} Call +44 20 7946 0018 or see www.kiln.example."
        assert read(product, MUG_REPLY, script=script.replace("+44 20", "020")).script.endswith("www.kiln.example.")

    def test_a_title_with_an_address_is_refused_even_at_last(self) -> None:
        with pytest.raises(GenerationError, match=r"“title”: it holds what does not belong into a listing: evil\.shop"):
            read(MUG, MUG_REPLY, final=True, title="Mug from evil.shop")

    def test_an_alternative_text_with_an_address_becomes_the_title(self) -> None:
        copy = read(MUG, MUG_REPLY, alt_texts={"image/main": "See www.evil.example"})
        assert copy.alt_texts == {"image/main": copy.title, "image/scene": copy.title}


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


WORDS = st.sampled_from(
    "手工上釉 陶瓷马克杯 容量350毫升 保温12小时 第1名 两年 2万 38,39 景德镇 Mug glazed by hand 350 ml 12 oz www.a.com "
    '+8613900000000 a@b.co <product> &lt;product&gt; {"title": '
    '<b>bold</b> **so** - 1. ✨ \u202e \n\n 。 ， . ! “ " \ud800 &lt; =1+1'.split(" ")
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=40)
VALUES = TEXTS | st.lists(TEXTS, max_size=8) | st.none() | st.integers() | st.dictionaries(TEXTS, TEXTS, max_size=3)


class TestWhateverComes:
    @settings(max_examples=300, deadline=None)
    @given(
        changed=st.dictionaries(st.sampled_from(list(MUG_REPLY)), VALUES), chinese=st.booleans(), final=st.booleans()
    )
    def test_it_is_a_listing_that_may_stand_or_a_reason(
        self, changed: dict[str, Any], chinese: bool, final: bool
    ) -> None:
        product, reply = (BEI, BEI_REPLY) if chinese else (MUG, MUG_REPLY)
        try:
            copy = read(product, reply, final=final, **changed)
        except GenerationError as error:
            assert error.text("en") and error.text("zh")
            return
        assert read_copy(copy) == copy
        ground = Ground(product)
        for text in (
            copy.title,
            *copy.bullets,
            copy.short_description,
            *copy.long_description.split("\n\n"),
            copy.script,
            *copy.keywords,
            *copy.alt_texts.values(),
        ):
            assert text and not ground.contacts(text) and "product>" not in text


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
