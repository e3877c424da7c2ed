"""The command line: the same jobs as the web page."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Annotated

import typer

from mmdemo import (
    copy_commands,
    import_commands,
    label_commands,
    listing_command,
    machine_commands,
    market_commands,
    promotion_commands,
    train_commands,
    video_commands,
)
from mmdemo.command_line import explained, hold_to_gpu, read_kit, report_failures, show_progress, write_file
from mmdemo.compose.offer import offered_facts
from mmdemo.export.archive import kit_files, kit_zip
from mmdemo.export.manifest import MANIFEST
from mmdemo.export.recipe import Recipe, read_recipe
from mmdemo.pipeline import make_kit
from mmdemo.registry import installed
from mmdemo.replay import replay_kit
from mmdemo.schema import Kit, Language, Request, digest

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def main(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what each generator does.")] = False,
) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, format="%(levelname)s %(name)s: %(message)s")


app.command()(listing_command.listing)


@app.command()
def replay(
    kit_path: Annotated[Path, typer.Argument(metavar="KIT.ZIP", help="A ZIP that the studio made.")],
    out: Annotated[Path | None, typer.Option(help="Where to write the new ZIP.")] = None,
) -> None:
    """Make a kit again from its manifest and compare every file with the recorded hashes."""
    with explained("en"):
        recipe = read_recipe(read_kit(kit_path))
        kit = replay_kit(recipe, listen=show_progress)
    if out is not None:
        write_file(out, kit_zip(kit))
    for part in sorted(kit.failures.keys() - recipe.failures.keys()):
        typer.echo(f"{part}: {kit.failures[part].message.en}", err=True)
    differing = _differing(recipe, kit)
    if differing:
        typer.echo(f"not the same bytes: {', '.join(differing)}", err=True)
        raise typer.Exit(1)
    typer.echo(f"the same bytes: {len(recipe.files) + 1} files")


@app.command()
def look(
    photo: Annotated[Path, typer.Argument(metavar="PHOTO")],
    language: Annotated[Language, typer.Option(help="The language of the facts.")] = "en",
) -> None:
    """Read a photo and print the facts it offers, one a line."""
    _offer(Request(photo=photo, language=language, scenario="reading", seed=0))


@app.command()
def hear(
    voice: Annotated[Path, typer.Argument(metavar="VOICE", help="WAV, FLAC, OGG or MP3.")],
    language: Annotated[Language, typer.Option(help="The language that is spoken.")] = "en",
) -> None:
    """Listen to a voice note and print the facts it offers, one a line."""
    _offer(Request(voice=voice, language=language, scenario="dictation", seed=0))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Listen on this address only.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="The first free one from 7860 when left out.")] = None,
    require_gpu: Annotated[bool, typer.Option(help="Fail instead of falling back where a GPU model cannot.")] = False,
) -> None:
    """Start the web page."""
    hold_to_gpu(require_gpu)
    # Read by gradio when it is imported: no usage figures leave the machine.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from mmdemo.ui.page import build

    blocks, options = build(installed())
    logging.getLogger("mmdemo").setLevel(logging.WARNING)  # fallbacks belong in the log
    try:
        _, address, _ = blocks.launch(
            server_name=host, server_port=port, quiet=True, prevent_thread_lock=True, **options
        )
    except OSError as error:
        typer.echo(f"The page cannot be served at {host}:{port or 7860}: {error}", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"The studio is open at {address} (Ctrl+C ends it)")
    blocks.block_thread()


app.command()(copy_commands.check)
app.command()(label_commands.labels)
app.command()(promotion_commands.card)
app.command()(video_commands.video)
app.command()(market_commands.market)
app.command()(import_commands.catalogue)
app.command()(machine_commands.doctor)
app.command()(machine_commands.voices)
app.add_typer(machine_commands.models, name="models")
app.add_typer(train_commands.train, name="train")


def _offer(request: Request) -> None:
    with explained(request.language or "en"):
        kit = make_kit(request, listen=show_progress)
    for fact in offered_facts(kit):
        typer.echo(fact)
    report_failures(kit)


def _differing(recipe: Recipe, kit: Kit) -> list[str]:
    recorded = {**recipe.files, MANIFEST: digest(recipe.manifest)}
    made = {path: digest(data) for path, data in kit_files(kit).items()}
    return sorted(path for path in {*recorded, *made} if recorded.get(path) != made.get(path))


if __name__ == "__main__":
    app()
