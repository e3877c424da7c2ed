"""`train cutout`, as typed: weights that the studio reads, a run that goes on, a run that is not written over."""

from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from mmdemo.__main__ import app
from mmdemo.processing.image.network import read_weights

pytest.importorskip("torch", reason="training needs torch")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer pictures to measure on and to draw from: how well it learns is not asked here."""
    monkeypatch.setattr("mmdemo.training.loop.HELD_OUT_SIZE", 8)


def run(folder: Path, *more: object, minutes: float = 0.1) -> tuple[int, str]:
    arguments = ("train", "cutout", "--out", folder / "made" / "cutout.safetensors", "--minutes", minutes)
    result = CliRunner().invoke(
        app, [str(one) for one in (*arguments, "--checkpoint", folder / "run" / "run.pt", *more)]
    )
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("photographs")
    (home / "photo-mask").mkdir()
    Image.new("RGB", (90, 60), "teal").save(home / "photo-mask" / "cup.jpg")
    mask = Image.new("L", (90, 60))
    mask.paste(255, (20, 20, 50, 50))
    mask.save(home / "photo-mask" / "cup_mask.png")
    return home


def steps(said: str) -> int:
    return int(said.split(" min ")[-1].split()[0])


@pytest.mark.slow
def test_a_run_writes_weights_and_goes_on_where_it_ended(tmp_path: Path, photographs: Path) -> None:
    code, said = run(tmp_path, "--photographs", photographs)
    assert code == 0, said
    weights = tmp_path / "made" / "cutout.safetensors"
    assert read_weights(weights)
    assert "held-out IoU" in said
    assert "| photograph | 1 |" in said
    assert f"{weights}: {weights.stat().st_size / 1e6:.2f} MB" in said
    reached = steps(said)
    assert reached > 0
    before = weights.read_bytes()

    code, said = run(tmp_path, minutes=9)
    assert code == 2
    assert "--resume" in said
    assert weights.read_bytes() == before

    code, said = run(tmp_path, "--resume", minutes=0.2)
    assert code == 0, said
    assert steps(said) > reached
    assert weights.read_bytes() != before
    assert not list(tmp_path.rglob("*.partial"))

    reached = steps(said)
    weights.unlink()
    code, said = run(tmp_path, "--resume")  # its time is over, and its weights come back from the checkpoint
    assert code == 0, said
    assert steps(said) in (reached, reached + 1)
    assert read_weights.__wrapped__(weights)


def test_a_checkpoint_is_not_written_over(tmp_path: Path) -> None:
    kept = tmp_path / "run" / "run.pt"
    kept.parent.mkdir()
    kept.write_bytes(b"hours of work")
    code, said = run(tmp_path)
    assert code == 2
    assert str(kept) in said
    assert "--resume" in said
    assert kept.read_bytes() == b"hours of work"
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("wrong", [("--minutes", "0"), ("--minutes", "soon"), ("--workers", "0"), ("--seed", "-1")])
def test_what_cannot_be_is_refused(tmp_path: Path, wrong: tuple[str, str]) -> None:
    code, said = run(tmp_path, *wrong)
    assert code == 2
    assert wrong[0] in said
    assert not (tmp_path / "run").exists()
