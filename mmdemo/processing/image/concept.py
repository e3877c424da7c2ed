"""A picture of a product that nobody photographed yet: a mock-up in a label set from its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np

from mmdemo.look import Setting
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.brand_style import PLAIN, BrandStyle
from mmdemo.processing.image.label_colours import LabelColours, choose_colours, mix
from mmdemo.processing.image.label_layouts import LabelWords, choose_layout, draw_label
from mmdemo.processing.image.mockup import cut_out, relight
from mmdemo.processing.image.mockup_assets import Shape, shape
from mmdemo.processing.image.plate_scene import Spot, place_in
from mmdemo.processing.image.scene import place_for
from mmdemo.processing.text.shape_choice import choose_shape
from mmdemo.schema import Fact, Product

SIDE = 1536  # pixels, that of the basis pictures
DENSITY = 1600  # label pixels for each unit: finer than the picture, so that small words stay sharp
PACKED = {"bottle", "pump", "jar", "tube", "candle"}
"""Shapes whose label is a piece of paper on a body of another colour."""
METALS = ("#c9a46a", "#d9d9d6", "#cf8f6b")
DARK, LIGHT = "#23211f", "#f4f0e8"
GROUNDS = ("#d8c8b0", "#b9c4b4", "#a9b8c4", "#e6cfc5", "#e3d9c8", "#c8bfd0")


@dataclass(frozen=True)
class Model:
    """A mock-up dressed for a product: its colours by material, its label, and the colour of its own backdrop."""

    known: Shape
    colours: Mapping[str, str]
    label: Bytes
    backdrop: str


def dress(product: Product, seed: int, brand: BrandStyle = PLAIN) -> Model:
    """The mock-up of a product: the words choose the shape, the seed the colours and the label's layout."""
    rng = np.random.default_rng(seed)
    known = shape(choose_shape(product))
    palette = choose_colours(int(rng.integers(2**31)), brand.colour)
    label = _label(product, known, palette, int(rng.integers(2**31)), brand.logo)
    colours = _painted(known, palette, rng)
    backdrop = mix(GROUNDS[int(rng.integers(len(GROUNDS)))], palette.accent, 0.08)
    return Model(known, colours, label, backdrop)


def photograph(model: Model, setting: Setting) -> Bytes:
    """Its picture, (1536, 1536, 3) on a sweep or (2048, 2048, 3) in another setting than "studio"."""
    if setting == "studio":
        return relight(model.known.name, model.colours, model.label, SIDE, model.backdrop)
    # The key light of every mock-up comes from the left, as on a plate that is not mirrored.
    return place_in(stand_alone(model, setting), place_for(setting, standing=True), spot=Spot(size=0.97))[0]


def stand_alone(model: Model, setting: Setting) -> Bytes:
    """The mock-up without surroundings, (1536, 1536, 4), in the light that the ground of a setting throws on it."""
    floor = place_for(setting, standing=True).picture("square", 64)[48:].mean(axis=(0, 1))
    ground = cast(tuple[int, int, int], tuple(round(float(channel)) for channel in floor))
    return cut_out(model.known.name, model.colours, model.label, SIDE, ground)


def _label(product: Product, known: Shape, palette: LabelColours, seed: int, logo: Bytes | None) -> Bytes:
    """The label's whole extent: the words on its face, the paper's edges carried on above and below."""
    width, height = (round(DENSITY * length) for length in known.extent)
    left, top, right, bottom = known.face
    words = LabelWords(product.brand, product.name, _short(product.facts), product.language, logo)
    rows = round((bottom - top) * height)
    above = round(top * height)
    drawn = draw_label(words, choose_layout(words, seed), palette, (width, rows), (left, right), seed)
    return np.pad(drawn, ((above, height - rows - above), (0, 0), (0, 0)), mode="edge")


def _short(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """What may stand on a label: the two shortest values, in the order they were given."""
    values = [fact.value for fact in facts]
    chosen = sorted(range(len(values)), key=lambda at: len(values[at]))[:2]
    return tuple(values[at] for at in sorted(chosen))


def _painted(known: Shape, palette: LabelColours, rng: np.random.Generator) -> Mapping[str, str]:
    """A colour for each material of a mock-up, by the role it has."""
    body = palette.accent if known.name in PACKED and rng.random() < 0.6 else palette.paper
    roles = {
        "main": body,
        "accent": palette.accent,
        "dark": DARK if rng.random() < 0.6 else LIGHT,
        "light": LIGHT,
        "metal": METALS[int(rng.integers(len(METALS)))],
    }
    return {material: roles[role] for material, role in known.roles.items()}
