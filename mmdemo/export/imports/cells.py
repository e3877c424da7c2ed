"""Cells of a CSV file that a spreadsheet may open: none of them becomes a formula, and reading gives them back.

A cell that starts with one of these signs is taken for a formula by Excel, LibreOffice and Google Sheets; the signs and
the apostrophe before it are those of OWASP's page on CSV injection
(https://owasp.org/www-community/attacks/CSV_Injection, third-party reading of 2026-11).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from mmdemo.errors import InputError

MOST_BYTES = 64 * 1024**2
MOST_ROWS = 100_000

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def guarded(text: str) -> str:
    """A text as a cell: an apostrophe before what would start a formula, no controls, nothing UTF-8 cannot write."""
    text = _CONTROL.sub("", text)
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a guarded cell."""
    return cell[1:] if _GUARDED.match(cell) else cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file (RFC 4180) in UTF-8, with the mark at its start without which Excel reads Chinese as another script.

    The cells of `rows` are written as they are: texts must be guarded before.

    WooCommerce writes that mark itself and takes it off (its class-wc-product-csv-importer.php, `remove_utf8_bom`). Of
    Shopify third parties say both: its help asks for UTF-8, and Excel's "CSV UTF-8", which many merchants upload, has
    the mark too.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """Header and rows of a CSV file; rows are by column, their cells as they stand, "" where a row ends early.

    Raises:
        InputError: it is too large, no UTF-8, or no CSV (`field="catalogue"`).
    """
    if len(data) > MOST_BYTES:
        raise _no_csv(
            f"The file is larger than {MOST_BYTES >> 20} MB. Split it.", f"文件超过 {MOST_BYTES >> 20} MB，请拆分。"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_csv(
            "The file is not in UTF-8. Save it as “CSV UTF-8”.", "文件不是 UTF-8 编码，请另存为“CSV UTF-8”。"
        ) from error
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = tuple(cell.strip() for cell in next(lines, ()))
        rows: list[dict[str, str]] = []
        for cells in lines:
            if len(rows) == MOST_ROWS:
                raise _no_csv(
                    f"The file has more than {MOST_ROWS:,} rows. Split it.", f"文件超过 {MOST_ROWS:,} 行，请拆分。"
                )
            if any(cells):
                rows.append(dict(zip_longest(header, cells[: len(header)], fillvalue="")))
    except csv.Error as error:
        raise _no_csv(f"This is no CSV file: {error}.", f"不是有效的 CSV 文件：{error}。") from error
    return header, rows


def _no_csv(en: str, zh: str) -> InputError:
    return InputError(en, zh, field="catalogue")
