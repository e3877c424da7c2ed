"""One JSON object: finding it in what a model really sends, and the pieces of its schema."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from mmdemo.errors import GenerationError

Schema = Mapping[str, object]

# A reply may open with an apology that has braces of its own, but not with many.
_MOST_STARTS = 20
_LEAST_LETTERS = 0.8
_THOUGHT = re.compile(r"\A\s*<think>.*?(?:</think>|\Z)", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# Printable ASCII without quotation mark and backslash, Latin and Han letters, signs, full-width marks. A positive
# class: xgrammar lets broken UTF-8 through negated ones, and control characters through `maxLength`. No counts either:
# those to 128 take seconds to compile for a vocabulary of 150,000, longer ones 20 ms a token (measured with 0.2.8).
_LETTERS = r"[ !#-\[\]-~\u00a1-\u024f\u2010-\u22ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffee]"


class JsonReply(BaseModel):
    """An object as it came. Keys may be written as words ("Short Description"); what was not asked for is dropped."""

    model_config = ConfigDict(coerce_numbers_to_str=True, extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _plain_keys(cls, data: Any) -> Any:
        return {plain_key(name): value for name, value in data.items()} if isinstance(data, dict) else data


Form = TypeVar("Form", bound=JsonReply)


def read_object(raw: str, form: type[Form], marks: frozenset[str]) -> Form:
    """The object in what a model sent, with prose, thoughts or a code fence around it. It has one of the keys `marks`.

    Raises:
        GenerationError: there is no such object in it, or one that broke off, or a field is missing or of a wrong type.
    """
    reply = _THOUGHT.sub("", raw)
    found = _marked_object(reply, marks)
    if found is None and _is_prose(reply):
        raise GenerationError(
            "it answers in words instead of a JSON object, as a model does that declines",
            "它只用文字作答，没有给出 JSON 对象，可能是模型拒绝撰写",
        )
    if found is None:
        raise GenerationError("it is not one whole JSON object", "它不是一个完整的 JSON 对象")
    try:
        return form.model_validate(found)
    except ValidationError as error:
        fields = ", ".join(dict.fromkeys(str(problem["loc"][0]) for problem in error.errors() if problem["loc"]))
        raise GenerationError(
            f"these fields are missing or of a wrong type: {fields}", f"这些字段缺失或类型不对：{fields}"
        ) from error


def as_text(value: Any) -> Any:
    """A list where one text was asked for: its entries as lines."""
    return "\n".join(map(str, value)) if isinstance(value, list) and all(_is_word(part) for part in value) else value


def as_lines(value: Any) -> Any:
    """One text where a list was asked for: its lines."""
    return value.splitlines() if isinstance(value, str) else value


def as_phrases(value: Any) -> Any:
    """One text where a list of phrases was asked for: what stands between its commas.

    Entities are read first: the semicolon of "&lt;" divides nothing.
    """
    return re.split(r"[,，、;；\n]", html.unescape(value)) if isinstance(value, str) else value


def plain_key(name: object) -> str:
    return re.sub(r"[\s-]+", "_", str(name).strip().casefold())


def text_schema(lettered: bool) -> Schema:
    """A text; `lettered` says by a pattern which characters it is made of, none of which needs an escape in JSON."""
    return {"type": "string", "pattern": f"^{_LETTERS}+$"} if lettered else {"type": "string"}


def list_schema(item: Schema, least: int, most: int) -> Schema:
    return {"type": "array", "items": item, "minItems": least, "maxItems": most}


def object_schema(properties: Mapping[str, Schema]) -> Schema:
    """An object with exactly these properties."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _is_word(value: object) -> bool:
    return isinstance(value, str | int | float)


def _is_prose(text: str) -> bool:
    """Whether a reply is sentences alone: no bracket, hardly anything but letters and blanks."""
    letters = sum(character.isalpha() or character.isspace() for character in text)
    return bool(text.strip()) and not set(text) & set("{[") and letters > _LEAST_LETTERS * len(text)


def _marked_object(text: str, marks: frozenset[str]) -> dict[str, Any] | None:
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text)):
        starts = [found.start() for found in re.finditer(r"\{", candidate)][:_MOST_STARTS]
        for start in starts:
            found = _decoded(candidate, start, marks)
            if found is not None:
                return found
    return None


def _decoded(text: str, start: int, marks: frozenset[str]) -> dict[str, Any] | None:
    """The object that begins at `start` if it has a mark, or the one that it wraps under a single key."""
    try:
        # Not strict: a raw line break inside a text is no reason to ask again.
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    inner = next(iter(value.values())) if len(value) == 1 else None
    for found in (value, inner):
        if isinstance(found, dict) and not marks.isdisjoint(map(plain_key, found)):
            return found
    return None
