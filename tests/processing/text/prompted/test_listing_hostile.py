"""From a reply to copy: inventions stay for the ledger to mark, nothing hostile stays."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmdemo.errors import GenerationError
from mmdemo.intake.edits import read_copy
from mmdemo.intake.facts import read_facts
from mmdemo.processing.text.prompted.ground import Ground
from tests.listings import BEI, BEI_REPLY, MUG, MUG_REPLY
from tests.processing.text.prompted.listing_replies import read


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
