import os
import socket
import threading
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import psutil
import pytest

from mmdemo.errors import Cancelled, GenerationError
from mmdemo.processing.audio.ffmpeg import BIT_EXACT, INPUT, OUTPUT, find_ffmpeg, run_ffmpeg
from mmdemo.processing.audio.wav import quantise, wav_bytes

RATE = 22_050
PCM = quantise(0.3 * np.sin(np.arange(3 * RATE) * 0.1))
WAV = wav_bytes(PCM, RATE)
TO_PCM = ("-f", "wav", "-i", INPUT, "-f", "s16le", OUTPUT)
TO_M4A = ("-f", "wav", "-i", INPUT, *BIT_EXACT, "-c:a", "aac", "-f", "ipod", "sound.m4a")
ENDLESS = ("-f", "lavfi", "-i", "sine=duration=1000000", "-f", "wav", "sound.wav")


def nothing() -> None:
    pass


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made during the test; it is checked for leftovers after each."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    yield place
    assert list(place.iterdir()) == []
    assert psutil.Process().children() == []


def test_the_program_is_there() -> None:
    assert os.access(find_ffmpeg(), os.X_OK)


def test_sound_goes_in_and_comes_back() -> None:
    assert run_ffmpeg(TO_PCM, WAV, nothing, 60) == PCM.tobytes()


def test_much_sound_goes_through() -> None:
    pcm = np.tile(PCM, 200)  # 25 MB, more than any pipe holds
    assert run_ffmpeg(TO_PCM, wav_bytes(pcm, RATE), nothing, 60) == pcm.tobytes()


def test_formats_that_seek_are_written_to_a_file_and_repeat() -> None:
    made = run_ffmpeg(TO_M4A, WAV, nothing, 60, result="sound.m4a")
    assert made[4:8] == b"ftyp"
    assert run_ffmpeg(TO_M4A, WAV, nothing, 60, result="sound.m4a") == made


def test_more_inputs_come_as_files() -> None:
    arguments = ("-f", "wav", "-i", INPUT, "-f", "wav", "-i", "other", "-filter_complex", "amix", "-f", "s16le", OUTPUT)
    mixed = run_ffmpeg(arguments, WAV, nothing, 60, files={"other": wav_bytes(PCM * 0, RATE)})
    assert 0 < np.abs(np.frombuffer(mixed, "<i2")).max() < np.abs(PCM).max()


@pytest.mark.parametrize("data", [b"", b"RIFF", b"ffconcat version 1.0\nfile '/etc/passwd'\n", b"\0" * 5_000])
def test_what_is_no_sound_is_refused_in_both_languages(data: bytes) -> None:
    with pytest.raises(GenerationError, match="FFmpeg could not write") as caught:
        run_ffmpeg(TO_PCM, data, nothing, 60)
    assert "无法写出" in caught.value.text("zh")


def test_a_playlist_reaches_no_network() -> None:
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def answer() -> None:
            try:
                server.accept()[0].close()
                called.set()
            except OSError:
                pass  # closed below, as nobody called

        listener = threading.Thread(target=answer)
        listener.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/part.ts"
        playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}\n#EXT-X-ENDLIST\n"
        with pytest.raises(GenerationError):
            run_ffmpeg(("-f", "hls", "-i", INPUT, "-f", "s16le", OUTPUT), playlist.encode(), nothing, 60)
        server.shutdown(socket.SHUT_RDWR)
        listener.join()
    assert not called.is_set()


def test_it_does_not_run_for_ever() -> None:
    with pytest.raises(GenerationError, match="too long"):
        run_ffmpeg(ENDLESS, b"", nothing, 0.3, result="sound.wav")


def test_stop_ends_it_at_once_and_leaves_nothing(folder: Path) -> None:
    seen = []

    def stop() -> None:
        seen.extend(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        if len(seen) > 3:
            raise Cancelled("spot")

    with pytest.raises(Cancelled):
        run_ffmpeg(ENDLESS, b"x", stop, 60, result="sound.wav")
    assert max(seen) > 1  # it was at work


def test_a_program_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "gone"))
    with pytest.raises(GenerationError, match="imageio-ffmpeg"):
        run_ffmpeg(TO_PCM, WAV, nothing, 60)


def test_no_program_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", none)
    with pytest.raises(GenerationError, match="imageio-ffmpeg"):
        find_ffmpeg()
