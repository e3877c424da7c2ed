"""Weights in a hub cache: whole, partial, changed, moved; with a lock file and without."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.checkpoint import Checkpoint
from mmdemo.runtime.lock import ALWAYS_HASHED, read_lock
from mmdemo.runtime.store import Store, repo_of
from tests.hub import etag

REPO = "maker/painter"
COMMIT, OTHER = "c" * 40, "d" * 40
PATTERNS = ("model_index.json", "transformer/*", "vae/*.json", "vae/*.safetensors")
ASKED = Checkpoint(REPO, PATTERNS, download=3_200_000_000)
LARGE = "transformer/part-00001-of-00002.safetensors"
FILES = {
    "model_index.json": b'{"_class_name": "Painter"}',
    "transformer/config.json": b"{}",
    "transformer/part.safetensors.index.json": json.dumps(
        {"weight_map": {"a": "part-00001-of-00002.safetensors", "b": "part-00002-of-00002.safetensors"}}
    ).encode(),
    LARGE: bytes(ALWAYS_HASHED + 5),
    "transformer/part-00002-of-00002.safetensors": b"second shard",
    "vae/config.json": b'{"channels": 4}',
    "vae/diffusion_pytorch_model.safetensors": b"vae",
}


def shelve(cache: Path, files: dict[str, bytes] = FILES, commit: str = COMMIT, branch: str = "main") -> Path:
    """Put files into a cache as the hub library does: blobs named by hash, a snapshot of links, a reference."""
    home = cache / "models--maker--painter"
    (home / "blobs").mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        blob, link = home / "blobs" / etag(path, data), home / "snapshots" / commit / path
        blob.write_bytes(data)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(blob, link.parent))
    (home / "refs").mkdir(exist_ok=True)
    (home / "refs" / branch).write_text(commit)
    return home / "snapshots" / commit


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "hub")


@pytest.fixture
def locked(store: Store) -> Path:
    """The folder of weights that were whole when they were locked."""
    shelve(store.cache)
    return store.folder(ASKED)


def refused(store: Store, checkpoint: Checkpoint = ASKED) -> str:
    with pytest.raises(GeneratorUnavailable) as caught:
        store.folder(checkpoint)
    assert "python -m mmdemo models pull maker/painter" in str(caught.value)
    assert "python -m mmdemo models pull maker/painter" in caught.value.text("zh")
    return str(caught.value)


def test_nothing_there(store):
    assert store.state(ASKED) == "absent"
    lack = store.lacks("Painter", ASKED)
    assert lack is not None
    assert lack.en == "Painter needs its weights first (3.2 GB to download): python -m mmdemo models pull maker/painter"
    assert "3.2 GB" in lack.zh
    assert store.revision(ASKED) == "main"
    assert "not on this machine" in refused(store)
    assert not store.cache.exists()


def test_weights_that_were_there_are_locked_at_first_use(store):
    snapshot = shelve(store.cache)
    assert store.state(ASKED) == "present"
    assert store.lacks("Painter", ASKED) is None
    assert store.revision(ASKED) == COMMIT
    assert store.folder(ASKED) == snapshot
    lock = read_lock(store.lock_path(REPO))
    assert lock is not None
    assert (lock.repo, lock.asked, lock.commit) == (REPO, "main", COMMIT)
    assert lock.files.keys() == FILES.keys()
    for path, file in lock.files.items():
        assert (file.size, file.sha256) == (len(FILES[path]), hashlib.sha256(FILES[path]).hexdigest())
        assert file.mtime_ns == (snapshot / path).stat().st_mtime_ns
    assert store.state(ASKED) == "present"
    assert store.folder(ASKED) == snapshot


def test_a_commit_may_be_asked_for_by_its_hash(store):
    shelve(store.cache)
    by_hash = replace(ASKED, revision=COMMIT)
    assert store.state(by_hash) == "present"
    assert store.folder(by_hash) == store.folder(ASKED)
    assert store.state(replace(ASKED, revision=OTHER)) == "partial"
    assert "another version" in refused(store, replace(ASKED, revision=OTHER))


@pytest.mark.parametrize("path", sorted(FILES))
def test_without_a_lock_each_missing_file_is_seen_that_something_tells_of(store, path):
    snapshot = shelve(store.cache)
    (snapshot / path).unlink()
    # Nothing names these two: another file answers their pattern, and no list of the hub is there.
    if path in {"transformer/config.json", "transformer/part.safetensors.index.json"}:
        assert store.state(ASKED) == "present"
        trees = snapshot.parent.parent / "trees"
        trees.mkdir()
        listed = {name: {"size": len(data), "blob_id": "0"} for name, data in FILES.items()}
        (trees / f"{COMMIT}.json").write_text(json.dumps({"format_version": 1, "files": listed}))
    assert store.state(ASKED) == "partial"
    assert "is missing" in refused(store)
    assert read_lock(store.lock_path(REPO)) is None


@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"weight_map": 1}'])
def test_an_index_that_cannot_be_read_names_no_shards(store, damage):
    shelve(store.cache, FILES | {"transformer/part.safetensors.index.json": damage})
    assert store.state(ASKED) == "present"


def test_half_fetched_weights_are_partial(store):
    home = store.home(REPO)
    (home / "blobs").mkdir(parents=True)
    (home / "blobs" / f"{'0' * 64}.incomplete").write_bytes(b"half")
    assert store.state(ASKED) == "partial"
    assert "only partly fetched" in refused(store)
    lack = store.lacks("Painter", ASKED)
    assert lack is not None
    assert "only partly on this machine" in lack.en
    snapshot = shelve(store.cache)
    os.truncate(snapshot / LARGE, 10)  # the link points to a blob that is shorter than its name says
    assert "is not the file of the hub" in refused(store)


def test_a_link_without_its_blob_is_no_file(store):
    snapshot = shelve(store.cache)
    (snapshot / LARGE).resolve().unlink()
    assert store.state(ASKED) == "partial"
    assert f"{LARGE} is missing" in refused(store)


def test_damaged_before_the_first_use(store):
    """No lock file is there yet, but the hub library names its files by their hashes."""
    snapshot = shelve(store.cache)
    for path in ("vae/diffusion_pytorch_model.safetensors", "vae/config.json"):
        whole = (snapshot / path).read_bytes()
        (snapshot / path).write_bytes(bytes(len(whole)))
        assert f"{path} is not the file of the hub" in refused(store)
        (snapshot / path).write_bytes(whole)
    store.folder(ASKED)


def test_blobs_that_several_repositories_share(store):
    """The hub library then links a blob on to a store where files have another kind of hash for a name."""
    snapshot = shelve(store.cache)
    blob = (snapshot / LARGE).resolve()
    shared = store.cache / "blobs" / "ab" / ("ab" * 32)
    shared.parent.mkdir(parents=True)
    blob.rename(shared)
    blob.symlink_to(os.path.relpath(shared, blob.parent))
    assert store.state(ASKED) == "present"
    assert store.folder(ASKED) == snapshot


@pytest.mark.parametrize("first_use", [True, False])
def test_a_pointer_in_the_place_of_a_file(store, first_use):
    snapshot = shelve(store.cache)
    if not first_use:
        store.folder(ASKED)
    path = snapshot / "vae/diffusion_pytorch_model.safetensors"
    path.unlink()
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n")
    assert "but a pointer of Git LFS to it" in refused(store)


@pytest.mark.parametrize("path", ["vae/diffusion_pytorch_model.safetensors", "vae/config.json", LARGE])
def test_one_changed_byte_is_refused(store, locked, path):
    data = bytearray((locked / path).read_bytes())
    data[1] ^= 1
    (locked / path).write_bytes(data)
    assert store.state(ASKED) == "present"  # by names and sizes
    assert f"{path} is not the file that was locked" in refused(store)


@pytest.mark.parametrize("path", ["vae/config.json", LARGE])
def test_another_size_is_refused(store, locked, path):
    with (locked / path).open("ab") as file:
        file.write(b"x")
    assert store.state(ASKED) == "partial"
    assert f"{path} is not the file that was locked" in refused(store)


@pytest.mark.parametrize("path", ["vae/config.json", LARGE])
def test_another_time_alone_is_accepted_and_written_down(store, locked, path):
    os.utime(locked / path, ns=(1, 1))
    assert store.folder(ASKED) == locked
    lock = read_lock(store.lock_path(REPO))
    assert lock is not None
    assert lock.files[path].mtime_ns == 1


def test_a_large_file_is_not_read_again_while_its_time_stays(store, locked):
    """What this cannot see is the price of not hashing gigabytes at every load."""
    before = (locked / LARGE).stat()
    (locked / LARGE).write_bytes(b"1" * before.st_size)
    os.utime(locked / LARGE, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert store.folder(ASKED) == locked
    os.utime(locked / LARGE)
    assert "is not the file that was locked" in refused(store)


def test_a_file_gone_since(store, locked):
    (locked / LARGE).unlink()
    assert store.state(ASKED) == "partial"
    assert f"{LARGE} is missing" in refused(store)


def test_a_file_added_since(store, locked):
    (locked / "README.md").write_text("other programs may fetch what we do not ask for")
    assert store.folder(ASKED) == locked
    (locked / "vae" / "model.safetensors").write_bytes(b"not of this commit")
    assert "vae/model.safetensors is not in the lock file" in refused(store)


def test_the_branch_moves_on_and_the_locked_commit_stays_in_use(store, locked):
    shelve(store.cache, FILES | {"vae/config.json": b"[]"}, OTHER)
    assert store.folder(ASKED) == locked
    assert store.revision(ASKED) == COMMIT
    for path in sorted(locked.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    locked.rmdir()
    assert store.state(ASKED) == "partial"
    assert f"commit {COMMIT[:12]}, which the lock file names, is no longer here" in refused(store)


def test_everything_gone_but_the_lock_file(store, locked):
    store.home(REPO).rename(store.cache / "elsewhere")
    assert store.state(ASKED) == "absent"
    assert "not on this machine" in refused(store)


def test_a_checkpoint_that_now_needs_more_files(store, locked):
    wider = replace(ASKED, files=(*PATTERNS, "scheduler/*"))
    assert store.state(wider) == "partial"
    assert "fewer files than needed" in refused(store, wider)
    assert store.folder(replace(ASKED, files=("vae/*",))) == locked


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"files": {}}', '{"files": {"a": 1}}', '{"files": []}'])
def test_a_damaged_lock_file(store, locked, damage):
    store.lock_path(REPO).write_text(damage)
    assert store.state(ASKED) == "partial"
    assert store.revision(ASKED) == COMMIT
    assert "their lock file is damaged" in refused(store)


def test_a_cache_that_cannot_be_written_to_is_used_without_a_lock(store, caplog):
    snapshot = shelve(store.cache)
    (store.cache / "mmdemo-locks").write_text("in the way, as a read-only disk would be")
    assert store.folder(ASKED) == snapshot
    assert "no lock file of maker/painter can be written" in caplog.text
    assert store.state(ASKED) == "present"


def test_a_tag_with_a_slash(store):
    snapshot = shelve(store.cache, branch="refs-pr-1")
    (store.home(REPO) / "refs" / "refs").mkdir()
    (store.home(REPO) / "refs" / "refs" / "1").write_text(COMMIT)
    assert store.folder(replace(ASKED, revision="refs/1")) == snapshot


def test_a_pickled_file_alone_is_not_enough(store):
    """Another program fetched it; it is not loaded before it is converted."""
    shelve(store.cache, {"config.json": b"{}", "pytorch_model.bin": b"pickled"})
    for patterns in (("*.json", "pytorch_model.bin"), ("*.json", "*.safetensors")):
        assert store.state(replace(ASKED, files=patterns)) == "partial"


def test_the_repository_of_a_folder(store):
    assert repo_of(store.snapshot(REPO, COMMIT) / "vae") == REPO
    assert repo_of(Path("/somewhere/else")) is None


def test_the_state_is_cheap(store, locked):
    """Every page build asks it of every model."""
    import time

    started = time.perf_counter()
    for _ in range(100):
        store.lacks("Painter", ASKED)
    assert (time.perf_counter() - started) / 100 < 0.005
