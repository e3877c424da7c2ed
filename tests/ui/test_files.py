"""The files of a browser tab."""

import io
import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmdemo import Kit, Request, make_kit
from mmdemo.export.archive import kit_files
from mmdemo.export.marks import read_mark
from mmdemo.intake.photo import read_photo
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED
from mmdemo.ui.files import PHOTO, drop_stale, keep_photo, new_folder, uploaded, write_media, write_zip


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
    assert {path.suffix for path in first.values()} == {".webp", ".png", ".wav", ".mp3", ".m4a", ".vtt", ".srt"}
    (folder / f"{PHOTO}next.png").write_bytes(b"just uploaded")
    drop_stale(folder, {first["narration"]})
    assert all(path.exists() for path in first.values())  # a slow browser may still ask for them
    for path in first.values():
        os.utime(path, (time.time() - 600, time.time() - 600))
    drop_stale(folder, {first["narration"]})
    assert sorted(path.name for path in folder.iterdir()) == sorted([first["narration"].name, f"{PHOTO}next.png"])


def test_what_can_be_taken_from_the_page_is_labelled_like_the_archive(kit: Kit) -> None:
    folder, archive = new_folder(), kit_files(kit)
    written = write_media(kit, folder)
    for key, path in (("full/image/card", "images/card.png"), ("narration", "audio/narration.wav")):
        assert written[key].read_bytes() == archive[path]
        assert read_mark(archive[path]).source_types
    handover = replace(kit.request.handover, labels="china")
    china = write_media(replace(kit, request=replace(kit.request, handover=handover)), folder)
    assert china["full/image/card"].read_bytes() != written["full/image/card"].read_bytes()
    assert china["image/card"] == written["image/card"]


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


def test_a_kept_photo_is_the_cleaned_one_and_the_same_photo_has_the_same_key(temporary: Path, photo: bytes) -> None:
    upload, folder = temporary / "photo.jpg", new_folder()
    upload.write_bytes(photo)
    kept = keep_photo(upload, folder)
    assert kept.file.parent == kept.preview.parent == folder
    assert kept.file.name.startswith(PHOTO)
    assert read_photo(kept.file) == read_photo(photo)
    assert keep_photo(upload, folder).key == kept.key


def test_a_picture_that_was_cut_out_already_keeps_its_alpha_and_is_shown_on_white(temporary: Path) -> None:
    product = Image.new("RGBA", (200, 150))
    product.paste((176, 36, 48, 255), (60, 40, 140, 110))
    upload = temporary / "cut.png"
    product.save(upload)
    kept = keep_photo(upload, new_folder())
    assert read_photo(kept.file) == read_photo(upload)
    assert read_photo(kept.file).alpha is not None
    with Image.open(io.BytesIO(kept.preview.read_bytes())) as preview:
        assert preview.mode == "RGB"
        assert np.asarray(preview)[5, 5].min() > 250
