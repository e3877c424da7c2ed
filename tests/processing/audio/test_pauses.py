import shutil
from collections.abc import Iterator

import numpy as np
import pytest

from mmdemo.processing.audio import flite
from mmdemo.processing.audio.espeak import EspeakChild, find_library
from mmdemo.processing.audio.pauses import with_pauses
from mmdemo.processing.audio.word_times import Utterance

ENGLISH = {
    "An oak table - a red lamp.": "An oak table,  a red lamp.",
    "An oak table ,  a red lamp.": "An oak table,   a red lamp.",
    "An oak table (a red lamp) is here.": "An oak table, a red lamp, is here.",
    "An oak table [a red lamp] is here.": "An oak table, a red lamp, is here.",
}
CHINESE = {
    "实木餐桌——温润台灯。": "实木餐桌；；温润台灯。",
    "实木餐桌—温润台灯。": "实木餐桌，温润台灯。",
    "实木餐桌 温润台灯。": "实木餐桌，温润台灯。",
    "实木餐桌（温润台灯）很好。": "实木餐桌，温润台灯，很好。",
    "实木餐桌(温润台灯)很好。": "实木餐桌，温润台灯，很好。",
}


@pytest.fixture(scope="module")
def child() -> Iterator[EspeakChild]:
    with EspeakChild(find_library()) as started:
        yield started


def pause(spoken: Utterance) -> float:
    """The longest silence inside, in seconds."""
    size = spoken.sample_rate // 200
    frames = len(spoken.samples) // size
    level = np.sqrt((spoken.samples[: frames * size].reshape(frames, size) ** 2).mean(axis=1))
    loud = np.flatnonzero(level > 0.006 * level.max())
    return float(np.diff(loud).max() - 1) * 0.005


@pytest.mark.parametrize(("text", "written"), [*ENGLISH.items(), *CHINESE.items()])
def test_a_pause_is_written_so_that_engines_make_it_and_no_letter_moves(text: str, written: str) -> None:
    assert with_pauses(text) == written
    assert [place for place, letter in enumerate(text) if letter.isalnum()] == [
        place for place, letter in enumerate(written) if letter.isalnum()
    ]


@pytest.mark.parametrize(
    "text", ["well-known", "A mug, a lamp; a table: all.", "x-ray (", "（好）", "3 x 4", "iPhone 十五"]
)
def test_what_engines_hear_already_stays(text: str) -> None:
    assert with_pauses(text) == text


@pytest.mark.parametrize("mark", [", ", "; ", ": ", " - ", " ,  ", " ("])
def test_the_english_voice_pauses(child: EspeakChild, mark: str) -> None:
    spoken = child.speak(f"An oak table{mark}a red lamp.", voice="en-us", rate=160, pitch=50, tick=lambda: None)
    assert pause(spoken) > 0.12


@pytest.mark.parametrize("mark", ["，", "、", "；", "：", "——", "—", "……", " ", "（"])
def test_the_mandarin_voice_pauses(child: EspeakChild, mark: str) -> None:
    spoken = child.speak(f"实木餐桌{mark}温润台灯。", voice="cmn", rate=190, pitch=50, tick=lambda: None)
    assert pause(spoken) > 0.1


@pytest.mark.skipif(not shutil.which("flite"), reason="the program flite is not installed")
@pytest.mark.parametrize("mark", [", ", "; ", ": ", " - ", " ,  ", " ("])
def test_flite_pauses(mark: str) -> None:
    program = shutil.which("flite") or ""
    texts = (f"An oak table{mark}a red lamp.", "An oak table a red lamp.")
    spoken, flowing = (
        flite.speak(text, program, voice="rms", speed=1.0, pitch=1.0, tick=lambda: None) for text in texts
    )
    assert spoken.duration > flowing.duration + 0.02


@pytest.mark.parametrize(
    "text", [" " * 20_000, "（" * 20_000, "— " * 10_000, "a (" * 6_000, " ," * 10_000, "好 " * 10_000]
)
def test_long_text_keeps_its_length(text: str) -> None:
    assert len(with_pauses(text)) == len(text)
