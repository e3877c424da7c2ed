"""Which files of a repository a checkpoint needs."""

import pytest

from mmdemo.runtime.selection import unanswered, wanted


@pytest.mark.parametrize(
    ("there", "patterns", "found"),
    [
        (["config.json", "model.safetensors", "pytorch_model.bin"], ("*.json", "*.safetensors"), "cs"),
        (["config.json", "model.safetensors", "pytorch_model.bin"], ("*.json", "pytorch_model.bin"), "cs"),
        (["config.json", "model.safetensors", "pytorch_model.bin"], ("*",), "cs"),
        (["config.json", "pytorch_model.bin"], ("*.json", "*.safetensors"), "cp"),
        (["config.json", "pytorch_model.bin"], ("*.json", "model.safetensors"), "cp"),
        (["config.json", "pytorch_model.bin"], ("*.json",), "c"),
        (["config.json", "model-1.safetensors", "pytorch_model.bin"], ("config.json", "*.safetensors"), "c1"),
    ],
)
def test_safetensors_are_taken_where_there_are_any(there, patterns, found):
    short = {"config.json": "c", "model.safetensors": "s", "pytorch_model.bin": "p", "model-1.safetensors": "1"}
    assert "".join(short[path] for path in wanted(there, patterns)) == found


def test_every_pattern_needs_a_file():
    there = ["config.json", "vae/config.json", "pytorch_model.bin"]
    assert unanswered(there, ("*.json", "vae/*", "model.safetensors")) is None
    assert unanswered(there, ("*.json", "unet/*")) == "unet/*"
    assert unanswered([], ("*.json",)) == "*.json"
