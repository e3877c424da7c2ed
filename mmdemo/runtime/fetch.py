"""One file of the hub brought to disk: streamed, hashed on the way, and kept as far as it came when it is cut off.

The hub library's own download starts a file anew after every stop, which for weights of many gigabytes is too dear; so
the bytes are streamed here, into the place and under the name where that library then finds them.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_CHUNK = 2**20
_SILENCE = 20.0  # seconds without a byte, after which the connection counts as lost
_PAUSES = (1.0, 2.0, 4.0, 8.0, 8.0)  # seconds before each new try; a try that brought bytes starts the count again

Heard = Callable[[int], None]
"""Told how many bytes of the file are on disk. It may raise `Cancelled`; what is on disk stays there."""


class Garbled(Exception):
    """What arrived does not have the hash that the hub names."""


@dataclass(frozen=True)
class HubFile:
    """A file as the hub describes it.

    `digest` is its SHA-256, or for a file that the hub does not keep in large storage, the SHA-1 by which git names it.
    """

    path: str
    size: int
    digest: str

    def hasher(self) -> hashlib._Hash:
        if len(self.digest) == 64:
            return hashlib.sha256()
        return hashlib.sha1(b"blob %d\0" % self.size, usedforsecurity=False)

    def is_whole(self, path: Path) -> bool:
        """Whether the file at `path` is this one, by size and hash."""
        if path.stat().st_size != self.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, self.hasher).hexdigest() == self.digest


def unfinished(blob: Path) -> Path:
    """Where the bytes of a blob lie until all are there."""
    return blob.with_name(f"{blob.name}.incomplete")


def fetch(url: str, file: HubFile, blob: Path, heard: Heard) -> None:
    """Bring a file to `blob`, going on where an earlier call stopped.

    Raises:
        Garbled: what arrived is another content; it is thrown away.
        httpx2.TransportError, huggingface_hub.errors.HfHubHTTPError: no way to the file, after several tries.
        OSError: it cannot be written.
    """
    blob.parent.mkdir(parents=True, exist_ok=True)
    with unfinished(blob).open("a+b") as out:
        part = _Part(out, file, heard)
        tries = 0
        while part.done < file.size:
            before = part.done
            try:
                _stream(url, part, heard)
            except _passing() as error:
                tries = 1 if part.done > before else tries + 1
                if tries > len(_PAUSES) or not _may_pass(error):
                    raise
                _wait(_PAUSES[tries - 1], part, heard)
    if part.hasher.hexdigest() != file.digest:
        unfinished(blob).unlink()
        raise Garbled(file.path)
    unfinished(blob).replace(blob)


class _Part:
    """The bytes that are on disk, and their hash."""

    def __init__(self, out: IO[bytes], file: HubFile, heard: Heard) -> None:
        self.out = out
        self.file = file
        self.hasher, self.done = file.hasher(), 0
        out.seek(0)
        while chunk := out.read(_CHUNK):
            self.hasher.update(chunk)
            self.done += len(chunk)
            heard(min(self.done, file.size))
        if self.done > file.size:
            self.restart()

    def restart(self) -> None:
        self.out.seek(0)
        self.out.truncate()
        self.hasher, self.done = self.file.hasher(), 0

    def add(self, chunk: bytes) -> None:
        self.out.write(chunk)
        self.hasher.update(chunk)
        self.done += len(chunk)


def _stream(url: str, part: _Part, heard: Heard) -> None:
    import httpx2
    from huggingface_hub import get_session, hf_raise_for_status
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    # Compressed bytes would be neither those of the range asked for nor those of the hash.
    headers = build_hf_headers() | {"accept-encoding": "identity"}
    if part.done:
        headers["range"] = f"bytes={part.done}-"
    heard(part.done)
    with get_session().stream("GET", url, headers=headers, timeout=_SILENCE) as answer:
        hf_raise_for_status(answer)
        if part.done and answer.status_code != httpx2.codes.PARTIAL_CONTENT:
            part.restart()
        for chunk in answer.iter_bytes(_CHUNK):
            part.add(chunk[: part.file.size - part.done])
            heard(part.done)
            if part.done == part.file.size:
                return
    raise httpx2.RemoteProtocolError("the file ended before its size")


def _passing() -> tuple[type[Exception], ...]:
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError

    return httpx2.TimeoutException, httpx2.NetworkError, httpx2.RemoteProtocolError, HfHubHTTPError


def _may_pass(error: Exception) -> bool:
    """Whether another try may help: after a lost connection, a busy or a failing server, and not after a refusal."""
    from huggingface_hub.errors import HfHubHTTPError

    return not isinstance(error, HfHubHTTPError) or error.response.status_code in {408, 429, 500, 502, 503, 504}


def _wait(seconds: float, part: _Part, heard: Heard) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        heard(part.done)
        time.sleep(0.1)
