"""The files of a browser tab."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED
from mmdemo.ui.files import PHOTO, drop_stale, new_folder, uploaded, write_media, write_zip


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def kit() -> Kit:
    registry = Registry(found for found in installed().specs() if found.id == EMBEDDED)
    return make_kit(Request(name="Mug", facts=("350 ml",), seed=1), registry=registry)


def test_folders_lie_where_gradio_may_serve_from(temporary: Path) -> None:
    first, second = new_folder(), new_folder()
    assert first != second
    assert first.parent == second.parent == temporary / "studio"


def test_abandoned_folders_are_swept() -> None:
    old, recent = new_folder(), new_folder()
    (old / "main.webp").write_bytes(b"x")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    new_folder()
    assert not old.exists()
    assert recent.exists()


def test_media_are_written_once_and_dropped_when_stale(kit: Kit) -> None:
    folder = new_folder()
    first = write_media(kit, folder)
    assert write_media(kit, folder) == first
    assert {path.suffix for path in first.values()} == {".webp", ".png", ".wav", ".vtt"}
    (folder / f"{PHOTO}next.png").write_bytes(b"just uploaded")
    drop_stale(folder, {first["narration"]})
    assert sorted(path.name for path in folder.iterdir()) == sorted([first["narration"].name, f"{PHOTO}next.png"])


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Stoneware Mug", "stoneware-mug.zip"),
        ("粗陶马克杯", "粗陶马克杯.zip"),
        ("../../etc", "etc.zip"),
        ("😀", "listing.zip"),
    ],
)
def test_a_zip_has_a_name_that_is_safe(kit: Kit, name: str, file: str) -> None:
    folder = new_folder()
    path = write_zip(replace(kit, product=replace(kit.product, name=name)), folder)
    assert path.name == file
    assert path.parent.parent == folder


def test_only_uploads_are_forgotten(temporary: Path) -> None:
    assert uploaded(str(temporary / "abc" / "photo.jpg"))
    assert not uploaded(str(new_folder() / "photo.jpg"))
    assert not uploaded("/etc/passwd")
    assert not uploaded(str(temporary / "abc" / ".." / ".." / "photo.jpg"))
