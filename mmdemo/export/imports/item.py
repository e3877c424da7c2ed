"""A product as the import files of shops know it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from mmdemo.export.imports.rich_text import description_text

MOST_HANDLE = 50
"""Characters of a handle: Google's `id`, which is the shortest, has room for no more."""
_MOST_READ = 1000


@dataclass(frozen=True)
class ShopPicture:
    """A picture by its public `address`. `lifestyle` pictures show the product in use or in a scene."""

    address: str
    alt: str = ""
    lifestyle: bool = False


@dataclass(frozen=True)
class ShopItem:
    """One product for sale. `price` is in units of `currency` (ISO 4217), None where it has none.

    `handle` names it in addresses and is unique in a file. `paragraphs` and `bullets` are its description, as plain
    text. `was_price` is the one struck out; `stock` is None where it is not counted. `link` is the address of its page.
    `title_by_ai` and `description_by_ai` say that a trained model wrote them. `variants` counts what a file that was
    read has of further sizes or colours: they are not carried over.
    """

    handle: str
    title: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    vendor: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    sku: str = ""
    barcode: str = ""
    price: Decimal | None = None
    currency: str = "USD"
    was_price: Decimal | None = None
    stock: int | None = None
    pictures: tuple[ShopPicture, ...] = ()
    seo_title: str = ""
    seo_description: str = ""
    link: str = ""
    title_by_ai: bool = False
    description_by_ai: bool = False
    variants: int = 0

    @property
    def struck(self) -> Decimal | None:
        """The price to strike out: the former one where it is above the price. Shops sell at the lower of two."""
        if self.was_price is None or self.price is None or self.was_price <= self.price:
            return None
        return self.was_price

    @property
    def description(self) -> str:
        """The description as plain text: an empty line between paragraphs, bullets behind a dot."""
        return description_text(self.paragraphs, self.bullets)


def handle_of(name: str, otherwise: str = "product") -> str:
    """A name as a piece of an address: letters of any script, figures and hyphens, in lower case."""
    kept = ""
    for sign in unicodedata.normalize("NFKC", name).casefold():
        # Marks are vowels in Hindi or Thai; behind an emoji they choose its looks.
        belongs = sign.isalnum() or (unicodedata.category(sign)[0] == "M" and kept[-1:] not in ("", " "))
        kept += sign if belongs else " "
        if len(kept) > _MOST_READ:
            break
    return "-".join(kept.split())[:MOST_HANDLE].strip("-") or otherwise


def shortened_id(name: str) -> str:
    """A name of at most `MOST_HANDLE` characters; a longer one ends with a sum that tells it from others."""
    if len(name) <= MOST_HANDLE:
        return name
    told_apart = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{name[: MOST_HANDLE - 9].strip('-')}-{told_apart}"


def with_own_handles(items: Iterable[ShopItem]) -> Iterator[ShopItem]:
    """The items, those with a handle that was taken before with a number behind it: shops would join them to one."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for item in items:
        handle = item.handle
        stem = handle[: MOST_HANDLE - 7]
        while handle in taken:
            numbers[stem] = numbers.get(stem, 1) + 1
            handle = f"{stem}-{numbers[stem]}"
        taken.add(handle)
        yield item if handle == item.handle else replace(item, handle=handle)
