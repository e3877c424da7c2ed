"""Cells that a spreadsheet opens as text, and files that are no CSV."""

import csv
import io

import pytest

from mmdemo.errors import InputError
from mmdemo.export.imports import cells

HARMLESS = ["", "Mug", "24.00", "马克杯", "قدح خزفي", "☕️ mug", "two\nlines", "a=b", 'say "hi", twice', "'quoted'"]
FORMULAS = ["=cmd|'/C calc'!A0", "+1", "-350 ml", "@SUM(A1)", "\tx", "\rx", "＝1", "'=1", "''=1", "=1\n=2"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_written_as_text_and_read_back(text: str) -> None:
    cell = cells.guarded(text)
    assert cell.startswith("'")
    assert cells.unguarded(cell) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert cells.guarded(text) == text
    assert cells.unguarded(text) == text


def test_a_file_opens_in_excel_and_is_read_back() -> None:
    data = cells.csv_bytes(["A", "B"], [(cells.guarded(text), text[:0]) for text in (*HARMLESS[1:], *FORMULAS)])
    assert data.startswith(b"\xef\xbb\xbf")
    header, rows = cells.read_csv(data)
    assert header == ("A", "B")
    assert [cells.unguarded(row["A"]) for row in rows] == [*HARMLESS[1:], *FORMULAS]
    assert len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))) == len(rows) + 1


def test_control_characters_do_not_leave() -> None:
    assert cells.guarded("a\x00b\x1b[31m") == "ab[31m"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xff\xfe\x00T", "UTF-8"), (b'a\n"b', "no CSV file"), (b"a\n" * (cells.MOST_ROWS + 5), "rows")],
    ids=["encoding", "quotes", "rows"],
)
def test_what_is_no_such_file_is_said(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        cells.read_csv(data)
    assert refused.value.field == "catalogue"


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_BYTES", 3)
    with pytest.raises(InputError, match="Split it"):
        cells.read_csv(b"a,b\n")
