import numpy as np
import pytest

from mmdemo.errors import InputError
from mmdemo.intake.recording import read_recording
from mmdemo.processing.audio.captions import captions_vtt
from mmdemo.processing.audio.own import own_narration
from mmdemo.processing.audio.wav import quantise, read_wav, wav_bytes
from mmdemo.schema import Recording
from tests.saying import said

RATE = 22_050
SCRIPT = "A solid oak table.\nIt seats eight people."


@pytest.fixture(scope="module")
def recording() -> Recording:
    """Two sentences as recorded in a room, with a second of noise before, between and after."""
    parts = [np.zeros(RATE)]
    for sentence in SCRIPT.splitlines():
        parts += [0.1 * said(sentence).samples, np.zeros(RATE)]
    sound = np.concatenate(parts)
    sound += np.random.default_rng(1).normal(size=len(sound)) * 0.0005
    return read_recording(wav_bytes(quantise(sound), RATE))


def test_a_recording_becomes_a_levelled_narration_with_the_words_over_it(recording: Recording) -> None:
    made = own_narration(recording, SCRIPT, "en")
    samples, rate = read_wav(made.data)
    assert rate == made.sample_rate == RATE
    assert made.duration == len(samples) / rate < recording.duration - 1
    assert made.loudness == pytest.approx(-16, abs=0.2)
    assert made.true_peak <= -1.45
    assert [" ".join(word.text for word in sentence) for sentence in made.sentences] == SCRIPT.splitlines()
    assert made.sentences[1][0].start - made.sentences[0][-1].end > 0.9
    assert made.sentences[1][-1].end <= made.duration
    assert (made.script, made.takes, made.notice) == (SCRIPT, (), "none")
    assert made.recording == recording.data
    assert "eight" in captions_vtt(made)


def test_captions_over_a_recording_show_no_stars(recording: Recording) -> None:
    made = own_narration(recording, SCRIPT.replace("solid oak", "*solid oak*"), "en")
    assert [" ".join(word.text for word in sentence) for sentence in made.sentences] == SCRIPT.splitlines()


def test_the_same_recording_gives_the_same_narration(recording: Recording) -> None:
    assert own_narration(recording, SCRIPT, "en") == own_narration(recording, SCRIPT, "en")


@pytest.mark.parametrize("script", ["", "  \n", "✨ 🌿"])
def test_without_a_script_there_are_no_words(recording: Recording, script: str) -> None:
    assert own_narration(recording, script, "en").sentences == ()


def test_rumble_alone_is_no_voice() -> None:
    rumble = 0.004 * np.sin(2 * np.pi * 8 * np.arange(2 * RATE) / RATE)
    with pytest.raises(InputError) as caught:
        own_narration(read_recording(wav_bytes(quantise(rumble), RATE)), SCRIPT, "en")
    assert caught.value.field == "recording"
    assert caught.value.text("zh") != str(caught.value)
