"""Reading the photo and hearing a voice note: what was found is offered, and only what is ticked is added."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from mmdemo.compose.offer import offered_facts
from mmdemo.context import Listener, Progress
from mmdemo.errors import Cancelled, InputError
from mmdemo.pipeline import stream_kit
from mmdemo.processing.text.clean import clean_line
from mmdemo.registry import Registry
from mmdemo.schema import EMBEDDED, Kit, Language, Origin, Request, Transcript
from mmdemo.ui.cards import task_html
from mmdemo.ui.language import as_language, word
from mmdemo.ui.offers import OfferPanel
from mmdemo.ui.session import Session, States, forget
from mmdemo.ui.view import Updates, View
from mmdemo.ui.work import stream_work

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OfferHandlers:
    """The handlers of one panel. Each returns, or streams, a dictionary of changed components.

    `origin` is where its facts come from.
    """

    view: View
    states: States
    registry: Registry
    panel: OfferPanel
    origin: Origin

    def start(self, session: Session | None, page_language: str) -> Updates:
        """A fresh stop flag, and what was offered before goes."""
        panel, language = self.panel, as_language(page_language)
        return {
            panel.token: threading.Event(),
            self.states.session: session or Session(),
            panel.start: gr.update(interactive=False),
            panel.stop: gr.update(visible=True),
            panel.status: task_html(word("queued", language), 0, "busy"),
            panel.facts: gr.update(visible=False),
            panel.add: gr.update(visible=False),
        }

    def read_photo(
        self, stop: threading.Event, session: Session, page_language: str, listing_language: str
    ) -> Iterator[Updates]:
        """Offer what can be seen in the photo, after `start`."""
        photo = None if session.photo is None else session.photo.file
        request = Request(scenario="reading", photo=photo, language=as_language(listing_language))
        for updates, _ in self._follow(request, stop, session, as_language(page_language)):
            yield updates

    def hear_voice(
        self, stop: threading.Event, session: Session, page_language: str, listing_language: str, voice: str | None
    ) -> Iterator[Updates]:
        """Offer what was said, after `start`. A voice note that was understood is not kept."""
        note = None if voice is None else Path(voice)
        request = Request(scenario="dictation", voice=note, language=as_language(listing_language))
        for updates, kit in self._follow(request, stop, session, as_language(page_language)):
            if kit is not None and kit.complete and voice is not None:
                forget(voice)
                updates |= {self.view.form.dictation.voice: None, self.states.voice: None}
            yield updates

    def settle_photo(self, session: Session | None) -> Updates:
        """After the work: the photo may have gone meanwhile."""
        return {self.panel.start: gr.update(interactive=session is not None and session.photo is not None)}

    def settle_voice(self, voice: str | None) -> Updates:
        """After the work: the voice note may have gone meanwhile."""
        return {self.panel.start: gr.update(interactive=voice is not None)}

    def take_voice(self, voice: str | None, before: str | None) -> Updates:
        """A voice note came, or went: the one before is removed."""
        if before is not None and before != voice:
            forget(before)
        return {self.states.voice: voice, self.panel.start: gr.update(interactive=voice is not None)}

    def add(self, ticked: list[str], facts: str, origins: Mapping[str, Origin], page_language: str) -> Updates:
        """Put the ticked lines under the merchant's own, those that are not there yet, and remember their origin."""
        panel, language = self.panel, as_language(page_language)
        lines = facts.rstrip().splitlines()
        there = {line.strip().casefold() for line in lines}
        new = [fact for fact in ticked if fact.strip().casefold() not in there]
        said = word("added", language).format(len(new), len(ticked) - len(new))
        return {
            self.view.form.facts: "\n".join([*lines, *new]),
            self.states.origins: {**origins, **{clean_line(fact): self.origin for fact in new}},
            panel.status: task_html(said, state="done"),
            panel.facts: gr.update(visible=False),
            panel.add: gr.update(visible=False),
        }

    def refused(self, page_language: str) -> Updates:
        """The server would not take the click."""
        return self._ended(word("crowded", as_language(page_language)), "failed")

    def _follow(
        self, request: Request, stop: threading.Event, session: Session, language: Language
    ) -> Iterator[tuple[Updates, Kit | None]]:
        """Updates as the job goes on; the last come with the kit, if it was made."""
        panel = self.panel

        def work(listen: Listener) -> Iterator[Kit]:
            return stream_kit(request, stop=stop, listen=listen, registry=self.registry, user=session.user)

        try:
            for news in stream_work(work, stop, session.user):
                if isinstance(news, Progress):
                    said = news.message.text(language)
                    yield {panel.status: task_html(said, news.done / max(news.total, 1), "busy")}, None
                elif news.complete or news.failures:
                    yield self._offered(news, language), news
        except InputError as error:
            yield self._ended(error.text(language), "failed"), None
        except Cancelled:
            yield self._ended(word("offer_stopped", language), "done"), None
        except Exception:
            log.exception("a click could not be answered")
            yield self._ended(word("unexpected", language), "failed"), None

    def _offered(self, kit: Kit, language: Language) -> Updates:
        if kit.failures:
            said = " ".join(failure.message.text(language) for failure in kit.failures.values())
            return self._ended(said, "failed")
        facts = list(dict.fromkeys(offered_facts(kit)))
        made = list(kit.assets.values())
        if not facts:
            embedded = any(asset.provenance.used == EMBEDDED for asset in made)
            return self._ended(word("offered_none_embedded" if embedded else "offered_none", language), "done")
        # What the merchant said is theirs; what a model saw is not, until they tick it.
        spoken = [fact for asset in made if isinstance(asset.payload, Transcript) for fact in asset.payload.facts]
        return self._ended(word("offered", language).format(len(facts)), "done") | {
            self.panel.facts: gr.update(choices=facts, value=list(dict.fromkeys(spoken)), visible=True),
            self.panel.add: gr.update(visible=True),
        }

    def _ended(self, message: str, state: str) -> Updates:
        return {
            self.panel.status: task_html(message, state=state),
            self.panel.stop: gr.update(visible=False),
        }
