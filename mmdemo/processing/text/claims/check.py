"""Find the claims in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mmdemo.processing.text.claims.finding import SEVERITIES, Finding
from mmdemo.processing.text.claims.folding import Folded, fold
from mmdemo.processing.text.claims.rules import Rule, goods, rules
from mmdemo.processing.text.lexicon import fill, word_set

CHECKED_LENGTH = 100_000
"""Characters of a text that are checked, and of `about` that are read."""

_BREAKS = ("", *",.!?;:。、()|/\n-")
_LISTED = re.compile(r"(?:,|\b(?:and|or|&)) ?$")
_NEXT_WORD = re.compile(r"[ -]([a-z][a-z'-]{0,30})")


def check_claims(text: str, about: str = "") -> tuple[Finding, ...]:
    """The unlawful and risky claims of a text in Chinese, English or both, in order and not overlapping.

    Of claims that overlap, the gravest is kept, then the longest. `about` is the product's name and category: it tells
    which kind of goods the law's special articles apply to, and is not checked itself.
    """
    text = text[:CHECKED_LENGTH]
    folded = fold(text)
    context = f"{fold(about[:CHECKED_LENGTH]).text}\n{folded.text}"
    kinds = {kind for kind, signs in goods().items() if signs.search(context)}
    found = [
        finding
        for rule in rules()
        if rule.script.search(folded.text)
        if not (rule.goods and rule.goods.isdisjoint(kinds)) and rule.not_goods.isdisjoint(kinds)
        for finding in _claims(rule, folded, text)
    ]
    return tuple(sorted(_apart(found), key=lambda finding: finding.start))


def _claims(rule: Rule, folded: Folded, text: str) -> Iterator[Finding]:
    matches = [
        (match, rewrite)
        for pattern, rewrite in rule.find
        for match in pattern.finditer(folded.text)
        if match[0].strip()
    ]
    if not matches:
        return
    # A map of the lawful places, not a list of spans: a text made of nothing but exceptions stays cheap.
    lawful = bytearray(len(folded.text))
    for pattern in rule.unless:
        for allowed in pattern.finditer(folded.text):
            lawful[allowed.start() : allowed.end()] = b"\1" * (allowed.end() - allowed.start())
    for match, rewrite in matches:
        if lawful.find(1, match.start(), match.end()) < 0:
            start, end = folded.span(*match.span())
            words = _filled(rewrite, match, folded, text)
            yield Finding(start, end, text[start:end], rule.id, rule.severity, rule.reason, rule.source, words)


def _filled(rewrite: str | None, match: re.Match[str], folded: Folded, text: str) -> str | None:
    """The rewrite, with the kept words as the merchant wrote them; None where deleting would break the sentence."""
    if rewrite == "{alone}":
        before = folded.text[max(match.start() - 2, 0) : match.start()].rstrip(" ")
        after = folded.text[match.end() : match.end() + 2].lstrip(" ")
        return "" if before[-1:] in _BREAKS and after[:1] in _BREAKS else None
    if rewrite == "{adjective}":
        following = _NEXT_WORD.match(folded.text, match.end())
        listed = _LISTED.search(folded.text[max(match.start() - 6, 0) : match.start()])
        return "" if following and not listed and following[1] not in word_set("english", "function_words") else None
    if rewrite is None or "{keep}" not in rewrite:
        return rewrite
    start, end = folded.span(*match.span("keep"))
    return fill(rewrite, {"keep": text[start:end]})


def _apart(found: list[Finding]) -> list[Finding]:
    """The gravest, then the longest of those that overlap."""
    kept: list[Finding] = []
    taken: set[int] = set()
    for finding in sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.start - one.end, one.start)):
        span = range(finding.start, finding.end)
        if taken.isdisjoint(span):
            kept.append(finding)
            taken.update(span)
    return kept
