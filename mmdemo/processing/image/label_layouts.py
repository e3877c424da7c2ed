"""Labels for product mock-ups: brand, name and up to two facts, set in one of four layouts, in Chinese and English.

A label may go round a bottle or mug: words and emblems keep to its `front`, grounds and bands run all the way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

import numpy as np
from PIL import Image, ImageDraw

from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.label_colours import LARGE, SMALL, LabelColours, mix, readable
from mmdemo.processing.image.label_emblems import EMBLEMS, Emblem, paint_emblem
from mmdemo.processing.image.label_page import Box, Gap, Page, Row, Rule, Shape, Stamp, Words
from mmdemo.processing.image.legibility import luminance_of
from mmdemo.processing.image.logo import fit_logo
from mmdemo.processing.image.typeface import Family, draw_line, drawable, measure
from mmdemo.schema import Language

LabelLayout = Literal["quiet", "block", "arch", "stripe"]
LAYOUTS: tuple[LabelLayout, ...] = get_args(LabelLayout)
SAFE = 0.07  # margin, as a share of the shorter side of the front
WIDE, WIDE_SCALE = 2.2, 1.5  # from this ratio of width to height on, and how much larger words are there
LOGO = 2.4  # times the size of a brand's name: the height of a logo
UPRIGHT = 8  # Chinese characters that one upright line holds
UNNAMED = {"en": "Our product", "zh": "本店商品"}


@dataclass(frozen=True)
class LabelWords:
    """What a label says, in the words' own `language`; at most two `facts` are set.

    A `logo`, (height, width, 4), stands in the place of the brand's name.
    """

    brand: str
    name: str
    facts: tuple[str, ...]
    language: Language
    logo: Bytes | None = None


def choose_layout(words: LabelWords, seed: int) -> LabelLayout:
    """A layout by `seed`; a long name never gets the arch, which leaves it the least room."""
    fitting = [layout for layout in LAYOUTS if layout != "arch" or len(words.name) <= 24]
    return fitting[int(np.random.default_rng(seed).integers(len(fitting)))]


def draw_label(
    words: LabelWords,
    layout: LabelLayout,
    colours: LabelColours,
    size: tuple[int, int],
    front: tuple[float, float],
    seed: int,
) -> Bytes:
    """The label, (height, width, 3), `size` being (width, height) and `front` shares of the width: (left, right)."""
    width, height = size
    left, right = front[0] * width, front[1] * width
    margin = SAFE * min(right - left, height)
    box = (left + margin, margin, right - margin, height - margin)
    emblem = EMBLEMS[int(np.random.default_rng(seed).integers(len(EMBLEMS)))]
    page = {"quiet": _quiet, "block": _block, "arch": _arch, "stripe": _stripe}[layout](
        _clean(words), colours, size, box, emblem
    )
    return np.asarray(page.image)


def _clean(words: LabelWords) -> LabelWords:
    brand, name = drawable(words.brand, "serif"), drawable(words.name, "serif")
    facts = tuple(filter(None, (drawable(fact, "serif") for fact in words.facts)))[:2]
    name = name or brand or UNNAMED[words.language]
    return LabelWords("" if brand == name else brand, name, facts, words.language, words.logo)


def _unit(box: Box) -> float:
    """The measure all sizes are shares of; larger on wide labels, where a name needs but one line."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return min(high * (WIDE_SCALE if wide > WIDE * high else 1), 1.15 * wide)


def _beside(page: Page, shape: Shape, rows: list[Row], box: Box) -> None:
    """On wide labels the drawing stands at the left of the words, else above them."""
    left, top, right, bottom = box
    high = bottom - top
    if right - left <= WIDE * high:
        page.column([shape, Gap(shape.size * 0.12), *rows], box)
        return
    side = high * 0.8
    page.column([Shape(shape.painter, side, shape.colour)], (left, top, left + side, bottom))
    page.column(rows, (left + side + high * 0.25, top, right, bottom), align=0)


def _brand(words: LabelWords, size: float, colour: str, ground: str) -> list[Row]:
    """The logo, in the label's ink or on a patch where it would be lost on the label; else the brand's name."""
    if words.logo is not None:
        mark = fit_logo(words.logo, *words.logo.shape[1::-1])
        light = luminance_of(ground)
        inked = mark.of_one_ink and mark.lost_on(light)
        stamp = Stamp(mark.rgba, LOGO * size, colour if inked else None, None if inked else mark.paper_on(light))
        return [Gap(size / 2), stamp, Gap(size / 2)]
    return [Words(words.brand.upper(), size, colour, weight="Bold", spacing=0.24)] if words.brand else []


def _facts(words: LabelWords, size: float, colour: str) -> list[Row]:
    return [Words(fact, size, colour, spacing=0.06) for fact in words.facts]


def _chinese(text: str) -> bool:
    return all("\u3400" <= character <= "\u9fff" for character in text)


def _quiet(words: LabelWords, colours: LabelColours, size: tuple[int, int], box: Box, emblem: Emblem) -> Page:
    """Paper, a serif name, and much space; a short Chinese name stands upright with a red seal."""
    page, unit, paper = Page(size, colours.paper), _unit(box), colours.paper
    ink = readable(paper, (colours.ink,), SMALL)
    soft = readable(paper, (mix(ink, paper, 0.3), ink), SMALL)
    accent = readable(paper, (colours.accent, ink), LARGE)
    if _chinese(words.name) and len(words.name) <= UPRIGHT and box[2] - box[0] <= WIDE * (box[3] - box[1]):
        foot = box[3] - unit * (0.075 * len(words.facts) + 0.09 * bool(words.facts))
        _upright(page, words, colours, (box[0], box[1], box[2], foot), (ink, soft, accent))
        rows: list[Row] = [Rule(unit * 0.1, accent), *_facts(words, unit * 0.048, soft)]
        if words.facts:
            page.column(rows, (box[0], foot, box[2], box[3]), rise=1)
        return page
    shape = Shape(partial(paint_emblem, emblem), unit * 0.19, accent)
    rows = _brand(words, unit * 0.045, soft, paper)
    rows += [Gap(unit * 0.045), Words(words.name, unit * 0.17, ink, "serif", lines=2), Gap(unit * 0.03)]
    rows += [Rule(unit * 0.11, accent), Gap(unit * 0.02), *_facts(words, unit * 0.044, soft)]
    _beside(page, shape, rows, box)
    return page


def _upright(page: Page, words: LabelWords, colours: LabelColours, box: Box, inks: tuple[str, str, str]) -> None:
    """The name in one upright line at the middle, the brand small at its left, a seal at its right foot."""
    left, top, right, bottom = box
    ink, soft, accent = inks
    step = min((bottom - top) * 0.92 / len(words.name), (right - left) * 0.2, _unit(box) * 0.22)
    middle, start = (left + right) / 2, (top + bottom - step * len(words.name)) / 2
    _down(page, words.name, (middle, start), step, 0.9, ink, "serif")
    if not _chinese(words.brand) or not 1 <= len(words.brand) <= 6:
        return
    small = step * 0.3
    _down(page, words.brand, (middle - step, start), small * 1.3, 0.77, soft, "sans")
    seal, letters = step * 0.46, words.brand[:2]
    tall = seal * (0.3 + 0.7 * len(letters))
    x, y = middle + step * 0.95, start + step * len(words.name) - tall
    box_ = (round(x - seal / 2), round(y), round(x + seal / 2), round(y + tall))
    page.draw.rounded_rectangle(box_, radius=seal * 0.12, fill=accent)
    on = readable(accent, (colours.paper,), SMALL)
    _down(page, letters, (x, y + seal * 0.15), seal * 0.7, 0.9, on, "serif")


def _down(
    page: Page, text: str, start: tuple[float, float], step: float, share: float, colour: str, family: Family
) -> None:
    """Chinese characters under each other, `step` pixels apart, each `share` of a step large."""
    size = max(5, round(step * share))
    for number, character in enumerate(text):
        x = start[0] - measure(character, "Bold", size, family) / 2
        y = start[1] + step * (number + 0.5) + 0.38 * size
        draw_line(page.draw, (x, y), character, "Bold", size, colour, family)


def _block(words: LabelWords, colours: LabelColours, size: tuple[int, int], box: Box, emblem: Emblem) -> Page:
    """A bold name flush left over a band of colour that carries the facts."""
    page, unit = Page(size, colours.paper), _unit(box)
    ink = readable(colours.paper, (colours.ink,), SMALL)
    on = readable(colours.accent, (colours.paper, colours.ink), SMALL)
    band = box[1] + (box[3] - box[1]) * 0.66
    page.draw.rectangle((0, round(band), size[0], size[1]), fill=colours.accent)
    rows = [*_brand(words, unit * 0.05, ink, colours.paper), Gap(unit * 0.05)]
    rows.append(Words(words.name, unit * 0.19, ink, "sans", "Bold", lines=2))
    page.column(rows, (box[0], box[1], box[2], band - unit * 0.06), align=0, rise=0)
    side = min(box[3] - band - unit * 0.08, unit * 0.24)
    page.shape(partial(paint_emblem, emblem), (box[2] - side, box[3] - side), side, on)
    page.column(
        _facts(words, unit * 0.058, on), (box[0], band + unit * 0.07, box[2] - side - unit * 0.06, box[3]), 0, 1
    )
    return page


def _arch(words: LabelWords, colours: LabelColours, size: tuple[int, int], box: Box, emblem: Emblem) -> Page:
    """The accent all round, and a window with an emblem above the name."""
    ground = colours.accent
    page, unit = Page(size, ground), _unit(box)
    on = readable(ground, (colours.paper, colours.ink), SMALL)
    rows: list[Row] = [Words(words.name, unit * 0.135, on, "serif", lines=2)]
    rows += [
        Gap(unit * 0.02),
        *_brand(words, unit * 0.042, on, ground),
        Gap(unit * 0.03),
        *_facts(words, unit * 0.042, on),
    ]
    _beside(page, Shape(partial(_window, emblem), unit * 0.5, on), rows, box)
    return page


def _window(emblem: Emblem, draw: ImageDraw.ImageDraw, side: float) -> None:
    """A round-headed window, 0.8 as wide as high, with `emblem` in it."""
    stroke, left, right = side * 0.013, side * 0.1, side * 0.9
    for inset, fill in ((0.0, 255), (stroke, 0)):
        top, low = inset, side - inset
        outer = (left + inset, top, right - inset, top + right - left - 2 * inset)
        draw.pieslice(outer, 180, 360, fill=fill)
        draw.rectangle((left + inset, (outer[1] + outer[3]) / 2, right - inset, low), fill=fill)
    inner = Image.new("L", (round(side * 0.52),) * 2)
    paint_emblem(emblem, ImageDraw.Draw(inner), inner.width)
    draw.bitmap((round(side * 0.24), round(side * 0.28)), inner, fill=255)


def _stripe(words: LabelWords, colours: LabelColours, size: tuple[int, int], box: Box, emblem: Emblem) -> Page:
    """A typographic grid: brand over a rule, a bold name, facts under a rule; the accent at head and foot."""
    page, unit = Page(size, colours.paper), _unit(box)
    ink = readable(colours.paper, (colours.ink,), SMALL)
    stripe = round(unit * 0.035)
    for y in (0, size[1] - stripe):
        page.draw.rectangle((0, y, size[0], y + stripe - 1), fill=colours.accent)
    left, top, right, bottom = box
    head, foot = top + unit * 0.16, bottom - unit * 0.1 * max(1, len(words.facts))
    thick = max(1, round(unit * 0.004))
    for y in (round(head), round(foot)):
        page.draw.rectangle((left, y, right, y + thick - 1), fill=ink)
    page.column(_brand(words, unit * 0.055, ink, colours.paper), (left, top + unit * 0.03, right, head), align=0)
    name = Words(words.name, unit * 0.2, ink, "serif" if emblem in ("sprig", "moon") else "sans", "Bold", lines=3)
    page.column([name], (left, head + unit * 0.05, right, foot - unit * 0.05), align=0)
    page.column(_facts(words, unit * 0.05, ink), (left, foot + unit * 0.03, right, bottom), align=0, rise=1)
    return page
