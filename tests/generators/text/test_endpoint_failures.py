"""A server that fails, and one that is not what it should be: a sentence each time, and the embedded writer's copy."""

import logging
import socket

import pytest

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators.text import embedded
from mmdemo.generators.text.endpoint import SPEC
from mmdemo.pipeline import stream_kit
from mmdemo.processing.text.served import chat_server
from mmdemo.registry import Registry
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import Copy, Product, Request
from tests.generators.text.conftest import Configure
from tests.listings import BEI_REPLY, MUG, MUG_REPLY, as_json, brief_of
from tests.openai_server import OpenAIServer
from tests.processing.text.prompted.channel_replies import MUG_CHANNELS

KEY = "sk-secret-0123456789"
BOTH = [as_json(MUG_REPLY), as_json(MUG_CHANNELS)]


def write(product: Product = MUG, seed: int = 1, **given) -> Copy:
    made = SPEC.load(ON_CPU).generate(brief_of(product), RunContext(seed, part="copy", **given))
    assert isinstance(made, Copy)
    return made


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
            b'data: {"choices": [{"delta": {"content": "Stone\xffware"}}]}\n\n',
            b'{"choices": [{"message": {"content": "Stone\xffware"}}]}',
            b'{"choices": [7]}',
        ],
        ids=range(11),
    )
    def test_something_else_is_a_sentence(self, configure: Configure, body: bytes, streams: bool) -> None:
        with OpenAIServer(raw=body, streams=streams) as server:
            configure(server.url)
            with pytest.raises(GenerationError, match="something other than a chat completion"):
                write()

    def test_an_error_in_the_stream_is_a_sentence(self, configure: Configure) -> None:
        body = f'data: {{"error": {{"message": "bad key {KEY}"}}}}\n\n'.encode()
        with OpenAIServer(raw=body) as server:
            configure(server.url, key=KEY)
            with pytest.raises(GenerationError, match="reported an error of its own") as caught:
                write()
        assert KEY not in str(caught.value)

    @pytest.mark.parametrize("cut", [0, 20, 300])
    def test_a_connection_that_breaks_leaves_no_half_listing(self, configure: Configure, cut: int) -> None:
        with OpenAIServer([as_json(MUG_REPLY) + " " * 2_000], cut=cut) as server:
            configure(server.url)
            with pytest.raises(GenerationError, match="broke off"):
                write()
        assert len(server.requests) == 1

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


# What a server may do, and what is then said in both languages.
MISDEEDS: dict[str, tuple[dict[str, object], str, str]] = {
    "key": ({"status": 401}, "refused the key", "拒绝了密钥"),
    "quota": ({"status": 429}, "is busy, or its quota is used up", "正忙，或配额已用完"),
    "down": ({"status": 500}, "has a problem of its own (500)", "自身出错（500）"),
    "redirect": ({"status": 307, "headers": {"Location": "http://127.0.0.1:9/v1"}}, "points elsewhere", "要求转到别处"),
    "silence": ({"mute": True}, "did not answer in time", "未及时回答"),
    "stuck": ({"stuck": 30}, "did not answer in time", "未及时回答"),
    "cut": ({"cut": 30}, "broke off in the middle of its answer", "在回答过程中断开了连接"),
    "cut at the end": ({"cut": 100_000, "finish": None, "done": False}, "broke off", "断开了连接"),
    "cut in the headers": ({"cut_headers": True}, "broke off", "断开了连接"),
    "no end": ({"raw": b": ping\n\n" * 1_000, "endless": True}, "sent more than any listing needs", "返回的内容过长"),
    "page": ({"raw": b"<html>Hotel</html>", "content_type": "text/html"}, "something other than", "不是对话补全结果"),
    "wrong type": ({"content_type": "text/plain"}, "something other than a chat completion", "不是对话补全结果"),
    "compressed": ({"raw": b"\x1f\x8b\x08\x00" * 9, "content_type": "application/gzip"}, "something other", "不是对话"),
    "no utf-8": (
        {"raw": b'data: {"choices": [{"delta": {"content": "caf\xe9"}}]}\n\n'},
        "something other than a chat completion",
        "不是对话补全结果",
    ),
    "declines in words": (
        {"replies": ["I'm sorry, I can't help with that."]},
        "it answers in words instead of a JSON object",
        "可能是模型拒绝撰写",
    ),
    "declines in a field": ({"refusal": "I can't."}, "its model declines to write these texts", "模型拒绝撰写"),
    "declines, whole": ({"refusal": "I can't.", "streams": False}, "its model declines to write", "模型拒绝撰写"),
    "filter": ({"finish": "content_filter"}, "its content filter objects", "内容过滤器拦截了文案"),
    "filter, whole": ({"finish": "content_filter", "streams": False}, "its content filter objects", "内容过滤器"),
    "broken json": ({"replies": [as_json(MUG_REPLY)[:300]]}, "it is not one whole JSON object", "不是一个完整的 JSON"),
    "other language": ({"replies": [as_json(BEI_REPLY)]}, "it is not written in English", "不是用英文写的"),
}


@pytest.mark.parametrize("misdeed", MISDEEDS)
def test_whatever_a_server_does_the_embedded_writer_stands_in_and_the_reason_is_said(
    configure: Configure, monkeypatch: pytest.MonkeyPatch, misdeed: str
) -> None:
    monkeypatch.setattr(chat_server, "_SILENCE", 0.4)
    given, said, said_zh = MISDEEDS[misdeed]
    with OpenAIServer(**{"replies": [as_json(MUG_REPLY)]} | given) as server:
        configure(server.url, key=KEY)
        request = Request(name="Oak mug", facts=("350 ml",), seed=1, language="en", generators={"text": "endpoint"})
        kits = stream_kit(request, registry=Registry([embedded.SPEC, SPEC]))
        kit = next(kit for kit in kits if kit.copy is not None)
    made_by = kit.assets["copy"].provenance
    assert (made_by.requested, made_by.used) == ("endpoint", "embedded")
    assert made_by.reason is not None
    assert said in made_by.reason.en and said_zh in made_by.reason.zh
    assert KEY not in repr(made_by)
    assert kit.copy is not None and "Oak" in kit.copy.title
    assert server.requests
