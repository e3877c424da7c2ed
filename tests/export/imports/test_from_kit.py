"""A kit's own import files: what stands in them, what is held back, what the merchant is told before importing."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import pytest

from mmdemo.export.archive import kit_files
from mmdemo.export.imports import (
    ShopItem,
    check,
    import_files,
    items_of,
    missing_for_google,
    missing_for_search,
    problems_of,
    read_items,
    repeated,
    warnings_of,
    writer,
)
from mmdemo.export.imports.check import A_FORMULA
from mmdemo.export.imports.from_kit import page_address
from mmdemo.export.marks import read_mark
from mmdemo.pipeline import confirm, edit_copy, make_kit
from mmdemo.schema import Handover, Kit, Message, Request
from tests.catalogues import HOSTILE, LACKING, MUG

LINE = "本文案由人工智能生成。"
WISHES = Handover(
    shop="https://kiln.example",
    picture_base="https://cdn.example/mug/",
    sku="MUG-350",
    barcode="4006381333931",
    stock=12,
    was_price="$30",
)


@pytest.fixture(scope="module")
def kit(photo: bytes) -> Kit:
    return make_kit(
        Request(
            name="Stoneware mug",
            category="Kitchen",
            brand="Kiln",
            price="$24",
            facts=("350 ml", "Material: stoneware"),
            photo=photo,
            seed=7,
            language="en",
            handover=WISHES,
            generators={"speech": "embedded"},
        )
    )


def item_of(kit: Kit) -> ShopItem:
    (item,) = items_of(kit)
    return item


def test_the_item_is_the_product(kit: Kit) -> None:
    item = item_of(kit)
    assert (item.sku, item.barcode, item.stock) == ("MUG-350", "4006381333931", 12)
    assert (item.price, item.was_price, item.currency) == (Decimal(24), Decimal(30), "USD")
    assert item.link == "https://kiln.example/products/stoneware-mug"
    assert item.pictures[0].address == "https://cdn.example/mug/main.png"
    assert item.pictures[0].alt == kit.copy.alt_texts["image/main"]  # type: ignore[union-attr]
    assert [picture.lifestyle for picture in item.pictures][:2] == [False, True]
    assert not any("cutout" in picture.address for picture in item.pictures)
    assert problems_of(item) == missing_for_google(item) == missing_for_search(item) == ()


def test_the_price_stands_in_its_own_place_alone(kit: Kit) -> None:
    assert kit.copy is not None
    assert any("$24" in bullet for bullet in kit.copy.bullets)
    assert not any("$24" in bullet for bullet in item_of(kit).bullets)


def test_every_file_names_the_product(kit: Kit) -> None:
    files = import_files(kit)
    for kind, path in writer._FILES.items():
        (read,) = read_items(files[path], kind)
        assert read.title == item_of(kit).title
        assert read.price == Decimal(24)
    assert json.loads(files["import/product.jsonld"])["offers"]["priceCurrency"] == "USD"


def test_what_waits_to_be_confirmed_is_held_back(kit: Kit) -> None:
    assert kit.copy is not None
    edited = edit_copy(kit, replace(kit.copy, bullets=(*kit.copy.bullets, "The best of Portugal")))
    assert "The best of Portugal" not in str(import_files(edited)["import/shopify.csv"])
    assert "The best of Portugal" not in _text(import_files(edited)["sheet.docx"])
    vouched = confirm(edited, ("The best of Portugal",))
    assert "The best of Portugal" in item_of(vouched).bullets
    assert "The best of Portugal" in _text(import_files(vouched)["sheet.docx"])


def test_the_line_that_china_asks_for_ends_the_description(kit: Kit) -> None:
    china = replace(kit, request=replace(kit.request, handover=replace(WISHES, labels="china")))
    assert item_of(china).paragraphs[-1] == LINE
    assert LINE in _text(import_files(china)["sheet.docx"])
    assert item_of(kit).paragraphs[-1] != LINE


def test_a_kit_without_copy_has_nothing_to_import(kit: Kit) -> None:
    bare = replace(kit, assets={part: asset for part, asset in kit.assets.items() if part != "copy"})
    assert items_of(bare) == ()
    assert import_files(bare) == {}
    assert warnings_of(bare) == ()


def test_the_sheet_is_a_document_and_always_the_same(kit: Kit) -> None:
    sheet = import_files(kit)["sheet.docx"]
    assert sheet == import_files(kit)["sheet.docx"]
    text = _text(sheet)
    for said in ("$24", "Material", "stoneware", item_of(kit).title):
        assert said in text
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        assert len([name for name in archive.namelist() if name.startswith("word/media/")]) >= 2
        assert b'w:eastAsia="Microsoft YaHei"' in archive.read("word/styles.xml")
        assert "2000-01-01" in archive.read("docProps/core.xml").decode()


def test_the_sheet_is_labelled_as_every_other_file(kit: Kit) -> None:
    with zipfile.ZipFile(io.BytesIO(import_files(kit)["sheet.docx"])) as archive:
        assert b'name="AIGC"><vt:lpwstr>{"Label":"1","ContentProducer":"mmdemo"' in archive.read("docProps/custom.xml")
        assert b"docProps/custom.xml" in archive.read("_rels/.rels")
        marks = [read_mark(archive.read(name)) for name in archive.namelist() if name.startswith("word/media/")]
        assert all(mark.source_types for mark in marks)
        assert any(mark.labels for mark in marks)  # the scene; what shows the photo alone has none
        assert kit.copy is not None
        assert kit.copy.alt_texts["image/main"] in archive.read("word/document.xml").decode()
        assert b"asciiTheme" not in archive.read("word/styles.xml")


def test_the_sheet_tells_every_fact_once_and_none_in_dispute(photo: bytes) -> None:
    facts = ("Capacity: 350 ml", "Capacity: 500 ml", "Glazed by hand", "Material: stoneware")
    kit = make_kit(Request(name="Mug", brand="Kiln", facts=facts, seed=1, language="en", photo=photo))
    document = docx.Document(io.BytesIO(import_files(kit)["sheet.docx"]))
    (table,) = document.tables
    told = [tuple(dict.fromkeys(cell.text for cell in row.cells)) for row in table.rows]
    assert told == [("Brand", "Kiln"), ("Glazed by hand",), ("Material", "stoneware")]


def test_hostile_words_of_a_kit_stay_words(photo: bytes) -> None:
    facts = ("=1+1", "</table><script>", "350 ml\x00", "קרמיקה ☕️")
    kit = make_kit(Request(name="=cmd|'/C calc'!A0 <b>", facts=facts, seed=1, language="en", photo=photo))
    files = import_files(kit)
    assert "</table><script>" in _text(files["sheet.docx"])
    assert A_FORMULA in warnings_of(kit)
    for kind, path in writer._FILES.items():
        (read,) = read_items(files[path], kind)
        assert read.title == item_of(kit).title
        assert b"<script" not in files[path]


def test_a_text_by_a_model_is_told_from_one_by_rules_and_one_that_was_typed(kit: Kit) -> None:
    asset = kit.assets["copy"]
    assert not item_of(kit).title_by_ai
    trained = replace(asset, provenance=replace(asset.provenance, used="qwen"))
    by_model = replace(kit, assets={**kit.assets, "copy": trained})
    assert item_of(by_model).title_by_ai
    assert item_of(by_model).description_by_ai
    assert kit.copy is not None
    named = edit_copy(by_model, replace(kit.copy, title=kit.product.name))
    assert not item_of(named).title_by_ai
    assert item_of(named).description_by_ai


def test_an_illustration_is_called_one(kit: Kit) -> None:
    drawn = make_kit(Request(name="Desk lamp", facts=("LED, 8 W",), seed=1, language="en"))
    assert writer.AN_ILLUSTRATION in warnings_of(drawn)
    assert writer.AN_ILLUSTRATION not in warnings_of(kit)


def test_words_on_pictures_are_no_surprise_at_google(kit: Kit) -> None:
    def warning(todo: Message, words: str = "AI合成") -> Message:
        return Message(*(said.format(words, do) for said, do in zip(writer.WITH_WORDS, todo, strict=True)))

    def labelled(kit: Kit, *markets: str) -> Kit:
        return replace(kit, request=replace(kit.request, handover=replace(WISHES, labels="china", markets=markets)))

    assert warning(writer.PACK_CAN_BE_HAD) in warnings_of(labelled(kit, "etsy"))
    assert warning(writer.PACK_IS_THERE) in warnings_of(labelled(kit, "google"))
    assert not any("Google takes no words" in said.en for said in warnings_of(kit))
    drawn = make_kit(Request(name="台灯", facts=("功率：8瓦",), seed=1, language="zh"))
    told = [said for said in warnings_of(labelled(drawn, "google")) if "Google takes no words" in said.en]
    assert all("add a photo" in said.en and "markets/google" not in said.zh for said in told) and told
    assert not any(path.startswith("markets/google") for path in kit_files(labelled(drawn, "google")))


def test_the_merchant_is_warned_of_what_is_missing(kit: Kit) -> None:
    plain = replace(kit, request=replace(kit.request, handover=Handover()))
    told = warnings_of(plain)
    for warning in (writer.NO_ADDRESSES, writer.NO_LINK, writer.NO_COUNT, writer.NO_BARCODE):
        assert warning in told
        assert warning not in warnings_of(kit)
    assert "USD" in told[-1].en


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"price": Decimal(0)}, check.BAD_PRICE),
        ({"price": Decimal(-3)}, check.BAD_PRICE),
        ({"price": None}, check.NO_PRICE),
        ({"was_price": Decimal(24)}, check.NOT_STRUCK),
        ({"was_price": Decimal(30), "price": None}, check.NOT_STRUCK),
        ({"pictures": ()}, check.NO_PICTURE),
        ({"title": ""}, check.NO_TITLE),
        ({"title": "x" * 151}, check.LONG_FOR_GOOGLE),
        ({"title": "x" * 300}, check.LONG_FOR_SHOPIFY),
        ({"stock": -1}, check.NO_STOCK_BELOW_ZERO),
        ({"vendor": "=cmd|x"}, check.A_FORMULA),
        ({"variants": 2}, check.MORE_VARIANTS),
    ],
)
def test_what_is_wrong_with_an_item_is_said(changed: dict[str, object], problem: Message) -> None:
    assert problems_of(MUG) == ()
    assert problem in problems_of(replace(MUG, **changed))  # type: ignore[arg-type]


def test_a_sku_that_stands_for_two_products_is_said() -> None:
    assert repeated((MUG, HOSTILE, LACKING, LACKING)) == (_twice("MUG-350"),)
    assert repeated((MUG, LACKING)) == ()


def _twice(sku: str) -> Message:
    return Message(check.TWICE.en.format(sku), check.TWICE.zh.format(sku))


def test_required_fields_are_named() -> None:
    assert missing_for_google(LACKING) == ("description", "link", "image_link", "price")
    assert missing_for_search(LACKING) == ("image", "offers.price")
    assert missing_for_google(HOSTILE) == ()


@pytest.mark.parametrize(
    ("shop", "address"),
    [
        ("", ""),
        ("https://kiln.example/", "https://kiln.example/products/%E6%9D%AF"),
        ("https://kiln.example/cups/mug", "https://kiln.example/cups/mug"),
        ("https://kiln.example/?id=7", "https://kiln.example/?id=7"),
    ],
)
def test_the_page_of_a_product(shop: str, address: str) -> None:
    assert page_address(shop, "杯") == address


def _text(sheet: bytes) -> str:
    document = docx.Document(io.BytesIO(sheet))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
