"""What a language must be able to do for the writer, whatever its grammar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mmdemo.processing.text.copywriting.chinese_voice import ChineseVoice
from mmdemo.processing.text.copywriting.english_voice import EnglishVoice
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.subject import Subject
from mmdemo.schema import Fact, Language, Product, Tone


class Voice(Protocol):
    """One language's grammar, speaking of one product in one tone."""

    language: Language
    subject: Subject
    title_characters: int

    def points(self, fact: Fact) -> list[Point]:
        """The statements of one fact."""
        ...

    def this(self) -> str:
        """The product by its noun: "this mug", "这只马克杯"; "this product" where it has none."""
        ...

    def frame_values(self, product: Product) -> Mapping[str, str | None]:
        """The words that frames may use; None where the product lacks them."""
        ...

    def sentences(self, points: Sequence[Point], *, named: bool) -> list[str]:
        """Points that have a sentence or a predicate, as sentences. `named` says the first must name its subject."""
        ...

    def listing(self, phrases: Sequence[str]) -> str:
        """Phrases as a list inside a sentence."""
        ...

    def close(self, phrase: str) -> str:
        """A bare phrase with its full stop."""
        ...

    def quotes(self, points: Sequence[Point]) -> str:
        """Foreign points in quotation marks, as a list."""
        ...

    def paragraph(self, sentences: Sequence[str]) -> str:
        """Sentences as running text."""
        ...

    def titles(self, labels: Sequence[str], kind: str | None, brand: str) -> list[str]:
        """The ways to write a title of the name and as many of the labels as fit, never cut inside a word."""
        ...

    def filed(self, title: str, category: str) -> str:
        """The title with its category behind it; "" where that says nothing new, or is too long or foreign."""
        ...

    def short_name(self, most: int) -> str:
        """As much of the product's name as `most` characters hold, never cut inside a word if it can be helped."""
        ...

    def tag(self, phrase: str) -> str:
        """A phrase as a hashtag without its "#", "" where it makes none."""
        ...

    def keyword(self, phrase: str) -> str:
        """A phrase as a search term."""
        ...

    def keyword_phrases(self, labels: Sequence[str], product: Product) -> list[str]:
        """Search terms made of the product's own words, the most telling first."""
        ...

    def seconds(self, text: str) -> float:
        """About how long a text takes to say."""
        ...


def make_voice(product: Product, subject: Subject, tone: Tone) -> Voice:
    """The voice of the product's language."""
    return ChineseVoice(subject) if product.language == "zh" else EnglishVoice(subject, tone)
