"""Tokens drawn one at a time, with and without a form that is enforced."""

import json

import pytest

from mmdemo.processing.text.prompted.channel_limits import channel_limits_for
from mmdemo.processing.text.prompted.channel_reply import channel_schema, parse_channel_reply
from mmdemo.processing.text.prompted.decoding import Sampler, Sampling, decode
from mmdemo.processing.text.prompted.grammar import Grammars, xgrammar_is_here
from mmdemo.processing.text.prompted.limits import limits_for
from mmdemo.processing.text.prompted.reply import parse_reply, reply_schema
from mmdemo.schema import NETWORKS
from tests.tiny.qwen3 import build_noise

SAMPLING = Sampling(temperature=0.7, top_p=0.8, top_k=20)
needs_xgrammar = pytest.mark.skipif(
    not xgrammar_is_here(), reason="the optional package xgrammar (requirements-grammar.txt) is not installed"
)


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory):
    """A Qwen3 of random weights and its tokenizer."""
    import torch
    from transformers import AutoTokenizer, Qwen3ForCausalLM

    torch.set_num_threads(1)
    folder = build_noise(tmp_path_factory.mktemp("noise"))
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return Qwen3ForCausalLM.from_pretrained(folder, local_files_only=True), tokenizer


def tokens_of(noise, sampler: Sampler, most: int, ends: frozenset[int] = frozenset()) -> list[int]:
    import torch

    model, tokenizer = noise
    prompt = tokenizer("写一句话", return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        return list(decode(model, prompt, sampler, ends, most))


class TestDrawing:
    def test_the_seed_decides(self, noise) -> None:
        first = tokens_of(noise, Sampler(SAMPLING, 1), 40)
        assert len(first) == 40
        assert tokens_of(noise, Sampler(SAMPLING, 1), 40) == first
        assert tokens_of(noise, Sampler(SAMPLING, 2), 40) != first

    def test_the_cache_changes_nothing(self, noise) -> None:
        """The likeliest tokens are those that a model without memory of its own gives."""
        import torch

        greedy = Sampling(temperature=0.7, top_p=0.8, top_k=1)
        model, tokenizer = noise
        seen = tokenizer("写一句话", return_tensors="pt")["input_ids"]
        expected = model.generate(seen, max_new_tokens=30, do_sample=False, eos_token_id=None)[
            0, seen.shape[1] :
        ].tolist()
        assert tokens_of(noise, Sampler(greedy, 1), 30) == expected
        with torch.inference_mode():
            for token in expected[:5]:
                assert int(model(input_ids=seen).logits[0, -1].argmax()) == token
                seen = torch.cat([seen, torch.tensor([[token]])], dim=1)

    def test_it_ends_before_the_end_token(self, noise) -> None:
        whole = tokens_of(noise, Sampler(SAMPLING, 1), 40)
        end = whole[-1]
        assert tokens_of(noise, Sampler(SAMPLING, 1), 40, frozenset({end})) == whole[: whole.index(end)]

    def test_only_the_nucleus_of_the_likeliest_is_drawn(self) -> None:
        import torch

        logits = torch.log(torch.tensor([0.1, 0.5, 0.25, 0.15]))
        cold = Sampling(temperature=1.0, top_p=0.7, top_k=3)
        drawn = {Sampler(cold, seed).draw(logits) for seed in range(60)}
        assert drawn == {1, 2}
        counts = [Sampler(cold, seed).draw(logits) for seed in range(600)]
        assert counts.count(1) / 600 == pytest.approx(2 / 3, abs=0.06)

    def test_the_likeliest_is_always_allowed(self) -> None:
        import torch

        certain = torch.tensor([0.0, 50.0, 0.0])
        assert {Sampler(SAMPLING, seed).draw(certain) for seed in range(20)} == {1}


@needs_xgrammar
class TestForm:
    def raw_noise(self, noise, schema: str) -> str:
        model, tokenizer = noise
        constraint = Grammars(tokenizer, model.config.vocab_size).constraint(schema)
        evenly = Sampling(temperature=1.0, top_p=1.0, top_k=model.config.vocab_size)
        drawn = tokens_of(noise, Sampler(evenly, 1, constraint), 12_000, frozenset({tokenizer.eos_token_id}))
        raw = tokenizer.decode(drawn, skip_special_tokens=True)
        assert "\ufffd" not in raw
        return raw

    def test_even_noise_becomes_a_whole_listing(self, noise) -> None:
        pictures = ("image/main", "image/scene")
        limits = limits_for("en", short=True)
        raw = self.raw_noise(noise, reply_schema(limits, pictures, lettered=True))
        found = json.loads(raw)  # strictly: no control characters, no broken UTF-8
        reply = parse_reply(raw)
        assert list(found) == list(type(reply).model_fields)
        assert 3 <= len(reply.bullets) <= limits.bullets and 5 <= len(reply.keywords) <= 12
        assert tuple(found["alt_texts"]) == pictures

    def test_even_noise_becomes_whole_channel_texts(self, noise) -> None:
        limits = channel_limits_for("en", short=True)
        raw = self.raw_noise(noise, channel_schema(limits, 3, lettered=True))
        found = json.loads(raw)
        reply = parse_channel_reply(raw)
        assert list(found) == list(type(reply).model_fields)
        assert (len(reply.headlines), len(reply.questions)) == (3, 3)
        assert tuple(found["posts"]) == NETWORKS

    def test_a_grammar_is_compiled_once(self, noise) -> None:
        model, tokenizer = noise
        grammars = Grammars(tokenizer, model.config.vocab_size)
        schema = reply_schema(limits_for("en"), ("image/card",), lettered=True)
        first, second = (tokens_of(noise, Sampler(SAMPLING, 7, grammars.constraint(schema)), 200) for _ in range(2))
        assert first == second
        assert len(grammars._compiled) == 1
