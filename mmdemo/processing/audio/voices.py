"""The voices of the narrators that need no download, the best understood first in each language.

Chosen by measuring. English: the word error rate of a recogniser (PocketSphinx 5.1) on sentences about products, of
which 20 served to choose and 20 others gave the percentages below; eSpeak NG with the polish of polish.py. Mandarin,
for which there was no recogniser: how far apart 20 pairs of easily mixed-up syllables (知资, 因英, 奶来…) lie, as a
multiple of how far one syllable lies from itself at another speed, among variants whose tones follow those of the
engine's plain voice (correlation of the contours over 0.98).
"""

from __future__ import annotations

from dataclasses import dataclass

from mmdemo.schema import Language, Message

# On eSpeak NG's scale of 0 to 99 a Mandarin narrator's tones span 4 semitones at 50 and 7 at 90; a speaker's span more.
USUAL_RANGE, TONE_RANGE = 50, 90


@dataclass(frozen=True)
class NamedVoice:
    """A voice by the name its engine knows.

    `speed` and `pitch` are factors at which it is understood best, `pitch_range` is on eSpeak NG's scale.
    """

    id: str
    label: Message
    language: Language
    speed: float = 1.0
    pitch: float = 1.0
    pitch_range: int = USUAL_RANGE


ESPEAK_VOICES = (
    NamedVoice("en-us+edward", Message("Edward, American", "Edward（美式）"), "en"),  # 35 %
    NamedVoice("en-us+m6", Message("American man", "美式男声"), "en"),  # 49 %
    NamedVoice("en-us+klatt4", Message("Klatt, American", "Klatt（美式）"), "en"),  # 50 %
    NamedVoice("en-us+f2", Message("American woman", "美式女声"), "en"),  # 52 %
    NamedVoice("en-us+f5", Message("American woman, higher", "美式女声（较高）"), "en"),  # 56 %
    NamedVoice("en-gb-x-rp+edward", Message("Edward, British", "Edward（英式）"), "en"),  # 58 %, by American ears
    NamedVoice("cmn+klatt4", Message("Klatt, Mandarin", "Klatt（普通话）"), "zh", pitch_range=TONE_RANGE),  # 4.4
    NamedVoice("cmn+edward", Message("Edward, Mandarin", "Edward（普通话）"), "zh", pitch_range=TONE_RANGE),  # 4.3
    NamedVoice("cmn+f2", Message("Mandarin woman", "普通话女声"), "zh", pitch_range=TONE_RANGE),  # 4.1; plain cmn 3.7
    NamedVoice("cmn+Annie", Message("Annie, Mandarin", "Annie（普通话女声）"), "zh"),  # 3.9; wide tones of its own
)

FLITE_VOICES = (
    NamedVoice("rms", Message("American man", "美式男声"), "en", pitch=1.05),  # 12 %
    NamedVoice("awb", Message("Scottish man", "苏格兰男声"), "en"),  # 15 %
    NamedVoice("slt", Message("American woman", "美式女声"), "en"),  # 18 %
    NamedVoice("kal16", Message("American man, older engine", "美式男声（早期引擎）"), "en"),  # 20 %
)
