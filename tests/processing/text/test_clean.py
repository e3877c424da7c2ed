import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmdemo.processing.text.clean import clean_line


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Oak\t\n table ", "Oak table"),
        ("O\u200bak\ufeff", "Oak"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("bell\x07 \x00end", "bell end"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("kettle\u200dcase", "kettlecase"),
        ("ספל קרמיקה", "ספל קרמיקה"),
        ("کتاب\u200cها", "کتاب\u200cها"),
        ("👩\u200d👧 set ❤\ufe0f", "👩\u200d👧 set ❤\ufe0f"),
        ("手工　马克杯", "手工 马克杯"),
        ("１２ｃｍ，Ｌ码", "12cm，L码"),
    ],
)
def test_clean_line(typed: str, clean: str) -> None:
    assert clean_line(typed) == clean


@settings(derandomize=True, max_examples=500, deadline=None)
@given(st.text())
def test_cleaning_is_done_in_one_go(text: str) -> None:
    clean = clean_line(text)
    assert clean_line(clean) == clean
    assert clean == clean.strip() and "  " not in clean
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} for character in clean)
