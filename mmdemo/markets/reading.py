"""The texts of a copy by the names that the rules call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mmdemo.schema import Copy

# More of a text than this no field takes.
_MOST_CHARACTERS = 20_000
_MOST_LINES = 100


def read_text(copy: Copy, names: tuple[str, ...], flat: bool) -> tuple[str, ...]:
    """The lines of the first of some texts that is not empty; a title or a description is one line.

    With `flat`, line breaks in them become blanks.

    "posts.instagram.tags" is the tags of the post for that network.
    """
    for name in names:
        found: Any = copy
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else getattr(found, part)
            if found is None:
                break
        values = (found,) if isinstance(found, str) else found.values() if isinstance(found, Mapping) else found or ()
        cut = (value[:_MOST_CHARACTERS] for value in values)
        lines = tuple(line for line in (" ".join(text.split()) if flat else text.strip() for text in cut) if line)
        if lines:
            return lines[:_MOST_LINES]
    return ()
