"""The command about import files: a shop's catalogue from one kind of file into another, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mmdemo.command_line import explained, write_file
from mmdemo.errors import InputError
from mmdemo.export.imports import (
    ImportKind,
    ShopItem,
    missing_for_google,
    missing_for_search,
    problems_of,
    read_items,
    repeated,
    write_items,
)
from mmdemo.export.imports.cells import MOST_BYTES, read_csv
from mmdemo.export.imports.from_kit import page_address
from mmdemo.export.imports.shopify import MOST_BYTES as MOST_FOR_SHOPIFY
from mmdemo.intake.addresses import read_address
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Language, Message

_SHOWN = 20
_SHOP = Message("address of the shop", "店铺网址")
_MISSING = Message("Google asks for more: {}", "Google 还需要：{}")
_LARGE = Message(
    f"Shopify takes files of up to {MOST_FOR_SHOPIFY // 1_000_000} MB, and this one is larger: split the catalogue.",
    f"Shopify 只接受不超过 {MOST_FOR_SHOPIFY // 1_000_000} MB 的文件，请将商品分成多个文件。",
)


def catalogue(
    file: Annotated[Path, typer.Argument(help="A product CSV of Shopify or WooCommerce, a Google feed or JSON-LD.")],
    to: Annotated[ImportKind, typer.Option(help="The kind of file to write.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    shop: Annotated[str, typer.Option(help="The web address of your shop, which a feed names.")] = "",
    currency: Annotated[str, typer.Option(help="The currency of a CSV file's prices, which names none.")] = "USD",
    language: Annotated[Language, typer.Option(help="The language to answer in.")] = "en",
) -> None:
    """Turn a catalogue into another kind of import file; exit code 1 where a product lacks what shops ask for."""
    with explained(language):
        address = read_address(shop, "shop", _SHOP)
        items = [_linked(item, address) for item in read_catalogue(file, _currency(currency))]
        written = write_items(items, to, address)
    write_file(out, written)
    typer.echo(f"{out}: {len(items)} products")
    told = list(_told(items, to, language))
    if to == "shopify" and len(written) > MOST_FOR_SHOPIFY:
        told.insert(0, _LARGE.text(language))
    for line in told[:_SHOWN]:
        typer.echo(line, err=True)
    if len(told) > _SHOWN:
        typer.echo(f"… {len(told) - _SHOWN}", err=True)
    if told:
        raise typer.Exit(1)


def _linked(item: ShopItem, shop: str) -> ShopItem:
    """With the address of its page, which CSV files leave to the shop."""
    return item if item.link else replace(item, link=page_address(shop, item.handle))


def read_catalogue(path: Path, currency: str = "USD") -> tuple[ShopItem, ...]:
    """The products of a file of any kind that the studio writes; `currency` is that of a CSV file's prices.

    Raises:
        InputError: it cannot be read (`field="catalogue"`).
    """
    data = _read(path)
    return read_items(data, _kind_of(path, data), currency)


def _told(items: Sequence[ShopItem], to: ImportKind, language: Language) -> Iterator[str]:
    """What is wrong, a line each."""
    yield from (message.text(language) for message in repeated(items))
    for item in items:
        for problem in problems_of(item):
            yield f"{item.handle}: {problem.text(language)}"
        missing = {"google": missing_for_google, "jsonld": missing_for_search}.get(to, lambda _: ())(item)
        if missing:
            yield f"{item.handle}: {_MISSING.text(language).format(', '.join(missing))}"


def _currency(code: str) -> str:
    """An ISO 4217 code in capitals.

    Raises:
        InputError: the studio knows none of that name (`field="currency"`).
    """
    known = read_table("currencies")
    if code.upper() in known:
        return code.upper()
    shown = code[:40]
    raise InputError(
        f"There is no currency “{shown}”. Choose one of: {', '.join(sorted(known))}.",
        f"没有名为“{shown}”的币种。可选：{'、'.join(sorted(known))}。",
        field="currency",
    )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size <= MOST_BYTES:
            return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read.", f"无法读取 {path}。", field="catalogue") from error
    raise InputError(
        f"{path} is larger than {MOST_BYTES >> 20} MB.", f"{path} 超过 {MOST_BYTES >> 20} MB。", field="catalogue"
    )


def _kind_of(path: Path, data: bytes) -> ImportKind:
    """By the end of the name, and of CSV files by their header."""
    kinds: dict[str, ImportKind] = {".xml": "google", ".json": "jsonld", ".jsonld": "jsonld"}
    if path.suffix.lower() in kinds:
        return kinds[path.suffix.lower()]
    return "woocommerce" if {"Type", "SKU", "Name"} <= {*read_csv(data)[0]} else "shopify"
