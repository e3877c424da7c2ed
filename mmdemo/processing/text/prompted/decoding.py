"""A causal language model, one token at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

    from mmdemo.processing.text.prompted.grammar import Constraint


@dataclass(frozen=True)
class Sampling:
    """How the next token is drawn: of the `top_k` likeliest, those that together have `top_p` at this temperature."""

    temperature: float
    top_p: float
    top_k: int


class Sampler:
    """Draws the tokens of one reply, on the CPU and by a generator of its own: the same draws on every device.

    Nucleus sampling after Holtzman et al. 2020, behind a cut to the likeliest k; the order of transformers.
    """

    def __init__(self, sampling: Sampling, seed: int, constraint: Constraint | None = None) -> None:
        import torch

        self._sampling = sampling
        self._random = torch.Generator().manual_seed(seed)
        self._constraint = constraint

    def draw(self, logits: torch.Tensor) -> int:
        """The next token, given the model's logits (vocabulary) on any device."""
        import torch

        if self._constraint is not None:
            self._constraint.look_ahead()
        logits = logits.float().cpu()
        if self._constraint is not None:
            self._constraint.forbid(logits)
        scores, tokens = torch.topk(logits / self._sampling.temperature, min(self._sampling.top_k, len(logits)))
        chances = torch.softmax(scores, dim=0)
        # The likeliest token always stays, since nothing stands before it.
        before = torch.cumsum(chances, dim=0) - chances
        chances = chances * (before < self._sampling.top_p)
        token = int(tokens[torch.multinomial(chances, 1, generator=self._random)])
        if self._constraint is not None:
            self._constraint.accept(token)
        return token


def decode(model: Any, prompt: torch.Tensor, sampler: Sampler, ends: frozenset[int], most: int) -> Iterator[int]:
    """The tokens that `model`, a causal model of transformers, writes behind `prompt` (1, tokens), on its own device.

    Ends before a token of `ends`, or after `most` tokens. Whoever draws may stop drawing at any token.
    """
    import torch

    cache = None
    tokens = prompt
    for _ in range(most):
        seen = model(input_ids=tokens, past_key_values=cache, use_cache=True, logits_to_keep=1)
        cache = seen.past_key_values
        token = sampler.draw(seen.logits[0, -1])
        if token in ends:
            return
        yield token
        tokens = torch.tensor([[token]], device=prompt.device)
