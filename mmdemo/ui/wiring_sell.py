"""Which click leads to which handler in the tab "Sell on"."""

from __future__ import annotations

from typing import Any

from mmdemo.ui.events import LONG, QUICK
from mmdemo.ui.sell_handlers import SellHandlers
from mmdemo.ui.session import press_stop


def connect_sell(handlers: SellHandlers, starting: list[Any], changing: list[Any], changed: tuple[Any, ...]) -> None:
    """`starting` and `changing` are what the start and the news of any work on a listing may change, `changed` the
    events after which the listing may be another.
    """
    panel, listing = handlers.panel, handlers.listing
    language, states = listing.view.language, listing.states
    kit, session = states.kit, states.session
    given = [states.stop, kit, session, language]
    once: dict[str, Any] = {"trigger_mode": "once", **QUICK}
    begun = [*starting, panel.stop, panel.said]
    fixed = [*changing, panel.stop, panel.said, panel.seen, panel.chosen, panel.result]
    fixing = panel.fix.click(handlers.start, [language, kit, session], begun, **once).then(
        handlers.fix, [panel.market, panel.seen, *given], fixed, **LONG
    )
    fixing_all = panel.fix_chosen.click(handlers.start, [language, kit, session], begun, **once).then(
        handlers.fix_chosen, [panel.chosen, panel.market, panel.seen, *given], fixed, **LONG
    )
    for event in (fixing, fixing_all):
        event.failure(handlers.refused, [kit, session, language], fixed, **QUICK)
    panel.stop.click(press_stop, states.stop, None, **QUICK)
    looked = [panel.seen, kit, session, language]
    picked = [panel.result, panel.picked, panel.said]
    panel.market.input(handlers.pick, [panel.market, *looked], picked, trigger_mode="always_last", **QUICK)
    show: dict[str, Any] = {
        "fn": handlers.show,
        "inputs": [panel.market, panel.picked, *looked],
        "outputs": [panel.market, panel.result],
        **QUICK,
    }
    language.input(**show)
    panel.tab.select(**show)
    for event in changed:
        event.then(**show)
