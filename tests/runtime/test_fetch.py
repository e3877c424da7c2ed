"""Downloads cut off, taken up again, garbled, refused: what goes wrong with a real hub."""

from dataclasses import replace

import pytest

from mmdemo.context import RunContext
from mmdemo.errors import Cancelled, GeneratorUnavailable
from mmdemo.runtime import fetch
from mmdemo.runtime.lock import read_lock
from mmdemo.runtime.pull import offer, pull
from tests.hub import Hub, etag
from tests.pulling import ASKED, FILES, LARGE, MB, REPO, fetched, refused, stopped_after


def test_stopped_and_gone_on(hub, store):
    with pytest.raises(Cancelled):
        fetched(hub, store, ctx=stopped_after(2 * MB))
    assert store.state(ASKED) == "partial"
    assert read_lock(store.lock_path(REPO)) is None
    offered = offer(ASKED, store, hub.endpoint)
    assert 0 < offered.left < offered.total - 2 * MB + 1000
    pull(offered, store, RunContext(0).step)
    assert store.folder(ASKED)
    kept = hub.asked(f"/{LARGE}")[-1]
    assert kept.startswith("bytes=")
    assert int(kept.removeprefix("bytes=").removesuffix("-")) >= 2 * MB - 1000


def test_a_lost_connection_is_taken_up_where_it_broke(hub, store):
    hub.cut[LARGE] = (MB, 2)
    fetched(hub, store)
    assert store.folder(ASKED)
    assert [wanted for wanted in hub.asked("/cdn/") if wanted] == [f"bytes={MB}-", f"bytes={2 * MB}-"]


def test_a_connection_that_stays_lost(hub, store):
    hub.cut[LARGE] = (0, 100)
    assert "There is no connection to the model hub. Try again when there is one; it goes on" in refused(hub, store)
    hub.cut.clear()
    assert store.state(ASKED) == "partial"
    assert fetched(hub, store) == store.folder(ASKED)


def test_a_server_that_does_not_know_ranges(hub, store):
    hub.ignores_ranges = True
    hub.cut[LARGE] = (MB, 1)
    assert fetched(hub, store) == store.folder(ASKED)


def test_more_on_disk_than_the_file_has(hub, store):
    begun = store.home(REPO) / "blobs" / f"{etag(LARGE, FILES[LARGE])}.incomplete"
    begun.parent.mkdir(parents=True)
    begun.write_bytes(bytes(len(FILES[LARGE]) + 9))
    assert fetched(hub, store) == store.folder(ASKED)


def test_a_file_shorter_than_the_hub_says(hub, store):
    hub.claimed[LARGE] = len(FILES[LARGE]) + 5
    assert "it goes on from what is here" in refused(hub, store)


def test_another_file_under_the_name_of_a_blob(hub, store):
    blob = store.home(REPO) / "blobs" / etag(LARGE, FILES[LARGE])
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"short")
    assert fetched(hub, store) == store.folder(ASKED)


@pytest.mark.parametrize("path", [LARGE, "vae/config.json"])
def test_garbled_on_the_way(hub, store, path):
    hub.garbled.add(path)
    assert f"{path} did not arrive as the hub has it and was thrown away" in refused(hub, store)
    assert store.state(ASKED) == "partial"
    hub.garbled.clear()
    assert fetched(hub, store) == store.folder(ASKED)


def test_garbled_on_disk_before_it_went_on(hub, store):
    with pytest.raises(Cancelled):
        fetched(hub, store, ctx=stopped_after(2 * MB))
    begun = next((store.home(REPO) / "blobs").glob("*.incomplete"))
    begun.write_bytes(bytes(begun.stat().st_size))
    assert "was thrown away" in refused(hub, store)
    assert fetched(hub, store) == store.folder(ASKED)


def test_a_hub_that_names_its_files_otherwise(hub, store):
    """The hub library then fetches them a second time, and what it fetched is checked too."""
    hub.other_names = True
    hub.commit(REPO, {"model.safetensors": b"weights"})
    alone = replace(ASKED, files=("*",))
    garbling = RunContext(0, listen=lambda news: hub.garbled.add("model.safetensors") if news.done else None)
    with pytest.raises(GeneratorUnavailable, match=r"model\.safetensors did not arrive as the hub has it"):
        fetched(hub, store, alone, garbling)
    hub.garbled.clear()
    assert fetched(hub, store, alone) == store.folder(alone)


@pytest.mark.parametrize(
    ("part", "status", "code", "said"),
    [
        ("/api/", 401, "RepoNotFound", "The hub has no model maker/painter"),
        ("/api/", 404, "RepoNotFound", "The hub has no model maker/painter"),
        ("/api/", 404, "RevisionNotFound", "The hub has no revision main of maker/painter"),
        ("/api/", 403, "", "log in with `hf auth login`"),
        ("/api/", 503, "", "has trouble at the moment (it answered 503)"),
        ("/api/", 429, "", "has trouble at the moment (it answered 429)"),
        ("/resolve/", 403, "GatedRepo", "only given to those who accepted its licence"),
        ("/resolve/", 401, "GatedRepo", "only given to those who accepted its licence"),
        ("/resolve/", 404, "EntryNotFound", "A file of maker/painter is no longer on the hub"),
        ("/cdn/", 403, "", "log in with `hf auth login`"),
        ("/cdn/", 500, "", "has trouble at the moment (it answered 500)"),
    ],
)
def test_refusals_of_the_hub(hub, store, part, status, code, said):
    hub.refuse[part] = (status, code)
    assert said in refused(hub, store)


def test_a_busy_server_is_asked_again(hub, store):
    hub.refuse["/cdn/"] = (503, "")
    ctx = RunContext(0, listen=lambda news: hub.refuse.clear() if len(hub.asked("/cdn/")) > 1 else None)
    assert fetched(hub, store, ctx=ctx) == store.folder(ASKED)


def test_names_that_the_hub_does_not_have(hub, store):
    assert "The hub has no model maker/nothing" in refused(hub, store, replace(ASKED, repo="maker/nothing"))
    assert "no revision v2 of maker/painter" in refused(hub, store, replace(ASKED, revision="v2"))
    wider = replace(ASKED, files=(*ASKED.files, "scheduler/*"))
    assert "maker/painter has no file like scheduler/* at revision main" in refused(hub, store, wider)
    assert not store.cache.exists()


def test_no_server_at_all(online, store):
    with Hub() as gone:
        pass
    assert "There is no connection to the model hub" in refused(gone, store)


def test_a_server_that_does_not_answer(hub, store, monkeypatch):
    monkeypatch.setattr(fetch, "_SILENCE", 0.2)
    hub.slow = 0.6
    with pytest.raises(GeneratorUnavailable, match="did not answer in time"):
        hub.slow = 0.0
        offered = offer(ASKED, store, hub.endpoint)
        hub.slow = 0.6
        pull(offered, store, RunContext(0).step)


def test_a_page_that_wants_to_be_clicked_first(hub, store):
    hub.portal = True
    assert "What answered is not a model hub" in refused(hub, store)


def test_a_hub_without_hashes(hub, store):
    hub.without_hashes = True
    assert "nothing fetched from it could be checked" in refused(hub, store)


@pytest.mark.parametrize("switch", ["MMDEMO_OFFLINE", "HF_HUB_OFFLINE"])
def test_switched_off(hub, store, monkeypatch, switch):
    offered = offer(ASKED, store, hub.endpoint)
    hub.requests.clear()
    monkeypatch.setenv(switch, "1")
    assert "The network is switched off here" in refused(hub, store)
    with pytest.raises(GeneratorUnavailable, match="The network is switched off here"):
        pull(offered, store, RunContext(0).step)
    monkeypatch.delenv(switch)
    # The hub library reads its own switch when it is imported; it may have been set then.
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert "The network is switched off here" in refused(hub, store)
    assert hub.requests == []


def test_a_disk_too_small_is_refused_before_anything_is_fetched(hub, store):
    hub.claimed[LARGE] = 10**18
    said = refused(hub, store)
    assert "maker/painter needs 1000000000.0 GB of disk; " in said
    assert said.endswith("GB are free. Make room first.")
    assert hub.asked("/resolve/") == []


def test_a_cache_that_cannot_be_written_to(hub, store):
    store.cache.mkdir()
    (store.cache / "models--maker--painter").write_text("in the way")
    assert "maker/painter cannot be written to disk" in refused(hub, store)
