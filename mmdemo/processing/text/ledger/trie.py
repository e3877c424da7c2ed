"""Many phrases as one regular expression that takes the longest of them, however many they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def as_listed(text: str) -> str:
    """A phrase that `longest_of` found as the list has it: single blanks for hyphens and other white space."""
    return " ".join(text.replace("-", " ").split()).replace(" %", "%")


def longest_of(phrases: Iterable[str], *, any_case: bool = False) -> str:
    """A pattern without groups. A blank in a phrase also stands for a hyphen or other white space in the text, doubled

    too, and "%" for "%" behind a blank. With `any_case` a small letter from a to z also stands for its capital.
    """
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(root, any_case)


def _pattern(node: dict[str, Any], any_case: bool) -> str:
    branches = [_character(key, any_case) + _pattern(child, any_case) for key, child in node.items() if key]
    if not branches:
        return ""
    whole = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{whole}?" if "" in node else whole


def _character(character: str, any_case: bool) -> str:
    if any_case and "a" <= character <= "z":
        return f"[{character}{character.upper()}]"
    return {" ": r"[\s-]\s?", "%": r"\s?%"}.get(character) or re.escape(character)
