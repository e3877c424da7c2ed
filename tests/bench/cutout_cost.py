"""What the cutout of a 12-megapixel photo costs: run alone in a process of its own, so that its peak is its own."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from mmdemo.context import Progress, RunContext
from mmdemo.intake.photo import read_photo
from mmdemo.processing.image.arrays import decode
from mmdemo.processing.image.cutout import cut_out
from tests.bench.listing import twelve_megapixels
from tests.bench.row import Row, at_most
from tests.conftest import ROOT

REPEATS = 3


def measure() -> list[Row]:
    command = [sys.executable, "-m", "tests.bench.cutout_cost"]
    costs = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    return [
        at_most("12 MP photo to cutout, CPU", costs["cpu"], "s", 3),
        at_most("12 MP photo: first outline shown after, wall", costs["first"], "s", 1),
        at_most("12 MP photo: peak of the process", costs["peak"], "GB", 1.2),
    ]


def main() -> None:
    data = twelve_megapixels()
    _cut(data, [])  # the first run loads libraries
    runs = []
    for _ in range(REPEATS):
        shown: list[float] = []
        wall, cpu = time.perf_counter(), time.process_time()
        _cut(data, shown)
        runs.append((time.process_time() - cpu, shown[0] - wall))
    cpu, first = np.median(runs, axis=0)
    # Of this program alone: getrusage counts what the process held before it was started, as a copy of its parent.
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) / 1e6
    print(json.dumps({"cpu": float(cpu), "first": float(first), "peak": peak}))


def _cut(data: bytes, shown: list[float]) -> None:
    """From the bytes of the file to alpha; `shown` gets the moments at which there was an outline to see."""

    def listen(progress: Progress) -> None:
        if progress.sketch is not None:
            shown.append(time.perf_counter())

    cut_out(decode(read_photo(data).data), RunContext(1, listen=listen))


if __name__ == "__main__":
    main()
