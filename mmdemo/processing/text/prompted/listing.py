"""From a reply to the copy of a listing: only what may stand, within its limits, in the right language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from mmdemo.errors import GenerationError
from mmdemo.processing.text.language import detect_language, script_shares
from mmdemo.processing.text.prompted.ground import Ground
from mmdemo.processing.text.prompted.limits import FEWEST_BULLETS, FEWEST_KEYWORDS, MOST_KEYWORDS, Limits, pictures_of
from mmdemo.processing.text.prompted.reply import Reply
from mmdemo.processing.text.prompted.tidy import closed, joined, plain_line, sentences_of, shortened, within
from mmdemo.schema import Copy, Language, Message, Product

Sized = TypeVar("Sized", str, tuple[str, ...])

# The same sentence is for the merchant and for the model, which knows the fields by their keys.
_FIELDS_ZH = {
    "title": "标题",
    "bullets": "卖点",
    "short_description": "简短描述",
    "long_description": "详细描述",
    "keywords": "关键词",
    "script": "旁白文稿",
}
_MOST_FOREIGN = 0.25
_SHOWN_INVENTIONS = 3
_WRONG_LANGUAGE: dict[Language, Message] = {
    "en": Message("it is not written in English", "不是用英文写的"),
    "zh": Message("it is not written in Chinese", "不是用中文写的"),
}


def read_listing(reply: Reply, product: Product, limits: Limits) -> Copy:
    """The copy in a reply. Sentences with figures or addresses that the merchant never gave are left out.

    Raises:
        GenerationError: it is in another language, or too little of it is left; the sentence names the field.
    """
    return _Reading(product, limits).copy(reply)


class _Reading:
    """One reply being read for one product; remembers what was left out of the field in hand."""

    def __init__(self, product: Product, limits: Limits) -> None:
        self._product = product
        self._language = product.language
        self._limits = limits
        self._ground = Ground(product)
        self._invented: list[str] = []

    def copy(self, reply: Reply) -> Copy:
        limits = self._limits
        self._in_language("title", reply.title)
        self._in_language("bullets", "\n".join(reply.bullets))
        self._in_language("short_description", reply.short_description)
        self._in_language("long_description", "\n".join(reply.long_description))
        self._in_language("script", reply.script)
        title = self._enough("title", self._phrase(reply.title, limits.title), 1)
        bullets = tuple(self._bullets(reply.bullets))
        self._enough("bullets", bullets, FEWEST_BULLETS)
        short = self._enough("short_description", self._prose(reply.short_description, limits.short_description))
        long = self._enough("long_description", self._paragraphs(reply.long_description))
        script = self._enough("script", self._prose(reply.script, limits.script))
        keywords = tuple(self._keywords(reply.keywords))
        self._enough("keywords", keywords, FEWEST_KEYWORDS)
        alt_texts = {
            part: self._phrase(reply.alt_text(part, index), limits.alt_text) or title
            for index, part in enumerate(pictures_of(self._product))
        }
        return Copy(title, bullets, short, long, keywords, alt_texts, script)

    def _phrase(self, text: str, most: int) -> str:
        """A line without a full stop of its own, or "" where it states what it may not."""
        line = plain_line(" ".join(text.splitlines()))
        if not self._may_stand(line):
            return ""
        sentences = sentences_of(line, self._language)
        text = shortened(joined(sentences, self._language), most, self._language)
        return text.rstrip("。.") if len(sentences) == 1 else text

    def _prose(self, text: str, most: int) -> str:
        kept = [sentence for sentence in sentences_of(text, self._language) if self._may_stand(sentence)]
        return closed(within(kept, most, self._language), self._language)

    def _bullets(self, texts: Sequence[str]) -> list[str]:
        """Each bullet once; one of several sentences keeps those that may stand."""
        kept = []
        for text in texts:
            sentences = [sentence for sentence in sentences_of(text, self._language) if self._may_stand(sentence)]
            line = within(sentences, self._limits.bullet, self._language)
            kept.append(line.rstrip("。.") if len(sentences) == 1 else line)
        return _distinct(kept)[: self._limits.bullets]

    def _paragraphs(self, texts: Sequence[str]) -> str:
        limits = self._limits
        paragraphs = [paragraph for text in texts for paragraph in re.split(r"\n\s*\n", text)]
        made = _distinct(self._prose(text, limits.paragraph) for text in paragraphs)
        # A list of many lines was meant as sentences: they make one paragraph.
        if len(made) > limits.paragraphs:
            return self._prose(joined(made, self._language), limits.paragraph * limits.paragraphs)
        return "\n\n".join(made)

    def _keywords(self, texts: Sequence[str]) -> list[str]:
        lines = (plain_line(text).strip("#。. ") for text in texts)
        fitting = (line for line in lines if len(line) <= self._limits.keyword and self._may_stand(line))
        return _distinct(fitting)[:MOST_KEYWORDS]

    def _may_stand(self, text: str) -> bool:
        invented = self._ground.invented(text)
        self._invented += invented
        return not invented

    def _enough(self, field: str, value: Sized, least: int | None = None) -> Sized:
        if len(value) >= (self._limits.least if least is None else least):
            self._invented.clear()
            return value
        if self._invented:
            shown = list(dict.fromkeys(self._invented))[:_SHOWN_INVENTIONS]
            raise _unusable(
                field,
                Message(
                    f"it states what the product data do not: {', '.join(shown)}",
                    f"写了资料里没有的内容：{'、'.join(shown)}",
                ),
            )
        raise _unusable(field, Message("it is too short or empty", "太短或为空"))

    def _in_language(self, field: str, text: str) -> None:
        """The merchant's own words are in whatever language they are; the rest must be in that of the listing."""
        text = " ".join(sentences_of(text, self._language))
        for own in (self._product.name, self._product.brand, *(fact.value for fact in self._product.facts)):
            text = text.replace(own, " ") if own else text
        if not any(map(str.isalpha, text)):
            return
        if script_shares(text).other > _MOST_FOREIGN or detect_language((text,)) != self._language:
            raise _unusable(field, _WRONG_LANGUAGE[self._language])


def _unusable(field: str, problem: Message) -> GenerationError:
    return GenerationError(f"“{field}”: {problem.en}", f"“{_FIELDS_ZH[field]}”（{field}）：{problem.zh}")


def _distinct(texts: Iterable[str]) -> list[str]:
    """Each text once, whatever its case; empty ones go."""
    found: dict[str, str] = {}
    for text in texts:
        if text:
            found.setdefault(text.casefold(), text)
    return list(found.values())
