"""Packs for marketplaces from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from mmdemo.export.archive import kit_zip
from mmdemo.market_commands import market
from mmdemo.pipeline import make_kit
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, Request

APP = typer.Typer()
APP.command()(market)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A listing in Chinese, without a photo and without sound."""
    silent = Registry(one for one in installed().specs() if one.id == EMBEDDED and one.modality in ("text", "image"))
    request = Request(name="马克杯", price="¥128", seed=1, facts=("容量：350毫升",))
    path = tmp_path_factory.mktemp("kit") / "kit.zip"
    path.write_bytes(kit_zip(make_kit(request, registry=silent)))
    return path


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_a_pack_a_text_and_a_preview_are_written(kit: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "packs"
    code, said = run(kit, "xiaohongshu", "--out", out, "--language", "zh")
    assert code == 0 and said.startswith("小红书:\n  note-01.jpg 1080x1440 (image/")
    with Image.open(out / "markets" / "xiaohongshu" / "note-01.jpg") as picture:
        assert picture.size == (1080, 1440)
    assert "马克杯" in (out / "texts" / "xiaohongshu.txt").read_text(encoding="utf-8")
    page = (out / "as-on-xiaohongshu.html").read_text(encoding="utf-8")
    assert 'src="markets/xiaohongshu/note-01.jpg"' in page


def test_what_a_marketplace_would_not_take_is_said(kit: Path, tmp_path: Path) -> None:
    code, said = run(kit, "amazon", "--out", tmp_path)
    assert code == 1
    assert "block pictures: Pictures for Amazon: 0 here" in said and "advise language" in said
    assert not (tmp_path / "markets").exists() and (tmp_path / "as-on-amazon.html").exists()


def test_what_is_chosen_has_its_text_in_any_language_and_a_pack_without_a_picture_is_told(
    kit: Path, tmp_path: Path
) -> None:
    code, said = run(kit, "etsy", "xiaohongshu", "--out", tmp_path)
    assert code == 0 and "No picture could be made for Etsy. Add a photo" in said
    assert "could be made for Xiaohongshu" not in said and "advise language: Etsy is read in English" in said
    assert {path.name for path in (tmp_path / "texts").iterdir()} == {"etsy.txt", "xiaohongshu.txt"}


def test_what_cannot_be_read_is_said(kit: Path, tmp_path: Path) -> None:
    code, said = run(kit, "nowhere", "--out", tmp_path)
    assert code == 2 and said.startswith("markets: ")
    (tmp_path / "no.zip").write_bytes(b"no kit")
    for path in (tmp_path / "no.zip", tmp_path / "missing.zip"):
        code, said = run(path, "etsy", "--out", tmp_path)
        assert code == 2 and said.startswith("kit: ")


def test_a_folder_that_cannot_be_written(kit: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = run(kit, "xiaohongshu", "--out", tmp_path / "file")
    assert code == 1 and "cannot be written" in said
