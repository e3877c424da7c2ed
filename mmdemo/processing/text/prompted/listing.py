"""From a reply to the copy of a listing: what may stand, within its limits, in the right language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mmdemo.processing.text.prompted.limits import FEWEST_BULLETS, FEWEST_KEYWORDS, MOST_KEYWORDS, Limits, pictures_of
from mmdemo.processing.text.prompted.reply import Reply
from mmdemo.processing.text.prompted.sieve import Sieve
from mmdemo.processing.text.prompted.tidy import distinct, joined, plain_line
from mmdemo.schema import Copy, Product


def read_listing(reply: Reply, product: Product, limits: Limits, rules: str = "", final: bool = False) -> Copy:
    """The copy in a reply to `rules`, the system message. Addresses that are not the merchant's are left out.

    Raises:
        GenerationError: it is in another language, too little of it is left, or too much of it is invented and this is
            not the `final` try; the sentence names the field.
    """
    sieve = Sieve(product, rules, final)
    sieve.in_language("title", reply.title)
    sieve.in_language("bullets", "\n".join(reply.bullets))
    sieve.in_language("short_description", reply.short_description)
    sieve.in_language("long_description", "\n".join(reply.long_description))
    sieve.in_language("script", reply.script)
    title = sieve.enough("title", sieve.phrase(reply.title, limits.title), 1)
    bullets = distinct(sieve.point(text, limits.bullet) for text in reply.bullets)[: limits.bullets]
    sieve.enough("bullets", bullets, FEWEST_BULLETS)
    short = sieve.prose(reply.short_description, limits.short_description)
    sieve.enough("short_description", short, limits.least)
    long = sieve.enough("long_description", _paragraphs(sieve, reply.long_description, limits), limits.least)
    script = sieve.enough("script", sieve.prose(reply.script, limits.script), limits.least)
    keywords = sieve.enough("keywords", _keywords(sieve, reply.keywords, limits), FEWEST_KEYWORDS)
    alt_texts = {
        part: sieve.phrase(reply.alt_text(part, index), limits.alt_text) or title
        for index, part in enumerate(pictures_of(product))
    }
    sieve.enough("alt_texts", list(alt_texts), 1)
    return Copy(title, tuple(bullets), short, long, tuple(keywords), alt_texts, script)


def _paragraphs(sieve: Sieve, texts: Sequence[str], limits: Limits) -> str:
    paragraphs = [paragraph for text in texts for paragraph in re.split(r"\n\s*\n", text)]
    made = distinct(sieve.prose(text, limits.paragraph) for text in paragraphs)
    # A list of many lines was meant as sentences: they make one paragraph.
    if len(made) > limits.paragraphs:
        return sieve.prose(joined(made, sieve.language), limits.paragraph * limits.paragraphs)
    return "\n\n".join(made)


def _keywords(sieve: Sieve, texts: Sequence[str], limits: Limits) -> list[str]:
    lines = (plain_line(text).strip("#。. ") for text in texts)
    fitting = (sieve.phrase(line, limits.keyword) for line in lines if len(line) <= limits.keyword)
    return distinct(fitting)[:MOST_KEYWORDS]
