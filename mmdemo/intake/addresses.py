"""A web address as typed, for a file that a shop imports or a code that a phone reads."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from mmdemo.errors import InputError
from mmdemo.processing.text.clean import clean_line
from mmdemo.schema import Message

MAX_ADDRESS = 300
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+")
_KEPT = "/%:@!$&'()*+,;=-._~"
_UNSAFE = set('"<>\\^`{|}')
_SHOWN = 60


def read_address(typed: str, field: str, label: Message, most: int = MAX_ADDRESS) -> str:
    """An address that begins with https:// or http://, in ASCII; "" where none is typed.

    What other scripts write is encoded: the host as IDNA asks, the rest in percent signs.

    Raises:
        InputError: it is no such address, or has more than `most` characters.
    """
    line = clean_line(typed)
    if not line:
        return ""
    try:
        parts = urlsplit(line)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError as error:  # also UnicodeError: a host that IDNA cannot write
        raise _refused(line, field, label) from error
    # A name before the host ("https://shop.com@elsewhere.net") is a trick to look like another shop.
    odd = " " in line or _UNSAFE & set(line) or "@" in parts.netloc
    if parts.scheme.lower() not in ("https", "http") or odd or not _HOST.fullmatch(host):
        raise _refused(line, field, label)
    netloc = host if port is None else f"{host}:{port}"
    path, query, fragment = (quote(part, safe=_KEPT + "?") for part in (parts.path, parts.query, parts.fragment))
    address = urlunsplit((parts.scheme.lower(), netloc, path, query, fragment))
    if len(address) > most:
        raise InputError(
            f"The {label.en} has {len(address)} characters; at most {most} fit. Use a shorter one.",
            f"{label.zh}有 {len(address)} 个字符，最多 {most} 个。请换用更短的地址。",
            field=field,
        )
    return address


def _refused(line: str, field: str, label: Message) -> InputError:
    shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
    return InputError(
        f"The {label.en} “{shown}” is no web address. Write it whole and without blanks, like https://shop.example/mug.",
        f"{label.zh}“{shown}”不是网址。请填写完整、不含空格的网址，例如 https://shop.example/mug。",
        field=field,
    )
