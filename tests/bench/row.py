"""One line of a bench's table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A measured value. `target` is in words ("<= 6"); `holds` is None where nothing was promised."""

    name: str
    value: float
    unit: str
    target: str | None = None
    holds: bool | None = None

    @property
    def verdict(self) -> str:
        return "" if self.holds is None else "yes" if self.holds else "NO"


def at_most(name: str, value: float, unit: str, limit: float) -> Row:
    """A row that promises `value` <= `limit`."""
    return Row(name, value, unit, f"<= {limit:g}", value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Row:
    """A row that promises `value` >= `limit`."""
    return Row(name, value, unit, f">= {limit:g}", value >= limit)
