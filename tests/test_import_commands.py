"""`mmdemo catalogue`, as a shop's script calls it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mmdemo.__main__ import app
from mmdemo.export.imports import KINDS, ImportKind, read_items, write_items
from tests.catalogues import CANDLE, LACKING, MUG, kept_by

_NAMES: dict[ImportKind, str] = {"shopify": "s.csv", "woocommerce": "w.csv", "google": "g.xml", "jsonld": "j.jsonld"}


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["catalogue", *(str(argument) for argument in arguments)])
    return result.exit_code, result.output


@pytest.mark.parametrize("kind", KINDS)
def test_a_catalogue_of_any_kind_becomes_another(kind: ImportKind, tmp_path: Path) -> None:
    file, out = tmp_path / _NAMES[kind], tmp_path / "out.csv"
    file.write_bytes(write_items((MUG, CANDLE), kind))
    code, said = run(file, "--to", "woocommerce", "--out", out)
    assert code == 0, said
    titles = [item.title for item in read_items(out.read_bytes(), "woocommerce")]
    assert titles == [kept_by(kind, item).title for item in (MUG, CANDLE)]


def test_what_a_product_lacks_is_said(tmp_path: Path) -> None:
    file, out = tmp_path / "s.csv", tmp_path / "feed.xml"
    file.write_bytes(write_items((MUG, LACKING), "shopify"))
    code, said = run(file, "--to", "google", "--out", out, "--shop", "https://kiln.example")
    assert code == 1
    assert "nothing: It has no price" in said
    assert "nothing: Google asks for more: description, image_link, price" in said
    assert [item.link for item in read_items(out.read_bytes(), "google")] == [
        "https://kiln.example/products/stoneware-mug",
        "https://kiln.example/products/nothing",
    ]
    assert b"<link>https://kiln.example</link>" in out.read_bytes()
    many = [MUG, *(LACKING for _ in range(30))]
    file.write_bytes(write_items(many, "woocommerce"))
    code, said = run(file, "--to", "shopify", "--out", out, "--language", "zh")
    assert "没有价格" in said
    assert said.splitlines()[-1].startswith("… ")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("none.csv", None, "cannot be read"),
        ("other.csv", b"a,b\n1,2\n", "column Title"),
        ("other.xml", b"<rss", "no product feed"),
    ],
)
def test_another_file_ends_with_its_sentence(name: str, data: bytes | None, words: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    code, said = run(tmp_path / name, "--to", "google", "--out", tmp_path / "feed.xml")
    assert code == 2
    assert said.startswith("catalogue: ")
    assert words in said
    assert not (tmp_path / "feed.xml").exists()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_bytes(write_items((MUG,), "shopify"))
    code, said = run(tmp_path / "s.csv", "--to", "google", "--out", tmp_path / "nowhere" / "feed.xml")
    assert code == 1
    assert "cannot be written" in said


def test_the_currency_of_a_csv_file_is_given(tmp_path: Path) -> None:
    file, out = tmp_path / "s.csv", tmp_path / "feed.xml"
    file.write_bytes(write_items((MUG,), "shopify"))
    run(file, "--to", "google", "--out", out, "--currency", "eur")
    assert b"<g:price>30.00 EUR</g:price>" in out.read_bytes()
    code, said = run(file, "--to", "google", "--out", out, "--currency", "gold")
    assert code == 2
    assert said.startswith("currency: There is no currency “gold”")


def test_what_two_products_share_and_what_is_left_behind_is_said(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_bytes(
        b"Title,URL handle,SKU,Price,Product image URL\n"
        b"Mug,mug,A,1,https://a.example/1.png\n,mug,A-2,2,\nCup,cup,A,3,https://a.example/2.png\n"
    )
    code, said = run(file, "--to", "jsonld", "--out", tmp_path / "j.jsonld")
    assert code == 1
    assert "Several products have the SKU A" in said
    assert "mug: It comes in several sizes" in said


def test_a_file_too_large_for_shopify_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mmdemo.import_commands.MOST_FOR_SHOPIFY", 100)
    file = tmp_path / "s.csv"
    file.write_bytes(write_items((MUG,), "shopify"))
    code, said = run(file, "--to", "shopify", "--out", tmp_path / "out.csv")
    assert code == 1
    assert "split the catalogue" in said
