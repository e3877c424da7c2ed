"""The beds as sound, measured."""

from collections.abc import Mapping
from itertools import combinations, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from mmdemo.processing.audio.loudness import integrated_loudness, true_peak
from mmdemo.processing.audio.music.arrangement import Score
from mmdemo.processing.audio.music.bed import BED_LUFS, SAMPLE_RATE, Bed, compose_bed, looped
from mmdemo.processing.audio.music.recipes import BARS, BEATS
from mmdemo.sound import BED_MOODS, BedMood
from tests.processing.audio.music.conftest import SEED

MOODS = pytest.mark.parametrize("mood", BED_MOODS)
Samples = NDArray[np.float64]


def decibels(ratio: float) -> float:
    return float(10 * np.log10(ratio))


def share(samples: Samples, low: float, high: float) -> float:
    """The share of a band of the whole power, in dB."""
    power = (np.abs(np.fft.rfft(samples, axis=0)) ** 2).sum(axis=1)
    frequencies = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    return decibels(power[(frequencies >= low) & (frequencies < high)].sum() / power.sum())


def onsets(samples: Samples) -> Samples:
    """How much louder each hundredth of a second is than the one before, all bands alike; the loop goes round."""
    step = SAMPLE_RATE // 100
    frames = samples.mean(axis=1)[: len(samples) // step * step].reshape(-1, step)
    around = np.concatenate([frames, np.roll(frames, -1, axis=0)], axis=1) * np.hanning(2 * step)
    levels = np.log(np.abs(np.fft.rfft(around, axis=1)) + 1e-3)
    return np.maximum(levels - np.roll(levels, 1, axis=0), 0).sum(axis=1)


@MOODS
def test_a_bed_is_as_loud_as_it_should_be_and_leaves_headroom(beds: Mapping[BedMood, Bed], mood: BedMood) -> None:
    samples = beds[mood].samples
    assert samples.shape == (round(BARS * BEATS * 60 / beds[mood].tempo * SAMPLE_RATE), 2)
    assert samples.dtype == np.float64
    assert integrated_loudness(samples, SAMPLE_RATE) == pytest.approx(BED_LUFS, abs=0.1)
    assert true_peak(samples) < -5.0
    assert np.abs(samples.mean(axis=0)).max() < 1e-4  # no direct current


@MOODS
def test_nothing_is_louder_at_the_loop_point_than_anywhere(beds: Mapping[BedMood, Bed], mood: BedMood) -> None:
    samples = beds[mood].samples
    bends = np.abs(np.diff(np.concatenate([samples, samples[:2]]), n=2, axis=0)).max(axis=1)
    assert bends[-2:].max() < np.percentile(bends, 99.9)
    turned = np.roll(samples, SAMPLE_RATE // 10, axis=0)[: SAMPLE_RATE // 5]
    assert np.abs(turned).max() < 1.1 * np.abs(samples).max()
    last, first = samples[-SAMPLE_RATE // 10 :], samples[: SAMPLE_RATE // 10]
    assert decibels((last**2).mean() / (samples**2).mean()) > -12  # tails go on to the end: nothing fades out
    assert decibels((first**2).mean() / (samples**2).mean()) > -12


@MOODS
def test_a_voice_finds_room(beds: Mapping[BedMood, Bed], mood: BedMood) -> None:
    samples = beds[mood].samples
    assert share(samples, 1_000, 4_000) < share(samples, 120, 1_000) - 8
    assert share(samples, 4_000, 22_050) < -18
    assert share(samples, 0, 35) < -25
    assert share(samples, 120, 1_000) > -3  # heard on a telephone, which has no bass


@MOODS
def test_both_sides_weigh_the_same_and_add_up(beds: Mapping[BedMood, Bed], mood: BedMood) -> None:
    samples = beds[mood].samples
    left, right = (samples**2).mean(axis=0)
    assert abs(decibels(left / right)) < 2
    middle, side = samples.mean(axis=1), (samples[:, 0] - samples[:, 1]) / 2
    assert decibels((middle**2).mean() / (samples**2).mean()) > -1.5
    assert -14 < decibels((side**2).mean() / (middle**2).mean()) < -3


@MOODS
def test_the_tempo_is_exact(beds: Mapping[BedMood, Bed], mood: BedMood) -> None:
    strength = onsets(beds[mood].samples)
    strength = strength - strength.mean()
    spectrum = np.abs(np.fft.rfft(strength)) ** 2
    likeness = np.fft.irfft(spectrum, len(strength))
    beat = len(strength) / (BARS * BEATS)
    bar = round(BEATS * beat)
    assert max(likeness[bar - 1 : bar + 2]) > 3 * likeness[1 : len(strength) // 2].std()
    # A tempo one part in thirty off would repeat somewhere else.
    for wrong in (29 / 30, 31 / 30):
        at = round(bar * wrong)
        assert max(likeness[bar - 1 : bar + 2]) > 1.3 * max(likeness[at - 1 : at + 2])


@MOODS
def test_the_chords_that_were_written_are_heard(
    beds: Mapping[BedMood, Bed], scores: Mapping[BedMood, Score], mood: BedMood
) -> None:
    samples, score = beds[mood].samples.mean(axis=1), scores[mood]
    beat = len(samples) / (BARS * BEATS)
    for span in score.spans:
        heard = samples[round((span.start + 0.25) * beat) : round(span.end * beat)]
        power = np.abs(np.fft.rfft(heard * np.hanning(len(heard)), 4 * SAMPLE_RATE)) ** 2
        frequencies = np.fft.rfftfreq(4 * SAMPLE_RATE, 1 / SAMPLE_RATE)
        band = (frequencies > 150) & (frequencies < 800)
        pitches = np.round(69 + 12 * np.log2(frequencies[band] / 440)).astype(int)
        classes = np.bincount(pitches % 12, power[band], 12)
        assert classes[list(span.chord.tones)].sum() > 0.75 * classes.sum()


def test_moods_sound_different(beds: Mapping[BedMood, Bed]) -> None:
    edges = [40, 120, 300, 1_000, 2_000, 4_000, 8_000, 16_000]
    bands = list(pairwise(edges))
    shape = {mood: [share(bed.samples, *band) for band in bands] for mood, bed in beds.items()}
    for mood, other in combinations(BED_MOODS, 2):
        assert np.abs(np.subtract(shape[mood], shape[other])).max() > 2.5
    busy = {mood: onsets(bed.samples).mean() for mood, bed in beds.items()}
    assert busy["calm"] < 0.7 * min(busy[mood] for mood in ("bright", "festive", "tech"))


def test_a_bed_is_kept_can_be_made_again_and_cannot_be_changed(beds: Mapping[BedMood, Bed]) -> None:
    bed = beds["tech"]
    assert compose_bed("tech", "auto", "auto", SEED) is bed
    again = compose_bed.__wrapped__("tech", "auto", "auto", SEED)
    assert np.array_equal(again.samples, bed.samples)
    with pytest.raises(ValueError, match="read-only"):
        bed.samples[0] = 0


def test_a_seed_tempo_and_key_are_heard(beds: Mapping[BedMood, Bed]) -> None:
    other = compose_bed("tech", "auto", "auto", SEED + 1)
    assert other.samples.shape == beds["tech"].samples.shape
    assert not np.allclose(other.samples, beds["tech"].samples, atol=0.01)
    wished = compose_bed("calm", "fast", "Ab", SEED)
    assert (wished.tempo, wished.key) == (90, "Ab major")
    assert len(wished.samples) < len(beds["calm"].samples)


class TestLooped:
    def test_it_goes_on_over_the_seam_between_soft_ends(self, beds: Mapping[BedMood, Bed]) -> None:
        samples = beds["tech"].samples
        length = 2 * len(samples) + 12_345
        played = looped(samples, length)
        assert played.shape == (length, 2)
        middle = slice(len(samples) // 2, len(samples) // 2 + len(samples))
        assert np.array_equal(played[middle], np.roll(samples, -(len(samples) // 2), axis=0))
        assert np.abs(played[0]).max() == 0
        assert np.abs(played[-1]).max() < 1e-6
        ends = [(played[at : at + 4_000] ** 2).mean() for at in (0, length - 4_000)]
        assert max(ends) < 0.05 * (samples**2).mean()

    @pytest.mark.parametrize("length", [0, 1, 2, 441, 44_100])
    def test_short_ones_fade_in_and_out_too(self, beds: Mapping[BedMood, Bed], length: int) -> None:
        played = looped(beds["calm"].samples, length)
        assert played.shape == (length, 2)
        assert np.isfinite(played).all()
        if length > 2:
            assert np.abs(played[[0, -1]]).max() < 1e-3

    def test_the_bed_itself_stays_as_it_is(self, beds: Mapping[BedMood, Bed]) -> None:
        before = beds["calm"].samples.copy()
        looped(beds["calm"].samples, len(before))
        assert np.array_equal(before, beds["calm"].samples)
