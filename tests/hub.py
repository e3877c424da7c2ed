"""A small model hub on this machine: the part of the protocol of huggingface.co that fetching weights needs.

It serves files given to it, large ones over a redirect as the real one does, and can be told to fail in the ways that
a real one and the network before it do.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

LARGE = (".safetensors", ".bin")
"""What the real hub keeps in large storage, and names by SHA-256 instead of git's SHA-1."""


def git_sha1(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def is_large(path: str) -> bool:
    return path.endswith(LARGE)


def etag(path: str, data: bytes) -> str:
    return hashlib.sha256(data).hexdigest() if is_large(path) else git_sha1(data)


@dataclass
class Repository:
    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)


@dataclass
class Hub:
    """`with Hub() as hub:` serves at `hub.endpoint`, and writes down what it is asked: `requests` by method, path and
    range, and in `logged_in` the paths that came with a token. The other fields are faults, to be set at any time.

    `cut`: drop the connection after so many bytes of a large file, so many times. `garbled`: paths of which one bit is
    flipped on the wire. `refuse`: answer a status and an error code to requests whose path holds the key.
    `claimed`: another size than the true one. `ignores_ranges`: send the whole file whatever is asked for. `portal`:
    answer everything with a web page. `slow`: seconds before each 64 KiB. `other_names`: name files by no hash.
    """

    repositories: dict[str, Repository] = field(default_factory=dict)
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    logged_in: list[str] = field(default_factory=list)
    cut: dict[str, tuple[int, int]] = field(default_factory=dict)
    garbled: set[str] = field(default_factory=set)
    refuse: dict[str, tuple[int, str]] = field(default_factory=dict)
    claimed: dict[str, int] = field(default_factory=dict)
    without_hashes: bool = False
    ignores_ranges: bool = False
    portal: bool = False
    other_names: bool = False
    slow: float = 0.0

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"hub": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that went away
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def elsewhere(self) -> str:
        """The host that large files are redirected to: another one by name, as with the real hub."""
        return f"http://localhost:{self._server.server_port}"

    def commit(self, repo: str, files: Path | Mapping[str, bytes], branch: str = "main") -> str:
        """Add a commit with these files, or those of a folder, and move the branch to it."""
        if isinstance(files, Path):
            files = {
                path.relative_to(files).as_posix(): path.read_bytes() for path in files.rglob("*") if path.is_file()
            }
        repository = self.repositories.setdefault(repo, Repository())
        tree = "".join(f"{path} {git_sha1(data)}\n" for path, data in sorted(files.items()))
        sha = hashlib.sha1(f"{len(repository.commits)}\n{tree}".encode()).hexdigest()
        repository.commits[sha] = dict(files)
        repository.branches[branch] = sha
        return sha

    def asked(self, part: str, method: str = "GET") -> list[str]:
        """The Range headers of the requests whose path holds `part`, in order."""
        return [wanted for verb, path, wanted in self.requests if verb == method and part in path]


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.requests.append((self.command, path, self.headers.get("Range", "")))
        if self.headers.get("Authorization"):
            self.hub.logged_in.append(path)
        refused = next((answer for part, answer in self.hub.refuse.items() if part in path), None)
        if self.hub.portal:
            self._answer(200, b"<html>Please accept the terms of this hotel", {"Content-Type": "text/html"})
        elif refused:
            self._error(*refused)
        elif path.startswith("/api/models/"):
            self._api(path.removeprefix("/api/models/"))
        elif path.startswith("/cdn/"):
            repo, _, rest = path.removeprefix("/cdn/").partition("/at/")
            sha, _, name = rest.partition("/")
            self._stream(name, self.hub.repositories[repo].commits[sha][name])
        else:
            repo, _, rest = path.lstrip("/").partition("/resolve/")
            self._resolve(repo, *rest.split("/", 1))

    do_HEAD = do_GET  # noqa: N815

    def _find(self, repo: str, revision: str) -> tuple[str, dict[str, bytes]] | None:
        repository = self.hub.repositories.get(repo)
        if repository is None:
            self._error(401, "RepoNotFound")  # so does the real one to those who are not logged in
            return None
        sha = repository.branches.get(revision, revision)
        if sha not in repository.commits:
            self._error(404, "RevisionNotFound")
            return None
        return sha, repository.commits[sha]

    def _api(self, path: str) -> None:
        repo, _, rest = path.replace("/tree/", "/revision/").partition("/revision/")
        found = self._find(repo, rest or "main")
        if found is None:
            return
        sha, files = found
        if "/tree/" in path:
            told: Any = [self._tree_entry(name, data) for name, data in sorted(files.items())]
        else:
            told = {
                "id": repo,
                "sha": sha,
                "private": False,
                "gated": False,
                "tags": ["license:apache-2.0"],
                "cardData": {"license": "apache-2.0"},
                "siblings": [self._sibling(name, data) for name, data in sorted(files.items())],
            }
        self._answer(200, json.dumps(told).encode(), {"Content-Type": "application/json"})

    def _sibling(self, name: str, data: bytes) -> dict[str, Any]:
        size = self.hub.claimed.get(name, len(data))
        if self.hub.without_hashes:
            return {"rfilename": name, "size": size}
        entry: dict[str, Any] = {"rfilename": name, "size": size, "blobId": git_sha1(data)}
        if is_large(name):
            entry["lfs"] = {"size": size, "sha256": etag(name, data), "pointerSize": 130}
        return entry

    def _tree_entry(self, name: str, data: bytes) -> dict[str, Any]:
        entry: dict[str, Any] = {"type": "file", "path": name, "size": len(data), "oid": git_sha1(data)}
        if is_large(name):
            entry["lfs"] = {"size": len(data), "oid": etag(name, data), "pointerSize": 130}
        return entry

    def _resolve(self, repo: str, revision: str, name: str) -> None:
        found = self._find(repo, revision)
        if found is None:
            return
        sha, files = found
        if name not in files:
            self._error(404, "EntryNotFound")
            return
        named = "elsewhere" if self.hub.other_names else etag(name, files[name])
        told = {"X-Repo-Commit": sha}
        if is_large(name):
            told |= {"X-Linked-Size": str(len(files[name])), "X-Linked-Etag": f'"{named}"'}
            self._answer(302, b"", told | {"Location": f"{self.hub.elsewhere}/cdn/{repo}/at/{sha}/{name}"})
        else:
            self._stream(name, files[name], told | {"ETag": f'"{named}"'})

    def _stream(self, name: str, data: bytes, headers: Mapping[str, str] | None = None) -> None:
        if name in self.hub.garbled:
            data = bytes([data[0] ^ 1]) + data[1:]
        start, status, told = 0, 200, dict(headers or {})
        wanted = self.headers.get("Range", "")
        if wanted.startswith("bytes=") and not self.hub.ignores_ranges:
            start, status = int(wanted.removeprefix("bytes=").split("-")[0]), 206
            told["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        after, times = self.hub.cut.get(name, (0, 0))
        if times and self.command == "GET":
            self.hub.cut[name] = (after, times - 1)
            self._answer(status, data[start : start + after], told, length=len(data) - start)
            self.close_connection = True
        else:
            self._answer(status, data[start:], told)

    def _error(self, status: int, code: str) -> None:
        self._answer(status, b"{}", {"X-Error-Code": code, "X-Error-Message": code})

    def _answer(self, status: int, data: bytes, headers: Mapping[str, str], length: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        if self.command == "HEAD":
            return
        with contextlib.suppress(OSError):  # the client went away
            for start in range(0, len(data), 65536):
                time.sleep(self.hub.slow)
                self.wfile.write(data[start : start + 65536])
