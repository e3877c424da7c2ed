"""The first object that is asked for: the texts of the product page."""

from __future__ import annotations

import json
import re
from typing import Annotated

from pydantic import BeforeValidator

from mmdemo.processing.text.prompted.json_reply import (
    JsonReply,
    as_lines,
    as_phrases,
    as_text,
    list_schema,
    object_schema,
    read_object,
    text_schema,
)
from mmdemo.processing.text.prompted.limits import FEWEST_BULLETS, MOST_KEYWORDS, Limits

_MARKS = frozenset({"title"})


class Reply(JsonReply):
    """A model's listing as it came, apart from slips that are easily put right: a list as one text or the reverse."""

    title: Annotated[str, BeforeValidator(as_text)]
    bullets: Annotated[list[str], BeforeValidator(as_lines)]
    short_description: Annotated[str, BeforeValidator(as_text)]
    long_description: Annotated[list[str], BeforeValidator(as_lines)]
    keywords: Annotated[list[str], BeforeValidator(as_phrases)]
    script: Annotated[str, BeforeValidator(as_text)]
    alt_texts: dict[str, str] | list[str] | str = {}

    def alt_text(self, part: str, index: int) -> str:
        """What is said of one picture: by its part id or the last word of it, by place in a list, else ""."""
        if isinstance(self.alt_texts, str):
            return self.alt_texts
        if isinstance(self.alt_texts, list):
            return self.alt_texts[index] if index < len(self.alt_texts) else ""
        word = part.rpartition("/")[2]
        return next((text for key, text in self.alt_texts.items() if re.split(r"\W|_", key.casefold())[-1] == word), "")


def parse_reply(raw: str) -> Reply:
    """The listing in what a model sent.

    Raises:
        GenerationError: there is no whole one in it, or a field is missing or of a wrong type.
    """
    return read_object(raw, Reply, _MARKS)


def reply_schema(limits: Limits, pictures: tuple[str, ...], *, lettered: bool) -> str:
    """The JSON schema of a reply, the same text for the same arguments. `lettered` as in `text_schema`."""
    text = text_schema(lettered)
    schema = object_schema(
        {
            "title": text,
            "bullets": list_schema(text, FEWEST_BULLETS, limits.bullets),
            "short_description": text,
            "long_description": list_schema(text, 1, limits.paragraphs),
            "keywords": list_schema(text, 5, MOST_KEYWORDS),
            "script": text,
            "alt_texts": object_schema(dict.fromkeys(pictures, text)),
        }
    )
    return json.dumps(schema)
