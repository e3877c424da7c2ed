"""What the clicks in the tab "Hand over" do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from mmdemo.compose.promotion_card import card_description, promotion_cards
from mmdemo.compose.promotion_rules import PromotionFinding, blocked, law_of, lowest_unused, promotion_findings
from mmdemo.errors import InputError
from mmdemo.export.promotion_files import CARDS_LEFT_OUT, is_blocked
from mmdemo.intake.handover import read_stock
from mmdemo.intake.promotion import read_promotion
from mmdemo.pipeline import hand_over
from mmdemo.promotion import Offer
from mmdemo.schema import Handover, Kit, Language, Message, Promotion, digest
from mmdemo.ui.cards import task_html
from mmdemo.ui.files import address, newest_zip
from mmdemo.ui.handlers import ListingHandlers
from mmdemo.ui.handover_cards import cards_html, findings_html, holds_html
from mmdemo.ui.handover_panel import HandoverPanel
from mmdemo.ui.language import as_language, word
from mmdemo.ui.session import Session
from mmdemo.ui.view import Updates

PRICED, TAKEN = ("price", "was", "basis", "lowest_before"), ("off", "least_order")
"""The fields of a promotion, and of a coupon, that the other has not."""


@dataclass(frozen=True)
class HandoverHandlers:
    """Each handler returns a dictionary of changed components.

    `warnings_of` says what a merchant should know before importing a kit's files.
    """

    listing: ListingHandlers
    panel: HandoverPanel
    warnings_of: Callable[[Kit], Sequence[Message]]

    def use(self, kit: Kit | None, session: Session | None, page_language: str, *values: Any) -> Updates:
        """Write the files as the fields say, and pack them again."""
        language = as_language(page_language)
        if kit is None or session is None:
            return {self.panel.said: _failed(word("no_kit", language))}
        try:
            edited = hand_over(kit, self._typed(kit.request.handover, values), kit.request.promotion)
        except InputError as error:
            return {self.panel.said: _failed(error.text(language))}
        said = word("handover_used", language)
        kept = self.listing.kept(edited, kit, session, language, said)
        return kept | self.shown(edited, session, language) | {self.panel.said: task_html(said, state="done")}

    def _typed(self, before: Handover, values: tuple[Any, ...]) -> Handover:
        typed = dict(zip(self.panel.fields, values, strict=True))
        return replace(before, **typed | {"stock": read_stock(typed["stock"]), "sign": bool(typed["sign"])})

    def switch(self, kind: str) -> Updates:
        """Show the fields of a coupon or of a promotion."""
        offer = self.panel.offer
        return {
            offer.priced: gr.update(visible=kind != "coupon"),
            offer.taken: gr.update(visible=kind == "coupon"),
        }

    def start(self, place: gr.HTML, said: str, page_language: str) -> Updates:
        """Say at once, in `place`, what is being done: it takes seconds."""
        return {place: task_html(word(said, as_language(page_language)), state="busy")}

    def draw(self, kit: Kit | None, session: Session | None, page_language: str, *values: Any) -> Updates:
        """Show what price law says of the cards and, unless a rule forbids them, the cards."""
        language = as_language(page_language)
        if kit is None or session is None:
            return self._refused(word("no_kit", language))
        try:
            offer = read_promotion(self._promotion(values), kit.product, date.today())
        except InputError as error:
            return self._refused(error.text(language))
        findings = promotion_findings(kit, offer)
        if blocked(findings):
            return self._forbidden(kit, offer, findings, language)
        said = word("offer_drawn", language)
        shown = self._seen(kit, session, offer, findings, language)
        return shown | {self.panel.offer.said: task_html(said, state="done")}

    def add(self, kit: Kit | None, session: Session | None, page_language: str, *values: Any) -> Updates:
        """Put the cards into the download, unless a rule forbids it."""
        language = as_language(page_language)
        if kit is None or session is None:
            return self._refused(word("no_kit", language))
        promotion = self._promotion(values)
        try:
            offer = read_promotion(promotion, kit.product, date.today())
        except InputError as error:
            return self._refused(error.text(language))
        findings = promotion_findings(kit, offer)
        if blocked(findings):
            return self._forbidden(kit, offer, findings, language)
        seen = self._seen(kit, session, offer, findings, language)
        return seen | self._put(kit, session, promotion, language, "offer_added")

    def remove(self, kit: Kit | None, session: Session | None, page_language: str) -> Updates:
        """Take the cards out of the download. The fields stay as they are."""
        language = as_language(page_language)
        if kit is None or session is None:
            return self._refused(word("no_kit", language))
        return self._put(kit, session, None, language, "offer_removed")

    def show(self, kit: Kit | None, session: Session | None, page_language: str) -> Updates:
        """What the download holds now, and whether there are cards in it to take out."""
        return self.shown(kit, session, as_language(page_language))

    def shown(self, kit: Kit | None, session: Session | None, language: Language) -> Updates:
        sizes = {} if kit is None or session is None else packed_sizes(session.folder)
        warnings = [] if kit is None or not sizes else [*self.warnings_of(kit)]
        if kit is not None and is_blocked(kit):
            warnings.insert(0, CARDS_LEFT_OUT)
        has_offer = kit is not None and kit.request.promotion is not None
        return {
            self.panel.holds: holds_html(sizes, warnings, language),
            self.panel.offer.remove: gr.update(interactive=has_offer),
        }

    def _promotion(self, values: tuple[Any, ...]) -> Promotion:
        """What was typed, without the fields that the kind does not show."""
        typed = dict(zip(self.panel.offer.fields, values, strict=True))
        hidden = PRICED if typed["kind"] == "coupon" else TAKEN
        return Promotion(**{name: value or "" for name, value in typed.items() if name not in hidden})

    def _seen(
        self, kit: Kit, session: Session, offer: Offer, findings: tuple[PromotionFinding, ...], language: Language
    ) -> Updates:
        addresses = {}
        for path, data in promotion_cards(kit, offer).items():
            file = session.folder / f"{Path(path).stem}-{digest(data)[:12]}.png"
            file.write_bytes(data)
            addresses[Path(path).stem.removeprefix("promotion-")] = address(file)
        cards = cards_html(addresses, card_description(kit.product, offer), language)
        return self._told(kit, offer, findings, language) | {self.panel.offer.cards: cards}

    def _forbidden(self, kit: Kit, offer: Offer, findings: tuple[PromotionFinding, ...], language: Language) -> Updates:
        refused = self._refused(word("offer_blocked", language))
        return refused | self._told(kit, offer, findings, language)

    def _told(self, kit: Kit, offer: Offer, findings: tuple[PromotionFinding, ...], language: Language) -> Updates:
        law = law_of(kit, offer)
        return {self.panel.offer.findings: findings_html(findings, law, language, lowest_unused(offer, law))}

    def _put(self, kit: Kit, session: Session, promotion: Promotion | None, language: Language, said: str) -> Updates:
        edited = replace(kit, request=replace(kit.request, promotion=promotion))
        message = word(said, language)
        kept = self.listing.kept(edited, kit, session, language, message)
        told = {self.panel.offer.said: task_html(message, state="done")}
        return kept | self.shown(edited, session, language) | told

    def _refused(self, message: str) -> Updates:
        panel = self.panel.offer
        return {panel.said: _failed(message), panel.findings: "", panel.cards: ""}


def packed_sizes(folder: Path) -> dict[str, int]:
    """The files of the newest download in a session's folder, by path, with their sizes before packing."""
    newest = newest_zip(folder)
    if newest is None:
        return {}
    with zipfile.ZipFile(newest) as archive:
        return {member.filename: member.file_size for member in archive.infolist()}


def _failed(message: str) -> str:
    return task_html(message, state="failed")
