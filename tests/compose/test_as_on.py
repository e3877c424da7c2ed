"""The preview of a listing on a marketplace: cut, cropped, counted, escaped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mmdemo.compose.as_on import MOST_SMALL, Shown, ShownPicture, as_on_html, as_on_page, shown_kit, shown_pack
from mmdemo.compose.pack import pack_of
from mmdemo.handover import MARKET_IDS
from mmdemo.markets.as_on import read_views
from mmdemo.schema import Kit
from tests.kits import kit_of

HOSTILE = '<script>alert("1")</script>'


def shown(**changed: object) -> Shown:
    picture = ShownPicture("file=a.webp", 1000, 1000, "A mug")
    usual = Shown("Mug", "en", "$24", {"title": "A mug of clay"}, {"main": (picture,), "further": (picture,) * 12})
    return replace(usual, **changed)


def kit() -> Kit:
    return kit_of("copy", "image/cutout", "image/main", "image/scene", "image/detail", photo=True)


@pytest.mark.parametrize("market", MARKET_IDS)
def test_every_marketplace_is_drawn_from_a_pack_and_from_a_listing_as_it_is(market: str) -> None:
    listing = kit()
    pack = pack_of(listing, market)
    addresses = {picture.name: f"file={picture.name}" for picture in pack.pictures}
    media = {part: f"file={part}" for part in listing.pictures}
    packed, plain = shown_pack(pack, listing.product, addresses), shown_kit(listing, market, media)
    for given, address in ((packed, "file="), (plain, "file=image/")):
        for language in ("en", "zh"):
            page = as_on_html(given, market, language)
            for view in read_views(market):
                assert f"<h4>{view.label.text(language)}</h4>" in page
            assert page.count("as-phone") == len(read_views(market))
            assert address in page or not given.pictures


def test_a_title_is_cut_where_the_market_cuts_it() -> None:
    title = "Stoneware mug with a glaze of seven colours, made by hand"
    page = as_on_html(shown(texts={"title": title}), "tiktok", "en")
    assert ">Stoneware mug with a glaze of seve…<" in page  # 34 characters
    assert f"“Title” is cut: 34 of its {len(title)} characters are seen." in page
    assert title in page  # the page of the product shows it, on two lines
    assert "--lines:2" in page
    assert "characters are seen" not in as_on_html(shown(), "tiktok", "en")
    chinese = as_on_html(shown(texts={"title": title}), "tiktok", "zh")
    assert f"“标题”被截断：共 {len(title)} 字符，只显示 34 字符" in chinese


def test_a_picture_is_cropped_in_the_middle_or_stands_whole() -> None:
    etsy = as_on_html(shown(), "etsy", "en")
    assert "aspect-ratio:1.3333" in etsy and "object-fit:cover" in etsy
    assert "25% of the picture&#x27;s height is cut off" in etsy
    wide = ShownPicture("file=b.webp", 1600, 800, "A mug")
    amazon = as_on_html(shown(pictures={"main": (wide,)}), "amazon", "en")
    assert "object-fit:contain" in amazon and "empty bars" in amazon and "cut off" not in amazon


def test_pictures_are_counted_and_the_strip_ends() -> None:
    page = as_on_html(shown(), "amazon", "en")
    assert "13 pictures" in page
    assert page.count("<img") == 1 + 1 + MOST_SMALL
    assert "pictures</p>" not in as_on_html(shown(pictures={"main": shown().pictures["main"]}), "amazon", "en")
    grid = as_on_html(shown(pictures={"post": shown().pictures["further"][:5]}), "instagram", "en")
    assert grid.count("aspect-ratio:0.7500") == 5


def test_where_a_figure_comes_from_is_said() -> None:
    page = as_on_html(shown(), "tiktok", "en")
    assert "Roughly as on TikTok Shop" in page and "a third party&#x27;s figure" in page
    assert page.count("general knowledge; no page was read") == 1 and "Where no source is named" in page
    known = as_on_html(shown(), "jd", "zh")
    assert known.count("常识") == 1 and "未注明来源" not in known and "来源" not in known


def test_without_pictures_price_and_texts_the_name_stands_there() -> None:
    page = as_on_html(shown(price="", texts={}, pictures={}), "etsy", "en")
    assert page.count("No picture") == 2 and "as-price" not in page and ">Mug<" in page
    assert "<img" not in as_on_html(shown(pictures={}), "instagram", "en")
    assert "$24" not in as_on_html(shown(), "instagram", "en")


def test_what_a_merchant_wrote_shows_as_text() -> None:
    picture = ShownPicture(f'x"{HOSTILE}', 10, 10, HOSTILE)
    texts, pictures = {"title": HOSTILE, "caption": HOSTILE}, {"main": (picture,)}
    given = shown(name=HOSTILE, price=HOSTILE, texts=texts, pictures=pictures)
    for market in MARKET_IDS:
        assert "<script>" not in as_on_page(given, market, "en")


def test_a_page_of_its_own_loads_nothing_from_elsewhere() -> None:
    page = as_on_page(shown(), "amazon", "zh")
    assert page.startswith("<!doctype html>") and '<html lang="zh-CN">' in page
    assert "default-src 'none'" in page and ".as-phone{" in page


def test_an_unknown_market_is_an_error() -> None:
    with pytest.raises(OSError, match="nowhere"):
        as_on_html(shown(), "nowhere", "en")
