"""Pauses inside a sentence, written the way that speech engines hear them.

eSpeak NG and Flite pause at commas, semicolons and colons. Measured, neither does at brackets in Chinese or at blanks
between Chinese words, and Flite at no bracket or hyphen either, where a person would.
"""

from __future__ import annotations

import re

_HAN = r"[\u3400-\u9fff]"
_RULES = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r" [-–—,] (?=\w)", ",  "),
        (r" ,  (?=\w)", ",   "),
        (r"(?<=\w) [(\[](?=\w)", ", "),
        (r"(?<=\w)[)\]](?= \w)", ","),
        (rf"(?<={_HAN})[（(](?=\w)", "，"),
        (rf"[）)](?={_HAN})", "，"),
        (rf"(?<={_HAN}) (?={_HAN})", "，"),
        (r"——", "；；"),  # longer than a comma
        (rf"(?<={_HAN})—", "，"),
    )
)


def with_pauses(text: str) -> str:
    """What an engine is given for `text`; each character keeps its position."""
    for pattern, written in _RULES:
        text = pattern.sub(written, text)
    return text
