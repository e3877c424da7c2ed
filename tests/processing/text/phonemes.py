"""How eSpeak NG pronounces texts, asked in a process of its own: its library is never loaded into ours."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence

_PROGRAM = """
import ctypes, json, sys
import espeakng_loader
engine = ctypes.CDLL(espeakng_loader.get_library_path())
engine.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0x8000)
engine.espeak_TextToPhonemes.restype = ctypes.c_char_p
def phonemes(voice, text):
    assert engine.espeak_SetVoiceByName(voice.encode()) == 0
    rest, found = ctypes.c_char_p(text.encode()), []
    while rest.value is not None:
        found.append((engine.espeak_TextToPhonemes(ctypes.byref(rest), 1, 0) or b"").decode())
    return " ".join(found)
json.dump([phonemes(voice, text) for voice, text in json.load(sys.stdin)], sys.stdout)
"""
_SYLLABLE = re.compile(r"[^\d]+\d+")


def syllables(texts: Sequence[tuple[str, str]]) -> list[list[str]]:
    """For each (voice, text) its syllables with their tones, in the engine's writing and without its stresses."""
    program = [sys.executable, "-c", _PROGRAM]
    answer = subprocess.run(program, input=json.dumps(texts), check=True, capture_output=True, text=True).stdout
    plain = [re.sub(r"[',_|%= ]", "", each).replace("o-", "o") for each in json.loads(answer)]
    return [_SYLLABLE.findall(each) for each in plain]


def heard_right(cases: Sequence[tuple[str, Sequence[str]]]) -> list[bool]:
    """Whether each Chinese text, as it is to be spoken, sounds like one of its writings in pinyin."""
    spoken = syllables([("cmn", text) for text, _ in cases])
    wanted = iter(syllables([("cmn-latn-pinyin", pinyin) for _, accepted in cases for pinyin in accepted]))
    return [got in [next(wanted) for _ in accepted] for got, (_, accepted) in zip(spoken, cases, strict=True)]
