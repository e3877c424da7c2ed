from collections.abc import Mapping
from itertools import combinations, pairwise

import pytest

from mmdemo.processing.audio.music.arrangement import Note, Part, Score, arrange
from mmdemo.processing.audio.music.harmony import scale
from mmdemo.processing.audio.music.recipes import BARS, BEATS
from mmdemo.sound import BED_MOODS, KEY_NOTES, BedMood

MOODS = pytest.mark.parametrize("mood", BED_MOODS)
SEEDS = range(12)


def parts(score: Score, *roles: str) -> list[Part]:
    return [part for part in score.parts if part.layer.role in roles]


def sounding(notes: tuple[Note, ...], beat: float) -> list[int]:
    return [note.pitch for note in notes if note.start <= beat < note.start + note.length]


@MOODS
def test_the_same_seed_writes_the_same_score_and_another_seed_another(mood: BedMood) -> None:
    assert arrange(mood, "auto", "auto", 3) == arrange(mood, "auto", "auto", 3)
    assert len({arrange(mood, "auto", "auto", seed).parts for seed in SEEDS}) == len(SEEDS)
    assert len({arrange(mood, "auto", "C", seed).spans for seed in SEEDS}) >= 2
    assert len({arrange(mood, "auto", "auto", seed).tonic for seed in SEEDS}) >= 3


@MOODS
def test_a_wish_for_a_key_is_granted_and_moves_nothing_else(mood: BedMood) -> None:
    for note in KEY_NOTES:
        score = arrange(mood, "slow", note, 5)
        assert score.tonic == note
        assert score.tempo == score.recipe.tempos["slow"]
    low, high = arrange(mood, "auto", "C", 5), arrange(mood, "auto", "D", 5)
    assert [(one.chord.root + 2) % 12 for one in low.spans] == [one.chord.root for one in high.spans]


@MOODS
def test_every_note_is_of_its_key_and_in_its_range(mood: BedMood) -> None:
    for seed in SEEDS:
        score = arrange(mood, "auto", "auto", seed)
        degrees = scale(KEY_NOTES.index(score.tonic), score.mode)
        for part in score.parts:
            # A step below the lowest root may lead to it.
            lowest = part.layer.low - (2 if part.layer.role == "bass" else 0)
            for note in part.notes:
                assert note.pitch % 12 in degrees
                assert lowest <= note.pitch <= part.layer.high
                assert -0.1 < note.start < BARS * BEATS
                assert 0 < note.velocity <= 1


@MOODS
def test_figures_and_chords_play_tones_of_the_chord_that_sounds(mood: BedMood) -> None:
    for seed in SEEDS:
        score = arrange(mood, "auto", "auto", seed)
        for part in parts(score, "figure", "chords", "pad"):
            for note in part.notes:
                # A player may be a few milliseconds early.
                assert note.pitch % 12 in score.chord_at((note.start + 0.05) % (BARS * BEATS)).tones


@MOODS
def test_sustained_voices_never_rub_a_semitone(mood: BedMood) -> None:
    for seed in SEEDS:
        score = arrange(mood, "auto", "auto", seed)
        for part in parts(score, "pad", "chords"):
            for span in score.spans:
                pitches = sorted({note.pitch for note in part.notes if span.start <= note.start + 0.05 < span.end})
                assert all((upper - lower) % 12 != 1 for lower, upper in combinations(pitches, 2))
        held = [part.notes for part in parts(score, "pad", "bass")]
        for span in score.spans:
            pad, bass = (sounding(notes, (span.start + span.end) / 2) for notes in held)
            assert pad
            assert all(min(pad) - low >= 2 for low in bass)


@MOODS
def test_held_voices_move_smoothly_round_the_whole_circle(mood: BedMood) -> None:
    for seed in SEEDS:
        score = arrange(mood, "auto", "auto", seed)
        for part in parts(score, "pad"):
            chords = [sorted(note.pitch for note in part.notes if note.start == span.start) for span in score.spans]
            ways = [abs(a - b) for i in range(len(chords)) for a, b in zip(chords[i - 1], chords[i], strict=True)]
            assert max(ways) <= 9
            assert sum(ways) / len(ways) < 2.6


@MOODS
def test_figures_never_strike_the_same_note_twice_in_a_row_nor_a_bar(mood: BedMood) -> None:
    for seed in SEEDS:
        for part in parts(arrange(mood, "auto", "auto", seed), "figure"):
            pitches = [note.pitch for note in part.notes]
            assert all(one != other for one, other in pairwise(pitches))
            bars = [
                tuple((round(note.start % BEATS, 1), note.pitch) for note in part.notes if note.start // BEATS == bar)
                for bar in range(BARS)
            ]
            busy = [bar for bar in bars if len(bar) > 3]
            assert len(set(busy)) >= len(busy) - 1
            assert all(one != other for one, other in pairwise(busy))


@MOODS
def test_velocities_breathe_and_beats_are_stressed(mood: BedMood, scores: Mapping[BedMood, Score]) -> None:
    figure = parts(scores[mood], "figure")[0].notes
    assert len({round(note.velocity, 3) for note in figure}) > len(figure) // 2
    # The stress of the beat is heard in the figure of one mood and another; a note is at most 0.05 beats off.
    on = [note.velocity for note in figure if abs((note.start + 0.5) % 1 - 0.5) < 0.06]
    off = [note.velocity for note in figure if abs((note.start + 0.5) % 1 - 0.5) >= 0.06]
    assert sum(on) / len(on) > sum(off) / len(off) or len(on) < 4


def test_moods_differ_in_how_much_happens(scores: Mapping[BedMood, Score]) -> None:
    rates = {
        mood: (sum(len(part.notes) for part in score.parts) + sum(len(drum.strokes) for drum in score.drums))
        * score.tempo
        / (60 * BARS * BEATS)
        for mood, score in scores.items()
    }
    assert rates["calm"] < rates["luxe"] < rates["bright"]
    assert 2 * rates["calm"] < min(rates["bright"], rates["tech"], rates["festive"])
    assert not scores["calm"].drums
    assert all(scores[mood].drums for mood in ("bright", "luxe", "festive", "tech"))
