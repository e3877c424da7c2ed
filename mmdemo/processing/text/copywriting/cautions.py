"""What a listing must say but never sells with: warnings, what is missing, what the model wears."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Language

PLAYED_DOWN = 1.5
"""The weight of such a point; whatever weighs more may stand in a post."""


def played_down(point: Point, language: Language) -> Point:
    """The point as it is, or ranked last and without words for titles where it is a caution."""
    if not _cautions(language).search(point.bullet):
        return point
    return replace(point, weight=PLAYED_DOWN, label=None, phrases=())


@cache
def _cautions(language: Language) -> re.Pattern[str]:
    phrases = read_table({"en": "english", "zh": "chinese"}[language])["cautions"]
    words = "|".join(map(re.escape, phrases))
    return re.compile(words if language == "zh" else rf"\b(?:{words})\b", re.IGNORECASE)
