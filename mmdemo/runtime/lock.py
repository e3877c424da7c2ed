"""The lock file of one repository: the commit that was fetched, and the size and SHA-256 of each of its files."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

ALWAYS_HASHED = 1_000_000
"""Bytes. A file smaller than this is hashed at every load; a larger one when its time or size is not as locked."""


@dataclass(frozen=True)
class LockedFile:
    """One file: its size in bytes, its SHA-256, and its time of change when it was last hashed."""

    size: int
    sha256: str
    mtime_ns: int


@dataclass(frozen=True)
class Lock:
    """What lies on disk of one repository. `asked` is the branch, tag or commit that stood for `commit` then.

    `files` are by path inside the repository. `converted` maps a file made here to the SHA-256 of the file it was made
    from, which the hub has and the disk need not keep.
    """

    repo: str
    asked: str
    commit: str
    files: Mapping[str, LockedFile]
    converted: Mapping[str, str] = field(default_factory=dict)


def read_lock(path: Path) -> Lock | None:
    """The lock file at `path`, or None where there is none.

    Raises:
        ValueError: it is no lock file of this form.
    """
    try:
        told = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        files = {name: LockedFile(**locked) for name, locked in told.pop("files").items()}
        return Lock(**told, files=files)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is no lock file") from error


def write_lock(path: Path, lock: Lock) -> None:
    """Write the lock file so that a reader finds either the old one or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(asdict(lock), file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def lock_file(path: Path) -> LockedFile:
    """Hash a file as it is now."""
    before = path.stat()
    return LockedFile(before.st_size, sha256_of(path), before.st_mtime_ns)


def still_locked(path: Path, locked: LockedFile) -> LockedFile | None:
    """The record of a file if it is still what was locked, with its present time of change; None if it is not.

    A change to a large file that keeps size and time to the nanosecond passes unseen: hashing gigabytes at every load
    would take longer than loading them.
    """
    now = path.stat()
    if now.st_size != locked.size:
        return None
    if now.st_mtime_ns == locked.mtime_ns and now.st_size >= ALWAYS_HASHED:
        return locked
    found = lock_file(path)
    return found if found.sha256 == locked.sha256 else None


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def git_sha1_of(path: Path) -> str:
    """The name that git gives a file's content; the hub names files by it that it does not keep in large storage."""
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
