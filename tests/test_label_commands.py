"""The command that reads the labels of files."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from mmdemo.export.certificate import credentials
from mmdemo.export.marks import Mark, write_mark
from mmdemo.export.signing import Claim, sign
from mmdemo.label_commands import labels
from mmdemo.source_types import AigcRecord
from tests.media import media, picture

APP = typer.Typer()
APP.command()(labels)


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    marked = write_mark(media("wav"), "wav", Mark("algorithmicMedia", AigcRecord("1", "Kiln", "42"), "mmdemo"))
    path = tmp_path / "voice.wav"
    path.write_bytes(sign(marked, "wav", Claim("voice", "algorithmicMedia", "mmdemo", "1", "A voice"), credentials()))
    return path


def test_it_says_what_files_say(signed: Path, tmp_path: Path) -> None:
    (tmp_path / "plain.png").write_bytes(picture())
    code, said = run(signed, tmp_path / "plain.png")
    assert code == 0
    assert "maker: Kiln; number of the content: 42" in said
    assert "A program made it" in said
    assert "a development certificate" in said
    assert "This file carries no label." in said
    code, said = run(signed, "--language", "zh")
    assert (code, "由人工智能生成合成；生成合成服务提供者：Kiln" in said) == (0, True)


def test_a_tampered_file_ends_with_1(signed: Path) -> None:
    changed = bytearray(signed.read_bytes())
    changed[len(changed) // 2] ^= 4
    signed.write_bytes(changed)
    code, said = run(signed)
    assert code == 1
    assert "TAMPERED WITH" in said


def test_what_cannot_be_read_ends_with_2(tmp_path: Path, signed: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    code, said = run(tmp_path / "notes.txt", signed, tmp_path / "absent.png")
    assert code == 2
    assert "this is none of them" in said
    assert "absent.png cannot be read." in said
    assert "Kiln" in said


def test_what_would_steer_a_terminal_is_left_out(tmp_path: Path) -> None:
    record = AigcRecord("1", "Kiln\x1b[2J\u202e", "4\x9b2")
    (tmp_path / "voice.wav").write_bytes(write_mark(media("wav"), "wav", Mark("algorithmicMedia", record)))
    (tmp_path / "odd.wav").write_bytes((tmp_path / "voice.wav").read_bytes().replace(b'"Label":"1"', b'"Label":"\x1b"'))
    _, said = run(tmp_path / "voice.wav", tmp_path / "odd.wav")
    assert "maker: Kiln[2J; number of the content: 42" in said
    assert "not as the standard asks" in said
    assert not {"\x1b", "\x9b", "\u202e"} & set(said)
