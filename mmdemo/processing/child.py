"""Run a program beside ours and wait for it, without going deaf to Stop."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence

HEARTBEAT_SECONDS = 0.1


class ChildError(ChildProcessError):
    """The program crashed or ended with an error. `code` is its exit code, or minus the signal that ended it."""

    def __init__(self, program: str, code: int, complaint: str) -> None:
        super().__init__(f"{program} ended with {code}: {complaint}")
        self.code = code


def run_child(command: Sequence[str], data: bytes, *, seconds: float, tick: Callable[[], None]) -> bytes:
    """What `command` writes to its standard output when given `data` on its standard input.

    `tick` is called about ten times a second; whatever it raises ends the child and is raised on. However this
    returns, the child is gone and its pipes are closed.

    Raises:
        OSError: the program cannot be started.
        ChildError: it ended with an exit code other than 0.
        TimeoutError: it was still running after `seconds`.
    """
    deadline = time.monotonic() + seconds
    with tempfile.TemporaryFile() as given:
        # Not through a pipe: `communicate` stops sending when it was interrupted once.
        given.write(data)
        given.seek(0)
        with subprocess.Popen(
            command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, close_fds=True
        ) as process:
            try:
                while True:
                    try:
                        output, complaint = process.communicate(timeout=HEARTBEAT_SECONDS)
                        break
                    except subprocess.TimeoutExpired:
                        tick()
                        if time.monotonic() > deadline:
                            raise TimeoutError(f"{command[0]} ran for more than {seconds:g} s") from None
            except BaseException:
                process.kill()
                raise
    if process.returncode != 0:
        raise ChildError(command[0], process.returncode, complaint.decode(errors="replace").strip()[-500:])
    return output
