"""Which click leads to which handler in the tab "Hand over", and what the browser remembers of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import gradio as gr

from mmdemo.ui.events import QUICK
from mmdemo.ui.handover_handlers import HandoverHandlers
from mmdemo.ui.handover_panel import REMEMBERED

_STORED = "mmdemo-shop"
_REMEMBER = f"(...fields) => localStorage.setItem('{_STORED}', JSON.stringify(fields))"
# What lies in the browser may be anything by now.
_RECALL = f"""() => {{
  let kept = [];
  try {{
    kept = JSON.parse(localStorage.getItem('{_STORED}')) ?? [];
  }} catch {{
    localStorage.removeItem('{_STORED}');
  }}
  return {list(range(len(REMEMBERED)))}.map(place => typeof kept[place] === 'string' ? kept[place].slice(0, 400) : '');
}}"""


def connect_handover(
    blocks: gr.Blocks, handlers: HandoverHandlers, changing: list[Any], generating: Any
) -> tuple[Callable[..., Any], ...]:
    """`changing` is what a changed listing may change.

    Other work is done in other tabs, so what the download holds is shown when this one is opened, and when `generating`
    ends. Returns what comes after each of the events that write the download anew.
    """
    panel, offer = handlers.panel, handlers.panel.offer
    view, states = handlers.listing.view, handlers.listing.states
    given = [states.kit, states.session, view.language]
    shown: list[Any] = [panel.holds, offer.remove]
    kept = [panel.fields[name] for name in REMEMBERED]
    blocks.load(None, None, kept, js=_RECALL, **QUICK)
    panel.use.click(None, kept, None, js=_REMEMBER, **QUICK)
    once: dict[str, Any] = {"trigger_mode": "once", **QUICK}
    fields = list(panel.fields.values())
    packing = partial(handlers.start, panel.said, "packing")
    using = panel.use.click(packing, view.language, panel.said, **once).then(
        handlers.use, [*given, *fields], list(dict.fromkeys([*changing, panel.said, *shown])), **QUICK
    )
    offer.fields["kind"].input(handlers.switch, offer.fields["kind"], [offer.priced, offer.taken], **QUICK)
    typed = [*given, *offer.fields.values()]
    drawing, putting = (partial(handlers.start, offer.said, said) for said in ("drawing_offer", "packing"))
    offer.draw.click(drawing, view.language, offer.said, **once).then(handlers.draw, typed, offer.shown, **QUICK)
    put = list(dict.fromkeys([*changing, *offer.shown, *shown]))
    adding = offer.add.click(putting, view.language, offer.said, **once).then(handlers.add, typed, put, **QUICK)
    removing = offer.remove.click(putting, view.language, offer.said, **once).then(handlers.remove, given, put, **QUICK)
    show: dict[str, Any] = {"fn": handlers.show, "inputs": given, "outputs": shown, **QUICK}
    for event in (view.language.input, panel.tab.select, generating.then):
        event(**show)
    return using.then, adding.then, removing.then, generating.then
