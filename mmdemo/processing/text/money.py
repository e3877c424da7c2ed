"""A price as a sentence writes it."""

from __future__ import annotations

from mmdemo.processing.text.lexicon import fill, read_table
from mmdemo.schema import Language, Money


def money_text(money: Money, language: Language) -> str:
    """ "$24.00", "JP¥1,200" or "199元"; a currency without an entry in the lexicon stands by its ISO code."""
    whole = money.amount == money.amount.to_integral_value()
    table = read_table("currencies")
    currency = table.get(money.currency)
    decimals = currency["decimals"] if currency else 2
    # A price typed without cents is shown without them; one with cents always shows all of them.
    typed = -int(money.amount.as_tuple().exponent)
    shown = 0 if whole and (typed <= 0 or decimals == 0 or language == "zh") else max(decimals, typed)
    amount = f"{money.amount:,.{shown}f}" if language == "en" else f"{money.amount:.{shown}f}"
    if currency is None:
        return f"{money.currency} {amount}"
    return fill(currency["show_zh" if language == "zh" else "show_en"], {"amount": amount})
