"""What fetching a model would mean, asked of the hub before anything is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.checkpoint import Checkpoint
from mmdemo.runtime.fetch import HubFile, unfinished
from mmdemo.runtime.hub_errors import explained, offline_problem
from mmdemo.runtime.machine import offline
from mmdemo.runtime.selection import PICKLED, SAFETENSORS, unanswered, wanted
from mmdemo.runtime.store import Store


@dataclass(frozen=True)
class Offer:
    """What a pull would fetch.

    `revision` is the commit that the branch or tag stands for now. `total` is the size of all files in bytes, `left`
    what is not on disk yet, `needed` what the disk must have room for, `free` what it has. `licence` is the tag of the
    model's card, such as "apache-2.0", or empty.
    """

    checkpoint: Checkpoint
    revision: str
    files: tuple[HubFile, ...]
    left: int
    free: int
    licence: str
    endpoint: str | None = None

    @property
    def repo(self) -> str:
        return self.checkpoint.repo

    @property
    def total(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def needed(self) -> int:
        converted = sum(file.size for file in self.files if file.path == PICKLED)
        return self.left + (converted if self.left else 0)


def offer(checkpoint: Checkpoint, store: Store, endpoint: str | None = None) -> Offer:
    """Ask the hub what fetching the checkpoint means. `endpoint` is another hub's address.

    Raises:
        GeneratorUnavailable: offline, no such model, not allowed, no connection, or not what was expected.
    """
    from huggingface_hub import HfApi

    if offline():
        raise offline_problem()
    with explained(checkpoint.repo, checkpoint.revision):
        info = HfApi(endpoint=endpoint).model_info(
            checkpoint.repo, revision=checkpoint.revision, files_metadata=True, timeout=20
        )
    told = {
        sibling.rfilename: HubFile(
            sibling.rfilename,
            sibling.lfs.size if sibling.lfs else sibling.size or 0,
            (sibling.lfs.sha256 if sibling.lfs else sibling.blob_id) or "",
        )
        for sibling in info.siblings or []
    }
    if any(path.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", path) for path in told):
        raise GeneratorUnavailable(
            "This hub names files outside the model's own folder, so nothing is fetched from it.",
            "该模型库的文件路径指向模型文件夹之外，因此不会下载任何内容。",
        )
    files = tuple(told[path] for path in wanted(told, checkpoint.files))
    if not _is_hash(info.sha or "", 40) or not all(_is_hash(file.digest, 40, 64) for file in files):
        raise GeneratorUnavailable(
            "This hub does not say the hashes of its files, so nothing fetched from it could be checked.",
            "该模型库不提供文件的哈希值，下载内容无法校验。",
        )
    lost = unanswered(told, checkpoint.files)
    if lost is not None:
        raise GeneratorUnavailable(
            f"{checkpoint.repo} has no file like {lost} at revision {checkpoint.revision}.",
            f"{checkpoint.repo} 的版本 {checkpoint.revision} 中没有 {lost} 这样的文件。",
        )
    card = info.card_data.get("license") if info.card_data else None
    commit = info.sha or ""
    return Offer(
        checkpoint=checkpoint,
        revision=commit,
        files=files,
        left=sum(file.size - _on_disk(store, checkpoint.repo, commit, file) for file in files),
        free=store.free,
        licence=card if isinstance(card, str) else "",
        endpoint=endpoint,
    )


def _on_disk(store: Store, repo: str, commit: str, file: HubFile) -> int:
    """How many bytes of a file are there already, by size alone."""
    snapshot, blob = store.snapshot(repo, commit), store.home(repo) / "blobs" / file.digest
    made = snapshot / SAFETENSORS if file.path == PICKLED else snapshot / file.path
    for there in (made, blob):
        if there.is_file() and (file.path == PICKLED or there.stat().st_size == file.size):
            return file.size
    begun = unfinished(blob)
    return min(begun.stat().st_size, file.size) if begun.is_file() else 0


def _is_hash(text: str, *lengths: int) -> bool:
    return len(text) in lengths and re.fullmatch("[0-9a-f]+", text) is not None
