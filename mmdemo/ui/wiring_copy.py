"""Which click in the copy tab's folds leads to which handler."""

from __future__ import annotations

from typing import Any

from mmdemo.ui.check_handlers import CheckHandlers
from mmdemo.ui.events import QUICK


def connect_copy(handlers: CheckHandlers, changing: list[Any], texts: list[Any], changed: tuple[Any, ...]) -> None:
    """`changing` is what a changed copy may change, `texts` are its boxes, `changed` the events after which it may be
    another."""
    view, states = handlers.listing.view, handlers.listing.states
    checks, markets, language = view.results.checks, view.results.markets, view.language
    given = [states.kit, states.session, language]
    accepting = checks.accept.click(handlers.accept, [checks.statements, *given], changing, **QUICK)
    applying = checks.apply.click(handlers.apply, [checks.rewrites, *given, *texts], changing, **QUICK)
    facts = view.form.facts
    keeping = checks.keep.click(handlers.keep, [checks.kept, facts, *given], [*changing, facts], **QUICK)
    show: dict[str, Any] = {
        "fn": handlers.show_market,
        "inputs": [markets.market, states.kit, language],
        "outputs": markets.table,
        **QUICK,
    }
    markets.market.input(**show)
    markets.fold.expand(**show)
    language.input(**show)
    for event in (*changed, accepting, applying, keeping):
        event.then(**show)
