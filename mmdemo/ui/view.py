"""From a kit to what each component should show. No state of its own, no work: only the mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmdemo.compose.grounding import narration_behind
from mmdemo.compose.video_age import without_old_video
from mmdemo.context import Progress
from mmdemo.pipeline import compose_page
from mmdemo.schema import Kit, Language
from mmdemo.ui.basis import basis_html
from mmdemo.ui.cards import (
    empty_html,
    picture_html,
    problem_html,
    shares_of,
    sketch_html,
    steps_html,
)
from mmdemo.ui.checks import checks_of, checks_updates
from mmdemo.ui.files import address, drop_stale, write_media, write_zip
from mmdemo.ui.form import Form
from mmdemo.ui.language import word
from mmdemo.ui.mend_cards import CUTOUT
from mmdemo.ui.narration_card import MUSIC, narration_html
from mmdemo.ui.results import WITHOUT_CHANCE, Results, copy_values
from mmdemo.ui.session import Session
from mmdemo.ui.small_print import state_html

Updates = dict[Any, Any]
Media = Mapping[str, str]
"""The address of each picture and sound of a kit, by the keys of `write_media`."""


@dataclass(frozen=True)
class View:
    """The components of the page, and how to fill them."""

    form: Form
    results: Results
    language: gr.Radio

    def buttons(self, kit: Kit | None, busy: bool) -> Updates:
        """Which buttons can be pressed now."""
        form, results = self.form, self.results
        have_copy = kit is not None and kit.copy is not None
        with_music = kit is not None and MUSIC in kit.parts
        mendable = kit is not None and CUTOUT in kit.parts and not busy
        updates: Updates = {
            form.generate: gr.update(interactive=not busy),
            form.stop: gr.update(interactive=busy),
            self.language: gr.update(interactive=not busy),
            results.save: gr.update(interactive=have_copy and not busy),
            results.redo_copy: gr.update(interactive=kit is not None and not busy),
            results.sound.redo: gr.update(interactive=have_copy and not busy),
            results.sound.redo_music: gr.update(interactive=with_music and not busy, visible=kit is None or with_music),
            results.sound.use: gr.update(interactive=have_copy and not busy),
        }
        updates |= {button: gr.update(interactive=mendable) for button in (results.mend.apply, results.mend.over)}
        settling = (results.checks.accept, results.checks.apply, results.checks.keep)
        updates |= {button: gr.update(interactive=have_copy and not busy) for button in settling}
        updates |= {button: gr.update(interactive=kit is not None and not busy) for button in results.sell.buttons}
        updates |= {button: gr.update(interactive=have_copy and not busy) for button in results.video.buttons}
        offered = kit is not None and kit.request.promotion is not None
        updates |= {button: gr.update(interactive=not busy) for button in results.handover.buttons}
        updates[results.handover.offer.remove] = gr.update(interactive=offered and not busy)
        updates[results.video.stop] = gr.update(interactive=busy)
        for part, card in results.pictures.items():
            planned = kit is not None and part in kit.parts
            made = kit is not None and part in kit.assets
            chance = part not in WITHOUT_CHANCE
            failed = kit is not None and part in kit.failures
            updates[card.redo] = gr.update(interactive=planned and not busy, visible=chance or failed or not made)
            updates[card.own] = gr.update(interactive=planned and not busy)
        return updates

    def steps(self, language: Language, message: str, state: str, shares: Mapping[str, float]) -> Updates:
        return {self.results.steps: steps_html(language, shares, message, state)}

    def settled(self) -> Updates:
        """Nothing is asked about the merchant's edits."""
        return {self.results.asking: gr.update(visible=False)}

    def problem(self, message: str) -> Updates:
        return {self.form.problem: problem_html(message)}

    def media(self, kit: Kit | None, session: Session | None) -> Media:
        """Write the kit's media where the browser may fetch them."""
        if kit is None or session is None:
            return {}
        return {key: address(path) for key, path in write_media(kit, session.folder).items()}

    def parts(self, kit: Kit | None, before: Kit | None, media: Media, language: Language, busy: bool) -> Updates:
        """The preview and the cards: while `busy` with what followed `before`, those that changed.

        A text box changes only where the copy did, so typing survives.
        """
        results = self.results
        if kit is None:
            return {
                results.preview: empty_html(language),
                results.copy_state: state_html(None, "copy", language),
                results.sound.heard: state_html(None, "narration", language),
            } | self.checks(None, None, language)
        updates: Updates = {
            results.preview: compose_page(without_old_video(kit), media, busy),
            results.copy_state: state_html(kit, "copy", language),
            results.sound.heard: narration_html(kit, media, language),
        }
        for part, card in results.pictures.items():
            planned = part in kit.parts
            if before is None or planned != (part in before.parts):
                updates[card.box] = gr.update(visible=planned)
            if busy and before is not None and _same(part, kit, before):
                continue
            updates[card.picture] = picture_html(kit, part, media, language) if planned else ""
        if before is None or kit.copy is not before.copy:
            updates |= self.settled()
        if kit.copy is not None:
            shown = {} if before is None or before.copy is None else copy_values(before.copy, before.product.language)
            boxes = results.boxes
            for field, value in copy_values(kit.copy, kit.product.language).items():
                if value != shown.get(field):
                    updates[boxes[field]] = gr.update(value=value)
            if not shown:
                visible = "image/scene" in kit.parts
                updates[boxes["alt_scene"]] = gr.update(
                    value=kit.copy.alt_texts.get("image/scene", ""), visible=visible
                )
        if not busy or before is None or kit.copy is not before.copy:
            updates |= self.checks(kit, before, language)
        return updates

    def checks(self, kit: Kit | None, before: Kit | None, language: Language) -> Updates:
        """What the texts rest on, and what to settle in them. What is ticked stays as long as the texts do."""
        results = self.results
        same = kit is not None and before is not None and kit.copy is before.copy
        anew = not (same and kit.request.confirmed == before.request.confirmed)
        found = None if kit is None else checks_of(kit)
        listing = language if kit is None else kit.product.language
        return checks_updates(results.checks, found, listing, language, anew) | {
            results.basis: gr.update(label=word("basis", language), visible=found is not None),
            results.sources: basis_html(kit, language),
        }

    def boxes(self, kit: Kit) -> Updates:
        """Which cards there are. Not at every news: the browser first reads what stands in them, the drawing too."""
        return {card.box: gr.update(visible=part in kit.parts) for part, card in self.results.pictures.items()}

    def sketch(self, kit: Kit, report: Progress, media: Media, language: Language) -> Updates:
        """What there is to see of a part in the making: in the preview, and a picture in its card too."""
        if report.sketch is None:
            return {}
        updates: Updates = {self.results.preview: compose_page(without_old_video(kit), media, True, report)}
        card = self.results.pictures.get(report.part)
        if card is not None and isinstance(report.sketch, bytes):
            updates[card.picture] = sketch_html(report.part, report.sketch, report.message.text(language), language)
        return updates

    def package(self, kit: Kit, session: Session) -> Updates:
        """The ZIP behind Download, and the end of files that nothing shows any more."""
        files = set(write_media(kit, session.folder).values())
        archive = write_zip(kit, session.folder)
        drop_stale(session.folder, files | {archive})
        return {self.results.download: gr.update(value=str(archive), interactive=True)}

    def finished(self, kit: Kit, language: Language) -> Updates:
        key = "finished_partly" if not kit.complete else "script_behind" if narration_behind(kit) else "finished"
        message = word(key, language)
        return self.steps(language, message, "done", shares_of(kit, packed=True))


def _same(part: str, kit: Kit, before: Kit) -> bool:
    planned = (part in kit.parts) == (part in before.parts)
    same = kit.assets.get(part) is before.assets.get(part) and kit.failures.get(part) is before.failures.get(part)
    return planned and same
