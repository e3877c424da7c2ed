"""Put a claim's rewrite into the text, and leave the place tidy."""

from __future__ import annotations

import re

from mmdemo.processing.text.claims.finding import Finding
from mmdemo.processing.text.claims.folding import MARKUP
from mmdemo.processing.text.english import capitalise, indefinite_article

_PAUSES = ",，、;；:：-–—|/ \t　"
_ENDS = ".。!！?？\n"
_PAIRS = {"(": ")", "（": "）", "“": "”", '"': '"', "「": "」", "【": "】", "[": "]", "《": "》"}
_ARTICLE = re.compile(r"(?<![^\W_])([Aa])n?( )$")


def apply_rewrite(text: str, finding: Finding) -> str:
    """The text with that one rewrite, tidy where it was made and untouched elsewhere. No rewrite, no change."""
    if finding.rewrite is None:
        return text
    # A claim may run across tags ("最<b>佳</b>"): they stay, so that the markup stays balanced.
    middle = finding.rewrite + "".join(MARKUP.findall(text[finding.start : finding.end]))
    left, right = text[: finding.start], text[finding.end :]
    if not middle:
        left, right = _closed(left, right)
    if starts_sentence(left) and not finding.text[:1].islower():
        middle, right = (capitalise(middle), right) if middle else (middle, capitalise(right))
    left = _ARTICLE.sub(lambda found: _article(found[1], middle + right) + found[2], left)
    return left + middle + right


def starts_sentence(left: str) -> bool:
    """Whether what follows begins a sentence."""
    before = left.rstrip(" \t　")
    return not before or before[-1] in _ENDS


def _closed(left: str, right: str) -> tuple[str, str]:
    """Both sides of a deleted claim, with the marks and blanks gone that stood for it."""
    while left and right and _PAIRS.get(left[-1]) == right[0]:
        left, right = left[:-1], right[1:]
    if not right.strip(" \t　"):
        left = left.rstrip(" \t　")
    if starts_sentence(left) or left.rstrip(" \t　")[-1:] in _PAIRS:
        right = right.lstrip(_PAUSES if left.strip() else _PAUSES + _ENDS)
    elif right.lstrip(" \t　")[:1] in tuple(_PAUSES.strip() + _ENDS) or not right.strip():
        left, right = left.rstrip(" \t　"), right.lstrip(" \t　") if right.strip() else right
        if right[:1] in tuple(_ENDS) or not right.strip():
            left = left.rstrip(_PAUSES)
        elif left[-1:] in tuple(_PAUSES):
            blank = " " if left[-1] in ",;:" and " " in right[: len(right) - len(right.lstrip(_PAUSES))] else ""
            right = blank + right.lstrip(_PAUSES)
    elif left[-1:] in tuple(_PAUSES):
        right = right.lstrip(" \t　")
    return left, right


def _article(letter: str, following: str) -> str:
    """ "a" or "an" before what follows now, with its capital kept."""
    article = indefinite_article(following[:40])
    return article.capitalize() if letter == "A" else article
