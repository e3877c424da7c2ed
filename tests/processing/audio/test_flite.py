import shutil

import numpy as np
import pytest

from mmdemo.errors import GenerationError, GeneratorUnavailable
from mmdemo.processing.audio.flite import find_voices, speak
from mmdemo.processing.audio.wav import wav_bytes

PROGRAM = shutil.which("flite") or ""
pytestmark = pytest.mark.skipif(not PROGRAM, reason="the program flite is not installed")


def said(text: str, program: str = PROGRAM, speed: float = 1.0, pitch: float = 1.0):
    return speak(text, program, voice="rms", speed=speed, pitch=pitch, tick=lambda: None)


def program(tmp_path, script: str) -> str:
    """A stand-in program for the ways in which a real one breaks."""
    path = tmp_path / "flite"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_all_its_voices_are_known_in_our_order(tmp_path) -> None:
    assert find_voices(program(tmp_path, "echo Voices available: kal slt rms")) == ("rms", "slt")


def test_an_unknown_voice_is_unavailable() -> None:
    with pytest.raises(GeneratorUnavailable, match="no voice called nobody") as caught:
        speak("Hello.", PROGRAM, voice="nobody", speed=1.0, pitch=1.0, tick=lambda: None)
    assert "没有名为" in caught.value.text("zh")


@pytest.mark.parametrize("voice", ["rms", "slt"])
def test_each_voice_speaks(voice: str) -> None:
    spoken = speak("It holds three cups.", PROGRAM, voice=voice, speed=1.0, pitch=1.0, tick=lambda: None)
    assert len(spoken.anchors) == 4
    assert np.abs(spoken.samples).max() > 0.05


def test_accents_and_round_quotation_marks_are_read_as_plain_letters() -> None:
    accented, plain = said("The café’s “crème” 茶 don’t."), said("The cafe's \"creme\"   don't.")
    assert np.array_equal(accented.samples, plain.samples)
    assert len(accented.anchors) == 4


@pytest.mark.parametrize("text", ["hello\x00hello", "a\ud800b", "\x01300S hello", "<speak>hello</speak>", "😀 hello"])
def test_odd_bytes_are_no_failure(text: str) -> None:
    assert 0.1 < said(text).duration < 6


def test_a_build_without_a_good_voice_is_told(tmp_path) -> None:
    assert find_voices(program(tmp_path, "echo Voices available: kal")) == ()


def test_speed_and_pitch_change_the_length_and_the_rate() -> None:
    usual = said("It holds three cups.")
    fast, high = said("It holds three cups.", speed=1.25), said("It holds three cups.", pitch=1.05)
    assert usual.sample_rate == 16_800  # rms is read 5 % higher than recorded
    assert fast.duration == pytest.approx(usual.duration / 1.25, rel=0.05)
    assert high.sample_rate == 17_640
    assert high.duration == pytest.approx(usual.duration, rel=0.05)


def test_nothing_is_left_where_we_stand(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said("It holds three cups.")
    assert not list(tmp_path.iterdir())


def test_text_that_looks_like_an_option_or_a_command_is_read() -> None:
    for text in ("-voice slt", "$(touch /tmp/no) `id`", "a.txt"):
        assert said(text).duration > 0.3


JUNK = 'for last; do :; done; case $last in /*) echo junk > "$last";; esac'


@pytest.mark.parametrize("script", ["exit 3", "exit 0", JUNK])
def test_a_program_that_fails_becomes_a_sentence(tmp_path, script: str) -> None:
    with pytest.raises(GenerationError, match="Flite") as caught:
        said("Hello.", program(tmp_path, script))
    assert "Flite" in caught.value.text("zh")


def test_a_stalled_program_is_given_up(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mmdemo.processing.audio import flite

    monkeypatch.setattr(flite, "SECONDS", 0.2)
    with pytest.raises(GenerationError, match="too long"):
        said("Hello.", program(tmp_path, "exec sleep 600"))


def test_each_word_is_timed_by_its_own_phones() -> None:
    text = "Table, lamp, twenty-four dollars."
    spoken = said(text)
    assert [text[position:].split()[0] for position, _ in spoken.anchors] == [
        *("Table,", "lamp,", "twenty-four", "four", "dollars.")
    ]
    size = spoken.sample_rate // 100
    frames = len(spoken.samples) // size
    level = np.sqrt((spoken.samples[: frames * size].reshape(frames, size) ** 2).mean(axis=1))
    for _, time in spoken.anchors[:3]:  # each after a silence
        frame = round(time * 100)
        assert level[frame + 1 : frame + 12].max() > 10 * level[frame - 5 : frame - 2].max()


def test_words_that_the_program_reports_otherwise_are_left_untimed(tmp_path) -> None:
    sound = tmp_path / "sound.wav"
    sound.write_bytes(wav_bytes(np.full(1_600, 3_000, np.int16), 16_000))
    one_line = f'for last; do :; done; [ "$last" = none ] || cp {sound} "$last"; echo "pau:0.1"'
    spoken = said("Hello there.", program(tmp_path, one_line))
    assert len(spoken.samples) == 1_600
    assert spoken.anchors == ()
