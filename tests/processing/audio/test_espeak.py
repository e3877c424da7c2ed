import sys
from pathlib import Path

import numpy as np
import pytest

from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable
from mmdemo.processing.audio import espeak
from mmdemo.processing.audio.espeak import VOICES, Library, find_library, speak
from mmdemo.processing.audio.word_times import Utterance


@pytest.fixture(scope="module")
def library() -> Library:
    return find_library()


def said(text: str, library: Library, voice: str = VOICES["en"], rate: int = 160, pitch: int = 50) -> Utterance:
    return speak(text, library, voice=voice, rate=rate, pitch=pitch, tick=lambda: None)


def test_english_is_spoken_with_the_time_of_each_word(library: Library) -> None:
    spoken = said("A solid oak table.", library)
    assert spoken.sample_rate == 22_050
    assert 0.8 < spoken.duration < 4
    assert np.abs(spoken.samples).max() > 0.05
    assert [position for position, _ in spoken.anchors] == [0, 2, 8, 12]
    assert [time for _, time in spoken.anchors] == sorted(time for _, time in spoken.anchors)


def test_mandarin_is_spoken_with_the_time_of_each_character(library: Library) -> None:
    spoken = said("橡木餐桌很大。", library, VOICES["zh"])
    assert 1 < spoken.duration < 5
    assert [position for position, _ in spoken.anchors] == list(range(6))


def test_the_same_sentence_gives_the_same_samples(library: Library) -> None:
    first, again = (said("It holds three cups.", library) for _ in range(2))
    assert np.array_equal(first.samples, again.samples)
    assert first.anchors == again.anchors


def test_rate_and_pitch_are_heard(library: Library) -> None:
    usual = said("It holds three cups.", library)
    assert said("It holds three cups.", library, rate=200).duration < 0.9 * usual.duration
    assert not np.array_equal(said("It holds three cups.", library, pitch=60).samples, usual.samples)


def test_text_is_never_markup_or_commands(library: Library) -> None:
    for text in ('<break time="9s"/> hello', "[[phonemes]] hello", "hello\x00hello", "😀 hello"):
        assert said(text, library).duration < 6


def test_the_engine_is_never_loaded_into_our_process(library: Library) -> None:
    said("Hello.", library)
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("only Linux lists a process's libraries as a file")
    assert "libespeak" not in maps.read_text()


def test_a_broken_library_is_unavailable(tmp_path, library: Library) -> None:
    broken = tmp_path / "libespeak-ng.so"
    broken.write_bytes(b"not a library")
    for wrong in (Library(str(broken), library.data), Library(library.library, str(tmp_path))):
        with pytest.raises(GeneratorUnavailable, match="espeakng-loader") as caught:
            said("Hello.", wrong)
        assert "重新安装" in caught.value.text("zh")


def test_a_refused_voice_is_unavailable(library: Library) -> None:
    with pytest.raises(GeneratorUnavailable, match="voice"):
        said("Hello.", library, voice="zz-nobody")


def test_a_crash_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path, library: Library) -> None:
    crashing = tmp_path / "child.py"
    crashing.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(espeak, "CHILD", crashing)
    with pytest.raises(GenerationError, match="crashed") as caught:
        said("Hello.", library)
    assert "崩溃" in caught.value.text("zh")


def test_a_stalled_engine_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path, library: Library) -> None:
    stalled = tmp_path / "child.py"
    stalled.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(espeak, "CHILD", stalled)
    monkeypatch.setattr(espeak, "SECONDS", 0.2)
    with pytest.raises(GenerationError, match="too long"):
        said("Hello.", library)


def test_stop_is_heard_while_the_engine_runs(monkeypatch: pytest.MonkeyPatch, tmp_path, library: Library) -> None:
    stalled = tmp_path / "child.py"
    stalled.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(espeak, "CHILD", stalled)

    def stop() -> None:
        raise Cancelled("narration")

    with pytest.raises(Cancelled):
        speak("Hello.", library, voice="en-us", rate=160, pitch=50, tick=stop)


def test_a_missing_package_is_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(ImportError):
        find_library()


def test_a_package_without_its_files_is_an_os_error(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    import espeakng_loader

    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: str(tmp_path / "libespeak-ng.so"))
    with pytest.raises(FileNotFoundError):
        find_library()
