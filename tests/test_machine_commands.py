"""`doctor` and `models`, as typed: what the machine has, what a model costs, and fetching one from a hub."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mmdemo.registry import installed
from tests.conftest import ROOT
from tests.hub import Hub

REPO = "caidas/swin2SR-realworld-sr-x4-64-bsrgan-psnr"


@pytest.fixture
def hub(tiny_weights: Callable[[str], Path]) -> Iterator[Hub]:
    """A hub that offers a tiny Swin2SR under the name of the real one."""
    with Hub() as serving:
        serving.commit(REPO, tiny_weights("swin2sr"))
        yield serving


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the studio's command line with a cache of its own, against a hub or none."""

    def run(*arguments: str, endpoint: str = "http://127.0.0.1:9", offline: bool = False, typed: str = ""):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "MMDEMO_"))}
        environment |= {"HF_HOME": str(tmp_path / "hf"), "HF_ENDPOINT": endpoint, "U2NET_HOME": str(tmp_path)}
        if offline:
            environment["MMDEMO_OFFLINE"] = "1"
        return subprocess.run(
            [sys.executable, "-m", "mmdemo", *arguments],
            cwd=ROOT,
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


def test_the_doctor_says_what_is_here_and_how_to_mend_the_rest(command) -> None:
    ran = command("doctor")
    assert ran.returncode == 0, ran.stderr
    for said in ("device: ", "memory ", "auto on this machine:", "Copy: embedded (Embedded writer)", "torch 2."):
        assert said in ran.stdout
    for spec in installed().specs():
        if spec.weights is not None:
            assert f"-> python -m mmdemo models pull {spec.id}" in ran.stdout
    assert "network: off" in command("doctor", offline=True).stdout


def test_models_are_listed_with_size_and_licence(command) -> None:
    ran = command("models", "list")
    for spec in installed().specs():
        if spec.weights is not None:
            line = next(line for line in ran.stdout.splitlines() if line.startswith(f"{spec.id} "))
            assert "absent" in line
            assert spec.licence in line
            assert "commercial use allowed" in line


def test_a_model_is_fetched_only_after_its_price_is_said(command, hub: Hub, tmp_path: Path) -> None:
    declined = command("models", "pull", "swin2sr", endpoint=hub.endpoint, typed="n\n")
    assert declined.returncode == 1
    assert f"{REPO} at " in declined.stdout
    assert "licence" in declined.stdout
    assert "Fetch it?" in declined.stdout
    assert not list(tmp_path.rglob("*.safetensors"))
    fetched = command("models", "pull", REPO, "--yes", endpoint=hub.endpoint)
    assert fetched.returncode == 0, fetched.stderr
    assert list(tmp_path.rglob("*.safetensors"))
    locked = json.loads(next((tmp_path / "hf").rglob("mmdemo-locks/*.json")).read_text())
    assert locked["repo"] == REPO
    assert len(locked["commit"]) == 40
    assert all(len(file["sha256"]) == 64 and file["size"] > 0 for file in locked["files"].values())
    doctor = command("doctor", endpoint=hub.endpoint)
    assert any("swin2sr" in line and "present" in line for line in doctor.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "offline", "code", "said"),
    [
        (("models", "pull", "gpt-9"), False, 2, "There is no model called “gpt-9”"),
        (("models", "pull", "swin2sr", "--yes"), True, 1, "MMDEMO_OFFLINE"),
        (("models", "pull", "isnet", "--yes"), True, 1, "MMDEMO_OFFLINE"),
        (("models", "pull", "swin2sr", "--yes"), False, 1, "no connection to the model hub"),
    ],
)
def test_what_cannot_be_fetched_is_said_in_a_sentence(command, arguments, offline: bool, code: int, said: str) -> None:
    ran = command(*arguments, offline=offline)
    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_model_of_rembg_is_listed_and_its_price_said_before_it_is_fetched(command, tmp_path: Path) -> None:
    listed = next(line for line in command("models", "list").stdout.splitlines() if line.startswith("isnet "))
    assert listed.split()[1:4] == ["absent", "179", "MB"]
    assert "Apache-2.0 (commercial use allowed)" in listed
    declined = command("models", "pull", "isnet-general-use", typed="n\n")
    assert declined.returncode == 1
    assert "IS-Net: isnet-general-use through rembg, 1 file, 179 MB, licence Apache-2.0; " in declined.stdout
    assert "Fetch it?" in declined.stdout
    doctor = command("doctor").stdout
    assert f"{tmp_path}/models/isnet-general-use/isnet-general-use.onnx -> python -m mmdemo models pull isnet" in doctor
    assert "Cutout: embedded (Embedded studio)" in doctor
    if importlib.util.find_spec("rembg") is None:
        refused = command("models", "pull", "isnet", "--yes")
        assert refused.returncode == 1
        assert "pip install -r requirements-rembg.txt" in refused.stderr
    assert not list(tmp_path.iterdir())


def test_a_required_gpu_that_is_not_there_ends_the_command(command) -> None:
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available() or torch.backends.mps.is_available():
        pytest.skip("this machine has a GPU")
    ran = command("listing", "--name", "Mug", "--require-gpu")
    assert ran.returncode == 1
    assert "A GPU is required, and there is none" in ran.stderr
