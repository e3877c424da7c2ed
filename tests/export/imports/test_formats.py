"""Every kind of import file: read back into equal items, whatever stands in them, and nothing of it is obeyed."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from mmdemo.errors import InputError
from mmdemo.export.imports import KINDS, ImportKind, read_items, write_items
from mmdemo.export.imports.google import NAMESPACE
from mmdemo.export.imports.item import ShopPicture, handle_of, with_own_handles
from mmdemo.export.imports.shopify import read_shopify
from tests.catalogues import CANDLE, HOSTILE, ITEMS, MUG, SHOPIFY_TEMPLATE, kept_by

G = f"{{{NAMESPACE}}}"
CSV_KINDS: tuple[ImportKind, ...] = ("shopify", "woocommerce")


@pytest.mark.parametrize("kind", KINDS)
def test_items_are_read_back_as_they_were(kind: ImportKind) -> None:
    assert read_items(write_items(ITEMS, kind), kind) == tuple(kept_by(kind, item) for item in ITEMS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_single_item_too(kind: ImportKind) -> None:
    assert read_items(write_items((MUG,), kind), kind) == (kept_by(kind, MUG),)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sold_out_is_said_to_be_there(kind: ImportKind) -> None:
    (read,) = read_items(write_items((replace(MUG, stock=0),), kind), kind)
    assert read.stock == 0


@pytest.mark.parametrize("kind", CSV_KINDS)
def test_no_cell_is_a_formula(kind: ImportKind) -> None:
    rows = list(csv.reader(io.StringIO(write_items(ITEMS, kind).decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows[1:] for cell in row]
    assert "'=cmd|'/C calc'!A0" in cells
    # WooCommerce's own sign for a draft is the one figure below zero.
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@")) and cell != "-1"]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_header_is_that_of_shopifys_template() -> None:
    assert write_items(ITEMS, "shopify").decode("utf-8-sig").split("\r\n")[0] == SHOPIFY_TEMPLATE


def test_further_pictures_are_rows_of_their_own() -> None:
    rows = list(csv.DictReader(io.StringIO(write_items((MUG,), "shopify").decode("utf-8-sig"), newline="")))
    assert [row["URL handle"] for row in rows] == ["stoneware-mug"] * 3
    assert [row["Image position"] for row in rows] == ["1", "2", "3"]
    assert [row["Title"] for row in rows] == [MUG.title, "", ""]
    assert {row["Status"] for row in rows} == {"draft", ""}


def test_shopifys_older_header_is_read() -> None:
    older = (
        "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Variant SKU,Variant Inventory Tracker,"
        "Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position,"
        'Image Alt Text,SEO Title,SEO Description\nmug,Mug,"<h2>Mug</h2>Holds <b>350</b> ml<br>and more<ul><li>Oak'
        '</li></ul><script>alert(1)</script>",Kiln,Kitchen,"a, b",TRUE,M-1,shopify,4,24.00,30.00,,'
        "https://cdn.example/1.png,1,One,Mug,A mug\nmug,,,,,,,,,,,,,https://cdn.example/2.png,2,Two,,\n"
    )
    (item,) = read_shopify(older.encode())
    assert item.paragraphs == ("Mug", "Holds 350 ml\nand more")
    assert item.bullets == ("Oak",)
    assert (item.sku, item.stock, item.price, item.was_price) == ("M-1", 4, Decimal("24.00"), Decimal("30.00"))
    assert [(picture.address[-5:], picture.alt) for picture in item.pictures] == [("1.png", "One"), ("2.png", "Two")]


def test_what_a_model_wrote_is_structured_in_googles_feed() -> None:
    root = ElementTree.fromstring(write_items((replace(MUG, title_by_ai=True, description_by_ai=True), MUG), "google"))
    written, typed = root.iter("item")
    for name, text in (("title", MUG.title), ("description", MUG.description)):
        structured = written.find(f"{G}structured_{name}")
        assert structured is not None
        assert structured.findtext(f"{G}digital_source_type") == "trained_algorithmic_media"
        assert structured.findtext(f"{G}content") == text
        assert written.find(f"{G}{name}") is None
        assert typed.findtext(f"{G}{name}") == text
        assert typed.find(f"{G}structured_{name}") is None


def test_googles_feed_has_its_attributes() -> None:
    (node,) = ElementTree.fromstring(write_items((MUG,), "google")).iter("item")
    told = {child.tag.removeprefix(G): child.text for child in node}
    assert told["price"] == "30.00 USD"
    assert told["sale_price"] == "24.00 USD"
    assert told["lifestyle_image_link"] == MUG.pictures[2].address
    assert told["additional_image_link"] == MUG.pictures[1].address
    assert told["gtin"] == MUG.barcode
    (bare,) = ElementTree.fromstring(write_items((replace(CANDLE, vendor="", stock=0),), "google")).iter("item")
    assert bare.findtext(f"{G}identifier_exists") == "no"
    assert bare.findtext(f"{G}availability") == "out_of_stock"


def test_a_title_of_300_characters_is_cut_behind_a_word_where_a_limit_is_known() -> None:
    long = replace(MUG, title="word " * 59 + "words")
    assert len(long.title) == 300
    (google,) = read_items(write_items((long,), "google"), "google")
    assert len(google.title) <= 150
    assert google.title.endswith("word")
    (shopify,) = read_items(write_items((long,), "shopify"), "shopify")
    assert len(shopify.title) <= 255
    assert shopify.title.endswith("word")


def test_json_ld_can_stand_in_a_page() -> None:
    written = write_items((HOSTILE,), "jsonld").decode()
    assert "<" not in written
    told = json.loads(written)
    assert told["@context"] == "https://schema.org"
    assert told["offers"]["priceSpecification"]["priceType"] == "https://schema.org/StrikethroughPrice"
    assert "aggregateRating" not in told
    assert "review" not in told


def test_characters_that_xml_forbids_are_left_out() -> None:
    (read,) = read_items(write_items((replace(MUG, title="a\x00b\ufffec\ud800"),), "google"), "google")
    assert read.title == "abc"


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("shopify", b"a,b\n1,2\n", "column Title"),
        ("shopify", b"Title,URL handle,Price\nMug,mug,cheap\n", "no number"),
        ("shopify", b"Title,URL handle,Price\nMug,mug,NaN\n", "no number"),
        ("woocommerce", b"a,b\n1,2\n", "Type, SKU and Name"),
        ("woocommerce", b"Type,SKU,Name,Stock\nsimple,1,Mug,many\n", "no number"),
        ("google", b"<rss", "no product feed"),
        ("google", b"<html></html>", "no RSS"),
        ("google", '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x []><rss/>'.encode("utf-16"), "UTF-8"),
        ("google", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><rss>&a;</rss>', "entities"),
        ("jsonld", b"{", "no product in JSON-LD"),
        ("jsonld", b"[" * 100_000, "no product in JSON-LD"),
        ("jsonld", b'{"@type": "Person"}', "tells of no product"),
        ("jsonld", b'"Product"', "tells of no product"),
        ("jsonld", b'{"@type": "Product", "offers": {"price": "cheap"}}', "no number"),
    ],
)
def test_another_file_is_refused(kind: ImportKind, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        read_items(data, kind)
    assert refused.value.field == "catalogue"
    assert refused.value.text("zh") != refused.value.text("en")


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Stoneware Mug!", "stoneware-mug"),
        ("香薰 蜡烛", "香薰-蜡烛"),
        ("हिन्दी कप", "हिन्दी-कप"),
        ("מאג חרס", "מאג-חרס"),
        ("a_b/c", "a-b-c"),
        ("☕️", "product"),
        ("a" * 3000, "a" * 50),
    ],
)
def test_handles(name: str, handle: str) -> None:
    assert handle_of(name) == handle


def test_products_of_one_name_stay_two() -> None:
    """In a Shopify file a row with the same handle is a further picture, or a variant, of the product before."""
    alike = (MUG, replace(MUG, price=Decimal(9)), replace(MUG, price=Decimal(8), handle=f"{MUG.handle}-2"))
    read = read_items(write_items(alike, "shopify"), "shopify")
    assert [item.handle for item in read] == ["stoneware-mug", "stoneware-mug-2", "stoneware-mug-2-2"]
    assert [item.price for item in read] == [MUG.price, 9, 8]
    woo = b"Type,SKU,Name,Regular price\nsimple,,Mug,1\nsimple,,Mug,2\n"
    assert [item.handle for item in read_items(woo, "woocommerce")] == ["mug", "mug-2"]


def test_long_names_that_begin_alike_are_told_apart_in_one_pass() -> None:
    """Numbers that others of them have taken are not tried again by each, or this test would not end."""
    twice = [replace(CANDLE, handle=f"{'h' * 43}{number:07d}") for number in range(20_000)] * 2
    handles = [item.handle for item in with_own_handles(twice)]
    assert len({*handles}) == len(handles) == 40_000
    assert {len(handle) for handle in handles[20_000:]} == {45, 46, 47, 48, 49}


def test_an_id_that_google_has_no_room_for_is_cut_and_still_its_own() -> None:
    long = [replace(MUG, sku="X" * 60 + end) for end in "AB"]
    first, second = read_items(write_items(long, "google"), "google")
    assert len(first.sku) == len(second.sku) == 50
    assert first.sku != second.sku


def test_variants_are_counted_and_not_carried_over() -> None:
    header = b"Title,URL handle,Option1 value,Price,Product image URL\n"
    shopify = header + b"Mug,mug,Blue,1,\n,mug,Red,2,\n,mug,,,https://a.example/2.png\n"
    (item,) = read_items(shopify, "shopify")
    assert (item.variants, item.price, len(item.pictures)) == (1, 1, 1)
    woo = b"ID,Type,SKU,Name,Parent\n7,variable,,Shirt,\n8,variation,S,Shirt S,id:7\n9,variation,M,Shirt M,id:7\n"
    (item,) = read_items(woo, "woocommerce")
    assert item.variants == 2


def test_a_new_product_needs_no_handle() -> None:
    data = (
        b"Title,Price,Product image URL\nBlue mug,12,https://a.example/1.png\n,,https://a.example/2.png\nRed mug,13,\n"
    )
    blue, red = read_items(data, "shopify", "EUR")
    assert (blue.handle, len(blue.pictures), blue.currency) == ("blue-mug", 2, "EUR")
    assert (red.handle, red.price) == ("red-mug", 13)


def test_what_utf8_cannot_write_is_left_out() -> None:
    torn = replace(MUG, title="a\ud800b", paragraphs=("c\x00\udfffd",), tags=("\ud800t",))
    for kind in KINDS:
        (read,) = read_items(write_items((torn,), kind), kind)
        assert (read.title, read.paragraphs) == ("ab", ("cd",))


def test_a_backslash_is_no_line_break_to_woocommerce() -> None:
    data = write_items((replace(MUG, paragraphs=("C:\\new",)),), "woocommerce")
    assert b"\\n" not in data
    assert read_items(data, "woocommerce")[0].paragraphs == ("C:\\new",)


def test_json_ld_of_strangers_is_read() -> None:
    told = {
        "@context": "https://schema.org",
        "@type": ["Thing", "Product"],
        "name": "Mug",
        "brand": "Kiln",
        "image": {"@type": "ImageObject", "url": "https://a.example/1.png"},
        "gtin13": "4006381333931",
        "keywords": "mug, cup",
        "offers": [{"price": 24.5, "priceCurrency": "EUR", "priceSpecification": [{"price": 1}]}, {"price": 9}],
    }
    (item,) = read_items(json.dumps([told, {"@type": "Person"}]).encode(), "jsonld")
    assert (item.vendor, item.barcode, item.tags) == ("Kiln", "4006381333931", ("mug", "cup"))
    assert (item.price, item.currency, item.was_price) == (Decimal("24.5"), "EUR", None)
    assert item.pictures[0].address == "https://a.example/1.png"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("was", [Decimal(0), Decimal("23.99"), Decimal(24)])
def test_a_former_price_that_is_not_above_the_price_is_left_out(kind: ImportKind, was: Decimal) -> None:
    """Else WooCommerce and Google would take the former price, nought perhaps, for the price."""
    (read,) = read_items(write_items((replace(MUG, was_price=was),), kind), kind)
    assert (read.price, read.was_price) == (MUG.price, None)


@pytest.mark.parametrize("kind", CSV_KINDS)
def test_an_address_of_a_picture_is_no_formula(kind: ImportKind) -> None:
    (written,) = csv.DictReader(
        io.StringIO(
            write_items((replace(MUG, pictures=(ShopPicture("=cmd|x"),)),), kind).decode("utf-8-sig"), newline=""
        )
    )
    assert written["Images" if kind == "woocommerce" else "Product image URL"] == "'=cmd|x"


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_file_can_carry_is_left_out_of_what_is_read(kind: ImportKind) -> None:
    told = '{"@type": "Product", "name": "A\\ud800", "image": "https://a.example/\\ud800", "url": "\\ud800"}'
    (read,) = read_items(told.encode(), "jsonld")
    assert (read.title, read.pictures[0].address, read.link) == ("A", "https://a.example/", "")
    assert write_items((read,), kind)


@pytest.mark.parametrize("encoding", ["gb2312", "nonsense", "cp037"])
def test_a_feed_is_utf8_whatever_it_declares(encoding: str) -> None:
    feed = f'<?xml version="1.0" encoding="{encoding}"?><rss><item><title>杯</title></item></rss>'
    assert read_items(feed.encode(), "google")[0].title == "杯"
    with pytest.raises(InputError, match="UTF-8"):
        read_items(feed[:40].encode() + "é".encode("latin-1"), "google")


def test_a_row_that_ends_early_is_read() -> None:
    assert [item.sku for item in read_items(b"SKU,Name,Type\r\nA-1\r\nA-2,Mug,simple,more\r\n", "woocommerce")] == [
        "A-1",
        "A-2",
    ]
