"""Chinese typography: full-width punctuation, lists, and where a long name may be cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

HAN = r"\u3400-\u9fff"
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
# Only beside Han characters: "1,200", "16:9" and "(A2884)" keep theirs.
_HALF_WIDTH_MARK = re.compile(rf"(?<=[{HAN}])\s*([,;:!?])\s*|\s*([,;:!?])\s*(?=[{HAN}])")
_HAN_BRACKETS = re.compile(rf"\(([^()]*[{HAN}][^()]*)\)")
_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”』」）]*|[^。！？]+")


def full_width(text: str) -> str:
    """Half-width punctuation between Chinese words made full-width; figures and Latin words are left alone."""
    marked = _HALF_WIDTH_MARK.sub(lambda found: _FULL_WIDTH[found[1] or found[2]], text)
    return _HAN_BRACKETS.sub(r"（\1）", re.sub(rf"(?<=[{HAN}])\.(?=\s|$)", "。", marked))


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, with their punctuation."""
    return [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]


def join_list(items: Sequence[str]) -> str:
    """A list with the enumeration comma; items that hold one already are set apart by a semicolon."""
    return ("；" if any(re.search(r"[、，]", item) for item in items) else "、").join(items)


def abut(left: str, right: str) -> str:
    """Two pieces side by side: Han characters touch, two Latin words get a blank between them."""
    latin = re.compile(r"[A-Za-z0-9.]")
    return f"{left} {right}" if left and right and latin.match(left[-1]) and latin.match(right[0]) else left + right
