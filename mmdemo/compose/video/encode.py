"""Frames to an MP4 through FFmpeg: they are piped while the next ones are drawn, and nothing is left behind."""

from __future__ import annotations

import errno
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from mmdemo.compose.video.planes import Frame
from mmdemo.errors import GenerationError
from mmdemo.processing.audio.ffmpeg import BIT_EXACT, ffmpeg_missing, find_ffmpeg
from mmdemo.video import FRAMES_A_SECOND

_WAITING = 6  # frames that may wait for the encoder, 3 MB each
_FINISHING_SECONDS = 120.0
_COMPLAINT = 5000  # characters
_NO_ROOM = ("No space left", "Disk quota exceeded")
THREADS = 3  # of the encoder: another number gives other bytes

_MANNERS = ("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y")
_COLOURS = ("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv")
ENCODER = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-profile:v", "high", "-pix_fmt", "yuv420p"),
    *("-g", "60", "-threads", str(THREADS), *_COLOURS),
)


def raw_input(width: int, height: int, source: str = "pipe:0") -> tuple[str, ...]:
    """The arguments to read frames as `Frame.buffer` holds them."""
    size, rate = f"{width}x{height}", str(FRAMES_A_SECOND)
    return ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", rate, *_COLOURS, "-i", source)


def encode(frames: Iterator[Frame], width: int, height: int, wav: bytes) -> bytes:
    """An MP4 (H.264, with AAC where there is a `wav`) of some frames, the same bytes for the same frames.

    What `frames` raises is raised on, after the encoder was ended and its folder removed.

    Raises:
        GenerationError: there is no FFmpeg, it could not write the file, or there is no room for it.
    """
    program = find_ffmpeg()
    try:
        with tempfile.TemporaryDirectory(prefix="video-") as folder:
            sound: tuple[str, ...] = ()
            if wav:
                Path(folder, "sound.wav").write_bytes(wav)
                sound = ("-protocol_whitelist", "file", "-f", "wav", "-i", f"file:{folder}/sound.wav")
                sound += ("-map", "0:v", "-map", "1:a", "-c:a", "aac", "-b:a", "160k")
            result = Path(folder, "video.mp4")
            command = [program, *_MANNERS, *raw_input(width, height), *sound, *ENCODER, *BIT_EXACT]
            command += ["-max_interleave_delta", "0", "-movflags", "+faststart", "-f", "mp4", f"file:{result}"]
            _run(command, frames)
            return result.read_bytes()
    except _EncoderError as error:
        raise _full() if any(said in str(error) for said in _NO_ROOM) else _refused() from error
    except OSError as error:
        raise _full() if error.errno in (errno.ENOSPC, errno.EDQUOT) else _no_folder() from error


class _EncoderError(Exception):
    """The encoder ended early; the text is its complaint."""


def _run(command: list[str], frames: Iterator[Frame]) -> None:
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    except OSError as error:
        raise ffmpeg_missing() from error
    sending, listening = _Sender(process), _Listener(process)
    try:
        for frame in frames:
            if not sending.send(frame):
                break
        sending.finish()
        code = process.wait(_FINISHING_SECONDS)
    except subprocess.TimeoutExpired as error:
        process.kill()
        raise _EncoderError(str(error)) from error
    except BaseException:
        process.kill()
        raise
    finally:
        sending.end()
        process.wait()
        complaint = listening.end()
    if code != 0 or sending.broken:
        raise _EncoderError(complaint)


class _Listener:
    """Reads what the encoder complains about: not from a file, which could not be written on a full disk."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stderr is not None
        self._pipe = process.stderr
        self._said = b""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def end(self) -> str:
        """All that it said. The encoder must have ended."""
        self._thread.join()
        return self._said[:_COMPLAINT].decode(errors="replace")

    def _read(self) -> None:
        with self._pipe:
            self._said = self._pipe.read()


class _Sender:
    """Writes frames to the encoder in a thread of its own, so that the next ones are drawn meanwhile."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        self._pipe = process.stdin
        self._frames: queue.Queue[Frame | None] = queue.Queue(_WAITING)
        self.broken = False
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def send(self, frame: Frame | None) -> bool:
        """Hand on a frame, which must not be changed any more; False once the encoder takes no more."""
        while self._thread.is_alive():
            try:
                self._frames.put(frame, timeout=0.05)
                return True
            except queue.Full:
                continue
        return False

    def finish(self) -> None:
        """Wait until all is written."""
        self.send(None)
        self._thread.join()

    def end(self) -> None:
        """Let the thread go, whatever still waits. The encoder must have ended or been killed."""
        while self.send(None):
            self._thread.join(0.05)

    def _write(self) -> None:
        try:
            with self._pipe:
                while (frame := self._frames.get()) is not None:
                    self._pipe.write(frame.buffer.data)
        except OSError:
            self.broken = True  # its exit code and complaint tell why


def _full() -> GenerationError:
    return GenerationError(
        "The video could not be written: the disk is full. Free some space, then make it again.",
        "无法写出视频：磁盘空间已满。请清理空间后重新生成。",
    )


def _no_folder() -> GenerationError:
    return GenerationError(
        "The video could not be written: the folder for temporary files cannot be used. Point TMPDIR to a folder with "
        "some hundred MB of room, start the studio anew and make it again.",
        "无法写出视频：临时文件夹不可用。请将 TMPDIR 指向有数百 MB 空间的可写文件夹，重启工作台后再生成。",
    )


def _refused() -> GenerationError:
    return GenerationError(
        "FFmpeg could not write the video. Make it again; if it fails once more, see the log of the studio.",
        "FFmpeg 无法写出视频。请重新生成；如仍失败，请查看工作台日志。",
    )
