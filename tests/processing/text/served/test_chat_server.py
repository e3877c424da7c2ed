"""The wire: encrypted connections, certificates, and waiting without being deaf."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import httpcore
import pytest

from mmdemo.errors import GenerationError
from mmdemo.processing.text.prompted.prompt import Turn
from mmdemo.processing.text.served import attentive
from mmdemo.processing.text.served.address import Address
from mmdemo.processing.text.served.attentive import AttentiveBackend
from mmdemo.processing.text.served.chat_server import Options, answer
from tests.openai_server import OpenAIServer

OPTIONS = Options(temperature=0.7, top_p=0.8, seed=1, most_tokens=9, schema='{"type": "object"}')


def ask(server: OpenAIServer) -> str:
    seen: list[str] = []
    text = answer(Address(server.url, "m"), [Turn("user", "Hi")], OPTIONS, lambda: None, seen.append)
    assert seen[-1] == text
    return text


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("the program openssl, which makes a certificate for the test, is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -days 2 -subj /CN=127.0.0.1 "
        "-addext subjectAltName=IP:127.0.0.1".split(),
        cwd=folder,
        check=True,
        capture_output=True,
    )
    both = folder / "both.pem"
    both.write_text((folder / "key").read_text() + (folder / "cert").read_text())
    return both


def test_an_encrypted_connection_is_read_alike(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with OpenAIServer(["一杯好茶, please"], certificate=str(certificate)) as server:
        assert ask(server) == "一杯好茶, please"


def test_a_certificate_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with (
        OpenAIServer(["Hi"], certificate=str(certificate)) as server,
        pytest.raises(GenerationError, match="cannot be reached"),
    ):
        ask(server)
    assert not server.requests


def test_letters_split_between_packets_come_whole() -> None:
    with OpenAIServer(["一杯好茶"], pace=0.01) as server:
        assert ask(server) == "一杯好茶"


@pytest.mark.parametrize("finish", ["stop", "length"])
def test_a_stream_may_end_without_saying_done(finish: str) -> None:
    with OpenAIServer(["Hi there, all of you"], done=False, finish=finish) as server:
        assert ask(server) == "Hi there, all of you"


@pytest.mark.parametrize("streams", [True, False])
def test_an_empty_refusal_is_none(streams: bool) -> None:
    with OpenAIServer(["Hi"], refusal="", streams=streams) as server:
        assert answer(Address(server.url, "m"), [Turn("user", "Hi")], OPTIONS, lambda: None, lambda _: None) == "Hi"


class TestWaiting:
    @pytest.fixture
    def silent(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            yield server.getsockname()[1]

    def test_it_keeps_asking_until_the_time_is_up(self, silent: int) -> None:
        heard: list[float] = []
        stream = AttentiveBackend(lambda: heard.append(time.monotonic())).connect_tcp("127.0.0.1", silent, 5)
        started = time.monotonic()
        with pytest.raises(httpcore.ReadTimeout):
            stream.read(10, timeout=0.7)
        stream.close()
        assert 0.6 < time.monotonic() - started < 1.2
        assert len(heard) >= 4

    def test_what_is_raised_while_waiting_comes_out(self, silent: int) -> None:
        calls = 0

        def refuse() -> None:
            nonlocal calls
            calls += 1
            if calls == 3:
                raise KeyError

        stream = AttentiveBackend(refuse).connect_tcp("127.0.0.1", silent, 5)
        with pytest.raises(KeyError):
            stream.read(10)
        stream.close()

    @pytest.fixture
    def full(self):
        """The port of a server that lets nobody in any more."""
        with socket.create_server(("127.0.0.1", 0), backlog=0) as server:
            waiting = [socket.socket() for _ in range(3)]
            for one in waiting:
                one.setblocking(False)
                one.connect_ex(server.getsockname())
            yield server.getsockname()[1]
            for one in waiting:
                one.close()

    def test_stop_is_heard_while_it_connects(self, full: int) -> None:
        calls = 0

        def refuse() -> None:
            nonlocal calls
            calls += 1
            if calls == 3:
                raise KeyError

        with pytest.raises(KeyError):
            AttentiveBackend(refuse).connect_tcp("127.0.0.1", full, 30)

    def test_it_connects_no_longer_than_it_may(self, full: int) -> None:
        with pytest.raises(httpcore.ConnectTimeout):
            AttentiveBackend(lambda: None).connect_tcp("127.0.0.1", full, 0.3)

    def test_a_connection_that_nobody_waits_for_is_closed_once_it_is_open(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            go_on, opened = threading.Event(), threading.Event()

            def late() -> httpcore.NetworkStream:
                assert go_on.wait(5)
                stream = httpcore.SyncBackend().connect_tcp("127.0.0.1", server.getsockname()[1], 5)
                opened.set()
                return stream

            def refuse_the_second_time() -> None:
                if started:
                    raise KeyError
                started.append(True)

            started: list[bool] = []
            with pytest.raises(KeyError):
                attentive._Opening(late).wait(refuse_the_second_time)
            go_on.set()
            assert opened.wait(5)
            client, _ = server.accept()
            client.settimeout(5)
            assert client.recv(1) == b""
            client.close()

    def test_stop_is_heard_while_hands_are_shaken(self, silent: int) -> None:
        calls = 0

        def refuse() -> None:
            nonlocal calls
            calls += 1
            if calls == 4:
                raise KeyError

        stream = AttentiveBackend(refuse).connect_tcp("127.0.0.1", silent, 5)
        with pytest.raises(KeyError):
            stream.start_tls(ssl.create_default_context(), "127.0.0.1", 5)
        stream.close()
