"""What each click on a listing does. Errors end here: the merchant's become a sentence beside the form, ours a log."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from mmdemo.compose.grounding import narration_behind
from mmdemo.context import Listener, Progress
from mmdemo.errors import Cancelled, InputError, MMDemoError
from mmdemo.mending import kept_outlines
from mmdemo.narrating import HEARD, NARRATION, hear_again
from mmdemo.pipeline import edit_copy, redo_part, replace_picture, stream_kit
from mmdemo.registry import Registry
from mmdemo.remaking import handed_on, with_wishes, without
from mmdemo.runtime.line import Line
from mmdemo.schema import AUTO, Copy, Kit, Language, Origin
from mmdemo.sound import ANY_VOICE
from mmdemo.ui.cards import shares_of, task_html
from mmdemo.ui.files import KeptPhoto
from mmdemo.ui.here import lends_here
from mmdemo.ui.language import as_language, word
from mmdemo.ui.more_photos import in_order
from mmdemo.ui.results import copy_values, edited_copy
from mmdemo.ui.session import Session, States, forget
from mmdemo.ui.typed import HEARD_FIELDS, typed_request, typed_sound
from mmdemo.ui.view import Updates, View
from mmdemo.ui.work import PLACES, Work, stream_work

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ListingHandlers:
    """Generate, redo, edit. Each returns, or streams, a dictionary of changed components."""

    view: View
    states: States
    registry: Registry

    def start(self, page_language: str, kit: Kit | None, session: Session | None) -> Updates:
        """Before the work waits for its place: a fresh stop flag, and the buttons say that something runs."""
        language = as_language(page_language)
        return (
            # The work itself leaves the session alone: a photo changed meanwhile must not be changed back.
            {self.states.stop: threading.Event(), self.states.session: session or Session()}
            | self.view.buttons(kit, busy=True)
            | self.view.problem("")
            | self.view.steps(language, word("queued", language), "busy", {})
            | {self.view.results.download: gr.update(interactive=False), self.view.results.sound.said: task_html("")}
        )

    def generate(
        self,
        stop: threading.Event,
        kit: Kit | None,
        session: Session,
        page_language: str,
        more_photos: tuple[KeptPhoto, ...],
        logo: Path | None,
        origins: Mapping[str, Origin],
        *fields: Any,
    ) -> Iterator[Updates]:
        """Make a whole listing from the form, after `start`."""
        photos = [photo.file for photo in in_order(session, more_photos)]
        typed = dict(zip(self.view.form.fields, fields, strict=True))
        same = kit is None or (typed["name"] or "").strip() == kit.request.name.strip()
        emptied = self.view.results.handover.emptied(same)

        def work(listen: Listener) -> Iterable[Kit]:
            narrator, voice = typed["narrator"] or AUTO, typed["narrator_voice"] or ANY_VOICE
            if not lends_here(self.registry, narrator, voice, as_language(typed["language"])):
                typed["voice_sample"] = None  # it is not shown now, so nobody could tick that it may be used
            request = typed_request(typed, photos, logo, origins)
            if kit is not None:
                request = replace(handed_on(request, kit), outlines=kept_outlines(kit, request))
            return stream_kit(request, stop=stop, listen=listen, registry=self.registry, user=session.user)

        for news in self.follow(work, None, kit, stop, session, as_language(page_language)):
            # A request that is refused leaves the listing before it, and what was typed of its files.
            if news.get(self.states.kit, kit) is not kit:
                news, emptied = news | emptied, {}
            yield news

    def redo(
        self,
        part: str,
        stop: threading.Event,
        kit: Kit | None,
        session: Session,
        page_language: str,
        script: str,
        *heard: Any,
    ) -> Iterator[Updates]:
        """Make one part again, after `start`; the narration speaks the script as it stands in its box.

        `heard` are the values of `HEARD_FIELDS`: narration and music are made as the form wishes them by now.
        """
        if kit is None:
            yield self.refused(kit, session, page_language, "no_kit")
            return

        def work(listen: Listener) -> Iterable[Kit]:
            given = kit
            if part == NARRATION and kit.copy is not None:
                given = edit_copy(kit, replace(kit.copy, script=script))
            registry, user = self.registry, session.user
            wishes = dict(zip(HEARD_FIELDS, heard, strict=True))
            given = with_wishes(given, part, typed_sound(wishes), wishes["narrator"] or AUTO, registry)
            made = redo_part(given, part, stop=stop, listen=listen, registry=registry, user=user)
            if made.assets.get(part) is kit.assets.get(part):
                made = replace(made, request=kit.request)  # what is there was not made as is wished now
            if part != NARRATION or made.narration is kit.narration:
                yield made
                return
            # What was heard of the earlier narration says nothing of this one.
            made = without(made, HEARD)
            yield made
            yield from hear_again(made, stop=stop, listen=listen, registry=registry, user=user)

        yield from self.follow(work, kit, kit, stop, session, as_language(page_language), redoing=part)

    def save(self, kit: Kit | None, session: Session | None, page_language: str, *typed: str) -> Updates:
        """Keep the merchant's own wording."""
        language = as_language(page_language)
        if kit is None or kit.copy is None or session is None:
            return self.view.problem(word("no_kit", language))
        try:
            edited = edit_copy(kit, self.typed_copy(kit, typed))
        except InputError as error:
            return self.not_kept(error.text(language), kit, language)
        message = word("script_moved_on" if narration_behind(edited) else "saved", language)
        return self.kept(edited, kit, session, language, message) | self.view.settled()

    def has_edits(self, kit: Kit | None, typed: Sequence[str]) -> bool:
        """Whether the merchant's own words stand in the copy or its boxes, which a new copy would take away."""
        if kit is None or kit.copy is None:
            return False
        shown = copy_values(kit.copy, kit.product.language)
        own = dict(zip(self.view.results.boxes, typed, strict=True))
        return kit.assets["copy"].provenance.edited or any(own[field] != text for field, text in shown.items())

    def typed_copy(self, kit: Kit, typed: Sequence[str]) -> Copy:
        """The kit's copy with what stands in the text boxes, in their order. The kit must have a copy."""
        return edited_copy(kit, dict(zip(self.view.results.boxes, typed, strict=True)))

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
            return self.not_kept(error.text(language), kit, language)
        finally:
            forget(upload)
        return self.kept(edited, kit, session, language, word("saved", language))

    def refused(self, kit: Kit | None, session: Session | None, page_language: str, reason: str = "crowded") -> Updates:
        """The server would not take the click, or had nothing to do it on."""
        language = as_language(page_language)
        return self.ended(word(reason, language), kit, session, language) | self.view.problem(word(reason, language))

    def follow(
        self,
        work: Work,
        kit: Kit | None,
        before: Kit | None,
        stop: threading.Event,
        session: Session,
        language: Language,
        redoing: str = "",
        undone: str = "",
        places: Line = PLACES,
    ) -> Generator[Updates, None, str]:
        """Show the news of some work as it comes, then pack the kit. `kit` is what stands if nothing new comes.

        Work that is `undone` when it ends early leaves the kit that was there `before`, and says that word on Stop.
        It waits in the line before `places`. Returns what was said if it ended early.
        """
        view = self.view
        media = view.media(kit, session)
        try:
            for news in stream_work(work, stop, session.user, places):
                if isinstance(news, Progress):
                    shares = shares_of(kit, news, redoing) if kit is not None else {}
                    sketch = view.sketch(kit, news, media, language) if kit is not None else {}
                    yield view.steps(language, news.message.text(language), "busy", shares) | sketch
                    continue
                media = view.media(news, session)
                yield {self.states.kit: news} | view.parts(news, kit, media, language, busy=True)
                kit = news
            if kit is not None:
                yield view.steps(language, word("packing", language), "busy", shares_of(kit))
                yield (
                    view.parts(kit, kit, media, language, busy=False)
                    | view.package(kit, session)
                    | view.buttons(kit, busy=False)
                    | view.finished(kit, language)
                )
            return ""
        except MMDemoError as error:
            message = problem = error.text(language)
        except Cancelled:
            message, problem = word(undone or "stopped", language), ""
        except Exception:
            log.exception("a click could not be answered")
            message = problem = word("unexpected", language)
        standing = before if undone else kit or before
        yield {self.states.kit: standing} | self.ended(message, standing, session, language) | view.problem(problem)
        return message

    def kept(self, edited: Kit, before: Kit, session: Session, language: Language, message: str) -> Updates:
        """What the merchant changed by hand, shown and packed."""
        return (
            {self.states.kit: edited, self.states.session: session}
            | self.view.problem("")
            | self.view.parts(edited, before, self.view.media(edited, session), language, busy=False)
            | self.view.buttons(edited, busy=False)
            | self.view.package(edited, session)
            | self.view.steps(language, message, "done", shares_of(edited, packed=True))
        )

    def not_kept(self, message: str, kit: Kit, language: Language) -> Updates:
        """Said beside the form and over the tabs, where the click was."""
        return self.view.problem(message) | self.view.steps(language, message, "done", shares_of(kit, packed=True))

    def ended(self, message: str, kit: Kit | None, session: Session | None, language: Language) -> Updates:
        """Work ended early: what was made stays and can be downloaded, and the page is ready again."""
        media = self.view.media(kit, session)
        updates = self.view.buttons(kit, busy=False) | self.view.parts(kit, kit, media, language, busy=False)
        updates |= self.view.steps(language, message, "done", shares_of(kit) if kit else {})
        if kit is not None:
            updates |= self.view.boxes(kit)
        if kit is not None and session is not None and kit.assets:
            updates |= self.view.package(kit, session)
        return updates


def all_but_the_last(news: Generator[Updates, None, str]) -> Generator[Updates, None, tuple[Updates, str]]:
    """Pass on all but the last update, and return that one with what the news returned.

    An update that is followed at once by the end of its event can be lost on its way into the page, and a button that
    it should have opened stays shut: whatever matters must be in the last one.
    """
    last: Updates = {}
    while True:
        try:
            update = next(news)
        except StopIteration as end:
            return last, end.value
        if last:
            yield last
        last = update
