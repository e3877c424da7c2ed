"""What comes with a request beside the product: statements the merchant vouches for, and how long the script may be."""

from __future__ import annotations

from mmdemo.errors import InputError
from mmdemo.processing.text.clean import clean_line

LEAST_SECONDS, MOST_SECONDS = 10, 60
_MOST_STATEMENTS = 2_000
_MOST_CHARACTERS = 10_000  # of the longest text that can be edited


def read_confirmed(confirmed: tuple[str, ...]) -> tuple[str, ...]:
    """The statements cleaned, each once.

    Raises:
        InputError: there are more than 2,000, or one has more than 10,000 characters (`field="confirmed"`).
    """
    cleaned = tuple(dict.fromkeys(text for text in map(clean_line, confirmed) if text))
    if len(cleaned) > _MOST_STATEMENTS or any(len(text) > _MOST_CHARACTERS for text in cleaned):
        raise InputError(
            f"At most {_MOST_STATEMENTS} statements of {_MOST_CHARACTERS} characters can be confirmed.",
            f"最多可确认 {_MOST_STATEMENTS} 句，每句不超过 {_MOST_CHARACTERS} 个字符。",
            field="confirmed",
        )
    return cleaned


def check_seconds(seconds: int) -> None:
    """Refuse a script that nobody would listen to.

    Raises:
        InputError: it is shorter than 10 or longer than 60 seconds (`field="script_seconds"`).
    """
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise InputError(
            f"The narration can last from {LEAST_SECONDS} to {MOST_SECONDS} seconds, not {seconds}.",
            f"旁白时长可以是 {LEAST_SECONDS} 到 {MOST_SECONDS} 秒，不能是 {seconds} 秒。",
            field="script_seconds",
        )
