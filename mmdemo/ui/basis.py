"""What the texts rest on, for those who cannot point at a sentence: each fact with the sentences made from it."""

from __future__ import annotations

import html
from collections.abc import Iterator

from mmdemo.compose.grounding import statements_of
from mmdemo.compose.labels import label
from mmdemo.compose.page import price_text
from mmdemo.schema import Fact, Kit, Language, Product
from mmdemo.ui.language import word

_COLUMNS = ("basis_fact", "basis_value", "basis_origin", "basis_used")


def basis_html(kit: Kit | None, language: Language) -> str:
    """A table of the facts and of the form's fields; nothing as long as there are no texts."""
    if kit is None or kit.copy is None:
        return ""
    resting: dict[str, dict[str, None]] = {}
    for statements in statements_of(kit).values():
        for statement in statements:
            for source in statement.sources:
                resting.setdefault(source, {})[statement.text] = None
    head = "".join(f'<th scope="col">{html.escape(word(key, language))}</th>' for key in _COLUMNS)
    rows = "".join(
        _row(text, value, origin, list(resting.get(source, ())), language)
        for source, text, value, origin in _sources(kit.product, language)
    )
    return f'<table class="basis"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _sources(product: Product, language: Language) -> Iterator[tuple[str, str, str, str]]:
    """The id of each source, its text, its value and where it came from."""
    for fact in product.facts:
        yield fact.id, fact.text, _value(fact), label(f"origin_{fact.origin}", language)
    price = "" if product.price is None else price_text(product.price, product.language)
    fields = {"name": product.name, "brand": product.brand, "category": product.category, "price": price}
    for field, text in fields.items():
        if text:
            yield field, text, "", label(f"field_{field}", language)


def _value(fact: Fact) -> str:
    return fact.value if fact.number is not None or fact.value != fact.text else ""


def _row(text: str, value: str, origin: str, sentences: list[str], language: Language) -> str:
    used = html.escape(word("basis_unused", language))
    if sentences:
        items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in sentences)
        count = html.escape(word("basis_count", language).format(len(sentences)))
        used = f"<details><summary>{count}</summary><ul>{items}</ul></details>"
    names = [html.escape(word(key, language)) for key in _COLUMNS]
    cells = ((names[1], html.escape(value)), (names[2], html.escape(origin)), (names[3], used))
    told = "".join(f'<td data-label="{name}">{cell}</td>' for name, cell in cells)
    return f'<tr{"" if sentences else " class=unused"}><th scope="row">{html.escape(text)}</th>{told}</tr>'
