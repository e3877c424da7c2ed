"""BiRefNet among the generators of a machine: by name anywhere, by itself where onnxruntime has a GPU."""

from pathlib import Path

import pytest

from mmdemo.generators.image import birefnet, isnet
from mmdemo.generators.matting import GPU_PROVIDERS
from mmdemo.registry import Registry, installed
from mmdemo.runtime.checkpoint import GIB
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.machine import Machine
from mmdemo.schema import AUTO, EMBEDDED, Brief, Product
from tests.rembg_models import WHAT_IS_BLUE, laid, needs_rembg, tiny

CUTOUT = Brief("image/cutout", "image", "cutout", Product("Mug", "en"), "friendly")
SMALL = Machine("cpu", "a machine without a GPU", 16 * GIB)
LARGE = Machine("cuda", "a machine with a GPU", 16 * GIB)
SHARED = Machine("cuda", "ZeroGPU", 70 * GIB, on_zero_gpu=True)


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The ids to try on a machine where both models are on disk, best first."""
    needs_rembg()
    monkeypatch.setenv("U2NET_HOME", str(tmp_path))
    specs = [tiny(spec) for spec in (isnet.SPEC, birefnet.SPEC)]
    for spec in specs:
        laid(spec.file, WHAT_IS_BLUE)
    embedded = [spec for spec in installed().specs("image") if spec.id == EMBEDDED]

    def ids(machine: Machine, wanted: str = AUTO) -> list[str]:
        return [spec.id for spec in Registry([*specs, *embedded], Runtime(machine)).candidates(CUTOUT, wanted)]

    return ids


def test_on_a_cpu_auto_leaves_it_to_the_smaller_model(chosen) -> None:
    assert chosen(SMALL) == chosen(SHARED) == ["isnet", EMBEDDED]
    assert chosen(SMALL, "birefnet") == ["birefnet", "isnet", EMBEDDED]
    assert chosen(SMALL, "isnet") == ["isnet", EMBEDDED]


def test_a_gpu_that_onnxruntime_cannot_use_is_none(chosen) -> None:
    import onnxruntime

    able = bool(GPU_PROVIDERS & set(onnxruntime.get_available_providers()))
    assert chosen(LARGE) == [*(["birefnet"] if able else []), "isnet", EMBEDDED]


@pytest.mark.parametrize("machine", [SMALL, SHARED])
def test_why_it_is_left_out_is_said(machine: Machine) -> None:
    reason = Registry([], Runtime(machine)).too_slow(birefnet.SPEC)
    assert reason is not None
    assert "a GPU that onnxruntime can use" in reason.en
    assert "GPU" in reason.zh
    assert Registry([], Runtime(machine)).too_slow(isnet.SPEC) is None
