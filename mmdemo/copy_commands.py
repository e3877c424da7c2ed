"""The commands about texts: what of a listing waits to be confirmed, and what the rules say of any text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mmdemo.compose.claim_checks import claims_of
from mmdemo.compose.grounding import to_confirm
from mmdemo.processing.text.claims import Finding, check_claims
from mmdemo.processing.text.claims.check import CHECKED_LENGTH
from mmdemo.processing.text.language import detect_language
from mmdemo.schema import Kit, Language

_SHOWN = 10


def check(
    text: Annotated[str, typer.Argument(help="The text, or - to read it from standard input.")] = "-",
    file: Annotated[Path | None, typer.Option(help="Read the text from a file instead.")] = None,
    about: Annotated[str, typer.Option(help="Name and category of the goods: some rules hold for some goods.")] = "",
) -> None:
    """Hold a text against advertising rules; exit code 1 where one is broken that blocks, 2 where it cannot be read."""
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            typer.echo(f"{file} cannot be read as text in UTF-8.", err=True)
            raise typer.Exit(2) from error
    elif text == "-":
        text = sys.stdin.read(CHECKED_LENGTH + 1)
    if len(text) > CHECKED_LENGTH:
        typer.echo(f"The text has more than {CHECKED_LENGTH} characters; check it in parts.", err=True)
        raise typer.Exit(2)
    found = check_claims(text, about)
    language = detect_language((text,))
    for finding in found:
        typer.echo(_line(finding, language))
    if any(finding.severity == "block" for finding in found):
        raise typer.Exit(1)


def report(kit: Kit) -> None:
    """Say on standard error what a listing leaves out until it is confirmed, and which wordings may cause trouble."""
    language = kit.product.language
    waiting = to_confirm(kit)
    for statement in waiting[:_SHOWN]:
        typer.echo(f"to confirm ({', '.join(statement.open)}): {statement.text}", err=True)
    if len(waiting) > _SHOWN:
        typer.echo(f"to confirm: {len(waiting) - _SHOWN} more", err=True)
    for claim in claims_of(kit)[:_SHOWN]:
        typer.echo(_line(claim.finding, language), err=True)


def _line(finding: Finding, language: Language) -> str:
    rule = " ".join(part for part in (finding.source.title.text(language), finding.source.article) if part)
    instead = "" if finding.rewrite is None else f" → “{finding.rewrite}”"
    found = f"{finding.severity} {finding.start}-{finding.end} “{finding.text}”{instead}"
    return f"{found}: {finding.reason.text(language)} [{rule}]"
