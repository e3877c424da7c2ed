from itertools import pairwise

import pytest

from mmdemo.processing.audio.music.harmony import lead, read_chord, scale, voicings

D = 2


def test_a_nashville_number_is_read_in_its_key() -> None:
    dominant = read_chord("5:7", D, "major")
    assert (dominant.root, dominant.tones, dominant.bass) == (9, (9, 1, 4, 7), 9)  # A C# E G
    assert read_chord("5:maj/7", D, "major").bass == 1  # over C#
    assert read_chord("6:maj7", D, "minor").tones == (10, 2, 5, 9)  # Bb D F A
    assert scale(D, "minor") == (2, 4, 5, 7, 9, 10, 0)


@pytest.mark.parametrize("symbol", ["", "8:maj", "5:", "5:nothing", "5:maj/0", "5 maj"])
def test_what_is_no_chord_is_refused(symbol: str) -> None:
    with pytest.raises(ValueError, match="no chord"):
        read_chord(symbol, D, "major")


@pytest.mark.parametrize(
    ("symbol", "calm"),
    [
        ("1:maj", {2, 6, 9}),
        ("1:maj7", {6, 9, 1}),  # the root rubs against the seventh
        ("1:m9", {2, 5, 9, 0}),  # the ninth rubs against the minor third
    ],
)
def test_a_figure_leaves_out_tones_that_rub(symbol: str, calm: set[int]) -> None:
    assert set(read_chord(symbol, D, "major").calm_tones) == calm


def test_the_fifth_of_a_chord_over_its_third_is_a_tone_of_it() -> None:
    assert read_chord("5:maj/7", D, "major").fifth == 9  # a fifth over C# would be G#, which A major lacks


def test_voicings_hold_every_tone_that_the_bass_does_not() -> None:
    chord = read_chord("1:maj9", D, "major")
    found = voicings(chord, 4, 54, 76)
    assert found
    for voicing in found:
        assert {6, 1, 4} <= {pitch % 12 for pitch in voicing} <= set(chord.tones)  # third, seventh and ninth


def test_the_voices_move_as_little_as_they_can_and_close_the_circle() -> None:
    chords = [read_chord(symbol, D, "major") for symbol in ("1:maj", "4:maj", "5:maj", "1:maj")]
    led = lead(chords, 3, 55, 76)

    def way(path: list[tuple[int, ...]]) -> int:
        return sum(abs(a - b) for i in range(len(path)) for a, b in zip(path[i - 1], path[i], strict=True))

    roots = [min(voicings(chord, 3, 55, 76), key=lambda voicing: voicing[0] % 12 != chord.root) for chord in chords]
    assert way(list(led)) < way(roots)
    assert led[0] == led[-1]  # the same chord before and after the seam stays where it is
    for before, after in pairwise(led):
        assert max(abs(a - b) for a, b in zip(before, after, strict=True)) <= 4
