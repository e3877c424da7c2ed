"""How files are to be handed over: addresses, numbers and names that a shop can take."""

import pytest

from mmdemo.errors import InputError
from mmdemo.handover import AS_MADE, MARKET_IDS, Handover
from mmdemo.intake.handover import read_handover, read_stock
from mmdemo.intake.price import read_price
from mmdemo.schema import Product

MUG = Product("Mug", "en", price=read_price("$24.00", "en"))


def refused(handover: Handover, product: Product | None = MUG) -> str:
    with pytest.raises(InputError) as caught:
        read_handover(handover, product)
    assert caught.value.text("zh")
    return caught.value.field


def test_no_wishes_are_fine() -> None:
    assert read_handover(AS_MADE) == AS_MADE
    assert read_handover(AS_MADE, Product("Mug", "en")) == AS_MADE


def test_wishes_are_cleaned() -> None:
    wishes = Handover(
        markets=("amazon", "etsy", "amazon"),
        picture_base=" https://CDN.example/bilder/größe/ ",
        shop="http://例子.example:8080/商店",
        sku=" MUG-350/a ",
        barcode="4006381 33393-1",
        stock=0,
        was_price="30",
        producer=" Lakeside\n Ltd\u202e ",
    )
    read = read_handover(wishes, MUG)
    assert read.markets == ("amazon", "etsy")
    assert read.picture_base == "https://cdn.example/bilder/gr%C3%B6%C3%9Fe/"
    assert read.shop == "http://xn--fsqu00a.example:8080/%E5%95%86%E5%BA%97"
    assert (read.sku, read.barcode, read.stock, read.producer) == ("MUG-350/a", "4006381333931", 0, "Lakeside Ltd")
    assert read_price(read.was_price, "en").amount == 30
    assert read_handover(read, MUG) == read


@pytest.mark.parametrize("barcode", ["96385074", "012345678905", "4006381333931", "10012345678902"])
def test_barcodes_of_every_length(barcode: str) -> None:
    assert read_handover(Handover(barcode=barcode)).barcode == barcode


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"shop": "shop.example"}, "shop"),
        ({"shop": "ftp://shop.example"}, "shop"),
        ({"shop": "https://shop .example"}, "shop"),
        ({"shop": "https://shop.example/a b"}, "shop"),
        ({"shop": "https://user:word@shop.example"}, "shop"),
        ({"shop": "https://shop"}, "shop"),
        ({"shop": "https://"}, "shop"),
        ({"shop": "http://[::1"}, "shop"),
        ({"shop": "https://shop.example:99999"}, "shop"),
        ({"shop": 'https://shop.example/"><script>'}, "shop"),
        ({"picture_base": "javascript:alert(1)"}, "picture_base"),
        ({"picture_base": "https://a.example/" + "x" * 300}, "picture_base"),
        ({"picture_base": "https://" + "a" * 70 + ".example"}, "picture_base"),
        ({"sku": "=cmd"}, "sku"),
        ({"sku": "a b"}, "sku"),
        ({"sku": "货号"}, "sku"),
        ({"sku": "x" * 51}, "sku"),
        ({"barcode": "4006381333930"}, "barcode"),
        ({"barcode": "123"}, "barcode"),
        ({"barcode": "٤٠٠٦٣٨١٣٣٣٩٣١"}, "barcode"),
        ({"stock": -1}, "stock"),
        ({"stock": 10**9}, "stock"),
        ({"was_price": "cheap"}, "was_price"),
        ({"was_price": "24"}, "was_price"),
        ({"was_price": "30 EUR"}, "was_price"),
        ({"producer": "x" * 61}, "producer"),
        ({"labels": "mars"}, "labels"),
        ({"words": "loud"}, "words"),
        ({"markets": ("ebay", "../etc")}, "markets"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_field(wishes: dict[str, object], field: str) -> None:
    assert refused(Handover(**wishes)) == field


def test_a_former_price_needs_one_of_today() -> None:
    assert refused(Handover(was_price="30"), Product("Mug", "en")) == "was_price"


def test_every_market_is_known() -> None:
    assert read_handover(Handover(markets=MARKET_IDS)).markets == MARKET_IDS


@pytest.mark.parametrize(("typed", "stock"), [("", None), (" ", None), ("0", 0), ("1,200", 1200)])
def test_stock_as_typed(typed: str, stock: int | None) -> None:
    assert read_stock(typed) == stock


@pytest.mark.parametrize("typed", ["-1", "1.5", "many", "99999999", "١٢", "1e3"])
def test_stock_that_is_no_number(typed: str) -> None:
    with pytest.raises(InputError, match="whole number") as caught:
        read_stock(typed)
    assert caught.value.field == "stock"
