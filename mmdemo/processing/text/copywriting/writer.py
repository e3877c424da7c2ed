"""Every text of a listing, from the draft."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from mmdemo.processing.text.copywriting import channels
from mmdemo.processing.text.copywriting.draft import distinct, make_draft
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.questions import questions
from mmdemo.processing.text.copywriting.script import write_script
from mmdemo.processing.text.copywriting.titles import listing_title
from mmdemo.processing.text.english import lower_first
from mmdemo.schema import Copy, Product, Tone

_KEYWORDS_LEAST, _KEYWORDS_MOST = 6, 12
_KEYWORD_CHARACTERS = 40
_ALT_LABELS = 2
_SHORT_LABELS = 3
_LONG_NAME = 18  # characters


class ListingWriter:
    """Plans the copy of one product, then writes its texts.

    `turn` counts the listings of one product, so that each gets a title of its own as long as there are some left.
    """

    def __init__(self, product: Product, tone: Tone, rng: random.Random, turn: int = 0) -> None:
        self.product = product
        self.draft = make_draft(product, tone, rng)
        self._turn = turn

    def title(self) -> str:
        return listing_title(self.draft, self._turn)

    def bullets(self) -> tuple[str, ...]:
        return tuple(map(self._bullet, self.draft.plan.bullets))

    def _bullet(self, point: Point) -> str:
        if point.foreign:
            return self.draft.frames.pick("bullet_quoted", fact=point.bullet)
        if point not in self.draft.in_bullets:
            return point.bullet
        benefit = re.sub(r"[.。]$", "", self.draft.benefits[point])
        if self.product.language == "zh":
            return f"{point.bullet}，{benefit}"
        # "Dishwasher safe, so it can go straight in" reads on; any other sentence stands on its own.
        return f"{point.bullet}, {lower_first(benefit)}" if benefit.startswith("So ") else f"{point.bullet}. {benefit}"

    def short_description(self) -> str:
        """One framed sentence and, where there is a fact, one that tells it in other words than the description."""
        draft = self.draft
        brief = distinct([point.label for point in draft.plan.told if point.label and not point.verbatim])
        if brief:
            # Turned round, for the description tells the same in the order of the plan.
            listed = draft.voice.listing(brief[:_SHORT_LABELS][::-1])
            told = [draft.frames.pick("at_a_glance", facts=listed)]
        elif draft.plan.quoted and not draft.plan.told:
            told = [draft.frames.pick("quoted", facts=draft.voice.quotes(draft.plan.quoted[:1]))]
        else:
            told = draft.use(0) or [draft.frames.pick("category")]
        return draft.voice.paragraph([draft.frames.pick("short_open"), *told])

    def long_description(self) -> str:
        """Two to four paragraphs: the leading facts, how it is used and the further ones, what is left as a list."""
        draft, plan = self.draft, self.draft.plan
        opening, by_noun = self._opening()
        lead = draft.told(plan.lead, named=not by_noun)
        first = [opening, *(lead or draft.use(1))]
        further = draft.told(plan.body, named=bool(plan.lead))
        second = [draft.frames.pick("turn"), *further] if further else []
        third = [*(draft.use(1) if lead else []), *draft.bare(plan.listed)]
        if plan.quoted:
            third.append(draft.frames.pick("quoted", facts=draft.voice.quotes(plan.quoted)))
        if not plan.ranked:
            first += [draft.frames.pick("brand"), draft.frames.pick("category")]
        third.append(draft.frames.pick("close"))
        return "\n\n".join(draft.voice.paragraph(sentences) for sentences in (first, second, third) if sentences)

    def _opening(self) -> tuple[str, bool]:
        """The first sentence of the description, and whether it says the noun.

        A long name stands in title and summary, so here its noun does.
        """
        voice = self.draft.voice
        if len(voice.subject.spoken) <= _LONG_NAME or voice.subject.noun is None:
            return self.draft.frames.pick("open"), False
        this = voice.this()
        named = {"name": this, "the_name": this, "The_name": this[:1].upper() + this[1:]}
        return self.draft.frames.pick("open", **named), True

    def keywords(self) -> tuple[str, ...]:
        draft, voice = self.draft, self.draft.voice
        own = self._own_terms()
        word = voice.keyword(voice.subject.noun or voice.subject.spoken)
        few = len(own) < _KEYWORDS_LEAST and any(map(str.isalnum, word))
        more = self._search_terms(draft.frames.all("keyword_extra", word=word)) if few else []
        return tuple(distinct([*own, *more])[: max(_KEYWORDS_LEAST, min(len(own), _KEYWORDS_MOST))])

    def _own_terms(self) -> list[str]:
        """The search terms that the product's own words make."""
        draft = self.draft
        labels = [*([draft.kind] if draft.kind else []), *draft.labels, *draft.voice.subject.rest]
        return self._search_terms(draft.voice.keyword_phrases(labels, self.product))

    def _search_terms(self, phrases: Sequence[str]) -> list[str]:
        terms = distinct([self.draft.voice.keyword(phrase) for phrase in phrases])
        fitting = [term for term in terms if term and len(term) <= _KEYWORD_CHARACTERS]
        # A name longer than a search term ends behind a word of it.
        cut = [term[:_KEYWORD_CHARACTERS] for term in terms[:1]]
        return fitting or [term.rpartition(" ")[0] or term for term in cut]

    def alt_texts(self) -> dict[str, str]:
        """Alternative texts of the pictures the product gets; they describe, so the tone does not touch them."""
        draft = self.draft
        facts = {"facts": draft.voice.listing(draft.labels[:_ALT_LABELS])} if draft.labels else {}
        known = "_facts" if draft.labels else ""
        name = draft.voice.subject.spoken
        if self.product.photo is None:
            return {"image/card": draft.frames.pick(f"alt_card{known}", **facts, name=name)}
        return {
            "image/main": draft.frames.pick(f"alt_main{known}", **facts, name=name),
            "image/scene": draft.frames.pick("alt_scene", name=name),
        }

    def copy(self, seconds: int) -> Copy:
        """All texts; `seconds` is how long the script should take to say."""
        page = Copy(
            title=self.title(),
            bullets=self.bullets(),
            short_description=self.short_description(),
            long_description=self.long_description(),
            keywords=self.keywords(),
            alt_texts=self.alt_texts(),
            script=write_script(self.draft, seconds),
        )
        return self.with_channels(page)

    def with_channels(self, page: Copy) -> Copy:
        """The texts of a page, whoever wrote them, with those for everywhere else."""
        return replace(
            page,
            highlights=channels.highlights(self.draft),
            seo_title=channels.seo_title(self.draft),
            seo_description=channels.seo_description(self.draft),
            headlines=channels.headlines(self.draft),
            posts=channels.posts(self.draft, self._own_terms()),
            questions=questions(self.draft),
            mail=channels.mail(self.draft),
        )
