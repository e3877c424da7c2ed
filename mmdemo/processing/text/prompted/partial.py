"""What there is to read of a reply that is still being written."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json

from mmdemo.processing.text.clean import clean_line

_SHOWN = ("title", "bullets", "short_description", "long_description", "script")


def readable_part(raw: str) -> str:
    """The texts in the beginning of a JSON object as lines, bullets marked "•"; "" before the first of them."""
    start = raw.find("{")
    if start < 0:
        return ""
    try:
        found = from_json(raw[start:], allow_partial="trailing-strings")
    except ValueError:  # prose with a brace, or a form that the reader of the whole reply may still put right
        return ""
    lines = [line for name in _SHOWN if name in found for line in _lines(name, found[name])]
    return "\n".join(line for line in lines if line)


def _lines(name: str, value: Any) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    mark = "• " if name == "bullets" else ""
    return [f"{mark}{clean_line(text)}" for text in texts if isinstance(text, str) and text]
