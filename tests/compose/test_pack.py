"""Packs of a made-up kit and of a real photo: every picture keeps its marketplace's rules, and what cannot says why."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mmdemo.compose.pack import Pack, pack_files, pack_of
from mmdemo.context import RunContext
from mmdemo.errors import Cancelled
from mmdemo.generators.image.embedded import EmbeddedPictures
from mmdemo.handover import MARKET_IDS
from mmdemo.intake.photo import read_photo
from mmdemo.markets.picture_check import PictureFacts, check_picture
from mmdemo.picture import Region
from mmdemo.processing.image.placement import on_white
from mmdemo.schema import Asset, Brief, Copy, Kit, Picture, Product, Provenance, Request
from tests.conftest import draw_photo, encoded
from tests.listings import MUG
from tests.markets.picture_files import product

PROVENANCE = Provenance("auto", "embedded", "Embedded", "CPU", 1, 0, 0.0, "", "", "", "")


def kit_of(pictures: dict[str, Picture], of: Product = MUG, edited: tuple[str, ...] = ()) -> Kit:
    copy = Asset("copy", Copy("Stoneware Mug", ("Dishwasher safe",), "A mug.", "A mug.", ("mug",), {}, ""), PROVENANCE)
    assets = {
        part: Asset(part, picture, replace(PROVENANCE, edited=part in edited)) for part, picture in pictures.items()
    }
    return Kit(Request(), of, 1, ("copy", *pictures), {"copy": copy, **assets})


@cache
def made_up() -> Kit:
    cutout = Image.new("RGBA", (900, 1200))
    ImageDraw.Draw(cutout).rounded_rectangle((200, 100, 700, 1100), 60, fill=(176, 36, 48, 255))
    grain = Image.effect_noise(cutout.size, 12).point(lambda level: level // 2)
    cutout = Image.merge("RGBA", (*(grain,) * 3, cutout.getchannel("A")))
    white, placed = on_white(np.asarray(cutout))
    size = Image.fromarray(white)
    ImageDraw.Draw(size).line((1700, 100, 1700, 1900), fill=(20, 20, 20), width=8)
    return kit_of(
        {
            "image/cutout": Picture(encoded(cutout), 900, 1200),
            "image/main": Picture(encoded(Image.fromarray(white)), 2000, 2000, product=placed.region),
            # The bottle of the drawing, twice as large.
            "image/scene": Picture(encoded(draw_photo(1440, 1440)), 1440, 1440, product=Region(480, 220, 480, 1040)),
            "image/detail": Picture(encoded(draw_photo(700, 700)), 700, 700, product=Region(-200, -90, 1100, 1300)),
            "image/size": Picture(encoded(size), 2000, 2000, product=placed.region),
            "image/banner-portrait": Picture(encoded(draw_photo(1080, 1350)), 1080, 1350),
        }
    )


def names(pack: Pack) -> list[tuple[str, str]]:
    return [(picture.name, picture.part) for picture in pack.pictures]


def kept(pack: Pack) -> None:
    """Every picture is what it says, and keeps its rules by a check of its own."""
    assert len({picture.name for picture in pack.pictures}) == len(pack.pictures)
    for picture in pack.pictures:
        with Image.open(io.BytesIO(picture.data)) as image:
            assert (image.size, image.format) == ((picture.width, picture.height), picture.slot.format)
        assert picture.after == ()
        assert check_picture(picture.data, picture.slot, PictureFacts(picture.name)) == ()


@pytest.mark.parametrize("market", MARKET_IDS)
def test_every_picture_of_a_pack_keeps_the_rules(market: str) -> None:
    pack = pack_of(made_up(), market)
    kept(pack)
    assert pack.pictures and pack.texts and pack.market.id == market
    assert {each.slot.id for each in pack.left_out} <= {"further"}


def test_the_files_have_the_names_the_marketplace_knows() -> None:
    pack = pack_of(made_up(), "amazon")
    further = ["image/scene", "image/detail", "image/size"]
    assert names(pack) == [("MAIN.jpg", "image/main"), *zip(["PT01.jpg", "PT02.jpg", "PT03.jpg"], further, strict=True)]
    files = pack_files(pack)
    assert files == {f"markets/amazon/{picture.name}": picture.data for picture in pack.pictures}
    assert names(pack_of(made_up(), "google"))[:2] == [
        ("image_link.jpg", "image/main"),
        ("lifestyle_image_link.jpg", "image/scene"),
    ]
    assert [name for name, _ in names(pack_of(made_up(), "ebay"))] == [f"picture-0{number}.jpg" for number in (1, 2, 3)]


def test_the_texts_are_those_of_the_marketplace() -> None:
    pack = pack_of(made_up(), "amazon")
    assert [text.lines for text in pack.texts if text.field == "title"] == [("Stoneware Mug",)]
    foreign = pack_of(made_up(), "taobao").violations
    assert [each.field for each in foreign if "Chinese" in each.message.en] == ["language"]


def test_a_field_that_is_emptied_is_told_and_why() -> None:
    copy = Copy("Stoneware Mug, 350 ml", ("$24 only",), "A mug.", "A mug.", ("mug", "350 ml"), {}, "", ("Stoneware",))
    kit = kit_of({})
    kit = replace(kit, assets={"copy": replace(kit.assets["copy"], payload=copy)})
    told = {each.field: each.message for each in pack_of(kit, "amazon").emptied}
    assert set(told) == {"highlights", "bullets", "search_terms"}
    for field in ("highlights", "search_terms"):
        assert "stands in the title already. Write other words if you have any." in told[field].en
        assert "都已出现在标题中，" in told[field].zh
    assert "nothing of what was written can stand there" in told["bullets"].en and "title" not in told["bullets"].en
    assert pack_of(replace(kit, assets={}), "amazon").emptied == ()


def test_the_rules_that_the_kit_s_own_pictures_do_not_keep_are_told() -> None:
    pack = pack_of(made_up(), "xiaohongshu")
    (note,) = [picture for picture in pack.pictures if picture.part == "image/main"]
    assert "“Picture of the note” is 1:1, width to height; 3:4 is expected. Cut or extend it." in [
        each.message.en for each in note.before
    ]
    assert [each.message.en for each in pack.violations if each.field == "pictures"] == []
    few = pack_of(made_up(), "tiktok").violations
    assert [each.message.en for each in few if each.field == "pictures"] == [
        "Pictures for TikTok Shop: 4 here, at least 5 expected. Add further photos."
    ]


def test_a_picture_with_words_does_not_go_where_they_are_forbidden() -> None:
    parts = [part for _, part in names(pack_of(made_up(), "ebay"))]
    assert parts == ["image/main", "image/scene", "image/detail"]
    only = kit_of({"image/main": made_up().pictures["image/main"], "image/size": made_up().pictures["image/size"]})
    assert [part for _, part in names(pack_of(only, "ebay"))] == ["image/main"]


def test_without_a_photo_the_item_s_slots_stay_empty_and_say_what_to_do() -> None:
    concept = Picture(encoded(draw_photo(1536, 1536)), 1536, 1536, concept=True)
    kit = kit_of({"image/concept": concept})
    for market in ("amazon", "etsy", "ebay", "google", "taobao", "jd", "tiktok", "shopify"):
        pack = pack_of(kit, market)
        assert pack.pictures == ()
        first = pack.left_out[0]
        assert first.part == "image/concept"
        assert "concept" in first.reason.en and "photo" in first.reason.en
        assert "概念图" in first.reason.zh and "照片" in first.reason.zh
    assert names(pack_of(kit, "instagram")) == [("post-01.jpg", "image/concept")]
    kept(pack_of(kit, "xiaohongshu"))
    nothing = pack_of(kit_of({}), "amazon")
    assert [each.part for each in nothing.left_out] == [None, None] and nothing.pictures == ()


def test_a_picture_too_small_is_left_out_with_a_sentence() -> None:
    (refused,) = pack_of(made_up(), "etsy").left_out
    assert refused.part == "image/detail" and "700 × 700" in refused.reason.en and "700 × 700" in refused.reason.zh


def test_a_merchant_s_own_main_picture_is_mended_or_the_cutout_takes_its_place() -> None:
    parts = {"image/cutout": made_up().pictures["image/cutout"]}
    pale = product(1200, 1200, fill=0.6, ground=248)
    own = kit_of({**parts, "image/main": Picture(encoded(pale), 1200, 1200)}, edited=("image/main",))
    pack = pack_of(own, "amazon")
    kept(pack)
    assert names(pack) == [("MAIN.jpg", "image/main")]
    dark = Picture(encoded(draw_photo(1200, 1200)), 1200, 1200)
    pack = pack_of(kit_of({**parts, "image/main": dark}, edited=("image/main",)), "amazon")
    kept(pack)
    assert names(pack) == [("MAIN.jpg", "image/cutout")]
    assert pack.left_out[0].part == "image/main" and "pure white" in pack.left_out[0].reason.en
    # Where white is only advised, the picture that keeps every rule goes first all the same.
    pack = pack_of(kit_of({**parts, "image/main": dark}, edited=("image/main",)), "tiktok")
    assert names(pack)[0] == ("main-01.jpg", "image/cutout")
    pack = pack_of(kit_of({"image/main": dark}, edited=("image/main",)), "tiktok")
    assert names(pack) == [("main-01.jpg", "image/main")] and pack.pictures[0].after


def test_a_merchant_s_own_scene_carries_no_words_of_ours() -> None:
    own = replace(made_up().pictures["image/size"], product=None)
    kit = kit_of({"image/main": made_up().pictures["image/main"], "image/main-2": own}, edited=("image/main-2",))
    assert [part for _, part in names(pack_of(kit, "ebay"))] == ["image/main", "image/main-2"]


def test_stop_is_heard_between_pictures() -> None:
    ticks = []

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 3:
            raise Cancelled("markets")

    with pytest.raises(Cancelled):
        pack_of(made_up(), "amazon", tick)
    assert len(ticks) == 3


def test_a_pack_is_the_same_twice_and_an_unknown_market_is_an_error() -> None:
    assert pack_of(made_up(), "amazon") == pack_of(made_up(), "amazon")
    with pytest.raises(OSError, match="nowhere"):
        pack_of(made_up(), "nowhere")


def test_a_real_photo_goes_to_every_marketplace(shared: Path) -> None:
    mug = Product("Mug", "en", photo=read_photo(shared / "photos" / "gcp_mug.jpg"))
    studio, ctx = EmbeddedPictures(), RunContext(1)
    cutout = studio.generate(Brief("image/cutout", "image", "cutout", mug, "friendly"), ctx)
    pictures = {"image/cutout": cutout}
    for kind in ("main", "scene"):
        brief = Brief(f"image/{kind}", "image", kind, mug, "friendly", ("image/cutout",), {"image/cutout": cutout})
        pictures[f"image/{kind}"] = studio.generate(brief, ctx.for_part(brief.part))
    for market in MARKET_IDS:
        pack = pack_of(kit_of(pictures, mug), market)
        assert {"image/main", "image/scene"} <= {picture.part for picture in pack.pictures}
        assert all(picture.after == () for picture in pack.pictures)
