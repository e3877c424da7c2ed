"""What the tests of fetching share: files for a hub to serve, and the way from there to disk."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mmdemo.context import RunContext
from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.checkpoint import Checkpoint
from mmdemo.runtime.pull import offer, pull
from mmdemo.runtime.store import Store
from tests.hub import Hub

REPO = "maker/painter"
LARGE = "transformer/diffusion_pytorch_model.safetensors"
MB = 2**20
FILES = {
    "README.md": b"not asked for",
    "model_index.json": b'{"_class_name": "Painter"}',
    "transformer/config.json": b'{"layers": 2}',
    LARGE: os.urandom(3 * MB + 7),
    "vae/config.json": b'{"channels": 4}',
    "vae/diffusion_pytorch_model.safetensors": os.urandom(1000),
}
ASKED = Checkpoint(REPO, ("model_index.json", "transformer/*", "vae/*"), download=3 * MB)
BYTES = sum(len(data) for path, data in FILES.items() if path != "README.md")


def fetched(hub: Hub, store: Store, checkpoint: Checkpoint = ASKED, ctx: RunContext | None = None) -> Path:
    return pull(offer(checkpoint, store, hub.endpoint), store, (ctx or RunContext(0)).step)


def refused(hub: Hub, store: Store, checkpoint: Checkpoint = ASKED) -> str:
    with pytest.raises(GeneratorUnavailable) as caught:
        fetched(hub, store, checkpoint)
    assert caught.value.text("zh") != str(caught.value)
    return str(caught.value)


def stopped_after(size: int) -> RunContext:
    """A run whose Stop is pressed when so many bytes are there."""
    stop = threading.Event()
    return RunContext(0, stop=stop, listen=lambda news: stop.set() if news.done >= size else None)


PULL = """
import resource, sys
from pathlib import Path
from mmdemo.context import RunContext
from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.checkpoint import Checkpoint
from mmdemo.runtime.pull import offer, pull
from mmdemo.runtime.store import Store
repo, patterns, cache, endpoint, most = sys.argv[1:]
if most != "0":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), resource.RLIM_INFINITY))
store = Store(Path(cache))
try:
    print(pull(offer(Checkpoint(repo, tuple(patterns.split()), 1), store, endpoint), store, RunContext(0).step))
except GeneratorUnavailable as error:
    sys.exit(f"refused: {error}")
"""


def pulling(hub: Hub, store: Store, checkpoint: Checkpoint = ASKED, most: int = 0) -> subprocess.Popen[str]:
    """A pull in a process of its own, in which no file may grow beyond `most` bytes."""
    told = [checkpoint.repo, " ".join(checkpoint.files), str(store.cache), hub.endpoint, str(most)]
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PULL, *told], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
