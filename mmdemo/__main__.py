"""The command line: the same jobs as the web page."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from mmdemo import copy_commands, machine_commands, train_commands
from mmdemo.compose.offer import offered_facts
from mmdemo.context import Progress
from mmdemo.errors import InputError
from mmdemo.export.archive import kit_files, kit_zip
from mmdemo.export.manifest import MANIFEST
from mmdemo.export.recipe import Recipe, read_recipe
from mmdemo.intake.photo import MAX_BYTES
from mmdemo.intake.recording import read_recording
from mmdemo.intake.vouched import LEAST_SECONDS, MOST_SECONDS
from mmdemo.look import Market, Season, Setting
from mmdemo.narrating import replace_narration
from mmdemo.pipeline import make_kit
from mmdemo.processing.text.language import detect_language
from mmdemo.registry import installed
from mmdemo.replay import replay_kit
from mmdemo.runtime.machine import this_machine
from mmdemo.schema import AUTO, SCRIPT_SECONDS, Finish, Kit, Language, Look, Message, Request, Tone, digest
from mmdemo.sound import ANY_VOICE, Key, Mood, Notice, Pace, Sound, Tempo

MAX_KIT_BYTES = 4 * MAX_BYTES

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def main(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what each generator does.")] = False,
) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, format="%(levelname)s %(name)s: %(message)s")


@app.command()
def listing(
    name: Annotated[str, typer.Option(help="Product name.")] = "",
    photo: Annotated[Path | None, typer.Option(help="JPEG, PNG, WebP or HEIC.")] = None,
    more_photo: Annotated[
        list[Path] | None, typer.Option(help="The same product from another side; give it again for more, in order.")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option(help='One key fact, such as "350 ml"; give it again for more.')
    ] = None,
    category: Annotated[str, typer.Option()] = "",
    price: Annotated[str, typer.Option(help='Such as "$24.00" or "¥199".')] = "",
    brand: Annotated[str, typer.Option()] = "",
    tone: Annotated[Tone, typer.Option()] = "friendly",
    language: Annotated[Language | None, typer.Option(help="Found from the words when left out.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="The same seed makes the same bytes.")] = None,
    writer: Annotated[str, typer.Option(help="A text generator by id.")] = AUTO,
    painter: Annotated[str, typer.Option(help="An image generator by id.")] = AUTO,
    narrator: Annotated[str, typer.Option(help="A speech generator by id.")] = AUTO,
    setting: Annotated[Setting, typer.Option(help="Where the scene plays.")] = "auto",
    season: Annotated[Season, typer.Option()] = "any",
    market: Annotated[Market, typer.Option(help="Adds the scene in that market's format.")] = "any",
    idea: Annotated[str, typer.Option(help="Your own wish for the scene, in any language.")] = "",
    variations: Annotated[int, typer.Option(help="How many scenes, each with its own seed.")] = 1,
    enlarge: Annotated[bool, typer.Option(help="Add a larger copy of the first scene.")] = False,
    banners: Annotated[bool, typer.Option(help="Add banners in four sizes; with or without a photo.")] = False,
    brand_colour: Annotated[str, typer.Option(help='For banners and concept pictures: "#0a66c2" or "navy".')] = "",
    logo: Annotated[Path | None, typer.Option(help="For the same: PNG, WebP or JPEG.")] = None,
    badge: Annotated[str, typer.Option(help='A word or two on a badge in the banners, such as "New".')] = "",
    white_balance: Annotated[bool, typer.Option(help="Take back half of the photo's colour cast.")] = False,
    sharpen: Annotated[bool, typer.Option(help="Sharpen the photo a little.")] = False,
    require_gpu: Annotated[bool, typer.Option(help="Fail instead of falling back where a GPU model cannot.")] = False,
    script_seconds: Annotated[
        int, typer.Option(help=f"How long the narration should last, {LEAST_SECONDS} to {MOST_SECONDS}.")
    ] = SCRIPT_SECONDS,
    voice: Annotated[
        str, typer.Option(help='"auto", or one that the command voices shows, such as "flite/rms".')
    ] = ANY_VOICE,
    pace: Annotated[Pace, typer.Option(help="How fast the narration is spoken.")] = "usual",
    mood: Annotated[Mood, typer.Option(help='The music under the voice; "none" for no music.')] = "auto",
    tempo: Annotated[Tempo, typer.Option()] = "auto",
    key: Annotated[Key, typer.Option(help="The tonic of the music.")] = "auto",
    notice: Annotated[Notice, typer.Option(help="How the sound says that AI made it.")] = "auto",
    voice_sample: Annotated[
        Path | None, typer.Option(help="Somebody's speech: a narrator that can copy a voice speaks with it.")
    ] = None,
    i_may_use_this_voice: Annotated[
        bool, typer.Option("--i-may-use-this-voice", help="The voice is yours, or its owner allowed you to copy it.")
    ] = False,
    recording: Annotated[
        Path | None, typer.Option(help="Your own reading of the script, in a narrator's place.")
    ] = None,
    confirm: Annotated[
        list[str] | None, typer.Option(help="A statement without a fact that you vouch for; give it again for more.")
    ] = None,
    out: Annotated[Path, typer.Option(help="The ZIP to write.")] = Path("kit.zip"),
) -> None:
    """Make a whole listing and write it as a ZIP; say what of its texts is left out until you confirm it."""
    request = Request(
        name=name,
        category=category,
        price=price,
        brand=brand,
        facts=tuple(fact or ()),
        photo=photo,
        more_photos=tuple(more_photo or ()),
        tone=tone,
        look=Look(setting, season, market, variations, enlarge, idea, banners, brand_colour, badge),
        finish=Finish(white_balance, sharpen),
        language=language,
        seed=seed,
        generators={"text": writer, "image": painter, "speech": narrator},
        logo=logo,
        script_seconds=script_seconds,
        confirmed=tuple(confirm or ()),
        sound=Sound(voice, pace, mood, tempo, key, notice),
        voice_sample=voice_sample,
    )
    _hold_to_gpu(require_gpu)
    words = (name, category, brand, *(fact or ()))
    with _explained(language or detect_language(words)):
        if voice_sample is not None and not i_may_use_this_voice:
            raise InputError(
                "A narrator may copy your own voice, or one whose owner allowed it. If so, add --i-may-use-this-voice.",
                "只能复制您本人的声音，或声音的主人已允许您复制的声音。如确实如此，请加上 --i-may-use-this-voice。",
                field="voice_sample",
            )
        own = None if recording is None else read_recording(recording)
        kit = make_kit(request, listen=_show_progress)
        if own is not None:
            kit = replace_narration(kit, own.data)
    _write(out, kit_zip(kit))
    _report_unused_voice(kit)
    typer.echo(f"{out}: {', '.join(part for part in kit.parts if part in kit.assets)}; seed {kit.seed}")
    copy_commands.report(kit)
    _report_failures(kit)


@app.command()
def replay(
    kit_path: Annotated[Path, typer.Argument(metavar="KIT.ZIP", help="A ZIP that the studio made.")],
    out: Annotated[Path | None, typer.Option(help="Where to write the new ZIP.")] = None,
) -> None:
    """Make a kit again from its manifest and compare every file with the recorded hashes."""
    with _explained("en"):
        recipe = read_recipe(_read_kit(kit_path))
        kit = replay_kit(recipe, listen=_show_progress)
    if out is not None:
        _write(out, kit_zip(kit))
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
    _hold_to_gpu(require_gpu)
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
app.command()(machine_commands.doctor)
app.command()(machine_commands.voices)
app.add_typer(machine_commands.models, name="models")
app.add_typer(train_commands.train, name="train")


def _hold_to_gpu(required: bool) -> None:
    """Put `--require-gpu` into force for this process; end it at once where there is no GPU."""
    if required:
        os.environ["MMDEMO_REQUIRE_GPU"] = "1"
        if not this_machine().has_gpu:
            typer.echo(f"A GPU is required, and there is none: {this_machine().name}.", err=True)
            raise typer.Exit(1)


def _offer(request: Request) -> None:
    with _explained(request.language or "en"):
        kit = make_kit(request, listen=_show_progress)
    for fact in offered_facts(kit):
        typer.echo(fact)
    _report_failures(kit)


def _differing(recipe: Recipe, kit: Kit) -> list[str]:
    recorded = {**recipe.files, MANIFEST: digest(recipe.manifest)}
    made = {path: digest(data) for path, data in kit_files(kit).items()}
    return sorted(path for path in {*recorded, *made} if recorded.get(path) != made.get(path))


def _read_kit(path: Path) -> bytes:
    try:
        if path.stat().st_size <= MAX_KIT_BYTES:
            return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read.", f"无法读取 {path}。", field="kit") from error
    raise InputError(f"{path} is too large to be a kit.", f"{path} 过大，不是素材包。", field="kit")


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        typer.echo(f"{path} cannot be written: {error.strerror}", err=True)
        raise typer.Exit(1) from error


@contextmanager
def _explained(language: Language) -> Iterator[None]:
    """Wrong input ends with its sentence and exit code 2, never with a traceback."""
    try:
        yield
    except InputError as error:
        typer.echo(f"{error.field}: {error.text(language)}", err=True)
        raise typer.Exit(2) from error


def _report_unused_voice(kit: Kit) -> None:
    narrators = {spec.id: spec for spec in installed().specs("speech")}
    spec = narrators.get(kit.assets["narration"].provenance.used) if "narration" in kit.assets else None
    if kit.product.voice_sample is not None and spec is not None and not spec.clones:
        said = Message(
            f"{spec.label} cannot copy a voice: the sample was not used.",
            f"{spec.label} 不能复制声音，未使用声音样本。",
        )
        typer.echo(f"narration: {said.text(kit.product.language)}", err=True)


def _report_failures(kit: Kit) -> None:
    for failure in kit.failures.values():
        typer.echo(f"{failure.part}: {failure.message.text(kit.product.language)}", err=True)
    if kit.failures:
        raise typer.Exit(1)


def _show_progress(progress: Progress) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r\033[K{progress.part}: {progress.message.en}", nl=False, err=True)
        if progress.done == progress.total:
            typer.echo(err=True)


if __name__ == "__main__":
    app()
