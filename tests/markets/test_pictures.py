"""The picture rules as data: where each comes from, and that each has a file that keeps it and one that does not."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from mmdemo.handover import MARKET_IDS
from mmdemo.markets import pictures, read_market
from mmdemo.markets.picture_check import PictureFacts, check_count, check_picture
from mmdemo.markets.picture_wording import ratio_text
from mmdemo.markets.pictures import MarketPictures, PictureRule, PictureSlot, read_pictures
from mmdemo.paths import ASSETS
from mmdemo.picture import Region
from tests.conftest import draw_photo, encoded
from tests.markets import picture_files as files

MARKETS = [(id, read_pictures(id)) for id in MARKET_IDS]
SLOTS = [(id, slot) for id, market in MARKETS for slot in market.slots]
RULES = [pytest.param(slot, rule, id=f"{id}-{slot.id}-{rule.kind}") for id, slot in SLOTS for rule in slot.rules]
COUNTS = [pytest.param(id, market, rule, id=id) for id, market in MARKETS for rule in market.count]


def table(id: str) -> dict[str, list[dict[str, object]]]:
    return json.loads((ASSETS / "markets" / f"{id}.json").read_text(encoding="utf-8"))["pictures"]


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # only the header is read
@pytest.mark.parametrize("slot, rule", RULES)
def test_a_rule_has_files_that_keep_it_and_files_that_do_not(slot: PictureSlot, rule: PictureRule) -> None:
    bare = files.alone(slot, rule)
    kept, broken = list(files.keeping(rule)), list(files.breaking(rule))
    assert kept and broken
    for data, facts in kept:
        assert check_picture(data, bare, facts) == ()
    for data, facts in broken:
        (violation,) = check_picture(data, bare, facts)
        assert (violation.field, violation.blocks, violation.grade) == (slot.id, rule.blocks, rule.source.grade)
        assert violation.source == rule.source.address
        assert slot.label.en in violation.message.en and violation.message.en.endswith(".")
        assert slot.label.zh in violation.message.zh and violation.message.zh.endswith("。")


@pytest.mark.parametrize("id, market, rule", COUNTS)
def test_a_rule_of_how_many_is_kept_to_the_last_picture(id: str, market: MarketPictures, rule: PictureRule) -> None:
    bare = replace(market, count=(rule,))
    for edge, beyond in ((rule.least, -1), (rule.most, 1)):
        if edge is not None:
            assert check_count(int(edge), bare, read_market(id)) == ()
            (violation,) = check_count(int(edge) + beyond, bare, read_market(id))
            assert violation.blocks == rule.blocks and str(int(edge) + beyond) in violation.message.en
            assert str(int(edge) + beyond) in violation.message.zh


@pytest.mark.parametrize("id, market", MARKETS, ids=MARKET_IDS)
def test_only_what_the_owner_said_blocks(id: str, market: MarketPictures) -> None:
    rules = [*market.count, *(rule for slot in market.slots for rule in slot.rules)]
    assert rules and all(rule.source.grade in {"A", "B"} for rule in rules if rule.blocks)
    assert all(rule.kind == "count" for rule in market.count)


@pytest.mark.parametrize("id", MARKET_IDS)
def test_every_source_is_complete_and_used(id: str) -> None:
    pictures_of = table(id)
    rules = [rule for slot in pictures_of["slots"] for rule in slot["rules"]]
    entries = [*pictures_of["count"], *pictures_of["rules"], *rules]
    sources = pictures_of["sources"]
    assert {entry["source"] for entry in entries} == set(sources)
    for source in sources.values():
        assert source["address"].startswith(("https://", "http://djres.cn/"))  # a page of 2017 without the s
        assert datetime.date.fromisoformat(source["date"]) >= datetime.date(2026, 11, 23)
        assert source["grade"] in {"A", "B", "C"}


@pytest.mark.parametrize("key", ["count", "rules"])
def test_a_rule_of_grade_c_cannot_block(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bold = json.loads((ASSETS / "markets" / "jd.json").read_text(encoding="utf-8"))
    bold["pictures"][key][0]["blocks"] = True
    (tmp_path / f"bold-{key}.json").write_text(json.dumps(bold), encoding="utf-8")
    monkeypatch.setattr(pictures, "_HOME", tmp_path)
    with pytest.raises(ValueError, match="grade C"):
        read_pictures(f"bold-{key}")


def test_an_unknown_market_or_slot_is_an_error() -> None:
    with pytest.raises(OSError, match="nowhere"):
        read_pictures("nowhere")
    with pytest.raises(KeyError, match="cover"):
        read_pictures("amazon").slot("cover")
    assert read_pictures("amazon").slot("main").file_name(0) == "MAIN.jpg"


@pytest.mark.parametrize("id, market", MARKETS, ids=MARKET_IDS)
def test_file_names_are_plain_and_each_has_one_picture(id: str, market: MarketPictures) -> None:
    names = [slot.file_name(place) for slot in market.slots for place in range(slot.most)]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name == Path(name).name and " " not in name for name in names)
    most = [rule.most for rule in market.count if rule.most is not None]
    alike = [slot.most for slot in market.slots if slot.id != "description"]
    assert not most or sum(alike) <= min(most)


@pytest.mark.parametrize("id, slot", SLOTS, ids=[f"{id}-{slot.id}" for id, slot in SLOTS])
def test_what_a_slot_writes_keeps_its_own_rules(id: str, slot: PictureSlot) -> None:
    assert all(slot.format in rule.formats for rule in slot.rules if rule.kind == "format")
    if slot.width and slot.height:
        sizes = {"pixels", "ratio", "megapixels"}
        sized = replace(slot, rules=tuple(rule for rule in slot.rules if rule.kind in sizes))
        assert check_picture(files.empty(slot.width, slot.height), sized, files.PLAIN) == ()


def main_slot(*kinds: str) -> PictureSlot:
    slot = read_pictures("amazon").slot("main")
    return replace(slot, rules=tuple(rule for rule in slot.rules if rule.kind in kinds))


def test_a_white_product_on_white_is_ground_only_where_nobody_knows_it_lies() -> None:
    picture = Image.new("RGB", (400, 400), "white")
    ImageDraw.Draw(picture).rectangle((40, 40, 359, 359), fill=(249, 249, 248))
    data = encoded(picture)
    assert check_picture(data, main_slot("white"), files.PLAIN)
    known = replace(files.PLAIN, product=Region(40, 40, 320, 320))
    assert check_picture(data, main_slot("white"), known) == ()
    # A region that reaches out of the picture tells nothing of where the product ends.
    assert check_picture(data, main_slot("white"), replace(known, product=Region(-9, 40, 320, 320)))


def test_the_fill_is_measured_on_white_and_nothing_is_said_of_it_elsewhere() -> None:
    slot = main_slot("fill")
    assert check_picture(encoded(files.product(fill=0.86)), slot, files.PLAIN) == ()
    (violation,) = check_picture(encoded(files.product(fill=0.6), "JPEG"), slot, files.PLAIN)
    assert "60%" in violation.message.en and "60%" in violation.message.zh
    assert check_picture(encoded(draw_photo(400, 300)), slot, files.PLAIN) == ()
    assert check_picture(files.empty(90, 90), slot, files.PLAIN) == ()


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(1.0, "1:1"), (0.75, "3:4"), (1080 / 1349, "4:5"), (16 / 9, "16:9"), (1.91, "1.91:1"), (0.79, "1:1.27")],
)
def test_a_ratio_is_said_as_people_do(ratio: float, said: str) -> None:
    assert ratio_text(ratio) == said


@pytest.mark.parametrize(("size", "said"), [((900, 1600), "9:16"), ((1600, 800), "2:1")])
def test_a_wrong_ratio_is_told_with_the_one_that_is_asked_for(size: tuple[int, int], said: str) -> None:
    slot = read_pictures("instagram").slot("post")
    (violation,) = check_picture(files.empty(*size), replace(slot, rules=ratios(slot)), files.PLAIN)
    assert violation.message.en.endswith(f"is {said}, width to height; 4:5 to 1.91:1 is expected. Cut or extend it.")
    assert violation.message.zh.endswith(f"的宽高比为 {said}，应为 4:5 到 1.91:1，请裁剪或扩展。")
    assert violation.finding.fault.en.endswith("is expected.") and "请" not in violation.finding.fault.zh


def ratios(slot: PictureSlot) -> tuple[PictureRule, ...]:
    return tuple(rule for rule in slot.rules if rule.kind == "ratio")


@pytest.mark.parametrize("ground", [0, 120, 255])
def test_a_product_in_the_middle_is_no_border(ground: int) -> None:
    slot = main_slot("border")
    for fill in (0.3, 0.9, 0.99, 1.0):
        assert check_picture(encoded(files.product(fill=fill, ground=ground)), slot, files.PLAIN) == ()
    assert check_picture(encoded(draw_photo(400, 300)), slot, files.PLAIN) == ()


def test_bars_at_two_sides_are_no_border() -> None:
    wide = Image.new("RGB", (400, 400), "black")
    wide.paste(draw_photo(400, 300), (0, 50))
    assert check_picture(encoded(wide), main_slot("border"), files.PLAIN) == ()


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_an_error(data: bytes) -> None:
    with pytest.raises(OSError):
        check_picture(data, main_slot("white"), PictureFacts("a.png"))


def test_a_cut_off_file_is_an_error_where_its_pixels_are_needed() -> None:
    whole = encoded(draw_photo(400, 300))
    with pytest.raises(OSError):
        check_picture(whole[: len(whole) // 2], main_slot("white"), PictureFacts("a.png"))
