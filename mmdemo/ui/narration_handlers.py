"""What the clicks on a narration do: say a sentence again, put the merchant's own recording in its place."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mmdemo.context import Listener
from mmdemo.narrating import NARRATION, hear_again, redo_sentence, replace_narration
from mmdemo.schema import Kit, Language
from mmdemo.ui.cards import task_html
from mmdemo.ui.handlers import ListingHandlers, all_but_the_last
from mmdemo.ui.language import as_language, word
from mmdemo.ui.narration import NarrationPanel
from mmdemo.ui.narration_card import sentence_number
from mmdemo.ui.session import Session, forget
from mmdemo.ui.view import Updates
from mmdemo.ui.work import Work


@dataclass(frozen=True)
class NarrationHandlers:
    """Each handler streams a dictionary of changed components."""

    listing: ListingHandlers

    @property
    def panel(self) -> NarrationPanel:
        return self.listing.view.results.sound

    def say_again(
        self, number: int, stop: threading.Event, kit: Kit | None, session: Session, page_language: str
    ) -> Iterator[Updates]:
        """Let the narrator say one sentence in another way, after `start`. Sentences count from 0."""
        language = as_language(page_language)
        narration = None if kit is None else kit.narration
        if kit is None or narration is None:
            yield self.refused(kit, session, page_language, "no_kit")
            return

        def work(listen: Listener) -> Iterable[Kit]:
            registry, user = self.listing.registry, session.user
            return redo_sentence(kit, number, stop=stop, listen=listen, registry=registry, user=user)

        notice = number == 0 and narration.notice == "spoken"
        said = word("said_notice_again" if notice else "said_again", language)
        yield {self.panel.said: task_html(word("saying_again", language), state="busy")}
        done = said.format(sentence_number(narration, number))
        yield from self._follow(work, kit, stop, session, language, done)

    def use_recording(
        self, recording: str | None, stop: threading.Event, kit: Kit | None, session: Session, page_language: str
    ) -> Iterator[Updates]:
        """Put a recording in the place of the narration, after `start`. The upload is not kept."""
        language = as_language(page_language)
        if kit is None or recording is None:
            yield self.refused(kit, session, page_language, "no_recording" if kit else "no_kit")
            return

        def work(listen: Listener) -> Iterable[Kit]:
            own = replace_narration(kit, Path(recording))
            yield own
            registry, user = self.listing.registry, session.user
            yield from hear_again(own, stop=stop, listen=listen, registry=registry, user=user)

        try:
            yield {self.panel.said: task_html(word("recording_busy", language), state="busy")}
            done = word("recording_done", language)
            for updates in self._follow(work, kit, stop, session, language, done):
                yield updates | {self.panel.recording: None}
        finally:
            forget(recording)

    def refused(self, kit: Kit | None, session: Session | None, page_language: str, reason: str = "crowded") -> Updates:
        """The server would not take the click, or had nothing to do it on."""
        said = word(reason, as_language(page_language))
        return self.listing.refused(kit, session, page_language, reason) | {
            self.panel.said: task_html(said, state="failed")
        }

    def _follow(
        self, work: Work, kit: Kit, stop: threading.Event, session: Session, language: Language, done: str
    ) -> Iterator[Updates]:
        """Show the news of the work, and at its end say how it went beside the sentences."""
        made = kit

        def watched(listen: Listener) -> Iterable[Kit]:
            nonlocal made
            for news in work(listen):
                made = news
                yield news

        news = self.listing.follow(watched, kit, kit, stop, session, language, redoing=NARRATION)
        last, problem = yield from all_but_the_last(news)
        failed = not problem and NARRATION in made.failures
        said = problem or (word("not_said_again", language) if failed else done)
        state = "failed" if failed or problem not in ("", word("stopped", language)) else "done"
        yield last | {self.panel.said: task_html(said, state=state)}
