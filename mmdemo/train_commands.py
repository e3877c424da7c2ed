"""The commands that make what the cutout has learned: `train cutout`, then `train confidence`."""

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

    reached = train(Plan(minutes, out, checkpoint, seed, workers=workers), say)
    if not reached.steps:
        typer.echo("Ended before the first step: nothing was written.", err=True)
        raise typer.Exit(1)
    if photographs is not None:
        typer.echo(table(scored(out, photographs)))
    typer.echo(f"{out}: {out.stat().st_size / 1e6:.2f} MB")


@train.command("confidence")
def train_confidence(
    pictures: Annotated[int, typer.Option(min=20, help="Pictures to draw; about two seconds each.")] = 500,
    seed: Annotated[int, typer.Option(min=0, help="Of the pictures; not the one the network was trained with.")] = 77,
    workers: Annotated[int, typer.Option(min=1, help="Processes that draw and judge.")] = 2,
) -> None:
    """Learn how far an outline can be trusted, with the network that is in assets/weights, and print the numbers."""
    from mmdemo.training.confidence import learn

    found = learn(seed, pictures, workers, lambda count: typer.echo(f"\r{count} outlines", nl=False, err=True))
    typer.echo(err=True)
    typer.echo(
        f"{found.outlines} outlines, {found.right:.0%} of them right. For mmdemo/processing/image/confidence.py:"
    )
    typer.echo(f"WEIGHTS = np.array([{', '.join(f'{weight:.2f}' for weight in found.weights)}], np.float32)")
    typer.echo(f"OFFSET = {found.offset:.2f}")
    typer.echo(f'FITTED_WITH = "{found.network}"')
