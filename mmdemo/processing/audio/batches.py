"""Passages put together so that a voice can speak several at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def batches(lengths: Sequence[int], most: int, done: Collection[int] = ()) -> list[list[int]]:
    """The numbers of the passages that are not `done`, in batches of at most `most` of similar length.

    The longest come first: what does not fit into memory is then known at once.
    """
    waiting = [number for number in range(len(lengths)) if number not in done]
    waiting.sort(key=lambda number: (-lengths[number], number))
    return [waiting[start : start + most] for start in range(0, len(waiting), most)]
