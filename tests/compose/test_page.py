"""The product page while its parts are still being made."""

from dataclasses import replace

import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.compose.page import article_html
from mmdemo.context import Progress
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, Message, Picture

SAID = Message("Painting", "绘制中")


@pytest.fixture(scope="module")
def kit() -> Kit:
    registry = Registry(found for found in installed().specs() if found.id == EMBEDDED)
    return make_kit(Request(name="Mug", facts=("350 ml",), seed=1), registry=registry)


def with_pictures(kit: Kit, *parts: str) -> Kit:
    card = kit.assets["image/card"]
    made = {part: replace(card, part=part, payload=Picture(b"", 8, 8, concept="concept" in part)) for part in parts}
    return replace(kit, parts=(*kit.parts, *parts), assets={**kit.assets, **made})


def test_variations_follow_the_main_shots(kit: Kit) -> None:
    parts = ("image/concept-2", "image/concept", "image/scene-large")
    whole = with_pictures(kit, *parts)
    page = article_html(whole, {part: part for part in whole.pictures})
    places = [page.index(f'src="{part}"') for part in ("image/concept", "image/card", "image/concept-2")]
    assert places == sorted(places)
    assert "image/scene-large" not in page
    assert page.count("Illustration, not a photo of the product") == 3


def test_a_picture_in_the_making_stands_where_it_will_be(kit: Kit) -> None:
    report = Progress("image/concept", 2, 4, SAID, b"webp")
    page = article_html(with_pictures(kit, "image/concept-2"), {"image/card": "card.webp"}, True, report)
    assert '<figure class="sketch"><img src="data:image/webp;base64,d2VicA==" alt=""></figure>' in page
    assert page.index("data:image/webp") < page.index("card.webp")


def test_a_text_in_the_making_stands_for_the_copy_and_is_escaped(kit: Kit) -> None:
    page = article_html(kit, {}, True, Progress("copy", 2, 4, SAID, "So far: <b>"))
    assert "So far: &lt;b&gt;" in page
    assert 'class="points"' not in page
    assert 'class="more"' not in page


def test_a_report_without_a_sketch_changes_nothing(kit: Kit) -> None:
    assert article_html(kit, {}, True, Progress("copy", 2, 4, SAID)) == article_html(kit, {}, True)


def test_close_ups_and_the_size_picture_follow_the_rest(kit: Kit) -> None:
    shown = ("image/scene", "image/main", "image/scene-2", "image/detail", "image/detail-2", "image/size")
    whole = with_pictures(kit, *reversed(shown), "image/cutout")
    page = article_html(whole, {part: part for part in whole.pictures})
    places = [page.index(f'src="{part}"') for part in shown]
    assert places == sorted(places)
    assert 'src="image/cutout"' not in page  # what it is made from is not what a shop shows


def test_close_ups_have_words_and_they_are_escaped(kit: Kit) -> None:
    named = replace(kit, product=replace(kit.product, name='Mug "<b>"'))
    whole = with_pictures(named, "image/detail")
    page = article_html(whole, {part: part for part in whole.pictures})
    assert 'alt="Close-up of Mug &quot;&lt;b&gt;&quot;"' in page


def test_a_size_picture_says_its_dimensions() -> None:
    registry = Registry(found for found in installed().specs() if found.id == EMBEDDED)
    tall = make_kit(Request(name="Vase", facts=("Height: 25 cm",), seed=1), registry=registry)
    whole = with_pictures(tall, "image/size")
    page = article_html(whole, {part: part for part in whole.pictures})
    assert 'alt="Vase with its dimensions: Height 25 cm (9.8 in)"' in page


def test_a_size_picture_in_the_making_stands_where_it_will_be(kit: Kit) -> None:
    report = Progress("image/size", 1, 2, SAID, b"webp")
    page = article_html(with_pictures(kit, "image/detail"), {"image/detail": "detail.webp"}, True, report)
    assert page.index("detail.webp") < page.index("data:image/webp")


def test_a_sentence_that_nobody_heard_leaves_no_gap_in_the_transcript(kit: Kit) -> None:
    narration = kit.narration
    assert narration is not None
    first, second, *others = narration.sentences
    hushed = replace(narration, sentences=(first, (), *others))
    assets = {**kit.assets, "narration": replace(kit.assets["narration"], payload=hushed)}
    page = article_html(replace(kit, assets=assets), {"narration": "n.wav"})
    transcript = page.partition('<p class="transcript">')[2].partition("</p>")[0]
    assert transcript.count("<span") == len(narration.sentences) - 1
    assert f'data-start="{second[0].start:.3f}"' not in transcript
    assert "  " not in transcript
