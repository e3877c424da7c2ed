"""A mended cutout: it and all that was made from it is made again, the rest is left alone, and a replay agrees."""

import io
import threading
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mmdemo import (
    Brief,
    Cancelled,
    GenerationError,
    InputError,
    Kit,
    Picture,
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
from mmdemo.intake.photo import photo_file, read_photo
from mmdemo.mending import kept_outlines, mend_cutout
from mmdemo.outline import UNMENDED, Outline
from mmdemo.registry import Registry, installed
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import EMBEDDED, Look
from tests.conftest import draw_photo, encoded

EMBEDDED_ONLY = Registry(found for found in installed().specs() if found.id == EMBEDDED)
PICTURES = next(found for found in EMBEDDED_ONLY.specs("image"))


def strokes(*spots: tuple[float, float, float, float], size: tuple[int, int] = (480, 360)) -> bytes:
    """Filled boxes, in parts of the photo."""
    painted = Image.new("L", size)
    for left, top, right, bottom in spots:
        draw = ImageDraw.Draw(painted)
        draw.rectangle((left * size[0], top * size[1], right * size[0] - 1, bottom * size[1] - 1), fill=255)
    return encoded(painted)


# The drawn bottle stands at 37 to 63 % of the width and 15 to 88 % of the height; its neck ends at 31 %.
HEADLESS = Outline(erase=strokes((0.40, 0.10, 0.60, 0.27)))
BOXED = Outline(box=(0.35, 0.12, 0.65, 0.9))


@pytest.fixture(scope="module")
def kit(photo: bytes) -> Kit:
    request = Request(name="Bottle", facts=("500 ml",), photo=photo, seed=7)
    return make_kit(request, registry=EMBEDDED_ONLY)


def mended(kit: Kit, outline: Outline, part: str = "image/cutout", registry: Registry = EMBEDDED_ONLY) -> Kit:
    *_, last = mend_cutout(kit, part, outline, registry=registry)
    return last


@pytest.fixture(scope="module")
def steps(kit: Kit) -> list[Kit]:
    """The kit after each step of a mend."""
    return list(mend_cutout(kit, "image/cutout", HEADLESS, registry=EMBEDDED_ONLY))


@pytest.fixture(scope="module")
def headless(steps: list[Kit]) -> Kit:
    return steps[-1]


def mended_first(kit: Kit, outline: Outline) -> Kit:
    """With the cutout mended, and nothing made from it yet."""
    return next(mend_cutout(kit, "image/cutout", outline, registry=EMBEDDED_ONLY))


def alpha(kit: Kit, part: str = "image/cutout") -> np.ndarray:
    with Image.open(io.BytesIO(kit.pictures[part].data)) as cutout:
        return np.asarray(cutout)[..., 3]


def changed(before: Kit, after: Kit) -> set[str]:
    return {part for part in after.parts if before.assets.get(part) is not after.assets.get(part)}


def test_erased_parts_are_gone_from_the_cutout_and_from_all_that_was_made_from_it(kit: Kit, steps: list[Kit]) -> None:
    assert alpha(kit)[120:180, 480].min() > 200  # the neck
    assert [changed(kit, one) for one in steps] == [
        {"image/cutout"},
        {"image/cutout", "image/main"},
        {"image/cutout", "image/main", "image/scene"},
    ]
    last = steps[-1]
    assert last.complete and not last.failures
    assert alpha(last)[120:180, 480].max() < 30
    assert alpha(last)[300:600, 480].min() > 200
    assert last.pictures["image/main"].data != kit.pictures["image/main"].data
    assert last.request.outlines["image/cutout"].erase
    for part in ("image/cutout", "image/main", "image/scene"):
        assert last.assets[part].provenance.take == 0
    assert last.assets["image/cutout"].provenance.input_digest != kit.assets["image/cutout"].provenance.input_digest


def test_kept_parts_stay(kit: Kit) -> None:
    beside = Outline(keep=strokes((0.70, 0.60, 0.76, 0.70)))
    assert alpha(kit)[470, 700] == 0
    assert alpha(mended_first(kit, beside))[470, 700] > 200


def test_a_box_keeps_the_cutout_inside(kit: Kit) -> None:
    outside = alpha(mended_first(kit, Outline(box=(0.30, 0.40, 0.70, 0.95))))
    assert outside[: int(0.36 * 720)].max() < 30
    assert outside[400:600, 480].min() > 200


def test_another_candidate_gives_its_own_cutout(kit: Kit) -> None:
    offered = kit.pictures["image/cutout"].alternatives
    assert len(offered) >= 2
    assert len({one.id for one in offered}) == len(offered)
    other = mended_first(kit, Outline(offered[-1].id))
    assert other.request.outlines == {"image/cutout": Outline(offered[-1].id)}
    assert {one.id for one in other.pictures["image/cutout"].alternatives} == {one.id for one in offered}


def test_a_mended_kit_replays_to_the_same_bytes(kit: Kit) -> None:
    after = mended(kit, replace(HEADLESS, box=BOXED.box))
    archive = kit_zip(after)
    assert kit_zip(replay_kit(read_recipe(archive), registry=EMBEDDED_ONLY)) == archive
    assert kit_zip(make_kit(replace(after.request), registry=EMBEDDED_ONLY)) == archive


def test_starting_over_gives_the_first_cutout_back(kit: Kit, headless: Kit) -> None:
    after = mended(headless, UNMENDED)
    assert after.request.outlines == {}
    assert kit_zip(after) == kit_zip(kit)


def test_what_the_merchant_changed_stays_and_takes_are_counted_on(kit: Kit, photo: bytes) -> None:
    assert kit.copy is not None
    redone = redo_part(kit, "image/scene", registry=EMBEDDED_ONLY)
    own = replace_picture(edit_copy(redone, replace(kit.copy, title="My own title")), "image/main", photo)
    after = mended(own, HEADLESS)
    assert after.assets["image/scene"].provenance.take == 1
    assert redo_part(after, "image/scene", registry=EMBEDDED_ONLY).assets["image/scene"].provenance.take == 2
    assert changed(own, after) == {"image/cutout", "image/scene"}
    assert after.copy is own.copy and after.narration is own.narration
    archive = kit_zip(after)
    assert kit_zip(replay_kit(read_recipe(archive), registry=EMBEDDED_ONLY)) == archive


def test_the_second_photo_is_mended_by_itself(photo: bytes) -> None:
    back = encoded(draw_photo().transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    both = make_kit(Request(name="Bottle", photo=photo, more_photos=(back,), seed=7), registry=EMBEDDED_ONLY)
    after = mended(both, HEADLESS, "image/cutout-2")
    assert changed(both, after) == {"image/cutout-2", "image/main-2"}
    assert alpha(after, "image/cutout-2")[120:180, 480].max() < 30
    archive = kit_zip(after)
    assert kit_zip(replay_kit(read_recipe(archive), registry=EMBEDDED_ONLY)) == archive
    turned = Request(name="Cup", photo=photo_file(both.product.more_photos[0]), more_photos=(photo,))
    assert kept_outlines(after, turned) == {"image/cutout": after.request.outlines["image/cutout-2"]}


@pytest.mark.parametrize("part", ["image/cutout-2", "image/main", "copy"])
def test_what_is_no_cutout_cannot_be_mended(kit: Kit, part: str) -> None:
    with pytest.raises(InputError) as caught:
        mended(kit, HEADLESS, part)
    assert caught.value.field == "outline"


def test_a_wrong_outline_makes_nothing(kit: Kit) -> None:
    work = mend_cutout(kit, "image/cutout", Outline(box=(2, 2, 3, 3)), registry=EMBEDDED_ONLY)
    with pytest.raises(InputError, match="outside the photo"):
        next(work)


@dataclass
class Fails:
    """The embedded studio, except for one kind of picture, once that is switched on."""

    kind: str
    on: bool = False

    def generate(self, brief: Brief, ctx: RunContext) -> Picture:
        if self.on and brief.kind == self.kind:
            raise GenerationError("The scissors broke.", "剪刀坏了。")
        return PICTURES.load(ON_CPU).generate(brief, ctx)


def failing(maker: Fails) -> Registry:
    others = [found for found in EMBEDDED_ONLY.specs() if found.modality != "image"]
    return Registry([*others, replace(PICTURES, load=lambda _: maker)])


def test_a_cutout_that_fails_leaves_the_old_one_and_its_outline(headless: Kit) -> None:
    after = mended(headless, BOXED, registry=failing(Fails("cutout", on=True)))
    assert after.assets == headless.assets
    assert after.request == headless.request
    assert after.failures["image/cutout"].message.en == "The scissors broke."
    archive = kit_zip(after)
    assert kit_zip(replay_kit(read_recipe(archive), registry=EMBEDDED_ONLY)) == archive


def test_a_later_part_that_fails_does_not_show_the_old_cutout(kit: Kit) -> None:
    after = mended(kit, HEADLESS, registry=failing(Fails("main", on=True)))
    assert "image/main" not in after.assets and "image/main" in after.failures
    assert changed(kit, after) == {"image/cutout", "image/main", "image/scene"}
    whole = mended(after, HEADLESS)
    assert whole.complete and not whole.failures


def test_a_cutout_that_failed_at_first_can_be_mended(kit: Kit, photo: bytes) -> None:
    maker = Fails("cutout", on=True)
    first = make_kit(kit.request, registry=failing(maker))
    assert set(first.failures) == {"image/cutout", "image/main", "image/scene"}
    maker.on = False
    whole = mended(first, BOXED, registry=failing(maker))
    assert whole.complete and not whole.failures


def test_parts_that_were_never_made_are_not_made_now(kit: Kit) -> None:
    streamed = stream_kit(kit.request, registry=EMBEDDED_ONLY)
    stopped = next(one for one in streamed if "image/main" in one.assets)
    assert "image/scene" not in mended(stopped, HEADLESS).assets


def test_stop_is_heard_and_the_kit_still_holds(kit: Kit) -> None:
    stop = threading.Event()

    def listen(progress: Progress) -> None:
        if progress.part == "image/main":
            stop.set()

    work = mend_cutout(kit, "image/cutout", HEADLESS, stop=stop, listen=listen, registry=EMBEDDED_ONLY)
    assert changed(kit, next(work)) == {"image/cutout"}
    before = kit_zip(kit)
    with pytest.raises(Cancelled):
        next(work)
    assert kit_zip(kit) == before


def test_a_new_request_for_the_same_photo_keeps_its_outline(
    kit: Kit, headless: Kit, photo: bytes, tmp_path: Path
) -> None:
    kept = headless.request.outlines
    clean = tmp_path / "photo.png"
    clean.write_bytes(photo_file(read_photo(photo)))
    assert kept_outlines(headless, Request(name="Vase", photo=clean, look=Look(variations=2))) == kept
    assert kept_outlines(headless, Request(name="Vase", photo=encoded(draw_photo(640, 480)))) == {}
    assert kept_outlines(headless, Request(name="Vase")) == {}
    assert kept_outlines(kit, Request(name="Vase", photo=clean)) == {}
