"""The encoder as a child process: what it writes, how it fails, and that nothing of it is left behind."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest

from mmdemo.compose.video import encode as encoding
from mmdemo.compose.video.encode import encode
from mmdemo.compose.video.planes import Frame
from mmdemo.errors import Cancelled, GenerationError
from mmdemo.processing.audio.ffmpeg import find_ffmpeg
from tests.conftest import ROOT
from tests.media import sound

WIDTH, HEIGHT = 96, 64


def frames(count: int = 20) -> Iterator[Frame]:
    """Frames that grow brighter."""
    for number in range(count):
        frame = Frame(WIDTH, HEIGHT)
        frame.buffer[:] = 128
        frame.planes.y[:] = 30 + 6 * (number % 30)
        yield frame


def many() -> Iterator[Frame]:
    """More than FFmpeg takes before it must write, of noise that does not compress."""
    random = np.random.default_rng(1)
    for _ in range(400):
        frame = Frame(WIDTH, HEIGHT)
        frame.buffer[:] = random.integers(0, 255, len(frame.buffer), np.uint8)
        yield frame


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of its own; afterwards it is empty, and no child and no thread is left."""
    folder = tmp_path / "room"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    threads = threading.active_count()
    yield folder
    assert not folder.exists() or list(folder.iterdir()) == []
    assert not psutil.Process().children()
    assert threading.active_count() <= threads


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a shell script stand where FFmpeg is looked for; "$FFMPEG" in it is the real one."""
    path = tmp_path / "ffmpeg"
    path.write_text(f'#!/bin/sh\nFFMPEG="{find_ffmpeg()}"\n{script}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(path))


def refusal(given: Iterator[Frame], wav: bytes = b"") -> str:
    with pytest.raises(GenerationError) as caught:
        encode(given, WIDTH, HEIGHT, wav)
    assert caught.value.message.zh.endswith("。")
    return caught.value.message.en


def decoded(film: bytes, tmp_path: Path) -> list[np.ndarray]:
    path = tmp_path / "film.mp4"
    path.write_bytes(film)
    reader = cv2.VideoCapture(str(path))
    pictures = []
    while (got := reader.read())[0]:
        pictures.append(got[1])
    reader.release()
    return pictures


@pytest.mark.parametrize("wav", [b"", sound()], ids=["silent", "with sound"])
def test_frames_come_out_as_they_went_in(wav: bytes, tmp_path: Path) -> None:
    pictures = decoded(encode(frames(), WIDTH, HEIGHT, wav), tmp_path)
    assert len(pictures) == 20
    assert {picture.shape for picture in pictures} == {(HEIGHT, WIDTH, 3)}
    for number, picture in enumerate(pictures):
        assert picture.mean() == pytest.approx((30 + 6 * number - 16) * 255 / 219, abs=4)


def test_the_same_frames_give_the_same_bytes() -> None:
    one, again = (encode(frames(), WIDTH, HEIGHT, sound()) for _ in range(2))
    assert one == again
    assert one != encode(frames(19), WIDTH, HEIGHT, sound())


def test_it_starts_to_play_before_it_is_loaded() -> None:
    film = encode(frames(), WIDTH, HEIGHT, sound())
    assert film[4:8] == b"ftyp"
    assert film.index(b"moov") < film.index(b"mdat")
    assert b"Lavf" not in film


def test_what_the_frames_raise_is_raised_on() -> None:
    def stopped() -> Iterator[Frame]:
        yield from frames(3)
        raise Cancelled("video")

    with pytest.raises(Cancelled):
        encode(stopped(), WIDTH, HEIGHT, sound())

    def broken() -> Iterator[Frame]:
        yield from many()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        encode(broken(), WIDTH, HEIGHT, b"")


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, 'exec "$FFMPEG" "$@" -f mp4 file:/dev/full')
    assert "disk is full" in refusal(many())


def test_a_disk_that_fills_up_meanwhile_is_said(tmp_path: Path) -> None:
    """In a file system of 256 KB, where this user may mount one."""
    unshare = shutil.which("unshare")
    small = tmp_path / "small"
    small.mkdir()
    mounted = [unshare or "", "-Urm", "sh", "-c"]
    mount = f"mount -t tmpfs -o size=256k none {small} && "
    if unshare is None or subprocess.run([*mounted, mount + "true"], capture_output=True).returncode:
        pytest.skip("this user may not mount a small file system here")
    code = (
        "import os\n"
        "from mmdemo.compose.video.encode import encode\n"
        "from mmdemo.errors import GenerationError\n"
        "from tests.compose.video.test_encode import HEIGHT, WIDTH, many\n"
        "for wav in (b'', bytes(400_000)):  # while FFmpeg writes, and while we do\n"
        "    try: encode(many(), WIDTH, HEIGHT, wav)\n"
        "    except GenerationError as error: print(error.message.en)\n"
        "print(os.listdir(os.environ['TMPDIR']))\n"
    )
    command = mount + f'TMPDIR={small} PYTHONPATH={ROOT} {sys.executable} -c "$CODE"'
    ran = subprocess.run([*mounted, command], capture_output=True, text=True, env=os.environ | {"CODE": code})
    assert ran.stdout.count("disk is full") == 2 and ran.stdout.endswith("[]\n"), ran


def test_a_file_that_may_not_grow_is_said_and_removed(room: Path) -> None:
    code = (
        "import resource\n"
        "from mmdemo.compose.video.encode import encode\n"
        "from mmdemo.errors import GenerationError\n"
        "from tests.compose.video.test_encode import HEIGHT, WIDTH, many\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: encode(many(), WIDTH, HEIGHT, b'')\n"
        "except GenerationError as error: print(error.message.en)\n"
    )
    environment = os.environ | {"TMPDIR": str(room), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert "FFmpeg could not write the video" in ran.stdout, ran.stderr


def test_an_encoder_that_ends_early_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "exit 3")
    assert "FFmpeg could not write the video" in refusal(many())


def test_an_encoder_that_writes_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "exec cat >/dev/null")
    assert refusal(frames())


def test_an_encoder_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "exec 0<&-\nexec sleep 60")
    monkeypatch.setattr(encoding, "_FINISHING_SECONDS", 0.3)
    assert "FFmpeg could not write the video" in refusal(frames(1))


def test_no_encoder_at_all_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "nowhere"))
    assert "Install the package imageio-ffmpeg" in refusal(frames())


def test_broken_sound_is_said() -> None:
    assert "FFmpeg could not write the video" in refusal(frames(), b"no sound at all")


def test_a_folder_that_cannot_be_written_is_said(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(room / "gone"))
    assert "TMPDIR" in refusal(frames())


def test_a_read_only_folder_is_said(room: Path) -> None:
    room.chmod(0o500)
    try:
        if os.access(room, os.W_OK):
            pytest.skip("this user may write everywhere")
        assert "TMPDIR" in refusal(frames())
    finally:
        room.chmod(0o700)
