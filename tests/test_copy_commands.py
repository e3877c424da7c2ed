"""The commands about texts, as a script calls them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mmdemo.__main__ import app


def run(*arguments: object, stdin: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    return result.exit_code, result.output


def test_check_says_what_is_wrong_with_a_text(tmp_path: Path) -> None:
    code, said = run("check", "全网最低价，国家级品质")
    assert code == 1 and "block" in said and "国家级" in said
    assert run("check", "容量350毫升，可进洗碗机。") == (0, "")
    code, said = run("check", "-", stdin="The best mug in the world.")
    assert code == 0 and "best" in said
    path = tmp_path / "文案.txt"
    path.write_text("国家级品质", encoding="utf-8")
    assert run("check", "--file", path)[0] == 1
    path.write_bytes(b"\xff\xfe\x00")
    code, said = run("check", "--file", path)
    assert code == 2 and "UTF-8" in said


def test_what_the_goods_are_decides_where_the_law_says_so() -> None:
    claim = "年化收益8%，保本无风险"
    assert run("check", claim, "--about", "理财产品")[0] == 1


def test_a_listing_says_what_it_leaves_out_and_takes_it_when_confirmed(tmp_path: Path) -> None:
    out = tmp_path / "kit.zip"
    given = ("--name", "Mug", "--fact", "350 ml", "--fact", "500 ml", "--seed", 1, "--out", out)
    code, said = run("listing", *given)
    assert code == 0 and "to confirm (350 ml)" in said
    with zipfile.ZipFile(out) as kit:
        assert "Holds 350 ml" not in kit.read("listing.md").decode()
    code, said = run("listing", *given, "--confirm", "Holds 350 ml")
    assert code == 0
    with zipfile.ZipFile(out) as kit:
        assert "Holds 350 ml" in kit.read("listing.md").decode()


@pytest.mark.parametrize("seconds", [9, 61, -1])
def test_a_narration_of_any_length_is_refused(seconds: int, tmp_path: Path) -> None:
    code, said = run("listing", "--name", "Mug", "--script-seconds", seconds, "--out", tmp_path / "kit.zip")
    assert code == 2 and "script_seconds" in said and "10 to 60" in said
