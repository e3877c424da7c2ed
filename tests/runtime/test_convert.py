"""The pickled file that some repositories have instead of safetensors."""

import io
import os
from pathlib import Path

import pytest

from mmdemo.context import RunContext
from mmdemo.runtime.checkpoint import Checkpoint
from mmdemo.runtime.lock import read_lock
from mmdemo.runtime.pull import offer, pull
from mmdemo.runtime.tensors import check_transformers
from tests.pulling import MB, fetched, pulling, refused

huggingface_hub = pytest.importorskip("huggingface_hub")
torch = pytest.importorskip("torch")


PICKLED = Checkpoint("maker/old", ("config.json", "*.safetensors"), download=1)


def pickled(thing: object) -> bytes:
    buffer = io.BytesIO()
    torch.save(thing, buffer)
    return buffer.getvalue()


def test_a_pickled_checkpoint_is_converted_once(hub, store):
    from safetensors import safe_open
    from safetensors.torch import load_file

    shared = torch.randn(4, 6)
    weights = {"a": shared, "tied": shared, "turned": torch.randn(3, 5).T, "part": shared[1:3], "count": torch.ones(())}
    hub.commit("maker/old", {"config.json": b"{}", "pytorch_model.bin": pickled(weights), "tf_model.h5": b"no"})
    offered = offer(PICKLED, store, hub.endpoint)
    assert offered.needed > offered.total  # room for both at once
    folder = pull(offered, store, RunContext(0).step)
    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "model.safetensors"]
    loaded = load_file(folder / "model.safetensors")
    assert loaded.keys() == weights.keys()
    assert all(torch.equal(loaded[name], tensor) for name, tensor in weights.items())
    with safe_open(folder / "model.safetensors", framework="pt") as file:
        assert file.metadata() == {"format": "pt"}
    lock = read_lock(store.lock_path("maker/old"))
    assert lock is not None
    assert lock.files.keys() == {"config.json", "model.safetensors"}
    assert lock.converted == {"model.safetensors": offered.files[1].digest}
    assert sum(path.stat().st_size for path in (store.home("maker/old") / "blobs").iterdir()) == 2

    assert store.state(PICKLED) == "present"
    assert store.folder(PICKLED) == folder
    again = offer(PICKLED, store, hub.endpoint)
    assert (again.left, again.needed) == (0, 0)
    pull(again, store, RunContext(0).step)
    assert len(hub.asked("/cdn/")) == 1
    (folder / "model.safetensors").write_bytes(b"damaged")
    pull(offer(PICKLED, store, hub.endpoint), store, RunContext(0).step)
    assert len(hub.asked("/cdn/")) == 2
    assert store.folder(PICKLED) == folder


def test_a_pickled_file_of_another_program_stays(hub, store):
    hub.commit("maker/old", {"config.json": b"{}", "pytorch_model.bin": pickled({"a": torch.ones(2)})})
    folder = Path(huggingface_hub.snapshot_download("maker/old", cache_dir=store.cache, endpoint=hub.endpoint))
    assert store.state(PICKLED) == "partial"
    fetched(hub, store, PICKLED)
    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "model.safetensors", "pytorch_model.bin"]
    assert store.folder(PICKLED) == folder
    assert len(hub.asked("/cdn/")) == 1


def test_what_is_no_plain_tensors_is_never_loaded(hub, store, tmp_path):
    marker = tmp_path / "ran"
    whole = pickled({"a": 1})
    for content in (pickled(Ambush(marker)), pickled({"a": Ambush(marker)}), whole, pickled([1]), whole[:50], b""):
        hub.commit("maker/old", {"config.json": b"{}", "pytorch_model.bin": content})
        said = refused(hub, store, PICKLED)
        assert "pytorch_model.bin holds something other than plain tensors and is not loaded" in said
    assert not marker.exists()
    assert store.state(PICKLED) == "partial"


class Ambush:
    """Unpickled carelessly, this runs a command."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.marker}",)


def test_a_full_disk_while_converting(hub, store):
    content = pickled({"a": torch.zeros(1000, dtype=torch.int8), "b": torch.zeros(1000, 1).expand(1000, 500)})
    hub.commit("maker/old", {"config.json": b"{}", "pytorch_model.bin": content})
    assert len(content) < MB  # and written out it has two
    _, said = pulling(hub, store, PICKLED, most=MB).communicate()
    assert said.strip() == "refused: The disk is full. Make room, then fetch maker/old again: what is there is kept."
    assert not list(store.home("maker/old").rglob("model.safetensors*"))
    assert fetched(hub, store, PICKLED) == store.folder(PICKLED)
    assert len(hub.asked("/cdn/")) == 1
    assert len(list((store.home("maker/old") / "blobs").iterdir())) == 1


def test_a_real_model_with_tied_tensors_loads_from_what_was_converted(hub, store, tmp_path):
    transformers = pytest.importorskip("transformers")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    config = transformers.Qwen3Config(
        vocab_size=40,
        hidden_size=8,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=1,
        num_key_value_heads=1,
        head_dim=8,
        tie_word_embeddings=True,
    )
    model = transformers.Qwen3ForCausalLM(config).eval()
    config.save_pretrained(tmp_path / "model")
    torch.save(model.state_dict(), tmp_path / "model" / "pytorch_model.bin")
    hub.commit("maker/old", tmp_path / "model")
    folder = fetched(hub, store, PICKLED)
    check_transformers(folder, transformers.Qwen3ForCausalLM)
    loaded = transformers.Qwen3ForCausalLM.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
    tokens = torch.tensor([[1, 2, 3]])
    with torch.inference_mode():
        assert torch.equal(loaded(tokens).logits, model(tokens).logits)
