"""A text of the page, sentence by sentence, each with what it rests on."""

from __future__ import annotations

import html

from mmdemo.compose.labels import label
from mmdemo.processing.text.ledger import Ledger
from mmdemo.processing.text.ledger.sentences import sentences
from mmdemo.schema import Fact, Language, Product, Statement


def said_html(text: str, product: Product, ledger: Ledger | None) -> str:
    """The text, escaped; with a ledger each sentence is marked by what it rests on, or as waiting to be confirmed."""
    if ledger is None:
        return html.escape(text)
    return "".join(
        html.escape(part.before) + _sentence(ledger.statement(part.text), product) + html.escape(part.behind)
        for part in sentences(text)
    )


def _sentence(statement: Statement, product: Product) -> str:
    told = html.escape(statement.text)
    if statement.open:
        title = label("to_confirm", product.language).format(_listed(statement.open, product.language))
        return f'<mark class="open" title="{html.escape(title)}">{told}</mark>'
    if not statement.sources:
        return told
    rests = _listed([source_text(source, product) for source in statement.sources], product.language)
    title = label("rests_on", product.language).format(rests)
    return f'<span class="said" title="{html.escape(title)}">{told}</span>'


def source_text(source: str, product: Product) -> str:
    """A fact with its origin, or the field of the form that a statement rests on, in the listing's language."""
    fact = next((fact for fact in product.facts if fact.id == source), None)
    return label(f"field_{source}", product.language) if fact is None else fact_text(fact, product.language)


def fact_text(fact: Fact, language: Language) -> str:
    """A fact as the merchant wrote it, and where it came from."""
    brackets = "（{}）" if language == "zh" else " ({})"
    return fact.text + brackets.format(label(f"origin_{fact.origin}", language))


def _listed(items: list[str] | tuple[str, ...], language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(items)
