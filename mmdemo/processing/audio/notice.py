"""How a sound says at its start that a machine made it.

China's measures for labelling AI-generated content (《人工智能生成合成内容标识办法》) and their standard GB 45438-2025,
in force since 2025-09-01, ask for it in sound: at the start a spoken sentence, or the rhythm short long, short short,
which is "AI" in Morse code. Read second-hand: the standard itself is published as images only.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mmdemo.look import Market
from mmdemo.schema import Language
from mmdemo.sound import GivenNotice

SPOKEN: dict[Language, str] = {"en": "This voice was made by AI.", "zh": "本音频由人工智能合成。"}
CHINESE_MARKETS: frozenset[str] = frozenset({"taobao", "xiaohongshu", "jd"})

MORSE_AI = (".-", "..")
DOT_SECONDS = 0.08  # a dash is three of them, so is the pause between letters; within a letter the pause is one
PAUSE_SECONDS = 0.25  # before the voice
EDGE_SECONDS = 0.008
HERTZ = 660.0
LEVEL = 0.25  # full scale is 1


def notice_for(market: Market, language: Language) -> GivenNotice:
    """What a listing carries where the merchant leaves it to us: the rhythm where Chinese shoppers hear it, else none.

    A listing for no market in particular goes by its language.
    """
    return "morse" if market in CHINESE_MARKETS or (market == "any" and language == "zh") else "none"


def morse(sample_rate: int) -> NDArray[np.float64]:
    """The letters A I as soft tones and a pause: about 1.2 s, shape (samples,), the tones at -12 dB of full scale."""
    dot = round(DOT_SECONDS * sample_rate)
    parts: list[NDArray[np.float64]] = []
    for letter in MORSE_AI:
        for sign in letter:
            parts += [_tone(dot if sign == "." else 3 * dot, sample_rate), np.zeros(dot)]
        parts[-1] = np.zeros(3 * dot)
    parts[-1] = np.zeros(round(PAUSE_SECONDS * sample_rate))
    return np.concatenate(parts)


def _tone(length: int, sample_rate: int) -> NDArray[np.float64]:
    """A sine and a little of its octave; the edges are faded, or they would click."""
    time = np.arange(length) / sample_rate
    wave = np.sin(2 * np.pi * HERTZ * time) + 0.15 * np.sin(4 * np.pi * HERTZ * time)
    edge = np.minimum(1.0, np.minimum(time, time[::-1]) / EDGE_SECONDS)
    tone: NDArray[np.float64] = LEVEL * wave / np.abs(wave).max() * (0.5 - 0.5 * np.cos(np.pi * edge))
    return tone
