"""What every sentence of a listing rests on, and which of its claims rest on nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mmdemo.processing.text.copywriting.subject import find_subject
from mmdemo.processing.text.ledger.claim import Claim, Key
from mmdemo.processing.text.ledger.claims import claims_of, fact_claims
from mmdemo.processing.text.ledger.contradiction import disputes
from mmdemo.processing.text.ledger.numbers import written
from mmdemo.processing.text.ledger.plain import plain
from mmdemo.processing.text.ledger.sentences import sentences
from mmdemo.processing.text.ledger.words import WordIndex
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Product, Statement

_TAG = re.compile(r"#(?<!\w#)(?=\w{0,40}[^\W\d])\w{2,60}")
_TAG_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\d)(?=[A-Z][a-z])")
# "Holds350Ml" holds an amount; "Sus304Mug" and "Mp3Player" hold a name.
_FIGURE_JOINT = re.compile(rf"{_TAG_JOINT.pattern}|(?<=[a-z])(?=\d{{1,15}}[A-Za-z])")
_ARTICLE = re.compile(r"(?:the|an?)\s+")
# Every edit of a text is another statement: past so many all are judged anew.
_MOST_KEPT = 2_000


class Ledger:
    """The merchant's own words about one product, against which statements are held.

    `confirmed` are statements the merchant vouches for: they stand, and ground others as a fact does. `disputed` are
    the ids of the facts that others contradict, unless confirmed: what they claim there is open, and no table of facts
    should show them.
    """

    def __init__(self, product: Product, confirmed: Sequence[str] = ()) -> None:
        self._brand, self._name, self._category = (
            _folded(text) for text in (product.brand, product.name, product.category)
        )
        self.name = product.name
        self._order = ("name", "brand", "category", "price", *(fact.id for fact in product.facts))
        self._confirmed = frozenset(map(_folded, confirmed))
        lost = [side for dispute in disputes(product, confirmed) for side in dispute.sides if not side.confirmed]
        self.disputed = frozenset(side.fact.id for side in lost)
        self._contested_words = {_folded(side.value): side.fact.id for side in lost if not side.keys}
        contested = {side.fact.id: frozenset[Key]() for side in lost}
        for side in lost:
            contested[side.fact.id] |= side.keys
        self._known: dict[Key, list[str]] = {}
        self._learn("name", (*claims_of(product.name), *_kind_claims(product)))
        self._learn("category", claims_of(product.category))
        if product.price is not None:
            amount = written(product.price.amount)
            keys = ((f"money {product.price.currency}", amount), ("number", amount), ("figure", amount))
            self._learn("price", [Claim(0, 0, keys, ())])
        for fact in product.facts:
            barred = contested.get(fact.id, frozenset())
            self._learn(fact.id, [claim for claim in fact_claims(fact)[1] if barred.isdisjoint(claim.gives)])
        for text in confirmed:
            self._learn("", claims_of(text))
        own = (("name", product.name), ("brand", product.brand), ("category", product.category))
        told = [(fact.id, fact.text) for fact in product.facts if fact.id not in self.disputed]
        self._joined = [(source, _joined(text)) for source, text in (*own, *told)]
        self._brand_and_name = _joined(product.brand + product.name)
        self._figures = {fact.id: _figures(claims_of(fact.value)) for fact in product.facts if fact.number is not None}
        texts = [(fact.id, text) for fact in product.facts for text in dict.fromkeys((fact.text, fact.value))]
        self._words = WordIndex([("name", product.name), *texts])
        self._statements: dict[str, Statement] = {}

    def _learn(self, source: str, claims: Sequence[Claim]) -> None:
        for claim in claims:
            for key in claim.gives:
                sources = self._known.setdefault(key, [])
                if source not in sources:
                    sources.append(source)

    def statement(self, text: str) -> Statement:
        """One sentence or line with its sources, in the product's order, and its open words, as they stand in it."""
        if text not in self._statements:
            if len(self._statements) >= _MOST_KEPT:
                self._statements.clear()
            self._statements[text] = self._judged(text)
        return self._statements[text]

    def statements(self, text: str) -> tuple[Statement, ...]:
        """A text cut into its sentences and lines."""
        return tuple(self.statement(sentence.text) for sentence in sentences(text))

    def tag(self, text: str) -> Statement:
        """A tag without its "#", whose words stand side by side: "OrganicCotton"."""
        run = _joined(text)
        said = tuple(source for source, words in self._joined if run in words)
        if run and not said and run in self._brand_and_name:
            said = ("name", "brand")
        if said and run:
            return Statement(text, tuple(dict.fromkeys(said)))
        spaced = self.statement(_TAG_JOINT.sub(" ", text))
        if spaced.open:
            spaced = self.statement(_FIGURE_JOINT.sub(" ", text))
        return Statement(text, spaced.sources, (text,) if spaced.open else ())

    def _judged(self, text: str) -> Statement:
        low, folded = plain(text).lower(), _folded(text)
        asked = folded.endswith(("?", "？"))
        sources = self._words.standing_in(text) | self._quoted(folded)
        found: list[tuple[int, str]] = []
        tags = [(each.start(), each[0], self.tag(each[0][1:])) for each in _TAG.finditer(text)] if "#" in text else []
        found += [(start, tag) for start, tag, statement in tags if statement.open]
        bare = _TAG.sub(lambda tag: " " * len(tag[0]), text) if tags else text
        claims = claims_of(bare)
        if figures := _figures(claims):
            # "Capacity 350 ml" shares a word with "Capacity 500 ml" and says another thing.
            sources -= {identity for identity, own in self._figures.items() if not own & figures}
        for claim in claims:
            if not claim.needs or self._is_brand(low, claim):
                continue
            needs = claim.needs if not asked else (*claim.needs, *map(_opposite, claim.needs), *_asked(claim))
            held = [group for group in needs if all(key in self._known for key in group)]
            sources |= {source for group in held for key in group for source in self._known[key]}
            if not held:
                found.append((claim.start, text[claim.start : claim.end]))
        for value, identity in self._contested_words.items():
            place = low.find(value)
            if place >= 0:
                sources.add(identity)
                found.append((place, text[place : place + len(value)]))
        words = () if folded in self._confirmed else _outermost(found)
        return Statement(text, tuple(source for source in self._order if source in sources), words)

    def _quoted(self, folded: str) -> set[str]:
        pairs = (("name", self._name), ("brand", self._brand), ("category", self._category))
        return {source for source, own in pairs if own and own in folded}

    def _is_brand(self, low: str, claim: Claim) -> bool:
        """Whether a word only stands in the brand's name: Best Buy claims to be no best."""
        if not self._brand:
            return False
        place = low.find(self._brand, max(0, claim.end - len(self._brand)))
        article = _ARTICLE.match(low, claim.start, claim.end)
        return 0 <= place <= (article.end() if article else claim.start) and claim.end <= place + len(self._brand)


def _folded(text: str) -> str:
    return plain(text).lower().strip()


def _joined(text: str) -> str:
    """The letters and digits of a text, as tags have them."""
    return "".join(character for character in plain(text).lower() if character.isalnum())


def _figures(claims: Sequence[Claim]) -> frozenset[str]:
    return frozenset(value for claim in claims for kind, value in claim.gives if kind == "figure")


def _kind_claims(product: Product) -> Sequence[Claim]:
    """What the noun of a name seems to claim where the name does not: a hand cream may be called a cream."""
    noun = find_subject(product).noun
    if noun is None or any(noun in _folded(product.name[claim.start : claim.end]) for claim in claims_of(product.name)):
        return ()
    return claims_of(noun)


def _opposite(group: tuple[Key, ...]) -> tuple[Key, ...]:
    """What a question asks for may be so or not: "Is it waterproof?" rests on either."""
    signs = {"+": "-", "-": "+"}
    return tuple((signs.get(kind, kind), value) for kind, value in group)


def _asked(claim: Claim) -> tuple[tuple[Key, ...], ...]:
    """Nothing is needed to ask for what is not of the product: "Is there a warranty?"."""
    return ((),) if any(value in read_table("concepts")["askable"] for _, value in claim.gives) else ()


def _outermost(found: list[tuple[int, str]]) -> tuple[str, ...]:
    """Open words in their order; one inside another goes."""
    kept: list[tuple[int, str]] = []
    for start, words in sorted(found, key=lambda each: (each[0], -len(each[1]))):
        if not kept or start + len(words) > kept[-1][0] + len(kept[-1][1]):
            kept.append((start, words))
    return tuple(dict.fromkeys(words for _, words in kept))
