"""The command about labels: what any file says of its own making."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mmdemo.errors import InputError
from mmdemo.export.label_words import said_in
from mmdemo.schema import Language


def labels(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="PNG, JPEG, WebP, MP4, M4A, MP3 or WAV.")],
    language: Annotated[Language, typer.Option(help="The language to answer in.")] = "en",
) -> None:
    """Read the labels of files: China's, the IPTC's, C2PA. Exit code 1 where one is broken, 2 where a file is none."""
    bad = unread = False
    for path in files:
        typer.echo(f"{path}:")
        try:
            for said in said_in(path):
                bad = bad or said.tone == "bad"
                typer.echo(f"  {said.heading.text(language)}: {said.text.text(language)}")
        except InputError as error:
            unread = True
            typer.echo(f"  {error.text(language)}", err=True)
    if bad or unread:
        raise typer.Exit(2 if unread else 1)
