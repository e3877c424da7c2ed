"""Many phrases as one regular expression that takes the longest of them, however many they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def longest_of(phrases: Iterable[str]) -> str:
    """A pattern without groups. A blank in a phrase also stands for a hyphen or other white space in the text."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    branches = [_character(character) + _pattern(child) for character, child in node.items() if character]
    if not branches:
        return ""
    whole = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{whole}?" if "" in node else whole


def _character(character: str) -> str:
    return r"[\s-]" if character == " " else re.escape(character)
