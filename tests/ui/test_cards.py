"""The small print on the cards."""

from dataclasses import replace

import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, Picture
from mmdemo.ui.cards import picture_html, sketch_html, step_of, task_html
from mmdemo.ui.small_print import state_html

HOSTILE = '<script>alert("1")</script>'


@pytest.fixture(scope="module")
def kit() -> Kit:
    registry = Registry(found for found in installed().specs() if found.id == EMBEDDED)
    return make_kit(Request(name="Mug", facts=("350 ml",), seed=1), registry=registry)


def with_options(kit: Kit, **options: str) -> Kit:
    card = kit.assets["image/card"]
    return replace(
        kit,
        assets={**kit.assets, "image/card": replace(card, provenance=replace(card.provenance, options=options))},
    )


def test_settings_stand_in_a_line_and_a_prompt_is_folded_away(kit: Kit) -> None:
    made = with_options(kit, steps="4", size="1024x1024", seed="77", new_one=HOSTILE, prompt="A mug " * 30)
    page = state_html(made, "image/card", "en")
    assert "steps 4 · size 1024x1024 · the model&#x27;s own seed 77 · new one &lt;script&gt;" in page
    assert "<details" in page
    assert "<summary>Prompt</summary>" in page
    assert "步数 4 · 尺寸 1024x1024 · 模型种子 77" in state_html(made, "image/card", "zh")
    placed = with_options(kit, shape="pump", setting="luxe", outline="none known")
    assert "造型 按压瓶 · 场景 黑金 · 轮廓 none known" in state_html(placed, "image/card", "zh")


def test_a_card_without_settings_has_no_empty_line(kit: Kit) -> None:
    assert state_html(with_options(kit), "image/card", "en").count("<p") == 1


def test_a_concept_is_called_an_illustration_until_it_is_replaced(kit: Kit) -> None:
    media = {"image/card": "card.webp", "full/image/card": "card.png"}
    assert "Illustration, not a photo" in picture_html(kit, "image/card", media, "en")
    own = replace(kit.assets["image/card"], payload=Picture(b"", 8, 8))
    replaced = replace(kit, assets={**kit.assets, "image/card": own})
    assert "Illustration" not in picture_html(replaced, "image/card", media, "en")


def test_a_sketch_says_what_it_is_of() -> None:
    page = sketch_html("image/scene-3", b"webp", "Step 2 of 4 <", "zh")
    assert 'alt="场景图（方案 3）（生成中）"' in page
    assert "Step 2 of 4 &lt;" in page


def test_a_job_that_failed_alerts() -> None:
    assert '<p role="alert">No &lt;way&gt;</p>' in task_html("No <way>", state="failed")
    assert "--share:25%" in task_html("Going", 0.25, "busy")


@pytest.mark.parametrize(
    ("part", "step"),
    [
        ("copy", "copy"),
        ("image/scene-2", "pictures"),
        ("music", "narration"),
        ("narration", "narration"),
        ("narration/heard", "narration"),
    ],
)
def test_every_part_belongs_to_a_step(part: str, step: str) -> None:
    assert step_of(part) == step
