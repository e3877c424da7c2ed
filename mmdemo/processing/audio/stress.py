"""What the merchant put between *stars* to have it stressed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mmdemo.processing.text.speakable import spoken_text
from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.schema import Language

Span = tuple[int, int]

# One or two stars before a word and behind one, as in Markdown; not those of "5*3*2", of a footnote* or of ****.
_STARRED = re.compile(r"(?<![A-Za-z0-9*])\*{1,2}(?=[^\s*])([^*]{1,80})(?<=\S)\*{1,2}(?![A-Za-z0-9*])")


def shown_words(words: Sequence[SpokenWord], language: Language) -> tuple[SpokenWord, ...]:
    """The words as a caption shows them, without the stars that ask for stress.

    A word of which nothing would be left goes to the one before it, or at the start to the next.
    """
    blank = "" if language == "zh" else " "
    shown = blank.join(word.text for word in words)
    stars = {
        place for match in _STARRED.finditer(shown) for place in {*range(*match.span())} - {*range(*match.span(1))}
    }
    if not stars:
        return tuple(words)
    seen, kept, waiting = 0, list[SpokenWord](), ""
    for word in words:
        text = "".join(letter for place, letter in enumerate(word.text, seen) if place not in stars).strip()
        seen += len(word.text) + len(blank)
        if text:
            kept.append(SpokenWord(text, waiting + word.spoken))
            waiting = ""
        elif kept:
            kept[-1] = kept[-1]._replace(spoken=kept[-1].spoken + word.spoken)
        else:
            waiting += word.spoken
    return tuple(kept)


def stressed(words: Sequence[SpokenWord], language: Language) -> tuple[Span, ...]:
    """The spans of characters, in the words' joined `spoken`, that stand between stars on the page."""
    blank = "" if language == "zh" else " "
    shown, spoken = blank.join(word.text for word in words), spoken_text(words)
    starred = {place for match in _STARRED.finditer(shown) for place in range(*match.span(1)) if shown[place].isalnum()}
    spans: list[Span] = []
    seen = heard = 0
    for word in words:
        ends = seen + len(word.text)
        if not starred.isdisjoint(range(seen, ends)):
            last = heard + max(place for place, letter in enumerate(word.spoken, 1) if letter.isalnum())
            joins = bool(spans) and not any(letter.isalnum() for letter in spoken[spans[-1][1] : heard])
            spans[-1:] = [(spans[-1][0], last)] if joins else [*spans[-1:], (heard, last)]
        seen, heard = ends + len(blank), heard + len(word.spoken)
    return tuple(spans)
