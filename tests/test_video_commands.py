"""The short video from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from mmdemo.export.archive import kit_zip
from mmdemo.export.marks import read_mark
from mmdemo.pipeline import stream_kit
from mmdemo.schema import Request
from mmdemo.video_commands import video

APP = typer.Typer()
APP.command()(video)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts and the card of a listing in Chinese; no more is needed."""
    path = tmp_path_factory.mktemp("kit") / "kit.zip"
    begun = stream_kit(Request(name="马克杯", price="¥128", seed=1, facts=("容量：350毫升",)))
    path.write_bytes(kit_zip(next(kit for kit in begun if {"copy", "image/card"} <= kit.assets.keys())))
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_a_storyboard_is_printed_edited_and_made(kit: Path, tmp_path: Path) -> None:
    code, printed, _ = run(kit, "--shape", "1:1", "--seconds", 6, "--print-storyboard")
    board = json.loads(printed)
    assert code == 0 and board["shape"] == "1:1" and [shot["kind"] for shot in board["shots"]][-1] == "call"
    board["shots"][0]["text"] = "陪你喝完这一杯"
    edited, out = tmp_path / "board.json", tmp_path / "new" / "video"
    edited.write_text(json.dumps(board), encoding="utf-8")
    code, said, _ = run(kit, "--storyboard", edited, "--out", out)
    assert code == 0
    names = {"video.mp4", "cover.jpg"}
    assert names <= {path.name for path in out.iterdir()} == {Path(line).name for line in said.splitlines()}
    with Image.open(out / "cover.jpg") as cover:
        assert cover.size == (1080, 1080)
    assert all(read_mark((out / name).read_bytes()).labels for name in names)


def test_what_cannot_be_read_is_said(kit: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "board.json"
    for content in ("{", "[]", '{"shape": "4:3", "shots": []}', " " * 100_001):
        wrong.write_text(content)
        code, _, said = run(kit, "--storyboard", wrong)
        assert code == 2 and "is no storyboard" in said
    wrong.write_text('{"shape": "1:1", "shots": []}')
    for arguments, field in (
        ((kit, "--storyboard", tmp_path / "missing.json"), "storyboard"),
        ((kit, "--storyboard", wrong), "storyboard"),
        ((kit, "--seconds", 5), "storyboard"),
        ((kit, "--seconds", "nan"), "storyboard"),
        ((wrong,), "kit"),
        ((tmp_path / "missing.zip",), "kit"),
    ):
        code, _, said = run(*arguments, "--out", tmp_path / "out")
        assert code == 2 and said.startswith(f"{field}: "), arguments
    assert not (tmp_path / "out").exists()


def test_without_ffmpeg_it_is_said(kit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "gone"))
    code, _, said = run(kit, "--seconds", 6, "--out", tmp_path / "out")
    assert code == 1 and "FFmpeg" in said and not (tmp_path / "out").exists()
