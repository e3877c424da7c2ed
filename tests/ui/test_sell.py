"""The tab "Sell on": what its clicks change, and what is shown of a pack."""

from __future__ import annotations

import gc
import re
import threading
import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from mmdemo.compose.pack import LeftOut, pack_of
from mmdemo.errors import Cancelled, MMDemoError
from mmdemo.handover import MARKET_IDS, Handover
from mmdemo.markets import Violation
from mmdemo.markets.wording import Finding
from mmdemo.message import Message
from mmdemo.schema import Kit
from mmdemo.ui.language import Words, word
from mmdemo.ui.sell_cards import SeenPack, sell_html
from mmdemo.ui.sell_handlers import FIRST, Seen, SellHandlers
from mmdemo.ui.sell_panel import ORDER, build_sell
from mmdemo.ui.session import Session
from mmdemo.ui.wording_sell import SELL
from tests.conftest import draw_photo, encoded
from tests.kits import kit_of

SIDE = 1500
HOSTILE = '<script>alert("1")</script>'


def follow(work: Any, kit: Kit, before: Kit, stop: threading.Event, session: Session, language: str) -> Iterator[Any]:
    """As the listing follows work, without showing it."""
    try:
        for news in work(lambda report: None):
            yield {"kit": news}
    except MMDemoError as error:
        return error.text(language)
    except Cancelled:
        return word("stopped", language)
    return ""


@pytest.fixture(scope="module")
def handlers():
    """The handlers over a listing that only notes what it kept."""
    with warnings.catch_warnings():
        # Gradio leaves event loops unclosed where it lays out a page; collected here, and not in the middle of a test.
        warnings.simplefilter("ignore", ResourceWarning)
        with gr.Blocks(), gr.Tab() as tab:
            panel = build_sell(Words(), tab)
        gc.collect()
    media = lambda kit, session: {part: f"file={part}" for part in kit.pictures}  # noqa: E731
    listing = SimpleNamespace(
        follow=follow,
        view=SimpleNamespace(results=SimpleNamespace(sell=panel), media=media),
        start=lambda language, kit, session: {},
        refused=lambda kit, session, language, reason: {},
    )
    return SellHandlers(listing)


@pytest.fixture
def session(temporary: Path) -> Session:
    return Session()


def large(kit: Kit) -> Kit:
    """The kit with pictures of as many pixels as marketplaces ask for."""
    data = encoded(draw_photo(SIDE, SIDE))
    assets = {
        part: replace(asset, payload=replace(asset.payload, data=data, width=SIDE, height=SIDE))
        if part.startswith("image/")
        else asset
        for part, asset in kit.assets.items()
    }
    return replace(kit, assets=assets)


@cache
def mug() -> Kit:
    return large(kit_of("copy", "image/main", "image/scene", photo=True))


def fixed(handlers: SellHandlers, market: str, kit: Kit, session: Session, seen: Seen | None = None) -> dict[Any, Any]:
    *_, last = handlers.fix(market, seen, threading.Event(), kit, session, "en")
    return last


def test_every_marketplace_can_be_chosen() -> None:
    assert sorted(ORDER) == sorted(MARKET_IDS)
    assert all(SELL[key].en and SELL[key].zh for key in SELL)


def test_one_click_fixes_all_and_puts_the_pack_into_the_download(handlers, session: Session) -> None:
    panel = handlers.panel
    given = replace(mug(), request=replace(mug().request, handover=Handover(("etsy",), sku="A1")))
    changed = fixed(handlers, "instagram", given, session)
    assert changed["kit"].request.handover == Handover(("etsy", "instagram"), sku="A1")
    assert changed["kit"].assets is given.assets
    assert changed[panel.chosen] == ["etsy", "instagram"]
    assert changed[panel.stop] == gr.update(interactive=False)
    assert "The pack for Instagram is in the download" in changed[panel.said]
    result = changed[panel.result]
    assert "Found and mended" in result and "As on Instagram" in result and "1080 × 1350 pixels, JPEG" in result
    for name in re.findall(r'src="gradio_api/file=([^"]+)"', result):
        assert Path(name).is_file()


def test_two_marketplaces_after_one_another_and_back(handlers, session: Session) -> None:
    panel = handlers.panel
    first = fixed(handlers, "etsy", mug(), session)
    second = fixed(handlers, "amazon", first["kit"], session, first[panel.seen])
    for file in session.folder.glob("pack-*"):
        file.unlink()  # swept away, as old files are
    back = handlers.show("etsy", True, second[panel.seen], second["kit"], session, "en")
    assert back[panel.result] == first[panel.result]
    assert list(session.folder.glob("pack-*"))


def test_a_changed_listing_is_not_shown_as_checked(handlers, session: Session) -> None:
    panel = handlers.panel
    changed = fixed(handlers, "etsy", mug(), session)
    kit = replace(changed["kit"], assets=dict(changed["kit"].assets))
    shown = handlers.show("etsy", True, changed[panel.seen], kit, session, "en")[panel.result]
    assert "in the listing as it is now" in shown and "As on Etsy" in shown and "Found and mended" not in shown
    wished = replace(kit, assets=changed["kit"].assets, request=replace(kit.request, handover=Handover()))
    assert "Pictures ready" in handlers.show("etsy", True, changed[panel.seen], wished, session, "en")[panel.result]


def test_all_that_are_ticked_are_fixed_and_the_others_leave(handlers, session: Session) -> None:
    panel = handlers.panel
    before = fixed(handlers, "etsy", mug(), session)
    *_, last = handlers.fix_chosen(
        ["jd", "shopify"], "shopify", before[panel.seen], threading.Event(), before["kit"], session, "en"
    )
    assert last["kit"].request.handover.markets == ("jd", "shopify")
    assert "Packs for 2 marketplaces" in last[panel.said] and "As on Shopify" in last[panel.result]
    assert set(last[panel.seen].packs) == {"etsy", "jd", "shopify"}
    *_, last = handlers.fix_chosen([], "shopify", None, threading.Event(), last["kit"], session, "zh")
    assert last["kit"].request.handover.markets == () and word("sell_emptied", "zh") in last[panel.said]


def test_what_a_marketplace_would_not_take_is_said(handlers, session: Session) -> None:
    kit = large(kit_of("copy", "image/card", "image/concept"))
    changed = fixed(handlers, "amazon", kit, session)
    panel = handlers.panel
    assert "Not complete: no picture could be made for Amazon. Add a photo" in changed[panel.said]
    result = changed[panel.result]
    assert "Must be changed" in result and "No picture of this listing can be used there" in result
    *_, last = handlers.fix_chosen(["amazon", "instagram"], "amazon", None, threading.Event(), kit, session, "en")
    assert "Not complete yet: Amazon." in last[panel.said]
    assert "No picture could be made for: Amazon." in last[panel.said]
    *_, last = handlers.fix("taobao", None, threading.Event(), kit, session, "zh")
    assert "尚不完整：没有可用于淘宝的图片。请上传商品照片" in last[panel.said]
    assert "已加入下载" not in last[panel.said]


def test_what_was_mended_is_told_without_orders(handlers, session: Session) -> None:
    page = fixed(handlers, "instagram", mug(), session)[handlers.panel.result]
    (was,) = {each for each in re.findall(r'<ul class="was">(.*?)</ul>', page) if "pixels" in each}
    assert "pixels across" in was and "expected.</li>" in was and "Make it smaller" not in was


@pytest.mark.parametrize(("language", "advice", "why"), [("en", "Advice", "the title already"), ("zh", "建议", "标题")])
def test_a_field_that_was_emptied_is_not_called_mended(language: Any, advice: str, why: str) -> None:
    copy = mug().copy
    assert copy is not None
    said = replace(copy, title="Mug of clay, 350 ml", keywords=("mug", "clay"), highlights=())
    kit = replace(mug(), assets={"copy": replace(mug().assets["copy"], payload=said)})
    page = sell_html(SeenPack(pack_of(kit, "amazon"), {}, {}), kit, {}, language)
    assert word("sell_was_broken", language) not in page
    told = re.findall(rf'<b class="severity">{advice}</b> ([^<]*{why}[^<]*)</li>', page)
    assert len(told) == 2 and told[0] == told[1]  # above, and at the field
    assert word("sell_found", language).format(0, 0, 5) in page


def test_stop_leaves_the_download_as_it_was(handlers, session: Session) -> None:
    stop = threading.Event()
    stop.set()
    *_, last = handlers.fix("amazon", None, stop, mug(), session, "en")
    panel = handlers.panel
    assert "kit" not in last and panel.result not in last
    assert 'data-state="done"' in last[panel.said] and word("stopped", "en") in last[panel.said]
    assert last[panel.stop] == gr.update(interactive=False)


def test_a_wish_that_cannot_be_met_is_said(handlers, session: Session) -> None:
    wrong = replace(mug(), request=replace(mug().request, handover=Handover(barcode="1")))
    changed = fixed(handlers, "amazon", wrong, session)
    assert 'data-state="failed"' in changed[handlers.panel.said] and "GTIN" in changed[handlers.panel.said]


def test_without_a_listing_nothing_is_fixed(handlers, session: Session) -> None:
    panel = handlers.panel
    for language in ("en", "zh"):
        shown = handlers.show("etsy", False, None, None, None, language)
        assert word("sell_none", language) in shown[panel.result] and shown[panel.market] == FIRST[language]
    (changed,) = handlers.fix("amazon", None, threading.Event(), None, session, "en")
    assert 'data-state="failed"' in changed[panel.said]
    (changed,) = handlers.fix_chosen(["amazon"], "amazon", None, threading.Event(), None, session, "en")
    assert 'data-state="failed"' in changed[panel.said]


def test_the_first_marketplace_goes_by_the_language_until_one_is_chosen(handlers, session: Session) -> None:
    panel = handlers.panel
    chinese = kit_of("copy", "image/main", language="zh")
    shown = handlers.show("amazon", False, None, chinese, session, "en")
    assert shown[panel.market] == FIRST["zh"] and "As on Taobao" in shown[panel.result]
    assert handlers.show("etsy", True, None, chinese, session, "en")[panel.market] == gr.skip()
    picked = handlers.pick("etsy", None, chinese, session, "en")
    assert picked[panel.picked] is True and "Not checked for Etsy" in picked[panel.result]


@pytest.mark.parametrize("market", MARKET_IDS)
def test_every_pack_can_be_shown_and_what_was_written_is_escaped(market: str) -> None:
    copy = mug().copy
    assert copy is not None
    hostile = replace(copy, title=HOSTILE, bullets=(HOSTILE,), long_description=HOSTILE)
    assets = {**mug().assets, "copy": replace(mug().assets["copy"], payload=hostile)}
    request = replace(mug().request, confirmed=(HOSTILE,))
    kit = replace(mug(), assets=assets, product=replace(mug().product, name=HOSTILE), request=request)
    pack = pack_of(kit, market)
    bad = Violation("title", Finding(Message(HOSTILE, HOSTILE), Message("", "")), True, f'https://x"{HOSTILE}', "A")
    pack = replace(pack, violations=(*pack.violations, bad))
    if pack.pictures:
        slot = pack.pictures[0].slot
        pack = replace(pack, left_out=(*pack.left_out, LeftOut(slot, None, Message(HOSTILE, HOSTILE))))
    seen = SeenPack(
        pack,
        {picture.name: 1500 for picture in pack.pictures},
        {picture.name: f"file={picture.name}" for picture in pack.pictures},
    )
    media = {part: f"file={part}" for part in kit.pictures}
    for language in ("en", "zh"):
        page = sell_html(seen, kit, media, language)
        assert "<script>" not in page and word("sell_texts", language) in page
        assert page.count('class="sell-picture"') == len(pack.pictures)
