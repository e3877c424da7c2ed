"""The texts of a listing, and what each of their sentences rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Network = Literal["instagram", "tiktok", "xiaohongshu"]

NETWORKS: tuple[Network, ...] = get_args(Network)


@dataclass(frozen=True)
class Post:
    """A post for a social network. `title` is "" where the network has none; `tags` come without their "#"."""

    title: str
    text: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What a shopper would ask, and what the facts answer."""

    question: str
    answer: str


@dataclass(frozen=True)
class Mail:
    """A message to customers. `body` is plain text, its paragraphs divided by empty lines."""

    subject: str
    body: str


NO_MAIL = Mail("", "")


@dataclass(frozen=True)
class Copy:
    """Every text of a listing.

    `alt_texts` maps a picture's part id ("image/main") to its alternative text. `highlights` are short phrases, the
    most telling first, that marketplaces put behind the title. A text that was not written is empty.
    """

    title: str
    bullets: tuple[str, ...]
    short_description: str
    long_description: str
    keywords: tuple[str, ...]
    alt_texts: Mapping[str, str]
    script: str
    highlights: tuple[str, ...] = ()
    seo_title: str = ""
    seo_description: str = ""
    headlines: tuple[str, ...] = ()
    posts: Mapping[Network, Post] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    mail: Mail = NO_MAIL


@dataclass(frozen=True)
class Statement:
    """One sentence, or line, of a text.

    `sources` are what it rests on: ids of facts, or "name", "brand", "category" or "price". `open` are the words in it
    that rest on nothing of these, or on facts that contradict each other: while there are any, the statement waits to
    be confirmed. A sentence that claims nothing has neither.
    """

    text: str
    sources: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
