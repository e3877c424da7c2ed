"""A network connection that is never deaf: while it waits for bytes it keeps asking whether to go on waiting."""

from __future__ import annotations

import ssl
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
        self._heard()
        stream = self._plain.connect_tcp(host, port, timeout, local_address, socket_options)
        return _AttentiveStream(stream, self._heard)


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
        return _AttentiveStream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._heard)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
