"""Facts that were seen or heard, as a list to choose from."""

from __future__ import annotations

import html
from collections.abc import Mapping

from mmdemo.context import Progress
from mmdemo.schema import Kit, Reading, Transcript


def offered_facts(kit: Kit) -> tuple[str, ...]:
    """The facts that the parts of a kit offer, in order."""
    payloads = [kit.assets[part].payload for part in kit.parts if part in kit.assets]
    return tuple(fact for payload in payloads if isinstance(payload, Reading | Transcript) for fact in payload.facts)


def offer_html(kit: Kit, media: Mapping[str, str], busy: bool = False, sketch: Progress | None = None) -> str:
    """The facts as a plain list; nothing while there are none."""
    items = "".join(f"<li>{html.escape(fact)}</li>" for fact in offered_facts(kit))
    return f'<ul class="offer">{items}</ul>' if items else ""
