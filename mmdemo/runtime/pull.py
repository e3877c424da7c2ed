"""Weights fetched from a model hub: first what it would cost, then the files, their hashes, and the lock file.

This is the only module that downloads anything, and it does so when it is called, never on import or at start.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.checkpoint import size_text
from mmdemo.runtime.convert import convert
from mmdemo.runtime.fetch import Garbled, HubFile, fetch
from mmdemo.runtime.hub_errors import explained, offline_problem
from mmdemo.runtime.lock import Lock, LockedFile, lock_file, read_lock, still_locked, write_lock
from mmdemo.runtime.machine import offline
from mmdemo.runtime.offer import Offer, offer
from mmdemo.runtime.placement import Tick
from mmdemo.runtime.selection import PICKLED, SAFETENSORS, wanted
from mmdemo.runtime.snapshot import files_in
from mmdemo.runtime.store import Store
from mmdemo.schema import Message

__all__ = ["Offer", "offer", "pull"]


def pull(offered: Offer, store: Store, tick: Tick) -> Path:
    """Fetch what was offered, check it, write it down, and return the folder of the weights.

    What is on disk already is checked and, where it is wrong, fetched anew. When `tick` raises, or the connection or
    the disk fails, what was fetched is kept and the next pull goes on from there.

    Raises:
        GeneratorUnavailable: it cannot be fetched; the sentence says why.
        Cancelled: Stop was pressed.
    """
    if offline():
        raise offline_problem()
    if offered.needed > store.free:
        needed, free = size_text(offered.needed), size_text(store.free)
        raise GeneratorUnavailable(
            f"{offered.repo} needs {needed} of disk; {free} are free. Make room first.",
            f"{offered.repo} 需要 {needed} 磁盘空间，目前仅剩 {free}。请先腾出空间。",
        )
    with explained(offered.repo, offered.checkpoint.revision), _alone(offered, store, tick):
        return _Pull(offered, store, tick).run()


class _Pull:
    def __init__(self, offered: Offer, store: Store, tick: Tick) -> None:
        self.offered = offered
        self.store = store
        self.tick = tick
        self.home = store.home(offered.repo)
        self.snapshot = store.snapshot(offered.repo, offered.revision)
        self.lock = self._former_lock()
        self.done = 0

    def run(self) -> Path:
        locked: dict[str, LockedFile] = {}
        converted: dict[str, str] = {}
        for file in self.offered.files:
            if file.path == PICKLED:
                locked[SAFETENSORS] = self._converted(file)
                converted[SAFETENSORS] = file.digest
            else:
                locked[file.path] = self._fetched(file)
            self.done += file.size
        self._refuse_strangers(locked)
        self._point_to_the_commit()
        others = dict(self.lock.files) if self.lock else {}
        write_lock(
            self.store.lock_path(self.offered.repo),
            Lock(
                self.offered.repo,
                self.offered.checkpoint.revision,
                self.offered.revision,
                others | locked,
                (dict(self.lock.converted) if self.lock else {}) | converted,
            ),
        )
        self._heard(0)
        return self.snapshot

    def _fetched(self, file: HubFile) -> LockedFile:
        """The record of a file that is on disk after this call, and is the hub's."""
        path = self.snapshot / file.path
        if not (path.is_file() and self._is_the_hubs(file, path)):
            path.unlink(missing_ok=True)
            self._fetch_blob(file)
            self._place(file, path)
        if len(file.digest) == 64:
            now = path.stat()
            return LockedFile(now.st_size, file.digest, now.st_mtime_ns)
        return lock_file(path)

    def _fetch_blob(self, file: HubFile) -> Path:
        """The file under the name of its hash. What lies there and is something else is removed."""
        blob = self.home / "blobs" / file.digest
        if blob.is_file() and not self._is_the_hubs(file, blob):
            blob.unlink()
        if not blob.is_file():
            fetch(self._url(file), file, blob, self._heard)
        return blob

    def _is_the_hubs(self, file: HubFile, path: Path) -> bool:
        locked = self.lock.files.get(file.path) if self.lock else None
        if locked and locked.sha256 == file.digest and still_locked(path, locked):
            return True
        return file.is_whole(path)

    def _converted(self, file: HubFile) -> LockedFile:
        """The record of the safetensors made from a pickled file, which stays only where another program has it."""
        made = self.snapshot / SAFETENSORS
        if self.lock and self.lock.converted.get(SAFETENSORS) == file.digest and made.is_file():
            known = still_locked(made, self.lock.files[SAFETENSORS])
            if known is not None:
                return known
        pickled = self._fetch_blob(file)
        self.tick(
            self.done + file.size,
            self.offered.total,
            Message("Converting the weights to safetensors", "正在将权重转换为 safetensors 格式"),
        )
        self.snapshot.mkdir(parents=True, exist_ok=True)
        convert(pickled, made)
        if not any(self.home.glob(f"snapshots/*/{PICKLED}")):
            pickled.unlink()
        return lock_file(made)

    def _place(self, file: HubFile, path: Path) -> None:
        """Let the hub library enter a blob into its cache, in the way that this file system allows.

        A hub that names its files by something else than their hashes makes it download the file once more.
        """
        from huggingface_hub import hf_hub_download

        hf_hub_download(
            self.offered.repo,
            file.path,
            revision=self.offered.revision,
            cache_dir=self.store.cache,
            endpoint=self.offered.endpoint,
        )
        if not path.samefile(self.home / "blobs" / file.digest) and not file.is_whole(path):
            path.resolve().unlink()
            path.unlink(missing_ok=True)
            raise Garbled(file.path)

    def _url(self, file: HubFile) -> str:
        from huggingface_hub import hf_hub_url

        return hf_hub_url(self.offered.repo, file.path, revision=self.offered.revision, endpoint=self.offered.endpoint)

    def _heard(self, of_this_file: int) -> None:
        done, total = self.done + of_this_file, self.offered.total
        self.tick(
            done,
            total,
            Message(
                f"Fetching {self.offered.repo}: {size_text(done)} of {size_text(total)}",
                f"正在下载 {self.offered.repo}：{size_text(done)} / {size_text(total)}",
            ),
        )

    def _refuse_strangers(self, locked: dict[str, LockedFile]) -> None:
        strangers = set(wanted(files_in(self.snapshot), self.offered.checkpoint.files)) - locked.keys()
        if strangers:
            raise GeneratorUnavailable(
                f"{self.snapshot / min(strangers)} is no file of this repository. Delete it, then fetch again.",
                f"{self.snapshot / min(strangers)} 不属于该模型库。请删除后重新下载。",
            )

    def _point_to_the_commit(self) -> None:
        """Let other programs find the commit by the branch's name, now that all of it is there."""
        asked = self.offered.checkpoint.revision
        if asked != self.offered.revision:
            ref = self.home / "refs" / asked
            ref.parent.mkdir(parents=True, exist_ok=True)
            fresh = ref.with_name(f"{ref.name}.{uuid.uuid4().hex}")
            fresh.write_text(self.offered.revision, encoding="ascii")
            fresh.replace(ref)

    def _former_lock(self) -> Lock | None:
        """The lock file, if it is of the same commit: then its records save hashing, and other files stay in it."""
        try:
            lock = read_lock(self.store.lock_path(self.offered.repo))
        except ValueError:
            return None
        return lock if lock and lock.commit == self.offered.revision else None


@contextmanager
def _alone(offered: Offer, store: Store, tick: Tick) -> Iterator[None]:
    """Wait while another process or thread pulls the same repository."""
    from filelock import Timeout
    from huggingface_hub.utils import WeakFileLock  # type: ignore[attr-defined]

    path = store.lock_path(offered.repo).with_suffix(".pulling")
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = Message(f"{offered.repo} is being fetched elsewhere: waiting", f"{offered.repo} 正由其他进程下载，请稍候")
    with ExitStack() as turn:
        while True:
            try:
                turn.enter_context(WeakFileLock(path, timeout=0.5))
                break
            except Timeout:
                tick(0, offered.total, waiting)
        yield
