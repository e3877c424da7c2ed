"""The embedded studio: cutout, main picture, studio picture and product card, by image processing alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.processing.image.notes import ENLARGED, SOFT
from mmdemo.schema import EMBEDDED, Brief, Message, Picture

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bytes
    from mmdemo.processing.image.placement import Placed

CUTOUT = "image/cutout"

PLACING = Message("Placing the product", "正在摆放商品")
SAVING = Message("Saving the picture", "正在保存图片")
UNUSED_WISHES = Message(
    "Setting, season and your own wish were not used: they need a picture model.",
    "场景、季节和您的想法未被采用：它们需要图片模型。",
)
SETTING_TYPE = Message("Setting the card in type", "正在排版卡片")


class EmbeddedPictures:
    """Makes every picture of a listing from the merchant's own photo, whose product pixels it never repaints."""

    def __init__(self) -> None:
        # Heavy: OpenCV and SciPy. Missing packages surface here, where the registry listens for ImportError.
        from mmdemo.processing.image import arrays, card, cutout, placement, scene, stance

        self._arrays, self._card, self._cutout = arrays, card, cutout
        self._placement, self._scene, self._stance = placement, scene, stance
        self._makers: dict[str, Callable[[Brief, RunContext], Picture]] = {
            "cutout": self._make_cutout,
            "main": self._make_main,
            "scene": self._make_scene,
            "card": self._make_card,
        }

    def generate(self, brief: Brief, ctx: RunContext) -> Picture:
        """Make the picture that `brief.kind` names: "cutout", "main", "scene" or "card".

        A cutout has the photo's own size; the others are 2000 pixels square.

        Raises:
            GenerationError: nothing in the photo stands out as a product, or there is no photo.
            Cancelled: Stop was pressed.
        """
        return self._makers[brief.kind](brief, ctx)

    def _make_cutout(self, brief: Brief, ctx: RunContext) -> Picture:
        if brief.product.photo is None:
            raise GenerationError("There is no photo to cut the product from.", "没有照片，无法抠图。")
        found = self._cutout.cut_out(self._arrays.decode(brief.product.photo.data), ctx)
        return self._picture(found.rgba, found.notes)

    def _make_main(self, brief: Brief, ctx: RunContext) -> Picture:
        cut = _given_cutout(brief)
        ctx.step(0, 2, PLACING)
        pixels, placed = self._placement.on_white(self._arrays.decode(cut.data))
        ctx.step(1, 2, SAVING)
        return self._picture(pixels, _notes(cut, placed))

    def _make_scene(self, brief: Brief, ctx: RunContext) -> Picture:
        cut = _given_cutout(brief)
        ctx.step(0, 2, PLACING)
        product = brief.product
        upright = False if self._stance.is_garment(f"{product.name} {product.category}") else None
        pixels, placed = self._scene.studio_scene(self._arrays.decode(cut.data), ctx.seed_for("scene"), upright=upright)
        ctx.step(1, 2, SAVING)
        wishes = brief.look.setting != "auto" or brief.look.season != "any" or brief.look.idea
        return self._picture(pixels, (*_notes(cut, placed), *((UNUSED_WISHES,) if wishes else ())))

    def _make_card(self, brief: Brief, ctx: RunContext) -> Picture:
        ctx.step(0, 2, SETTING_TYPE)
        pixels = self._card.draw_card(brief.product, ctx.seed_for("card"))
        ctx.step(1, 2, SAVING)
        return self._picture(pixels, (), concept=True)

    def _picture(self, pixels: Bytes, notes: tuple[Message, ...], *, concept: bool = False) -> Picture:
        height, width = pixels.shape[:2]
        return Picture(self._arrays.encode(pixels), width, height, notes, concept)


def _given_cutout(brief: Brief) -> Picture:
    cut = brief.inputs.get(CUTOUT)
    if not isinstance(cut, Picture):
        raise GenerationError("This picture needs the cutout, which is missing.", "缺少抠图结果，无法制作这张图片。")
    return cut


def _notes(cut: Picture, placed: Placed) -> tuple[Message, ...]:
    return (*cut.notes, SOFT) if placed.enlarged > ENLARGED else cut.notes


SPEC = GeneratorSpec(
    id=EMBEDDED,
    modality="image",
    label="Embedded studio",
    load=lambda _: EmbeddedPictures(),
    model="mmdemo embedded studio",
    revision="1",
    licence="Apache-2.0",
    kinds=("cutout", "main", "scene", "card"),
)
