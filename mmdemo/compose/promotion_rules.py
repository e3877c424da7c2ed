"""What price law says of an offer, by the country whose rules hold.

The rules are data (assets/lexicon/price_law.json): each with its reason, and for each country how grave a breach is,
the law, its article and date, and who read it. Only a rule that was read, by us or by somebody who quotes it, blocks.
This is no legal advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mmdemo.compose.claim_checks import about_product
from mmdemo.compose.label_policy import GivenRule, policy_of
from mmdemo.processing.image.card import price_text
from mmdemo.processing.text.claims import Severity, Source, check_claims
from mmdemo.processing.text.claims.finding import SEVERITIES
from mmdemo.processing.text.lexicon import fill, read_table
from mmdemo.promotion import Offer
from mmdemo.schema import LANGUAGES, Kit, Language, Message, Money, Product

Found = Iterator[tuple[str, Mapping[str, str]]]
_Figures = Mapping[Language, Mapping[str, str]]

_TEXTS = ("headline", "gift", "conditions")


@dataclass(frozen=True)
class PromotionFinding:
    """One thing that a rule says of an offer. `field` is the `Promotion` field to change, `address` the rule's page."""

    rule: str
    field: str
    severity: Severity
    reason: Message
    source: Source
    address: str = ""


def promotion_findings(kit: Kit, offer: Offer) -> tuple[PromotionFinding, ...]:
    """What is wrong, or may be, with an offer for the kit's product, the gravest first."""
    country = law_of(kit, offer)
    figures = _figures(offer, kit.product, country)
    found = [*_prices(offer, country), *_page(offer, kit.product), *_terms(offer)]
    findings = [_finding(rule, told, country, figures) for rule, told in found if country in _rules()[rule]["where"]]
    return tuple(sorted([*findings, *_words(offer, kit.product)], key=lambda one: SEVERITIES.index(one.severity)))


def blocked(findings: tuple[PromotionFinding, ...]) -> bool:
    """Whether a rule forbids to publish the offer as it is."""
    return any(finding.severity == "block" for finding in findings)


def law_of(kit: Kit, offer: Offer) -> GivenRule:
    """Whose price law holds: as for labels, but where nobody chose, no European rule holds for a foreign currency."""
    rule = policy_of(kit).rule
    chosen = kit.request.handover.labels != "auto"
    european = offer.currency in read_table("price_law")["eu_currencies"]
    return "elsewhere" if rule == "eu" and not chosen and not european else rule


def lowest_unused(offer: Offer, law: GivenRule) -> bool:
    """Whether a lowest price before was typed that no rule looks at."""
    return offer.lowest_before is not None and (offer.was is None or law == "elsewhere")


def _prices(offer: Offer, country: GivenRule) -> Found:
    """The struck-out price against the lowest one before, and what is said of it."""
    if offer.was is None:
        return
    listed = offer.basis == "list_price"
    if listed:
        yield "struck.list_price", {}
    elif country == "elsewhere":
        yield "struck.genuine_us", {}
        yield "struck.genuine_uk", {}
    if offer.basis == "none":
        yield "struck.no_basis", {}
    # China asks for the lowest price of seven days only where the card does not say what the price is.
    if not listed and (country == "eu" or offer.basis == "none"):
        if offer.lowest_before is None:
            yield "struck.lowest_unknown", {}
        elif offer.was > offer.lowest_before:
            yield "struck.above_lowest", {}
    if offer.price is not None and offer.lowest_before is not None and offer.price >= offer.lowest_before:
        yield "struck.not_lower", {}


def _page(offer: Offer, product: Product) -> Found:
    """The price against the one that the product page asks."""
    if offer.price is None or product.price is None:
        return
    page = product.price.amount
    if offer.price > page:
        yield "page.dearer", {}
    elif offer.price < page:
        yield "page.cheaper", {}
    elif offer.was is None:
        yield "page.same_price", {}


def _terms(offer: Offer) -> Found:
    """Dates, conditions and gifts."""
    if offer.ends is None:
        limited = _limited().search(" ".join(getattr(offer, name) for name in _TEXTS))
        if limited:
            yield "limited.no_dates", {"words": limited[0]}
        elif offer.kind == "coupon":
            yield "coupon.no_dates", {}
    if offer.kind == "coupon" and not offer.conditions:
        yield "coupon.no_conditions", {}
    if offer.gift and not _quantity().search(offer.gift):
        yield "gift.no_quantity", {}


def _words(offer: Offer, product: Product) -> Iterator[PromotionFinding]:
    """Wordings that rules of advertising speak of. What a shop may not write in a title it may write on an offer."""
    table = read_table("price_law")
    # Words of urgency are answered by a last day, and without one a rule of its own has asked for it.
    passed = {*table["not_on_cards"], *table["asked_by_dates"]}
    about = about_product(product)
    for name in _TEXTS:
        for found in check_claims(getattr(offer, name), about):
            if found.rule not in passed:
                reason = Message(f"“{found.text}”: {found.reason.en}", f"“{found.text}”：{found.reason.zh}")
                yield PromotionFinding(found.rule, name, found.severity, reason, found.source)


def _finding(rule: str, told: Mapping[str, str], country: GivenRule, figures: _Figures) -> PromotionFinding:
    entry = _rules()[rule]
    here = entry["where"][country]
    law = read_table("price_law")["laws"][here["law"]]
    reason = Message(*(fill(entry["reason"][language], {**figures[language], **told}) for language in LANGUAGES))
    source = Source(Message(law["en"], law["zh"]), here["article"], law["date"], law["grade"])
    return PromotionFinding(rule, entry["field"], here["severity"], reason, source, law["address"])


def _figures(offer: Offer, product: Product, country: GivenRule) -> _Figures:
    """The figures that reasons name, as the readers of each language write them."""
    amounts = {"price": offer.price, "was": offer.was, "lowest": offer.lowest_before}
    if product.price is not None:
        amounts["page"] = product.price.amount
    days = read_table("price_law")["days"].get(country, "")
    return {
        language: {"days": days}
        | {name: price_text(Money(amount, offer.currency), language) for name, amount in amounts.items() if amount}
        for language in LANGUAGES
    }


def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = read_table("price_law")["rules"]
    return rules


@cache
def _limited() -> re.Pattern[str]:
    """Words that say that there is little time. The longest come first."""
    table = read_table("price_law")["limited"]
    english = sorted(table["en"], key=len, reverse=True)
    return re.compile(rf"{'|'.join(table['zh'].split())}|\b(?:{'|'.join(english)})\b", re.IGNORECASE)


@cache
def _quantity() -> re.Pattern[str]:
    table = read_table("price_law")["quantity"]
    return re.compile(f"{table['zh']}|{table['en']}", re.IGNORECASE)
