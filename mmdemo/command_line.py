"""What the commands have in common: files in and out, wrong input explained, progress shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import typer

from mmdemo.context import Progress
from mmdemo.errors import InputError
from mmdemo.export.recipe import read_recipe
from mmdemo.replay import replay_kit
from mmdemo.runtime.machine import this_machine
from mmdemo.schema import Kit, Language

MAX_KIT_BYTES = 512 * 1024**2


def hold_to_gpu(required: bool) -> None:
    """Put `--require-gpu` into force for this process; end it at once where there is no GPU."""
    if required:
        os.environ["MMDEMO_REQUIRE_GPU"] = "1"
        if not this_machine().has_gpu:
            typer.echo(f"A GPU is required, and there is none: {this_machine().name}.", err=True)
            raise typer.Exit(1)


def read_kit(path: Path) -> bytes:
    try:
        if path.stat().st_size <= MAX_KIT_BYTES:
            return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read.", f"无法读取 {path}。", field="kit") from error
    raise InputError(f"{path} is too large to be a kit.", f"{path} 过大，不是素材包。", field="kit")


def parts_of(path: Path, wanted: Callable[[str], bool]) -> Kit:
    """Some parts of a kit, made again: neither its video nor its offer, which may be over by now.

    Raises:
        InputError: the file cannot be read, or is no kit (`field="kit"`).
    """
    recipe = read_recipe(read_kit(path))
    request = replace(recipe.request, promotion=None)
    planned = tuple(filter(wanted, recipe.planned))
    return replay_kit(replace(recipe, request=request, planned=planned, storyboard=None))


def write_file(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        typer.echo(f"{path} cannot be written: {error.strerror}", err=True)
        raise typer.Exit(1) from error


def write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Files by their paths below `out`, which is made where it is not there."""
    for path, data in files.items():
        try:
            (out / path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            typer.echo(f"{out} cannot be written: {error.strerror}", err=True)
            raise typer.Exit(1) from error
        write_file(out / path, data)


@contextmanager
def explained(language: Language) -> Iterator[None]:
    """Wrong input ends with its sentence and exit code 2, never with a traceback."""
    try:
        yield
    except InputError as error:
        typer.echo(f"{error.field}: {error.text(language)}", err=True)
        raise typer.Exit(2) from error


def report_failures(kit: Kit) -> None:
    for failure in kit.failures.values():
        typer.echo(f"{failure.part}: {failure.message.text(kit.product.language)}", err=True)
    if kit.failures:
        raise typer.Exit(1)


def show_progress(progress: Progress) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r\033[K{progress.part}: {progress.message.en}", nl=False, err=True)
        if progress.done == progress.total:
            typer.echo(err=True)
