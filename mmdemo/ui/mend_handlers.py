"""What each click on a cutout does: open it to draw on, apply the drawing, pick another outline, start over.

A mend is made as a whole: Stop leaves the listing as it was. The editor is filled when the fold is opened and never by
anything else but Start over, so that a drawing survives whatever goes wrong.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import gradio as gr
from PIL import Image

from mmdemo.context import Listener
from mmdemo.errors import InputError
from mmdemo.intake.outline import photos_of, read_box
from mmdemo.intake.painting import as_painting, read_painting
from mmdemo.mending import mend_cutout
from mmdemo.outline import UNMENDED, Box, Outline
from mmdemo.processing.image.arrays import encode
from mmdemo.schema import Kit, Language, Photo, digest
from mmdemo.ui.cards import picture_html, task_html
from mmdemo.ui.files import PHOTO
from mmdemo.ui.handlers import ListingHandlers, all_but_the_last
from mmdemo.ui.language import as_language, word
from mmdemo.ui.mend import EDITOR_SIDE, MendPanel, Tool, brush
from mmdemo.ui.mend_cards import CUTOUT
from mmdemo.ui.mend_editor import painted_layer
from mmdemo.ui.session import Session
from mmdemo.ui.view import Updates


class Loaded(NamedTuple):
    """The photo in the editor: the part of its cutout, and its digest."""

    part: str
    digest: str


class Picked(NamedTuple):
    """The outline whose picture was clicked."""

    part: str
    outline: str


@dataclass(frozen=True)
class MendHandlers:
    """Each handler returns, or streams, a dictionary of changed components."""

    listing: ListingHandlers

    @property
    def panel(self) -> MendPanel:
        return self.listing.view.results.mend

    def show(
        self,
        part: str,
        loaded: Loaded | None,
        kit: Kit | None,
        session: Session | None,
        page_language: str,
        tool: Tool,
    ) -> Updates:
        """Fill the fold for one of the photos. A photo that is there already keeps what was drawn on it."""
        language = as_language(page_language)
        photos = photos_of(kit.product) if kit is not None else {}
        if kit is None or session is None or not photos:
            return {self.panel.status: task_html(word("mend_none", language))}
        part = part if part in photos else CUTOUT
        updates = self._named(kit, part, session, language) | {self.panel.status: task_html("")}
        if loaded is None or loaded != (part, digest(photos[part].data)):
            updates |= self._fill(kit, part, photos[part], session, tool)
        return updates

    def speak(self, loaded: Loaded | None, kit: Kit | None, session: Session | None, page_language: str) -> Updates:
        """What the fold says beside its labels, in the other language, once it was opened."""
        if loaded is None or kit is None or session is None or loaded.part not in photos_of(kit.product):
            return {self.panel.others: gr.skip()}
        return self._named(kit, loaded.part, session, as_language(page_language))

    def fold_up(self, loaded: Loaded | None, kit: Kit | None) -> Updates:
        """Close the fold after a new listing, unless its photo is still the one in the editor."""
        photos = photos_of(kit.product) if kit is not None else {}
        if loaded is None or (loaded.part in photos and digest(photos[loaded.part].data) == loaded.digest):
            return {self.panel.fold: gr.skip()}
        return {self.panel.fold: gr.update(open=False)}

    def apply(
        self,
        loaded: Loaded | None,
        sent: str,
        numbers: str,
        stop: threading.Event,
        kit: Kit | None,
        session: Session,
        page_language: str,
    ) -> Iterator[Updates]:
        """Cut out along what was drawn, after `start`."""
        language = as_language(page_language)
        photo = None if kit is None or loaded is None else photos_of(kit.product).get(loaded.part)
        if kit is None or loaded is None or photo is None:
            yield self._refused(word("mend_none", language), kit, session, language)
            return
        if digest(photo.data) != loaded.digest:
            yield self._refused(word("mend_other_photo", language), kit, session, language)
            return
        painted = painted_layer(sent)
        if painted is None:
            yield self._refused(word("mend_lost", language), kit, session, language)
            return
        before = kit.request.outlines.get(loaded.part, UNMENDED)
        try:
            outline = read_painting(painted, before.candidate, read_box(numbers))
        except InputError as error:
            yield self._refused(error.text(language), kit, session, language)
            return
        if replace(outline, candidate="") == UNMENDED == replace(before, candidate=""):
            yield self._refused(word("mend_nothing", language), kit, session, language)
            return
        yield from self._mend(loaded.part, outline, stop, kit, session, language)

    def pick(
        self, picked: Picked, stop: threading.Event, kit: Kit | None, session: Session, page_language: str
    ) -> Iterator[Updates]:
        """Take another of the outlines that were found, after `start`; what was drawn before holds for it too."""
        language = as_language(page_language)
        if kit is None or picked.part not in photos_of(kit.product):
            yield self._refused(word("no_kit", language), kit, session, language)
            return
        outline = replace(kit.request.outlines.get(picked.part, UNMENDED), candidate=picked.outline)
        yield from self._mend(picked.part, outline, stop, kit, session, language)

    def start_over(
        self,
        loaded: Loaded | None,
        stop: threading.Event,
        kit: Kit | None,
        session: Session,
        page_language: str,
        tool: Tool,
    ) -> Iterator[Updates]:
        """Back to the outline that was found, with nothing drawn, after `start`."""
        language = as_language(page_language)
        photos = photos_of(kit.product) if kit is not None else {}
        if kit is None or loaded is None or loaded.part not in photos:
            yield self._refused(word("mend_none", language), kit, session, language)
            return
        back = True
        if loaded.part in kit.request.outlines:
            back = yield from self._mend(loaded.part, UNMENDED, stop, kit, session, language)
        else:
            yield self._refused(word("mend_cleared", language), kit, session, language, "done")
        if back:
            blank = replace(kit, request=replace(kit.request, outlines={}))
            yield self._fill(blank, loaded.part, photos[loaded.part], session, tool)

    def _mend(
        self, part: str, outline: Outline, stop: threading.Event, kit: Kit, session: Session, language: Language
    ) -> Generator[Updates, None, bool]:
        """Make the cutout again, and tell whether it is what the listing shows now."""
        listing = self.listing
        made = kit

        def work(listen: Listener) -> Iterable[Kit]:
            nonlocal made
            registry, user = listing.registry, session.user
            for mended in mend_cutout(kit, part, outline, stop=stop, listen=listen, registry=registry, user=user):
                made = mended
                yield mended

        yield {self.panel.status: task_html(word("mend_busy", language), state="busy")}
        news = listing.follow(work, kit, kit, stop, session, language, redoing=part, undone="mend_stopped")
        last, problem = yield from all_but_the_last(news)
        standing = kit if problem else made
        failed = not problem and part in made.failures
        said = problem or word("mend_failed" if failed else "mend_done", language)
        state = "failed" if failed or problem not in ("", word("mend_stopped", language)) else "done"
        yield last | {
            self.panel.status: task_html(said, state=state),
            self.panel.others: self._others(standing, part, session, language),
        }
        return not failed and not problem

    def _fill(self, kit: Kit, part: str, photo: Photo, session: Session, tool: Tool) -> Updates:
        """The photo into the editor, with the strokes that its cutout was made along."""
        outline = kit.request.outlines.get(part, UNMENDED)
        key = digest(photo.data)
        with Image.open(io.BytesIO(photo.data), formats=("PNG",)) as opened:
            opened.thumbnail((EDITOR_SIDE, EDITOR_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
            ground = session.folder / f"{PHOTO}mend-{key[:12]}.png"
            opened.save(ground)
            width, height = opened.size
        # A layer comes with every photo, if only an empty one: without it the editor would keep what was drawn before,
        # and its Undo would take the photo away.
        layer = encode(as_painting(outline, width, height))
        painted = _written(session.folder / f"{PHOTO}strokes-{digest(layer)[:12]}.png", layer)
        return {
            self.panel.editor: gr.update(
                value={"background": str(ground), "layers": [str(painted)], "composite": None},
                brush=brush(tool, min(width, height)),
            ),
            self.panel.box: _in_percent(outline.box),
            self.panel.loaded: Loaded(part, key),
            self.panel.side: min(width, height),
        }

    def _named(self, kit: Kit, part: str, session: Session, language: Language) -> Updates:
        number = word("mend_photo_number", language)
        choices = [(number.format(index), each) for index, each in enumerate(photos_of(kit.product), 1)]
        return {
            self.panel.photo: gr.update(
                choices=choices, value=part, visible=len(choices) > 1, label=word("mend_photo", language)
            ),
            self.panel.others: self._others(kit, part, session, language),
        }

    def _others(self, kit: Kit, part: str, session: Session, language: Language) -> str:
        """The cutout of a further photo; that of the first stands above the fold already."""
        return "" if part == CUTOUT else picture_html(kit, part, self.listing.view.media(kit, session), language)

    def _refused(
        self, message: str, kit: Kit | None, session: Session, language: Language, state: str = "failed"
    ) -> Updates:
        """Nothing was made; it is said where the click was."""
        return self.listing.ended(message, kit, session, language) | {
            self.panel.status: task_html(message, state=state)
        }


def _in_percent(box: Box | None) -> str:
    return "" if box is None else ", ".join(f"{100 * edge:.1f}" for edge in box)


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
