"""The sound of a video: what of the narration fits, how loud it is (by pyloudnorm), and where its words lie."""

import io
import wave
from dataclasses import replace

import numpy as np
import pyloudnorm
import pytest

from mmdemo.compose.video.track import REST_SECONDS, SILENCE, Track, fitting, track_of
from mmdemo.processing.audio.loudness import true_peak
from mmdemo.processing.audio.mix import LEAD_SECONDS, SAMPLE_RATE
from mmdemo.schema import Kit
from tests.films import board, film_kit, music, narration

ALL = board()


def samples_of(track: Track) -> np.ndarray:
    with wave.open(io.BytesIO(track.wav)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (2, 2, SAMPLE_RATE)
        pcm = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")
    return pcm.reshape(-1, 2) / 32768


def level(samples: np.ndarray, start: float, end: float) -> float:
    """Root mean square between two times."""
    part = samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
    return float(np.sqrt((part**2).mean()))


KITS = {
    "voice and music": film_kit(),
    "voice": film_kit(music=None),
    "music": film_kit(narration=None),
    "music at another rate": film_kit(narration=None, music=music(22_050)),
}


@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
@pytest.mark.parametrize("seconds", [6.0, 9.5])
def test_it_is_as_long_and_as_loud_as_it_should_be(kit: Kit, seconds: float) -> None:
    track = track_of(kit, ALL, seconds)
    samples = samples_of(track)
    assert len(samples) == pytest.approx(seconds * SAMPLE_RATE, abs=1)
    assert pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(samples) == pytest.approx(-16, abs=0.5)
    assert true_peak(samples) <= -1
    assert track.loudness == pytest.approx(-16, abs=0.5)
    assert track.true_peak == pytest.approx(true_peak(samples), abs=0.05)


def test_only_what_is_asked_for_is_heard() -> None:
    kit = film_kit()
    assert track_of(kit, board(narration=False, music=False), 6.0) == SILENCE
    assert track_of(film_kit(narration=None, music=None), ALL, 6.0) == SILENCE
    assert track_of(kit, board(narration=False), 6.0) == track_of(film_kit(narration=None), ALL, 6.0)
    assert track_of(kit, board(music=False), 6.0) == track_of(film_kit(music=None), ALL, 6.0)


@pytest.mark.parametrize("given", [film_kit(), film_kit(music=None)], ids=["over music", "alone"])
def test_words_are_heard_where_the_track_says(given: Kit) -> None:
    track = track_of(given, ALL, 8.0)
    samples, voice = samples_of(track), narration()
    assert [[word.text for word in words] for words in track.sentences] == [
        [word.text for word in words] for words in voice.sentences
    ]
    for words, heard in zip(voice.sentences, track.sentences, strict=True):
        for word, shifted in zip(words, heard, strict=True):
            assert shifted.start == pytest.approx(word.start + LEAD_SECONDS, abs=1e-9)
            assert shifted.end == pytest.approx(word.end + LEAD_SECONDS, abs=1e-9)
    spoken = [level(samples, word.start + 0.1, word.end - 0.1) for words in track.sentences for word in words]
    pauses = [
        level(samples, one[-1].end + 0.15, other[0].start - 0.1)
        for one, other in zip(track.sentences, track.sentences[1:], strict=False)
    ]
    assert min(spoken) > 3 * max(pauses)


@pytest.mark.parametrize("seconds", [6.0, 4.0, 3.2, 2.3])
def test_sentences_that_do_not_fit_are_left_out_whole(seconds: float) -> None:
    voice = narration()
    kept = fitting(voice, seconds)
    assert kept == voice.sentences[: len(kept)]
    assert all(words[-1].end + LEAD_SECONDS + REST_SECONDS <= seconds for words in kept)
    if len(kept) < 3:
        assert voice.sentences[len(kept)][-1].end + LEAD_SECONDS + REST_SECONDS > seconds
    track = track_of(film_kit(music=None), ALL, seconds)
    assert len(track.sentences) == len(kept)
    if kept:
        after = samples_of(track)[round((track.sentences[-1][-1].end + REST_SECONDS) * SAMPLE_RATE) :]
        assert not after.size or np.abs(after).max() < 0.01  # no half of a sentence


def test_a_narration_too_long_to_begin_leaves_the_music() -> None:
    late = narration(first=6.5)
    assert fitting(late, 6.0) == ()
    assert track_of(film_kit(narration=late), ALL, 6.0) == track_of(film_kit(narration=None), ALL, 6.0)
    assert track_of(film_kit(narration=late, music=None), ALL, 6.0) == SILENCE


def test_a_narration_without_words_leaves_the_music() -> None:
    silent = replace(narration(), sentences=((),))
    assert track_of(film_kit(narration=silent), ALL, 6.0).sentences == ()


def test_music_ends_softly() -> None:
    for kit in (film_kit(), film_kit(narration=None)):
        samples = samples_of(track_of(kit, ALL, 9.0))
        assert level(samples, 8.95, 9.0) < 0.25 * level(samples, 6.5, 7.0)
        assert np.abs(samples[-1]).max() < 0.01


def test_the_same_sound_gives_the_same_bytes() -> None:
    assert track_of(film_kit(), ALL, 6.0) == track_of(film_kit(), ALL, 6.0)
