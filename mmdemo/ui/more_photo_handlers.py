"""What happens to the further photos of a product: they come, change places, go."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from mmdemo.errors import InputError
from mmdemo.picture import MOST_PHOTOS
from mmdemo.ui.cards import task_html
from mmdemo.ui.files import KeptPhoto, keep_photo
from mmdemo.ui.form_handlers import FormHandlers
from mmdemo.ui.language import as_language, word
from mmdemo.ui.more_photos import NOTHING_ARRIVED, Arrived, MorePhotos, arranged, in_order, strip_html
from mmdemo.ui.photo_input import Upload
from mmdemo.ui.session import Session, forget, press_stop
from mmdemo.ui.view import Updates

_LONGEST_NAME = 40  # characters of a file's name that are said
_MOST_READ = 2 * MOST_PHOTOS  # of one upload: some may be there already


@dataclass(frozen=True)
class MorePhotoHandlers:
    """Each handler returns a dictionary of changed components. None of them draws the strip but `show`."""

    form: FormHandlers

    @property
    def panel(self) -> MorePhotos:
        return self.form.view.form.more_photos

    def read(self, uploads: list[Upload], session: Session | None, page_language: str) -> Updates:
        """Check uploaded photos at once and keep cleaned copies of the good ones. `join` puts them among the others."""
        language = as_language(page_language)
        photos, problems = [], []
        for place, upload in enumerate(uploads if session is not None else ()):
            name = upload.name if len(upload.name) <= _LONGEST_NAME else f"{upload.name[:_LONGEST_NAME]}…"
            try:
                photos.append((name, keep_photo(Path(upload.path), session.folder) if place < _MOST_READ else None))
            except InputError as error:
                problems.append(word("photo_refused", language).format(name, error.text(language)))
            finally:
                forget(upload.path)
        return {self.panel.arrived: Arrived(tuple(photos), tuple(problems))}

    def join(
        self, arrived: Arrived, session: Session | None, more: tuple[KeptPhoto, ...], page_language: str
    ) -> Updates:
        """Put the photos that were read behind those that are there now, which may have changed meanwhile."""
        language = as_language(page_language)
        kept, problems, left_out = list(more), list(arrived.problems), []
        for name, photo in arrived.photos:
            if photo is None or len(kept) + 1 >= MOST_PHOTOS:
                left_out.append(name)
            elif photo in in_order(session or Session(), kept):
                problems.append(word("photo_twice", language).format(name))
            else:
                kept.append(photo)
        if left_out:
            names = ("、" if language == "zh" else ", ").join(left_out)
            problems.append(word("photos_full", language).format(MOST_PHOTOS, names))
        added = word("photos_added", language).format(len(kept) - len(more))
        said = task_html("\n".join(problems), state="failed") if problems else task_html(added, state="done")
        return {self.form.states.more_photos: tuple(kept), self.panel.said: said, self.panel.arrived: NOTHING_ARRIVED}

    def arrange(
        self,
        session: Session | None,
        more: tuple[KeptPhoto, ...],
        page_language: str,
        reading: threading.Event | None,
        clicked: gr.EventData,
    ) -> Updates:
        """Move one of the further photos, or remove it. One that takes the first place can be read for facts."""
        session, language, key = session or Session(), as_language(page_language), clicked.photo
        first, rest = arranged(session.photo, more, key, clicked.action)
        updates: Updates = {self.form.states.more_photos: rest}
        if first is not None and first != session.photo:
            press_stop(reading)
            updates |= self.form.show_photo(session, first)
        places = {photo.key: number for number, photo in enumerate((*([first] if first else ()), *rest), 1)}
        said = word("photo_moved", language).format(places[key]) if key in places else word("photo_removed", language)
        return updates | {self.panel.said: task_html(said, state="done")}

    def show(self, session: Session | None, more: tuple[KeptPhoto, ...], page_language: str) -> Updates:
        """The strip as it stands, and whether more photos can come: not before the first, not beyond the last."""
        some = session is not None and len(in_order(session, more)) > 0
        return {
            self.panel.add: gr.update(interactive=some and len(more) + 1 < MOST_PHOTOS),
            self.panel.strip: strip_html(session, more, as_language(page_language)),
        }
