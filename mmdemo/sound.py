"""What is heard: what a merchant can wish of it, the narration, and the music under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

BedMood = Literal["calm", "bright", "luxe", "festive", "tech"]
Mood = Literal["auto", "none", "calm", "bright", "luxe", "festive", "tech"]
Tempo = Literal["auto", "slow", "medium", "fast"]
KeyNote = Literal["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"]
Key = Literal["auto", "C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"]
Pace = Literal["slow", "usual", "brisk"]
GivenNotice = Literal["none", "spoken", "morse"]
Notice = Literal["auto", "none", "spoken", "morse"]

BED_MOODS: tuple[BedMood, ...] = get_args(BedMood)
MOODS: tuple[Mood, ...] = get_args(Mood)
TEMPOS: tuple[Tempo, ...] = get_args(Tempo)
KEY_NOTES: tuple[KeyNote, ...] = get_args(KeyNote)
KEYS: tuple[Key, ...] = get_args(Key)
PACES: tuple[Pace, ...] = get_args(Pace)
NOTICES: tuple[Notice, ...] = get_args(Notice)

ANY_VOICE = "auto"


@dataclass(frozen=True)
class Sound:
    """What the merchant wishes to hear.

    `voice` is `ANY_VOICE` or the id of a narrator and of one of its voices ("flite/rms"). `mood`, `tempo` and `key` are
    of the music; "none" leaves it out. `notice` is how the sound says at its start that it was made by a machine.
    """

    voice: str = ANY_VOICE
    pace: Pace = "usual"
    mood: Mood = "auto"
    tempo: Tempo = "auto"
    key: Key = "auto"
    notice: Notice = "auto"


AS_USUAL = Sound()

WISHES: Mapping[str, tuple[str, ...]] = {"speech": ("voice", "pace", "notice"), "music": ("mood", "tempo", "key")}
"""The fields of `Sound` that what is made by a modality depends on; the others leave its bytes alone."""


class Word(NamedTuple):
    """A spoken word or, in Chinese, a spoken character run; times in seconds from the start of the sound."""

    start: float
    end: float
    text: str


class Take(NamedTuple):
    """One sentence as the voice spoke it, before polish and levelling, so that the others can be kept without it.

    `pcm` is mono 16-bit little-endian PCM at the narration's rate without the silence around it. An anchor says that
    the character at a position of the spoken text is heard from a time (seconds) on. `number` is 0 for the first take.
    """

    pcm: bytes
    anchors: tuple[tuple[int, float], ...]
    number: int


@dataclass(frozen=True)
class Narration:
    """A spoken script: `data` is a mono 16-bit PCM WAV.

    `sentences` holds the words of each sentence in time order and `takes` its sound; where `notice` is "spoken", the
    first sentence is that notice. `loudness` is the integrated loudness in LUFS (ITU-R BS.1770-4), `true_peak` in dBTP.
    `recording` is what the merchant recorded in the place of a voice; it has no takes.
    """

    data: bytes
    sample_rate: int
    duration: float
    script: str
    sentences: tuple[tuple[Word, ...], ...]
    loudness: float
    true_peak: float
    takes: tuple[Take, ...] = ()
    notice: GivenNotice = "none"
    recording: bytes = b""


@dataclass(frozen=True)
class Music:
    """Music that can be played in a loop without a seam: `data` is a stereo 16-bit PCM WAV of `duration` seconds.

    `tempo` is in beats a minute, `key` its tonic and mode ("D major"), `loudness` in LUFS.
    """

    data: bytes
    sample_rate: int
    duration: float
    mood: BedMood
    tempo: int
    key: str
    loudness: float
