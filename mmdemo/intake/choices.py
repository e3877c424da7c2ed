"""One of several choices, as a caller or a file of somebody else's named it."""

from __future__ import annotations

from collections.abc import Sequence

from mmdemo.errors import InputError

_SHOWN = 40  # characters of a name that nobody knows


def check_choice(field: str, chosen: str, known: Sequence[str]) -> None:
    """Refuse a choice that is not among the `known` ones.

    Raises:
        InputError: with that `field`, and what there is to choose from.
    """
    if chosen not in known:
        shown = chosen if len(chosen) <= _SHOWN else f"{chosen[:_SHOWN]}…"
        raise InputError(
            f"There is no choice “{shown}” ({field}). Choose one of: {', '.join(known)}.",
            f"没有名为“{shown}”的选项（{field}）。可选：{'、'.join(known)}。",
            field=field,
        )
