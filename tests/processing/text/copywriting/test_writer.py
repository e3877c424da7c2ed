"""The texts for page, search, advertisements, networks and e-mail, from the facts alone."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from mmdemo.intake.facts import read_facts
from mmdemo.processing.text.claims import check_claims
from mmdemo.processing.text.copywriting import channels
from mmdemo.processing.text.copywriting.draft import make_draft
from mmdemo.processing.text.copywriting.titles import possible_titles
from mmdemo.processing.text.copywriting.writer import ListingWriter
from mmdemo.schema import NETWORKS, TONES, Copy, Language, Product, Tone
from tests.listings import BEI, MUG

PRODUCTS = (
    MUG,
    BEI,
    Product("Aurora", "en"),
    Product("台灯", "zh"),
    Product("Loafers", "en", "Footwear", facts=read_facts(["A neat addition to your summer wardrobe."])),
    Product("😀", "en", facts=read_facts(["350 ml"])),
    Product("x" * 120, "en", "y" * 60, "z" * 60, facts=read_facts(["w" * 300])),
    Product("超" * 120, "zh", facts=read_facts(["长" * 300], "zh")),
)


def write(product: Product, tone: Tone = "friendly", seed: int = 1, seconds: int = 20) -> Copy:
    return ListingWriter(product, tone, random.Random(seed), seed).copy(seconds)


def texts_of(copy: Copy) -> list[str]:
    posts = [text for post in copy.posts.values() for text in (post.title, post.text, *post.tags)]
    asked = [text for question in copy.questions for text in (question.question, question.answer)]
    named = [copy.seo_title, copy.seo_description, *copy.headlines, *copy.highlights, copy.mail.subject, copy.mail.body]
    return [copy.title, *copy.bullets, copy.short_description, copy.long_description, *named, *posts, *asked]


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name[:12])
@pytest.mark.parametrize("tone", TONES)
def test_every_text_is_there_and_within_its_limit(product: Product, tone: Tone) -> None:
    for seed in range(4):
        copy = write(product, tone, seed)
        english = product.language == "en"
        assert 0 < len(copy.seo_title) <= (60 if english else 30)
        assert 0 < len(copy.seo_description) <= (155 if english else 78)
        assert len(copy.headlines) == len(set(copy.headlines)) <= 3
        assert all(0 < channels.columns(line) <= 30 for line in copy.headlines)
        assert set(copy.posts) == set(NETWORKS)
        assert all(post.text for post in copy.posts.values())
        assert 0 < len(copy.posts["xiaohongshu"].title) <= 20
        assert len(copy.posts["xiaohongshu"].text) <= 1000 and len(copy.posts["instagram"].text) <= 2200
        assert len(copy.posts["instagram"].tags) <= 5
        for post in copy.posts.values():
            assert all(re.fullmatch(r"[^\W_]+", tag) and not tag.isdigit() for tag in post.tags)
        assert 0 < len(copy.mail.subject) <= 50 and copy.mail.body.count("\n\n") >= 2
        assert len(copy.questions) <= 5
        assert not re.search(r"[{}]", "".join(texts_of(copy)))


@pytest.mark.parametrize("product", [MUG, BEI], ids=["en", "zh"])
def test_three_headlines_and_three_questions_where_there_are_facts(product: Product) -> None:
    for tone in TONES:
        copy = write(product, tone)
        assert len(copy.headlines) == 3 and len(copy.questions) >= 3
        assert len({asked.question for asked in copy.questions}) == len(copy.questions)


def test_questions_are_answered_by_the_facts() -> None:
    asked = {question.question: question.answer for question in write(MUG).questions}
    assert any("350 ml" in answer for answer in asked.values())
    assert any("dishwasher safe" in question.lower() for question in asked)
    answers = "".join(question.answer for question in write(BEI).questions)
    assert "350毫升" in answers and "陶瓷" in answers


@pytest.mark.parametrize(("product", "least"), [(MUG, 20), (BEI, 20)], ids=["en", "zh"])
def test_twenty_listings_have_twenty_titles(product: Product, least: int) -> None:
    titles = {write(product, seed=seed).title for seed in range(1000, 1000 + least)}
    assert len(titles) == least
    most = 75 if product.language == "en" else 30
    draft = make_draft(product, "friendly", random.Random(1))
    possible = possible_titles(draft)
    assert titles <= set(possible) and all(len(title) <= most for title in possible)
    assert len(possible) == len(set(possible))


def test_a_title_never_says_a_label_twice() -> None:
    product = Product("Oak Tray", "en", facts=read_facts(["Material: oak", "Made of oak", "30 cm", "Finish: matte"]))
    draft = make_draft(product, "friendly", random.Random(1))
    for title in possible_titles(draft):
        words = re.findall(r"[a-z0-9]+", title.casefold())
        assert len(words) == len(set(words)), title


@pytest.mark.parametrize("seconds", [10, 20, 40, 60])
@pytest.mark.parametrize("product", [MUG, BEI], ids=["en", "zh"])
def test_the_script_takes_about_the_wanted_time(product: Product, seconds: int) -> None:
    for tone in TONES:
        for seed in range(4):
            draft = make_draft(product, tone, random.Random(seed))
            script = write(product, tone, seed, seconds).script
            assert 0.7 * seconds <= draft.voice.seconds(script) <= 1.3 * seconds, script


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_long_statement_stands_once_on_the_page(language: Language) -> None:
    lines = {
        "en": ["Its wide rim keeps the foam on top as you drink.", "A quiet shape for busy kitchens and small tables"],
        "zh": ["杯口略微外翻，喝的时候奶泡会留在上面，不沾鼻尖。", "杯底一圈素胎，摸上去能感觉到泥料，也能放稳。"],
    }[language]
    product = Product("Mug" if language == "en" else "马克杯", language, facts=read_facts(lines, language))
    for seed in range(6):
        copy = write(product, seed=seed)
        page = "\n".join([copy.title, copy.short_description, *copy.bullets, copy.long_description])
        assert [page.count(line.rstrip(".。")) for line in lines] == [1, 1], page


def test_a_benefit_stands_behind_its_fact_and_nowhere_without_it() -> None:
    product = replace(MUG, facts=read_facts(["350 ml", "Dishwasher safe"]))
    draft = make_draft(product, "friendly", random.Random(1))
    (sentence,) = draft.benefits.values()
    copy = write(product)
    assert any(bullet.startswith("Dishwasher safe") and len(bullet) > len("Dishwasher safe") for bullet in copy.bullets)
    other = make_draft(replace(MUG, facts=read_facts(["350 ml", "Not dishwasher safe"])), "friendly", random.Random(1))
    assert not other.benefits and sentence not in repr(write(replace(MUG, facts=read_facts(["350 ml"]))))


def test_a_minimal_listing_says_the_facts_and_little_else() -> None:
    words = {tone: len(write(MUG, tone).long_description.split()) for tone in TONES}
    assert words["minimal"] == min(words.values())


def test_all_of_forty_facts_are_on_the_page() -> None:
    lines = [f"Part {number} is numbered {number}" for number in range(40)]
    copy = write(replace(MUG, facts=read_facts(lines)))
    page = "\n".join([*copy.bullets, copy.long_description])
    assert all(line.casefold() in page.casefold() for line in lines)
    assert len(copy.bullets) == 5


def test_blanks_between_chinese_words_close_behind_a_word_that_governs_them() -> None:
    facts = read_facts(["适合 干性 皮肤", "防水 防尘", "净含量 50 克", "使用与 Mountain-100 相同的 HL 车架"], "zh")
    said = repr(write(Product("玫瑰面霜", "zh", facts=facts)))
    assert "适合干性皮肤" in said and "适合，" not in said
    assert "防水，防尘" in said and "净含量50克" in said and "，Mountain" not in said


@pytest.mark.parametrize("product", [MUG, BEI], ids=["en", "zh"])
def test_nothing_the_writer_adds_breaks_a_rule_of_advertising(product: Product) -> None:
    for tone in TONES:
        for seed in range(12):
            copy = write(product, tone, seed)
            for text in [*texts_of(copy), copy.script]:
                assert not check_claims(text, f"{product.name} {product.category}"), text
