"""Statements the merchant vouches for, as hostile as any other input."""

from __future__ import annotations

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.vouched import check_seconds, read_confirmed


def test_statements_are_cleaned_and_each_stands_once() -> None:
    assert read_confirmed((" Keeps\u202e warm ", "Keeps warm", "")) == ("Keeps warm",)


@pytest.mark.parametrize("typed", [("x" * 10_001,), tuple(map(str, range(2_001)))])
def test_too_many_or_too_long_are_refused(typed: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as refused:
        read_confirmed(typed)
    assert refused.value.field == "confirmed"


@pytest.mark.parametrize(("seconds", "fine"), [(9, False), (10, True), (60, True), (61, False), (10**12, False)])
def test_the_length_of_a_script(seconds: int, fine: bool) -> None:
    if fine:
        check_seconds(seconds)
    else:
        with pytest.raises(InputError, match=str(seconds)):
            check_seconds(seconds)
