"""Weights fetched from a hub on this machine: whole, again, moved on, shared with other programs."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mmdemo.context import Progress, RunContext
from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.lock import read_lock
from mmdemo.runtime.pull import offer, pull
from tests.pulling import ASKED, BYTES, FILES, LARGE, REPO, fetched, refused

huggingface_hub = pytest.importorskip("huggingface_hub")


def test_the_whole_way(hub, store):
    """Offered, fetched, locked, found; then one byte changes, and then only a time."""
    offered = offer(ASKED, store, hub.endpoint)
    commit = hub.repositories[REPO].branches["main"]
    assert (offered.repo, offered.revision, offered.licence) == (REPO, commit, "apache-2.0")
    assert {file.path: file.size for file in offered.files} == {
        path: len(data) for path, data in FILES.items() if path != "README.md"
    }
    assert (offered.total, offered.left, offered.needed) == (BYTES, BYTES, BYTES)
    assert offered.free > BYTES
    assert not store.cache.exists()
    assert hub.asked("/resolve/") == []

    heard: list[Progress] = []
    folder = pull(offered, store, RunContext(0, listen=heard.append).step)
    assert folder == store.cache / "models--maker--painter" / "snapshots" / commit
    assert {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()} == {
        path: data for path, data in FILES.items() if path != "README.md"
    }
    assert [news.done for news in heard] == sorted(news.done for news in heard)
    assert (heard[-1].done, heard[-1].total) == (BYTES, BYTES)
    assert len(heard) > 5
    assert "正在下载" in heard[0].message.zh

    assert store.state(ASKED) == "present"
    assert store.folder(ASKED) == folder
    assert store.revision(ASKED) == commit
    os.utime(folder / LARGE)
    assert store.folder(ASKED) == folder
    data = bytearray(FILES[LARGE])
    data[5] ^= 1
    (folder / LARGE).write_bytes(data)
    with pytest.raises(GeneratorUnavailable, match="is not the file that was locked"):
        store.folder(ASKED)
    assert fetched(hub, store) == folder  # what was damaged is fetched again, and only that
    assert store.folder(ASKED) == folder
    assert len(hub.asked(f"/cdn/{REPO}/at/{commit}/{LARGE}")) == 2
    assert len(hub.asked("vae/diffusion_pytorch_model.safetensors")) == 2  # the address, and the file behind it


def test_other_programs_find_what_was_fetched(hub, store):
    folder = fetched(hub, store)
    found = huggingface_hub.snapshot_download(REPO, cache_dir=store.cache, local_files_only=True)
    assert Path(found) == folder
    held = huggingface_hub.scan_cache_dir(store.cache)
    assert [repo.repo_id for repo in held.repos] == [REPO]
    assert held.size_on_disk == BYTES


def test_what_another_program_fetched_is_used_and_locked(hub, store):
    """As a Space does that preloads its models."""
    folder = Path(huggingface_hub.snapshot_download(REPO, cache_dir=store.cache, endpoint=hub.endpoint))
    assert store.state(ASKED) == "present"
    assert store.folder(ASKED) == folder
    lock = read_lock(store.lock_path(REPO))
    assert lock is not None
    assert lock.files.keys() == FILES.keys() - {"README.md"}
    (folder / "transformer" / "config.json").unlink()
    store.lock_path(REPO).unlink()
    assert store.state(ASKED) == "partial"  # the list of files that the library left says so
    before = len(hub.asked("/cdn/"))
    assert fetched(hub, store) == folder
    assert len(hub.asked("/cdn/")) == before
    assert store.folder(ASKED) == folder


def test_the_branch_moves_on(hub, store):
    first = fetched(hub, store)
    hub.commit(REPO, FILES | {"vae/config.json": b'{"channels": 16}'})
    assert store.folder(ASKED) == first
    large = len(hub.asked("/cdn/"))
    offered = offer(ASKED, store, hub.endpoint)
    assert offered.left == len(b'{"channels": 16}')
    second = pull(offered, store, RunContext(0).step)
    assert second != first
    assert store.folder(ASKED) == second
    assert len(hub.asked("/cdn/")) == large  # weights that stayed the same are not fetched again
    lock = read_lock(store.lock_path(REPO))
    assert lock is not None
    assert lock.commit == second.name


def test_a_branch_that_moves_during_the_pull(hub, store):
    offered = offer(ASKED, store, hub.endpoint)
    hub.commit(REPO, {path: data[::-1] for path, data in FILES.items()})
    folder = pull(offered, store, RunContext(0).step)
    assert (folder / LARGE).read_bytes() == FILES[LARGE]
    assert store.folder(ASKED) == folder


def test_two_checkpoints_of_one_repository(hub, store):
    small = replace(ASKED, files=("vae/*",))
    folder = fetched(hub, store, small)
    assert store.state(small) == "present"
    assert store.state(ASKED) == "partial"
    fetched(hub, store)
    fetched(hub, store, small)
    assert store.folder(small) == store.folder(ASKED) == folder


def test_a_file_that_is_not_of_the_repository(hub, store):
    folder = fetched(hub, store)
    stranger = folder / "vae" / "other.safetensors"
    stranger.write_bytes(b"left by someone")
    with pytest.raises(GeneratorUnavailable, match="is not in the lock file"):
        store.folder(ASKED)
    assert f"{stranger} is no file of this repository. Delete it" in refused(hub, store)
    stranger.unlink()
    assert store.folder(ASKED) == folder


def test_a_damaged_lock_file_is_made_anew(hub, store):
    folder = fetched(hub, store)
    store.lock_path(REPO).write_text("{")
    assert fetched(hub, store) == store.folder(ASKED) == folder
    assert len(hub.asked("/cdn/")) == 2


def test_the_password_goes_to_the_hub_and_nowhere_else(hub, store, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    fetched(hub, store)
    assert {path.split("/")[1] for path in hub.logged_in} == {"api", "maker"}
    assert hub.asked("/cdn/")


def test_nothing_is_imported_before_it_is_asked_for():
    heavy = "huggingface_hub", "torch", "filelock", "httpx2"
    code = f"import sys, mmdemo.runtime.pull; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "path", ["../../victim.json", "/etc/victim.json", "vae/../../../victim.json", "..\\victim.json"]
)
def test_a_hub_that_names_files_outside_the_folder_is_refused(hub, store, tmp_path: Path, path: str) -> None:
    victim = tmp_path / "victim.json"
    victim.write_text("mine")
    hub.commit(REPO, {**FILES, path: b"{}"})
    assert "outside the model's own folder" in refused(hub, store, replace(ASKED, files=(*ASKED.files, "*.json")))
    assert victim.read_text() == "mine"
