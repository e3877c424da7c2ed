"""Text as people type it, made safe to compare, split and print."""

from __future__ import annotations

import re
import unicodedata

# Zero-width space, word joiner, soft hyphen and byte order mark: they show nothing and break comparisons.
# Zero-width joiner and non-joiner are kept out of this set: emoji sequences and Persian need them.
_INVISIBLE = frozenset("\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff")
# Marks, embeddings, overrides and isolates can reorder the text around them on the page (Unicode TR 9, TR 36).
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
# Full-width figures and Latin letters, as Chinese keyboards type them; the full-width marks of Chinese stay.
_WIDE_SPANS = (range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B))
_WIDE = {code: code - 0xFEE0 for span in _WIDE_SPANS for code in span}
_SPACE = re.compile(r"\s+")


def _joins(before: str, after: str) -> bool:
    """Whether a joiner between two characters does something: emoji on both sides, or letters of a joining script."""
    emoji = before in {"\ufe0f", "\u20e3"} or unicodedata.category(before) in {"So", "Sk"}
    if emoji:
        return unicodedata.category(after) == "So"
    both_letters = unicodedata.category(before)[0] in "LM" and unicodedata.category(after)[0] in "LM"
    return both_letters and ord(before) >= 0x0590 and ord(after) >= 0x0590


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case: what stays when blanks and marks do not count."""
    return "".join(character for character in text.casefold() if character.isalnum())


def clean_line(text: str) -> str:
    """One line of plain text: NFC, white space folded to single blanks, nothing invisible or reordering left.

    Letters of every script, right-to-left ones included, and emoji sequences come through unchanged, but full-width
    Latin letters and figures become plain ones.
    """
    folded = _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_WIDE))
    kept: list[str] = []
    for index, character in enumerate(folded):
        if character in _INVISIBLE or character in _DIRECTION:
            continue
        if character in _JOINERS:
            after = folded[index + 1 : index + 2]
            if not kept or not after or not _joins(kept[-1], after):
                continue
        elif unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
            continue
        kept.append(character)
    # Dropping a character between two blanks, or a mark between a letter and its accent, calls for a second folding.
    return _SPACE.sub(" ", unicodedata.normalize("NFC", "".join(kept))).strip()
