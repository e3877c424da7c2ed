"""Uploads that are forgotten, and those that come again."""

import os
import time
from pathlib import Path

import pytest

from mmdemo.ui import session


@pytest.fixture(autouse=True)
def quickly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setattr(session, "_STILL_SHOWN", 0.05)


def gone(path: Path) -> bool:
    end = time.monotonic() + 1
    while path.exists() and time.monotonic() < end:
        time.sleep(0.02)
    return not path.exists()


def test_an_upload_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "abc" / "photo.jpg"
    path.parent.mkdir()
    path.write_bytes(b"x")
    session.forget(str(path))
    assert gone(path)
    session.forget(str(path))


def test_the_same_file_uploaded_again_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "abc" / "photo.jpg"
    path.parent.mkdir()
    path.write_bytes(b"x")
    session.forget(str(path))
    os.utime(path, (1, 1))
    assert not gone(path)


def test_a_file_that_was_not_uploaded_stays(tmp_path: Path) -> None:
    ours = session.Session().folder / "photo.jpg"
    ours.write_bytes(b"x")
    session.forget(str(ours))
    time.sleep(0.1)
    assert ours.exists()
