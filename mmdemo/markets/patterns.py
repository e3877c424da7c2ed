"""The regular expressions behind the rules. All of them run in linear time on hostile text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from mmdemo.processing.text.lexicon import read_table

# Pictographs and dingbats, with what joins and colours them. Joiners alone stay: Persian and Hindi need them.
_EMOJI = (
    "(?:[\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23fa\u2600-\u27bf\u2b05-\u2bff\ufe0f\u20e3\U000e0020-\U000e007f]"
    "\u200d?)+"
)
_MARKUP = r"<!--|</?[A-Za-z][^<>]*>"
_ADDRESSES = (
    r"https?://\S+|(?<![A-Za-z0-9])www\.\S+"
    r"|(?<=[\w-])\.(?:com|net|org|cn|co|io|shop|store|info|biz)(?:/\S*)?(?![A-Za-z0-9])"
    r"|(?<=\w)@[\w-]{1,64}\.\w"
    r"|\+\d[\d\s().-]{7,18}\d|\(\d{2,4}\)\s?\d{3,4}[\s-]\d{3,4}|(?<!\d)\d{3}[-.\s]\d{3,4}[-.\s]\d{4}(?!\d)"
    r"|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"
)
_NUMBER = r"\d(?:[\d.,]{0,12}\d)?"  # bounded, so that a long row of figures takes no longer than its length


@cache
def _prices() -> str:
    """An amount beside a sign, a code or a name of money; "pounds" and "块" mean other things too and are left out."""
    table = read_table("currencies")
    signs = sorted({symbol[-1] for entry in table.values() for symbol in entry["symbols"] if not symbol[-1].isalnum()})
    signs = [sign for sign in signs if sign != "."]
    names = [name for entry in table.values() for name in entry["zh"] if len(name) > 1 and name != "块钱"]
    signed = "".join(map(re.escape, signs))
    codes = "|".join(sorted(table))
    return (
        rf"[{signed}￥]\s?{_NUMBER}|(?<![A-Za-z])(?:{codes}|RMB)\s?{_NUMBER}|{_NUMBER}\s?(?:[{signed}]"
        rf"|(?:{codes}|RMB)(?![A-Za-z])|(?:(?:dollar|euro|cent|rupee)s?|yuan|yen)(?![A-Za-z])"
        rf"|{'|'.join(names)}|块钱|元(?!素))"
    )


def bordered(word: str) -> str:
    """A word or phrase as it stands, not as a part of a longer word."""
    return _between_borders(word, re.escape(word))


def _word(word: str) -> str:
    """A word or phrase between word borders; its blanks may be hyphens or nothing."""
    return _between_borders(word, r"[\s-]?".join(map(re.escape, word.split(" "))))


def _between_borders(word: str, inner: str) -> str:
    before = r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return f"{before}{inner}{after}"


def pattern_of(kind: str, marks: str, words: Sequence[str]) -> re.Pattern[str] | None:
    """What a rule looks for, or None where it counts or compares words."""
    if kind in {"repeats", "apart"}:
        return None
    if kind in {"words", "statement"}:
        return re.compile("|".join(map(_word, words)), re.IGNORECASE)
    if kind == "characters":
        # A comma inside a figure is no punctuation.
        return re.compile("|".join(r",(?!\d)" if mark == "," else re.escape(mark) for mark in marks))
    return re.compile({"emoji": _EMOJI, "markup": _MARKUP, "addresses": _ADDRESSES}.get(kind) or _prices())
