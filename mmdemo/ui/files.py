"""The files a browser may fetch: one folder a session under gradio's cache, named by chance, swept when it ends."""

from __future__ import annotations

import re
import shutil
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from gradio.utils import get_cache_folder

from mmdemo.compose.page import CAPTIONS
from mmdemo.compose.picture import web_picture
from mmdemo.export.archive import kit_zip
from mmdemo.processing.audio.captions import captions_vtt
from mmdemo.schema import Kit, digest

_OLD = 24 * 3600  # seconds after which a folder left by an earlier process is removed
_UNSAFE = re.compile(r"[^\w\-]+")


def _root() -> Path:
    return Path(get_cache_folder()) / "studio"


def new_folder() -> Path:
    """A folder for one session. Its name cannot be guessed; whoever knows it may read what lies inside."""
    folder = _root() / uuid.uuid4().hex
    folder.mkdir(parents=True)
    return folder


def sweep() -> None:
    """Remove what earlier processes left behind."""
    if _root().is_dir():
        for folder in _root().iterdir():
            if time.time() - folder.stat().st_mtime > _OLD:
                shutil.rmtree(folder, ignore_errors=True)


def address(path: Path) -> str:
    """Where the browser finds a file of a session."""
    return f"/gradio_api/file={path}"


def write_media(kit: Kit, folder: Path) -> dict[str, Path]:
    """Write the kit's media once, named by content. Keys: part ids, "full/" + part id for originals, `CAPTIONS`."""
    files: dict[str, tuple[str, bytes, Callable[[bytes], bytes]]] = {}
    for part, picture in kit.pictures.items():
        files[part] = (".webp", picture.data, web_picture)
        files[f"full/{part}"] = (".png", picture.data, bytes)
    if kit.narration is not None:
        files["narration"] = (".wav", kit.narration.data, bytes)
        files[CAPTIONS] = (".vtt", captions_vtt(kit.narration).encode(), bytes)
    paths: dict[str, Path] = {}
    for key, (suffix, data, written_as) in files.items():
        paths[key] = folder / f"{key.replace('/', '-')}-{digest(data)[:12]}{suffix}"
        if not paths[key].exists():
            paths[key].write_bytes(written_as(data))
    return paths


def write_zip(kit: Kit, folder: Path) -> Path:
    """The kit's archive under a name a merchant recognises."""
    name = _UNSAFE.sub("-", kit.product.name).strip("-").lower()[:40] or "listing"
    path = folder / f"{name}.zip"
    path.write_bytes(kit_zip(kit))
    return path


def drop_stale(folder: Path, kept: set[Path]) -> None:
    """Remove the session's files that no part of the page points to any more."""
    for path in folder.iterdir():
        if path not in kept:
            path.unlink(missing_ok=True)
