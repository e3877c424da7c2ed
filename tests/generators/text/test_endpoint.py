"""A language model on a server, spoken to over a real connection to a small server in this process."""

import itertools
import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable
from mmdemo.generators.text import embedded, endpoint
from mmdemo.generators.text.endpoint import SPEC
from mmdemo.pipeline import stream_kit
from mmdemo.processing.text.prompted.limits import limits_for
from mmdemo.processing.text.served import chat_server
from mmdemo.registry import Registry
from mmdemo.runtime.machine import this_machine
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import AUTO, Copy, Product, Request
from tests.listings import BEI, BEI_REPLY, MUG, MUG_REPLY, as_json, brief_of
from tests.openai_server import OpenAIServer

KEY = "sk-secret-0123456789"
Configure = Callable[..., None]


@pytest.fixture(autouse=True)
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Sets the address in the environment; nothing of it is set before."""

    def set_to(url: str = "", model: str = "test-model", key: str = "") -> None:
        for name, value in (("URL", url), ("MODEL", model), ("KEY", key)):
            monkeypatch.setenv(f"MMDEMO_TEXT_{name}", value)

    set_to(model="")
    this_machine.cache_clear()
    yield set_to
    this_machine.cache_clear()


def write(product: Product = MUG, seed: int = 1, **given) -> Copy:
    made = SPEC.load(ON_CPU).generate(brief_of(product), RunContext(seed, part="copy", **given))
    assert isinstance(made, Copy)
    return made


class TestAsking:
    @pytest.mark.parametrize("streams", [True, False], ids=["streamed", "whole"])
    @pytest.mark.parametrize(("product", "reply"), [(MUG, MUG_REPLY), (BEI, BEI_REPLY)], ids=["en", "zh"])
    def test_a_good_reply_becomes_the_copy(self, configure: Configure, product, reply, streams: bool) -> None:
        with OpenAIServer([as_json(reply)], streams=streams) as server:
            configure(server.url)
            copy = write(product)
        assert (copy.title, list(copy.bullets), copy.script) == (reply["title"], reply["bullets"], reply["script"])

    def test_what_is_asked_for(self, configure: Configure) -> None:
        ctx = RunContext(1, part="copy")
        with OpenAIServer([as_json(MUG_REPLY)]) as server:
            configure(server.url + "/", key=KEY)
            SPEC.load(ON_CPU).generate(brief_of(MUG), ctx)
        [asked] = server.requests
        assert asked["path"] == "/v1/chat/completions"
        assert (asked["model"], asked["stream"], asked["temperature"], asked["top_p"]) == ("test-model", True, 0.7, 0.8)
        assert asked["max_tokens"] == limits_for("en").tokens
        assert asked["seed"] == ctx.seed_for("attempt 1") & 0x7FFFFFFF
        assert asked["response_format"]["json_schema"]["schema"]["required"] == list(MUG_REPLY)
        assert [message["role"] for message in asked["messages"]] == ["system", "user"]
        assert server.keys == [f"Bearer {KEY}"]
        assert ctx.options["host"] == server.host
        assert (ctx.options["model"], ctx.options["attempts"], ctx.options["temperature"]) == ("test-model", "1", "0.7")
        assert KEY not in str(ctx.options)

    def test_no_key_no_header(self, configure: Configure) -> None:
        with OpenAIServer([as_json(MUG_REPLY)]) as server:
            configure(server.url)
            write()
        assert server.keys == [None]

    def test_a_server_that_does_not_know_the_options_is_asked_without(self, configure: Configure) -> None:
        with OpenAIServer([as_json(MUG_REPLY)], knows_options=False) as server:
            configure(server.url)
            assert write().title == MUG_REPLY["title"]
        assert set(server.requests[1]) == {"model", "messages", "stream", "path"}

    def test_a_bad_reply_is_asked_for_again_with_the_reason(self, configure: Configure) -> None:
        with OpenAIServer(["no", "<think>hm</think> no", as_json(MUG_REPLY)]) as server:
            configure(server.url)
            assert write().title == MUG_REPLY["title"]
        seeds = [asked["seed"] for asked in server.requests]
        assert len(set(seeds)) == 3
        assert "it is not one whole JSON object" in server.requests[2]["messages"][1]["content"]

    def test_three_bad_replies_are_given_up(self, configure: Configure) -> None:
        with OpenAIServer(["no"]) as server:
            configure(server.url)
            with pytest.raises(GenerationError, match="What test-model wrote could not be used"):
                write()
        assert len(server.requests) == 3

    def test_a_frugal_run_asks_for_less(self, configure: Configure) -> None:
        with OpenAIServer([as_json(MUG_REPLY)]) as server:
            configure(server.url)
            write(frugal=True)
        assert server.requests[0]["max_tokens"] == limits_for("en", short=True).tokens


class TestProgress:
    def test_the_text_is_seen_while_it_comes(self, configure: Configure, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(endpoint, "_REPORT_EVERY", 0.0)
        heard: list[Progress] = []
        with OpenAIServer([as_json(BEI_REPLY)]) as server:
            configure(server.url)
            write(BEI, listen=heard.append)
        sketches = [news.sketch for news in heard if news.sketch]
        assert len(set(sketches)) > 10
        assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(sketches))
        assert [news.done for news in heard] == sorted(news.done for news in heard)
        assert all(news.done <= news.total for news in heard)

    def test_stop_closes_the_connection_midway(self, configure: Configure) -> None:
        stop = threading.Event()
        with OpenAIServer([as_json(MUG_REPLY)], pace=0.02) as server:
            configure(server.url)
            with pytest.raises(Cancelled):
                write(stop=stop, listen=lambda news: stop.set() if news.sketch else None)
            assert server.hung_up.wait(5)
            server.pace = 0
            assert write().title == MUG_REPLY["title"]

    def test_stop_is_heard_while_the_server_says_nothing(self, configure: Configure) -> None:
        stop = threading.Event()
        with OpenAIServer(mute=True) as server:
            configure(server.url)
            threading.Timer(0.3, stop.set).start()
            started = time.monotonic()
            with pytest.raises(Cancelled):
                write(stop=stop)
            assert time.monotonic() - started < 1.5
            assert server.hung_up.wait(5)


class TestFailures:
    @pytest.mark.parametrize(
        ("status", "said", "said_zh"),
        [
            (401, "refused the key; check MMDEMO_TEXT_KEY", "拒绝了密钥"),
            (403, "refused the key", "拒绝了密钥"),
            (
                404,
                "knows no model called “test-model”, or MMDEMO_TEXT_URL is not its base address",
                "没有名为“test-model”的模型",
            ),
            (429, "is busy, or its quota is used up", "正忙"),
            (500, "has a problem of its own (500)", "自身出错（500）"),
            (503, "has a problem of its own (503)", "自身出错（503）"),
            (400, "did not accept the request (400)", "未接受请求（400）"),
            (418, "did not accept the request (418)", "未接受请求（418）"),
            (302, "points elsewhere, which is not followed", "要求转到别处"),
        ],
    )
    def test_a_refusal_is_a_sentence(self, configure: Configure, status: int, said: str, said_zh: str) -> None:
        with OpenAIServer() as elsewhere, OpenAIServer(status=status) as server:
            server.headers = {"Location": f"{elsewhere.url}/chat/completions"}
            configure(server.url, key=KEY)
            with pytest.raises(GenerationError) as caught:
                write()
        assert said in caught.value.text("en") and server.host in caught.value.text("en")
        assert said_zh in caught.value.text("zh")
        assert KEY not in repr(caught.value.args)
        assert not elsewhere.requests

    def test_a_refused_connection_is_a_sentence(self, configure: Configure) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            configure(f"http://127.0.0.1:{taken.getsockname()[1]}/v1")
            with pytest.raises(GenerationError, match="cannot be reached; is it running"):
                write()

    def test_a_host_that_does_not_exist_is_a_sentence(self, configure: Configure, monkeypatch) -> None:
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        configure("http://no-such-host.invalid/v1")
        with pytest.raises(GenerationError, match=r"no-such-host\.invalid cannot be reached"):
            write()

    @pytest.mark.parametrize("streams", [True, False])
    @pytest.mark.parametrize(
        "body",
        [
            b"<html>Welcome to the hotel</html>",
            b'data: {"choices": 7}\n\n',
            b"data: [1, 2]\n\n",
            b"data: {\n\n",
            b'data: "error"\n\n',
            b"data: " + b'{"a":' * 50_000 + b"\n\n",
            b"\xff\xfe\x00data",
            b'[{"choices": []}]',
        ],
        ids=range(8),
    )
    def test_something_else_is_a_sentence(self, configure: Configure, body: bytes, streams: bool) -> None:
        with OpenAIServer(raw=body, streams=streams) as server:
            configure(server.url)
            with pytest.raises(GenerationError, match=r"something other than a chat completion|could not be used"):
                write()

    def test_an_error_in_the_stream_is_a_sentence(self, configure: Configure) -> None:
        body = f'data: {{"error": {{"message": "bad key {KEY}"}}}}\n\n'.encode()
        with OpenAIServer(raw=body) as server:
            configure(server.url, key=KEY)
            with pytest.raises(GenerationError, match="reported an error of its own") as caught:
                write()
        assert KEY not in str(caught.value)

    def test_a_connection_that_breaks_leaves_no_half_listing(self, configure: Configure) -> None:
        with OpenAIServer([as_json(MUG_REPLY)], cut=20) as server:
            configure(server.url)
            with pytest.raises(GenerationError, match=r"broke off|could not be used"):
                write()

    @pytest.mark.parametrize(
        ("raw", "streams"),
        [
            (b'data: {"choices": [{"delta": {"content": "' + b"x" * 5_000 + b'"}}]}\n\n', True),
            (b": ping\n\n" * 1_000, True),
            (b"x" * 10_000, False),
            (b"data: " + b"x" * 10_000, True),
        ],
        ids=["text", "pings", "whole", "line"],
    )
    def test_a_flood_is_refused(self, configure: Configure, raw: bytes, streams: bool) -> None:
        with OpenAIServer(raw=raw, streams=streams, endless=True) as server:
            configure(server.url)
            with pytest.raises(GenerationError, match="sent more than any listing needs"):
                write()
            assert server.hung_up.wait(5)

    def test_silence_is_a_sentence(self, configure: Configure, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(chat_server, "_SILENCE", 0.3)
        with OpenAIServer(mute=True) as server:
            configure(server.url)
            with pytest.raises(GenerationError, match="did not answer in time"):
                write()

    def test_a_trickle_is_a_sentence(self, configure: Configure, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(chat_server, "_WHOLE", 0.3)
        with OpenAIServer([as_json(MUG_REPLY)], pace=0.05) as server:
            configure(server.url)
            with pytest.raises(GenerationError, match="took too long to answer"):
                write()

    def test_the_key_is_in_no_log(self, configure: Configure, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        with OpenAIServer([as_json(MUG_REPLY)]) as server:
            configure(server.url, key=KEY)
            write()
            server.status = 401
            with pytest.raises(GenerationError):
                write()
        assert "httpcore" in {record.name.split(".")[0] for record in caplog.records}
        assert KEY not in caplog.text


class TestAddress:
    def test_without_one_the_embedded_writer_stays(self) -> None:
        assert "MMDEMO_TEXT_URL" in SPEC.missing().en and "MMDEMO_TEXT_URL" in SPEC.missing().zh
        chosen = Registry([embedded.SPEC, SPEC]).candidates(brief_of(MUG), AUTO)
        assert [spec.id for spec in chosen] == ["embedded"]
        with pytest.raises(GeneratorUnavailable, match="Set MMDEMO_TEXT_URL"):
            write()

    def test_with_one_it_is_asked_first(self, configure: Configure) -> None:
        configure("http://127.0.0.1:8000/v1")
        chosen = Registry([embedded.SPEC, SPEC]).candidates(brief_of(MUG), AUTO)
        assert [spec.id for spec in chosen] == ["endpoint", "embedded"]

    @pytest.mark.parametrize(
        "url",
        [
            "127.0.0.1:8000",
            "ftp://127.0.0.1/v1",
            "file:///etc/passwd",
            "http://",
            "http://user:word@127.0.0.1/v1",
            "http://127.0.0.1/v1?key=1",
            "http://127.0.0.1:99999/v1",
            "http://127.0.0.1:port/v1",
            "http://[::1/v1",
            "http://127.0.0.1/v 1",
            "http://bücher.example/v1",
            "http://127.0.0.1\\@evil.example/v1",
        ],
    )
    def test_what_is_no_address_is_said(self, configure: Configure, url: str) -> None:
        configure(url)
        assert "is no address of a server" in SPEC.missing().en

    def test_a_model_is_needed(self, configure: Configure) -> None:
        configure("http://127.0.0.1:8000/v1", model=" ")
        assert SPEC.missing().en == "Set MMDEMO_TEXT_MODEL to the name of the model to use."

    @pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel", "tab\tkey"])
    def test_a_key_that_cannot_be_one_is_said_without_it(self, configure: Configure, key: str) -> None:
        configure("http://127.0.0.1:8000/v1", key=key)
        assert "MMDEMO_TEXT_KEY holds characters" in SPEC.missing().en
        assert key not in SPEC.missing().en

    @pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "127.8.8.8"])
    def test_offline_this_machine_may_be_asked(self, configure: Configure, monkeypatch, name: str) -> None:
        monkeypatch.setenv("MMDEMO_OFFLINE", "1")
        configure(f"http://{name}:8000/v1")
        assert SPEC.missing() is None

    @pytest.mark.parametrize(
        "name", ["api.example.com", "192.168.1.7", "0.0.0.0", "localhost.example", "127.0.0.1.nip.io"]
    )
    def test_offline_no_other_machine_may_be_asked(self, configure: Configure, monkeypatch, name: str) -> None:
        monkeypatch.setenv("MMDEMO_OFFLINE", "1")
        configure(f"https://{name}/v1")
        assert f"{name} is another machine" in SPEC.missing().en
        with pytest.raises(GeneratorUnavailable, match="offline"):
            write()

    def test_online_any_machine_may_be_asked(self, configure: Configure, monkeypatch) -> None:
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        configure("https://api.example.com/v1")
        assert SPEC.missing() is None

    def test_the_full_address_of_the_call_will_do(self, configure: Configure) -> None:
        with OpenAIServer([as_json(MUG_REPLY)]) as server:
            configure(f"{server.url}/chat/completions")
            assert write().title == MUG_REPLY["title"]


def test_a_failure_leaves_the_embedded_writers_copy_with_the_reason(configure: Configure) -> None:
    with OpenAIServer(status=401) as server:
        configure(server.url)
        kits = stream_kit(Request(name="Oak mug", facts=("350 ml",), seed=1), registry=Registry([embedded.SPEC, SPEC]))
        kit = next(kit for kit in kits if kit.copy is not None)
    made_by = kit.assets["copy"].provenance
    assert (made_by.requested, made_by.used) == ("auto", "embedded")
    assert made_by.reason is not None and "refused the key" in made_by.reason.en


def test_what_a_hostile_server_answers_is_only_text(configure: Configure) -> None:
    hostile = MUG_REPLY | {
        "title": "<img src=x onerror=alert(1)>Stoneware Mug<script>alert(2)</script>",
        "bullets": [*MUG_REPLY["bullets"], "Visit http://evil.example", "=HYPERLINK(1)"],
        "alt_texts": {"image/main": "\u202egnp.exe", "image/scene": "[click](javascript:alert)"},
        "__proto__": {"x": 1},
    }
    with OpenAIServer([json.dumps(hostile)]) as server:
        configure(server.url)
        copy = write(replace(MUG, brand=""))
    assert copy.title == "Stoneware Mug"
    assert not any("evil" in bullet for bullet in copy.bullets)
    assert copy.alt_texts == {"image/main": "gnp.exe", "image/scene": "click"}
