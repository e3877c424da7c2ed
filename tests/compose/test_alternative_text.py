"""What pictures without a text of their own say to those who cannot see them."""

from dataclasses import replace

import pytest

from mmdemo import Kit, Request
from mmdemo.compose.alternative_text import alternative_text
from mmdemo.intake import read_product
from mmdemo.schema import Asset, Copy, Language, Provenance

MADE = Provenance("auto", "embedded", "Writer", "cpu", 1, 0, 0.1, "m", "1", "Apache-2.0", "0" * 64)


def kit(name: str = "Bottle", facts: tuple[str, ...] = ("Height: 25 cm",), language: Language = "en") -> Kit:
    request = Request(name=name, facts=facts, language=language, seed=1)
    return Kit(request, read_product(request), 1, ())


def with_copy(made: Kit, **alt_texts: str) -> Kit:
    texts = {part.replace("_", "/"): text for part, text in alt_texts.items()}
    copy = Copy("Title", (), "Short", "Long", (), texts, "Script")
    return replace(made, parts=("copy",), assets={"copy": Asset("copy", copy, MADE)})


@pytest.mark.parametrize("part", ["image/detail", "image/detail-2"])
def test_a_close_up_is_called_one(part: str) -> None:
    assert alternative_text(kit(), part, "?") == "Close-up of Bottle"
    assert alternative_text(kit("水瓶", language="zh"), part, "?") == "水瓶的细节"


def test_a_size_picture_tells_its_dimensions() -> None:
    facts = ("Height: 25 cm", "Diameter: 3 in")
    assert (
        alternative_text(kit(facts=facts), "image/size", "?")
        == "Bottle with its dimensions: Height 25 cm (9.8 in), Diameter 3 in (7.6 cm)"
    )
    chinese = kit("水瓶", ("高25厘米", "直径8厘米"), "zh")
    assert alternative_text(chinese, "image/size", "?") == "水瓶的尺寸：高 25 厘米（9.8 英寸），直径 8 厘米（3.1 英寸）"


def test_without_dimensions_something_else_stands_for_a_size_picture() -> None:
    assert alternative_text(kit(facts=("350 ml",)), "image/size", "Bottle, front") == "Bottle, front"


@pytest.mark.parametrize("part", ["image/main", "image/scene", "image/card", "nowhere"])
def test_other_pictures_keep_what_stands_for_them(part: str) -> None:
    assert alternative_text(kit(), part, "otherwise") == "otherwise"


def test_what_the_copy_says_comes_first() -> None:
    written = with_copy(kit(), image_size="25 cm tall", image_main="", image_detail="The lid")
    assert alternative_text(written, "image/size", "?") == "25 cm tall"
    assert alternative_text(written, "image/detail", "?") == "The lid"
    assert alternative_text(written, "image/detail-2", "?") == "Close-up of Bottle"
    assert alternative_text(written, "image/main", "Bottle") == "Bottle"


def test_a_name_with_braces_stays_as_it_is() -> None:
    assert alternative_text(kit("{0} {name}"), "image/detail", "?") == "Close-up of {0} {name}"
