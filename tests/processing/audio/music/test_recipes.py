"""What assets/music promises, held to over every mood, progression and key."""

import pytest

from mmdemo.processing.audio.music.harmony import ladder, read_chord, scale, voicings
from mmdemo.processing.audio.music.instruments import RATE
from mmdemo.processing.audio.music.recipes import BARS, BEATS, read_music, read_recipe
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import TONES
from mmdemo.sound import BED_MOODS, TEMPOS, BedMood

MOODS = pytest.mark.parametrize("mood", BED_MOODS)


@MOODS
def test_eight_bars_of_every_tempo_last_a_whole_number_of_samples(mood: BedMood) -> None:
    tempos = read_recipe(mood).tempos
    assert set(tempos) == set(TEMPOS)
    assert tempos["slow"] < tempos["medium"] < tempos["fast"]
    for tempo in tempos.values():
        samples, rest = divmod(BARS * BEATS * 60 * RATE, tempo)
        assert rest == 0
        assert 16 <= samples / RATE <= 27
        for factor in (2, 3, 5, 7):
            while samples % factor == 0:
                samples //= factor
        assert samples == 1  # a length that the transform is fast at


@MOODS
def test_every_chord_belongs_to_its_key_and_can_be_voiced_in_any(mood: BedMood) -> None:
    recipe = read_recipe(mood)
    assert len(recipe.progressions) >= 3
    for progression in recipe.progressions:
        assert len(progression.bars) == BARS
        assert recipe.keys[progression.mode]
        for tonic in range(12):
            for symbol in " ".join(progression.bars).split():
                chord = read_chord(symbol, tonic, progression.mode)
                assert {*chord.tones, chord.bass} <= set(scale(tonic, progression.mode))
                for layer in recipe.layers:
                    if layer.voices:
                        assert len(voicings(chord, layer.voices, layer.low, layer.high)) >= 2


@MOODS
def test_patterns_fill_a_bar_and_name_what_can_be_played(mood: BedMood) -> None:
    recipe = read_recipe(mood)
    allowed = {"bass": set("R58A.-"), "chords": set("du."), "figure": set("012345.")}
    for layer in recipe.layers:
        assert layer.instrument in read_music("instruments")
        assert len(layer.bars) == BARS
        assert layer.role == "pad" or len(layer.form) == BARS
        assert len(set(layer.form)) <= len(layer.patterns) or layer.role == "pad"
        for pattern in layer.patterns:
            assert len(pattern) in (12, 16)
            assert set(pattern) <= allowed[layer.role]
        if layer.role == "figure":
            highest = max(int(token) for pattern in layer.patterns for token in pattern if token != ".")
            for note in range(12):
                triad = (note, (note + 4) % 12, (note + 7) % 12)
                assert len(ladder(triad, layer.low, layer.high)) > highest
    for line in recipe.drums:
        assert line.drum in read_music("drums")
        assert len(line.bars) == len(line.form) == BARS
        assert len(set(line.form)) <= len(line.patterns)
        assert all(len(pattern) in (12, 16) and set(pattern) <= set("123456789.") for pattern in line.patterns)


@MOODS
def test_no_bar_pattern_of_a_figure_says_its_first_half_twice(mood: BedMood) -> None:
    for layer in read_recipe(mood).layers:
        for pattern in layer.patterns if layer.role == "figure" else ():
            half = len(pattern) // 2
            assert pattern[:half] != pattern[half:]


def test_the_choice_knows_every_tone_and_only_moods_there_are() -> None:
    table = read_music("choice")
    assert set(table["tones"]) == set(TONES)
    for name in ("settings", "kinds", "tones"):
        assert set(table[name].values()) <= set(BED_MOODS)
    assert set(table["kinds"]) <= set(read_table("uses"))
