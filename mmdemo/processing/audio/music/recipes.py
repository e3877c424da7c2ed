"""What assets/music says of each mood, read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from mmdemo.paths import ASSETS
from mmdemo.sound import BedMood, KeyNote, Tempo

Mode = Literal["major", "minor"]
Role = Literal["pad", "chords", "bass", "figure"]

MODES: tuple[Mode, ...] = get_args(Mode)
BARS = 8
BEATS = 4  # of a bar


@dataclass(frozen=True)
class Layer:
    """One player. A pattern fills a bar with tokens of equal length; `form` names the pattern of each bar by a letter.

    `bars` is how strongly each bar is played, 0 to 9. Pitches run from `low` to `high` (MIDI). `level` is the RMS in dB
    against the other layers, `room` what it sends to the reverb in dB. `pan` runs from -1 (left) to 1; higher notes
    stand `spread` to the right of it, lower ones to the left. `pump` is how deep the level dips on each beat.
    """

    role: Role
    instrument: str
    low: int
    high: int
    level: float
    bars: str
    voices: int = 0
    patterns: tuple[tuple[str, ...], ...] = ()
    form: str = ""
    pan: float = 0.0
    spread: float = 0.0
    room: float = -12.0
    pump: float = 0.0


@dataclass(frozen=True)
class DrumLine:
    """One percussion instrument. A pattern fills a bar with characters, 1 to 9 a stroke of that strength."""

    drum: str
    level: float
    bars: str
    patterns: tuple[str, ...]
    form: str
    pan: float = 0.0
    room: float = -18.0


@dataclass(frozen=True)
class Progression:
    """The chords of the eight bars, one or more to a bar, as Nashville numbers."""

    mode: Mode
    bars: tuple[str, ...]


@dataclass(frozen=True)
class Recipe:
    """All of a mood. `tempos` are beats a minute, `swing` delays every second sixteenth by that share of one.

    `room_seconds` is how long the reverb takes to fall by 60 dB; `curve` is the tone of the whole in (Hz, dB).
    """

    tempos: Mapping[Tempo, int]
    keys: Mapping[Mode, tuple[KeyNote, ...]]
    progressions: tuple[Progression, ...]
    layers: tuple[Layer, ...]
    drums: tuple[DrumLine, ...]
    swing: float
    room_seconds: float
    curve: tuple[tuple[float, float], ...]


@cache
def read_music(name: str) -> Any:
    """The content of `assets/music/<name>.json`. Callers must not change it.

    Raises:
        OSError: the file is missing.
    """
    return json.loads((ASSETS / "music" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def read_recipe(mood: BedMood) -> Recipe:
    """The recipe of a mood."""
    table = read_music(mood)
    return Recipe(
        tempos=table["tempos"],
        keys={mode: tuple(table["keys"][mode]) for mode in MODES},
        progressions=tuple(Progression(entry["mode"], tuple(entry["bars"])) for entry in table["progressions"]),
        layers=tuple(_layer(entry) for entry in table["layers"]),
        drums=tuple(DrumLine(**{**entry, "patterns": tuple(entry["patterns"])}) for entry in table["drums"]),
        swing=table["swing"],
        room_seconds=table["room_seconds"],
        curve=tuple((hertz, gain) for hertz, gain in table["curve"]),
    )


def _layer(entry: Mapping[str, Any]) -> Layer:
    patterns = tuple(tuple(pattern.split()) for pattern in entry.get("patterns", ()))
    return Layer(**{**entry, "patterns": patterns})
