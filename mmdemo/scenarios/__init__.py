"""The jobs of the studio: one file each, ending in `SCENARIO = Scenario(…)`. The registry finds them by walking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mmdemo.context import Progress
from mmdemo.schema import Brief, Kit, Message, Product, Request


@dataclass(frozen=True)
class Scenario:
    """One job: `briefs` says which parts to make of a product, `compose` turns what came back into an HTML fragment.

    `compose` takes the kit, the address of each picture and sound by part id, whether more is still to come, and what
    there is to see of the part in the making; what is not made yet it leaves open.
    """

    id: str
    label: Message
    briefs: Callable[[Product, Request], tuple[Brief, ...]]
    compose: Callable[[Kit, Mapping[str, str], bool, Progress | None], str]
