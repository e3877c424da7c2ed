"""FFmpeg as a child process: it packs sound and film into files, and never sees the network or a shell."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from mmdemo.errors import GenerationError
from mmdemo.processing.child import ChildError, run_child

# Says nothing but errors, never asks, and leaves out everything that differs from one run to the next.
_MANNERS = ("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y")
INPUT = "pipe:0"  # the name that stands for the data; FFmpeg is given a file, in which it can seek
OUTPUT = "pipe:1"
BIT_EXACT = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1")
"""Output options: no dates, no version of the encoder, nothing carried over from the inputs."""


def find_ffmpeg() -> str:
    """The path of the FFmpeg that the package imageio-ffmpeg carries, or one that is installed here.

    Raises:
        GenerationError: there is none.
    """
    import imageio_ffmpeg

    try:
        path: str = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        raise ffmpeg_missing() from error
    return path


def run_ffmpeg(
    arguments: Sequence[str],
    data: bytes,
    tick: Callable[[], None],
    seconds: float,
    *,
    files: Mapping[str, bytes] = MappingProxyType({}),
    result: str = OUTPUT,
) -> bytes:
    """What FFmpeg makes of `data` when called with `arguments`, which end with the name of the output.

    `-i INPUT` reads `data`; more inputs come as `files` by name. The result is written to `OUTPUT`, or where the format
    must seek (MP4, tagged MP3), to a file: then `result` is its name, such as "film.mp4". An argument that is one of
    these names becomes a path in a folder of its own, which is gone when this returns. Inputs can reach files only,
    never the network; give the format of each (`-f wav`), so that no content can pose as a list of files, and that of
    the output. `tick` is called about ten times a second; what it raises ends the work and is raised on.

    Raises:
        GenerationError: there is no FFmpeg, it refused, or it was still at work after `seconds`.
    """
    program = find_ffmpeg()
    with tempfile.TemporaryDirectory(prefix="ffmpeg-") as folder:
        inputs = {INPUT: data, **files}
        paths = {name: Path(folder, str(number)) for number, name in enumerate([*inputs, result]) if name != OUTPUT}
        for name, content in inputs.items():
            paths[name].write_bytes(content)
        command = [program, *_MANNERS]
        for argument in arguments:
            if argument == "-i":
                command += ["-protocol_whitelist", "file"]
            command.append(f"file:{paths[argument]}" if argument in paths else argument)
        try:
            written = run_child(command, b"", seconds=seconds, tick=tick)
            return written if result == OUTPUT else paths[result].read_bytes()
        except ChildError as error:
            raise GenerationError(
                "FFmpeg could not write the file. Please try again; if it fails once more, make its parts anew.",
                "FFmpeg 无法写出文件。请重试；如仍失败，请重新生成所用的素材。",
            ) from error
        except TimeoutError as error:
            raise GenerationError(
                "FFmpeg took too long to write the file. Please try again when this machine is less busy.",
                "FFmpeg 写出文件超时。请在本机空闲时重试。",
            ) from error
        except OSError as error:
            raise ffmpeg_missing() from error


def ffmpeg_missing() -> GenerationError:
    """What to say where FFmpeg cannot be started."""
    return GenerationError(
        "FFmpeg cannot be started on this machine. Install the package imageio-ffmpeg again.",
        "本机无法启动 FFmpeg。请重新安装 imageio-ffmpeg 软件包。",
    )
