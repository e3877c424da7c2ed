"""The command line with models for text, speech, hearing and vision: tiny weights in a cache of their own, named.

Painters are left out: by their real sizes they need more memory than a machine without a GPU may have.
"""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mmdemo.export.recipe import read_recipe
from mmdemo.registry import installed
from tests import tiny
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cache(tiny_weights: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("hf")
    for spec in installed().specs():
        if spec.weights is not None:
            tiny.shelve(tiny_weights(spec.id), home / "hub", spec.weights.repo)
    return home


def run(cache: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mmdemo", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "HF_HOME": str(cache), "MMDEMO_OFFLINE": "1", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )


def test_a_listing_by_models_and_again_from_its_manifest(cache: Path, photo: bytes, tmp_path: Path) -> None:
    source, kit = tmp_path / "bottle.jpg", tmp_path / "kit.zip"
    source.write_bytes(photo)
    named = ("--writer", "qwen3", "--narrator", "bark")
    made = run(cache, "listing", "--photo", source, "--name", "Bottle", "--seed", 3, *named, "--out", kit)
    assert made.returncode == 0, made.stderr
    recipe = read_recipe(kit.read_bytes())
    used = {part: record.used for part, record in recipe.parts.items()}
    assert used == {
        "copy": "qwen3",
        "image/cutout": "embedded",
        "image/main": "embedded",
        "image/scene": "embedded",
        "music": "embedded",
        "narration": "bark",
        "narration/heard": "whisper",
    }
    assert {"images/scene.png", "audio/narration.wav"} <= set(zipfile.ZipFile(kit).namelist())
    again = run(cache, "replay", kit)
    assert again.returncode == 0, again.stderr
    assert "the same bytes" in again.stdout


def test_looking_and_hearing_print_facts(cache: Path, photo: bytes, tmp_path: Path) -> None:
    source = tmp_path / "bottle.jpg"
    source.write_bytes(photo)
    looked = run(cache, "look", source, "--language", "zh")
    assert looked.returncode == 0, looked.stderr
    assert looked.stdout.strip()


def test_the_doctor_counts_what_needs_no_gpu_as_chosen(cache: Path) -> None:
    said = run(cache, "doctor").stdout
    assert "Reading the photo: florence2" in said
    assert "Dictation, hearing a narration: whisper" in said
    assert "not flux2-klein: FLUX.2 klein 4B needs " in said
