"""The one JSON object that is asked for: its form, its schema, and finding it in what a model really sends."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from mmdemo.errors import GenerationError
from mmdemo.processing.text.prompted.limits import FEWEST_BULLETS, MOST_KEYWORDS, Limits

# A reply may open with an apology that has braces of its own, but not with many.
_MOST_STARTS = 20
_THOUGHT = re.compile(r"\A\s*<think>.*?(?:</think>|\Z)", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# Printable ASCII without quotation mark and backslash, Latin and Han letters, signs, full-width marks. A positive
# class: xgrammar lets broken UTF-8 through negated ones, and control characters through `maxLength`. No counts either:
# those to 128 take seconds to compile for a vocabulary of 150,000, longer ones 20 ms a token (measured with 0.2.8).
_LETTERS = r"[ !#-\[\]-~\u00a1-\u024f\u2010-\u22ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffee]"


def _text(value: Any) -> Any:
    return "\n".join(map(str, value)) if isinstance(value, list) and all(_is_word(part) for part in value) else value


def _lines(value: Any) -> Any:
    return value.splitlines() if isinstance(value, str) else value


def _phrases(value: Any) -> Any:
    return re.split(r"[,，、;；\n]", value) if isinstance(value, str) else value


def _is_word(value: object) -> bool:
    return isinstance(value, str | int | float)


class Reply(BaseModel):
    """A model's listing as it came, apart from the slips that are easily put right: a list as one text or the reverse.

    Keys may be written as words ("Short Description"); what was not asked for is dropped.
    """

    model_config = ConfigDict(coerce_numbers_to_str=True, extra="ignore", frozen=True)

    title: Annotated[str, BeforeValidator(_text)]
    bullets: Annotated[list[str], BeforeValidator(_lines)]
    short_description: Annotated[str, BeforeValidator(_text)]
    long_description: Annotated[list[str], BeforeValidator(_lines)]
    keywords: Annotated[list[str], BeforeValidator(_phrases)]
    script: Annotated[str, BeforeValidator(_text)]
    alt_texts: dict[str, str] | list[str] | str = {}

    @model_validator(mode="before")
    @classmethod
    def _plain_keys(cls, data: Any) -> Any:
        return {_key(name): value for name, value in data.items()} if isinstance(data, dict) else data

    def alt_text(self, part: str, index: int) -> str:
        """What is said of one picture: by its part id or the last word of it, by place in a list, else ""."""
        if isinstance(self.alt_texts, str):
            return self.alt_texts
        if isinstance(self.alt_texts, list):
            return self.alt_texts[index] if index < len(self.alt_texts) else ""
        word = part.rpartition("/")[2]
        return next((text for key, text in self.alt_texts.items() if re.split(r"\W|_", key.casefold())[-1] == word), "")


def parse_reply(raw: str) -> Reply:
    """The listing in what a model sent, with prose, thoughts or a code fence around it.

    Raises:
        GenerationError: there is no such object in it, or one that broke off, or a field is missing or of a wrong type.
    """
    found = _listing_object(_THOUGHT.sub("", raw))
    if found is None:
        raise GenerationError("it is not one whole JSON object", "它不是一个完整的 JSON 对象")
    try:
        return Reply.model_validate(found)
    except ValidationError as error:
        fields = ", ".join(dict.fromkeys(str(problem["loc"][0]) for problem in error.errors() if problem["loc"]))
        raise GenerationError(
            f"these fields are missing or of a wrong type: {fields}", f"这些字段缺失或类型不对：{fields}"
        ) from error


def reply_schema(limits: Limits, pictures: tuple[str, ...], *, lettered: bool) -> str:
    """The JSON schema of a reply, the same text for the same arguments.

    `lettered` also says by a pattern which characters a text is made of, none of which needs an escape in JSON.
    """
    text: dict[str, object] = {"type": "string", "pattern": f"^{_LETTERS}+$"} if lettered else {"type": "string"}

    def many(least: int, most: int) -> dict[str, object]:
        return {"type": "array", "items": text, "minItems": least, "maxItems": most}

    def whole(properties: Mapping[str, object]) -> dict[str, object]:
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    schema = whole(
        {
            "title": text,
            "bullets": many(FEWEST_BULLETS, limits.bullets),
            "short_description": text,
            "long_description": many(1, limits.paragraphs),
            "keywords": many(5, MOST_KEYWORDS),
            "script": text,
            "alt_texts": whole(dict.fromkeys(pictures, text)),
        }
    )
    return json.dumps(schema)


def _key(name: object) -> str:
    return re.sub(r"[\s-]+", "_", str(name).strip().casefold())


def _listing_object(text: str) -> dict[str, Any] | None:
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text)):
        starts = [found.start() for found in re.finditer(r"\{", candidate)][:_MOST_STARTS]
        for start in starts:
            found = _decoded(candidate, start)
            if found is not None:
                return found
    return None


def _decoded(text: str, start: int) -> dict[str, Any] | None:
    """The object that begins at `start` if it is a listing, or the listing that it wraps under a single key."""
    try:
        # Not strict: a raw line break inside a text is no reason to ask again.
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    inner = next(iter(value.values())) if len(value) == 1 else None
    for found in (value, inner):
        if isinstance(found, dict) and any(_key(name) == "title" for name in found):
            return found
    return None
