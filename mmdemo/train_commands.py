"""The commands that make the small models in assets/weights: `train cutout`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

train = typer.Typer(help="Make the small models that ship with the studio.", no_args_is_help=True)


@train.callback()
def main() -> None:
    """Make the small models that ship with the studio."""


@train.command("cutout")
def train_cutout(
    minutes: Annotated[float, typer.Option(min=0.1, help="Time to train, earlier minutes counted when resumed.")] = 60,
    out: Annotated[Path, typer.Option(help="The weights to write.")] = Path("build/cutout/cutout.safetensors"),
    checkpoint: Annotated[Path, typer.Option(help="Where to keep the state of the run.")] = Path("build/cutout/run.pt"),
    resume: Annotated[bool, typer.Option(help="Go on from the checkpoint.")] = False,
    seed: Annotated[int, typer.Option(min=0, help="Of the pictures and of the first weights.")] = 0,
    workers: Annotated[int, typer.Option(min=1, help="Processes that draw pictures.")] = 1,
    photographs: Annotated[
        Path | None, typer.Option(help="A folder with alpha, backgrounds and photo-mask to score on at the end.")
    ] = None,
) -> None:
    """Train the cutout network on pictures drawn on the way. Ctrl-C ends it and keeps what is reached."""
    from mmdemo.training.loop import Plan, Progress, train
    from mmdemo.training.score import scored, table

    if checkpoint.exists() and not resume:
        typer.echo(f"{checkpoint} is there: give --resume to go on from it, or another --checkpoint.", err=True)
        raise typer.Exit(2)
    checkpoint.parent.mkdir(parents=True, exist_ok=True)

    def say(reached: Progress) -> None:
        alone, boxed = reached.scores
        typer.echo(
            f"{reached.minutes:6.1f} min  {reached.steps:6} steps  {reached.samples:8} samples  "
            f"loss {reached.loss:.3f}  held-out IoU {alone:.3f}, with a box {boxed:.3f}"
        )

    train(Plan(minutes, out, checkpoint, seed, workers=workers), say)
    if photographs is not None:
        typer.echo(table(scored(out, photographs)))
    typer.echo(f"{out}: {out.stat().st_size / 1e6:.2f} MB")
