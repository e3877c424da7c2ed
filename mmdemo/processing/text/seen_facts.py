"""What was seen in a photo as facts to offer: the lettering on the product, the description of a model, its colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.english import capitalise, split_sentences
from mmdemo.schema import Language, Message

MOST_LINES = 12
MOST_CHARACTERS = 80  # of a line of lettering
MOST_DESCRIPTION = 200

# An address is for customers to scan or type; a shop page may not carry it.
_ADDRESS = re.compile(
    r"^(?:tel|sms|smsto|mailto|matmsg|geo|wifi|begin|mecard):|://|\bwww\.|\w\.[a-z]+/|\w@\w|\w\.(?:com|net|org|cn)\b",
    re.IGNORECASE | re.ASCII,
)
_PICTURE = r"(?:image|picture|photo|photograph)"
_LEAD = re.compile(
    rf"^(?:(?:in|on) (?:this|the) {_PICTURE},?\s+(?:(?:we|i|you) can see|there (?:is|are))\s+"
    rf"|(?:this|the|it)(?: {_PICTURE})? (?:shows|depicts|displays|features|contains)\s+"
    rf"|(?:this|the|it)(?: {_PICTURE})? is an? (?:{_PICTURE}|close-up(?: shot)?) of\s+"
    rf"|(?:there (?:is|are)|an? (?:{_PICTURE}|close-up(?: shot)?) of|we can see)\s+)",
    re.IGNORECASE,
)
# From here on a sentence tells of the place, not of the product.
_PLACE = re.compile(
    r",?\s+(?:(?:which|that) is\s+)?(?:"
    r"(?:sitting|standing|placed|resting|lying|laying|displayed|isolated|hanging|kept|positioned)\b"
    r"|on top of\b|in front of\b|against\b"
    r"|(?:on|with) (?:a|an|the) (?:[\w-]+ ){0,3}(?:background|table|surface|desk|floor|counter|wall|shelf)\b"
    r"|in (?:a|an|the) (?:[\w-]+ ){0,2}(?:room|kitchen|background|store|shop)\b"
    r").*$",
    re.IGNORECASE,
)


def lettering(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines of lettering worth keeping: cleaned, at most 12 of at most 80 characters, none twice, no specks.

    A line with fewer than two letters or digits, or more signs than those, is the noise of a texture.
    """
    kept: dict[str, str] = {}
    for line in map(clean_line, lines):
        letters = sum(character.isalnum() for character in line)
        if letters < 2 or letters < len(line.replace(" ", "")) / 2:
            continue
        if len(line) > MOST_CHARACTERS:
            line = f"{line[: MOST_CHARACTERS - 1].rstrip()}…"
        kept.setdefault(line.casefold(), line)
    return tuple(kept.values())[:MOST_LINES]


def lettering_facts(lines: Iterable[str], language: Language) -> tuple[str, ...]:
    """A fact for each line of `lettering` that is no address."""
    label = "包装文字：" if language == "zh" else "Text on the product: "
    return tuple(f"{label}{line}" for line in lines if not is_address(line))


def is_address(text: str) -> bool:
    """Whether a text leads away from the shop: a web page, an e-mail, or a code that a phone acts upon."""
    return _ADDRESS.search(text) is not None


def listed(names: Sequence[Message], language: Language) -> str:
    """Names in a row: "red", "red and white", "red, white and blue", or "红色、白色"."""
    told = [name.text(language) for name in names]
    if language == "zh":
        return "、".join(told)
    return " and ".join(filter(None, [", ".join(told[:-1]), told[-1]]))


def described(caption: str) -> str:
    """What a model's English description says of the product itself: its first sentence without lead and place.

    "The image shows a white mug sitting on a table. It …" gives "A white mug".
    """
    sentence = clean_line(split_sentences(caption.strip())[0])
    product = _PLACE.sub("", _LEAD.sub("", sentence)).strip(" .,;")
    if len(product) > MOST_DESCRIPTION:
        product = f"{product[: MOST_DESCRIPTION - 1].rstrip()}…"
    return capitalise(product)
