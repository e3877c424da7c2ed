"""Jobs whose parts a model makes: wishes, optional parts, what is offered, and who is asked when a model cannot."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mmdemo import (
    Brief,
    GenerationError,
    InputError,
    Request,
    RunContext,
    kit_zip,
    make_kit,
    read_recipe,
    redo_part,
    replace_picture,
    replay_kit,
)
from mmdemo.compose.offer import offered_facts
from mmdemo.generators import GeneratorSpec
from mmdemo.intake.voice import read_voice
from mmdemo.processing.image.arrays import encode
from mmdemo.registry import Registry, installed
from mmdemo.runtime.checkpoint import GIB
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.store import Store
from mmdemo.schema import EMBEDDED, Look, Message, Payload, Picture, Reading

EMBEDDED_SPECS = [spec for spec in installed().specs() if spec.id == EMBEDDED]
PAINTING = Message("Painting", "绘制中")
BOTTLE = Request(name="Red bottle", category="Kitchen", facts=("500 ml",), seed=7)


class Stripes:
    """A small painter: stripes whose width comes from its seed."""

    def generate(self, brief: Brief, ctx: RunContext) -> Payload:
        ctx.step(0, 1, PAINTING)
        width = 2 + ctx.seed_for("stripes") % 97
        ctx.record(stripes=width)
        rows = (np.arange(256) // width % 2 * 255).astype(np.uint8)
        pixels = np.repeat(rows[:, None, None], 256, axis=1).repeat(3, axis=2)
        return Picture(encode(pixels), 256, 256, concept=brief.kind == "concept")


class Refusing:
    def generate(self, brief: Brief, ctx: RunContext) -> Payload:
        raise GenerationError("The model would not.", "模型未能完成。")


def painter(load, id: str = "stripes", kinds=("concept", "scene", "outpaint", "enlarged")) -> GeneratorSpec:
    return GeneratorSpec(
        id=id, modality="image", label=id, load=lambda _: load(), model=id, revision="1", licence="Apache-2.0",
        kinds=kinds, rank=50,
    )  # fmt: skip


WITH_PAINTER = Registry([*EMBEDDED_SPECS, painter(Stripes)])
WITHOUT = Registry(EMBEDDED_SPECS)


@pytest.fixture
def without_weights(tmp_path: Path) -> Registry:
    """Every generator of the studio on a machine that is large enough and has no weights on disk."""
    return Registry(installed().specs(), Runtime(Machine("cpu", "CPU", 1000 * GIB), Store(tmp_path)))


def test_without_a_model_optional_parts_are_not_planned() -> None:
    kit = make_kit(BOTTLE, registry=WITHOUT)
    assert kit.parts == ("copy", "image/card", "image/concept", "music", "narration")
    assert kit.complete


def test_what_was_asked_for_and_cannot_be_made_says_why(photo: bytes, without_weights: Registry) -> None:
    kit = make_kit(replace(BOTTLE, photo=photo, look=Look(market="tiktok", enlarge=True)), registry=without_weights)
    assert "models pull" in kit.failures["image/scene-large"].message.zh
    assert {"image/scene", "image/scene-market"} <= set(kit.assets)


def test_a_part_is_not_made_without_what_it_builds_on() -> None:
    without_concept = [
        replace(spec, kinds=tuple(kind for kind in spec.kinds if kind != "concept")) for spec in EMBEDDED_SPECS
    ]
    lonely = Registry([*without_concept, painter(Stripes, kinds=("enlarged",))])
    kit = make_kit(replace(BOTTLE, look=Look(enlarge=True)), registry=lonely)
    again = redo_part(kit, "image/concept-large", registry=lonely)
    assert set(again.failures) == {"image/concept", "image/concept-large"}


def test_other_wishes_are_other_inputs() -> None:
    plain, wished = (
        make_kit(replace(BOTTLE, look=look), registry=WITHOUT).assets["image/card"].provenance.input_digest
        for look in (Look(), Look(setting="garden"))
    )
    assert plain != wished


def test_a_replay_makes_what_was_planned_then_whatever_is_installed_now() -> None:
    archive = kit_zip(make_kit(BOTTLE, registry=WITHOUT))
    assert kit_zip(replay_kit(read_recipe(archive), registry=WITH_PAINTER)) == archive


def test_variations_differ_and_say_their_own_settings() -> None:
    kit = make_kit(replace(BOTTLE, look=Look(variations=3)), registry=WITH_PAINTER)
    concepts = [part for part in kit.parts if part.startswith("image/concept")]
    assert concepts == ["image/concept", "image/concept-2", "image/concept-3"]
    widths = {kit.assets[part].provenance.options["stripes"] for part in concepts}
    assert len(widths) == 3
    assert all(kit.pictures[part].concept for part in concepts)


def test_the_embedded_studio_makes_variations_too(photo: bytes) -> None:
    kit = make_kit(replace(BOTTLE, photo=photo, look=Look(variations=2)), registry=WITHOUT)
    assert kit.complete
    assert kit.pictures["image/scene"].data != kit.pictures["image/scene-2"].data


def test_format_and_size_build_on_the_first_scene(photo: bytes) -> None:
    request = replace(BOTTLE, photo=photo, look=Look(market="instagram", enlarge=True))
    kit = make_kit(request, registry=WITH_PAINTER)
    assert {"image/scene-market", "image/scene-large"} <= set(kit.assets)
    with pytest.raises(InputError):
        replace_picture(kit, "image/scene", photo)


def test_wishes_that_cannot_be_met_are_found_out_before_anything_is_made() -> None:
    with pytest.raises(InputError) as caught:
        make_kit(replace(BOTTLE, look=Look(variations=100)), registry=WITHOUT)
    assert caught.value.field == "look"


def test_a_model_that_refuses_is_replaced_and_the_card_says_why(photo: bytes) -> None:
    registry = Registry([*EMBEDDED_SPECS, painter(Refusing)])
    kit = make_kit(replace(BOTTLE, photo=photo), registry=registry)
    made = kit.assets["image/scene"].provenance
    assert (made.requested, made.used) == ("auto", "embedded")
    assert made.reason is not None
    assert made.reason.zh == "模型未能完成。"
    assert kit.assets["image/main"].provenance.reason is None


def test_a_named_painter_that_lacks_its_weights_is_replaced_only_where_it_would_paint(
    photo: bytes, without_weights: Registry
) -> None:
    kit = make_kit(replace(BOTTLE, photo=photo, generators={"image": "flux2-klein"}), registry=without_weights)
    scene = kit.assets["image/scene"].provenance
    assert (scene.requested, scene.used) == ("flux2-klein", "embedded")
    assert scene.reason is not None
    assert "models pull" in scene.reason.en
    for part in ("image/cutout", "image/main"):
        assert kit.assets[part].provenance.reason is None


def test_a_kit_with_wishes_is_replayed_to_the_same_bytes() -> None:
    request = replace(BOTTLE, look=Look(setting="garden", season="spring", variations=2, idea="晨光里的木桌"))
    kit = redo_part(make_kit(request, registry=WITH_PAINTER), "image/concept-2", registry=WITH_PAINTER)
    archive = kit_zip(kit)
    recipe = read_recipe(archive)
    assert recipe.request.look == request.look
    assert kit_zip(replay_kit(recipe, registry=WITH_PAINTER)) == archive


def test_reading_a_photo_offers_facts_without_a_name(photo: bytes) -> None:
    kit = make_kit(Request(photo=photo, scenario="reading", language="zh", seed=1), registry=WITHOUT)
    reading = kit.assets["photo/reading"].payload
    assert isinstance(reading, Reading)
    assert offered_facts(kit) == reading.facts


def test_a_dictation_that_nothing_here_can_hear_says_what_is_missing(tmp_path: Path) -> None:
    narration = make_kit(BOTTLE, registry=WITHOUT).narration
    assert narration is not None
    assert read_voice(narration.data).sample_rate == 16_000
    whisper = [spec for spec in installed().specs("hearing") if spec.weights is not None]
    registry = Registry([*EMBEDDED_SPECS, *whisper], Runtime(store=Store(tmp_path)))
    kit = make_kit(Request(voice=narration.data, scenario="dictation", seed=1), registry=registry)
    assert "models pull" in kit.failures["voice/transcript"].message.zh
    assert offered_facts(kit) == ()
