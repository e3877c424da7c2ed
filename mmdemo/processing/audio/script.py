"""A script as it is to be read: its sentences with what is said for each word, how, and which are kept as they are."""

from __future__ import annotations

from dataclasses import dataclass

from mmdemo.errors import GenerationError
from mmdemo.processing.audio.manner import Manner, manner_of
from mmdemo.processing.audio.notice import SPOKEN
from mmdemo.processing.text.speakable import sentences, speakable
from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.schema import Brief, Copy, Language, Take
from mmdemo.sound import GivenNotice


@dataclass(frozen=True)
class Script:
    """The sentences that have something to say, a spoken notice the first of them.

    `takes` counts how often each was asked for again; `kept` is its sound where an earlier narration has that take.
    """

    text: str
    language: Language
    notice: GivenNotice
    sentences: tuple[tuple[SpokenWord, ...], ...]
    manners: tuple[Manner, ...]
    takes: tuple[int, ...]
    kept: tuple[Take | None, ...]


def read_script(brief: Brief) -> Script:
    """The script of the brief's copy.

    Raises:
        GenerationError: there is no copy, or its script has nothing to say.
    """
    copy, language = brief.inputs.get("copy"), brief.product.language
    if not isinstance(copy, Copy):
        raise GenerationError("A narration needs the listing's copy first.", "请先生成文案，再制作旁白。")
    notice: GivenNotice = "none" if brief.sound.notice == "auto" else brief.sound.notice
    lines = [[*each] for line in copy.script.splitlines() if (each := sentences(line))]
    if notice == "spoken":
        lines.insert(0, [SPOKEN[language]])
    read: list[tuple[SpokenWord, ...]] = []
    manners: list[Manner] = []
    for line in lines:
        for sentence in line:
            words = speakable(sentence, language)
            if words:
                read.append(words)
                manners.append(manner_of(sentence, language, brief.sound.pace, sentence is line[-1]))
    if len(read) == (notice == "spoken"):
        raise GenerationError(
            "There is nothing to read aloud. Please write a script for the narration.",
            "没有可朗读的内容。请为旁白写一段文稿。",
        )
    takes = (*brief.takes, *(0 for _ in read))[: len(read)]
    return Script(
        copy.script, language, notice, tuple(read), tuple(manners), takes, _kept(brief, copy.script, notice, takes)
    )


def _kept(brief: Brief, script: str, notice: GivenNotice, takes: tuple[int, ...]) -> tuple[Take | None, ...]:
    earlier = brief.earlier
    if earlier is None or (earlier.script, earlier.notice, len(earlier.takes)) != (script, notice, len(takes)):
        return (None,) * len(takes)
    return tuple(take if take.number == number else None for take, number in zip(earlier.takes, takes, strict=True))
