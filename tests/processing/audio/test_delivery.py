from itertools import pairwise

from mmdemo.context import RunContext
from mmdemo.processing.audio.delivery import OTHERS, Delivery, delivery


def taken(seed: int, take: int) -> Delivery:
    return delivery(RunContext(seed).for_part("narration", take))


def test_the_first_take_is_the_voices_own() -> None:
    assert {taken(seed, 0) for seed in range(5)} == {Delivery()}


def test_every_later_take_is_another_and_all_are_heard() -> None:
    takes = [taken(7, take) for take in range(14)]
    assert all(first != second for first, second in pairwise(takes))
    assert set(takes[1:7]) == set(OTHERS)
    assert Delivery() not in OTHERS


def test_the_seed_draws_the_order() -> None:
    assert [taken(7, take) for take in range(5)] == [taken(7, take) for take in range(5)]
    assert len({taken(seed, 1) for seed in range(20)}) > 1
