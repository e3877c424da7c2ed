"""What the clicks in the tab "Video" do: draw up a storyboard, make the video of it, show how both stand."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

import gradio as gr

from mmdemo.compose.storyboard import storyboard_of
from mmdemo.context import Listener, Progress
from mmdemo.errors import InputError
from mmdemo.filming import make_video
from mmdemo.intake.storyboard import read_storyboard
from mmdemo.runtime.line import Line
from mmdemo.schema import Kit, Language, Product, Storyboard
from mmdemo.ui.cards import task_html
from mmdemo.ui.handlers import ListingHandlers, all_but_the_last
from mmdemo.ui.language import as_language, word
from mmdemo.ui.session import Session
from mmdemo.ui.video_cards import no_storyboard_html, storyboard_html, video_html
from mmdemo.ui.video_panel import VideoPanel
from mmdemo.ui.video_typed import TypedShot, shots_of, typed_of, typed_shots
from mmdemo.ui.view import Media, Updates
from mmdemo.video import VideoShape

_FILMING = Line()
"""Videos made at once in this process: two would keep each other, and every listing, from the processor."""

_TOLD_AFTER = 0.04  # of the frames, before a guess at the time left is worth anything


@dataclass(frozen=True)
class Shown:
    """What the storyboard in the page was drawn for: the listing, the language, and each picture's address."""

    product: Product
    language: Language
    pictures: dict[str, str]


@dataclass(frozen=True)
class VideoHandlers:
    """Each handler returns, or streams, a dictionary of changed components.

    `typed` is the storyboard as it stands in the page; what goes wrong leaves it there.
    """

    listing: ListingHandlers

    @property
    def panel(self) -> VideoPanel:
        return self.listing.view.results.video

    def show(
        self,
        typed: str,
        shape: VideoShape,
        seconds: float,
        shown: Shown | None,
        stop: threading.Event | None,
        kit: Kit | None,
        session: Session | None,
        page_language: str,
    ) -> Updates:
        """How video and storyboard stand. A new listing gets a new storyboard, once it is finished."""
        language = as_language(page_language)
        media = self.listing.view.media(kit, session)
        updates: Updates = {self.panel.player: video_html(kit, media, language)}
        if kit is None:
            return updates | self._none(word("storyboard_none", language))
        for box, there in (
            (self.panel.narration, kit.narration is not None),
            (self.panel.captions, kit.narration is not None),
            (self.panel.music, kit.music is not None),
        ):
            updates[box] = gr.update(interactive=there)
        if shown is not None and shown.product is kit.product:
            now = _shown(kit, media, language)
            if shown == now:
                return updates
            try:
                shots = typed_shots(typed)
                if shots is None:
                    shots = typed_of(storyboard_of(kit, shape, seconds))
            except InputError as error:
                return updates | self._failed(error.text(language))
            return updates | self._drawn(shots, kit, media, language)
        clean: Updates = {
            self.panel.said: task_html(""),
            self.panel.earlier: None,
            self.panel.back: gr.update(visible=False),
        }
        if stop is not None and not stop.is_set():
            return updates | clean | self._none(word("storyboard_waits", language))
        try:
            board = storyboard_of(kit, shape, seconds)
        except InputError as error:
            return updates | clean | self._none(error.text(language))
        return updates | clean | self._drawn(typed_of(board), kit, media, language)

    def draw(
        self,
        typed: str,
        shape: VideoShape,
        seconds: float,
        kit: Kit | None,
        session: Session | None,
        page_language: str,
    ) -> Updates:
        """Draw up the storyboard anew. The one that stood there can be had back."""
        language = as_language(page_language)
        if kit is None:
            return self._failed(word("no_kit", language))
        try:
            board, before = storyboard_of(kit, shape, seconds), typed_shots(typed)
        except InputError as error:
            return self._failed(error.text(language))
        shots = typed_of(board)
        updates = self._drawn(shots, kit, self.listing.view.media(kit, session), language)
        if before and before != shots:
            updates |= {self.panel.earlier: before, self.panel.back: gr.update(visible=True)}
        return updates | {self.panel.said: task_html(word("storyboard_drawn", language), state="done")}

    def back(
        self,
        typed: str,
        earlier: tuple[TypedShot, ...] | None,
        kit: Kit | None,
        session: Session | None,
        page_language: str,
    ) -> Updates:
        """Change places with the storyboard before."""
        language = as_language(page_language)
        if kit is None or earlier is None:
            return self._failed(word("no_kit", language))
        try:
            before = typed_shots(typed)
        except InputError as error:
            return self._failed(error.text(language))
        return self._drawn(earlier, kit, self.listing.view.media(kit, session), language) | {
            self.panel.earlier: before,
            self.panel.said: task_html(word("storyboard_back", language), state="done"),
        }

    def start(
        self,
        typed: str,
        shape: VideoShape,
        narration: bool,
        music: bool,
        captions: bool,
        kit: Kit | None,
        session: Session | None,
        page_language: str,
    ) -> Updates:
        """Before the video waits for its place: the storyboard is read, so that what is wrong is said at once."""
        language = as_language(page_language)
        try:
            shots = typed_shots(typed)
            if kit is None or shots is None:
                return self._failed(word("no_kit", language)) | {self.panel.read: None}
            board = Storyboard(shape, shots_of(shots), bool(narration), bool(music), bool(captions))
            read = read_storyboard(board, kit.pictures.keys())
        except InputError as error:
            return self._failed(error.text(language)) | {self.panel.read: None}
        return self.listing.start(page_language, kit, session) | {
            self.panel.read: read,
            self.panel.said: task_html(word("queued", language), 0.0, "busy"),
        }

    def make(
        self,
        board: Storyboard | None,
        stop: threading.Event,
        kit: Kit | None,
        session: Session,
        page_language: str,
    ) -> Iterator[Updates]:
        """Make the video of the storyboard that `start` read. A video made before stays until this one is there."""
        language = as_language(page_language)
        if board is None or kit is None:
            yield {self.panel.said: gr.skip()}
            return
        clock = _Clock()
        made = kit

        def work(listen: Listener) -> Iterable[Kit]:
            nonlocal made

            def told(progress: Progress) -> None:
                clock.tell(progress)
                listen(progress)

            made = make_video(kit, board, stop=stop, listen=told, user=session.user)
            clock.finished = True
            yield made

        news = self.listing.follow(work, kit, kit, stop, session, language, undone="video_stopped", places=_FILMING)
        last, problem = yield from all_but_the_last(self._told(news, clock, language))
        # Stop may come when the video is made and not packed: it is then undone.
        yield last | self.ended(problem, kit if problem else made, session, language)

    def ended(self, problem: str, kit: Kit, session: Session, language: Language) -> Updates:
        """What became of the video."""
        said = problem or word("video_made", language)
        failed = problem not in ("", word("video_stopped", language))
        player = video_html(kit, self.listing.view.media(kit, session), language)
        return {self.panel.said: task_html(said, state="failed" if failed else "done"), self.panel.player: player}

    def refused(self, kit: Kit | None, session: Session | None, page_language: str) -> Updates:
        """The server would not take the click."""
        said = word("crowded", as_language(page_language))
        return self.listing.refused(kit, session, page_language) | self._failed(said)

    def _told(
        self, news: Generator[Updates, None, str], clock: _Clock, language: Language
    ) -> Generator[Updates, None, str]:
        """The news with how far the video is."""
        while True:
            try:
                updates = next(news)
            except StopIteration as end:
                return str(end.value)
            yield updates | {self.panel.said: clock.html(language)}

    def _drawn(self, shots: tuple[TypedShot, ...], kit: Kit, media: Media, language: Language) -> Updates:
        return {
            self.panel.storyboard: storyboard_html(shots, media, tuple(kit.pictures), language),
            self.panel.shown: _shown(kit, media, language),
        }

    def _none(self, said: str) -> Updates:
        return {self.panel.storyboard: no_storyboard_html(said), self.panel.shown: None}

    def _failed(self, said: str) -> Updates:
        return {self.panel.said: task_html(said, state="failed")}


class _Clock:
    """How far a video is, and how long it will still take."""

    def __init__(self) -> None:
        self.finished = False
        self._last: Progress | None = None
        self._began = 0.0

    def tell(self, progress: Progress) -> None:
        if self._last is None or not self._last.done:
            self._began = time.monotonic()
        self._last = progress

    def html(self, language: Language) -> str:
        if self.finished:
            return task_html(word("packing", language), 1.0, "busy")
        if self._last is None:
            return task_html(word("queued", language), 0.0, "busy")
        share = self._last.done / self._last.total
        said, percent = self._last.message.text(language), round(100 * share)
        if share < _TOLD_AFTER:
            return task_html(word("video_share", language).format(said, percent), share, "busy")
        left = max(1, round((time.monotonic() - self._began) * (1 - share) / share))
        return task_html(word("video_left", language).format(said, percent, left), share, "busy")


def _shown(kit: Kit, media: Media, language: Language) -> Shown:
    return Shown(kit.product, language, {part: media.get(part, "") for part in kit.pictures})
