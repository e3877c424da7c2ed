"""A model in one file that rembg fetches and keeps in a folder of its own.

rembg knows the address and the MD5 of each of its models. A file that is there already it takes unseen, so it is
checked here before it is loaded; and it is fetched here alone, because rembg would fetch a missing one without a word.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

from mmdemo.errors import GeneratorUnavailable
from mmdemo.runtime.checkpoint import size_text
from mmdemo.runtime.hub_errors import offline_problem
from mmdemo.runtime.machine import offline
from mmdemo.runtime.store import State, free_disk, pull_command
from mmdemo.schema import Message

MODULES = ("onnxruntime", "rembg")
"""What fetches and runs such a model; `requirements-rembg.txt` has them."""


@dataclass(frozen=True)
class ModelFile:
    """`name` is what rembg calls the model, `size` the file's in bytes, `md5` its hash as rembg knows it; `commercial`
    whether its licence allows use for a shop."""

    name: str
    size: int
    md5: str
    commercial: bool = True

    @property
    def path(self) -> Path:
        """Where the file lies, or where a fetch would put it. Told from rembg's settings: its import takes seconds."""
        set_home, data = os.environ.get("U2NET_HOME"), os.environ.get("XDG_DATA_HOME")
        home = set_home or os.environ.get("REMBG_HOME", f"{data}/rembg" if data else "~/.rembg")
        older = Path(set_home or f"{data or '~'}/.u2net").expanduser() / f"{self.name}.onnx"
        own = Path(home).expanduser() / "models" / self.name / f"{self.name}.onnx"
        return older if older.exists() and not own.exists() else own

    @property
    def state(self) -> State:
        """Whether the file is there, by its size alone."""
        try:
            return "present" if self.path.stat().st_size == self.size else "partial"
        except OSError:
            return "absent"

    @property
    def free(self) -> int:
        """Bytes of disk that are free for it."""
        return free_disk(self.path)

    def lacks(self, label: str) -> Message | None:
        """A sentence with the command that fetches the file, or None where some file is there."""
        if self.state != "absent":
            return None
        size, command = size_text(self.size), pull_command(self.name)
        return Message(
            f"{label} needs its weights first ({size} to download): {command}",
            f"{label} 需要先下载模型权重（{size}）：{command}",
        )

    def checked(self) -> Path:
        """The file, after reading all of it: about two seconds a gigabyte.

        Raises:
            GeneratorUnavailable: it is missing, half fetched or damaged.
        """
        try:
            whole = self._is_whole()
        except OSError as error:
            raise self._unusable("they cannot be read", "无法读取") from error
        if not whole:
            raise self._unusable("they are damaged or only partly fetched", "已损坏或下载不完整")
        return self.path

    def pull(self) -> Path:
        """Let rembg fetch the file and show its progress, where it is not here whole. What is here damaged is removed.

        Raises:
            GeneratorUnavailable: it cannot be fetched; the sentence says why.
        """
        if self.state == "present" and self._is_whole():
            return self.path
        if offline():
            raise offline_problem()
        if any(importlib.util.find_spec(module) is None for module in MODULES):
            raise GeneratorUnavailable(
                f"{self.name} is fetched by rembg, which is not installed: pip install -r requirements-rembg.txt",
                f"{self.name} 由 rembg 下载，但尚未安装：pip install -r requirements-rembg.txt",
            )
        if self.size > self.free:
            needed, free = size_text(self.size), size_text(self.free)
            raise GeneratorUnavailable(
                f"{self.name} needs {needed} of disk; {free} are free. Make room first.",
                f"{self.name} 需要 {needed} 磁盘空间，目前仅剩 {free}。请先腾出空间。",
            )
        self._fetch()
        return self.checked()

    def _is_whole(self) -> bool:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest() == self.md5

    def _fetch(self) -> None:
        import requests
        from rembg.sessions import sessions

        try:
            self.path.unlink(missing_ok=True)
            sessions[self.name].download_models()
        except requests.RequestException as error:
            raise GeneratorUnavailable(
                f"There is no way to where rembg fetches {self.name} from, or it is refused there. Try again later.",
                f"无法连接 rembg 下载 {self.name} 的地址，或被其拒绝。请稍后再试。",
            ) from error
        except ValueError as error:  # the hash differs; what arrived is thrown away
            raise GeneratorUnavailable(
                f"{self.name} did not arrive as rembg knows it and was thrown away. Try again.",
                f"下载的 {self.name} 与 rembg 的记录不符，已丢弃。请重试。",
            ) from error
        except OSError as error:
            raise GeneratorUnavailable(
                f"{self.name} cannot be written to disk: {error}", f"无法将 {self.name} 写入磁盘：{error}"
            ) from error

    def _unusable(self, en: str, zh: str) -> GeneratorUnavailable:
        command = pull_command(self.name)
        return GeneratorUnavailable(
            f"The weights of {self.name} cannot be used: {en}. Fetch them: {command}",
            f"无法使用 {self.name} 的模型权重：{zh}。请下载：{command}",
        )
