"""What the tests of the language-model writers share."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mmdemo.processing.text.prompted.grammar import xgrammar_is_here
from mmdemo.runtime.machine import this_machine
from tests.tiny.qwen3 import build_by_heart, build_noise

Configure = Callable[..., None]

OTHER_MUG_REPLY = {
    "title": "Hand-Glazed Mug by Kiln & Co",
    "bullets": ["Stoneware with a glaze put on by hand", "Room for 350 ml of tea", "Safe in the dishwasher, too"],
    "short_description": "Stoneware, glazed by hand in Portugal: a mug by Kiln & Co with room for 350 ml.",
    "long_description": [
        "Each mug was glazed by hand in Portugal, and no dishwasher will harm it. Two are in the box."
    ],
    "keywords": ["tea mug", "coffee mug", "Portuguese stoneware", "glazed mug", "pair of mugs"],
    "script": "Looking for a mug? This one is stoneware, glazed by hand, and comes as a pair. Have a look at it.",
    "alt_texts": {"image/main": "The mug by itself", "image/scene": "The mug on a table"},
}


@pytest.fixture(autouse=True)
def one_thread() -> None:
    import torch

    torch.set_num_threads(1)


@pytest.fixture(params=["with-xgrammar", "without-xgrammar"])
def grammar(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the form of a reply is enforced: each test that asks for it runs both ways."""
    wanted = request.param == "with-xgrammar"
    if wanted and not xgrammar_is_here():
        pytest.skip("the optional package xgrammar (requirements-grammar.txt) is not installed")
    if not wanted:
        monkeypatch.setitem(sys.modules, "xgrammar", None)
    return wanted


@pytest.fixture
def unconstrained(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without xgrammar."""
    monkeypatch.setitem(sys.modules, "xgrammar", None)  # what Python itself does for a package it must not find


@pytest.fixture
def learnt(by_heart: Callable[..., Path], grammar: bool) -> Callable[..., Path]:
    """Builds a Qwen3 that knows some listings and the channel texts of one product.

    Where the form is enforced, it picks the reply that has it. Elsewhere each reply holds both, for a model without
    attention does not know what it was asked.
    """

    def folder(channels: dict[str, object], *listings: dict[str, object]) -> Path:
        return by_heart(*listings, channels) if grammar else by_heart(*(listing | channels for listing in listings))

    return folder


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Sets the address in the environment; nothing of it is set before."""

    def set_to(url: str = "", model: str = "test-model", key: str = "") -> None:
        for name, value in (("URL", url), ("MODEL", model), ("KEY", key)):
            monkeypatch.setenv(f"MMDEMO_TEXT_{name}", value)

    set_to(model="")
    this_machine.cache_clear()
    yield set_to
    this_machine.cache_clear()


@pytest.fixture(scope="session")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen3 of random weights."""
    return build_noise(tmp_path_factory.mktemp("noise"))


@pytest.fixture(scope="session")
def by_heart(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Builds a Qwen3 that answers with one of the given replies, once for the same ones."""
    built: dict[tuple[object, ...], Path] = {}

    def folder(*replies: object, letters: int = 32) -> Path:
        texts = tuple(reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False) for reply in replies)
        if (letters, *texts) not in built:
            built[letters, *texts] = build_by_heart(tmp_path_factory.mktemp("by-heart"), texts, letters)
        return built[letters, *texts]

    return folder
