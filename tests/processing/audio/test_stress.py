import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmdemo.processing.audio.captions import joined
from mmdemo.processing.audio.stress import shown_words, stressed
from mmdemo.processing.text.speakable import speakable, spoken_text
from mmdemo.schema import LANGUAGES, Language, Word


def heard(sentence: str, language="en") -> list[str]:
    words = speakable(sentence, language)
    return [spoken_text(words)[start:end] for start, end in stressed(words, language)]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("A *solid oak* table, **very** big.", "en", ["solid oak", "very"]),
        ("这款*实木*餐桌，**很大**。", "zh", ["实木", "很大"]),
        ("*350 ml*, no less", "en", ["three hundred fifty milliliters"]),
        ("*All of it.*", "en", ["All of it"]),
    ],
)
def test_what_stands_between_stars_is_stressed(sentence: str, language, expected: list[str]) -> None:
    assert heard(sentence, language) == expected


@pytest.mark.parametrize("sentence", ["Size 5*3*2 cm.", "free* shipping* now", "**** wow ****", "a * b * c", "*", ""])
def test_other_stars_stress_nothing(sentence: str) -> None:
    assert heard(sentence) == []


@pytest.mark.parametrize("sentence", ["*a* b " * 3_000, "*" * 20_000, "*a " * 6_000, "*a" * 10_000])
def test_long_text_is_looked_through(sentence: str) -> None:
    assert len(heard(sentence)) in {0, 3_000}


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("A *solid oak* board, 5*3 cm*", "en", ["A", "solid", "oak", "board,", "5*3 cm*"]),
        ("**New** now", "en", ["New", "now"]),
        ("*纯棉*短袖", "zh", ["纯", "棉", "短", "袖"]),
        ("plain", "en", ["plain"]),
        ("只要*5*元", "zh", ["只", "要", "5", "元"]),
        ("100%*5元*", "zh", ["100%", "5元"]),
    ],
)
def test_captions_show_no_stars_that_ask_for_stress(text: str, language: Language, shown: list[str]) -> None:
    words = speakable(text, language)
    kept = shown_words(words, language)
    assert [word.text for word in kept] == shown
    assert spoken_text(kept) == spoken_text(words)


@given(st.text("*好元5 3a,。%×x“(）½+W", max_size=30), st.sampled_from(LANGUAGES))
def test_no_word_of_a_caption_is_empty(text: str, language: Language) -> None:
    words = speakable(text, language)
    kept = shown_words(words, language)
    assert all(word.text for word in kept)
    assert joined([Word(0.0, 1.0, word.text) for word in kept]).count("*") <= text.count("*")
    assert not kept or spoken_text(kept) == spoken_text(words)
