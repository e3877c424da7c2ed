"""What a claim check reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from mmdemo.message import Message

Severity = Literal["block", "warn", "advise"]
Grade = Literal["A", "B", "C"]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""


@dataclass(frozen=True)
class Source:
    """The text a rule rests on. Grade A: the owner's own text was read; B: somebody quoting it; C: neither."""

    title: Message
    article: str
    date: str
    grade: Grade


@dataclass(frozen=True)
class Finding:
    """One claim in a text. `rewrite` stands in place of `[start:end]`; "" deletes it, None means no words are safe."""

    start: int
    end: int
    text: str
    rule: str
    severity: Severity
    reason: Message
    source: Source
    rewrite: str | None
