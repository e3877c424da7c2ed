"""Chinese: clauses after one subject, full-width punctuation, titles and search terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mmdemo.processing.text import chinese
from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.copywriting.chinese_points import chinese_points, is_predicate
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.subject import Subject
from mmdemo.processing.text.money import money_text
from mmdemo.schema import Fact, Language, Product

# A sentence holds up to four clauses or about this many characters.
_CLAUSES = 4
_CLAUSE_CHARACTERS = 36
# About 260 characters a minute, an unhurried narration; Latin words and figures are read out in full.
_SECONDS_A_CHARACTER = 0.23
_SECONDS_A_WORD = 0.45
_SECONDS_A_DIGIT = 0.25
_SECONDS_A_STOP = 0.3
_TAG_CHARACTERS = 12
_TITLE_LABEL = 7  # Han characters
# A name this short can stand for the noun the lexicon does not know: "这款乌龙茶".
_SHORT_NAME = 6
_BREAKS = re.compile(r"(?<=[\s，、；：（）()/|】])|(?=[\s（(【/|])")


class ChineseVoice:
    """Chinese for one product. The tone lives in the frames alone: Chinese has no contractions to drop."""

    language: Language = "zh"
    title_characters = 30

    def __init__(self, subject: Subject) -> None:
        self.subject = subject

    def points(self, fact: Fact) -> list[Point]:
        return chinese_points(fact, self.subject)

    def this(self) -> str:
        own_name = self.subject.own_name
        if self.subject.noun:
            return f"这{self.subject.measure}{self.subject.noun}"
        return f"这款{own_name}" if len(own_name) <= _SHORT_NAME else "这款商品"

    def frame_values(self, product: Product) -> Mapping[str, str | None]:
        noun = self.subject.noun
        return {
            "name": self.subject.spoken,
            "one_noun": f"一{self.subject.measure}{noun}" if noun else None,
            "brand": product.brand,
            "category": product.category,
            "price": money_text(product.price, "zh") if product.price else None,
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
                if waiting and (len(waiting) == _CLAUSES or len("".join(waiting)) > _CLAUSE_CHARACTERS):
                    close()
                waiting.append(point.predicate)
        close()
        return made

    def _said(self, clauses: Sequence[str], named: bool) -> str:
        text = "，".join(clauses)
        if not named:
            return f"{text}。"
        return f"{self.this()}{'' if is_predicate(clauses[0]) else '，'}{text}。"

    def listing(self, phrases: Sequence[str]) -> str:
        return chinese.join_list(phrases)

    def close(self, phrase: str) -> str:
        return f"{phrase}。"

    def quotes(self, points: Sequence[Point]) -> str:
        return "".join(f"“{point.bullet}”" for point in points)

    def paragraph(self, sentences: Sequence[str]) -> str:
        return "".join(sentences)

    def titles(self, labels: Sequence[str], kind: str | None, brand: str) -> list[str]:
        title = _whole_pieces(self.subject.name, self.subject.noun, self.title_characters)
        behind = [title]
        # Longer ones are clauses, and the page says them whole.
        labels = [label for label in labels if len(re.findall(rf"[{HAN}]", label)) <= _TITLE_LABEL]
        for label in labels:
            longer = f"{behind[-1]} {label}"
            if len(longer) <= self.title_characters and label not in behind[-1]:
                behind.append(longer)
        made = [behind[-1]]
        # "青禾 陶瓷 手工马克杯": a label before the name, as shops write it, behind the brand.
        own = self.subject.own_name
        first = next((label for label in labels if label not in title), None)
        if first is not None and title.endswith(own) and re.match(rf"[{HAN}]", own):
            rest = behind[-1].removeprefix(title).replace(f" {first}", "", 1)
            turned = f"{title.removesuffix(own).strip()} {first} {own}{rest}".strip()
            made += [turned] if len(turned) <= self.title_characters else []
        return made

    def filed(self, title: str, category: str) -> str:
        filed = f"{title} {category}"
        new = re.match(rf"[{HAN}]", category) and category not in title
        return filed if new and len(filed) <= self.title_characters else ""

    def short_name(self, most: int) -> str:
        return _whole_pieces(self.subject.spoken, self.subject.noun, most)

    def tag(self, phrase: str) -> str:
        joined = "".join(re.findall(r"[^\W_]+", phrase))
        return joined if joined[:1].isalpha() and len(joined) <= _TAG_CHARACTERS else ""

    def keyword(self, phrase: str) -> str:
        return " ".join(re.sub(r"[，。、；：！？“”（）()【】|]", " ", phrase).split())

    def keyword_phrases(self, labels: Sequence[str], product: Product) -> list[str]:
        noun = self.subject.noun
        phrases = [self.subject.spoken]
        if noun:
            phrases.append(noun)
            brand = product.brand
            phrases += [chinese.abut(brand, noun)] if brand and brand not in noun else []
            phrases += [chinese.abut(label, noun) for label in labels[:5] if noun not in label and len(label) <= 6]
        return [*phrases, *labels, product.category, product.brand]

    def seconds(self, text: str) -> float:
        han = len(re.findall(r"[\u3400-\u9fff]", text))
        words = len(re.findall(r"[A-Za-z]+", text))
        digits = len(re.findall(r"\d", text))
        stops = len(re.findall(r"[，。！？：；、]", text))
        return (
            _SECONDS_A_CHARACTER * han + _SECONDS_A_WORD * words + _SECONDS_A_DIGIT * digits + _SECONDS_A_STOP * stops
        )


def _whole_pieces(text: str, noun: str | None, most: int) -> str:
    """As much of a name as fits, cut at a blank, bracket or mark, or behind its noun.

    An unbroken run of characters is cut at the limit: Chinese marks no word ends, so there is no better place.
    """
    if len(text) <= most:
        return text
    ends = [text.find(noun) + len(noun)] if noun and noun in text else []
    cuts = [cut for cut in [*ends, *(found.start() for found in _BREAKS.finditer(text))] if 0 < cut <= most]
    kept = text[: max(cuts)] if cuts else text[:most]
    # An opening bracket whose partner was cut off goes too.
    kept = re.sub(r"[（(【][^）)】]*$", "", kept) or kept
    return kept.rstrip(" ，、；：/|-")
