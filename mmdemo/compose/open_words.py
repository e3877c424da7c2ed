"""The words that wait to be confirmed, and the statements that wait for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mmdemo.schema import Statement


def open_words(statements: Iterable[Statement]) -> dict[str, tuple[Statement, ...]]:
    """The statements by each of their open words, which are compared without regard to capitals."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        for word in dict.fromkeys(word.casefold() for word in statement.open):
            found.setdefault(word, []).append(statement)
    return {word: tuple(waiting) for word, waiting in found.items()}


def settled_by(statements: Iterable[Statement], words: Collection[str]) -> tuple[str, ...]:
    """The texts of the statements that wait for none but these words."""
    return tuple(one.text for one in statements if all(word.casefold() in words for word in one.open))
