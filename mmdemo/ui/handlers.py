"""What each click does. Errors end here: the merchant's own become a sentence beside the form, ours go to the log."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from mmdemo.compose.picture import web_picture
from mmdemo.context import Listener, Progress
from mmdemo.errors import Cancelled, InputError
from mmdemo.intake.photo import read_photo
from mmdemo.intake.seed import read_seed
from mmdemo.pipeline import edit_copy, redo_part, replace_picture, stream_kit
from mmdemo.registry import Registry
from mmdemo.schema import AUTO, Kit, Language, Request, digest
from mmdemo.ui.cards import shares_of
from mmdemo.ui.files import PHOTO, new_folder, uploaded
from mmdemo.ui.form import category_choices, examples
from mmdemo.ui.language import Words, as_language, word
from mmdemo.ui.results import edited_copy
from mmdemo.ui.view import Session, Updates, View
from mmdemo.ui.work import Work, stream_work

log = logging.getLogger(__name__)

_STILL_SHOWN = 10.0  # seconds for the browser to replace its own preview of an upload by ours


@dataclass(frozen=True)
class States:
    """The gradio states of one browser tab."""

    kit: gr.State
    stop: gr.State
    session: gr.State


@dataclass(frozen=True)
class Handlers:
    """The handlers of one page. Each returns, or streams, a dictionary of changed components."""

    view: View
    states: States
    words: Words
    registry: Registry

    def start(self, page_language: str, kit: Kit | None) -> Updates:
        """Before the work waits for its place: a fresh stop flag, and the buttons say that something runs."""
        language = as_language(page_language)
        return (
            {self.states.stop: threading.Event()}
            | self.view.buttons(kit, busy=True)
            | self.view.problem("")
            | self.view.steps(language, word("queued", language), "busy", {})
            | {self.view.results.download: gr.update(interactive=False)}
        )

    def generate(
        self, stop: threading.Event | None, kit: Kit | None, session: Session | None, page_language: str, *fields: Any
    ) -> Iterator[Updates]:
        """Make a whole listing from the form."""
        name, category, price, brand, facts, tone, language, narrator, seed = fields
        session = session or Session(new_folder())
        stop = stop or threading.Event()

        def work(listen: Listener) -> Iterable[Kit]:
            request = Request(
                name=name or "",
                category=category or "",
                price=price or "",
                brand=brand or "",
                facts=tuple((facts or "").splitlines()),
                photo=session.photo,
                tone=tone,
                language=as_language(language),
                seed=read_seed(seed or ""),
                generators={"speech": narrator or AUTO},
            )
            return stream_kit(request, stop=stop, listen=listen, registry=self.registry)

        yield {self.states.session: session}
        yield from self._follow(work, None, kit, stop, session, as_language(page_language))

    def redo(
        self,
        part: str,
        stop: threading.Event | None,
        kit: Kit | None,
        session: Session | None,
        page_language: str,
        script: str,
    ) -> Iterator[Updates]:
        """Make one part again; the narration speaks the script as it stands in its box."""
        if kit is None or session is None:
            yield self.refused(kit, session, page_language, "no_kit")
            return
        stop = stop or threading.Event()

        def work(listen: Listener) -> Iterable[Kit]:
            given = kit
            if part == "narration" and kit.copy is not None:
                given = edit_copy(kit, replace(kit.copy, script=script))
            return iter([redo_part(given, part, stop=stop, listen=listen, registry=self.registry)])

        yield from self._follow(work, kit, kit, stop, session, as_language(page_language), redoing=part)

    def save(self, kit: Kit | None, session: Session | None, page_language: str, *typed: str) -> Updates:
        """Keep the merchant's own wording."""
        language = as_language(page_language)
        if kit is None or kit.copy is None or session is None:
            return self.view.problem(word("no_kit", language))
        boxes = dict(zip((*self.view.results.texts, "script"), typed, strict=True))
        try:
            edited = edit_copy(kit, edited_copy(kit, boxes))
        except InputError as error:
            return self._not_kept(error.text(language), kit, language)
        message = word("script_moved_on" if edited.narration_behind else "saved", language)
        return self._kept(edited, kit, session, language, message)

    def use_own(
        self, part: str, kit: Kit | None, session: Session | None, page_language: str, upload: str | None
    ) -> Updates:
        """Put the merchant's own picture in the place of a made one."""
        language = as_language(page_language)
        if kit is None or session is None or upload is None:
            return self.view.problem(word("no_kit", language))
        try:
            edited = replace_picture(kit, part, Path(upload))
        except InputError as error:
            return self._not_kept(error.text(language), kit, language)
        finally:
            _forget(upload)
        return self._kept(edited, kit, session, language, word("saved", language))

    def press_stop(self, stop: threading.Event | None) -> None:
        """Set the flag that the work and the stream of its news look at."""
        if stop is not None:
            stop.set()

    def refused(self, kit: Kit | None, session: Session | None, page_language: str, reason: str = "crowded") -> Updates:
        """The server would not take the click, or had nothing to do it on."""
        language = as_language(page_language)
        return self._ended(word(reason, language), kit, session, language) | self.view.problem(word(reason, language))

    def take_photo(self, upload: str | None, session: Session | None, page_language: str) -> Updates:
        """Check an uploaded photo at once and keep only its cleaned copy: the original may say where it was taken."""
        session = session or Session(new_folder())
        if upload is None:
            return {self.states.session: replace(session, photo=None, photo_preview=None)}
        try:
            return self._with_photo(session, Path(upload)) | self.view.problem("")
        except InputError as error:
            # The photo that was there before stays.
            before = None if session.photo_preview is None else str(session.photo_preview)
            return {self.states.session: session, self.view.form.photo: before} | self.view.problem(
                error.text(as_language(page_language))
            )
        finally:
            _forget(upload)

    def take_example(self, index: int, session: Session | None, listing_language: str) -> Updates:
        """Fill the form with an example product in the language of the listing."""
        example = examples()[index]
        fields = example.fields[as_language(listing_language)]
        form = self.view.form
        return self._with_photo(session or Session(new_folder()), Path(example.photo)) | {
            form.name: fields["name"],
            form.category: fields["category"],
            form.price: fields["price"],
            form.brand: fields["brand"],
            form.facts: "\n".join(fields["facts"]),
            form.problem: "",
        }

    def speak(self, page_language: str, kit: Kit | None, session: Session | None, name: str) -> Updates:
        """Relabel the page; what was typed and made stays. An untouched form switches its listing language too."""
        language = as_language(page_language)
        form = self.view.form
        updates = self.words.updates(language) | self.view.parts(kit, kit, session, language, busy=False)
        updates |= self.view.problem("")
        updates[form.category] = gr.update(choices=category_choices(language), label=word("category", language))
        updates |= {
            button: gr.update(value=example.fields[language]["name"])
            for button, example in zip(form.examples, examples(), strict=True)
        }
        if not name.strip():
            updates[form.language] = gr.update(value=language, label=word("listing_language", language))
        if kit is None:
            return updates | self.view.steps(language, word("ready", language), "idle", {})
        return updates | self.view.finished(kit, language)

    def _follow(
        self,
        work: Work,
        kit: Kit | None,
        before: Kit | None,
        stop: threading.Event,
        session: Session,
        language: Language,
        redoing: str = "",
    ) -> Iterator[Updates]:
        """Show the news of some work as it comes, then pack the kit. `kit` is what stands if nothing new comes."""
        view = self.view
        try:
            for news in stream_work(work, stop):
                if isinstance(news, Progress):
                    shares = shares_of(kit, news, redoing) if kit is not None else {}
                    yield view.steps(language, news.message.text(language), "busy", shares)
                    continue
                yield {self.states.kit: news, self.states.session: session} | view.parts(
                    news, kit, session, language, busy=True
                )
                kit = news
            if kit is not None:
                yield view.steps(language, word("packing", language), "busy", shares_of(kit))
                yield (
                    view.parts(kit, kit, session, language, busy=False)
                    | view.package(kit, session)
                    | view.buttons(kit, busy=False)
                    | view.finished(kit, language)
                )
        except InputError as error:
            message = error.text(language)
            yield self._ended(message, kit or before, session, language) | view.problem(message)
        except Cancelled:
            yield self._ended(word("stopped", language), kit or before, session, language)
        except Exception:
            log.exception("a click could not be answered")
            message = word("unexpected", language)
            yield self._ended(message, kit or before, session, language) | view.problem(message)

    def _kept(self, edited: Kit, before: Kit, session: Session, language: Language, message: str) -> Updates:
        return (
            {self.states.kit: edited, self.states.session: session}
            | self.view.problem("")
            | self.view.parts(edited, before, session, language, busy=False)
            | self.view.buttons(edited, busy=False)
            | self.view.package(edited, session)
            | self.view.steps(language, message, "done", shares_of(edited, packed=True))
        )

    def _not_kept(self, message: str, kit: Kit, language: Language) -> Updates:
        """Said beside the form and over the tabs, where the click was."""
        return self.view.problem(message) | self.view.steps(language, message, "done", shares_of(kit, packed=True))

    def _ended(self, message: str, kit: Kit | None, session: Session | None, language: Language) -> Updates:
        """Work ended early: what was made stays and can be downloaded, and the page is ready again."""
        updates = self.view.buttons(kit, busy=False) | self.view.parts(kit, kit, session, language, busy=False)
        updates |= self.view.steps(language, message, "done", shares_of(kit) if kit else {})
        if kit is not None and session is not None and kit.assets:
            updates |= self.view.package(kit, session)
        return updates

    def _with_photo(self, session: Session, source: Path) -> Updates:
        photo = read_photo(source)
        name = f"{PHOTO}{digest(photo.data)[:12]}"
        clean, preview = session.folder / f"{name}.png", session.folder / f"{name}.webp"
        clean.write_bytes(photo.data)
        preview.write_bytes(web_picture(photo.data))
        return {
            self.states.session: replace(session, photo=clean, photo_preview=preview),
            self.view.form.photo: str(preview),
        }


def _forget(upload: str) -> None:
    """Remove an uploaded original, which may say where it was taken, once the browser has stopped showing it."""
    if uploaded(upload):
        timer = threading.Timer(_STILL_SHOWN, Path(upload).unlink, kwargs={"missing_ok": True})
        timer.daemon = True
        timer.start()
