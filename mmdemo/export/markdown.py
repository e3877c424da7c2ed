"""The texts of a listing as Markdown, to paste into a shop's back office."""

from __future__ import annotations

import re

from mmdemo.compose.alternative_text import alternative_text
from mmdemo.compose.labels import label
from mmdemo.compose.page import price_text
from mmdemo.export.manifest import picture_path
from mmdemo.schema import Kit

_SPECIAL = re.compile(r"([\\`*_{}\[\]>#|~])")
# What makes a list, a rule or a heading at the start of a line, and would turn "&copy;" into a sign.
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def listing_markdown(kit: Kit) -> str:
    """Title, price, texts, facts, pictures with their alternative text, and the narration script.

    Raises:
        ValueError: the kit has no copy yet.
    """
    copy = kit.copy
    if copy is None:
        raise ValueError("a listing without copy cannot be written")
    language = kit.product.language
    lines = [f"# {escape(copy.title)}", ""]
    if kit.product.price is not None:
        lines += [f"**{label('price', language)}** {escape(price_text(kit.product.price, language))}", ""]
    lines += [escape(copy.short_description), ""]
    lines += [f"- {escape(bullet)}" for bullet in copy.bullets]
    lines.append("")
    if copy.long_description:
        lines += [f"## {label('description', language)}", ""]
    for paragraph in copy.long_description.splitlines():
        if paragraph:
            lines += [escape(paragraph), ""]
    if copy.keywords:
        lines += [f"## {label('keywords', language)}", "", escape(", ".join(copy.keywords)), ""]
    if kit.pictures:
        lines += [f"## {label('pictures', language)}", ""]
        for part in kit.pictures:
            lines.append(f"- ![{escape(alternative_text(kit, part, copy.title))}]({picture_path(part)})")
        lines.append("")
    if copy.script:
        lines += [f"## {label('script', language)}", "", *(escape(line) for line in copy.script.splitlines()), ""]
    return "\n".join(lines)


def escape(text: str) -> str:
    """The merchant's text with Markdown's and HTML's own characters made harmless."""
    escaped = _SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", text)).replace("<", "&lt;")
    return _LINE_START.sub(
        lambda found: f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}", escaped
    )
