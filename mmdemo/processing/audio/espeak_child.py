"""The program that holds eSpeak NG: one request in, one utterance out, then it ends.

It runs in a process of its own (`python -I -S espeak_child.py`) and uses the standard library only. eSpeak NG is under
the GPL-3.0-or-later, so it is never loaded into the studio's process; a crash in it stays here too; and only the first
call of a fresh process gives the same samples every time.

Both directions carry a 4-byte big-endian length and that many bytes of JSON. The request holds `library`, `data`,
`voice`, `rate` (words a minute), `pitch` (0-99) and `text`. The reply holds either `error` ("library", "voice" or
"synthesis"), or `sample_rate`, `words` as [sample, character position, character count] and `pcm_bytes`, followed by
that many bytes of mono 16-bit PCM in the machine's byte order.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import sys
from typing import Any, BinaryIO

# Values of espeak-ng's speak_lib.h.
AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_DONT_EXIT = 0x8000
POS_CHARACTER = 1
CHARS_UTF8 = 1
END_PAUSE = 0x1000
RATE, PITCH = 1, 3
EVENT_LIST_TERMINATED, EVENT_WORD = 0, 1
BUFFER_MILLISECONDS = 200


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


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


def speak(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The reply's header and the PCM for one request."""
    try:
        engine = ctypes.CDLL(request["library"])
    except OSError:
        return {"error": "library"}, b""
    engine.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
    engine.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
    engine.espeak_SetParameter.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int]
    engine.espeak_SetSynthCallback.argtypes = [_Callback]
    engine.espeak_Synth.argtypes = [
        *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint),
        *(ctypes.POINTER(ctypes.c_uint), ctypes.c_void_p),
    ]
    sample_rate = engine.espeak_Initialize(
        AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MILLISECONDS, os.fsencode(request["data"]), INITIALIZE_DONT_EXIT
    )
    if sample_rate <= 0:
        return {"error": "library"}, b""
    if engine.espeak_SetVoiceByName(request["voice"].encode()) != 0:
        return {"error": "voice"}, b""
    engine.espeak_SetParameter(RATE, request["rate"], 0)
    engine.espeak_SetParameter(PITCH, request["pitch"], 0)

    words: list[tuple[int, int, int]] = []
    pcm = bytearray()

    def receive(samples: int | None, count: int, events: Any) -> int:
        index = 0
        while events[index].type != EVENT_LIST_TERMINATED:
            event = events[index]
            if event.type == EVENT_WORD:
                words.append((event.sample, event.text_position - 1, event.length))  # espeak counts from 1
            index += 1
        if samples and count > 0:
            pcm.extend(ctypes.string_at(samples, 2 * count))
        return 0

    callback = _Callback(receive)  # held in a name, so that it outlives the call
    engine.espeak_SetSynthCallback(callback)
    text = request["text"].encode()
    if engine.espeak_Synth(text, len(text) + 1, 0, POS_CHARACTER, 0, CHARS_UTF8 | END_PAUSE, None, None) != 0:
        return {"error": "synthesis"}, b""
    return {"sample_rate": sample_rate, "words": words, "pcm_bytes": len(pcm)}, bytes(pcm)


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer the one request that `source` holds."""
    (size,) = struct.unpack(">I", source.read(4))
    header, pcm = speak(json.loads(source.read(size)))
    encoded = json.dumps(header).encode()
    sink.write(struct.pack(">I", len(encoded)) + encoded + pcm)


if __name__ == "__main__":
    # The engine may print; what it prints must not land between our bytes.
    with os.fdopen(os.dup(1), "wb") as replies:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, replies)
