"""How marketplaces cut titles and pictures: what the data says, what is left of a title, what is lost of a picture."""

from __future__ import annotations

import datetime
import json

import pytest

from mmdemo.markets import MARKET_TEXTS, Source, read_market
from mmdemo.markets.as_on import KNOWN, PictureCut, TitleCut, read_views
from mmdemo.markets.as_written import as_written
from mmdemo.markets.measure import measure
from mmdemo.markets.pictures import read_pictures
from mmdemo.paths import ASSETS
from mmdemo.texts import Copy, Post

SOURCE = Source("https://a.example", "2026-11-29", "C")
COPY = Copy(
    "A mug",
    ("Holds 350 ml", "Dishwasher safe"),
    "A mug.",
    "A mug that holds 350 ml.",
    ("mug", "cup"),
    {},
    "A mug.",
    highlights=("350 ml", "Glazed"),
    posts={"instagram": Post("", "Come and see.", ("Mug", "#Cup"))},
)


@pytest.mark.parametrize("id", MARKET_TEXTS)
def test_every_view_is_complete_and_its_sources_are_used(id: str) -> None:
    table = json.loads((ASSETS / "markets" / f"{id}.json").read_text(encoding="utf-8"))["as_on"]
    figures = [entry[key] for entry in table["views"] for key in ("title", "picture") if key in entry]
    assert {figure["source"] for figure in figures} == set(table["sources"])
    for name, source in table["sources"].items():
        assert source["address"].startswith("https://") and source["grade"] in {"A", "B", "C"}
        assert datetime.date.fromisoformat(source["date"]) >= datetime.date(2026, 11, 23)
        assert name != KNOWN or source["grade"] == "C"
    for figure in figures:
        assert (figure["source"] == KNOWN) == figure.get("note", "").startswith("general knowledge")
    views, slots = read_views(id), {slot.id for slot in read_pictures(id).slots}
    assert len(views) > 1 and len({view.id for view in views}) == len(views)
    for view in views:
        assert view.shape in {"tile", "row", "page"} and view.slots and set(view.slots) <= slots
        assert (view.title is None) == (view.field is None)
        assert view.field is None or read_market(id).field(view.field)
        assert view.label.en and view.label.zh
        assert not view.picture.cut or view.picture.ratio is not None


def test_an_unknown_market_has_no_views() -> None:
    with pytest.raises(OSError, match="nowhere"):
        read_views("nowhere")


@pytest.mark.parametrize(
    "title, most, shown",
    [("A mug", 5, "A mug"), ("A mugs", 5, "A mug…"), ("A mug of clay", 6, "A mug…"), ("陶瓷马克杯", 3, "陶瓷马…")],
)
def test_a_title_is_cut_behind_what_is_seen(title: str, most: int, shown: str) -> None:
    assert TitleCut(SOURCE, True, most).shown(title) == shown
    assert TitleCut(SOURCE, True, lines=2).shown(title) == title


def test_a_title_is_cut_in_the_unit_of_the_market() -> None:
    shown = TitleCut(SOURCE, True, 6, "columns").shown("陶瓷马克杯")
    assert shown == "陶瓷马…" and measure(shown[:-1], "columns") == 6


@pytest.mark.parametrize(
    "width, height, ratio, cut, lost",
    [
        (1000, 1000, 1.0, True, 0.0),
        (1000, 1000, 4 / 3, True, -0.25),
        (1080, 1350, 0.75, True, 0.0625),
        (1000, 1000, 4 / 3, False, 0.0),
        (1000, 500, None, False, 0.0),
    ],
)
def test_what_is_cut_off_a_picture(width: int, height: int, ratio: float | None, cut: bool, lost: float) -> None:
    assert PictureCut(SOURCE, True, ratio, cut).lost(width, height) == pytest.approx(lost)


def test_texts_as_they_were_written_stand_in_every_field() -> None:
    def lines(market: str, field: str) -> tuple[str, ...]:
        texts = as_written(COPY, "en", read_market(market))
        assert [text.field for text in texts] == [each.id for each in read_market(market).fields]
        return next(text.lines for text in texts if text.field == field)

    assert lines("amazon", "title") == ("A mug",)
    assert lines("amazon", "highlights") == ("350 ml, Glazed",)
    assert lines("amazon", "bullets") == COPY.bullets
    assert lines("amazon", "search_terms") == ("mug cup",)
    assert lines("etsy", "tags") == ("mug", "cup")
    assert lines("instagram", "caption") == ("Come and see.\n\n#Mug #Cup",)
    assert lines("shopify", "alt_texts") == ()
