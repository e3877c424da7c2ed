import pytest

from mmdemo.look import Look
from mmdemo.processing.audio.music.choice import mood_for
from mmdemo.schema import Language, Product, Tone
from mmdemo.sound import BedMood

MUG = Product("Oak mug", "en", category="Kitchen")


@pytest.mark.parametrize(
    ("tone", "mood"),
    [("friendly", "bright"), ("playful", "bright"), ("premium", "luxe"), ("expert", "calm"), ("minimal", "calm")],
)
def test_the_tone_decides_where_nothing_else_does(tone: Tone, mood: BedMood) -> None:
    assert mood_for(MUG, tone, Look()) == mood


@pytest.mark.parametrize(
    ("name", "category", "language"),
    [
        ("Wireless headphones", "Electronics", "en"),
        ("Phone case", "Cell phones", "en"),
        ("蓝牙耳机", "影音", "zh"),
        ("笔记本电脑", "电脑办公", "zh"),
    ],
)
def test_electronics_sound_like_it_unless_they_are_premium(name: str, category: str, language: Language) -> None:
    product = Product(name, language, category=category)
    assert mood_for(product, "friendly", Look()) == "tech"
    assert mood_for(product, "premium", Look()) == "luxe"


def test_the_setting_of_the_pictures_comes_first() -> None:
    assert mood_for(Product("Christmas mug", "en"), "minimal", Look(setting="luxe")) == "luxe"
    assert mood_for(MUG, "minimal", Look(setting="festive")) == "festive"
    assert mood_for(MUG, "minimal", Look(setting="wood")) == "calm"


@pytest.mark.parametrize(
    ("name", "idea"),
    [("Christmas mug", ""), ("Oak mug", "a gift for NEW YEAR, with snow"), ("新年马克杯", ""), ("马克杯", "春节送礼")],
)
def test_a_feast_is_festive(name: str, idea: str) -> None:
    assert mood_for(Product(name, "en"), "premium", Look(idea=idea)) == "festive"


@pytest.mark.parametrize("name", ["Adventure mug", "Weidmann bowl", "A new yearbook"])
def test_a_word_that_holds_the_name_of_a_feast_is_none(name: str) -> None:
    assert mood_for(Product(name, "en"), "minimal", Look()) == "calm"


def test_a_pasted_book_is_not_read_to_its_end() -> None:
    assert mood_for(MUG, "minimal", Look(idea="mug " * 5_000 + "christmas")) == "calm"
