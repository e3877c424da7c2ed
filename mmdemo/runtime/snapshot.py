"""What lies in one snapshot folder of the hub library's cache, judged without a lock file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from mmdemo.runtime.lock import LockedFile, git_sha1_of
from mmdemo.runtime.selection import PICKLED, asked_for, unanswered, wanted

_POINTER = b"version https://git-lfs"


def files_in(snapshot: Path) -> dict[str, int]:
    """Path and size in bytes of every file of a snapshot. A link whose blob is gone is no file."""
    return {
        path.relative_to(snapshot).as_posix(): path.stat().st_size for path in snapshot.rglob("*") if path.is_file()
    }


def gap(snapshot: Path, patterns: tuple[str, ...]) -> str | None:
    """The first thing missing of what the patterns ask for, or None.

    Three things tell: the patterns themselves, each of which needs a file; the indexes of sharded weights; and the list
    of the repository's files, where the hub library left one.
    """
    there = files_in(snapshot)
    for path, size in _listed(snapshot, patterns):
        if there.get(path) != size:
            return path
    for index in sorted(path for path in there if path.endswith(".json") and ".index" in path):
        for shard in _shards(snapshot, index):
            if asked_for(shard, patterns) and shard not in there:
                return shard
    return unanswered(there.keys() - {PICKLED}, patterns)


def is_the_hubs(path: Path, found: LockedFile) -> bool:
    """Whether a file has the hash that the hub library named it by; where that keeps no names, whether it is at least
    no pointer left in the place of a file."""
    # The first link alone: the blob it points to may itself be a link, into a store that several repositories share.
    name = path.readlink().name if path.is_symlink() else ""
    if re.fullmatch("[0-9a-f]{64}", name):
        return name == found.sha256
    if re.fullmatch("[0-9a-f]{40}", name):
        return name == git_sha1_of(path)
    return not is_pointer(path)


def is_pointer(path: Path) -> bool:
    """Whether a file is the note that Git LFS leaves where the file itself was not fetched."""
    with path.open("rb") as file:
        return file.read(len(_POINTER)) == _POINTER


def _listed(snapshot: Path, patterns: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    try:
        told = json.loads((snapshot.parent.parent / "trees" / f"{snapshot.name}.json").read_bytes())
        listed = {path: int(entry.get("lfs_size", entry["size"])) for path, entry in told["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return  # a list that cannot be read tells nothing
    for path in wanted(listed, patterns):
        yield path, listed[path]


def _shards(snapshot: Path, index: str) -> list[str]:
    try:
        names = set(json.loads((snapshot / index).read_bytes())["weight_map"].values())
    except (ValueError, KeyError, TypeError, AttributeError):
        return []  # loading will say so
    return sorted(str(PurePosixPath(index).parent / str(name)) for name in names)
