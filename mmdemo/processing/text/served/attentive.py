"""A network connection that is never deaf: while it waits it keeps asking whether to go on waiting."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

_ASK_EVERY = 0.2  # seconds


class AttentiveBackend(httpcore.NetworkBackend):
    """Connections that call `heard` five times a second while they wait; what it raises closes the connection."""

    def __init__(self, heard: Callable[[], None]) -> None:
        self._heard = heard
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        def connect() -> httpcore.NetworkStream:
            return self._plain.connect_tcp(host, port, timeout, local_address, socket_options)

        return _AttentiveStream(_Opening(connect).wait(self._heard), self._heard)


class _Opening:
    """A connection being opened by a thread of its own, since looking up a name and shaking hands cannot be broken off.

    One that nobody waits for any more is closed as soon as it is open.
    """

    def __init__(self, work: Callable[[], httpcore.NetworkStream]) -> None:
        self._work = work
        self._stream: httpcore.NetworkStream | None = None
        self._problem: Exception | None = None
        self._abandoned = False
        self._lock = threading.Lock()
        self._done = threading.Event()

    def wait(self, heard: Callable[[], None]) -> httpcore.NetworkStream:
        """The open connection. Raises what opening it or `heard` raises."""
        heard()
        threading.Thread(target=self._open, daemon=True).start()
        try:
            while not self._done.wait(_ASK_EVERY):
                heard()
        except BaseException:
            with self._lock:
                self._abandoned = True
                self._close()
            raise
        if self._stream is None:
            assert self._problem is not None
            raise self._problem
        return self._stream

    def _open(self) -> None:
        try:
            stream = self._work()
        except Exception as error:
            self._problem = error
        else:
            with self._lock:
                self._stream = stream
                if self._abandoned:
                    self._close()
        self._done.set()

    def _close(self) -> None:
        if self._stream is not None:
            self._stream.close()


class _AttentiveStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, heard: Callable[[], None]) -> None:
        self._stream = stream
        self._heard = heard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to `max_bytes` as soon as there are any.

        Raises:
            httpcore.ReadTimeout: there were none for `timeout` seconds.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            self._heard()
            try:
                return self._stream.read(max_bytes, max(0.001, min(_ASK_EVERY, end - time.monotonic())))
            except httpcore.ReadTimeout:
                if time.monotonic() >= end:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        def shake_hands() -> httpcore.NetworkStream:
            return self._stream.start_tls(ssl_context, server_hostname, timeout)

        return _AttentiveStream(_Opening(shake_hands).wait(self._heard), self._heard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
