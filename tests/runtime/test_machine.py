"""What is found of the machine, and that a CPU build of torch is not imported to find it."""

import subprocess
import sys

import pytest

from mmdemo.runtime.checkpoint import GIB
from mmdemo.runtime.machine import Machine, free_memory, this_machine


@pytest.fixture
def fresh():
    this_machine.cache_clear()
    yield
    this_machine.cache_clear()


def test_looking_loads_no_torch_where_it_is_a_cpu_build() -> None:
    torch = pytest.importorskip("torch")
    if torch.version.cuda or torch.version.hip or torch.backends.mps.is_available():
        pytest.skip("this torch can use a GPU")
    program = (
        "import sys; from mmdemo.runtime.machine import this_machine; m = this_machine()\n"
        "assert 'torch' not in sys.modules; print(m.device, m.has_gpu, m.memory > 2**30)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["cpu", "False", "True"]


def test_free_memory_is_measured() -> None:
    machine = this_machine()
    assert 0 < free_memory(machine) <= machine.memory


def test_on_zero_gpu_the_device_is_known_without_touching_it(fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACES_ZERO_GPU", "true")
    monkeypatch.setenv("MMDEMO_COMPILE", "1")
    machine = this_machine()
    assert (machine.device, machine.on_zero_gpu, machine.has_gpu) == ("cuda", True, True)
    assert not machine.compile
    assert free_memory(machine) == machine.memory > 60 * GIB


@pytest.mark.parametrize(
    ("variable", "setting"),
    [("MMDEMO_OFFLINE", "offline"), ("MMDEMO_REQUIRE_GPU", "require_gpu"), ("MMDEMO_COMPILE", "compile")],
)
def test_settings_are_read(fresh, monkeypatch: pytest.MonkeyPatch, variable: str, setting: str) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setenv(variable, "0")
    assert getattr(this_machine(), setting) is False
    this_machine.cache_clear()
    monkeypatch.setenv(variable, "1")
    assert getattr(this_machine(), setting) is True


def test_a_space_is_hosted(fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not this_machine().hosted
    this_machine.cache_clear()
    monkeypatch.setenv("SPACE_ID", "someone/studio")
    assert this_machine().hosted


def test_a_cpu_is_no_gpu() -> None:
    assert not Machine("cpu", "CPU", GIB).has_gpu
    assert Machine("mps", "GPU", GIB).has_gpu
