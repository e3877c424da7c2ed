"""What there is to read of a reply in the making."""

from itertools import pairwise
from typing import Any

import pytest

from mmdemo.processing.text.prompted.partial import readable_part
from tests.listings import BEI_REPLY, MUG_REPLY, as_json
from tests.processing.text.prompted.channel_replies import BEI_CHANNELS, MUG_CHANNELS


@pytest.mark.parametrize("reply", [MUG_REPLY, BEI_REPLY])
def test_it_grows_to_the_whole(reply: dict[str, object]) -> None:
    raw = as_json(reply)
    seen = [readable_part(raw[:end]) for end in range(len(raw) + 1)]
    assert seen[0] == ""
    assert all(len(later) >= len(earlier) for earlier, later in pairwise(seen))
    assert seen[-1].splitlines()[:2] == [reply["title"], f"• {reply['bullets'][0]}"]
    assert seen[-1].splitlines()[-1] == reply["script"]


@pytest.mark.parametrize("reply", [MUG_CHANNELS, BEI_CHANNELS])
def test_channel_texts_are_seen_too(reply: dict[str, Any]) -> None:
    raw = as_json(reply)
    seen = [readable_part(raw[:end]) for end in range(len(raw) + 1)]
    assert all(later.startswith(earlier) for earlier, later in pairwise(seen))
    lines = seen[-1].splitlines()
    assert lines[0] == f"• {reply['highlights'][0]}"
    assert {f"• {reply['headlines'][2]}", reply["posts"]["tiktok"]["text"], reply["questions"][0]["answer"]} < {*lines}
    assert lines[-1] == reply["mail"]["body"][-1]
    assert reply["seo_title"] not in lines


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ('Sure, here you are:\n```json\n{"title": "Oak', "Oak"),
        ('{"title": "Oak \\', "Oak"),
        ('{"title": "Oak \\u4e', "Oak"),
        ('{"title": "<b>Oak\\nboard\\u202e', "<b>Oak board"),
        ('{"title": 7, "bullets": [1, "Oak"]}', "• Oak"),
        ('{"title": null, "bullets": {}', ""),
        ("{not json", ""),
        ("{" * 5_000, ""),
        ("no brace", ""),
        ('{"posts": {"instagram": {"text": "Oak', "Oak"),
        ('{"posts": ' + '{"a": ' * 100 + '"Oak"', "Oak"),
        ('{"posts": ' + '{"a": ' * 5_000 + '"Oak"', ""),
        ('{"questions": [{"question": "How much?", "answer": 7}, null, ["Oak"]]}', "How much?\nOak"),
    ],
)
def test_whatever_comes_it_is_text_or_nothing(raw: str, seen: str) -> None:
    assert readable_part(raw) == seen
