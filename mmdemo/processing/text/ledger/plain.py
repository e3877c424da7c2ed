"""Text made easy to compare, character for character: what is found in it stands at the same place in the original."""

from __future__ import annotations

# Full-width ASCII but for the punctuation of Chinese, typographic apostrophes and hyphens, blanks of other widths.
# "İ" is the one letter that grows in lower case.
_PLAIN: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？"},
    **dict.fromkeys(map(ord, "’‘ʼ"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u3000"), " "),
    ord("\u0130"): "I",
}


def plain(text: str) -> str:
    """The text with plain digits, letters, apostrophes and blanks, as long as before."""
    return text.translate(_PLAIN)
