"""What there is to read of a reply in the making."""

from itertools import pairwise

import pytest

from mmdemo.processing.text.prompted.partial import readable_part
from tests.listings import BEI_REPLY, MUG_REPLY, as_json


@pytest.mark.parametrize("reply", [MUG_REPLY, BEI_REPLY])
def test_it_grows_to_the_whole(reply: dict[str, object]) -> None:
    raw = as_json(reply)
    seen = [readable_part(raw[:end]) for end in range(len(raw) + 1)]
    assert seen[0] == ""
    assert all(len(later) >= len(earlier) for earlier, later in pairwise(seen))
    assert seen[-1].splitlines()[:2] == [reply["title"], f"• {reply['bullets'][0]}"]
    assert seen[-1].splitlines()[-1] == reply["script"]


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
    ],
)
def test_whatever_comes_it_is_text_or_nothing(raw: str, seen: str) -> None:
    assert readable_part(raw) == seen
