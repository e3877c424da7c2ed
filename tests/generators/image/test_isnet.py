"""IS-Net among the generators of a machine: left out where something is missing, and first where nothing is."""

from pathlib import Path

import pytest

from mmdemo.generators.image.isnet import SPEC
from mmdemo.plan import Choice, plan
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED
from tests.rembg_models import WHAT_IS_BLUE, laid, needs_rembg, tiny


def cutout(registry: Registry) -> Choice:
    return next(choice for choice in plan(registry) if choice.kind == "cutout")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("U2NET_HOME", str(tmp_path))


def test_auto_says_what_is_missing() -> None:
    choice = cutout(installed())
    assert choice.spec is not None
    assert choice.spec.id == EMBEDDED
    reason = next(passed.reason for passed in choice.passed_over if passed.spec is SPEC)
    assert "which is not installed" in reason.en or "models pull isnet-general-use" in reason.en


def test_auto_takes_it_where_it_is_on_disk() -> None:
    needs_rembg()
    spec = tiny(SPEC)
    laid(spec.file, WHAT_IS_BLUE)
    choice = cutout(Registry([spec, *(found for found in installed().specs() if found is not SPEC)]))
    assert choice.spec is spec
    assert [passed.spec.id for passed in choice.passed_over] == ["birefnet"]
