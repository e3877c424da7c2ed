"""XML that strangers wrote, read without danger, and written again with the prefixes it came with."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from itertools import count
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.sax.saxutils import escape, quoteattr

from mmdemo.export.marks.piece import Damaged, bounded

DEEPEST = 60
_XML = "http://www.w3.org/XML/1998/namespace"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Tree:
    """The root of a document, and the prefix of each namespace in it."""

    root: Element
    prefixes: dict[str, str]


class _Builder(TreeBuilder):
    """A tree that grows no deeper than `DEEPEST`, and remembers the prefixes."""

    def __init__(self) -> None:
        super().__init__()
        self.prefixes: dict[str, str] = {_XML: "xml"}
        self._taken = {"xml"}
        self._depth = 0

    def start_ns(self, prefix: str, uri: str) -> None:
        if prefix and prefix not in self._taken and uri not in self.prefixes:
            self.prefixes[uri] = prefix
            self._taken.add(prefix)

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Damaged
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def read_tree(document: bytes) -> Tree:
    """A document of up to a megabyte in UTF-8, or in UTF-16 or UTF-32 with a byte order mark.

    Raises:
        Damaged: it is no XML, is too large or too deep, or declares a document type, by which entities are smuggled in.
    """
    try:
        text = bounded(document).decode(_encoding(document)).strip(" \t\r\n\0\ufeff")
    except UnicodeError as error:
        raise Damaged from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Damaged
    builder = _Builder()
    parser = XMLParser(target=builder)
    try:
        parser.feed(text)
        root: Element = parser.close()
    except (ParseError, ValueError) as error:
        raise Damaged from error
    return Tree(root, builder.prefixes)


def _encoding(document: bytes) -> str:
    return next((name for mark, name in _BYTE_ORDER_MARKS if document.startswith(mark)), "utf-8")


def tree_text(tree: Tree) -> str:
    """The document again. Namespaces are declared at its root; comments are gone."""
    used: dict[str, str] = {}
    free = (f"ns{number}" for number in count(1))
    taken = set(tree.prefixes.values())
    for element in tree.root.iter():
        for name in (element.tag, *element.keys()):
            uri = name[1:].partition("}")[0] if name.startswith("{") else ""
            if uri and uri not in used:
                used[uri] = tree.prefixes.get(uri) or next(prefix for prefix in free if prefix not in taken)
    declared = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for uri, prefix in used.items() if uri != _XML)
    return _written(tree.root, used, declared)


def _written(element: Element, prefixes: dict[str, str], declared: str = "") -> str:
    name = _qualified(element.tag, prefixes)
    attributes = "".join(f" {_qualified(key, prefixes)}={quoteattr(value)}" for key, value in element.items())
    inner = _escaped(element.text) + "".join(_written(child, prefixes) for child in element)
    return f"<{name}{declared}{attributes}>{inner}</{name}>{_escaped(element.tail)}"


def _qualified(name: str, prefixes: dict[str, str]) -> str:
    if not name.startswith("{"):
        return name
    uri, _, local = name[1:].partition("}")
    return f"{prefixes[uri]}:{local}"


def _escaped(text: str | None) -> str:
    return escape(text or "", {"\r": "&#13;"})
