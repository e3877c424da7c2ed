"""The command about the short video: a kit's storyboard, and the video made of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from mmdemo.command_line import explained, read_kit, show_progress, write_folder
from mmdemo.compose.storyboard import storyboard_of
from mmdemo.context import Progress
from mmdemo.errors import GenerationError, InputError
from mmdemo.export.labelling import labelled_alone
from mmdemo.export.recipe import read_recipe
from mmdemo.export.video_files import video_files
from mmdemo.filming import make_video
from mmdemo.replay import replay_kit
from mmdemo.schema import Kit, Message, Storyboard
from mmdemo.video import LEAST_VIDEO_SECONDS, MOST_VIDEO_SECONDS, USUAL_VIDEO_SECONDS, VideoShape

_JSON = TypeAdapter(Storyboard)
MAX_BOARD_BYTES = 100_000


def video(
    kit_path: Annotated[Path, typer.Argument(metavar="KIT.ZIP", help="A ZIP that the studio made.")],
    shape: Annotated[VideoShape, typer.Option(help="Of the storyboard that is drawn up.")] = "9:16",
    seconds: Annotated[
        float, typer.Option(help=f"Its length, {LEAST_VIDEO_SECONDS} to {MOST_VIDEO_SECONDS}.")
    ] = USUAL_VIDEO_SECONDS,
    print_storyboard: Annotated[
        bool, typer.Option("--print-storyboard", help="Print the storyboard to edit it, and make no video.")
    ] = False,
    storyboard: Annotated[
        Path | None, typer.Option(help="Such a storyboard, edited; it has its own shape and length.")
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder to write the video, its cover and its captions to.")] = Path(
        "video"
    ),
) -> None:
    """Make a short video of a listing that was made before."""
    with explained("en"):
        board = None if storyboard is None else read_board(storyboard)
        recipe = read_recipe(read_kit(kit_path))
        # A video of its own would only take time: another one is asked for.
        kit = replay_kit(replace(recipe, storyboard=None), listen=show_progress)
        board = board or drawn_up(kit, shape, seconds)
        if print_storyboard:
            typer.echo(board_json(board))
            return
        try:
            made = make_video(kit, board, listen=show_progress)
        except GenerationError as error:
            typer.echo(f"video: {error}", err=True)
            raise typer.Exit(1) from error
        show_progress(Progress("video", 1, 1, Message("finished", "已完成")))
    files = {Path(path).name: data for path, data in labelled_alone(video_files(made), made).items()}
    write_folder(out, files)
    for name in files:
        typer.echo(out / name)


def drawn_up(kit: Kit, shape: VideoShape, seconds: float) -> Storyboard:
    """The storyboard of a kit.

    Raises:
        InputError: that length is not offered, or the kit lacks texts or pictures (`field="storyboard"`).
    """
    if not LEAST_VIDEO_SECONDS <= seconds <= MOST_VIDEO_SECONDS:
        raise InputError(
            f"A video lasts {LEAST_VIDEO_SECONDS} to {MOST_VIDEO_SECONDS} seconds.",
            f"视频时长须为 {LEAST_VIDEO_SECONDS} 到 {MOST_VIDEO_SECONDS} 秒。",
            field="storyboard",
        )
    return storyboard_of(kit, shape, seconds)


def board_json(board: Storyboard) -> str:
    """A storyboard to edit by hand."""
    return _JSON.dump_json(board, indent=1).decode()


def read_board(path: Path) -> Storyboard:
    """A storyboard that was edited by hand.

    Raises:
        InputError: the file cannot be read, or is none (`field="storyboard"`).
    """
    try:
        if path.stat().st_size <= MAX_BOARD_BYTES:
            return _JSON.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise _no_board(path) from error
    raise _no_board(path)


def _no_board(path: Path) -> InputError:
    return InputError(
        f"{path} is no storyboard. Write one with --print-storyboard, edit it, and give that file.",
        f"{path} 不是分镜文件。请先用 --print-storyboard 导出，编辑后再使用。",
        field="storyboard",
    )
