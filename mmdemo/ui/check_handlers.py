"""What each click in the checks does: accept statements, apply rewrites, show a marketplace's texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mmdemo.compose.claim_checks import claims_of
from mmdemo.compose.claim_rewrites import with_rewrites
from mmdemo.compose.grounding import narration_behind, to_confirm
from mmdemo.compose.open_words import settled_by
from mmdemo.errors import InputError
from mmdemo.pipeline import confirm, edit_copy
from mmdemo.processing.text.clean import clean_line
from mmdemo.schema import Kit
from mmdemo.ui.handlers import ListingHandlers
from mmdemo.ui.language import as_language, word
from mmdemo.ui.market_cards import market_html
from mmdemo.ui.session import Session
from mmdemo.ui.view import Updates


@dataclass(frozen=True)
class CheckHandlers:
    """Each handler returns a dictionary of changed components."""

    listing: ListingHandlers

    def accept(self, ticked: list[str] | None, kit: Kit | None, session: Session | None, page_language: str) -> Updates:
        """The merchant vouches for the ticked words, and so for each statement that waits for none but these."""
        language = as_language(page_language)
        if kit is None or kit.copy is None or session is None:
            return self.listing.view.problem(word("no_kit", language))
        statements = settled_by(to_confirm(kit), ticked or ())
        if not statements:
            reason = "accept_none" if ticked else "nothing_ticked"
            return self.listing.not_kept(word(reason, language), kit, language)
        confirmed = confirm(kit, statements)
        message = word("accepted_behind" if narration_behind(confirmed) else "accepted", language)
        return self.listing.kept(confirmed, kit, session, language, message)

    def apply(
        self, ticked: list[str] | None, kit: Kit | None, session: Session | None, page_language: str, *typed: str
    ) -> Updates:
        """Put the ticked rewrites into all texts, after keeping what stands in the boxes."""
        language = as_language(page_language)
        if kit is None or kit.copy is None or session is None:
            return self.listing.view.problem(word("no_kit", language))
        if not ticked:
            return self.listing.not_kept(word("nothing_ticked", language), kit, language)
        try:
            own = edit_copy(kit, self.listing.typed_copy(kit, typed))
            assert own.copy is not None
            edited = edit_copy(own, with_rewrites(own.copy, own.product, ticked))
        except InputError as error:
            return self.listing.not_kept(error.text(language), kit, language)
        message = word("rewritten_behind" if narration_behind(edited) else "rewritten", language)
        if any(claim.in_facts and claim.key in ticked for claim in claims_of(own)):
            message += word("rewritten_facts", language)
        # The boxes show what was typed, which is what the rewrites changed.
        return self.listing.kept(edited, own, session, language, message) | self.listing.view.settled()

    def keep(
        self, chosen: str | None, facts: str, kit: Kit | None, session: Session | None, page_language: str
    ) -> Updates:
        """Of two facts that contradict each other keep one: confirm what rests on it, take the other from the form."""
        language = as_language(page_language)
        if kit is None or kit.copy is None or session is None:
            return self.listing.view.problem(word("no_kit", language))
        lines = {fact.id: fact for fact in kit.product.facts}
        one, _, other = (chosen or "").partition(" ")
        if one not in lines or other not in lines:
            return self.listing.not_kept(word("keep_none", language), kit, language)
        kept, gone = lines[one], lines[other]
        own = kept.text.casefold()
        resting = [said.text for said in to_confirm(kit) if all(open_.casefold() in own for open_ in said.open)]
        # The fact itself settles the question where no text tells it.
        confirmed = confirm(kit, [*resting, kept.text])
        typed = "\n".join(line for line in facts.splitlines() if clean_line(line).strip() != gone.text)
        message = word("kept_fact", language).format(kept.text)
        return self.listing.kept(confirmed, kit, session, language, message) | {self.listing.view.form.facts: typed}

    def show_market(self, market: str | None, kit: Kit | None, page_language: str) -> Any:
        """The texts as that marketplace takes them."""
        return market_html(kit, market or "", as_language(page_language))
