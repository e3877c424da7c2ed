"""The embedded writer: nothing is claimed that the merchant did not say, and what is said reads well."""

from __future__ import annotations

import random
import re
import threading
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled
from mmdemo.generators.text.embedded import SPEC
from mmdemo.processing.text.copywriting.draft import make_draft
from mmdemo.processing.text.lexicon import word_set
from mmdemo.processing.text.money import money_text
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import TONES, Brief, Photo, Product, Tone
from tests.generators.text.written import BEI, BEI_FACTS, MUG, MUG_FACTS, PRODUCTS, product_of, texts_of, write


def said_by(product: Product) -> str:
    """The merchant's words, and the sentences about use and benefit, which have tests of their own."""
    price = money_text(product.price, product.language) if product.price else ""
    facts = [fact.text for fact in product.facts]
    drafts = [make_draft(product, tone, random.Random(seed)) for tone in TONES for seed in range(8)]
    sold = {sentence for draft in drafts for sentence in (*draft.uses, *draft.benefits.values())}
    return "\n".join([product.name, product.category, product.brand, price, *facts, *sorted(sold)])


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[^\W_\u3400-\u9fff]+(?:'[a-z]+)?", text.casefold().replace("’", "'")))


@lru_cache(maxsize=64)
def allowed_in_english(merchant: str) -> frozenset[str]:
    """The merchant's own words, function words and framing."""
    allowed = words_in(merchant) | word_set("framing", "en") | word_set("english", "function_words")
    return frozenset(allowed | words_in(" ".join(allowed)) | {"details"})


def invented_english(text: str, merchant: str) -> set[str]:
    """Words that are neither the merchant's, nor function words, nor framing."""
    allowed = allowed_in_english(merchant)
    # Agreement may change a verb's ending ("Fits" to "fit"), nothing else.
    return {word for word in words_in(text) - allowed if f"{word}s" not in allowed and f"{word}es" not in allowed}


def invented_chinese(text: str, merchant: str) -> list[str]:
    """The characters that no run of the merchant's words, framing phrase or measure word covers."""
    closed = sorted(word_set("framing", "zh"), key=len, reverse=True)
    left, start = [], 0
    letters = "".join(character for character in text if character.isalnum())
    source = "".join(character if character.isalnum() else " " for character in merchant.replace("\n", " "))
    # Blanks and marks inside the merchant's own words may fall away or become commas; their order may not change.
    pieces = [piece for piece in source.split(" ") if piece]
    while start < len(letters):
        longest = 0
        for length in range(len(letters) - start, 0, -1):
            part = letters[start : start + length]
            # One Han character alone proves nothing: "质" stands in "材质" and in "优质".
            whole = length > 1 or part.isascii()
            if part in closed or part in pieces or (whole and any(part in piece for piece in pieces)):
                longest = length
                break
        if not longest:
            left.append(letters[start])
        start += longest or 1
    # The measure word stands between "这" or "一" and the noun, as the categories' table gives it.
    return [character for character in left if character not in "只条部台盏双件个款张把本瓶盒套"]


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("number", range(len(PRODUCTS)))
def test_nothing_is_claimed_that_the_merchant_did_not_say(number: int, tone: Tone) -> None:
    product = product_of(*PRODUCTS[number])
    merchant = said_by(product)
    for seed in range(12):
        for text in texts_of(write(product, tone, seed)):
            if product.language == "en":
                assert not invented_english(text, merchant), text
            else:
                assert not invented_chinese(text, merchant), text


def test_the_claim_check_catches_an_invented_word() -> None:
    merchant = said_by(product_of("en", MUG, MUG_FACTS))
    assert invented_english("This durable mug holds 350 ml.", merchant) == {"durable"}
    assert invented_chinese("这只优质马克杯容量350毫升。", said_by(product_of("zh", BEI, BEI_FACTS))) == ["优", "质"]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(sorted({fact for _, _, facts in PRODUCTS for fact in facts})), max_size=12, unique=True),
    st.sampled_from(TONES),
    st.integers(0, 2**31),
)
def test_any_mix_of_facts_stays_true(facts: list[str], tone: Tone, seed: int) -> None:
    product = product_of("en", MUG, facts)
    merchant = said_by(product)
    for text in texts_of(write(product, tone, seed)):
        assert not invented_english(text, merchant), text


@pytest.mark.parametrize("number", range(len(PRODUCTS)))
def test_shape(number: int) -> None:
    product = product_of(*PRODUCTS[number])
    english = product.language == "en"
    for tone in TONES:
        for seed in range(6):
            copy = write(product, tone, seed)
            assert 0 < len(copy.title) <= (75 if english else 30)
            assert len(copy.bullets) == len(set(copy.bullets)) <= 5
            assert 6 <= len(copy.keywords) == len({word.casefold() for word in copy.keywords}) <= 12
            assert set(copy.alt_texts) == {"image/card"} and all(copy.alt_texts.values())
            assert len(copy.long_description.split("\n\n")) in {2, 3}
            for text in texts_of(copy):
                assert "{" not in text and "  " not in text and text == text.strip()
                assert not re.search(r"\ba [aeio]\w|\ban [bcdfgjkpqtvwz]", text)
                assert not re.search(r"[，。！？：]{2}|[,;:][.!?]|\.\.", text)
            for prose in (copy.short_description, copy.script, *copy.long_description.split("\n\n")):
                assert prose[-1] in ".!?。！？”" and (not prose[0].isalpha() or not prose[0].islower())


def test_pictures_of_a_photo_have_their_own_alternative_texts() -> None:
    product = replace(product_of("en", MUG, ["350 ml"]), photo=Photo(b"", 1, 1))
    assert set(write(product, "friendly", 1).alt_texts) == {"image/main", "image/scene"}


def test_five_bullets_as_soon_as_five_things_can_be_said() -> None:
    assert len(write(product_of("en", MUG, MUG_FACTS)).bullets) == 5
    bullets = write(product_of("en", MUG, MUG_FACTS[:3])).bullets
    assert set(bullets) == {
        "Holds 350 ml",
        "Hand-glazed stoneware",
        next(bullet for bullet in bullets if bullet.startswith("Dishwasher safe")),
        "Brand: Kiln & Co",
        "Category: Kitchen",
    }
    assert write(product_of("en", ("Aurora", "", "", ""), [])).bullets == ()
    assert "SKU: K-1" not in "".join(texts_of(write(product_of("en", MUG, MUG_FACTS)))[1:3])


@pytest.mark.parametrize(("words", "facts"), [(MUG, MUG_FACTS), (BEI, BEI_FACTS)])
def test_tones_and_seeds_differ_and_one_seed_repeats(words: tuple[str, str, str, str], facts: list[str]) -> None:
    product = product_of("zh" if words is BEI else "en", words, facts)
    assert write(product, seed=3) == write(product, seed=3)
    assert len({write(product, seed=seed).long_description for seed in range(12)}) >= 8
    openings = [{write(product, tone, seed).script.split(product.name)[0] for seed in range(12)} for tone in TONES]
    assert not openings[0] & openings[1] and not openings[1] & openings[2] and not openings[0] & openings[2]


@pytest.mark.parametrize("number", range(len(PRODUCTS)))
def test_the_script_takes_about_twenty_seconds(number: int) -> None:
    product = product_of(*PRODUCTS[number])
    for tone in TONES:
        for seed in range(6):
            script = write(product, tone, seed).script
            # 120 to 180 words, or 200 to 300 characters, a minute are the usual range of narration.
            if product.language == "en":
                assert 24 <= len(script.split()) <= 70, script
            else:
                assert 35 <= len(re.findall(r"[\u3400-\u9fff]|[A-Za-z]+|\d", script)) <= 110, script


def test_progress_and_stop() -> None:
    seen: list[Progress] = []
    stop = threading.Event()
    brief = Brief("copy", "text", "copy", product_of("en", MUG, MUG_FACTS), "friendly")
    SPEC.load(ON_CPU).generate(brief, RunContext(1, listen=seen.append, part="copy"))
    assert [step.done for step in seen] == list(range(len(seen))) and all(step.total == 2 for step in seen)
    stop.set()
    with pytest.raises(Cancelled):
        SPEC.load(ON_CPU).generate(brief, RunContext(1, stop=stop))
