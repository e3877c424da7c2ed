"""How a sentence is spoken: pace, pitch, and the pause behind it, from its punctuation."""

from __future__ import annotations

from dataclasses import dataclass

from mmdemo.schema import Language
from mmdemo.sound import Pace

SPEEDS: dict[Pace, float] = {"slow": 0.88, "usual": 1.0, "brisk": 1.12}
# Figures cannot be guessed: where they are more than this share of the letters, the listener is given more time. A
# Chinese sentence has fewer letters.
DENSE: dict[Language, float] = {"en": 0.12, "zh": 0.25}
DENSE_SPEED = 0.94
LIFTED = 1.04
# Seconds of silence by the mark that ends the sentence, the more telling mark of two ("?!", "！……") counting. Engines
# pause 0.1 to 0.3 s at commas and colons inside a sentence: its end must be heard as more than those.
PAUSES = {"…": 0.55, "?": 0.45, "!": 0.4, ".": 0.35, ":": 0.3, ";": 0.3, ",": 0.2}
NO_MARK = 0.45  # a heading, or a line that ends where the page ends it
PARAGRAPH = 0.25
_CLOSING = "\"'”’」』）》)]}*_ "
_NARROW = str.maketrans("？！。：；，、．", "?!.:;,,.")


@dataclass(frozen=True)
class Manner:
    """Speed and pitch as factors of the voice's own; `pause` in seconds after the sentence."""

    speed: float = 1.0
    pitch: float = 1.0
    pause: float = 0.35


def manner_of(sentence: str, language: Language, pace: Pace, last_of_paragraph: bool) -> Manner:
    """The manner in which a sentence as it is on the page is spoken.

    Sentences dense with figures are slower and exclamations a little higher; the tone of questions is the engine's.
    Pauses shrink and grow with the pace.
    """
    letters = [letter for letter in sentence if letter.isalnum()]
    dense = sum(letter.isdecimal() for letter in letters) > DENSE[language] * len(letters)
    mark = _end_mark(sentence)
    lifted = "!" in mark
    speed = SPEEDS[pace]
    pause = max((PAUSES[each] for each in mark), default=NO_MARK) + (PARAGRAPH if last_of_paragraph else 0.0)
    return Manner(speed * (DENSE_SPEED if dense else 1.0), LIFTED if lifted else 1.0, pause / speed)


def _end_mark(sentence: str) -> str:
    """The marks at the end, in their narrow forms, quotation marks and brackets around them left out."""
    ending = sentence.rstrip(_CLOSING).translate(_NARROW)
    marks = ending[len(ending.rstrip("".join(PAUSES))) :]
    return "…" if marks.startswith("..") else marks
