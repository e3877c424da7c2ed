"""Tiny random-weight checkpoints, built in code and saved as their hub repositories are laid out.

Each module is named after a generator (`flux2_klein` for "flux2-klein") and has `build(folder)`. They exercise the real
loading and generating code; what they make is noise.
"""

import importlib
import shutil
from pathlib import Path


def build(id: str, folder: Path) -> Path:
    """Build the checkpoint of the generator called `id` into a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    importlib.import_module(f"tests.tiny.{id.replace('-', '_')}").build(folder)
    return folder


def shelve(folder: Path, cache: Path, repo: str, commit: str = "0" * 39 + "1") -> Path:
    """Put a checkpoint into a hub cache as if it had been fetched, and return its snapshot folder."""
    home = cache / f"models--{repo.replace('/', '--')}"
    snapshot = home / "snapshots" / commit
    shutil.copytree(folder, snapshot)
    (home / "refs").mkdir(parents=True, exist_ok=True)
    (home / "refs" / "main").write_text(commit)
    return snapshot
