"""One statement with its claims rewritten, or shortened, or gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mmdemo.compose.leftovers import follows_scope, sound
from mmdemo.compose.text_units import Unit, clauses_of, is_chinese
from mmdemo.processing.text.claims import Finding, apply_rewrite

LOOSE_ENDS = " ,，、;；:：-–—|｜&+/"
_STOPS = ".。!！?？"


def settled(text: str, hits: Sequence[Finding], known: str) -> str:
    """A statement with its claims rewritten, or without the clauses that hold them; "" where neither reads well.

    `known` is what is known of the product without the statement: its name.
    """
    after = rewritten(text, hits)
    if after is not None and sound(text, after, known) and not _hollow(text, hits, known):
        return after
    shorter = _by_clauses(text, hits, known)
    return shorter if shorter and sound(text, shorter, known) else ""


def _hollow(text: str, hits: Sequence[Finding], known: str) -> bool:
    """Whether a rewrite would leave a Chinese clause that no longer says anything among others that do."""
    if not is_chinese(text):
        return False
    for unit in clauses_of(text):
        before = text[unit.start : unit.end]
        within = hits_within(hits, unit)
        after = rewritten(before, within) if within else before
        if after is None or (within and after and not sound(before, after, known)):
            return True
    return False


def hits_within(found: Sequence[Finding], unit: Unit) -> list[Finding]:
    """The findings that touch a unit, by its own offsets; one that goes beyond it has no rewrite there."""
    return [
        replace(
            one,
            start=max(one.start, unit.start) - unit.start,
            end=min(one.end, unit.end) - unit.start,
            rewrite=one.rewrite if unit.start <= one.start and one.end <= unit.end else None,
        )
        for one in found
        if one.start < unit.end and unit.start < one.end
    ]


def rewritten(text: str, hits: Sequence[Finding]) -> str | None:
    """The text with all rewrites, or None where one has none or would take a superlative from what it holds for."""
    for hit in reversed(hits):
        if hit.rewrite is None:
            return None
        left, right = text[: hit.start].rstrip().casefold(), text[hit.end :]
        definite = left.endswith("the") or hit.text.casefold().startswith("the ")
        if not hit.rewrite and (follows_scope(right) or (definite and right[:1] == " ")):
            return None
        text = apply_rewrite(text, hit)
    return text


def _by_clauses(text: str, hits: Sequence[Finding], known: str) -> str:
    """A Chinese statement with each clause rewritten or gone by itself; an English one up to the first with a claim."""
    bare = text.rstrip(_STOPS + " ")
    stop = text[len(bare) :]
    if not is_chinese(text):
        cut = max((text.rfind(mark, 0, hits[0].start) for mark in ",;"), default=-1)
        return text[:cut].rstrip(LOOSE_ENDS) + stop if cut > 0 else ""
    kept: list[str] = []
    for unit in clauses_of(bare):
        before = bare[unit.start : unit.end]
        within = hits_within(hits, unit)
        after = rewritten(before, within) if within else before
        if after is not None and (not within or sound(before, after, known)):
            kept += [unit.before if kept else "", after]
    return "".join(kept) + (stop if kept else "")
