"""Cards for an offer from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from mmdemo.export.archive import kit_zip
from mmdemo.pipeline import make_kit
from mmdemo.promotion_commands import card
from mmdemo.schema import Promotion, Request

APP = typer.Typer()
APP.command()(card)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A listing in Chinese, without a photo, with an offer that is over."""
    over = Promotion(price="¥88", ends="2020-11-11")
    request = Request(name="马克杯", price="¥128", seed=1, facts=("容量：350毫升",), promotion=over)
    path = tmp_path_factory.mktemp("kit") / "kit.zip"
    path.write_bytes(kit_zip(make_kit(request)))
    return path


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_three_cards_are_written(kit: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "cards"
    code, said = run(kit, "--price", "99", "--out", out)
    assert code == 0 and "advise price" in said
    shapes = ("coupon", "square", "story")
    assert sorted(path.name for path in out.iterdir()) == [f"promotion-{shape}.png" for shape in shapes]
    with Image.open(out / "promotion-square.png") as picture:
        assert picture.size == (1080, 1080)


def test_a_rule_may_forbid_them(kit: Path, tmp_path: Path) -> None:
    out = tmp_path / "cards"
    code, said = run(kit, "--price", "99", "--was", "128", "--lowest-before", "100", "--out", out)
    assert code == 1 and "block was" in said and "明码标价" in said and not out.exists()


def test_what_cannot_be_read_is_said(kit: Path, tmp_path: Path) -> None:
    code, said = run(kit, "--kind", "coupon", "--out", tmp_path)
    assert code == 2 and said.startswith("off: ")
    (tmp_path / "no.zip").write_bytes(b"no kit")
    for path in (tmp_path / "no.zip", tmp_path / "missing.zip"):
        code, said = run(path, "--price", "99", "--out", tmp_path)
        assert code == 2 and said.startswith("kit: ")


def test_a_folder_that_cannot_be_written(kit: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = run(kit, "--price", "99", "--out", tmp_path / "file")
    assert code == 1 and "cannot be written" in said
