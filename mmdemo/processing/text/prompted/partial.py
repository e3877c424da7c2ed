"""What there is to read of a reply that is still being written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import from_json

from mmdemo.processing.text.clean import clean_line

# Those of the product page, then those of the channels; keywords and what search engines read are no reading.
_SHOWN = (
    "title",
    "bullets",
    "short_description",
    "long_description",
    "script",
    "highlights",
    "headlines",
    "posts",
    "questions",
    "mail",
)
_POINTS = ("bullets", "highlights", "headlines")


def readable_part(raw: str) -> str:
    """The texts in the beginning of a JSON object as lines, points marked "•"; "" before the first of them."""
    start = raw.find("{")
    if start < 0:
        return ""
    try:
        found = from_json(raw[start:], allow_partial="trailing-strings")
    except ValueError:  # prose with a brace, or a form that the reader of the whole reply may still put right
        return ""
    lines = [
        f"{'• ' if name in _POINTS else ''}{line}"
        for name in _SHOWN
        if name in found
        for line in map(clean_line, _texts(found[name]))
    ]
    return "\n".join(line for line in lines if line)


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value, whatever lists and objects they are in."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
