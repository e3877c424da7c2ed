"""ZeroGPU: outside a Space the decorator changes nothing; inside, work crosses into a forked process by pickling.

No ZeroGPU machine is at hand here. A module that forks and pickles as the host's package does stands in for it in a
process of its own; the studio's side of it is the real one.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.registry import installed
from mmdemo.runtime import zero_gpu
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Message

FORKING_HOST = """
import multiprocessing, pickle

class Error(Exception):
    def __init__(self, message, title):
        super().__init__(message)
        self.title = title

asked = []

def GPU(duration):
    def decorate(task):
        def call(*arguments):
            asked.append(duration(*arguments))
            if asked[-1] > 100:
                raise Error("You have exceeded your GPU quota (60s requested vs. 3s left).", "ZeroGPU quota exceeded")
            here, there = multiprocessing.get_context("fork").Pipe()
            sent = pickle.dumps(arguments)
            def work():
                try:
                    there.send(("made", task(*pickle.loads(sent))))
                except Exception as error:
                    there.send(("failed", type(error).__name__))
            process = multiprocessing.get_context("fork").Process(target=work)
            process.start()
            kind, value = here.recv()
            process.join()
            if kind == "failed":
                raise Error(value, "ZeroGPU worker error")
            return value
        return call
    return decorate
"""

PROGRAM = """
import os, spaces, torch
from mmdemo.errors import GenerationError, OutOfMemory
from mmdemo.runtime import zero_gpu
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Message

class Model:
    def double(self, job, tick):
        tick(0, 1, Message("Doubling", "翻倍"))
        return job * 2, os.getpid(), torch.is_inference_mode_enabled()
    def run_out(self, job, tick):
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
    def refuse(self, job, tick):
        raise GenerationError("No such voice.", "没有这个声音。")
    def break_down(self, job, tick):
        raise ValueError("a defect")

assert zero_gpu.here()
model, place = Model(), Placement("cuda", on_zero_gpu=True)
zero_gpu.keep(model)

def heard(*news):
    raise AssertionError("progress does not cross")

made, process, inference = place.run(model.double, 21, heard, 0.2)
assert (made, inference) == (42, True) and process != os.getpid()
place.run(model.double, 21, heard, 30.4)
assert spaces.asked == [5, 31]

def failing(method, seconds=10):
    try:
        place.run(method, 1, heard, seconds)
    except Exception as error:
        return error

assert type(failing(model.run_out)) is OutOfMemory
assert failing(model.refuse).text("zh") == "没有这个声音。"
assert "stopped this task" in str(failing(model.break_down))
refused = failing(model.double, 1000)
assert type(refused) is GenerationError and "GPU time" in str(refused) and "GPU 时长" in refused.text("zh")
late = Model()
assert "stopped this task" in str(failing(late.double))
print("crossed")
"""


EMULATED = """
import os, sys
from pathlib import Path
import torch
# What a CPU build lacks of a CUDA one, so that the emulation of spaces can be switched on over it.
torch.version.cuda = "12.8"
torch._C._cuda_init = lambda *_: None
torch.cuda._is_in_bad_fork = bool
torch.set_num_threads(1)
import spaces
from mmdemo.registry import installed
from mmdemo.runtime.placement import Placement
for spec in installed().specs():
    if spec.weights is not None:
        place = Placement("cuda", folder=Path(sys.argv[1]) / spec.id, on_zero_gpu=True)
        generator = spec.load(place)
        model = getattr(generator, "_model", None) or generator._autoencoder
        parameter = next(model.parameters())
        print(spec.id, parameter.device.type, parameter.dtype)
"""


class Plain:
    def add(self, job: int, tick: object) -> int:
        return job + 1


def test_outside_a_space_the_decorator_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("spaces", reason="the package spaces is not installed")
    monkeypatch.delenv("SPACES_ZERO_GPU", raising=False)
    assert not zero_gpu.here()
    owner = Plain()
    zero_gpu.keep(owner)
    assert zero_gpu.call(owner.add, 1, 1.0) == 2


def test_work_crosses_into_the_fork(tmp_path: Path) -> None:
    (tmp_path / "spaces.py").write_text(FORKING_HOST)
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PYTHONPATH": f"{tmp_path}:{Path.cwd()}", "SPACES_ZERO_GPU": "true", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == "crossed\n", ran.stderr


@pytest.mark.parametrize(("seconds", "asked"), [(0.1, 5), (12.2, 13), (1e6, zero_gpu.LONGEST)])
def test_the_gpu_is_asked_for_as_long_as_the_job_is_large(seconds: float, asked: int) -> None:
    assert zero_gpu.duration(1, "paint", None, seconds) == asked


def test_at_home_progress_is_heard_and_errors_keep_their_kind() -> None:
    class Model:
        def work(self, job: int, tick) -> int:
            tick(0, 1, Message("Working", "工作中"))
            return job

        def fail(self, job: int, tick) -> int:
            raise GenerationError("No.", "不行。")

    heard = []
    ctx = RunContext(1, listen=heard.append, part="x")
    assert Placement().run(Model().work, 3, ctx.step, 1.0) == 3
    assert [news.message.en for news in heard] == ["Working"]
    with pytest.raises(GenerationError, match="No"):
        Placement().run(Model().fail, 3, ctx.step, 1.0)


@pytest.mark.slow
def test_every_model_is_placed_under_the_hosts_own_emulation(tiny_weights: Callable[[str], Path]) -> None:
    pytest.importorskip("spaces", reason="the package spaces is not installed")
    expected = {}
    for spec in installed().specs():
        if spec.weights is not None:
            folder = tiny_weights(spec.id)
            expected[spec.id] = "cuda torch.bfloat16"
    ran = subprocess.run(
        [sys.executable, "-c", EMULATED, str(folder.parent)],
        env={
            "PYTHONPATH": str(Path.cwd()),
            "HOME": str(folder.parent),
            "PATH": "",
            "HF_HUB_OFFLINE": "1",
            "SPACES_ZERO_GPU": "true",
            "SPACES_ZERO_DEVICE_API_URL": "http://127.0.0.1:9",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    placed = dict(line.split(" ", 1) for line in ran.stdout.splitlines() if " cuda" in line)
    assert placed == expected, ran.stderr[-2000:]
