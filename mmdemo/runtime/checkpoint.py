"""What a generator needs from a model hub, said before anything is fetched."""

from __future__ import annotations

from dataclasses import dataclass

GB = 10**9
GIB = 2**30


@dataclass(frozen=True)
class Checkpoint:
    """The weights of one model.

    `repo` is its name on the hub and `revision` the branch, tag or commit to ask for; what that stood for when it was
    fetched is kept in the lock file. `files` are the glob patterns of the files to fetch, and nothing else is.
    `download` is their size in bytes, as far as it was known when this was written; the hub's own figure is shown
    before a download starts. `commercial` says whether the licence lets a merchant use it for a shop.

    Where a repository has no safetensors, its `pytorch_model.bin` is converted once after the download, read as plain
    tensors and nothing else.
    """

    repo: str
    files: tuple[str, ...]
    download: int
    revision: str = "main"
    commercial: bool = True


def size_text(size: int) -> str:
    """A size in bytes as people read it: "8.1 GB", "47 MB", "0.3 MB"."""
    if size >= GB:
        return f"{size / GB:.1f} GB"
    return f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{size / 1e6:.1f} MB"
