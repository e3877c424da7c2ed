import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmdemo.processing.text.passages import passages

LONG = (
    "This sentence has several parts, one of them quite long; it goes on and on until nobody could hold a breath for "
    "it any more, and then it simply stops because all that is to be said has been said already."
)
LANG = (
    "这款橡木杯采用天然橡木制成，手感温润，容量三百五十毫升，"
    "适合早晨的咖啡或下午的茶，并且可以放进洗碗机清洗，送礼自用都非常合适"
)


def test_a_short_sentence_stays_whole() -> None:
    assert passages("Meet the mug.", 128) == ("Meet the mug.",)
    assert passages("", 128) == ("",)


def test_english_is_cut_at_pauses_into_similar_lengths() -> None:
    made = passages(LONG, 128)
    assert [len(passage) for passage in made] == [125, 78]
    assert passages(LONG, 90)[0].endswith("; ")


def test_chinese_is_cut_at_pauses() -> None:
    made = passages(LANG, 52)
    assert len(made) == 2
    assert made[0].endswith("，")


def test_without_a_pause_it_is_cut_at_blanks_or_between_characters() -> None:
    assert passages("one two three four five six", 10) == ("one two ", "three ", "four ", "five six")
    assert passages("一二三四五六七八九十", 4) == ("一二三", "四五六", "七八九十")


def test_figures_are_no_pauses() -> None:
    assert passages("It is worth 1,234 coins or so", 15) == ("It is worth ", "1,234 ", "coins or so")


def test_an_endless_word_is_broken() -> None:
    assert [len(passage) for passage in passages("x" * 300, 128)] == [128, 128, 44]


@pytest.mark.parametrize("alphabet", ["ab ,;:—字，、12 ", "x", "字"])
@given(data=st.data())
def test_nothing_is_lost_and_nothing_too_long(alphabet: str, data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet, max_size=120))
    most = data.draw(st.integers(1, 40))
    made = passages(text, most)
    assert "".join(made) == text
    assert all(len(passage.rstrip()) <= most for passage in made)
