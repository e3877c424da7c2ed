import gc
import sys
import time

import pytest

from mmdemo.errors import Cancelled
from mmdemo.processing.child import ChildError, run_child


def python(code: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", code]


def nothing() -> None:
    pass


def test_data_goes_in_and_output_comes_back() -> None:
    code = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
    data = bytes(range(256)) * 4_000  # more than a pipe holds
    assert run_child(python(code), data, seconds=20, tick=nothing) == data[::-1]


def test_a_program_may_take_its_time_before_it_reads() -> None:
    code = "import sys, time; time.sleep(0.5); sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
    data = bytes(range(256)) * 4_000
    assert run_child(python(code), data, seconds=20, tick=nothing) == data[::-1]


def test_a_crash_is_told_with_the_programs_own_words() -> None:
    with pytest.raises(ChildError, match="no such sound") as caught:
        run_child(python("import sys; sys.exit('no such sound')"), b"", seconds=20, tick=nothing)
    assert caught.value.code == 1


def test_a_signal_is_a_crash() -> None:
    with pytest.raises(ChildError) as caught:
        run_child(python("import os; os.abort()"), b"", seconds=20, tick=nothing)
    assert caught.value.code < 0


def test_a_stalled_program_is_ended() -> None:
    with pytest.raises(TimeoutError):
        run_child(python("import time; time.sleep(600)"), b"", seconds=0.2, tick=nothing)


def test_stop_ends_the_program_and_leaves_nothing_behind(tmp_path) -> None:
    alive = tmp_path / "alive"
    code = (
        f"import pathlib, time; path = pathlib.Path({str(alive)!r})\n"
        "for count in range(6000): path.write_text(str(count)); time.sleep(.01)"
    )

    def stop() -> None:
        if alive.exists():
            raise Cancelled("narration")

    with pytest.raises(Cancelled):
        run_child(python(code), b"x" * 1_000_000, seconds=60, tick=stop)
    gc.collect()  # a pipe or a process left open would warn, and warnings are errors here
    before = alive.read_text()
    time.sleep(0.1)
    assert alive.read_text() == before


def test_a_missing_program_is_an_os_error() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        run_child(["no-such-program"], b"", seconds=1, tick=nothing)
