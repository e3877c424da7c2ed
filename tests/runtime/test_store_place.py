"""Where the weights lie, in every way of saying so."""

import subprocess
import sys

import pytest

from mmdemo.runtime.store import Store


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"HF_HOME": "/data/hf"},
        {"XDG_CACHE_HOME": "/data/cache"},
        {"HF_HUB_CACHE": "~/hub"},
        {"HUGGINGFACE_HUB_CACHE": "/data/old", "HF_HOME": "/data/hf"},
        {"HF_HOME": "$HOME/hf"},
    ],
    ids=str,
)
def test_the_place_is_where_the_hub_library_looks(settings, monkeypatch):
    for name in ("HF_HOME", "XDG_CACHE_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    told = subprocess.run(
        [sys.executable, "-c", "import huggingface_hub.constants as c; print(c.HF_HUB_CACHE)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(Store.here().cache) == told.stdout.strip()
