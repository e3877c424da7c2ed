"""The weights on this machine: where they lie, whether they are whole, and what the lock file says of them.

They lie in the hub library's own cache, so that other programs share them and a Space can preload them. The lock file
beside them keeps, for each repository, the commit it was fetched at and the size and SHA-256 of every file; later loads
must match it. Weights that were there before the studio, as on a Space that preloads them, are locked at first use.
"""

from __future__ import annotations

import logging
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Literal

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.checkpoint import Checkpoint, size_text
from mmdemo.runtime.lock import Lock, LockedFile, lock_file, read_lock, still_locked, write_lock
from mmdemo.runtime.selection import unanswered, wanted
from mmdemo.runtime.snapshot import files_in, gap, is_pointer, is_the_hubs
from mmdemo.schema import Message

State = Literal["absent", "partial", "present"]

_log = logging.getLogger(__name__)


def pull_command(repo: str) -> str:
    """The command line that fetches a model, or repairs what was fetched."""
    return f"python -m mmdemo models pull {repo}"


def free_disk(path: Path) -> int:
    """Bytes that are free on the disk of a file or folder, whether it is there or not."""
    return shutil.disk_usage(next(place for place in (path, *path.parents) if place.exists())).free


def repo_of(folder: Path) -> str | None:
    """The repository whose snapshot `folder` lies in, or None where it lies in no cache of the hub library."""
    for parent in (folder, *folder.parents):
        if parent.name.startswith("models--"):
            return parent.name.removeprefix("models--").replace("--", "/")
    return None


class Store:
    """The weights under one cache folder."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    @classmethod
    def here(cls) -> Store:
        """The store of this machine: the hub library's cache folder, found without importing the library."""
        home = os.environ.get("HF_HOME", f"{os.environ.get('XDG_CACHE_HOME', '~/.cache')}/huggingface")
        named = os.environ.get("HF_HUB_CACHE", os.environ.get("HUGGINGFACE_HUB_CACHE", f"{home}/hub"))
        return cls(Path(os.path.expandvars(named)).expanduser())

    @property
    def free(self) -> int:
        """Bytes of disk that are free for weights."""
        return free_disk(self.cache)

    def home(self, repo: str) -> Path:
        """The folder of a repository in the cache, whether it is there or not."""
        return self.cache / f"models--{_flat(repo)}"

    def snapshot(self, repo: str, commit: str) -> Path:
        """The folder of one commit's files."""
        return self.home(repo) / "snapshots" / commit

    def lock_path(self, repo: str) -> Path:
        return self.cache / "mmdemo-locks" / f"{_flat(repo)}.json"

    def state(self, checkpoint: Checkpoint) -> State:
        """Whether the files are there, by names and sizes alone."""
        home = self.home(checkpoint.repo)
        if not (home / "snapshots").is_dir() and not (home / "blobs").is_dir():
            return "absent"
        try:
            lock = read_lock(self.lock_path(checkpoint.repo))
        except ValueError:
            return "partial"
        if lock is None:
            commit = self._commit(checkpoint)
            whole = commit is not None and gap(self.snapshot(checkpoint.repo, commit), checkpoint.files) is None
        else:
            snapshot = self.snapshot(lock.repo, lock.commit)
            whole = self._covers(lock, checkpoint) and all(
                _size(snapshot / path) == locked.size for path, locked in _part_of(lock, checkpoint).items()
            )
        return "present" if whole else "partial"

    def lacks(self, label: str, checkpoint: Checkpoint) -> Message | None:
        """A sentence with the command that fetches the weights, or None where they are there."""
        state = self.state(checkpoint)
        if state == "present":
            return None
        size, command = size_text(checkpoint.download), pull_command(checkpoint.repo)
        if state == "partial":
            return Message(
                f"The weights of {label} ({size}) are only partly on this machine. Fetch the rest: {command}",
                f"{label} 的模型权重（{size}）在本机上不完整。请补充下载：{command}",
            )
        return Message(
            f"{label} needs its weights first ({size} to download): {command}",
            f"{label} 需要先下载模型权重（{size}）：{command}",
        )

    def revision(self, checkpoint: Checkpoint) -> str:
        """The commit that lies here, or the revision asked for where none does."""
        try:
            lock = read_lock(self.lock_path(checkpoint.repo))
        except ValueError:
            lock = None
        return (lock.commit if lock else self._commit(checkpoint)) or checkpoint.revision

    def folder(self, checkpoint: Checkpoint) -> Path:
        """The folder of the weights, checked against the lock file.

        Raises:
            GeneratorUnavailable: missing, half fetched, changed since, or another commit than the locked one.
        """
        repo = checkpoint.repo
        if self.state(checkpoint) == "absent":
            raise _unusable(repo, "they are not on this machine", "本机上没有")
        try:
            lock = read_lock(self.lock_path(repo))
        except ValueError as error:
            raise _unusable(repo, "their lock file is damaged", "锁定文件已损坏") from error
        if lock is None:
            return self._lock_what_is_there(checkpoint)
        self._check(lock, checkpoint)
        return self.snapshot(repo, lock.commit)

    def keep(self, lock: Lock) -> None:
        """Write the lock file; on a disk that cannot be written to, go on without."""
        try:
            write_lock(self.lock_path(lock.repo), lock)
        except OSError as error:
            _log.warning("no lock file of %s can be written, so its weights are not held to it: %s", lock.repo, error)

    def _check(self, lock: Lock, checkpoint: Checkpoint) -> None:
        repo, snapshot = lock.repo, self.snapshot(lock.repo, lock.commit)
        if not self._covers(lock, checkpoint):
            raise _unusable(
                repo, "another version, or fewer files than needed, were fetched", "已下载的是其他版本，或文件不全"
            )
        if not snapshot.is_dir():
            raise _unusable(
                repo,
                f"commit {lock.commit[:12]}, which the lock file names, is no longer here",
                f"锁定文件所记录的提交 {lock.commit[:12]} 已不在本机",
            )
        part = _part_of(lock, checkpoint)
        added = set(wanted(files_in(snapshot), checkpoint.files)) - part.keys()
        if added:
            raise _unusable(repo, f"{min(added)} is not in the lock file", f"{min(added)} 不在锁定文件中")
        found = dict(lock.files)
        for path, locked in part.items():
            if not (snapshot / path).is_file():
                raise _unusable(repo, f"{path} is missing", f"缺少 {path}")
            now = still_locked(snapshot / path, locked)
            if now is None:
                raise _unusable(
                    repo, f"{path} is not the file that was locked", f"{path} 与锁定文件的记录不符", snapshot / path
                )
            found[path] = now
        if found != lock.files:
            self.keep(replace(lock, files=found))

    def _lock_what_is_there(self, checkpoint: Checkpoint) -> Path:
        repo, commit = checkpoint.repo, self._commit(checkpoint)
        if commit is None:
            raise _unusable(repo, "they are only partly fetched", "尚未下载完整")
        snapshot = self.snapshot(repo, commit)
        missing = gap(snapshot, checkpoint.files)
        if missing is not None:
            raise _unusable(repo, f"{missing} is missing", f"缺少 {missing}")
        files: dict[str, LockedFile] = {}
        for path in wanted(files_in(snapshot), checkpoint.files):
            files[path] = lock_file(snapshot / path)
            if not is_the_hubs(snapshot / path, files[path]):
                raise _unusable(
                    repo, f"{path} is not the file of the hub", f"{path} 与模型库中的文件不符", snapshot / path
                )
        self.keep(Lock(repo, checkpoint.revision, commit, files))
        return snapshot

    def _covers(self, lock: Lock, checkpoint: Checkpoint) -> bool:
        same = checkpoint.revision in (lock.asked, lock.commit) or self._commit(checkpoint) == lock.commit
        return same and unanswered(lock.files, checkpoint.files) is None

    def _commit(self, checkpoint: Checkpoint) -> str | None:
        """The commit that the revision stands for in the cache."""
        if self.snapshot(checkpoint.repo, checkpoint.revision).is_dir():
            return checkpoint.revision
        try:
            return (self.home(checkpoint.repo) / "refs" / checkpoint.revision).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None


def _part_of(lock: Lock, checkpoint: Checkpoint) -> dict[str, LockedFile]:
    """The locked files that the checkpoint needs: another checkpoint may need others of the same repository."""
    return {path: lock.files[path] for path in wanted(lock.files, checkpoint.files)}


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _flat(repo: str) -> str:
    return repo.replace("/", "--")


def _unusable(repo: str, en: str, zh: str, file: Path | None = None) -> GeneratorUnavailable:
    if file is not None and is_pointer(file):
        en, zh = f"{en} but a pointer of Git LFS to it", f"{zh}，只是一个 Git LFS 指针"
    command = pull_command(repo)
    return GeneratorUnavailable(
        f"The weights of {repo} cannot be used: {en}. Fetch them: {command}",
        f"无法使用 {repo} 的模型权重：{zh}。请下载：{command}",
    )
