"""Every text of a copy by its place, and a copy with each of its texts changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mmdemo.schema import Copy, Mail, Network, Post, Question

Change = Callable[[str, str], str]
"""From a place ("bullets/0", "posts/tiktok/text") and the text there to another text."""


def changed_texts(copy: Copy, change: Change) -> Copy:
    """The copy with each text replaced by what `change` makes of it."""

    def listed(field: str, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(change(f"{field}/{index}", text) for index, text in enumerate(texts))

    def posted(network: Network, post: Post) -> Post:
        place = f"posts/{network}"
        return Post(
            change(f"{place}/title", post.title), change(f"{place}/text", post.text), listed(f"{place}/tags", post.tags)
        )

    return replace(
        copy,
        title=change("title", copy.title),
        bullets=listed("bullets", copy.bullets),
        short_description=change("short_description", copy.short_description),
        long_description=change("long_description", copy.long_description),
        script=change("script", copy.script),
        keywords=listed("keywords", copy.keywords),
        alt_texts={part: change(f"alt_texts/{part}", text) for part, text in copy.alt_texts.items()},
        highlights=listed("highlights", copy.highlights),
        seo_title=change("seo_title", copy.seo_title),
        seo_description=change("seo_description", copy.seo_description),
        headlines=listed("headlines", copy.headlines),
        posts={network: posted(network, post) for network, post in copy.posts.items()},
        questions=tuple(
            Question(
                change(f"questions/{index}/question", asked.question), change(f"questions/{index}/answer", asked.answer)
            )
            for index, asked in enumerate(copy.questions)
        ),
        mail=Mail(change("mail/subject", copy.mail.subject), change("mail/body", copy.mail.body)),
    )


def texts_of(copy: Copy) -> dict[str, str]:
    """Every text that is not empty, by its place."""
    found: dict[str, str] = {}

    def note(place: str, text: str) -> str:
        found[place] = text
        return text

    changed_texts(copy, note)
    return {place: text for place, text in found.items() if text}
