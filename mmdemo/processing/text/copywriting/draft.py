"""What all texts of one listing are written from: the plan, the voice, the frames, and the selling words."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mmdemo.processing.text.clean import letters
from mmdemo.processing.text.copywriting.cautions import played_down
from mmdemo.processing.text.copywriting.frames import Frames
from mmdemo.processing.text.copywriting.plan import CopyPlan, plan_copy
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.selling import benefits, speaks_of, uses
from mmdemo.processing.text.copywriting.subject import find_subject
from mmdemo.processing.text.copywriting.voice import Voice, make_voice
from mmdemo.schema import Product, Tone

_BULLET_BENEFITS = 2
_LABEL_CHARACTERS = 60


@dataclass(frozen=True)
class Draft:
    """One product made ready to be written of in one tone.

    `labels` are short phrases, the most telling first, each once; `kind` is what the merchant's own sentence calls the
    product ("sleek aviator sunglasses"). `uses` are sentences that invite, in an order drawn anew. `benefits` has what
    follows from a point, as a sentence; that of a point of `in_bullets` stands behind its bullet.
    """

    product: Product
    tone: Tone
    voice: Voice
    frames: Frames
    plan: CopyPlan
    labels: tuple[str, ...]
    kind: str | None
    uses: tuple[str, ...]
    benefits: Mapping[Point, str]
    in_bullets: frozenset[Point]

    def use(self, number: int) -> list[str]:
        """The sentence about use with that number, in a list; empty where there are not so many, or for few words."""
        return [self.uses[number % len(self.uses)]] if self.uses and self.tone != "minimal" else []

    def told(self, points: Sequence[Point], *, named: bool, selling: bool = True) -> list[str]:
        """Points as sentences; behind each fact that is not in the bullets what follows from it, where `selling`."""
        made: list[str] = []
        waiting: list[Point] = []
        for point in points:
            waiting.append(point)
            sold = selling and point in self.benefits and point not in self.in_bullets
            if sold and (point.sentence or point.predicate):
                before = self.voice.sentences(waiting[:-1], named=named and not made)
                made += [*before, *self.voice.sentences([point], named=named and not made and not before)]
                made.append(self.benefits[point])
                waiting = []
        return made + self.voice.sentences(waiting, named=named and not made)

    def bare(self, points: Sequence[Point]) -> list[str]:
        """Bare phrases as text: one stands as it is, several make a list behind a frame."""
        if len(points) == 1:
            return [self.voice.close(points[0].bullet)]
        facts = self.voice.listing([point.bullet for point in points]) if points else ""
        return [self.frames.pick("at_a_glance", facts=facts)] if points else []


def make_draft(product: Product, tone: Tone, rng: random.Random) -> Draft:
    """Choose what to say of a product, and the words to say it with."""
    subject = find_subject(product)
    voice = make_voice(product, subject, tone)
    frames = Frames(product.language, tone, voice.frame_values(product), rng)
    name = letters(subject.name)
    facts = [fact for fact in product.facts if letters(fact.text) not in name]
    points = [played_down(point, product.language) for fact in facts for point in voice.points(fact)]
    plan = plan_copy(points, _fillers(product, voice, frames), rng)
    labels = [point.label for point in plan.ranked if point.label and point.sentence is None]
    labels += [phrase for point in plan.ranked for phrase in point.phrases]
    labels = [label for label in labels if len(label) <= _LABEL_CHARACTERS]
    sold = _sold(product, plan.ranked, frames, rng) if tone != "minimal" else {}
    used = [sentence for sentence in map(frames.filled, uses(product, subject, tone)) if sentence]
    rng.shuffle(used)
    in_bullets = [point for point in plan.bullets if point in sold and not point.sentence]
    return Draft(
        product,
        tone,
        voice,
        frames,
        plan,
        tuple(distinct(labels)),
        next((point.label for point in plan.ranked if point.label and point.sentence), None),
        tuple(used),
        sold,
        frozenset(in_bullets[:_BULLET_BENEFITS]),
    )


def _sold(product: Product, points: Sequence[Point], frames: Frames, rng: random.Random) -> dict[Point, str]:
    """What follows from the facts, by the point that says it."""
    sold: dict[Point, str] = {}
    for benefit in benefits(product):
        sentence = frames.filled(rng.choice(benefit.say))
        told = (point for point in points if point.source == benefit.source)
        point = next((point for point in told if speaks_of(point.bullet, benefit, product.name)), None)
        if sentence and point is not None:
            sold[point] = sentence
    return sold


def _fillers(product: Product, voice: Voice, frames: Frames) -> list[Point]:
    """What the listing can say beyond its facts: the rest of a long name, brand, category, price."""
    rest = [Point("name", piece, 5, label=piece) for piece in voice.subject.rest]
    known = (("brand", product.brand), ("category", product.category), ("price", product.price))
    return rest + [Point(name, frames.pick(f"bullet_{name}"), 2) for name, value in known if value]


def distinct(phrases: Sequence[str]) -> list[str]:
    """Each phrase once, whatever its case; the first spelling stays."""
    return list({phrase.casefold(): phrase for phrase in reversed(phrases)}.values())[::-1]
