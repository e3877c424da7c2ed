"""The embedded studio: every picture of a listing, with a photo or without, by image processing alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError, NothingToShow
from mmdemo.generators import GeneratorSpec
from mmdemo.look import BANNER_SIZES, RATIOS, BannerSize, Setting
from mmdemo.picture import Region
from mmdemo.processing.image.notes import ENLARGED, SOFT, SQUARE
from mmdemo.processing.image.weights import WEIGHTS_SHA256
from mmdemo.processing.text.dimensions import read_dimensions
from mmdemo.processing.text.scene_prompt import choose_setting
from mmdemo.schema import EMBEDDED, Brief, Message, Picture

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bytes
    from mmdemo.processing.image.brand_style import BrandStyle
    from mmdemo.processing.image.placement import Placed

CUTOUT, SCENE, CONCEPT = "image/cutout", "image/scene", "image/concept"
BANNERS: Mapping[str, BannerSize] = {f"banner-{size}": size for size in BANNER_SIZES}

PLACING = Message("Placing the product", "正在摆放商品")
SAVING = Message("Saving the picture", "正在保存图片")
UNUSED_WISHES = Message(
    "Season and your own wish were not used: they need a picture model.",
    "季节和您的想法未被采用：它们需要图片模型。",
)
SETTING_TYPE = Message("Setting the card in type", "正在排版卡片")
MODELLING = Message("Setting the label and lighting the model", "正在排版标签并打光")
MEASURING = Message("Drawing the dimensions", "正在标注尺寸")
LOOKING = Message("Looking for the finest details", "正在寻找最有看点的细节")


class EmbeddedPictures:
    """Makes every picture of a listing from the merchant's own photo, whose product pixels it never repaints."""

    def __init__(self) -> None:
        # Heavy: OpenCV and SciPy. Missing packages surface here, where the registry listens for ImportError.
        from mmdemo.processing.image import (
            arrays,
            banner,
            brand_style,
            card,
            concept,
            details,
            photo_cutout,
            placement,
            scene,
            size_picture,
            stance,
            tall_scene,
        )

        self._arrays, self._card, self._concept, self._details = arrays, card, concept, details
        self._banner, self._brand_style = banner, brand_style
        self._photo_cutout, self._size_picture = photo_cutout, size_picture
        self._placement, self._scene, self._stance = placement, scene, stance
        self._tall_scene = tall_scene
        self._makers: dict[str, Callable[[Brief, RunContext], Picture]] = {
            "cutout": photo_cutout.cut_from_photo,
            "main": self._make_main,
            "scene": self._make_scene,
            "outpaint": self._make_tall,
            "card": self._make_card,
            "concept": self._make_concept,
            **{kind: partial(self._make_banner, size) for kind, size in BANNERS.items()},
            "size": self._make_size,
            "detail": self._make_detail,
        }

    def generate(self, brief: Brief, ctx: RunContext) -> Picture:
        """Make the picture that `brief.kind` names, one of `SPEC.kinds`.

        A cutout has the photo's own size, a detail the photo's own pixels; a scene is 2048 pixels square, on coloured
        paper 2000 like the others, a concept picture 1536 there; a banner has its own size, a scene for a market that
        market's ratio.

        Raises:
            GenerationError: nothing in the photo stands out as a product, or there is no photo.
            NothingToShow: no part of the photo is worth a detail picture, or no dimension is among the facts.
            Cancelled: Stop was pressed.
        """
        return self._makers[brief.kind](brief, ctx)

    def _make_main(self, brief: Brief, ctx: RunContext) -> Picture:
        cut = _given_cutout(brief)
        ctx.step(0, 2, PLACING)
        pixels, placed = self._placement.on_white(self._arrays.decode(cut.data))
        ctx.step(1, 2, SAVING)
        return replace(self._picture(pixels, _notes(cut, placed)), product=placed.region)

    def _make_scene(self, brief: Brief, ctx: RunContext) -> Picture:
        cut = _given_cutout(brief)
        ctx.step(0, 2, PLACING)
        setting, upright = self._staging(brief)
        pixels, placed = self._scene.make_scene(
            self._arrays.decode(cut.data), setting, ctx.seed_for("scene"), upright=upright
        )
        ctx.record(setting=setting)
        ctx.step(1, 2, SAVING)
        wishes = brief.look.season != "any" or brief.look.idea
        notes = (*_notes(cut, placed), *((UNUSED_WISHES,) if wishes else ()))
        return replace(self._picture(pixels, notes), product=placed.region)

    def _make_tall(self, brief: Brief, ctx: RunContext) -> Picture:
        cut, ratio = _given_cutout(brief), RATIOS.get(brief.look.market)
        if ratio is None:
            raise GenerationError(*SQUARE)
        ctx.step(0, 2, PLACING)
        setting, upright = self._staging(brief)
        given, seed = brief.inputs.get(SCENE), ctx.seed_for("scene")
        ctx.record(setting=setting)
        if setting == "studio" and isinstance(given, Picture) and given.product and given.width == self._placement.SIDE:
            pixels, above = self._tall_scene.longer_paper(self._arrays.decode(given.data), ratio, seed)
            ctx.step(1, 2, SAVING)
            return replace(self._picture(pixels, given.notes), product=given.product.moved(0, above))
        placed_in = "white" if setting == "studio" else setting
        pixels, placed = self._tall_scene.tall_scene(
            self._arrays.decode(cut.data), placed_in, ratio, seed, upright=upright
        )
        ctx.step(1, 2, SAVING)
        return replace(self._picture(pixels, _notes(cut, placed)), product=placed.region)

    def _make_banner(self, size: BannerSize, brief: Brief, ctx: RunContext) -> Picture:
        ctx.step(0, 2, PLACING)
        setting, upright = self._staging(brief)
        brand = self._brand_style.brand_style(brief.product, brief.look)
        concept = brief.product.photo is None
        if concept:
            rgba = self._modelled(brief, brand, setting, ctx)
        else:
            cut = _given_cutout(brief)
            rgba = self._arrays.decode(cut.data)
        standing = concept or (self._stance.stands(rgba) if upright is None else upright)
        plate = self._scene.place_for(setting, standing=standing)
        words = self._banner.banner_words(brief.product, brief.look.badge)
        pixels, placed = self._banner.draw_banner(rgba, plate, words, size, brand, ctx.seed_for("banner"))
        ctx.record(setting=setting)
        ctx.step(1, 2, SAVING)
        if concept:
            return self._picture(pixels, (), concept=True)
        return replace(self._picture(pixels, _notes(cut, placed)), product=placed.region)

    def _modelled(self, brief: Brief, brand: BrandStyle, setting: Setting, ctx: RunContext) -> Bytes:
        """The mock-up of the concept picture it builds on, alone; a fresh one where a model painted that."""
        given = brief.inputs.get(CONCEPT)
        if isinstance(given, Picture) and given.alone is not None:
            return self._arrays.decode(given.alone)
        seed = ctx.for_part(CONCEPT).seed_for("concept")  # the same for all banners
        return self._concept.stand_alone(self._concept.dress(brief.product, seed, brand), setting)

    def _staging(self, brief: Brief) -> tuple[Setting, bool | None]:
        """The setting, and whether the product stands in it; None where its outline has to tell."""
        product = brief.product
        upright = False if self._stance.is_garment(f"{product.name} {product.category}") else None
        return choose_setting(product) if brief.look.setting == "auto" else brief.look.setting, upright

    def _make_card(self, brief: Brief, ctx: RunContext) -> Picture:
        ctx.step(0, 2, SETTING_TYPE)
        pixels = self._card.draw_card(brief.product, ctx.seed_for("card"))
        ctx.step(1, 2, SAVING)
        return self._picture(pixels, (), concept=True)

    def _make_concept(self, brief: Brief, ctx: RunContext) -> Picture:
        ctx.step(0, 2, MODELLING)
        setting = "studio" if brief.look.setting == "auto" else brief.look.setting
        brand = self._brand_style.brand_style(brief.product, brief.look)
        model = self._concept.dress(brief.product, ctx.seed_for("concept"), brand)
        pixels = self._concept.photograph(model, setting)
        alone = None
        if brief.look.banners and brief.part == CONCEPT:
            alone = self._arrays.encode(self._concept.stand_alone(model, self._staging(brief)[0]))
        ctx.record(shape=model.known.name, setting=setting)
        ctx.step(1, 2, SAVING)
        wishes = brief.look.season != "any" or brief.look.idea
        picture = self._picture(pixels, (UNUSED_WISHES,) if wishes else (), concept=True)
        return replace(picture, alone=alone)

    def _make_size(self, brief: Brief, ctx: RunContext) -> Picture:
        cut = _given_cutout(brief)
        dimensions = read_dimensions(brief.product.facts)
        if dimensions is None:
            raise NothingToShow("No dimension is among the facts.", "关键信息中没有尺寸。")
        ctx.step(0, 2, MEASURING)
        pixels, placed = self._size_picture.draw_size_picture(
            self._arrays.decode(cut.data), dimensions, brief.product.language
        )
        ctx.step(1, 2, SAVING)
        return replace(self._picture(pixels, _notes(cut, placed)), product=placed.region)

    def _make_detail(self, brief: Brief, ctx: RunContext) -> Picture:
        cut = self._arrays.decode(_given_cutout(brief).data)
        ctx.step(0, 2, LOOKING)
        photo = self._photo_cutout.finished_photo(brief)
        squares = self._details.choose_details(photo, cut[..., 3])
        number = 1 if brief.part.endswith("-2") else 0
        if number >= len(squares):
            raise NothingToShow(
                "The photo has too few pixels of the product for a detail picture, or nothing on it stands out.",
                "照片中商品的像素不足以制作细节图，或者没有突出的细节。",
            )
        ctx.step(1, 2, SAVING)
        square = squares[number]
        left, top, width, height = self._placement.bounds(cut)
        lies = Region(left - square.left, top - square.top, width, height)
        return replace(self._picture(square.of(photo), ()), product=lies)

    def _picture(self, pixels: Bytes, notes: tuple[Message, ...], *, concept: bool = False) -> Picture:
        height, width = pixels.shape[:2]
        return Picture(self._arrays.encode(pixels), width, height, notes, concept)


def _given_cutout(brief: Brief) -> Picture:
    cut = next((brief.inputs[need] for need in brief.needs if need.startswith(CUTOUT) and need in brief.inputs), None)
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
    revision=f"3, cutout network {WEIGHTS_SHA256}",
    licence="Apache-2.0",
    kinds=("cutout", "main", "scene", "outpaint", "card", "concept", *BANNERS, "size", "detail"),
)
