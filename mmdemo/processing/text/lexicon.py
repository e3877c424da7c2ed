"""The word lists and sentence frames in assets/lexicon, read once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from mmdemo.paths import ASSETS

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def read_table(name: str) -> Any:
    """The content of `assets/lexicon/<name>.json`. Callers must not change it.

    Raises:
        OSError: the file is missing.
    """
    return json.loads((ASSETS / "lexicon" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def word_set(table: str, name: str) -> frozenset[str]:
    """One word list of a table as a set. The table writes it as lines with blanks between the words."""
    return frozenset(" ".join(read_table(table)[name]).split())


def slots(template: str) -> frozenset[str]:
    """The names of the slots in a template."""
    return frozenset(_SLOT.findall(template))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values into the `{slots}` of a template in one pass: a value that looks like a slot itself stays as it is."""
    return _SLOT.sub(lambda match: values[match[1]], template)
