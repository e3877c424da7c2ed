"""The languages of the studio, and a sentence in each of them."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["en", "zh"]

LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Message(NamedTuple):
    """One sentence for the merchant, in each language of the studio."""

    en: str
    zh: str

    def text(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en
