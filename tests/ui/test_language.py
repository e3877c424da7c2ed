"""The words of the page."""

import string

import pytest

from mmdemo.look import MARKETS, SEASONS, SETTINGS
from mmdemo.processing.image.mockup_assets import names
from mmdemo.schema import TONES
from mmdemo.ui.language import Words, part_name
from mmdemo.ui.results import PICTURE_PARTS
from mmdemo.ui.wording import WORDS


def blanks(text: str) -> int:
    return sum(field is not None for _, field, _, _ in string.Formatter().parse(text))


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_something_and_leave_the_same_blanks(key: str) -> None:
    words = WORDS[key]
    assert words.en
    assert words.zh
    assert blanks(words.en) == blanks(words.zh)


def test_no_key_is_a_value_that_a_component_may_have() -> None:
    # The browser would show the words instead of the value, and send them back.
    keys = {key for table in Words().i18n.translations.values() for key in table}
    assert keys
    assert not keys & {"auto", *TONES, *SETTINGS, *SEASONS, *MARKETS, *WORDS}


@pytest.mark.parametrize("part", PICTURE_PARTS)
def test_every_picture_has_a_name(part: str) -> None:
    assert part_name(part, "en") != part_name(part, "zh")


def test_variations_are_numbered() -> None:
    assert part_name("image/scene-4", "en") == "Scene, variation 4"
    assert part_name("image/concept-2", "zh") == "概念图（方案 2）"


def test_every_shape_and_outline_has_a_name_for_the_small_print() -> None:
    ids = [f"shape_{name}" for name in names()] + [f"outline_{one}" for one in ("backdrop", "fused", "framed", "model")]
    assert all(WORDS[one].zh != WORDS[one].en for one in ids)
