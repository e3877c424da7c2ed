"""Qwen3-4B-Instruct-2507: copy by a language model that runs here."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from mmdemo.context import RunContext
from mmdemo.generators import GeneratorSpec
from mmdemo.runtime.checkpoint import GIB, Checkpoint
from mmdemo.runtime.placement import Placement, Tick
from mmdemo.schema import Brief, Copy, Message

if TYPE_CHECKING:
    from mmdemo.processing.text.prompted.attempts import Call

_LABEL = "Qwen3 4B"
_WRITING = Message("Writing the texts", "正在撰写文案")
# As the model's authors advise for it.
_TEMPERATURE, _TOP_P, _TOP_K = 0.7, 0.8, 20
_REPORT_EVERY = 0.1  # seconds
# On a data-centre GPU, by estimate, were every reply as long as it may be; most take half of the tokens.
_SECONDS_A_TOKEN = 0.04


class Qwen3Writer:
    """Asks the model for two JSON objects, the product page and the channels, and keeps what may stand of them.

    Where xgrammar is installed the form is enforced while the reply is decoded.
    """

    def __init__(self, place: Placement) -> None:
        from transformers import AutoTokenizer, Qwen3ForCausalLM

        from mmdemo.processing.text.prompted.grammar import Grammars, xgrammar_is_here
        from mmdemo.runtime.tensors import check_transformers

        check_transformers(place.weights, Qwen3ForCausalLM)
        self._place = place
        self._tokenizer: Any = AutoTokenizer.from_pretrained(place.weights, local_files_only=True)
        model = Qwen3ForCausalLM.from_pretrained(
            place.weights, local_files_only=True, dtype=place.dtype, device_map=place.map
        )
        self._model: Any = place.settle(model)
        ends = self._model.generation_config.eos_token_id
        self._ends = frozenset(ends if isinstance(ends, list) else [ends])
        self._grammars = Grammars(self._tokenizer, self._model.config.vocab_size) if xgrammar_is_here() else None

    def generate(self, brief: Brief, ctx: RunContext) -> Copy:
        """Write every text of a listing.

        Raises:
            GenerationError: no reply in three could be used for the product page.
            OutOfMemory: the device has too little memory for it.
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.text.prompted.attempts import write_copy

        def ask(call: Call) -> str:
            ctx.step(*call.step(0), _WRITING, call.shown or None)
            return self._place.run(self._write, call, ctx.step, call.tokens * _SECONDS_A_TOKEN)

        ctx.record(temperature=_TEMPERATURE, top_p=_TOP_P, top_k=_TOP_K)
        ctx.record(grammar="none" if self._grammars is None else "xgrammar")
        return write_copy(brief, ctx, _LABEL, ask, lettered=True)

    def _write(self, call: Call, tick: Tick) -> str:
        """The model's reply, which `tick` shows in the making."""
        from mmdemo.processing.text.prompted.decoding import Sampler, Sampling, decode

        prompt = self._tokenizer.apply_chat_template(
            [{"role": turn.role, "content": turn.content} for turn in call.chat],
            add_generation_prompt=True,
            enable_thinking=False,
            return_dict=True,
            return_tensors="pt",
        )["input_ids"].to(self._model.device)
        constraint = None if self._grammars is None else self._grammars.constraint(call.schema)
        sampler = Sampler(Sampling(_TEMPERATURE, _TOP_P, _TOP_K), call.seed, constraint)
        tokens: list[int] = []
        reported = time.monotonic()
        for token in decode(self._model, prompt, sampler, self._ends, call.tokens):
            tokens.append(token)
            if time.monotonic() - reported >= _REPORT_EVERY:
                # The last character may lack some of its bytes yet.
                text = self._tokenizer.decode(tokens, skip_special_tokens=True).rstrip("\ufffd")
                tick(*call.step(len(tokens)), _WRITING, call.readable(text))
                reported = time.monotonic()
        return str(self._tokenizer.decode(tokens, skip_special_tokens=True))


SPEC = GeneratorSpec(
    id="qwen3",
    modality="text",
    label=_LABEL,
    load=Qwen3Writer,
    model="Qwen/Qwen3-4B-Instruct-2507",
    revision="main",
    licence="Apache-2.0",
    requires=("torch", "transformers"),
    kinds=("copy",),
    rank=30,
    weights=Checkpoint(
        repo="Qwen/Qwen3-4B-Instruct-2507",
        files=("*.json", "*.safetensors"),
        download=8_059_000_000,
    ),
    memory=int(7.49 * GIB),
    working=int(1.5 * GIB),
    needs_gpu=True,
    purpose="Writes the texts of a listing in English or Chinese",
)
