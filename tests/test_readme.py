"""What README says of models is what the registry holds."""

import re

from mmdemo.model_table import model_table
from mmdemo.registry import installed
from mmdemo.runtime.checkpoint import Checkpoint
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def checkpoints() -> list[Checkpoint]:
    return [spec.weights for spec in installed().specs() if spec.weights is not None]


def test_the_table_of_models_is_the_registrys() -> None:
    # `python -m mmdemo models table` prints it anew.
    assert model_table(installed().specs()) in README


def test_the_space_preloads_models_that_the_registry_knows() -> None:
    front = README.split("---")[1]
    named = re.findall(r"^ +- ([\w.-]+/[\w.-]+)", front, re.MULTILINE)
    assert named
    assert set(named) <= {checkpoint.repo for checkpoint in checkpoints()}


def test_no_model_is_for_non_commercial_use_only() -> None:
    assert all(checkpoint.commercial for checkpoint in checkpoints())


def test_only_plain_tensors_and_texts_are_fetched() -> None:
    for checkpoint in checkpoints():
        for pattern in checkpoint.files:
            texts = pattern.startswith("tokenizer") and pattern.endswith("/*")
            assert texts or pattern.endswith((".safetensors", ".json", ".jinja", ".txt", ".npy", "pytorch_model.bin"))
