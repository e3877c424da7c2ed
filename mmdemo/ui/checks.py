"""The fold in which a merchant settles what the texts say: what to confirm, what to answer, what to word otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmdemo.compose.claim_checks import Claim, claims_of
from mmdemo.compose.grounding import to_confirm
from mmdemo.compose.open_words import open_words
from mmdemo.processing.text.ledger import Contradiction, contradictions
from mmdemo.schema import Kit, Language, Statement
from mmdemo.ui.check_cards import claims_html, heading_html, notice_html, questions_html, rewrites_text, said_html
from mmdemo.ui.language import Words, word

_MOST_SENTENCES = 4
_MARKS = re.compile(r"^\W+")


@dataclass(frozen=True)
class ChecksPanel:
    """The fold, and the notice beside Download.

    `keeping`, `confirming` and `rewriting` hold the choices and their button: hidden where there is nothing to choose.
    """

    fold: gr.Accordion
    summary: gr.HTML
    asked: gr.HTML
    keeping: gr.Column
    kept: gr.Radio
    keep: gr.Button
    confirming: gr.Column
    opening: gr.HTML
    statements: gr.CheckboxGroup
    accept: gr.Button
    claims: gr.HTML
    rewriting: gr.Column
    rewrites: gr.CheckboxGroup
    apply: gr.Button
    notice: gr.HTML

    @property
    def parts(self) -> list[Any]:
        """Whatever a new copy or another language changes, but for the buttons."""
        shown = [self.fold, self.summary, self.asked, self.keeping, self.kept, self.confirming, self.opening]
        return [*shown, self.statements, self.claims, self.rewriting, self.rewrites, self.notice]


@dataclass(frozen=True)
class Checks:
    """What was found in a kit's texts."""

    statements: tuple[Statement, ...]
    contradictions: tuple[Contradiction, ...]
    claims: tuple[Claim, ...]

    @property
    def count(self) -> int:
        """How many things there are to settle."""
        return len(open_words(self.statements)) + len(self.contradictions) + len(self.claims)

    @property
    def blocked(self) -> int:
        """How many wordings may not be published."""
        return sum(claim.finding.severity == "block" for claim in self.claims)


def checks_of(kit: Kit) -> Checks | None:
    """What to settle in a kit's texts; None as long as there are none.

    Facts that contradict each other are asked about until the merchant accepted what the texts say of one of them.
    """
    if kit.copy is None:
        return None
    return Checks(to_confirm(kit), contradictions(kit.product, kit.request.confirmed), claims_of(kit))


def build_checks(words: Words) -> tuple[gr.Accordion, dict[str, Any]]:
    """Lay out the fold inside the current gradio context: the parts of a panel but for its notice."""
    with words.bind(gr.Accordion, {"label": "checks"}, open=False, elem_id="checks", elem_classes="fold") as fold:
        summary = gr.HTML(said_html(word("checks_none", "en")), js_on_load=None, elem_id="checks-summary")
        asked = _html("checks-asked")
        with gr.Column(visible=False, elem_id="keeping") as keeping:
            kept = words.bind(gr.Radio, {"label": "keep_choice"}, choices=[], elem_id="kept", elem_classes="offered")
            keep = _button(words, "keep_fact")
        with gr.Column(visible=False, elem_id="confirming") as confirming:
            opening = gr.HTML("", js_on_load=None, elem_id="checks-opening")
            statements = _choices(words, "confirm_choice", "statements")
            accept = _button(words, "accept")
        claims = _html("checks-claims")
        with gr.Column(visible=False, elem_id="rewriting") as rewriting:
            rewrites = _choices(words, "rewrites", "rewrites")
            apply = _button(words, "apply_rewrites")
    return fold, {
        "summary": summary,
        "asked": asked,
        "keeping": keeping,
        "kept": kept,
        "keep": keep,
        "confirming": confirming,
        "opening": opening,
        "statements": statements,
        "accept": accept,
        "claims": claims,
        "rewriting": rewriting,
        "rewrites": rewrites,
        "apply": apply,
    }


def build_notice() -> gr.HTML:
    """What to know before the download."""
    return _html("publish-notice")


def checks_updates(
    panel: ChecksPanel, found: Checks | None, listing: Language, language: Language, anew: bool
) -> dict[Any, Any]:
    """What each part of the panel shows. What is ticked stays unless the checks were made `anew`."""
    count = 0 if found is None else found.count
    blocked = 0 if found is None else found.blocked
    label = word("checks_count", language).format(count) if count else word("checks", language)
    statements = () if found is None else found.statements
    claims = () if found is None else found.claims
    disputed = () if found is None else found.contradictions
    rewritable = [claim for claim in claims if claim.rewritable]
    # Advice alone takes no sentence away unasked.
    safe = [claim for claim in rewritable if claim.rewrites or claim.finding.severity != "advise"]
    summary = "" if count else said_html(word("checks_none" if found is None else "checks_clear", language))
    return {
        panel.fold: gr.update(label=label),
        panel.summary: gr.update(value=summary, visible=not count),
        panel.asked: _shown(questions_html(disputed, language)),
        panel.keeping: gr.update(visible=bool(disputed)),
        panel.kept: _ticked("keep_choice", _values(disputed, language), None, language, anew),
        panel.confirming: gr.update(visible=bool(statements)),
        panel.opening: heading_html("confirm_title", "confirm_about", language),
        panel.statements: _ticked("confirm_choice", _waiting(statements, language), [], language, anew),
        panel.claims: _shown(claims_html(claims, language)),
        panel.rewriting: gr.update(visible=bool(rewritable)),
        panel.rewrites: _ticked(
            "rewrites",
            [(_rewrite_text(claim, language), claim.key) for claim in rewritable],
            [claim.key for claim in safe],
            language,
            anew,
        ),
        panel.notice: _shown(notice_html(count, blocked, len(statements), listing, language)),
    }


def _waiting(statements: Sequence[Statement], language: Language) -> list[tuple[str, str]]:
    """A choice for each of the open words: the words on a line, and under them the sentences they stand in."""
    choices = []
    for words, waiting in open_words(statements).items():
        told = next(one for one in waiting[0].open if one.casefold() == words)
        # The same sentence with another mark before it tells nothing new.
        apart: dict[str, str] = {}
        for one in waiting:
            apart.setdefault(_MARKS.sub("", one.text).casefold(), one.text)
        different = list(apart.values())
        lines = [word("confirm_words", language).format(told), *different[:_MOST_SENTENCES]]
        if len(different) > _MOST_SENTENCES:
            lines.append(word("confirm_more", language).format(len(different) - _MOST_SENTENCES))
        choices.append(("\n".join(lines), words))
    return choices


def _values(disputed: Sequence[Contradiction], language: Language) -> list[tuple[str, str]]:
    """A choice for each of the facts that contradict each other; its id tells which fact stays and which goes."""
    return [
        (word("keep_one", language).format(kept.text, gone.text), f"{kept.id} {gone.id}")
        for one in disputed
        for kept, gone in (one.facts, one.facts[::-1])
    ]


def _rewrite_text(claim: Claim, language: Language) -> str:
    return word("rewrite_to", language).format(claim.finding.text, rewrites_text(claim, language))


def _ticked(
    label: str, choices: Sequence[tuple[str, str]], value: list[str] | None, language: Language, anew: bool
) -> dict[str, Any]:
    changed: dict[str, Any] = gr.update(choices=list(choices), label=word(label, language))
    return {**changed, "value": value} if anew else changed


def _shown(text: str) -> dict[str, Any]:
    return gr.update(value=text, visible=bool(text))


def _html(name: str) -> gr.HTML:
    return gr.HTML("", visible=False, js_on_load=None, elem_id=name)


def _choices(words: Words, label: str, name: str) -> gr.CheckboxGroup:
    return words.bind(gr.CheckboxGroup, {"label": label}, choices=[], elem_id=name, elem_classes="offered")


def _button(words: Words, name: str) -> gr.Button:
    return words.bind(
        gr.Button, {"value": name}, interactive=False, elem_id=name.replace("_", "-"), elem_classes="settle"
    )
