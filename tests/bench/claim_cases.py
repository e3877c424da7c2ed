"""Sentences of advertisements, labelled by the law text they were written from.

The words that make a sentence unlawful stand in [square brackets]; a sentence without any is lawful. A finding counts
where it touches the brackets. The sets, with what the rules found of them the first time they were tried:

KEPT_ASIDE  written from the law texts before the first rule; 72 of 72, no false alarm among 43
SEEN        written with the first rules at hand; 108 of 111, none among 50
PROBED      four rounds of wordings meant to slip through; 149 of 178, 121 of 155, 80 of 119, 51 of 55, false alarms on
            7 of 140, 13 of 149, 6 of 81 and 1 of 35 harmless phrases; the rules were widened after each round
LATER       written after the third round, to measure it; 67 of 71, one false alarm among 40; mended afterwards

The author of those sentences wrote the rules too. The STRANGER sets are by a reader of the law texts who had seen
neither rules nor cases before the first of them; the rules were widened by kinds after each, and each later set was
tried before that. The stranger knew the rules from the second set on, and wrote that one to slip through.

STRANGER         220 of 262 (176 of 212 Chinese, 44 of 50 English), 11 false alarms among 126 look-alikes
STRANGER_AGAIN   oblique wordings; 16 of 68 (14 of 55 Chinese, 2 of 13 English), none among 25
STRANGER_THIRD   plain wordings; 50 of 63 (39 of 51 Chinese, 11 of 12 English), none among 52
STRANGER_FOURTH  42 of 50 (32 of 40 Chinese, 10 of 10 English), 2 among 50
STRANGER_FIFTH   41 of 50 (33 of 40 Chinese, 8 of 10 English); 5 among 50 written to set off the new rules
STRANGER_SIXTH   44 of 50 (34 of 40 Chinese, 10 of 10 English), none among 20
STRANGER_SEVENTH  plainest breaches, article by article; 101 of 120 (74 of 90 Chinese, 27 of 30 English), 4 among 60
STRANGER_EIGHTH   two rounds of Chinese sentences while the rules were widened after that, each bracketed whole, so that
                  any finding counts; 35 of 46 and 41 of 51, 2 among 20

What a new reader's sentences will give is what the last of these gave at first, not what the sets give now: 76 to 82 %
of Chinese sentences, about 90 % of English ones, and far fewer of those that only hint.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    law: str
    text: str
    claims: tuple[tuple[int, int], ...]
    """Spans of the unlawful words; none in a lawful sentence."""


def _cases(table: dict[str, list[str]]) -> tuple[Case, ...]:
    return tuple(_case(law, line) for law, lines in table.items() for line in lines)


def _case(law: str, line: str) -> Case:
    text, claims = "", []
    for plain, claim in re.findall(r"([^\[]*)(?:\[([^\]]*)\])?", line):
        text += plain + claim
        if claim:
            claims.append((len(text) - len(claim), len(text)))
    return Case(law, text, tuple(claims))


_SETS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))

KEPT_ASIDE = _cases(_SETS["kept_aside"])
SEEN = _cases(_SETS["seen"])
LATER = _cases(_SETS["later"])
PROBED = _cases(_SETS["probed"])
STRANGER = _cases(_SETS["stranger"])
STRANGER_AGAIN = _cases(_SETS["stranger_again"])
STRANGER_THIRD = _cases(_SETS["stranger_third"])
STRANGER_FOURTH = _cases(_SETS["stranger_fourth"])
STRANGER_FIFTH = _cases(_SETS["stranger_fifth"])
STRANGER_SIXTH = _cases(_SETS["stranger_sixth"])
STRANGER_SEVENTH = _cases(_SETS["stranger_seventh"])
STRANGER_EIGHTH = _cases(_SETS["stranger_eighth"])

TRUE_IN_CATALOGUES = frozenset((rule, word) for rule, words in _SETS["true_in_catalogues"].items() for word in words)
"""The findings in the real catalogues that were read and judged to be claims of their rule; all others are false."""
