"""How long the texts for a shop's channels may be: posts, headlines, questions, mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mmdemo.schema import Language, Network, Product

HEADLINES = 3
FEWEST_PARAGRAPHS = 2
_FEWEST = 3


@dataclass(frozen=True)
class PostLimits:
    """Characters of a post's text: `aim` is what is asked for, `most` what may stand. `title` is 0 where none stands.

    The networks themselves take 2,200 characters (Instagram) and 1,000 below a title of 20 (Xiaohongshu).
    """

    aim: int
    most: int
    tags: int
    title: int = 0


@dataclass(frozen=True)
class ChannelLimits:
    """The most characters of each text and the most entries of each list; a headline counts columns, a Han character 2.

    `least` is the fewest characters that a running text is worth having with; `tokens` the most of a whole reply.
    """

    highlight: int
    highlights: int
    seo_title: int
    seo_description: int
    headline: int
    posts: Mapping[Network, PostLimits]
    tag: int
    question: int
    answer: int
    questions: int
    subject: int
    body: int
    paragraphs: int
    least: int
    tokens: int


def _posts(instagram: int, tiktok: int, xiaohongshu: int) -> dict[Network, PostLimits]:
    return {
        "instagram": PostLimits(instagram, 2_200, 5),
        "tiktok": PostLimits(tiktok, 150, 5),
        "xiaohongshu": PostLimits(xiaohongshu, 1_000, 6, 20),
    }


_FULL: dict[Language, ChannelLimits] = {
    "en": ChannelLimits(40, 6, 60, 155, 30, _posts(400, 150, 300), 30, 90, 200, 5, 50, 900, 4, 20, 1900),
    "zh": ChannelLimits(14, 6, 30, 78, 30, _posts(200, 60, 300), 15, 30, 100, 5, 30, 450, 4, 8, 2100),
}
_SHORT: dict[Language, ChannelLimits] = {
    "en": ChannelLimits(40, 4, 60, 155, 30, _posts(200, 100, 150), 30, 90, 120, 3, 50, 450, 3, 20, 1100),
    "zh": ChannelLimits(14, 4, 30, 78, 30, _posts(100, 40, 150), 15, 30, 60, 3, 30, 220, 3, 8, 1200),
}


def channel_limits_for(language: Language, short: bool = False) -> ChannelLimits:
    """The limits of a language; with `short`, all that runs long is about half as long."""
    return (_SHORT if short else _FULL)[language]


def fewest_of(product: Product) -> int:
    """How many highlights and questions there must be: as many as the facts surely answer."""
    return _FEWEST if len(product.facts) >= _FEWEST else 1
