"""The second object that is asked for: the texts for a shop's channels."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from mmdemo.processing.text.prompted.channel_limits import FEWEST_PARAGRAPHS, HEADLINES, ChannelLimits
from mmdemo.processing.text.prompted.json_reply import (
    JsonReply,
    Schema,
    as_lines,
    as_phrases,
    as_text,
    list_schema,
    object_schema,
    read_object,
    text_schema,
)

_MARKS = frozenset({"highlights", "seo_title", "headlines", "posts"})
MOST_NOTE_PARAGRAPHS = 5


def _as_post(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


def _as_tags(value: Any) -> Any:
    return re.split(r"[#,，、;；\s]+", value) if isinstance(value, str) else value


class PostReply(JsonReply):
    title: Annotated[str, BeforeValidator(as_text)] = ""
    text: Annotated[str, BeforeValidator(as_text)]
    tags: Annotated[list[str], BeforeValidator(_as_tags)] = []


class PostsReply(JsonReply):
    instagram: Annotated[PostReply, BeforeValidator(_as_post)]
    tiktok: Annotated[PostReply, BeforeValidator(_as_post)]
    xiaohongshu: Annotated[PostReply, BeforeValidator(_as_post)]


class QuestionReply(JsonReply):
    question: Annotated[str, BeforeValidator(as_text)]
    answer: Annotated[str, BeforeValidator(as_text)]


class MailReply(JsonReply):
    subject: Annotated[str, BeforeValidator(as_text)]
    body: Annotated[list[str], BeforeValidator(as_lines)]


class ChannelReply(JsonReply):
    """A model's channel texts as they came, apart from the slips that are easily put right."""

    highlights: Annotated[list[str], BeforeValidator(as_phrases)]
    seo_title: Annotated[str, BeforeValidator(as_text)]
    seo_description: Annotated[str, BeforeValidator(as_text)]
    headlines: Annotated[list[str], BeforeValidator(as_lines)]
    posts: PostsReply
    questions: list[QuestionReply]
    mail: MailReply


def parse_channel_reply(raw: str) -> ChannelReply:
    """The channel texts in what a model sent.

    Raises:
        GenerationError: there is no whole object in it, or a field is missing or of a wrong type.
    """
    return read_object(raw, ChannelReply, _MARKS)


def channel_schema(limits: ChannelLimits, fewest: int, *, lettered: bool) -> str:
    """The JSON schema of a reply, the same text for the same arguments. `lettered` as in `text_schema`."""
    text = text_schema(lettered)
    posts: dict[str, Schema] = {
        network: object_schema(
            ({"title": text} if post.title else {})
            | {
                "text": list_schema(text, 1, MOST_NOTE_PARAGRAPHS) if post.title else text,
                "tags": list_schema(text, 1, post.tags),
            }
        )
        for network, post in limits.posts.items()
    }
    schema = object_schema(
        {
            "highlights": list_schema(text, fewest, limits.highlights),
            "seo_title": text,
            "seo_description": text,
            "headlines": list_schema(text, HEADLINES, HEADLINES),
            "posts": object_schema(posts),
            "questions": list_schema(object_schema({"question": text, "answer": text}), fewest, limits.questions),
            "mail": object_schema({"subject": text, "body": list_schema(text, FEWEST_PARAGRAPHS, limits.paragraphs)}),
        }
    )
    return json.dumps(schema)
