"""The bench of the GPU, run on tiny models on a CPU: it must work the day there is a GPU."""

from functools import partial

import pytest

from mmdemo.generators import diffusion
from mmdemo.processing.image import canvas
from mmdemo.runtime.checkpoint import GIB
from mmdemo.runtime.machine import Machine
from tests import tiny
from tests.bench import gpu


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_every_figure_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diffusion, "SIDE", 128)
    monkeypatch.setattr(canvas, "SIDE", 256)
    monkeypatch.setattr(gpu, "SCRIPT", "Meet the mug.")
    builders = {id: partial(tiny.build, id) for id in ("flux2-klein", "qwen3", "bark")}
    rows = gpu.measure_on(Machine("cpu", "CPU", 1000 * GIB), gpu.Scale(builders, tokens=20, repeats=1))
    names = [row.name for row in rows]
    assert len(names) == len(set(names)) > 20
    assert all(row.value > 0 for row in rows if "memory" not in row.name)


def test_a_machine_without_a_gpu_measures_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    if gpu.this_machine().has_gpu:
        pytest.skip("this machine has a GPU")
    assert gpu.measure() == []
    assert "no GPU" in capsys.readouterr().out
