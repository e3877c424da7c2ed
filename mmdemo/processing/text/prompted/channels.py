"""From the second reply to the texts for a shop's channels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mmdemo.processing.text.prompted.channel_limits import (
    FEWEST_PARAGRAPHS,
    HEADLINES,
    ChannelLimits,
    PostLimits,
    fewest_of,
)
from mmdemo.processing.text.prompted.channel_reply import ChannelReply, MailReply, PostReply, QuestionReply
from mmdemo.processing.text.prompted.sieve import Sieve
from mmdemo.processing.text.prompted.tidy import distinct, narrowed, plain_line, within
from mmdemo.schema import Copy, Mail, Network, Post, Product, Question

# A sign behind which a letter comes, so that "#1" is none; some write it on both sides.
_HASHTAG = re.compile(r"[#＃]([^\W\d_][\w-]{0,60})(?:[#＃](?![^\W\d_]))?")
_LAST_HASHTAGS = re.compile(r"(?:\s{0,3}[#＃][^\W\d_][\w-]{0,60}[#＃]?){1,30}\s*\Z")


def with_channels(
    copy: Copy, reply: ChannelReply, product: Product, limits: ChannelLimits, rules: str = "", final: bool = False
) -> Copy:
    """The copy with the channel texts of a reply to `rules`, the system message.

    Raises:
        GenerationError: as `read_listing` raises.
    """
    return _Reading(product, limits, rules, final).onto(copy, reply)


class _Reading:
    """One reply being read for one product."""

    def __init__(self, product: Product, limits: ChannelLimits, rules: str, final: bool) -> None:
        self._sieve = Sieve(product, rules, final)
        self._limits = limits
        self._fewest = fewest_of(product)

    def onto(self, copy: Copy, reply: ChannelReply) -> Copy:
        sieve, limits = self._sieve, self._limits
        self._check_language(reply)
        highlights = distinct(sieve.phrase(text, limits.highlight) for text in reply.highlights)[: limits.highlights]
        sieve.enough("highlights", highlights, self._fewest)
        title = sieve.enough("seo_title", sieve.phrase(reply.seo_title, limits.seo_title), 1)
        description = sieve.prose(reply.seo_description, limits.seo_description)
        sieve.enough("seo_description", description, limits.least)
        lines = (sieve.phrase(text, len(text)) for text in reply.headlines)
        headlines = distinct(narrowed(line, limits.headline, sieve.language) for line in lines)[:HEADLINES]
        sieve.enough("headlines", headlines, HEADLINES)
        return replace(
            copy,
            highlights=tuple(highlights),
            seo_title=title,
            seo_description=description,
            headlines=tuple(headlines),
            posts={network: self._post(network, sent) for network, sent in _sent_posts(reply).items()},
            questions=self._questions(reply.questions),
            mail=self._mail(reply.mail),
        )

    def _check_language(self, reply: ChannelReply) -> None:
        self._sieve.in_language("highlights", "\n".join(reply.highlights))
        self._sieve.in_language("seo_description", f"{reply.seo_title}\n{reply.seo_description}")
        self._sieve.in_language("headlines", "\n".join(reply.headlines))
        for network, post in _sent_posts(reply).items():
            self._sieve.in_language(f"posts.{network}", f"{post.title}\n{post.text}")
        asked = [f"{sent.question}\n{sent.answer}" for sent in reply.questions]
        self._sieve.in_language("questions", "\n".join(asked))
        self._sieve.in_language("mail", "\n".join([reply.mail.subject, *reply.mail.body]))

    def _post(self, network: Network, sent: PostReply) -> Post:
        sieve, limits = self._sieve, self._limits.posts[network]
        title = sieve.phrase(sent.title, limits.title) if limits.title else ""
        # Behind the text they are tags alone; within a sentence they are words of it, too.
        lines = [_HASHTAG.sub(r"\1", _LAST_HASHTAGS.sub("", line)) for line in sent.text.splitlines()]
        text = "\n\n".join(self._paragraphs(lines, limits.most, limits.most))
        tags = self._tags([*sent.tags, *_HASHTAG.findall(sent.text)], limits)
        sieve.enough(f"posts.{network}", text, self._limits.least)
        if limits.title:
            sieve.enough(f"posts.{network}", title, 1)
        return Post(title, text, tags)

    def _tags(self, texts: Iterable[str], limits: PostLimits) -> tuple[str, ...]:
        """Networks end a tag at the first blank or mark, so it goes without."""
        lines = (plain_line(text) for text in texts)
        tags = distinct(re.sub(r"[\W_]", "", line) for line in lines if self._sieve.belongs(line))
        fitting = (tag for tag in tags if len(tag) <= self._limits.tag and not tag.isdecimal())
        return tuple(fitting)[: limits.tags]

    def _questions(self, sent: Sequence[QuestionReply]) -> tuple[Question, ...]:
        limits, mark = self._limits, "？" if self._sieve.language == "zh" else "?"
        answers: dict[str, str] = {}
        for one in sent:
            asked = self._sieve.phrase(one.question, limits.question - 1).rstrip("?？！!")
            answer = self._sieve.prose(one.answer, limits.answer)
            if asked and answer:
                answers.setdefault(f"{asked}{mark}", answer)
        self._sieve.enough("questions", list(answers), self._fewest)
        return tuple(Question(*pair) for pair in answers.items())[: limits.questions]

    def _mail(self, sent: MailReply) -> Mail:
        limits = self._limits
        subject = self._sieve.phrase(sent.subject, limits.subject)
        lines = [line for text in sent.body for line in text.splitlines()]
        # One that is too long must leave room for another.
        paragraphs = self._paragraphs(lines, limits.body, limits.body // FEWEST_PARAGRAPHS)[: limits.paragraphs]
        self._sieve.enough("mail", paragraphs if subject else [], FEWEST_PARAGRAPHS)
        return Mail(subject, "\n\n".join(paragraphs))

    def _paragraphs(self, lines: Iterable[str], most: int, longest: int) -> list[str]:
        """The paragraphs that fit into `most` characters with an empty line between them, of whole sentences each."""
        kept: list[str] = []
        for line in lines:
            room = min(most - len("\n\n".join([*kept, ""])), longest)
            sentences = self._sieve.sentences(line)
            if sentences and (not kept or len(sentences[0]) <= room):
                kept.append(within(sentences, room, self._sieve.language))
        return kept


def _sent_posts(reply: ChannelReply) -> dict[Network, PostReply]:
    posts = reply.posts
    return {"instagram": posts.instagram, "tiktok": posts.tiktok, "xiaohongshu": posts.xiaohongshu}
