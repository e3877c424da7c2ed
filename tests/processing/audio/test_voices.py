import shutil
from collections import Counter

import pytest

from mmdemo.processing.audio.espeak import EspeakChild, find_library
from mmdemo.processing.audio.flite import find_voices
from mmdemo.processing.audio.manner import Manner
from mmdemo.processing.audio.voices import ESPEAK_VOICES, FLITE_VOICES
from mmdemo.processing.text.speakable import speakable

SENTENCES = {"en": "This table seats six people.", "zh": "这张餐桌能坐六个人。"}


def test_each_voice_can_be_told_from_the_others_by_its_name() -> None:
    for table in (ESPEAK_VOICES, FLITE_VOICES):
        for names in zip(*((voice.id, voice.label.en, voice.label.zh) for voice in table), strict=True):
            assert not [name for name, count in Counter(names).items() if count > 1]


def test_both_languages_have_a_choice_and_the_hardest_voice_to_understand_is_none() -> None:
    languages = Counter(voice.language for voice in ESPEAK_VOICES)
    assert languages["en"] >= 4
    assert languages["zh"] >= 3
    assert not [voice for voice in ESPEAK_VOICES if voice.id.endswith("+f3")]
    assert ESPEAK_VOICES[0].id == "en-us+edward"


def test_the_library_has_every_voice_and_each_sounds_of_its_own() -> None:
    sounds = set()
    with EspeakChild(find_library()) as child:
        for voice in ESPEAK_VOICES:
            words = speakable(SENTENCES[voice.language], voice.language)
            spoken = child.read(words, voice, Manner(), lambda: None)
            assert 1 < spoken.duration < 6
            assert len(spoken.anchors) >= 5
            sounds.add(spoken.samples.tobytes())
    assert len(sounds) == len(ESPEAK_VOICES)


def test_manner_moves_speed_and_pitch() -> None:
    words = speakable(SENTENCES["en"], "en")
    with EspeakChild(find_library()) as child:
        usual, slow, high = (
            child.read(words, ESPEAK_VOICES[0], manner, lambda: None)
            for manner in (Manner(), Manner(speed=0.88), Manner(pitch=1.04))
        )
        assert child.read(words, ESPEAK_VOICES[0], Manner(pitch=9.0), lambda: None).duration > 1
    assert slow.duration > 1.07 * usual.duration
    assert high.samples.tobytes() != usual.samples.tobytes()


def test_stars_on_the_page_are_heard() -> None:
    with EspeakChild(find_library()) as child:
        plain, starred = (
            child.read(speakable(text, "en"), ESPEAK_VOICES[0], Manner(), lambda: None)
            for text in ("This is a solid oak table.", "This is a *solid* oak table.")
        )
    assert [place for place, _ in plain.anchors] == [place for place, _ in starred.anchors]
    assert starred.samples.tobytes() != plain.samples.tobytes()


@pytest.mark.skipif(not shutil.which("flite"), reason="the program flite is not installed")
def test_flite_has_the_voices() -> None:
    assert find_voices(shutil.which("flite") or "")[0] == "rms"
