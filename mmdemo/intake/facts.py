"""The merchant's lines, split into facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from mmdemo.errors import InputError
from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.language import script_shares
from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.quantity import Quantity, dimension_name, measured_names, read_quantity
from mmdemo.schema import Fact, Language, Origin

MAX_FACTS = 40
MAX_FACT_CHARACTERS = 300

_LINE_BREAK = re.compile(r"[\n\r\v\f\u0085\u2028\u2029]+")
# "1.5 litres", "-5 °C" and "3 in 1" are no bullets: a number needs its mark, and the mark no digit behind it.
_BULLET = re.compile(
    r"^(?:[•●○◦▪▫■□◆◇►▶▸‣⁃∙·*✓✔✅☑➤➢★☆]\ufe0f?\s*"
    r"|[-–—+](?=\D)\s*"
    r"|[(（]?\d{1,2}[)）]\s*"
    r"|\d{1,2}(?:[.．](?=\D)|、)\s*"
    r"|[①-⑳]\s*)+"
)
_URL = re.compile(r"\w+://|\bwww\.|\S@\S")
_COLON = re.compile(r"(?<!\d)\s*[:：]\s*|\s*[:：](?!\d)\s*")
_DASH = re.compile(r"\s+[-–—]\s+|\s*=\s*")
_HAN_AMOUNT = re.compile(r"^(?P<name>[\u4e00-\u9fff]{1,6}?)\s*(?P<value>(?:约|大约)?[\d.]+.*)$")
_WORD_AMOUNT = re.compile(r"^(?P<name>[A-Za-z][A-Za-z ]{1,23}?)\s+(?P<value>\S.*)$")
_AMOUNT_NAME = re.compile(r"^(?P<value>.*\d.*)\s+(?P<name>[A-Za-z]+(?: [a-z]+)?)$")
_END = " .;,。；，、"
_TYPED: Mapping[str, Origin] = MappingProxyType({})


def read_facts(
    lines: Sequence[str], language: Language = "en", origins: Mapping[str, Origin] = _TYPED
) -> tuple[Fact, ...]:
    """Clean and split what the merchant typed: bullets, empty lines and repetitions go, name and value come apart.

    `language` is that of the listing; `origins` tells where lines came from that were not typed.

    Raises:
        InputError: a fact has more than 300 characters, or there are more than 40 facts.
    """
    facts: dict[str, Fact] = {}
    for line in _lines(lines):
        if line in facts:
            continue
        start = line if len(line) <= 40 else f"{line[:40]}…"
        if len(line) > MAX_FACT_CHARACTERS:
            raise InputError(
                f"The fact “{start}” has {len(line)} characters; please shorten it to {MAX_FACT_CHARACTERS} "
                "or split it into several lines.",
                f"“{start}”这条卖点有{len(line)}个字符，请缩短到{MAX_FACT_CHARACTERS}个以内，或拆成几行。",
                field="facts",
            )
        if len(facts) == MAX_FACTS:
            raise InputError(
                f"There are more than {MAX_FACTS} facts; please remove some, starting at “{start}”.",
                f"卖点超过{MAX_FACTS}条，请从“{start}”开始删减。",
                field="facts",
            )
        facts[line] = _fact(f"fact-{len(facts) + 1}", line, language, origins.get(line, "typed"))
    return tuple(facts.values())


def _lines(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for part in _LINE_BREAK.split(text):
            line = _BULLET.sub("", clean_line(part))
            if any(character.isalnum() for character in line):
                yield line


def _fact(identity: str, line: str, language: Language, origin: Origin) -> Fact:
    name, value = _name_and_value(line)
    quantity = read_quantity(value.rstrip(_END))
    if quantity is None:
        return Fact(identity, line, value, name, origin=origin)
    if name is None and quantity.dimension:
        name = dimension_name(quantity.dimension, language)
    return Fact(identity, line, value.rstrip(_END), name, quantity.number, quantity.unit, origin)


def _name_and_value(line: str) -> tuple[str | None, str]:
    """Split a line where it names what it tells; (None, line) where it does not."""
    if _URL.search(line):
        return None, line
    if (colon := _COLON.search(line)) and _is_name(line[: colon.start()], line[colon.end() :]):
        return line[: colon.start()], line[colon.end() :].rstrip(_END)
    # A spaced hyphen also stands between clauses, so it splits only behind a name that is known or before an amount.
    if (dash := _DASH.search(line)) and _is_name(line[: dash.start()], line[dash.end() :]):
        name, value = line[: dash.start()], line[dash.end() :].rstrip(_END)
        if name.casefold() in _known_names() or read_quantity(value):
            return name, value
    # "颜色 藏青、炭灰": a blank divides behind a Chinese word that names an attribute.
    name, _, value = line.partition(" ")
    if len(name) > 1 and script_shares(name).han and name in _known_names() and value:
        return name, value.rstrip(_END)
    return _named_amount(line) or (None, line)


def _is_name(name: str, value: str) -> bool:
    if not 1 <= len(name) <= 30 or len(name.split()) > 4 or re.search(r"[.!?,;。！？，；、]", name):
        return False
    return any(map(str.isalpha, name)) and any(map(str.isalnum, value))


def _named_amount(line: str) -> tuple[str, str] | None:
    """ "容量350毫升", "Capacity 350 ml" and "350 ml capacity", where the word is known to name such an amount."""
    for pattern in (_HAN_AMOUNT, _WORD_AMOUNT, _AMOUNT_NAME):
        found = pattern.match(line.rstrip(_END))
        if found and found["name"].casefold() in measured_names() and _amount(found["value"]):
            return found["name"][:1].upper() + found["name"][1:], found["value"]
    return None


def _amount(text: str) -> Quantity | None:
    return read_quantity(text.strip())


def _known_names() -> frozenset[str]:
    attributes = read_table("attributes")
    known = {name for language in attributes.values() for entry in language.values() for name in entry["names"]}
    return measured_names() | {name.casefold() for name in known}
