"""Request → Kit on the real embedded generators, and what happens when something stops or breaks on the way."""

import threading
from dataclasses import replace

import pytest

from mmdemo import (
    Brief,
    Cancelled,
    GenerationError,
    GeneratorUnavailable,
    InputError,
    Kit,
    Progress,
    Request,
    RunContext,
    edit_copy,
    kit_zip,
    make_kit,
    read_recipe,
    redo_part,
    replace_picture,
    replay_kit,
    stream_kit,
)
from mmdemo.generators import GeneratorSpec
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, Payload

MUG = Request(
    name="Stoneware mug",
    category="Kitchen",
    price="$24.00",
    brand="Clay & Co",
    facts=("350 ml", "Material: stoneware", "Dishwasher safe"),
    seed=7,
)
EMBEDDED_ONLY = Registry(found for found in installed().specs() if found.id == EMBEDDED)


@pytest.fixture(scope="module")
def kit(photo: bytes) -> Kit:
    return make_kit(replace(MUG, photo=photo))


class Broken:
    """A generator that begins and cannot finish."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def generate(self, brief: Brief, ctx: RunContext) -> Payload:
        raise self.error


def with_broken(modality: str, error: Exception, *, keep_embedded: bool) -> Registry:
    """The installed embedded generators, with one that breaks above, or in place of, one of them."""
    broken = GeneratorSpec(
        id="large" if keep_embedded else EMBEDDED,
        modality=modality,
        label="Large model",
        load=lambda: Broken(error),
        model="large",
        revision="1",
        licence="Apache-2.0",
        rank=99,
    )
    kept = [found for found in EMBEDDED_ONLY.specs() if keep_embedded or found.modality != modality]
    return Registry([*kept, broken])


def test_a_photo_becomes_a_listing(kit: Kit) -> None:
    assert kit.complete
    assert kit.parts == ("copy", "image/cutout", "image/main", "image/scene", "music", "narration")
    assert kit.copy is not None
    assert "350 ml" in " ".join((*kit.copy.bullets, kit.copy.long_description))
    assert set(kit.pictures) == {"image/cutout", "image/main", "image/scene"}
    assert kit.narration is not None
    assert kit.narration.script == kit.copy.script
    assert {"image/main", "image/scene"} <= set(kit.copy.alt_texts)


def test_no_photo_gives_a_card_and_a_concept() -> None:
    kit = make_kit(MUG, registry=EMBEDDED_ONLY)
    assert kit.parts == ("copy", "image/card", "image/concept", "music", "narration")
    assert all(picture.concept for picture in kit.pictures.values())
    assert kit.pictures["image/card"].concept
    assert kit.copy is not None
    assert set(kit.copy.alt_texts) == {"image/card"}


def test_chinese_listing() -> None:
    kit = make_kit(Request(name="粗陶马克杯", facts=("容量：350 毫升",), price="¥199", seed=3))
    assert kit.complete
    assert kit.product.language == "zh"


@pytest.fixture(scope="module")
def heard() -> list[Progress]:
    """What was said while the same listing came part by part."""
    return []


@pytest.fixture(scope="module")
def streamed(photo: bytes, heard: list[Progress]) -> list[Kit]:
    return list(stream_kit(replace(MUG, photo=photo), listen=heard.append))


def test_parts_come_one_by_one_with_progress(streamed: list[Kit], heard: list[Progress]) -> None:
    made = [tuple(kit.assets) for kit in streamed]
    parts = ("copy", "image/cutout", "image/main", "image/scene", "music", "narration")
    assert made == [parts[:count] for count in range(7)]
    assert {progress.part for progress in heard} == set(parts)
    for progress in heard:
        assert 0 <= progress.done <= progress.total
        assert progress.message.en
        assert progress.message.zh


def test_provenance_says_who_made_it(kit: Kit) -> None:
    for part, asset in kit.assets.items():
        made = asset.provenance
        assert asset.part == part
        assert made.requested == "auto"
        assert made.seed == 7
        assert made.take == 0
        assert made.seconds > 0
        assert len(made.input_digest) == 64
        assert made.reason is None


def test_same_seed_same_bytes_and_another_seed_another_kit(kit: Kit, streamed: list[Kit], photo: bytes) -> None:
    assert kit_zip(streamed[-1]) == kit_zip(kit)
    other = make_kit(replace(MUG, photo=photo, seed=8))
    assert other.pictures["image/scene"].data != kit.pictures["image/scene"].data
    assert other.copy != kit.copy


def test_a_drawn_seed_is_recorded() -> None:
    kit = make_kit(replace(MUG, seed=None), registry=EMBEDDED_ONLY)
    assert make_kit(replace(MUG, seed=kit.seed), registry=EMBEDDED_ONLY).copy == kit.copy


@pytest.mark.parametrize("part", ["copy", "image/main", "image/scene", "music", "narration"])
def test_redo_changes_one_part_alone(kit: Kit, part: str) -> None:
    redone = redo_part(kit, part)
    assert redone.assets[part].provenance.take == 1
    for other in kit.parts:
        if other != part:
            assert redone.assets[other] is kit.assets[other]
    if part != "image/main":  # the main picture leaves nothing to chance
        assert redone.assets[part].payload != kit.assets[part].payload


def test_a_picture_of_their_own_takes_the_place(kit: Kit, photo: bytes) -> None:
    changed = replace_picture(kit, "image/scene", photo)
    assert changed.pictures["image/scene"].width == 960
    assert changed.assets["image/scene"].provenance.edited
    assert changed.assets["image/main"] is kit.assets["image/main"]
    with pytest.raises(InputError):
        replace_picture(kit, "image/scene", b"<svg/>")


def test_replay_makes_the_same_bytes_after_redo_and_edit(kit: Kit, photo: bytes) -> None:
    assert kit.copy is not None
    changed = redo_part(kit, "image/scene")
    changed = replace_picture(changed, "image/main", photo)
    changed = edit_copy(changed, replace(kit.copy, title="My own words", script="A script of my own. It is short."))
    changed = redo_part(changed, "narration")
    assert changed.copy is not None
    changed = edit_copy(changed, replace(changed.copy, script="Edited after it was spoken."))
    archive = kit_zip(changed)
    assert kit_zip(replay_kit(read_recipe(archive))) == archive


def test_an_unchanged_edit_is_no_edit(kit: Kit) -> None:
    assert kit.copy is not None
    assert edit_copy(kit, kit.copy) is kit


def test_stop_is_heard_and_finished_parts_stay(photo: bytes) -> None:
    stop = threading.Event()
    seen: list[Kit] = []

    def press_stop(progress: Progress) -> None:
        if progress.part == "image/main":
            stop.set()

    with pytest.raises(Cancelled):
        seen.extend(stream_kit(replace(MUG, photo=photo), stop=stop, listen=press_stop))
    assert set(seen[-1].assets) <= {"copy", "image/cutout", "image/main"}
    assert "copy" in seen[-1].assets


@pytest.mark.parametrize(
    "error",
    [GenerationError("It broke.", "它坏了。"), GeneratorUnavailable("No weights.", "没有权重。"), ValueError("x")],
)
def test_a_fallback_is_visible(error: Exception) -> None:
    kit = make_kit(MUG, registry=with_broken("text", error, keep_embedded=True))
    made = kit.assets["copy"].provenance
    assert made.used == EMBEDDED
    assert made.reason is not None
    assert made.reason.en != made.reason.zh
    assert kit.complete


@pytest.mark.parametrize("error", [GenerationError("It broke.", "它坏了。"), RuntimeError("boom"), MemoryError()])
def test_one_failing_part_leaves_the_others(error: Exception, photo: bytes) -> None:
    registry = with_broken("image", error, keep_embedded=False)
    kit = make_kit(replace(MUG, photo=photo), registry=registry)
    assert set(kit.assets) == {"copy", "music", "narration"}
    assert set(kit.failures) == {"image/cutout", "image/main", "image/scene"}
    assert not kit.complete
    assert read_recipe(kit_zip(kit)).failures == kit.failures


def test_a_redo_after_a_failure_makes_what_it_needs(photo: bytes) -> None:
    kit = make_kit(replace(MUG, photo=photo), registry=with_broken("image", RuntimeError("boom"), keep_embedded=False))
    mended = redo_part(kit, "image/scene", registry=EMBEDDED_ONLY)
    assert set(mended.assets) == {"copy", "music", "narration", "image/cutout", "image/scene"}
    assert set(mended.failures) == {"image/main"}


def test_a_missing_speech_library_leaves_the_rest() -> None:
    lacking = [
        replace(found, requires=("a_module_nobody_has",)) if found.modality == "speech" else found
        for found in EMBEDDED_ONLY.specs()
    ]
    kit = make_kit(MUG, registry=Registry(lacking))
    assert set(kit.assets) == {"copy", "image/card", "image/concept", "music"}
    assert "a_module_nobody_has" in kit.failures["narration"].message.en
    assert "未安装" in kit.failures["narration"].message.zh


def test_a_failed_redo_keeps_what_was_there(kit: Kit) -> None:
    failed = redo_part(kit, "image/scene", registry=with_broken("image", RuntimeError("x"), keep_embedded=False))
    assert failed.assets["image/scene"] is kit.assets["image/scene"]
    assert "image/scene" in failed.failures
    archive = kit_zip(failed)
    assert kit_zip(replay_kit(read_recipe(archive))) == archive


def test_a_picture_of_their_own_where_none_could_be_made(photo: bytes) -> None:
    registry = with_broken("image", RuntimeError("x"), keep_embedded=False)
    mended = replace_picture(make_kit(replace(MUG, photo=photo), registry=registry), "image/main", photo)
    assert mended.assets["image/main"].provenance.used == "merchant"
    assert set(mended.failures) == {"image/cutout", "image/scene"}
    archive = kit_zip(mended)
    assert kit_zip(replay_kit(read_recipe(archive))) == archive


def test_a_picture_that_others_are_made_from_stays(kit: Kit, photo: bytes) -> None:
    with pytest.raises(InputError, match="Other pictures"):
        replace_picture(kit, "image/cutout", photo)


def test_replay_uses_the_generator_that_was_used() -> None:
    registry = with_broken("text", GenerationError("It broke.", "它坏了。"), keep_embedded=True)
    archive = kit_zip(make_kit(MUG, registry=registry))
    assert kit_zip(replay_kit(read_recipe(archive), registry=EMBEDDED_ONLY)) == archive


def test_a_narrator_is_not_asked_for_a_language_it_lacks() -> None:
    kit = make_kit(Request(name="粗陶马克杯", facts=("容量：350 毫升",), seed=3, generators={"speech": "flite"}))
    made = kit.assets["narration"].provenance
    assert (made.requested, made.used) == ("flite", EMBEDDED)
    assert made.reason is not None


def test_replay_of_a_kit_with_a_failure(photo: bytes) -> None:
    registry = with_broken("speech", GenerationError("No voice.", "没有声音。"), keep_embedded=False)
    archive = kit_zip(make_kit(replace(MUG, photo=photo), registry=registry))
    assert kit_zip(replay_kit(read_recipe(archive))) == archive


def test_an_empty_script_fails_with_a_sentence(kit: Kit) -> None:
    assert kit.copy is not None
    silent = redo_part(edit_copy(kit, replace(kit.copy, script=" ")), "narration")
    assert "script" in silent.failures["narration"].message.en
    assert "文稿" in silent.failures["narration"].message.zh


def test_an_unknown_generator_is_the_callers_mistake() -> None:
    with pytest.raises(InputError, match="bard"):
        next(stream_kit(replace(MUG, generators={"speech": "bard"})))


def test_two_runs_at_once_do_not_disturb_each_other(kit: Kit, photo: bytes) -> None:
    requests = [replace(MUG, photo=photo), replace(MUG, photo=photo, seed=99)]
    made: dict[int, Kit] = {}
    threads = [
        threading.Thread(target=lambda request: made.update({request.seed: make_kit(request)}), args=(request,))
        for request in requests
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kit_zip(made[7]) == kit_zip(kit)
    assert made[99].complete
