"""A small server on this machine that speaks the chat-completions protocol of OpenAI, and can be told to fail."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass
class OpenAIServer:
    """`with OpenAIServer([reply, …]) as server:` serves at `server.url`; a request takes the next reply, or the last.

    `status`: answer this instead, with `headers`. `knows_options`: answer 400 to a request with a response_format.
    `streams`: send server-sent events, else one JSON object. `pace`: seconds before each event. `raw`: send these bytes
    as the whole body. `endless`: never end the body. `content_type`: say this of the body. `mute`: accept and say
    nothing. `cut`: drop the connection after so many events, `cut_headers`: before the headers end. `stuck`: say
    nothing more after so many events. `finish`: the reason why the answer ends. `refusal`: decline with these words.
    `done`: send "[DONE]" at the end of a stream. `requests` are the bodies received, `keys` their authorization
    headers; `hung_up` is set when the client closes the connection while it is being answered. `certificate`: the path
    of one with its key, to serve over TLS.
    """

    replies: list[str] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    knows_options: bool = True
    streams: bool = True
    pace: float = 0.0
    raw: bytes | None = None
    endless: bool = False
    mute: bool = False
    cut: int | None = None
    cut_headers: bool = False
    stuck: int | None = None
    content_type: str | None = None
    finish: str | None = "stop"
    refusal: str | None = None
    done: bool = True
    certificate: str | None = None
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        if self.certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"{'https' if self.certificate else 'http'}://{self.host}/v1"

    def next_reply(self) -> str:
        return self.replies[min(len(self.requests), len(self.replies)) - 1]


def _handler(server: OpenAIServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append(body | {"path": self.path})
            server.keys.append(self.headers["Authorization"])
            try:
                self._answer(body)
            except OSError:
                server.hung_up.set()
            self.close_connection = True

        def _answer(self, body: dict[str, Any]) -> None:
            if server.mute:
                self._wait_for_the_end()
                return
            if server.cut_headers:
                self.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-st")
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            status = server.status
            if "response_format" in body and not server.knows_options:
                status = 400
            streams = server.streams and status == 200
            self.send_response(status)
            usual = "text/event-stream" if streams else "application/json"
            self.send_header("Content-Type", server.content_type or usual)
            for name, value in server.headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            if status != 200:
                self.wfile.write(b'{"error": {"message": "no, with key ' + str(server.keys[-1]).encode() + b'"}}')
            elif server.raw is not None:
                self.wfile.write(server.raw)
                while server.endless:
                    self.wfile.write(server.raw)
            elif streams:
                self._stream(server.next_reply())
            else:
                content = {"role": "assistant", "content": server.next_reply(), "refusal": server.refusal}
                choice = {"index": 0, "message": content, "finish_reason": server.finish}
                self.wfile.write(json.dumps({"choices": [choice]}).encode())

        def _wait_for_the_end(self) -> None:
            while self.connection.recv(1):
                pass
            server.hung_up.set()

        def _stream(self, text: str) -> None:
            self.wfile.write(b": hello\n\n")
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": None}}]})
            for count, start in enumerate(range(0, len(text), 4)):
                if count == server.cut:
                    with contextlib.suppress(OSError):
                        self.connection.shutdown(socket.SHUT_RDWR)
                    return
                if count == server.stuck:
                    self._wait_for_the_end()
                    return
                time.sleep(server.pace)
                self._event({"error": None, "choices": [{"index": 0, "delta": {"content": text[start : start + 4]}}]})
            if server.refusal is not None:
                self._event({"choices": [{"index": 0, "delta": {"refusal": server.refusal}}]})
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": server.finish}]})
            self._event({"choices": [], "usage": {"completion_tokens": 7}})
            if server.done:
                self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, event: dict[str, Any]) -> None:
            self.wfile.write(b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n")

    return Handler
