"""A hub on this machine and a process that may talk to it."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from mmdemo.runtime import fetch
from mmdemo.runtime.store import Store
from tests.hub import Hub
from tests.pulling import FILES, REPO


@pytest.fixture(scope="module")
def connections() -> Iterator[None]:
    """The connections that the hub library keeps open end with the tests of a file."""
    huggingface_hub = pytest.importorskip("huggingface_hub")
    yield
    huggingface_hub.close_session()


@pytest.fixture
def online(monkeypatch: pytest.MonkeyPatch, connections: None) -> None:
    """As if the process had been started without the switch: the only hub it then knows of is the test's own."""
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.delenv("MMDEMO_OFFLINE", raising=False)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr(fetch, "_PAUSES", (0.01, 0.01, 0.01))


@pytest.fixture
def hub(online: None) -> Iterator[Hub]:
    with Hub() as serving:
        serving.commit(REPO, FILES)
        yield serving


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "hub")


@pytest.fixture
def small_heap() -> Iterator[None]:
    """What the process holds already is left out of its collections, of which each exchange of models makes one."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
