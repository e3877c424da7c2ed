"""Every text of a listing, from the plan and the voice."""

from __future__ import annotations

import random
from collections.abc import Sequence

from mmdemo.processing.text.copywriting.frames import Frames
from mmdemo.processing.text.copywriting.plan import CopyPlan, plan_copy
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.script import bare_sentences, write_script
from mmdemo.processing.text.copywriting.subject import find_subject
from mmdemo.processing.text.copywriting.voice import Voice, make_voice
from mmdemo.schema import Product, Tone

_KEYWORDS_LEAST, _KEYWORDS_MOST = 6, 12
_KEYWORD_CHARACTERS = 40
_ALT_LABELS = 2


class ListingWriter:
    """Plans the copy of one product, then writes its texts one by one."""

    def __init__(self, product: Product, tone: Tone, rng: random.Random) -> None:
        self.product = product
        self.voice: Voice = make_voice(product, find_subject(product), tone)
        self.frames = Frames(product.language, tone, self.voice.frame_values(product), rng)
        name = _letters(self.voice.subject.name)
        facts = [fact for fact in product.facts if _letters(fact.text) not in name]
        points = [point for fact in facts for point in self.voice.points(fact)]
        self.plan: CopyPlan = plan_copy(points, self._fillers(), rng)
        self.labels = _distinct([point.label for point in self.plan.ranked if point.label and point.sentence is None])
        self.kind = next((point.label for point in self.plan.ranked if point.label and point.sentence), None)

    def _fillers(self) -> list[Point]:
        """What the listing can say beyond its facts: the rest of a long name, brand, category, price."""
        rest = [Point("name", piece, 5, label=piece) for piece in self.voice.subject.rest]
        known = (("brand", self.product.brand), ("category", self.product.category), ("price", self.product.price))
        return rest + [Point(name, self.frames.pick(f"bullet_{name}"), 2) for name, value in known if value]

    def title(self) -> str:
        return self.voice.title(self.labels, self.kind)

    def bullets(self) -> tuple[str, ...]:
        return tuple(
            self.frames.pick("bullet_quoted", fact=point.bullet) if point.foreign else point.bullet
            for point in self.plan.bullets
        )

    def short_description(self) -> str:
        """One framed sentence and, where there is a fact, one that tells it."""
        told = self.voice.sentences((*self.plan.lead, *self.plan.body), named=True)[:1]
        if not told and self.plan.listed:
            told = self._bare(self.plan.listed[:3])
        if not told and self.plan.quoted:
            told = [self.frames.pick("quoted", facts=self.voice.quotes(self.plan.quoted[:1]))]
        return self.voice.paragraph([self.frames.pick("short_open"), *(told or [self.frames.pick("category")])])

    def long_description(self) -> str:
        """Two or three paragraphs: an opening with the leading facts, the further ones, and what is left as a list."""
        plan, voice = self.plan, self.voice
        first = [self.frames.pick("open"), *voice.sentences(plan.lead, named=True)]
        further = voice.sentences(plan.body, named=bool(plan.lead))
        second = [self.frames.pick("turn"), *further] if further else []
        third = self._bare(plan.listed)
        if plan.quoted:
            third.append(self.frames.pick("quoted", facts=voice.quotes(plan.quoted)))
        if not plan.ranked:
            first += [self.frames.pick("brand"), self.frames.pick("category")]
        third.append(self.frames.pick("close"))
        return "\n\n".join(voice.paragraph(sentences) for sentences in (first, second, third) if sentences)

    def _bare(self, points: Sequence[Point]) -> list[str]:
        return bare_sentences(self.voice, self.frames, points)

    def keywords(self) -> tuple[str, ...]:
        labels = [*([self.kind] if self.kind else []), *self.labels, *self.voice.subject.rest]
        own = self._search_terms(self.voice.keyword_phrases(labels, self.product))
        word = self.voice.keyword(self.voice.subject.noun or self.voice.subject.spoken)
        more = self._search_terms(self.frames.all("keyword_extra", word=word)) if len(own) < _KEYWORDS_LEAST else []
        return tuple(_distinct([*own, *more])[: max(_KEYWORDS_LEAST, min(len(own), _KEYWORDS_MOST))])

    def _search_terms(self, phrases: Sequence[str]) -> list[str]:
        terms = _distinct([self.voice.keyword(phrase) for phrase in phrases])
        fitting = [term for term in terms if term and len(term) <= _KEYWORD_CHARACTERS]
        return fitting or [term[:_KEYWORD_CHARACTERS] for term in terms[:1]]

    def alt_texts(self) -> dict[str, str]:
        """Alternative texts of the pictures the product gets; they describe, so the tone does not touch them."""
        facts = {"facts": self.voice.listing(self.labels[:_ALT_LABELS])} if self.labels else {}
        known = "_facts" if self.labels else ""
        name = self.voice.subject.spoken
        if self.product.photo is None:
            return {"image/card": self.frames.pick(f"alt_card{known}", **facts, name=name)}
        return {
            "image/main": self.frames.pick(f"alt_main{known}", **facts, name=name),
            "image/scene": self.frames.pick("alt_scene", name=name),
        }

    def script(self) -> str:
        return write_script(self.voice, self.frames, self.plan, self.product)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _distinct(phrases: Sequence[str]) -> list[str]:
    """Each phrase once, whatever its case; the first spelling stays."""
    return list({phrase.casefold(): phrase for phrase in reversed(phrases)}.values())[::-1]
