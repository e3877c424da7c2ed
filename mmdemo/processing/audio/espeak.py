"""Speech by eSpeak NG, which runs in a child process (see espeak_child.py)."""

from __future__ import annotations

import contextlib
import json
import os
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, cast

import numpy as np

from mmdemo.errors import GenerationError, GeneratorUnavailable
from mmdemo.processing.audio.manner import Manner
from mmdemo.processing.audio.pauses import with_pauses
from mmdemo.processing.audio.stress import Span, stressed
from mmdemo.processing.audio.voices import NamedVoice
from mmdemo.processing.audio.wav import FULL_SCALE
from mmdemo.processing.audio.word_times import Utterance
from mmdemo.processing.child import HEARTBEAT_SECONDS
from mmdemo.processing.text.speakable import spoken_text
from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.schema import Language

CHILD = Path(__file__).with_name("espeak_child.py")
# The engine speaks about a thousand times faster than a person; this is for a stalled machine.
SECONDS = 30.0
LONGEST_TEXT = 20_000
TRIES = 2
# Words a minute, as the engine counts them in each language.
WORDS_PER_MINUTE: dict[Language, int] = {"en": 160, "zh": 190}
# On the engine's scale 50 is the voice's own pitch. Ten steps away from it speech is already harder to understand.
OWN_PITCH = 50
# What a text may hold for this engine beside words: it takes these for commands or for the text's end.
_CONTROLS = dict.fromkeys([*range(32), 127, *range(0xD800, 0xE000)], " ")

Gender = Literal["", "male", "female"]


@dataclass(frozen=True)
class Library:
    """Where eSpeak NG's shared library and its voice data lie."""

    library: str
    data: str


@dataclass(frozen=True)
class EspeakVoice:
    """A voice of the library. The engine takes its `id` ("gmw/en-US"), or nearly always its language ("en-us")."""

    id: str
    name: str
    language: str
    gender: Gender


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


@cache
def list_voices(library: Library) -> tuple[EspeakVoice, ...]:
    """All voices of the library, without variants.

    Raises:
        GeneratorUnavailable: the library cannot be loaded.
        GenerationError: the engine crashed, or did not finish in time.
    """
    with EspeakChild(library) as child:
        header, _ = child.ask({}, lambda: None)
    return tuple(EspeakVoice(*voice) for voice in header["voices"])


def list_variants(library: Library) -> tuple[str, ...]:
    """The names that can stand behind the plus of a voice, such as "edward" in "en-us+edward"."""
    return tuple(sorted(path.name for path in Path(library.data, "voices", "!v").iterdir()))


class EspeakChild:
    """The engine for one narration, in a process that starts with the first sentence and ends with the `with` block.

    The same text gives the same samples whatever was spoken before. Where `forks` is false, each sentence takes a
    process of its own. One thread at a time may use it.
    """

    def __init__(self, library: Library, *, forks: bool = hasattr(os, "fork")) -> None:
        self._library = library
        self._forks = forks
        self._process: subprocess.Popen[bytes] | None = None
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="espeak")  # pipes know no time limits everywhere

    def __enter__(self) -> EspeakChild:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        self._reader.shutdown()

    def speak(
        self,
        text: str,
        *,
        voice: str,
        rate: int,
        pitch: int,
        tick: Callable[[], None],
        pitch_range: int = 50,
        stress: Sequence[Span] = (),
    ) -> Utterance:
        """`text` spoken at `rate` words a minute, `pitch` and `pitch_range` (0-99), with the time of each word.

        `stress` are spans of characters that are spoken louder and slower.

        `tick` is called about ten times a second; what it raises ends the process and is raised on. A sentence over
        which the engine dies is spoken once more.

        Raises:
            GeneratorUnavailable: the library cannot be loaded, or does not know the voice or its variant.
            GenerationError: the engine crashed, did not finish in time, or the text is too long for it.
        """
        if len(text) > LONGEST_TEXT:
            raise _too_long()
        request = {"voice": voice, "rate": rate, "pitch": pitch, "range": pitch_range, "stressed": stress}
        header, pcm = self.ask(request | {"text": with_pauses(text.translate(_CONTROLS))}, tick)
        samples = np.frombuffer(pcm, np.int16) / FULL_SCALE
        anchors = tuple((position, sample / header["sample_rate"]) for sample, position in header["words"])
        return Utterance(samples, header["sample_rate"], anchors)

    def read(
        self, words: Sequence[SpokenWord], voice: NamedVoice, manner: Manner, tick: Callable[[], None]
    ) -> Utterance:
        """A sentence in the manner asked for; raises what `speak` raises."""
        pitch = OWN_PITCH + 100 * (voice.pitch * manner.pitch - 1)
        return self.speak(
            spoken_text(words),
            voice=voice.id,
            rate=round(WORDS_PER_MINUTE[voice.language] * voice.speed * manner.speed),
            pitch=round(min(max(pitch, 0), 99)),
            pitch_range=voice.pitch_range,
            stress=stressed(words, voice.language),
            tick=tick,
        )

    def ask(self, request: dict[str, Any], tick: Callable[[], None]) -> tuple[dict[str, Any], bytes]:
        """The reply's JSON and PCM to a request as espeak_child.py describes it; raises what `speak` raises."""
        for _ in range(TRIES):
            reply = self._answer(_frame(request), tick)
            if reply is None or not self._forks:
                self._stop()
            if reply is not None and reply[0].get("error") != "crash":
                break
        else:
            raise GenerationError(
                "The eSpeak NG narrator crashed on a sentence. Try again, or reword the script.",
                "eSpeak NG 旁白引擎在朗读某句时崩溃。请重试，或改写文稿。",
            )
        error = reply[0].get("error")
        if error == "length":
            raise _too_long()
        if error == "synthesis":
            raise GenerationError(
                "The eSpeak NG narrator could not read a sentence aloud. Please reword the script.",
                "eSpeak NG 旁白引擎无法朗读某句。请改写文稿。",
            )
        if error == "voice":
            raise GeneratorUnavailable(
                f"eSpeak NG has no voice called {request['voice']}. Please choose another voice.",
                f"eSpeak NG 没有名为 {request['voice']} 的声音。请换一个声音。",
            )
        if error is not None:
            raise GeneratorUnavailable(
                f"eSpeak NG could not be started ({error}). Install the package espeakng-loader again.",
                f"无法启动 eSpeak NG（{error}）。请重新安装 espeakng-loader 软件包。",
            )
        return reply

    def _answer(self, request: bytes, tick: Callable[[], None]) -> tuple[dict[str, Any], bytes] | None:
        """What the process answers, which is started if need be, or None if it died of the request."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", str(CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us; we end it in order
            )
            opening = {"library": self._library.library, "data": self._library.data, "forks": self._forks}
            request = _frame(opening) + request
        deadline = time.monotonic() + SECONDS
        answer = self._reader.submit(_exchange, self._process, request)
        try:
            while True:
                try:
                    return answer.result(HEARTBEAT_SECONDS)
                except TimeoutError:
                    tick()
                if time.monotonic() > deadline:
                    raise GenerationError(
                        "The eSpeak NG narrator took too long over a sentence. Try again, or shorten the script.",
                        "eSpeak NG 旁白引擎朗读某句超时。请重试，或缩短文稿。",
                    )
        except BaseException:
            self._stop()
            raise

    def _stop(self) -> None:
        """End the process and close its pipes; on being asked to end it takes its copy along."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(1.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._reader.submit(_close, process).result()  # behind an exchange, which now meets the pipes' end


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> tuple[dict[str, Any], bytes] | None:
    sink, source = _pipe(process.stdin), _pipe(process.stdout)
    with contextlib.suppress(OSError):  # it is gone, or has said why before it went
        sink.write(request)
        sink.flush()
    head = source.read(4)
    if len(head) < 4:
        return None
    (size,) = struct.unpack(">I", head)
    encoded = source.read(size)
    if len(encoded) < size:
        return None
    header: dict[str, Any] = json.loads(encoded)
    pcm = source.read(header.get("pcm_bytes", 0))
    return None if len(pcm) < header.get("pcm_bytes", 0) else (header, pcm)


def _frame(content: dict[str, Any]) -> bytes:
    encoded = json.dumps(content).encode()
    return struct.pack(">I", len(encoded)) + encoded


def _close(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):  # a request that it did not live to take
        _pipe(process.stdin).close()
    _pipe(process.stdout).close()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    return cast(IO[bytes], stream)  # always there: the process was started with both


def _too_long() -> GenerationError:
    return GenerationError(
        "A sentence of the script is too long for the eSpeak NG narrator. Please split it with full stops.",
        "文稿中有一句太长，eSpeak NG 旁白引擎无法朗读。请用句号断句。",
    )
