"""What the clicks in the tab "Sell on" do."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr
from PIL import Image

from mmdemo.compose.pack import Pack, pack_of
from mmdemo.compose.picture import small_copy
from mmdemo.context import Listener, Progress
from mmdemo.errors import Cancelled
from mmdemo.handover import MARKET_IDS, MarketId
from mmdemo.markets import read_market
from mmdemo.pipeline import hand_over
from mmdemo.schema import Asset, Kit, Language, Message, digest
from mmdemo.ui.cards import task_html
from mmdemo.ui.files import address
from mmdemo.ui.handlers import ListingHandlers, all_but_the_last
from mmdemo.ui.language import as_language, word
from mmdemo.ui.sell_cards import SeenPack, empty_sell_html, sell_html, unchecked_html
from mmdemo.ui.sell_panel import SellPanel
from mmdemo.ui.session import Session
from mmdemo.ui.view import Updates
from mmdemo.ui.wording import WORDS

FIRST: Mapping[Language, MarketId] = {"en": "amazon", "zh": "taobao"}
"""The marketplace shown for that language until the merchant chooses one."""

SMALL = 640  # pixels of the longer side of the copies on the page


@dataclass(frozen=True)
class Fixed:
    """A pack without the bytes of its pictures, and small copies of these by name."""

    pack: Pack
    sizes: Mapping[str, int]
    copies: Mapping[str, bytes]


@dataclass(frozen=True)
class Seen:
    """The packs that were fixed before the merchant's eyes, and what of a listing they were made of."""

    assets: Mapping[str, Asset]
    confirmed: tuple[str, ...]
    packs: Mapping[str, Fixed]

    def holds_of(self, kit: Kit) -> bool:
        """Whether the listing is still the same, whatever is wished of its files."""
        return self.assets is kit.assets and self.confirmed == kit.request.confirmed


@dataclass(frozen=True)
class SellHandlers:
    """Each handler returns, or streams, a dictionary of changed components."""

    listing: ListingHandlers

    @property
    def panel(self) -> SellPanel:
        return self.listing.view.results.sell

    def start(self, page_language: str, kit: Kit | None, session: Session | None) -> Updates:
        """Before the work waits for its place."""
        said = word("sell_busy", as_language(page_language))
        return self.listing.start(page_language, kit, session) | {
            self.panel.stop: gr.update(interactive=True),
            self.panel.said: task_html(said, state="busy"),
        }

    def fix(
        self,
        market: str,
        seen: Seen | None,
        stop: threading.Event,
        kit: Kit | None,
        session: Session,
        page_language: str,
    ) -> Iterator[Updates]:
        """Check and fix the listing for one marketplace, after `start`, and put the pack into the download."""
        if kit is None:
            yield self.refused(kit, session, page_language, "no_kit")
            return
        wanted = dict.fromkeys([*kit.request.handover.markets, market])
        yield from self._fix((market,), tuple(wanted), market, seen, stop, kit, session, as_language(page_language))

    def fix_chosen(
        self,
        chosen: list[str] | None,
        market: str,
        seen: Seen | None,
        stop: threading.Event,
        kit: Kit | None,
        session: Session,
        page_language: str,
    ) -> Iterator[Updates]:
        """Check and fix the listing for the ticked marketplaces; the packs of all others leave the download."""
        if kit is None:
            yield self.refused(kit, session, page_language, "no_kit")
            return
        wanted = tuple(market for market in MARKET_IDS if market in (chosen or ()))
        yield from self._fix(wanted, wanted, market, seen, stop, kit, session, as_language(page_language))

    def show(
        self,
        market: str,
        picked: bool,
        seen: Seen | None,
        kit: Kit | None,
        session: Session | None,
        page_language: str,
    ) -> Updates:
        """The marketplace that is chosen; until one is, that of the listing's language, or of the page's."""
        language = as_language(page_language)
        shown = market if picked else FIRST[language if kit is None else kit.product.language]
        return {
            self.panel.market: gr.skip() if shown == market else shown,
            self.panel.result: self._result(shown, seen, kit, session, language),
        }

    def pick(
        self, market: str, seen: Seen | None, kit: Kit | None, session: Session | None, page_language: str
    ) -> Updates:
        """The merchant chose a marketplace."""
        result = self._result(market, seen, kit, session, as_language(page_language))
        return {self.panel.result: result, self.panel.picked: True, self.panel.said: task_html("")}

    def refused(self, kit: Kit | None, session: Session | None, page_language: str, reason: str = "crowded") -> Updates:
        """The server would not take the click, or had nothing to do it on."""
        said = word(reason, as_language(page_language))
        return self.listing.refused(kit, session, page_language, reason) | self._ended(said, "failed")

    def _fix(
        self,
        markets: tuple[str, ...],
        wanted: tuple[Any, ...],
        market: str,
        seen: Seen | None,
        stop: threading.Event,
        kit: Kit,
        session: Session,
        language: Language,
    ) -> Iterator[Updates]:
        made: dict[str, Fixed] = {}
        edited = kit

        def work(listen: Listener) -> Iterable[Kit]:
            nonlocal edited
            for number, id in enumerate(markets):
                made[id] = _fixed(pack_of(kit, id, _ticking(id, number, len(markets), stop, listen)))
            edited = hand_over(kit, replace(kit.request.handover, markets=wanted), kit.request.promotion)
            yield edited

        news = self.listing.follow(work, kit, kit, stop, session, language)
        last, problem = yield from all_but_the_last(news)
        if problem:
            stopped = problem == word("stopped", language)
            yield last | self._ended(problem, "done" if stopped else "failed")
            return
        kept = seen.packs if seen is not None and seen.holds_of(kit) else {}
        now = Seen(edited.assets, edited.request.confirmed, {**kept, **made})
        yield (
            last
            | self._ended(_done(made, wanted, language), "done")
            | {
                self.panel.seen: now,
                self.panel.chosen: list(wanted),
                self.panel.result: self._result(market, now, edited, session, language),
            }
        )

    def _ended(self, said: str, state: str) -> Updates:
        return {
            self.panel.stop: gr.update(interactive=False),
            self.panel.said: task_html(said, state=state),
        }

    def _result(
        self, market: str, seen: Seen | None, kit: Kit | None, session: Session | None, language: Language
    ) -> str:
        if kit is None or session is None:
            return empty_sell_html(language)
        media = self.listing.view.media(kit, session)
        fixed = seen.packs.get(market) if seen is not None and seen.holds_of(kit) else None
        if fixed is None:
            return unchecked_html(kit, market, media, language)
        return sell_html(SeenPack(fixed.pack, fixed.sizes, _written(fixed, session)), kit, media, language)


def _ticking(id: str, number: int, count: int, stop: threading.Event, listen: Listener) -> Callable[[], None]:
    """What is called before each picture of a pack: it says so, and ends the work once Stop is set."""
    pictures = 0
    label, said = read_market(id).label, WORDS["sell_picture"]

    def tick() -> None:
        nonlocal pictures
        if stop.is_set():
            raise Cancelled("markets")
        pictures += 1
        message = Message(said.en.format(label.en, pictures), said.zh.format(label.zh, pictures))
        listen(Progress("markets", number, count, message))

    return tick


def _fixed(pack: Pack) -> Fixed:
    copies = {}
    for picture in pack.pictures:
        with Image.open(io.BytesIO(picture.data)) as image:
            image.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS, reducing_gap=2.0)
            copies[picture.name] = small_copy(image)
    sizes = {picture.name: len(picture.data) for picture in pack.pictures}
    bare = tuple(replace(picture, data=b"") for picture in pack.pictures)
    return Fixed(replace(pack, pictures=bare), sizes, copies)


def _written(fixed: Fixed, session: Session) -> dict[str, str]:
    """The addresses of the small copies, written again where they were swept away meanwhile."""
    addresses = {}
    for name, data in fixed.copies.items():
        file = session.folder / f"pack-{digest(data)[:12]}.webp"
        if file.exists():
            file.touch()
        else:
            file.write_bytes(data)
        addresses[name] = address(file)
    return addresses


def _done(made: Mapping[str, Fixed], wanted: tuple[str, ...], language: Language) -> str:
    """What is in the download now, and which packs their marketplace would not take like this."""
    if not wanted:
        return word("sell_emptied", language)
    names = {id: fixed.pack.market.label.text(language) for id, fixed in made.items()}
    bare = [names[id] for id, fixed in made.items() if not fixed.pack.pictures]
    refused = [names[id] for id, fixed in made.items() if any(one.blocks for one in fixed.pack.violations)]
    if len(made) == 1:
        key = "sell_bare" if bare else "sell_incomplete" if refused else "sell_done"
        return word(key, language).format(*names.values())
    between, space = ("、", "") if language == "zh" else (", ", " ")
    lacking = [name for name in names.values() if name in {*bare, *refused}]
    key = "sell_incomplete_many" if lacking else "sell_done_many"
    said = word(key, language).format(len(wanted), between.join(lacking))
    return space.join([said, word("sell_bare_many", language).format(between.join(bare))]) if bare else said
