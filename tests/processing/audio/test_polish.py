import numpy as np
import pytest

from mmdemo.processing.audio.polish import compress, equalise, polish, room

RATE = 22_050
TIME = np.arange(2 * RATE) / RATE


def level(samples: np.ndarray) -> float:
    return float(10 * np.log10((samples**2).mean()))


@pytest.mark.parametrize(("hertz", "decibels"), [(60, -24), (900, -1), (3200, 3), (9500, -6)])
def test_the_equaliser_follows_its_curve(hertz: int, decibels: float) -> None:
    tone = np.sin(2 * np.pi * hertz * TIME)
    middle = slice(RATE // 2, -RATE // 2)
    assert level(equalise(tone, RATE)[middle]) - level(tone[middle]) == pytest.approx(decibels, abs=0.3)


def test_the_equaliser_moves_nothing_in_time() -> None:
    click = np.zeros(RATE)
    click[5_000] = 1.0
    assert int(np.abs(equalise(click, RATE)).argmax()) == 5_000


def test_the_compressor_brings_loud_and_soft_closer() -> None:
    samples = np.sin(2 * np.pi * 300 * TIME) * np.where(TIME < 1, 1.0, 0.05)
    loud, soft = slice(RATE // 4, RATE // 2), slice(-RATE // 2, -RATE // 4)
    before = level(samples[loud]) - level(samples[soft])
    after = compress(samples, RATE)
    assert before - (level(after[loud]) - level(after[soft])) == pytest.approx(18 * (1 - 1 / 3), abs=1.0)
    assert level(after[soft]) == pytest.approx(level(samples[soft]), abs=0.1)


def test_the_room_is_short_soft_and_always_the_same() -> None:
    click = np.zeros(RATE)
    click[1_000] = 1.0
    heard = room(click, RATE)
    tail = heard[1_001:]
    assert level(tail) + 10 * np.log10(len(tail)) == pytest.approx(20 * np.log10(0.06), abs=0.5)
    assert np.abs(heard[1_000 + round(0.3 * RATE) :]).max() < 1e-4
    assert np.array_equal(heard, room(click, RATE))


def test_polish_keeps_length_and_silence() -> None:
    assert not polish(np.zeros(1_000), RATE).any()
    assert len(polish(np.ones(777), RATE)) == 777
