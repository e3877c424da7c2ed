"""Captions from spoken words: cues of at most two lines, written as WebVTT with a time for each word, or as SubRip.

WebVTT is the W3C's format (https://www.w3.org/TR/webvtt1/); SubRip (.srt) is what editors and video sites take. Line
lengths are the customary 42 Latin or 20 Chinese characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from mmdemo.schema import Word

LINE_UNITS = 42.0 + 1e-6  # sums of the width below are not exact
CHINESE_UNITS = 2.1  # of those 42: a line holds 20 Chinese characters
LINES = 2
# How much emptier a cue or line may be, as a share of it, for the sake of a break after punctuation.
PAUSE_BONUS = 0.15
# A cue stays this long after its last word, if the next one lets it.
LINGER_SECONDS = 0.3
_BREAKS = tuple(",.;:!?，。；：！？、—")
# SubRip has no escapes; players take these for markup.
_MARKUP = re.compile(r"<(?=[A-Za-z/])|\{(?=\\)")


class Spoken(Protocol):
    """A sound with words in it, such as a `Narration`: the words of each sentence in time order, times in seconds."""

    @property
    def sentences(self) -> tuple[tuple[Word, ...], ...]: ...

    @property
    def duration(self) -> float: ...


@dataclass(frozen=True)
class Cue:
    """What stands on the screen from `start` to `end` (seconds): one or two lines, each a run of words."""

    start: float
    end: float
    lines: tuple[tuple[Word, ...], ...]


def joined(words: Sequence[Word]) -> str:
    """Words as running text: a blank between two, except beside a Chinese character or full-width punctuation."""
    if not words:
        return ""
    return words[0].text + "".join(_gap(left.text, right.text) + right.text for left, right in pairwise(words))


def cue_texts(spoken: Spoken) -> list[str]:
    """The running text of each entry of `sentences`."""
    return [joined(words) for words in spoken.sentences]


def cues(spoken: Spoken) -> tuple[Cue, ...]:
    """The cues in time order, none over another, all inside the sound."""
    return _cues(spoken.sentences, spoken.duration)


# Each listing asks for them once for every file and track.
@lru_cache(maxsize=16)
def _cues(sentences: tuple[tuple[Word, ...], ...], duration: float) -> tuple[Cue, ...]:
    groups = [group for words in sentences for group in _groups(words)]
    result: list[Cue] = []
    for index, words in enumerate(groups):
        following = groups[index + 1][0].start if index + 1 < len(groups) else duration
        end = min(words[-1].end + LINGER_SECONDS, max(following, words[-1].end), duration)
        result.append(Cue(words[0].start, end, _lines(words)))
    return tuple(result)


def captions_vtt(spoken: Spoken) -> str:
    """The captions as a WebVTT file."""
    blocks = [
        f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n"
        + "\n".join(_timed(line, cue, first=index == 0) for index, line in enumerate(cue.lines))
        for cue in cues(spoken)
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def captions_srt(spoken: Spoken) -> str:
    """The captions as a SubRip file: numbered cues of plain text."""
    return "\n".join(
        f"{number}\n{_stamp(cue.start, ',')} --> {_stamp(cue.end, ',')}\n" + "".join(map(_plain, cue.lines))
        for number, cue in enumerate(cues(spoken), 1)
    )


def _groups(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """A sentence cut into runs that fit one cue each; a single word longer than a cue stands alone.

    Of all ways to cut, the one with the least sum of squared empty shares, less a bonus for each cut after
    punctuation: few cues, about equally long. Found by dynamic programming over where the last cue begins.
    """
    room = LINES * LINE_UNITS
    begins, ends = _places(words)
    best: list[tuple[float, int]] = [(0.0, 0)]  # for the first n words: the cost, and where their last cue begins
    for end in range(1, len(words) + 1):
        pause = PAUSE_BONUS if words[end - 1].text.endswith(_BREAKS) else 0.0
        options = []
        for start in range(end - 1, -1, -1):
            units = ends[end - 1] - begins[start]
            if end - start > 1 and units > room:
                break
            # The last word with which the first line is not too long: the rest must fit the second.
            cut = bisect_right(ends, begins[start] + LINE_UNITS, start, end)
            if end - start == 1 or cut == end or (cut > start and ends[end - 1] - begins[cut] <= LINE_UNITS):
                options.append((best[start][0] + (1 - units / room) ** 2 - pause, start))
        best.append(min(options))
    groups: list[tuple[Word, ...]] = []
    end = len(words)
    while end:
        start = best[end][1]
        groups.insert(0, words[start:end])
        end = start
    return groups


def _lines(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    """One line where it fits, else two, cut near the middle and rather after punctuation."""
    if len(words) == 1 or _units(words) <= LINE_UNITS:
        return (words,)

    def cost(cut: int) -> float:
        first, second = _units(words[:cut]), _units(words[cut:])
        overflow = max(0.0, first - LINE_UNITS) + max(0.0, second - LINE_UNITS)
        pause = PAUSE_BONUS if words[cut - 1].text.endswith(_BREAKS) else 0.0
        return abs(first - second) / LINE_UNITS + 100 * overflow - 2 * pause

    cut = min(range(1, len(words)), key=cost)
    return words[:cut], words[cut:]


def _timed(words: tuple[Word, ...], cue: Cue, *, first: bool) -> str:
    """One line with the time of each word before it; a time must lie inside the cue and after the one before it."""
    text = ""
    shown = _milliseconds(cue.start)
    for index, word in enumerate(words):
        time = _milliseconds(word.start)
        gap = _gap(words[index - 1].text, word.text) if index else ""
        stamp = ""
        if (index or not first) and shown < time < _milliseconds(cue.end):
            stamp, shown = f"<{_stamp(word.start)}>", time
        text += gap + stamp + _escaped(word.text)
    return text


def _plain(words: tuple[Word, ...]) -> str:
    """One line with nothing in it that a player could take for a time or for markup."""
    return _MARKUP.sub("‹", joined(words).replace("-->", "→")) + "\n"


def _gap(left: str, right: str) -> str:
    return "" if _wide(left[-1]) or _wide(right[0]) else " "


def _places(words: Sequence[Word]) -> tuple[list[float], list[float]]:
    """Where each word begins and ends in all of them as one line, in units."""
    begins, ends = [], []
    place = 0.0
    for index, word in enumerate(words):
        place += len(_gap(words[index - 1].text, word.text)) if index else 0
        begins.append(place)
        place += _width(word.text)
        ends.append(place)
    return begins, ends


def _units(words: Sequence[Word]) -> float:
    """The width of the words as running text."""
    gaps = sum(len(_gap(left.text, right.text)) for left, right in pairwise(words))
    return gaps + sum(_width(word.text) for word in words)


@lru_cache(maxsize=4096)
def _width(text: str) -> float:
    return sum(CHINESE_UNITS if _wide(letter) else 1.0 for letter in text)


def _wide(letter: str) -> bool:
    return "⺀" <= letter <= "鿿" or "豈" <= letter <= "﫿" or "、" <= letter <= "】" or "！" <= letter <= "｠"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _stamp(seconds: float, point: str = ".") -> str:
    minutes, milliseconds = divmod(_milliseconds(seconds), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
