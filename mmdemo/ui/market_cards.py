"""A listing's texts as a marketplace takes them, as HTML. Whatever a merchant or a model wrote is escaped here."""

from __future__ import annotations

import html
from collections.abc import Sequence

from mmdemo.compose.claim_checks import troubles
from mmdemo.compose.grounding import handed_on
from mmdemo.markets import MARKET_TEXTS, Market, MarketText, Violation, check, fit, read_market
from mmdemo.markets.measure import measure
from mmdemo.schema import Kit, Language
from mmdemo.ui.language import word

_COLUMNS = ("market_field", "market_text", "market_used")


def market_html(kit: Kit | None, market_id: str, language: Language) -> str:
    """Every field of a marketplace: its text, how much of its room that uses, and the rules it does not keep."""
    if kit is None or kit.copy is None or market_id not in MARKET_TEXTS:
        return f'<p class="calm">{html.escape(word("marketplace_none", language))}</p>'
    market = read_market(market_id)
    texts = fit(handed_on(kit, kit.copy), kit.product, market)
    violations = check(texts, kit.product, market)
    fields = {text.field for text in texts}
    general = broken_html([one for one in violations if one.field not in fields], language)
    head = "".join(f'<th scope="col">{html.escape(word(key, language))}</th>' for key in _COLUMNS)
    rows = "".join(_row(text, [one for one in violations if one.field == text.field], kit, language) for text in texts)
    found = troubles((line for text in texts for line in text.lines), kit.product)
    return (
        f"{_about(market, violations, len(found), language)}{general}"
        f'<table class="market-texts"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _about(market: Market, violations: Sequence[Violation], found: int, language: Language) -> str:
    """`found` counts the wordings that rules of advertising speak of, which no marketplace takes either."""
    said = [word("marketplace_about", language).format(market.label.text(language))]
    said += [] if violations or found else [word("market_keeps", language)]
    about = f'<p class="calm" role="status">{html.escape(("" if language == "zh" else " ").join(said))}</p>'
    trouble = html.escape(word("market_troubles", language).format(found))
    return f'{about}<p class="problem">{trouble}</p>' if found else about


def _row(text: MarketText, broken: Sequence[Violation], kit: Kit, language: Language) -> str:
    tag = "zh-CN" if kit.product.language == "zh" else "en"
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.lines)
    shown = f'<div lang="{tag}">{lines}</div>' if lines else f"<em>{html.escape(word('market_empty', language))}</em>"
    names = [html.escape(word(key, language)) for key in _COLUMNS]
    return (
        f'<tr><th scope="row">{html.escape(text.label.text(language))}</th>'
        f'<td data-label="{names[1]}">{shown}{broken_html(broken, language)}</td>'
        f'<td data-label="{names[2]}">{used_html(text, language)}</td></tr>'
    )


def used_html(text: MarketText, language: Language) -> str:
    """How much of a field's room a text uses."""
    used = f"{text.used}" if text.most is None else f"{text.used} / {text.most}"
    if len(text.lines) > 1 and text.used == max(measure(line, text.unit) for line in text.lines):
        used = word("market_longest", language).format(used)
    return f'<span class="used">{used}</span> {html.escape(word(f"unit_{text.unit}", language))}'


def broken_html(violations: Sequence[Violation], language: Language) -> str:
    """Rules that are not kept: those that block differ in word and colour from those that advise."""
    items = "".join(_item(violation, language) for violation in violations)
    return f'<ul class="broken">{items}</ul>' if items else ""


def _item(violation: Violation, language: Language) -> str:
    kind = "blocks" if violation.blocks else "advises"
    source = html.escape(violation.source, quote=True)
    link = f'<a href="{source}" target="_blank" rel="noopener">{source}</a>'
    grade = html.escape(word(f"market_grade_{violation.grade.lower()}", language))
    rule = html.escape(word("market_source", language)).format(link)
    return (
        f'<li data-kind="{kind}"><b class="severity">{html.escape(word(f"market_{kind}", language))}</b> '
        f"{html.escape(violation.message.text(language))}<small>{rule} ({grade})</small></li>"
    )
