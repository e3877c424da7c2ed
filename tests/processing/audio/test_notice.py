from itertools import groupby

import numpy as np
import pytest

from mmdemo.processing.audio.notice import SPOKEN, morse, notice_for


@pytest.mark.parametrize(
    ("market", "language", "notice"),
    [
        ("taobao", "zh", "morse"),
        ("xiaohongshu", "zh", "morse"),
        ("taobao", "en", "morse"),
        ("any", "zh", "morse"),
        ("any", "en", "none"),
        ("amazon", "en", "none"),
        ("shopify", "zh", "none"),
    ],
)
def test_chinese_shoppers_hear_the_rhythm(market: str, language: str, notice: str) -> None:
    assert notice_for(market, language) == notice


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100])
def test_the_rhythm_is_short_long_short_short_and_then_a_pause(rate: int) -> None:
    sound = morse(rate)
    frame = rate // 100
    loud = np.abs(sound[: len(sound) // frame * frame]).reshape(-1, frame).max(axis=1) > 0.02
    runs = [(on, len(list(group))) for on, group in groupby(loud)]
    assert [on for on, _ in runs] == [True, False] * 4
    short, between, long, letters, *_, pause = (length for _, length in runs)
    assert long == pytest.approx(3 * short, abs=1)
    assert letters == pytest.approx(3 * between, abs=2)
    assert runs[4][1] == pytest.approx(short, abs=1)
    assert runs[6][1] == pytest.approx(short, abs=1)
    assert pause >= 20
    assert 0.9 < len(sound) / rate < 1.5


def test_the_tones_are_soft_and_do_not_click() -> None:
    sound = morse(44_100)
    assert 0.2 < np.abs(sound).max() <= 0.25
    assert sound[0] == sound[-1] == 0
    # Noise above 6 kHz is what a hard edge makes.
    spectrum = np.abs(np.fft.rfft(sound)) ** 2
    assert spectrum[np.fft.rfftfreq(len(sound), 1 / 44_100) > 6_000].sum() < 1e-7 * spectrum.sum()


def test_the_sentence_says_what_the_voice_is() -> None:
    assert "AI" in SPOKEN["en"]
    assert "人工智能" in SPOKEN["zh"]
    assert "合成" in SPOKEN["zh"]
