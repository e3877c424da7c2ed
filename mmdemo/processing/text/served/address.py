"""Where a language model is served, as the person who started the studio says it in the environment."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mmdemo.schema import Message

URL, MODEL, KEY = "MMDEMO_TEXT_URL", "MMDEMO_TEXT_MODEL", "MMDEMO_TEXT_KEY"

_UNSET = Message(
    f"Set {URL} to the base address of an OpenAI-compatible server, such as http://127.0.0.1:8000/v1, and {MODEL} to "
    "the name of the model it serves.",
    f"请将 {URL} 设为 OpenAI 兼容服务器的基础地址（例如 http://127.0.0.1:8000/v1），"
    f"并将 {MODEL} 设为该服务器提供的模型名称。",
)
_NO_MODEL = Message(f"Set {MODEL} to the name of the model to use.", f"请将 {MODEL} 设为要使用的模型名称。")
_NO_ADDRESS = Message(
    f"{URL} is no address of a server. It should look like http://127.0.0.1:8000/v1, without user name, password "
    "and question mark.",
    f"{URL} 不是有效的服务器地址。它应类似 http://127.0.0.1:8000/v1，且不含用户名、密码或问号。",
)
_BAD_KEY = Message(
    f"{KEY} holds characters that no key has, such as a blank or a line break.",
    f"{KEY} 含有密钥不会有的字符，例如空格或换行。",
)


@dataclass(frozen=True)
class Address:
    """A server's base URL without a final slash, the model to ask for, and the key, which is never shown."""

    url: str
    model: str
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The server's name or number, with its port where the URL has one."""
        return urlsplit(self.url).netloc

    @property
    def on_this_machine(self) -> bool:
        """Whether nothing leaves the machine on the way there."""
        name = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            return name == "localhost"


def read_address() -> Address | Message:
    """The address in the environment, or what is missing or wrong there."""
    url, model, key = (os.environ.get(name, "").strip() for name in (URL, MODEL, KEY))
    if not url:
        return _UNSET
    if not _is_base(url):
        return _NO_ADDRESS
    if not model:
        return _NO_MODEL
    if not (key.isascii() and key.isprintable() and " " not in key):
        return _BAD_KEY
    return Address(url.rstrip("/").removesuffix("/chat/completions"), model, key)


def _is_base(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and not set(url) & set(" ?#@\\")
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0
