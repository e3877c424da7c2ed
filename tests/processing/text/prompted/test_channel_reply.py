"""The second JSON object in what a model really sends."""

import json
from typing import Any

import pytest

from mmdemo.errors import GenerationError
from mmdemo.processing.text.prompted.channel_limits import channel_limits_for
from mmdemo.processing.text.prompted.channel_reply import channel_schema, parse_channel_reply
from mmdemo.schema import NETWORKS
from tests.listings import MUG_REPLY, as_json
from tests.processing.text.prompted.channel_replies import MUG_CHANNELS


@pytest.mark.parametrize("missing", list(MUG_CHANNELS))
def test_missing_fields_are_named(missing: str) -> None:
    raw = json.dumps({name: value for name, value in MUG_CHANNELS.items() if name != missing})
    with pytest.raises(GenerationError, match=f"missing or of a wrong type: {missing}$"):
        parse_channel_reply(raw)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"posts": {"instagram": "Hi"}}, "posts"),
        ({"posts": []}, "posts"),
        ({"questions": ["How much?"]}, "questions"),
        ({"mail": "Hello"}, "mail"),
    ],
)
def test_wrong_types_are_named(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(GenerationError, match=f"{field}$"):
        parse_channel_reply(as_json(MUG_CHANNELS, **changed))


def test_a_listing_is_no_channel_reply() -> None:
    with pytest.raises(GenerationError, match="not one whole JSON object"):
        parse_channel_reply(as_json(MUG_REPLY))


def test_slips_are_put_right() -> None:
    slipped = {
        "Highlights": ", ".join(MUG_CHANNELS["highlights"]),
        "SEO Title": MUG_CHANNELS["seo_title"],
        "headlines": "\n".join(MUG_CHANNELS["headlines"]),
        "posts": {"Instagram": "Meet the mug. #mug", "TikTok": "Meet the mug.", "xiaohongshu": "A note."},
    }
    rest = {key: MUG_CHANNELS[key] for key in ("seo_description", "questions", "mail")}
    reply = parse_channel_reply(f"Sure!\n```json\n{json.dumps(slipped | rest)}\n```")
    assert [text.strip() for text in reply.highlights] == MUG_CHANNELS["highlights"]
    assert reply.headlines == MUG_CHANNELS["headlines"]
    assert reply.posts.tiktok.text == "Meet the mug."


@pytest.mark.parametrize("lettered", [True, False])
def test_the_schema_names_every_field_in_the_order_asked_for(lettered: bool) -> None:
    schema = json.loads(channel_schema(channel_limits_for("en"), 3, lettered=lettered))["properties"]
    assert list(schema) == list(MUG_CHANNELS)
    assert list(schema["posts"]["properties"]) == list(NETWORKS)
    assert list(schema["posts"]["properties"]["xiaohongshu"]["properties"]) == ["title", "text", "tags"]
    assert ("pattern" in schema["mail"]["properties"]["body"]["items"]) is lettered
