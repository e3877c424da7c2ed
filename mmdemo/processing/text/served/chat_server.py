"""One question to a server that speaks OpenAI's chat-completions protocol, its answer read as it streams in.

No redirect is followed, no proxy asked, no cookie kept; of what the server says about an error only the number is used.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import httpcore

from mmdemo.errors import GenerationError
from mmdemo.processing.text.prompted.prompt import Turn
from mmdemo.processing.text.served.address import KEY, URL, Address
from mmdemo.processing.text.served.attentive import AttentiveBackend
from mmdemo.schema import Message

MOST_TEXT = 256 * 1024
"""Characters; an answer beyond it is no listing."""
# Each token comes with about 250 bytes around it.
_MOST_BYTES = 32 * MOST_TEXT
_CONNECT, _SILENCE, _WHOLE = 5.0, 60.0, 300.0  # seconds: to connect, between two bytes, for the whole answer
_UNKNOWN_OPTION = (400, 422)


@dataclass(frozen=True)
class Options:
    """What the server is asked to keep to: sampling, the JSON schema of the answer, its most tokens."""

    temperature: float
    top_p: float
    seed: int
    most_tokens: int
    schema: str


class _OptionRefused(Exception):
    """The server does not know one of the options."""


def answer(
    address: Address,
    chat: Sequence[Turn],
    options: Options,
    heard: Callable[[], None],
    show: Callable[[str], None],
) -> str:
    """What the model answers. `heard` is called while waiting and may raise; `show` gets the text so far.

    A server that refuses the options is asked again without any.

    Raises:
        GenerationError: it cannot be reached, refuses, breaks off, or answers with something else; a sentence says so.
    """
    asked: dict[str, Any] = {
        "model": address.model,
        "messages": [{"role": turn.role, "content": turn.content} for turn in chat],
        "stream": True,
    }
    form = {"name": "texts", "strict": True, "schema": json.loads(options.schema)}
    wished = {
        "temperature": options.temperature,
        "top_p": options.top_p,
        "seed": options.seed,
        "max_tokens": options.most_tokens,
        "response_format": {"type": "json_schema", "json_schema": form},
    }
    try:
        return _post(address, asked | wished, heard, show)
    except _OptionRefused:
        pass
    try:
        return _post(address, asked, heard, show)
    except _OptionRefused:
        raise _failure(address, "did not understand the request", "无法理解请求") from None


def _post(address: Address, body: dict[str, Any], heard: Callable[[], None], show: Callable[[str], None]) -> str:
    end = time.monotonic() + _WHOLE

    def go_on() -> None:
        heard()
        if time.monotonic() > end:
            raise _failure(address, "took too long to answer", "回答时间过长")

    headers: dict[bytes | str, bytes | str] = {
        "Content-Type": "application/json",
        "Accept": "text/event-stream, application/json",
    }
    if address.key:
        headers["Authorization"] = f"Bearer {address.key}"
    timeouts = {"connect": _CONNECT, "read": _SILENCE, "write": _SILENCE, "pool": _CONNECT}
    try:
        with (
            httpcore.ConnectionPool(network_backend=AttentiveBackend(go_on)) as pool,
            pool.stream(
                "POST",
                f"{address.url}/chat/completions",
                headers=headers,
                content=json.dumps(body).encode(),
                extensions={"timeout": timeouts},
            ) as response,
        ):
            if response.status != 200:
                raise _refusal(address, response.status, optioned="response_format" in body)
            streams = any(
                name.lower() == b"content-type" and b"event-stream" in value for name, value in response.headers
            )
            received = _capped(address, response.iter_stream())
            return _streamed(address, received, show) if streams else _whole(address, received)
    except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
        raise _failure(address, "cannot be reached; is it running?", "无法连接，请确认它已启动") from error
    except httpcore.TimeoutException as error:
        raise _failure(address, "did not answer in time", "未及时回答") from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise _broken_off(address) from error


def _capped(address: Address, chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > _MOST_BYTES:
            raise _too_long(address)
        yield chunk


def _streamed(address: Address, chunks: Iterable[bytes], show: Callable[[str], None]) -> str:
    """Server-sent events, each with a piece of the text, up to "[DONE]"; some servers end behind the last piece."""
    text, begun, ended = "", False, False
    for line in _lines(chunks):
        if not line.startswith(b"data:"):
            continue
        data = line.removeprefix(b"data:").strip()
        if data == b"[DONE]":
            ended = True
            break
        piece = _piece(address, data, "delta")
        begun, ended = True, ended or piece.last
        text += piece.text
        if len(text) > MOST_TEXT:
            raise _too_long(address)
        show(text)
    if not ended:
        raise _broken_off(address) if begun else _something_else(address)
    return text


def _whole(address: Address, chunks: Iterable[bytes]) -> str:
    """The answer of a server that does not stream."""
    text = _piece(address, b"".join(chunks), "message").text
    if len(text) > MOST_TEXT:
        raise _too_long(address)
    return text


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from map(bytes.strip, whole)
    yield rest.strip()


class _Piece(NamedTuple):
    """The text in one event or answer, "" where it carries none, such as a count of tokens; and whether it ends it."""

    text: str
    last: bool


def _piece(address: Address, data: bytes, key: str) -> _Piece:
    try:
        event = json.loads(data.decode())
        if event.get("error"):
            raise _failure(address, "reported an error of its own", "报告了自身错误")
        choice = (event["choices"] or [{}])[0]
        said, reason = choice.get(key) or {}, choice.get("finish_reason")
        content, refusal = said.get("content"), said.get("refusal")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise _something_else(address) from error
    if refusal:
        raise _failure(
            address,
            "says that its model declines to write these texts; another model may do it",
            "表示其模型拒绝撰写这些文案，可换一个模型再试",
        )
    if reason == "content_filter":
        raise _failure(
            address,
            "withheld the texts: its content filter objects to them; check the product's words",
            "的内容过滤器拦截了文案，请检查商品资料的用词",
        )
    return _Piece(content if isinstance(content, str) else "", reason is not None)


def _refusal(address: Address, status: int, *, optioned: bool) -> Exception:
    if status in _UNKNOWN_OPTION and optioned:
        return _OptionRefused()
    said = {
        401: Message(f"refused the key; check {KEY}", f"拒绝了密钥，请检查 {KEY}"),
        403: Message(f"refused the key; check {KEY}", f"拒绝了密钥，请检查 {KEY}"),
        404: Message(
            f"knows no model called “{address.model}”, or {URL} is not its base address",
            f"没有名为“{address.model}”的模型，或 {URL} 不是它的基础地址",
        ),
        429: Message("is busy, or its quota is used up", "正忙，或配额已用完"),
    }.get(status)
    if said is None and 300 <= status < 400:
        said = Message(f"points elsewhere, which is not followed; check {URL}", f"要求转到别处（未跟随），请检查 {URL}")
    if said is None and status >= 500:
        said = Message(f"has a problem of its own ({status})", f"自身出错（{status}）")
    if said is None:
        said = Message(f"did not accept the request ({status})", f"未接受请求（{status}）")
    return _failure(address, *said)


def _broken_off(address: Address) -> GenerationError:
    return _failure(address, "broke off in the middle of its answer", "在回答过程中断开了连接")


def _something_else(address: Address) -> GenerationError:
    return _failure(address, "answered with something other than a chat completion", "返回的不是对话补全结果")


def _too_long(address: Address) -> GenerationError:
    return _failure(address, "sent more than any listing needs", "返回的内容过长")


def _failure(address: Address, en: str, zh: str) -> GenerationError:
    return GenerationError(f"The text server at {address.host} {en}.", f"文案服务器 {address.host} {zh}。")
