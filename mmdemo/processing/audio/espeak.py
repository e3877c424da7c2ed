"""Speech by eSpeak NG, which runs in a child process (see espeak_child.py)."""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mmdemo.errors import GenerationError, GeneratorUnavailable
from mmdemo.processing.audio.wav import FULL_SCALE
from mmdemo.processing.audio.word_times import Utterance
from mmdemo.processing.child import ChildError, run_child
from mmdemo.schema import Language

CHILD = Path(__file__).with_name("espeak_child.py")
# The engine speaks about a thousand times faster than a person; this is for a stalled machine.
SECONDS = 30.0
# "en-gb" and "zh" are no voice names of the engine. Of the American voice's variants, Edward is understood best.
VOICES: dict[Language, str] = {"en": "en-us+edward", "zh": "cmn"}


@dataclass(frozen=True)
class Library:
    """Where eSpeak NG's shared library and its voice data lie."""

    library: str
    data: str


def find_library() -> Library:
    """The library that the package espeakng_loader brings. Nothing is loaded.

    Raises:
        ImportError: the package is not installed.
        OSError: it is, without its files.
    """
    import espeakng_loader

    library = Path(espeakng_loader.get_library_path())
    found = Library(str(library), str(library.with_name("espeak-ng-data")))
    for path in (found.library, found.data):
        if not Path(path).exists():
            raise FileNotFoundError(path)
    return found


def speak(text: str, library: Library, *, voice: str, rate: int, pitch: int, tick: Callable[[], None]) -> Utterance:
    """`text` spoken at `rate` words a minute and `pitch` (0-99), with the time of each word.

    Each call starts a fresh process, so that the same text gives the same samples. `tick` is called while it runs.

    Raises:
        GeneratorUnavailable: the library cannot be loaded or does not know the voice.
        GenerationError: the engine crashed, or did not finish in time.
    """
    request = {"library": library.library, "data": library.data, "voice": voice, "rate": rate, "pitch": pitch}
    encoded = json.dumps(request | {"text": text}).encode()
    command = [sys.executable, "-I", "-S", str(CHILD)]
    try:
        reply = run_child(command, struct.pack(">I", len(encoded)) + encoded, seconds=SECONDS, tick=tick)
    except ChildError as error:
        raise GenerationError(
            "The eSpeak NG narrator crashed on a sentence. Try again, or reword the script.",
            "eSpeak NG 旁白引擎在朗读某句时崩溃。请重试，或改写文稿。",
        ) from error
    except TimeoutError as error:
        raise GenerationError(
            "The eSpeak NG narrator took too long over a sentence. Try again, or shorten the script.",
            "eSpeak NG 旁白引擎朗读某句超时。请重试，或缩短文稿。",
        ) from error
    (size,) = struct.unpack_from(">I", reply)
    header = json.loads(reply[4 : 4 + size])
    if header.get("error") == "synthesis":
        raise GenerationError(
            "The eSpeak NG narrator could not read a sentence aloud. Please reword the script.",
            "eSpeak NG 旁白引擎无法朗读某句。请改写文稿。",
        )
    if "error" in header:
        raise GeneratorUnavailable(
            f"eSpeak NG could not be started ({header['error']}). Install the package espeakng-loader again.",
            f"无法启动 eSpeak NG（{header['error']}）。请重新安装 espeakng-loader 软件包。",
        )
    samples = np.frombuffer(reply, np.int16, offset=4 + size) / FULL_SCALE
    anchors = tuple((position, sample / header["sample_rate"]) for sample, position, _ in header["words"])
    return Utterance(samples, header["sample_rate"], anchors)
