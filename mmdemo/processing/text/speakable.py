"""A script made ready for a narrator: cut into sentences, and each word with what is read for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mmdemo.processing.text.speakable_en import speakable_en
from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.processing.text.speakable_zh import speakable_zh
from mmdemo.schema import Language

# A Chinese full stop ends a sentence wherever it stands; a Latin one only before a blank or a Chinese character.
_END = re.compile(r"(?:[。！？]+|…+(?=\s|$)|[.!?]+(?=[\"')\]”’」』）]*(?:\s|$|[一-鿿])))[\"')\]”’」』）]*")
# After these a full stop does not end the sentence, even before a capital.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|vs|approx|incl|excl|max|min|dia|qty|no|dr|mr|mrs|ms|st|fl|in|oz|[A-Z])\.$", re.IGNORECASE
)
# After these only where a figure follows: "Nov. 23", but "in the sun. 5 colours".
_NUMBERED = re.compile(
    r"(?:^|[\s(])(?:[Ee]st|[Vv]ol|[Ff]ig|[Cc]h|[Nn]os|pp?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.$"
)
_LOOKED_BACK = 12  # characters: longer than any abbreviation
_FOLLOWING = re.compile(r"\s*(\S?)")


def sentences(script: str) -> tuple[str, ...]:
    """The sentences of a script in either language, without surrounding blanks; a line break always ends one."""
    found: list[str] = []
    for line in script.splitlines():
        start = 0
        for match in _END.finditer(line):
            before = line[max(start, match.start() - _LOOKED_BACK) : match.start() + 1]
            after = _FOLLOWING.match(line, match.end())
            following = after[1] if after else ""
            stop = match[0].startswith(".") and following
            abbreviated = stop and (_ABBREVIATED.search(before) or (following.isdigit() and _NUMBERED.search(before)))
            if abbreviated or following.islower():
                continue
            found.append(line[start : match.end()])
            start = match.end()
        found.append(line[start:])
    return tuple(sentence.strip() for sentence in found if sentence.strip())


def speakable(sentence: str, language: Language) -> tuple[SpokenWord, ...]:
    """The words of one sentence with what a narrator reads for each.

    The words' `text` joined holds every character of the sentence except blanks. A sentence with nothing to say (only
    emoji or punctuation) gives no words.
    """
    return speakable_zh(sentence) if language == "zh" else speakable_en(sentence)


def spoken_text(words: Sequence[SpokenWord]) -> str:
    """What the engine is given for a sentence."""
    return "".join(word.spoken for word in words)
