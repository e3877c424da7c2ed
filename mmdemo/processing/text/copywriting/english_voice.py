"""English: sentences with a subject, agreement, titles and search terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mmdemo.processing.text import english
from mmdemo.processing.text.copywriting.english_points import english_points
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.subject import Subject, english_name
from mmdemo.processing.text.language import is_code, reads_as
from mmdemo.processing.text.lexicon import read_table, word_set
from mmdemo.processing.text.money import money_text
from mmdemo.schema import Fact, Language, Product, Tone

# Two verb phrases make one sentence up to this many words.
_MERGED_WORDS = 14
# 150 words a minute, an unhurried narration; a figure is about two words and a stop a breath.
_SECONDS_A_WORD = 0.4
_SECONDS_A_STOP = 0.25
_TAG_CHARACTERS = 24


class EnglishVoice:
    """English for one product. The premium and the expert tone speak without contractions."""

    language: Language = "en"
    title_characters = 75

    def __init__(self, subject: Subject, tone: Tone) -> None:
        self.subject = subject
        self._contracts = tone not in {"premium", "expert"}
        self._it = "they" if subject.plural else "it"

    def points(self, fact: Fact) -> list[Point]:
        return english_points(fact, self.subject)

    def this(self) -> str:
        return f"{'these' if self.subject.plural else 'this'} {self.subject.noun or 'product'}"

    def frame_values(self, product: Product) -> Mapping[str, str | None]:
        subject, the_name = self.subject, english_name(self.subject)
        noun = subject.noun
        verbs = {verb: english.agree(verb, subject.plural) for verb in read_table("english")["third_person"]}
        return verbs | {
            "name": subject.spoken,
            "the_name": the_name,
            "The_name": english.capitalise(the_name),
            "a_noun": noun if noun is None or subject.plural else english.with_article(noun),
            "it": "them" if subject.plural else "it",
            "they": self._it,
            "It": english.capitalise(self._it),
            "Is": english.capitalise(english.agree("is", subject.plural)),
            "brand": product.brand,
            "category": english.capitalise(product.category),
            "price": money_text(product.price, "en") if product.price else None,
        }

    def sentences(self, points: Sequence[Point], *, named: bool) -> list[str]:
        made: list[str] = []
        waiting: list[str] = []

        def close() -> None:
            if waiting:
                made.append(self._said(waiting, named and not made))
                waiting.clear()

        for point in points:
            if point.sentence is not None:
                close()
                made.append(point.sentence)
            elif point.predicate is not None:
                if waiting and (len(waiting) == 2 or not self._merge(waiting[0], point.predicate)):
                    close()
                waiting.append(point.predicate)
        close()
        return made

    def _merge(self, first: str, second: str) -> bool:
        # "and" or a comma inside either would leave open which part the joining "and" belongs to.
        short = len(first.split()) + len(second.split()) <= _MERGED_WORDS
        return short and not re.search(r"\band\b|\bor\b|[,;:]", f"{first} {second}")

    def _said(self, predicates: Sequence[str], named: bool) -> str:
        # "This mug is a simple mug" says its noun twice.
        noun = None if re.match(r"(?:is|are) an? ", predicates[0]) else self.subject.noun
        subject = english.capitalise(self.this() if named and noun else self._it)
        be = english.agree("is", self.subject.plural)
        first, rest = predicates[0], list(predicates[1:])
        if first.startswith(f"{be} "):
            rest = [predicate.removeprefix(f"{be} ") for predicate in rest]
            if self._contracts and not (named and noun):
                joined = english.join_list([first.removeprefix(f"{be} "), *rest])
                return f"{subject}'{'re' if self.subject.plural else 's'} {joined}."
        have = english.agree("has", self.subject.plural)
        if first.startswith(f"{have} "):
            rest = [predicate.removeprefix(f"{have} ") for predicate in rest]
        return f"{subject} {english.join_list([first, *rest])}."

    def listing(self, phrases: Sequence[str]) -> str:
        lowered = [english.lower_start(phrase) or phrase for phrase in phrases]
        if any("," in phrase or " and " in phrase for phrase in lowered):
            return "; ".join(lowered)
        return english.join_list(lowered)

    def close(self, phrase: str) -> str:
        return f"{phrase}."

    def quotes(self, points: Sequence[Point]) -> str:
        return ", ".join(f"“{point.bullet}”" for point in points)

    def paragraph(self, sentences: Sequence[str]) -> str:
        return " ".join(sentence for sentence in sentences if sentence)

    def titles(self, labels: Sequence[str], kind: str | None, brand: str) -> list[str]:
        name, own = english.title_case(self.subject.name), english.title_case(self.subject.own_name)
        if kind and kind.casefold().endswith(name.casefold()):
            name = f"{english.title_case(kind[: -len(name)].strip())} {name}"
        names = [name]
        behind = f"{own} by {brand}"
        if brand and self.subject.name == f"{brand} {self.subject.own_name}" and len(behind) <= self.title_characters:
            names.append(behind)
        made = []
        for name in names:
            title = self._with_labels(_whole_words(name, self.title_characters), labels)
            made += [title, title.replace(", ", " – ", 1), title.replace(", ", " | ")]
        return [title for title in dict.fromkeys(made) if len(title) <= self.title_characters]

    def _with_labels(self, title: str, labels: Sequence[str]) -> str:
        for label in labels:
            longer = f"{title}, {english.title_case(label)}"
            if len(longer) <= self.title_characters and not _said_already(label, title):
                title = longer
        return title

    def filed(self, title: str, category: str) -> str:
        filed = f"{title} | {english.title_case(category)}"
        new = category and reads_as(category, "en") and not _said_already(category, title)
        return filed if new and len(filed) <= self.title_characters else ""

    def short_name(self, most: int) -> str:
        return _whole_words(self.subject.spoken, most)

    def tag(self, phrase: str) -> str:
        words = re.findall(r"[^\W_]+", phrase.replace("'", "").replace("’", ""))
        joined = "".join(word[:1].upper() + word[1:] for word in words)
        return joined if joined[:1].isalpha() and len(joined) <= _TAG_CHARACTERS else ""

    def keyword(self, phrase: str) -> str:
        plain = re.sub(r"(?<!\d),|,(?!\d)|[^\w\s&%'’.,/-]", " ", phrase)
        kept = " ".join(plain.split())
        return " ".join(word if is_code(word) else word.casefold() for word in kept.split(" "))

    def keyword_phrases(self, labels: Sequence[str], product: Product) -> list[str]:
        noun = self.subject.noun or (self.subject.spoken if len(self.subject.spoken.split()) <= 3 else None)
        phrases = [self.subject.spoken]
        if noun:
            phrases.append(noun)
            phrases += [f"{product.brand} {noun}"] if product.brand else []
            own = set(english.words_of(noun))
            fresh = [label for label in labels if len(label.split()) <= 3 and not own & set(english.words_of(label))]
            phrases += [f"{label} {noun}" for label in fresh[:5]]
        phrases += [label for label in labels if not noun or not _said_already(noun, label) or len(label.split()) > 1]
        return [phrase for phrase in [*phrases, product.category, product.brand] if "×" not in phrase]

    def seconds(self, text: str) -> float:
        words = text.split()
        figures = sum(any(character.isdigit() for character in word) for word in words)
        return _SECONDS_A_WORD * (len(words) + figures) + _SECONDS_A_STOP * len(re.findall(r"[.!?:](?:\s|$)", text))


def _said_already(phrase: str, text: str) -> bool:
    """Whether every content word of a phrase stands in a text already."""
    there = {english.singular(word) for word in english.words_of(text)}
    small = word_set("english", "function_words")
    return all(english.singular(word) in there for word in english.words_of(phrase) if word not in small)


def _whole_words(text: str, most: int) -> str:
    """As many whole words as fit; a single word longer than that is cut at the limit, since nothing else remains."""
    if len(text) <= most:
        return text
    kept = text[: most + 1].rsplit(" ", 1)[0] if " " in text[: most + 1] else text[:most]
    words = kept.split(" ")
    while len(words) > 1 and words[-1].casefold().strip("&+,-–") in word_set("english", "weak_ends") | {""}:
        words.pop()
    return " ".join(words).rstrip(" ,;:-–—(")
