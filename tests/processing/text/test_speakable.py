import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmdemo.processing.text.speakable import sentences, speakable, spoken_text


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("It is 3.5 mm wide. It fits.", ("It is 3.5 mm wide.", "It fits.")),
        ("Good for wood, e.g. Oak or ash. Nice.", ("Good for wood, e.g. Oak or ash.", "Nice.")),
        ("Our No. 5 is best! “Wow.” She said... yes.", ("Our No. 5 is best!", "“Wow.”", "She said... yes.")),
        ("It is approx. 5 in. Long enough?  Yes.", ("It is approx. 5 in. Long enough?", "Yes.")),
        ("Ends Nov. 23. Order now.", ("Ends Nov. 23.", "Order now.")),
        (
            "Est. 1990. See Vol. 2. Weighs 5 lbs. Ships fast.",
            ("Est. 1990.", "See Vol. 2.", "Weighs 5 lbs.", "Ships fast."),
        ),
        ("Lie in the sun. 5 colours. Made in Nov. Nice.", ("Lie in the sun.", "5 colours.", "Made in Nov.", "Nice.")),
        ("Do you like it? no.", ("Do you like it? no.",)),
        ("First line\n\n  second line \n", ("First line", "second line")),
        ("容量3.5升。很好！真的？“对。”买吧", ("容量3.5升。", "很好！", "真的？", "“对。”", "买吧")),
        ("好用!耐用。Made in 2026. Very good.", ("好用!", "耐用。", "Made in 2026.", "Very good.")),
        ("等等……再看看。", ("等等……再看看。",)),
        ("", ()),
        (" \n ", ()),
    ],
)
def test_sentences_are_cut_where_they_end(script: str, expected: tuple[str, ...]) -> None:
    assert sentences(script) == expected


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("text", ["", "🎉", "!!! —", "。。。", "（）", "\u200b"])
def test_nothing_to_say_gives_no_words(text: str, language: str) -> None:
    assert speakable(text, language) == ()


_SHOP_TEXT = st.text(
    "aZé 0123456789.,-–/x×%$¥￥€°Cmkgl+~#&:：（）“”!?。，个只条年月日元便宜盛系第约至🎉\n\u3000\u00a0", max_size=40
)


@pytest.mark.parametrize("language", ["en", "zh"])
@given(text=_SHOP_TEXT | st.text(max_size=30))
def test_captions_keep_every_character_and_every_word_is_spoken(language: str, text: str) -> None:
    words = speakable(text, language)
    if words:
        assert "".join("".join(word.text for word in words).split()) == "".join(text.split())
    for word in words:
        assert word.text.strip()
        assert any(letter.isalnum() for letter in word.spoken)


@pytest.mark.parametrize("language", ["en", "zh"])
@given(text=_SHOP_TEXT | st.text(max_size=30))
def test_no_digit_is_left_to_the_engine(language: str, text: str) -> None:
    assert not set("0123456789") & set(spoken_text(speakable(text, language)))
