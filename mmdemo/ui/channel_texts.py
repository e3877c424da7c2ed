"""The texts for search, advertisements, social networks and mail as they stand in their boxes, and back again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mmdemo.schema import NETWORKS, Copy, Mail, Network, Post, Question

CHANNEL_LINES: dict[str, int] = {
    "highlights": 4,
    "seo_title": 1,
    "seo_description": 2,
    "headlines": 3,
    "instagram": 5,
    "instagram_tags": 1,
    "tiktok": 3,
    "tiktok_tags": 1,
    "xiaohongshu_title": 1,
    "xiaohongshu": 5,
    "xiaohongshu_tags": 1,
    "questions": 6,
    "mail_subject": 1,
    "mail_body": 6,
}
"""The boxes in the order of the page, and how many lines each shows at first."""

_TITLED: tuple[Network, ...] = ("xiaohongshu",)
_NO_POST = Post("", "", ())
_BETWEEN_TAGS = re.compile(r"[\s,，、#＃]+")
_BETWEEN_PAIRS = re.compile(r"\n[^\S\n]*\n")


def channel_values(copy: Copy) -> dict[str, str]:
    """What stands in each box for a copy."""
    values = {
        "highlights": "\n".join(copy.highlights),
        "seo_title": copy.seo_title,
        "seo_description": copy.seo_description,
        "headlines": "\n".join(copy.headlines),
        "questions": "\n\n".join(f"{asked.question}\n{asked.answer}".strip() for asked in copy.questions),
        "mail_subject": copy.mail.subject,
        "mail_body": copy.mail.body,
    }
    for network in NETWORKS:
        post = copy.posts.get(network, _NO_POST)
        values |= {network: post.text, f"{network}_tags": " ".join(f"#{tag}" for tag in post.tags)}
        if network in _TITLED:
            values[f"{network}_title"] = post.title
    return {name: values[name] for name in CHANNEL_LINES}


def with_channels(copy: Copy, typed: Mapping[str, Any]) -> Copy:
    """The copy with what stands in the boxes. A network without a post gets one only where something was typed."""
    posts = {network: _post(copy.posts.get(network, _NO_POST), network, typed) for network in NETWORKS}
    return replace(
        copy,
        highlights=_lines(typed["highlights"]),
        seo_title=str(typed["seo_title"]),
        seo_description=str(typed["seo_description"]),
        headlines=_lines(typed["headlines"]),
        posts={network: post for network, post in posts.items() if post != _NO_POST or network in copy.posts},
        questions=tuple(_questions(str(typed["questions"]))),
        mail=Mail(str(typed["mail_subject"]), str(typed["mail_body"])),
    )


def _post(before: Post, network: Network, typed: Mapping[str, Any]) -> Post:
    title = str(typed[f"{network}_title"]) if network in _TITLED else before.title
    tags = (tag for tag in _BETWEEN_TAGS.split(str(typed[f"{network}_tags"])) if tag)
    return Post(title, str(typed[network]), tuple(tags))


def _questions(typed: str) -> Iterable[Question]:
    """Pairs divided by empty lines: the first line asks, the others answer. A line alone asks and has no answer yet."""
    for pair in _BETWEEN_PAIRS.split(typed.replace("\r\n", "\n")):
        asked, *answer = _lines(pair) or ("",)
        if asked:
            yield Question(asked, " ".join(answer))


def _lines(typed: Any) -> tuple[str, ...]:
    return tuple(line for line in map(str.strip, str(typed).splitlines()) if line)
