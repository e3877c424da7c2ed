"""The JSON object in what a model really sends."""

import json

import pytest

from mmdemo.errors import GenerationError
from mmdemo.processing.text.prompted.limits import limits_for
from mmdemo.processing.text.prompted.reply import parse_reply, reply_schema
from tests.listings import BEI_REPLY, MUG_REPLY, as_json

PLAIN = parse_reply(as_json(MUG_REPLY))


def test_every_field_is_read() -> None:
    assert PLAIN.title == MUG_REPLY["title"]
    assert PLAIN.bullets == MUG_REPLY["bullets"]
    assert PLAIN.long_description == MUG_REPLY["long_description"]
    assert PLAIN.alt_texts == MUG_REPLY["alt_texts"]
    assert parse_reply(as_json(BEI_REPLY)).script == BEI_REPLY["script"]


@pytest.mark.parametrize(
    "raw",
    [
        "```json\n{}\n```",
        "Sure! Here is your listing (with {braces} in a sentence):\n\n{}\n\nLet me know if you need changes.",
        "<think>\nThe user wants {} as JSON.\n</think>\n\n{}",
        '{"listing": {}}',
        "好的，以下是文案：\n{}",
    ],
)
def test_what_stands_around_it_does_not_matter(raw: str) -> None:
    head, _, tail = raw.rpartition("{}")
    assert parse_reply(head + as_json(MUG_REPLY) + tail) == PLAIN


def test_indented_json_with_trailing_commas_is_read() -> None:
    indented = json.dumps(MUG_REPLY, indent=2).replace('"\n  ]', '",\n  ]').replace("\n  }\n}", "\n  },\n}")
    with pytest.raises(ValueError):
        json.loads(indented)
    assert parse_reply(indented) == PLAIN


def test_a_raw_line_break_inside_a_text_is_read() -> None:
    assert parse_reply(as_json(MUG_REPLY).replace("mug from", "mug\nfrom")).short_description.count("\n") == 1


def test_a_thought_stands_before_the_reply_or_is_none() -> None:
    assert parse_reply("<think>" + as_json(BEI_REPLY) + "</think>" + as_json(MUG_REPLY)) == PLAIN
    assert parse_reply(as_json(MUG_REPLY, title="A <think>ing mug")).bullets == PLAIN.bullets


def test_keys_written_as_words_are_read() -> None:
    renamed = as_json(MUG_REPLY).replace("short_description", "Short Description").replace('"title"', '"Title"')
    assert parse_reply(renamed) == PLAIN


def test_what_was_not_asked_for_is_dropped() -> None:
    assert parse_reply(as_json(MUG_REPLY, price="$1", seo={"score": 3})) == PLAIN


def test_a_text_for_a_list_and_a_list_for_a_text_are_put_right() -> None:
    swapped = parse_reply(
        as_json(
            MUG_REPLY,
            bullets="\n".join(MUG_REPLY["bullets"]),
            keywords=", ".join(MUG_REPLY["keywords"]),
            long_description="\n\n".join(MUG_REPLY["long_description"]),
            script=["Meet the mug.", "It holds 350 ml."],
        )
    )
    assert swapped.bullets == PLAIN.bullets
    assert [word.strip() for word in swapped.keywords] == PLAIN.keywords
    assert [text for text in swapped.long_description if text] == PLAIN.long_description
    assert swapped.script == "Meet the mug.\nIt holds 350 ml."


def test_a_number_for_a_text_is_a_text() -> None:
    assert parse_reply(as_json(MUG_REPLY, title=350)).title == "350"


@pytest.mark.parametrize(
    ("alt_texts", "main", "scene"),
    [
        ({"image/main": "A", "image/scene": "B"}, "A", "B"),
        ({"main": "A", "image_scene": "B"}, "A", "B"),
        (["A", "B"], "A", "B"),
        (["A"], "A", ""),
        ("A", "A", "A"),
        ({"hero": "A"}, "", ""),
    ],
)
def test_alternative_texts_find_their_picture(alt_texts: object, main: str, scene: str) -> None:
    reply = parse_reply(as_json(MUG_REPLY, alt_texts=alt_texts))
    assert (reply.alt_text("image/main", 0), reply.alt_text("image/scene", 1)) == (main, scene)


def test_alternative_texts_may_be_missing() -> None:
    without = {name: value for name, value in MUG_REPLY.items() if name != "alt_texts"}
    assert parse_reply(as_json(without)).alt_text("image/main", 0) == ""


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " \n",
        '"title"',
        "[]",
        "I cannot {help} with that.",
        as_json(MUG_REPLY)[:400],
        '{"title": "Mug"',
        '{"name": "Mug"}',
        "{" * 100_000,
        '{"a":' * 50_000,
        "[" * 100_000,
        '{"title": ' + "9" * 5_000 + "}",
        "\x00\ud800{",
        "<think>" + as_json(MUG_REPLY),
    ],
)
def test_what_is_no_whole_listing_is_refused(raw: str) -> None:
    with pytest.raises(GenerationError, match="JSON object") as caught:
        parse_reply(raw)
    assert "JSON" in caught.value.text("zh")


@pytest.mark.parametrize(
    "raw",
    [
        "I'm sorry, I can't help with that.",
        "抱歉，我无法协助完成这个请求。",
        "<think>{}</think>I cannot do that.",
    ],
)
def test_a_model_that_declines_in_words_is_told_from_a_broken_reply(raw: str) -> None:
    with pytest.raises(GenerationError, match="answers in words instead of a JSON object") as caught:
        parse_reply(raw)
    assert "只用文字作答" in caught.value.text("zh")


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"bullets": None}, "bullets"),
        ({"bullets": [{"text": "Holds 350 ml"}]}, "bullets"),
        ({"title": {"en": "Mug"}}, "title"),
        ({"script": None, "keywords": 7}, "keywords, script"),
    ],
)
def test_wrong_types_are_named(changed: dict[str, object], fields: str) -> None:
    raw = json.dumps(MUG_REPLY | changed)
    with pytest.raises(GenerationError, match=f"{fields}$"):
        parse_reply(raw)


def test_missing_fields_are_named() -> None:
    with pytest.raises(GenerationError, match=r"bullets, short_description, long_description, keywords, script$"):
        parse_reply('{"title": "Mug"}')


@pytest.mark.parametrize("lettered", [True, False])
def test_the_schema_names_every_field_in_the_order_asked_for(lettered: bool) -> None:
    schema = json.loads(reply_schema(limits_for("en"), ("image/card",), lettered=lettered))
    assert list(schema["properties"]) == schema["required"] == list(MUG_REPLY)
    assert schema["properties"]["alt_texts"]["required"] == ["image/card"]
    assert ("pattern" in schema["properties"]["title"]) is lettered
