"""Descriptions as the HTML that shops take, as plain text, and back.

The markup of a file that was handed in is not trusted and read in one pass: Python's own `HTMLParser` takes more than a
minute for 90 KB of unclosed tags.
"""

from __future__ import annotations

import html
import re

Described = tuple[tuple[str, ...], tuple[str, ...]]
"""Paragraphs and list items, as plain text."""

_BULLET = "• "
# Possessive: a tag that never closes is not tried again for each of its letters.
_TOKEN = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)[^<>]*+>|<!--|<[!?][^<>]*+>|[^<]++|<")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = {
    *("p", "li", "ul", "ol", "div", "section", "article", "blockquote", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th", "dl", "dt", "dd"),
}
_SILENT = {"script", "style", "template"}


def description_html(paragraphs: tuple[str, ...], bullets: tuple[str, ...]) -> str:
    """Paragraphs, then a list. Whatever stands in them is escaped."""
    told = "".join(f"<p>{escaped(paragraph)}</p>" for paragraph in paragraphs)
    points = "".join(f"<li>{escaped(bullet)}</li>" for bullet in bullets)
    return told + (f"<ul>{points}</ul>" if points else "")


def description_text(paragraphs: tuple[str, ...], bullets: tuple[str, ...]) -> str:
    """The same as plain text: an empty line between paragraphs, then a line for each bullet, behind a dot."""
    points = "\n".join(_BULLET + bullet.replace("\n", " ") for bullet in bullets)
    return "\n\n".join((*paragraphs, *((points,) if points else ())))


def escaped(text: str) -> str:
    """Plain text as HTML. WooCommerce makes a line break of a backslash before an "n": it is written as a sign."""
    return html.escape(text, quote=False).replace("\\", "&#92;").replace("\n", "<br>")


def read_text(text: str) -> Described:
    """What `description_text` wrote, or a stranger did."""
    paragraphs: list[str] = []
    bullets: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        plain = []
        for line in block.split("\n"):
            if line.startswith(_BULLET):
                bullets.append(line.removeprefix(_BULLET).strip())
            else:
                plain.append(line)
        if paragraph := "\n".join(plain).strip():
            paragraphs.append(paragraph)
    return tuple(paragraphs), tuple(bullets)


def read_html(markup: str) -> Described:
    """The paragraphs and the list items of some HTML; what scripts and styles say is left out."""
    if "<" not in markup:
        return read_text(html.unescape(markup))
    paragraphs: list[str] = []
    bullets: list[str] = []
    text: list[str] = []
    in_item = silent = False

    def close() -> None:
        told = "\n".join(line.strip() for line in html.unescape("".join(text)).split("\n")).strip()
        text.clear()
        if told:
            (bullets if in_item else paragraphs).append(told)

    place = 0
    while place < len(markup):
        token = _TOKEN.match(markup, place)
        assert token is not None  # the last of its choices takes any sign that the others leave
        place = token.end()
        closing, name = bool(token[1]), (token[2] or "").lower()
        if token[0] == "<!--":
            end = markup.find("-->", place)
            place = len(markup) if end < 0 else end + 3
        elif name in _SILENT:
            silent = not closing
        elif name == "br":
            text.append("\n")
        elif name in _BLOCKS:
            close()
            if name in ("li", "ul", "ol"):
                in_item = name == "li" and not closing
        elif not name and not silent and not token[0].startswith(("<!", "<?")):
            text.append(_BLANKS.sub(" ", token[0]))
    close()
    return tuple(paragraphs), tuple(bullets)
