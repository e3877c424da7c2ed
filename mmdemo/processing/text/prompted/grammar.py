"""The form of a reply enforced while it is decoded, by xgrammar where that package is installed."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


def xgrammar_is_here() -> bool:
    """Whether the optional package can be imported."""
    return importlib.util.find_spec("xgrammar") is not None


class Grammars:
    """The grammars of one tokenizer, each compiled once (seconds for a vocabulary of 150,000) and kept.

    `vocabulary` is the model's number of logits, which may exceed the tokenizer's number of tokens.
    """

    def __init__(self, tokenizer: Any, vocabulary: int) -> None:
        import xgrammar

        self._vocabulary = vocabulary
        known = xgrammar.TokenizerInfo.from_huggingface(tokenizer, vocab_size=vocabulary)
        # Its own cache hashes parts of grammars and fails on strings of several lengths (xgrammar pull request 647).
        self._compiler = xgrammar.GrammarCompiler(known, cache_enabled=False)
        self._compiled: dict[str, Any] = {}

    def constraint(self, schema: str) -> Constraint:
        """A constraint for one reply that must follow a JSON schema, written without white space to spare."""
        import xgrammar

        if schema not in self._compiled:
            self._compiled[schema] = self._compiler.compile_json_schema(schema, any_whitespace=False)
        matcher = xgrammar.GrammarMatcher(self._compiled[schema])
        return Constraint(matcher, xgrammar.allocate_token_bitmask(1, self._vocabulary))


class Constraint:
    """Which token may come next in one reply. It serves for that reply alone."""

    def __init__(self, matcher: Any, mask: torch.Tensor) -> None:
        self._matcher = matcher
        self._mask = mask

    def look_ahead(self) -> None:
        """Find out what may come next; on the CPU, while a GPU may still be computing the logits."""
        self._matcher.fill_next_token_bitmask(self._mask)

    def forbid(self, logits: torch.Tensor) -> None:
        """Set the logits (float32, vocabulary, on the CPU) of what may not come next to minus infinity."""
        import xgrammar

        xgrammar.apply_token_bitmask_inplace(logits[None], self._mask)

    def accept(self, token: int) -> None:
        """Go on behind a token."""
        self._matcher.accept_token(token)
