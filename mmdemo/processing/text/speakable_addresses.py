"""Web and e-mail addresses, read aloud."""

from __future__ import annotations

import re
from typing import NamedTuple

from mmdemo.processing.text.speakable_rules import Rule, rule

# A name must end in one of these to be an address: "cotton.Soft" is a missing blank.
_ENDINGS = "com|net|org|info|shop|store|app|dev|biz|edu|gov|co|io|ai|me|tv|cn|hk|tw|uk|us|eu|de|fr|jp|au|ca"
_LABEL = r"[A-Za-z0-9_-]{1,63}"
_SPELT = frozenset(("io", "ai", "tv", "cn", "hk", "tw", "uk", "us", "eu", "de", "fr", "jp", "au", "ca"))
_PART = re.compile(r"[A-Za-z]+|\d|[.@/_-]")


class Signs(NamedTuple):
    """What the marks in an address and its figures are called."""

    dot: str
    at: str
    slash: str
    dash: str
    underscore: str
    digits: tuple[str, ...]


def address_rule(signs: Signs) -> Rule:
    """Reads "https://www.example.com/sale" as "w w w dot example dot com slash sale"."""
    names = {".": signs.dot, "@": signs.at, "/": signs.slash, "-": signs.dash, "_": signs.underscore}

    def say(match: re.Match[str]) -> str:
        spoken = []
        for part in _PART.findall(match["address"]):
            if part.isdigit():
                spoken.append(signs.digits[int(part)])
            elif part.isalpha():
                spoken.append(" ".join(part) if part.lower() == "www" or part.lower() in _SPELT else part)
            else:
                spoken.append(names[part])
        return f" {' '.join(spoken)} "

    return rule(
        rf"(?<![\w.@/-])(?:https?://)?(?P<address>(?:[A-Za-z0-9._-]{{1,64}}@)?(?:{_LABEL}\.){{1,6}}(?i:{_ENDINGS})"
        rf"(?![A-Za-z0-9@_-]|\.[A-Za-z0-9])(?:/[A-Za-z0-9/_-]{{1,200}})?)",
        say,
    )
