import pytest

from mmdemo.errors import Cancelled
from mmdemo.generators.tokens import TokenCounter, seeded


def test_tokens_are_counted_and_nothing_is_stopped() -> None:
    heard: list[int] = []
    counter = TokenCounter(heard.append)
    assert [counter("ids", "scores", more=1) for _ in range(3)] == [False] * 3
    assert heard == [1, 2, 3]


def test_what_is_raised_stops_the_model() -> None:
    def stop(count: int) -> None:
        raise Cancelled("part")

    with pytest.raises(Cancelled):
        TokenCounter(stop)()


def test_the_generators_of_torch_are_as_before_behind_the_block() -> None:
    import torch

    torch.manual_seed(5)
    state = torch.get_rng_state()
    with seeded(1, "cpu"):
        first = torch.rand(3)
    with seeded(1, "cpu"):
        assert torch.equal(torch.rand(3), first)
    assert torch.equal(torch.get_rng_state(), state)
