"""Levels are read by pyloudnorm, a meter that is not ours, on voice and music apart."""

import math

import numpy as np
import pyloudnorm
import pytest
from scipy.signal import resample_poly

from mmdemo.processing.audio.mix import LEAD_SECONDS, SAMPLE_RATE, mix, stems

VOICE_RATE = 22_050
# Words with short pauses, a long one from 3.4 s to 7.0 s, and more words.
SPANS = [
    *((0.1 + 0.4 * number, 0.42 + 0.4 * number) for number in range(8)),
    *((7.0 + 0.4 * number, 7.35 + 0.4 * number) for number in range(6)),
]
LENGTH = 9.8
METER = pyloudnorm.Meter(SAMPLE_RATE)


def voice() -> np.ndarray:
    """Something like a voice: a buzz with formants' worth of overtones, while there are words."""
    time = np.arange(round(LENGTH * VOICE_RATE)) / VOICE_RATE
    buzz = sum(np.sin(2 * np.pi * 140 * order * time + order) / order for order in range(1, 20))
    sound = np.zeros(len(time))
    for start, end in SPANS:
        first, last = round(start * VOICE_RATE), round(end * VOICE_RATE)
        sound[first:last] = 0.2 * buzz[first:last] * np.hanning(last - first) ** 0.3
    return sound


def bed(kind: str, rate: int = SAMPLE_RATE) -> np.ndarray:
    random = np.random.default_rng(4)
    time = np.arange(4 * rate) / rate
    noise = random.normal(size=(len(time), 2))
    pad = np.stack([np.sin(2 * np.pi * 220 * time), np.sin(2 * np.pi * 330 * time)], axis=1)
    return {
        "pad": 0.2 * pad,
        "noise": 0.05 * noise,
        "bass": 0.4 * np.sin(2 * np.pi * 55 * time)[:, None] * [1, 1],
        "drums": np.where((time % 0.5 < 0.03)[:, None], noise, 0.0),
        "loud at its end": 0.2 * pad * np.where(time > 3, 1.0, 0.02)[:, None],
        "far too loud": 8 * pad,
        "hardly there": 1e-3 * pad,
        "one side": pad * [0.3, 0.0],
    }[kind]


BEDS = ["pad", "noise", "bass", "drums", "loud at its end", "far too loud", "hardly there", "one side"]


def during(samples: np.ndarray, spans: list[tuple[float, float]]) -> np.ndarray:
    """Only what is heard at these times of the narration."""
    rate = SAMPLE_RATE
    return np.concatenate(
        [samples[round((s + LEAD_SECONDS) * rate) : round((e + LEAD_SECONDS) * rate)] for s, e in spans]
    )


def level(samples: np.ndarray, start: float, end: float) -> float:
    """Mean level in dB between two times of the spot."""
    return 10 * math.log10((samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)] ** 2).mean())


@pytest.mark.parametrize("kind", BEDS)
def test_the_voice_lies_ten_loudness_units_over_any_bed(kind: str) -> None:
    parts = stems(voice(), VOICE_RATE, SPANS, bed(kind), SAMPLE_RATE)
    over = METER.integrated_loudness(during(parts.voice, SPANS)) - METER.integrated_loudness(during(parts.music, SPANS))
    assert over >= 10
    if kind not in ("drums", "loud at its end"):  # of even level
        assert over == pytest.approx(12, abs=0.3)


@pytest.mark.parametrize("kind", BEDS)
def test_the_spot_has_the_right_loudness_and_peak(kind: str) -> None:
    samples = mix(voice(), VOICE_RATE, SPANS, bed(kind), SAMPLE_RATE).samples
    assert METER.integrated_loudness(samples) == pytest.approx(-16, abs=0.5)
    assert 20 * math.log10(np.abs(resample_poly(samples, 8, 1, axis=0)).max()) <= -1


def test_music_steps_back_for_words_and_returns_in_long_pauses() -> None:
    music = stems(voice(), VOICE_RATE, SPANS, bed("pad"), SAMPLE_RATE).music
    lead = LEAD_SECONDS
    alone = level(music, lead + 5.0, lead + 6.5)  # in the long pause
    words = level(music, lead + 0.1, lead + 3.2)
    assert 5 < alone - words < 12
    assert level(music, lead + 0.10, lead + 0.15) == pytest.approx(words, abs=0.5)  # it is down when a word begins
    assert level(music, lead + 7.00, lead + 7.05) == pytest.approx(words, abs=0.5)
    assert level(music, lead + 0.42, lead + 0.5) == pytest.approx(words, abs=0.5)  # and over short pauses
    assert words + 1 < level(music, lead + 3.6, lead + 4.0) < alone - 1  # and comes back slowly
    assert level(music, 0.25, 0.4) == pytest.approx(alone, abs=1)


def test_the_music_begins_before_the_voice_and_fades_after_it() -> None:
    parts = stems(voice(), VOICE_RATE, SPANS, bed("pad"), SAMPLE_RATE)
    last_word = LEAD_SECONDS + SPANS[-1][1]
    seconds = len(parts.music) / SAMPLE_RATE
    assert parts.voice.shape == parts.music.shape
    assert 1.5 <= seconds - last_word <= 2.2
    assert 0.6 <= LEAD_SECONDS + SPANS[0][0] <= 0.8
    assert level(parts.music, last_word + 0.3, last_word + 0.8) > level(parts.music, seconds - 0.5, seconds) + 10
    assert np.abs(parts.music[-20:]).max() < 1e-4
    assert np.abs(parts.music[:20]).max() < 1e-4
    assert np.abs(parts.voice[: round(LEAD_SECONDS * SAMPLE_RATE)]).max() < 1e-6


def bend_at_seams(loop: np.ndarray, rate: int) -> float:
    """How much sharper the music bends where the loop begins again than just before and after."""
    music = stems(voice(), VOICE_RATE, SPANS, loop, rate).music
    bends = np.abs(np.diff(music, n=2, axis=0)).max(axis=1)
    found = []
    for number in (1, 2):
        seam = round(number * len(loop) / rate * SAMPLE_RATE)
        around = np.concatenate([bends[seam - 6_000 : seam - 600], bends[seam + 600 : seam + 6_000]])
        found.append(bends[seam - 500 : seam + 500].max() / around.max())
    return max(found)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_the_loop_does_not_click(rate: int) -> None:
    loop = bed("pad", rate)
    assert bend_at_seams(loop, rate) < 1.1
    assert bend_at_seams(loop[: -rate // 1000], rate) > 2  # so a click would be seen


def test_a_bed_of_another_rate_sounds_the_same() -> None:
    usual, other = (stems(voice(), VOICE_RATE, SPANS, bed("pad", rate), rate).music for rate in (44_100, 48_000))
    assert np.abs(usual - other).max() < 0.01 * np.abs(usual).max()


def test_one_long_span_is_as_good_as_many_words() -> None:
    parts = stems(voice(), VOICE_RATE, [(0.0, LENGTH)], bed("pad"), SAMPLE_RATE)
    assert level(parts.music, 5.5, 6.5) == pytest.approx(level(parts.music, 1, 2), abs=0.2)


def test_silent_music_leaves_the_voice_alone() -> None:
    samples = mix(voice(), VOICE_RATE, SPANS, np.zeros((44_100, 2)), SAMPLE_RATE).samples
    assert METER.integrated_loudness(samples) == pytest.approx(-16, abs=0.5)
    assert not samples[: round(LEAD_SECONDS * SAMPLE_RATE) - 10].any()


def test_a_very_short_sound_is_mixed() -> None:
    blip = voice()[: round(0.5 * VOICE_RATE)]
    samples = mix(blip, VOICE_RATE, [(0.1, 0.4)], bed("pad"), SAMPLE_RATE).samples
    assert METER.integrated_loudness(samples) == pytest.approx(-16, abs=0.5)


def test_the_same_sounds_give_the_same_samples() -> None:
    first, second = (mix(voice(), VOICE_RATE, SPANS, bed("drums"), SAMPLE_RATE).samples for _ in range(2))
    assert first.tobytes() == second.tobytes()
