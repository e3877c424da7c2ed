"""The commands about the machine itself: `doctor`, `voices`, `models list`, `models pull`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mmdemo.context import Progress, RunContext
from mmdemo.doctor import report
from mmdemo.errors import MMDemoError
from mmdemo.generators import GeneratorSpec
from mmdemo.model_table import model_table
from mmdemo.registry import installed
from mmdemo.runtime.checkpoint import size_text
from mmdemo.runtime.pull import Offer, offer, pull

models = typer.Typer(help="The models behind the generators.", no_args_is_help=True)


def doctor() -> None:
    """Say what this machine has, what auto means here, and how to mend what is missing."""
    for line in report(installed()):
        typer.echo(line)


def voices() -> None:
    """Every voice a narrator here can lend, by the id that `listing --voice` takes."""
    registry = installed()
    for spec in registry.specs("speech"):
        missing = registry.lacks(spec)
        typer.echo(spec.label if missing is None else f"{spec.label} (not here: {missing.en})")
        for speaker in spec.speakers:
            typer.echo(f"  {spec.id + '/' + speaker.id:<30} {speaker.language}  {speaker.label.en}")


@models.command("list")
def list_models() -> None:
    """Every model the studio can use: size, licence, and whether it is on disk."""
    store = installed().runtime.store
    for spec in _with_weights():
        if spec.weights is not None:
            state, size, source = store.state(spec.weights), spec.weights.download, spec.model
            commercial = spec.weights.commercial
        elif spec.file is not None:
            state, size, source = spec.file.state, spec.file.size, f"{spec.model}, through rembg"
            commercial = spec.file.commercial
        use = "commercial use allowed" if commercial else "not for commercial use"
        typer.echo(f"{spec.id:<14} {state:<8} {size_text(size):>8}  {spec.licence} ({use})  {source}")
        typer.echo(f"{'':<14} {spec.purpose}")


@models.command("pull")
def pull_model(
    id: Annotated[str, typer.Argument(help="A model's id or repository, as models list shows them.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Fetch without asking.")] = False,
) -> None:
    """Show a model's size and licence, then fetch its weights and write down their hashes."""
    spec = next((spec for spec in _with_weights() if id in (spec.id, spec.model)), None)
    if spec is None:
        known = ", ".join(spec.id for spec in _with_weights())
        typer.echo(f"There is no model called “{id}”. Choose one of: {known}.", err=True)
        raise typer.Exit(2)
    try:
        place = _pulled(spec, yes)
    except MMDemoError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{spec.label}: {place}")


@models.command("table")
def print_table() -> None:
    """The table of models in Markdown, as README shows it."""
    typer.echo(model_table(installed().specs()))


def _with_weights() -> list[GeneratorSpec]:
    return [spec for spec in installed().specs() if spec.weights is not None or spec.file is not None]


def _pulled(spec: GeneratorSpec, yes: bool) -> Path:
    """Where the weights lie, once they are said, agreed to and fetched."""
    if spec.weights is not None:
        store = installed().runtime.store
        offered = offer(spec.weights, store)
        _agree(_sentence(spec, offered), yes)
        return pull(offered, store, RunContext(0, listen=_show_bytes, part=spec.id).step)
    assert spec.file is not None
    _agree(
        f"{spec.label}: {spec.model} through rembg, 1 file, {size_text(spec.file.size)}, licence {spec.licence}; "
        f"{size_text(spec.file.free)} of disk free",
        yes,
    )
    return spec.file.pull()


def _agree(sentence: str, yes: bool) -> None:
    typer.echo(sentence)
    if not yes and not typer.confirm("Fetch it?"):
        raise typer.Exit(1)


def _sentence(spec: GeneratorSpec, offered: Offer) -> str:
    return (
        f"{spec.label}: {offered.repo} at {offered.revision[:12]}, {len(offered.files)} files, "
        f"{size_text(offered.total)}, licence {offered.licence or spec.licence}; "
        f"{size_text(offered.free)} of disk free"
    )


def _show_bytes(progress: Progress) -> None:
    if sys.stderr.isatty():
        share = progress.done / max(progress.total, 1)
        bar = "#" * round(30 * share)
        typer.echo(f"\r\033[K[{bar:<30}] {100 * share:5.1f} %  {progress.message.en}", nl=False, err=True)
        if progress.done == progress.total:
            typer.echo(err=True)
