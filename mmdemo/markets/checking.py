"""Whether texts, filled in or edited by hand, keep a marketplace's rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mmdemo.markets import wording
from mmdemo.markets.fitting import MarketText, length
from mmdemo.markets.keywords import telling_words
from mmdemo.markets.patterns import bordered
from mmdemo.markets.permitted import marks_beyond, repeats
from mmdemo.markets.pieces import key, said
from mmdemo.markets.rules import Field, Grade, Limit, Market, TextRule
from mmdemo.markets.wording import Finding
from mmdemo.schema import Message, Product


@dataclass(frozen=True)
class Violation:
    """A rule that a text does not keep, in the merchant's words, and where the rule was read.

    Only one that `blocks` keeps a listing from being handed over.
    """

    field: str
    finding: Finding
    blocks: bool
    source: str
    grade: Grade

    @property
    def message(self) -> Message:
        """What is wrong and what to do."""
        return self.finding.message


def check(texts: Sequence[MarketText], product: Product, market: Market) -> tuple[Violation, ...]:
    """The rules of a marketplace that some texts do not keep, field by field.

    Raises:
        KeyError: a text is for a field that the marketplace does not have.
    """
    lines = {text.field: text.lines for text in texts}
    found: list[Violation] = []
    if product.language not in market.languages:
        found.append(Violation("language", wording.foreign(market), False, market.home, "C"))
    for text in texts:
        field = market.field(text.field)
        for limit in field.limits:
            finding = _limit_finding(field, limit, text.lines)
            found += [_violation(field, limit, finding)] if finding else []
        for rule in field.rules:
            words = list(_offences(rule, "\n".join(text.lines), product, lines))
            found += [_violation(field, rule, wording.offence(field, rule, words))] if words else []
    return tuple(found)


def _violation(field: Field, rule: Limit | TextRule, finding: Finding) -> Violation:
    return Violation(field.id, finding, rule.blocks, rule.source.address, rule.source.grade)


def _limit_finding(field: Field, limit: Limit, lines: Sequence[str]) -> Finding | None:
    used = length(lines, limit)
    if limit.most is not None and used > limit.most:
        return wording.too_long(field, limit, used, limit.most)
    if limit.least is not None and used < limit.least:
        return wording.too_short(field, limit, used, limit.least)
    return None


def _offences(rule: TextRule, text: str, product: Product, lines: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The words or marks of a text that offend a rule, each once; for a statement that is missing, the statement."""
    if rule.outside_brand and product.brand:
        text = re.sub(bordered(product.brand), " ", text)
    if rule.kind == "repeats":
        yield from repeats(text, rule)
    elif rule.kind == "apart":
        other = "".join(key(line) for id in rule.fields for line in lines.get(id, ()))
        yield from dict.fromkeys(word for word in telling_words(text) if said(word, other))
    elif rule.kind == "statement":
        if rule.sentence and not _matches(rule, text):
            yield rule.sentence.text(product.language)
    elif rule.kind == "characters" and rule.most:
        yield from marks_beyond(text, rule)
    else:
        yield from dict.fromkeys(match[0] for match in _matches(rule, text))


def _matches(rule: TextRule, text: str) -> list[re.Match[str]]:
    return list(rule.pattern.finditer(text)) if rule.pattern else []
