"""Texts for search, advertisements, social networks and mail: into boxes and back."""

from dataclasses import replace

import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.pipeline import edit_copy
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, NETWORKS, TONES, Copy, Language, Mail, Post, Question, Tone
from mmdemo.ui.channel_texts import CHANNEL_LINES, channel_values, with_channels
from mmdemo.ui.results import copy_values, edited_copy
from mmdemo.ui.wording import WORDS

FACTS = {
    "en": ("350 ml", "Material: stoneware", "Dishwasher safe", "Glazed by hand", "Colour: blue"),
    "zh": ("容量：350 毫升", "材质：粗陶", "可用洗碗机清洗", "手工上釉", "颜色：蓝色"),
}
NAMES = {"en": "Stoneware mug", "zh": "粗陶马克杯"}
EMPTY = Copy("Mug", (), "", "", (), {}, "")


def listing(language: Language, tone: Tone) -> Kit:
    registry = Registry(found for found in installed().specs("text") if found.id == EMBEDDED)
    return make_kit(
        Request(name=NAMES[language], facts=FACTS[language], price="¥199", brand="Ours", tone=tone, seed=3),
        registry=registry,
    )


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_studio_wrote_comes_back_as_it_was(language: Language, tone: Tone) -> None:
    kit = listing(language, tone)
    assert kit.copy is not None
    values = channel_values(kit.copy)
    assert all(values.values())
    assert with_channels(kit.copy, values) == kit.copy
    # Saving what nobody touched changes nothing, and calls nothing edited.
    assert edit_copy(kit, edited_copy(kit, copy_values(kit.copy, language))) is kit


def test_every_text_has_one_box_and_every_box_a_name() -> None:
    assert list(channel_values(EMPTY)) == list(CHANNEL_LINES)
    assert set(CHANNEL_LINES) <= set(WORDS)


def test_empty_boxes_make_no_texts() -> None:
    assert with_channels(EMPTY, channel_values(EMPTY)) == EMPTY
    assert with_channels(EMPTY, dict.fromkeys(CHANNEL_LINES, "  \n ")).questions == ()


def test_a_post_that_was_emptied_stays_a_post() -> None:
    copy = replace(EMPTY, posts={"tiktok": Post("", "Hello", ("mug",))})
    assert with_channels(copy, dict.fromkeys(CHANNEL_LINES, "")).posts == {"tiktok": Post("", "", ())}


def test_a_network_without_a_post_gets_one_when_something_is_typed() -> None:
    made = with_channels(EMPTY, channel_values(EMPTY) | {"xiaohongshu_title": "好杯子"})
    assert made.posts == {"xiaohongshu": Post("好杯子", "", ())}
    assert set(NETWORKS) > set(made.posts)


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("#mug #tea", ("mug", "tea")),
        ("mug tea", ("mug", "tea")),
        ("#马克杯# ＃粗陶，茶、杯", ("马克杯", "粗陶", "茶", "杯")),
        (" , # ", ()),
        ("#mug#tea\n#cup", ("mug", "tea", "cup")),
    ],
)
def test_tags_may_come_without_their_sign(typed: str, tags: tuple[str, ...]) -> None:
    made = with_channels(EMPTY, channel_values(EMPTY) | {"instagram": "Hello", "instagram_tags": typed})
    assert made.posts["instagram"].tags == tags


@pytest.mark.parametrize(
    ("typed", "questions"),
    [
        ("Big?\n350 ml.\n\nBlue?\nYes.", (Question("Big?", "350 ml."), Question("Blue?", "Yes."))),
        ("Big?\n350 ml.\n\nBlue?", (Question("Big?", "350 ml."), Question("Blue?", ""))),
        ("Big?\n350 ml.\nOr 12 oz.", (Question("Big?", "350 ml. Or 12 oz."),)),
        (
            "\n\n  \nBig?\r\nYes.\r\n  \r\n\r\n\r\nBlue?\r\nNo.\n\n",
            (Question("Big?", "Yes."), Question("Blue?", "No.")),
        ),
        ("", ()),
    ],
)
def test_questions_are_pairs_divided_by_empty_lines(typed: str, questions: tuple[Question, ...]) -> None:
    assert with_channels(EMPTY, channel_values(EMPTY) | {"questions": typed}).questions == questions


def test_the_other_boxes_are_taken_as_they_are() -> None:
    typed = {"highlights": " 350 ml \n\nblue", "seo_title": "Mug", "seo_description": "A mug.", "headlines": "One\nTwo"}
    made = with_channels(EMPTY, channel_values(EMPTY) | typed | {"mail_subject": "New", "mail_body": "Hello,\n\nBye"})
    assert made == replace(
        EMPTY,
        highlights=("350 ml", "blue"),
        seo_title="Mug",
        seo_description="A mug.",
        headlines=("One", "Two"),
        mail=Mail("New", "Hello,\n\nBye"),
    )
