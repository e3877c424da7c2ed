"""The bench of the narrators, run on a tiny model on a CPU: it must work the day there is a GPU."""

from pathlib import Path

import pytest

from mmdemo.registry import installed
from mmdemo.runtime.checkpoint import GIB
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.store import Store
from tests import tiny
from tests.bench import gpu, speech_gpu


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_every_figure_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (gpu, speech_gpu):
        monkeypatch.setattr(module, "SCRIPT", "Meet the mug. It is oak.")
    monkeypatch.setattr("mmdemo.generators.speech.bark.CHARACTERS_PER_SECOND", {"en": 100.0, "zh": 50.0})
    spec = next(spec for spec in installed().specs("speech") if spec.id == "bark")
    assert spec.weights is not None
    tiny.shelve(tiny.build("bark", tmp_path / "bark"), tmp_path / "hub", spec.weights.repo, gpu.COMMIT)
    scale = gpu.Scale({}, tokens=20, repeats=1)
    bench = gpu.Bench(Machine("cpu", "CPU", 1000 * GIB), Store(tmp_path / "hub"), {"bark": spec}, scale)
    rows = speech_gpu.bark_rows(bench)
    assert len({row.name for row in rows}) == len(rows) == 6
    assert all(row.value > 0 for row in rows if "memory" not in row.name)
