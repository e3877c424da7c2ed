"""Which files of a repository a checkpoint needs."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

SAFETENSORS = "model.safetensors"
PICKLED = "pytorch_model.bin"
"""Fetched only where a repository has nothing else, and converted to `SAFETENSORS` before anything loads it."""


def asked_for(path: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns means this path. A `*` also stands for slashes, as in the hub library."""
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def wanted(paths: Iterable[str], patterns: tuple[str, ...]) -> list[str]:
    """Those of the paths that the patterns ask for.

    The two names of a model's weights stand for each other: safetensors are taken if there are any, else the pickled
    file.
    """
    there = set(paths)
    found = {path for path in there if asked_for(path, patterns)} - {PICKLED}
    either = asked_for(SAFETENSORS, patterns) or asked_for(PICKLED, patterns)
    if either and not any(path.endswith(".safetensors") and "/" not in path for path in found):
        found |= {SAFETENSORS} & there or {PICKLED} & there
    return sorted(found)


def unanswered(paths: Iterable[str], patterns: tuple[str, ...]) -> str | None:
    """The first pattern that asks for none of the paths, or None."""
    there = set(paths)
    if there & {SAFETENSORS, PICKLED}:
        there |= {SAFETENSORS, PICKLED}
    return next((pattern for pattern in patterns if not any(fnmatchcase(path, pattern) for path in there)), None)
