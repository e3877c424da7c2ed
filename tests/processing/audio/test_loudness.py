import math

import numpy as np
import pyloudnorm
import pytest
from scipy.signal import resample_poly

from mmdemo.processing.audio.loudness import integrated_loudness, limit, normalise, true_peak

RATES = [22_050, 44_100, 48_000]


def signal(kind: str, rate: int) -> np.ndarray:
    noise = np.random.default_rng(0).normal(size=8 * rate)
    time = np.arange(8 * rate) / rate
    return {
        "tone": 0.1 * np.sin(2 * np.pi * 997 * time),
        "low tone": 0.3 * np.sin(2 * np.pi * 60 * time),
        "noise": 0.05 * noise,
        "speech-like": 0.2 * noise * (np.sin(2 * np.pi * 0.4 * time) > 0) * (1 + np.sin(2 * np.pi * 4 * time)) / 2,
        "loud then faint": noise * np.where(time < 3, 0.1, 0.0005),
        "stereo": 0.1 * np.stack([noise, np.roll(noise, 99) * 0.3], axis=1),
        "clicks": np.where(np.arange(8 * rate) % (rate // 3) == 0, 0.9, 0.0),
    }[kind]


KINDS = ["tone", "low tone", "noise", "speech-like", "loud then faint", "stereo", "clicks"]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("kind", KINDS)
def test_loudness_agrees_with_pyloudnorm(kind: str, rate: int) -> None:
    samples = signal(kind, rate)
    # DeMan is pyloudnorm's name for the standard's own filters at any rate.
    assert integrated_loudness(samples, rate) == pytest.approx(
        pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(samples), abs=0.01
    )
    assert integrated_loudness(samples, rate) == pytest.approx(
        pyloudnorm.Meter(rate).integrated_loudness(samples), abs=0.15
    )


def test_the_standards_reference_tone_reads_minus_three() -> None:
    tone = np.sin(2 * np.pi * 997 * np.arange(48_000 * 5) / 48_000)
    assert integrated_loudness(tone, 48_000) == pytest.approx(-3.01, abs=0.02)


def test_silence_has_no_loudness_and_stays_silence() -> None:
    silence = np.zeros(48_000)
    assert integrated_loudness(silence, 48_000) == -math.inf
    assert true_peak(silence) == -math.inf
    assert np.array_equal(normalise(silence, 48_000), silence)


def test_a_sound_shorter_than_a_block_is_measured() -> None:
    tone = 0.1 * np.sin(2 * np.pi * 997 * np.arange(4_800) / 48_000)
    assert integrated_loudness(tone, 48_000) == pytest.approx(-23.0, abs=0.5)


def test_true_peak_sees_what_lies_between_the_samples() -> None:
    # A quarter of the sample rate, sampled 45 degrees off its crests: the samples reach 0.707, the wave 1.
    wave = np.sin(np.pi / 2 * np.arange(48_000) + np.pi / 4)
    assert 20 * math.log10(np.abs(wave).max()) == pytest.approx(-3.01, abs=0.01)
    assert true_peak(wave[1000:-1000]) == pytest.approx(0.0, abs=0.3)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "clicks"])
def test_normalise_reaches_the_target_under_the_ceiling(kind: str, rate: int) -> None:
    result = normalise(signal(kind, rate), rate)
    assert integrated_loudness(result, rate) == pytest.approx(-16.0, abs=0.11)
    assert true_peak(result) <= -1.5 + 1e-6


def test_the_ceiling_holds_where_the_target_cannot() -> None:
    result = normalise(signal("clicks", 22_050), 22_050)
    assert true_peak(result) <= -1.5 + 1e-6


def test_limit_leaves_quiet_parts_alone() -> None:
    samples = 0.1 * np.sin(2 * np.pi * 500 * np.arange(48_000) / 48_000)
    samples[24_000] = 2.0
    limited = limit(samples, 48_000, -1.0)
    assert true_peak(limited) <= -1.0 + 1e-6
    assert limited[:20_000] == pytest.approx(samples[:20_000], rel=0.01)
    assert limited[28_000:] == pytest.approx(samples[28_000:], rel=0.01)


def hostile(kind: str) -> np.ndarray:
    random = np.random.default_rng(7)
    count = 66_150
    return {
        "one click": np.where(np.arange(count) == 30_000, 1.0, 0.0),
        "first and last": np.where(np.isin(np.arange(count), [0, count - 1]), 1.0, 0.0),
        "heavy tails": random.normal(size=count) ** 5,
        "square": np.sign(np.sin(np.arange(count) * 0.05)),
        "fast signs": random.choice([-0.9, 0.9], size=count),
        "bursts": np.where(np.arange(count) % 22_050 < 400, 1.0, 0.003) * random.normal(size=count),
        "far too loud": 1e4 * random.normal(size=count),
        "hardly there": 1e-6 * random.normal(size=count),
        "two sides": random.normal(size=(count, 2)) * [1.0, 0.01],
        "odd length": random.normal(size=101),
        "one sample": np.array([0.7]),
    }[kind]


HOSTILE = [
    *("one click", "first and last", "heavy tails", "square", "fast signs", "bursts"),
    *("far too loud", "hardly there", "two sides", "odd length", "one sample"),
]


def oversampled_peak(samples: np.ndarray) -> float:
    """The true peak by oversampling every sample, with a filter of SciPy's own."""
    return 20 * math.log10(np.abs(resample_poly(samples, 4, 1, axis=0)).max())


@pytest.mark.parametrize("kind", HOSTILE)
def test_true_peak_misses_nothing(kind: str) -> None:
    samples = hostile(kind)
    assert true_peak(samples) == pytest.approx(oversampled_peak(samples), abs=0.01)


@pytest.mark.parametrize("kind", HOSTILE)
def test_limit_holds_whatever_comes(kind: str) -> None:
    samples = hostile(kind)
    limited = limit(3 * samples, 22_050)
    assert limited.shape == samples.shape
    assert true_peak(limited) <= -1.5 + 1e-6
    assert oversampled_peak(limited) <= -1.49


@pytest.mark.parametrize("kind", HOSTILE)
def test_normalise_holds_the_ceiling_whatever_comes(kind: str) -> None:
    result = normalise(hostile(kind), 22_050)
    assert np.isfinite(result).all()
    assert true_peak(result) <= -1.5 + 1e-6


def test_what_needs_no_limit_is_not_touched() -> None:
    samples = signal("tone", 22_050)
    assert limit(samples, 22_050) is samples
