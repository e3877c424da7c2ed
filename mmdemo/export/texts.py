"""The texts for everywhere but the page, as plain text files to paste from: one a marketplace, one for the channels."""

from __future__ import annotations

from collections.abc import Iterator

from mmdemo.compose.labels import label
from mmdemo.markets import MARKET_TEXTS, MarketText, fit, read_market
from mmdemo.schema import Copy, Kit, Language, Post


def text_files(kit: Kit) -> dict[str, str]:
    """The files by path, for every marketplace that sells in the listing's language or that the merchant chose.

    Raises:
        ValueError: the kit has no copy yet.
    """
    copy, language = kit.copy, kit.product.language
    if copy is None:
        raise ValueError("a listing without copy has no texts")
    files = {"texts/channels.txt": _written(_channels(copy, language))}
    for market in map(read_market, MARKET_TEXTS):
        if language in market.languages or market.id in kit.request.handover.markets:
            fields = fit(copy, kit.product, market)
            files[f"texts/{market.id}.txt"] = _written((_heading(text, language), text.lines) for text in fields)
    return files


def _heading(text: MarketText, language: Language) -> str:
    limit = "" if text.most is None else f" ({text.used}/{text.most})"
    return f"{text.label.text(language)}{limit}"


def _channels(copy: Copy, language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield label("seo_title", language), (copy.seo_title,)
    yield label("seo_description", language), (copy.seo_description,)
    yield label("headlines", language), copy.headlines
    for network, post in copy.posts.items():
        yield label(network, language), _post_lines(post)
    yield label("questions", language), tuple(f"{asked.question}\n{asked.answer}\n" for asked in copy.questions)
    yield label("mail", language), tuple(part for part in (copy.mail.subject, "", copy.mail.body))


def _post_lines(post: Post) -> tuple[str, ...]:
    title = (post.title, "") if post.title else ()
    return (*title, post.text, "", tag_line(post))


def tag_line(post: Post) -> str:
    """The tags of a post as it shows them."""
    return " ".join(f"#{tag}" for tag in post.tags)


def _written(sections: Iterator[tuple[str, tuple[str, ...]]]) -> str:
    """Sections under their headings; those without text are left out."""
    told = ((heading, "\n".join(lines).strip()) for heading, lines in sections)
    return "\n\n\n".join(f"== {heading} ==\n{text}" for heading, text in told if text) + "\n"
