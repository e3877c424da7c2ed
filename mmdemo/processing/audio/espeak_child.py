"""The program that holds eSpeak NG: it answers one request after another until its input ends.

It runs in a process of its own (`python -I -S espeak_child.py`) and uses the standard library only. eSpeak NG is under
the GPL-3.0-or-later, so it is never loaded into the studio's process, and a crash in it stays here too.

Only the engine's first call after it was initialised gives the same samples every time. So each request is answered by
a copy of this process (`os.fork`) that makes its first call, which also keeps a crash from ending the service. Where a
process cannot be copied, it answers one request itself and ends.

Both directions carry frames: a 4-byte big-endian length and that many bytes of JSON. The first frame holds `library`,
`data` and `forks`, and is not answered. Each further one is a request: {} for the list of voices, or `voice`, `rate`
(words a minute), `pitch` and `range` of it (0-99), `text`, and `stressed`, its spans to stress as [start, end]. A reply
holds `error` ("library", "voice", "synthesis", "length" or "crash"), or `voices` as [id, name, language, gender], or
`sample_rate`, `words` as [sample, character position] and `pcm_bytes`, followed by that many bytes of mono 16-bit PCM
in the machine's byte order.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

# Values of espeak-ng's speak_lib.h.
AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_DONT_EXIT = 0x8000
POS_CHARACTER = 1
CHARS_UTF8 = 1
SSML = 0x10
END_PAUSE = 0x1000
RATE, PITCH, RANGE = 1, 3, 4
EVENT_LIST_TERMINATED, EVENT_WORD = 0, 1
GENDERS = ("", "male", "female", "")
BUFFER_MILLISECONDS = 200
# About three times what 20,000 characters of prose take.
LONGEST_SECONDS = 3600
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


class _Voice(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),  # a byte of priority, then the code of the first language
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("_unused", ctypes.c_ubyte),
        ("_score", ctypes.c_int),
        ("_spare", ctypes.c_void_p),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class Engine:
    """The loaded library.

    Raises:
        OSError: it cannot be loaded, or lacks its data.
    """

    def __init__(self, library: str, data: str) -> None:
        engine = ctypes.CDLL(library)
        engine.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
        engine.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
        engine.espeak_SetParameter.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int]
        engine.espeak_SetSynthCallback.argtypes = [_Callback]
        engine.espeak_ListVoices.argtypes = [ctypes.c_void_p]
        engine.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        engine.espeak_Synth.argtypes = [
            *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint),
            *(ctypes.POINTER(ctypes.c_uint), ctypes.c_void_p),
        ]
        self.sample_rate: int = engine.espeak_Initialize(
            AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MILLISECONDS, os.fsencode(data), INITIALIZE_DONT_EXIT
        )
        if self.sample_rate <= 0:
            raise OSError(data)
        engine.espeak_ng_SetRandSeed.argtypes = [ctypes.c_long]
        # The engine takes a variant it does not have for none at all.
        self._variants = {path.name for path in Path(data, "voices", "!v").iterdir()}
        self._engine = engine

    def answer(self, request: dict[str, Any]) -> bytes:
        """The whole reply to one request."""
        return self._speak(request) if "text" in request else _frame({"voices": self._voices()})

    def _voices(self) -> list[tuple[str, str, str, str]]:
        found = []
        for voice in self._engine.espeak_ListVoices(None):
            if not voice:
                break
            each = voice.contents
            id, name, language = (text.decode() for text in (each.identifier, each.name, each.languages[1:]))
            found.append((id, name.strip(), language, GENDERS[each.gender]))
        return found

    def _speak(self, request: dict[str, Any]) -> bytes:
        engine = self._engine
        _, plus, variant = request["voice"].partition("+")
        if (plus and variant not in self._variants) or engine.espeak_SetVoiceByName(request["voice"].encode()) != 0:
            return _frame({"error": "voice"})
        engine.espeak_SetParameter(RATE, request["rate"], 0)
        engine.espeak_SetParameter(PITCH, request["pitch"], 0)
        engine.espeak_SetParameter(RANGE, request["range"], 0)
        marked, origin = _marked(request["text"], request["stressed"])
        longest = 2 * self.sample_rate * LONGEST_SECONDS
        words: list[tuple[int, int]] = []
        pcm = bytearray()

        def receive(samples: int | None, count: int, events: Any) -> int:
            index = 0
            while events[index].type != EVENT_LIST_TERMINATED:
                event = events[index]
                if event.type == EVENT_WORD:
                    words.append((event.sample, origin[event.text_position - 1]))  # espeak counts from 1
                index += 1
            if samples and count > 0:
                pcm.extend(ctypes.string_at(samples, 2 * count))
            return int(len(pcm) > longest)

        callback = _Callback(receive)  # held in a name, so that it outlives the call
        engine.espeak_SetSynthCallback(callback)
        # Otherwise the breath in some voices would be another each time.
        engine.espeak_ng_SetRandSeed(1)
        text, flags = marked.encode(), CHARS_UTF8 | END_PAUSE | (SSML if request["stressed"] else 0)
        if engine.espeak_Synth(text, len(text) + 1, 0, POS_CHARACTER, 0, flags, None, None) != 0:
            return _frame({"error": "synthesis"})
        if len(pcm) > longest:
            return _frame({"error": "length"})
        return _frame({"sample_rate": self.sample_rate, "words": words, "pcm_bytes": len(pcm)}) + pcm


def _marked(text: str, stressed: list[list[int]]) -> tuple[str, list[int]]:
    """The text with marks around what is to be stressed, and for each of its characters the place in `text`."""
    if not stressed:
        return text, [*range(len(text) + 1)]
    starts, ends = ({span[side] for span in stressed} for side in (0, 1))
    pieces: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        opening = '<emphasis level="strong">' if place in starts else ""
        closing = "</emphasis>" if place + 1 in ends else ""
        pieces.append(opening + ESCAPES.get(letter, letter) + closing)
        origin += [place] * len(pieces[-1])
    return "".join(pieces), [*origin, len(text)]


def _frame(header: dict[str, Any]) -> bytes:
    encoded = json.dumps(header).encode()
    return struct.pack(">I", len(encoded)) + encoded


def _next_frame(source: BinaryIO) -> dict[str, Any] | None:
    """The next frame's JSON, or None at the end of the input."""
    head = source.read(4)
    if len(head) < 4:
        return None
    (size,) = struct.unpack(">I", head)
    header: dict[str, Any] = json.loads(source.read(size))
    return header


def _answer_in_copy(engine: Engine, request: dict[str, Any], sink: BinaryIO) -> bytes:
    """The reply that a copy of this process makes; if it dies of it, the reply says so."""
    reading, writing = os.pipe()
    copy = os.fork()
    if copy == 0:
        failed = 1
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.close(sink.fileno())  # so that our reader hears at once if the process that we come from is gone
            os.close(reading)
            with os.fdopen(writing, "wb") as own:
                own.write(engine.answer(request))
            failed = 0
        finally:
            os._exit(failed)
    try:
        os.close(writing)
        with os.fdopen(reading, "rb") as source:
            reply = source.read()
    except SystemExit:
        os.kill(copy, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(copy, 0)
    return reply if status == 0 else _frame({"error": "crash"})


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer the requests that `source` holds, in order."""
    opening = _next_frame(source)
    if opening is None:
        return
    try:
        engine = Engine(opening["library"], opening["data"])
    except OSError:
        sink.write(_frame({"error": "library"}))
        return
    while (request := _next_frame(source)) is not None:
        if not opening["forks"]:
            sink.write(engine.answer(request))
            return
        sink.write(_answer_in_copy(engine, request, sink))
        sink.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    # The engine may print; what it prints must not land between our bytes.
    with os.fdopen(os.dup(1), "wb") as replies:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, replies)
