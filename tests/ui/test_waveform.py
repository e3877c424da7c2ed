"""The picture of a sound."""

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from mmdemo.processing.audio.wav import quantise, wav_bytes
from mmdemo.ui.waveform import COLUMNS, HEIGHT, waveform_svg

RATE = 8_000


def halves(svg: str) -> np.ndarray:
    """Half the height of each column."""
    bars = re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)", re.search(r'class="bars" d="([^"]+)"', svg).group(1))
    return np.array([(float(bottom) - float(top)) / 2 for top, bottom in bars])


def test_it_is_high_where_the_sound_is_loud() -> None:
    time = np.arange(2 * RATE) / RATE
    sound = np.where(time < 1, 0.8, 0.2) * np.sin(2 * np.pi * 200 * time)
    drawn = halves(waveform_svg("one", wav_bytes(quantise(sound), RATE), (1.0,)))
    assert len(drawn) == COLUMNS
    assert drawn[: COLUMNS // 2].mean() == pytest.approx(HEIGHT / 2 - 1, rel=0.05)
    assert drawn[COLUMNS // 2 + 1 :].mean() == pytest.approx((HEIGHT / 2 - 1) / 4, rel=0.1)


@pytest.mark.parametrize("samples", [1, 10, RATE])
def test_silence_and_very_short_sounds_can_be_drawn(samples: int) -> None:
    svg = waveform_svg("two", wav_bytes(np.zeros(samples, np.int16), RATE), ())
    assert halves(svg).max() < 1
    ElementTree.fromstring(svg)


def test_the_cuts_stand_where_they_are_in_time() -> None:
    svg = waveform_svg("three", wav_bytes(np.zeros(4 * RATE, np.int16), RATE), (1.0, 3.0))
    cuts = re.search(r'class="cuts" d="([^"]*)"', svg).group(1)
    assert re.findall(r"M([\d.]+) ", cuts) == [f"{COLUMNS / 4:.1f}", f"{3 * COLUMNS / 4:.1f}"]
