"""Cards for an offer: the product on a calm ground, what it costs now, and all a shopper has to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

import numpy as np
from PIL import Image, ImageDraw

from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.banner_ground import lay_round
from mmdemo.processing.image.brand_style import BrandStyle
from mmdemo.processing.image.offer_colours import OfferColours, offer_colours
from mmdemo.processing.image.offer_pieces import draw_aside, lay_disc, lay_product, set_aside, write_brand
from mmdemo.processing.image.offer_words import OfferWords, Sizes, draw_stack, stack_head, stack_offer
from mmdemo.processing.image.tone import rgb
from mmdemo.processing.text.columns import columns

CardShape = Literal["square", "story", "coupon"]
CARD_SHAPES: tuple[CardShape, ...] = get_args(CardShape)

WHITE = "#ffffff"
PAD = 46  # pixels between a sheet's edge and what stands on it
ROUND = 40
ON_DISC = 14  # columns that can be read on a disc


@dataclass(frozen=True)
class Frame:
    """Where things stand on an upright card, in pixels.

    The upper part, the stage, ends between `least_stage` and `most_stage`; the sheet with the offer fills the rest, its
    words end at `foot`. Words begin at `top`; beside a product they end at a `share` of the width, with 1 they stand
    above it. `head` and `brand` are sizes of type, `code` is the width of the QR code.
    """

    width: int
    height: int
    margin: int
    top: int
    least_stage: int
    most_stage: int
    foot: int
    share: float
    head: int
    brand: int
    code: int
    sizes: Sizes


FRAMES: Mapping[CardShape, Frame] = {
    "square": Frame(1080, 1080, 64, 60, 430, 640, 1036, 0.5, 82, 34, 236, Sizes(132, 56, 32, 25, 20)),
    # What Instagram and TikTok lay over a story keeps clear of 250 pixels at its top and 280 at its foot.
    "story": Frame(1080, 1920, 72, 250, 940, 1190, 1640, 1.0, 100, 40, 270, Sizes(156, 64, 38, 29, 24)),
}
COUPON = 1200, 628
TICKET = Region(28, 28, 1144, 572)
PANEL, STUB = 330, 262  # widths of the ticket's parts at its left and right
NOTCH, GUTTER = 22, 40
TICKET_HEAD, TICKET_BRAND = 48, 24
TICKET_SIZES = Sizes(104, 40, 24, 19, 16)
LARGER, ALONE = 1.3, 0.56  # of headlines where there is no product to see, and how far they reach beside a badge


def draw_offer_card(words: OfferWords, rgba: Bytes | None, style: BrandStyle, shape: CardShape) -> Bytes:
    """The card, (height, width, 3), of a cutout, (h, w, 4) with something to see, or of words alone."""
    colours = offer_colours(style.colour, rgba)
    if rgba is None and not words.badge and columns(words.figure) <= ON_DISC:
        words = replace(words, badge=words.figure, figure="")  # something large has to be seen
    if shape == "coupon":
        return _ticket(words, rgba, style, colours)
    return _upright(words, rgba, style, colours, FRAMES[shape])


def _upright(words: OfferWords, rgba: Bytes | None, style: BrandStyle, colours: OfferColours, frame: Frame) -> Bytes:
    aside = set_aside(words, frame.code, frame.sizes.note)
    inner = frame.width - 2 * frame.margin
    column = inner - (aside.width + PAD if aside is not None else 0)
    stack = stack_offer(words, frame.sizes, column, frame.foot - frame.least_stage - PAD)
    needed = max(stack.height, 0 if aside is None else aside.height)
    stage = int(np.clip(frame.foot - PAD - needed, frame.least_stage, frame.most_stage))

    page = np.full((frame.height, frame.width, 3), rgb(colours.paper), np.uint8)
    page[stage:] = rgb(WHITE)
    beside = frame.share < 1 and (rgba is not None or bool(words.badge))
    width = round((frame.share if rgba is not None else ALONE) * frame.width) - frame.margin if beside else inner
    brand = write_brand(page, words.brand, style.logo, (frame.margin, frame.top), (width, 2 * frame.brand), frame.brand)
    top = frame.top + brand + (frame.brand if brand else 0)
    largest = frame.head if rgba is not None else round(LARGER * frame.head)
    lowest = stage - frame.brand if frame.share < 1 else top + 3 * largest
    head = stack_head(words, largest, width, lowest - top)
    if rgba is None and frame.share < 1:
        top += max(0, lowest - top - head.height) // 2  # nothing else is on the stage but perhaps a badge
    over = frame.top if beside else top + head.height + frame.brand
    left = frame.margin + width + frame.margin // 2 if beside else frame.margin
    box = Region(left, over, frame.width - frame.margin // 2 - left, stage - over - frame.brand)
    if rgba is not None:
        _show(page, rgba, words.badge, colours, box)
    elif words.badge:
        middle, radius = _middle(box), round(0.38 * min(box.width, box.height))
        lay_disc(page, middle, round(1.16 * radius), colours.shape)
        lay_disc(page, middle, radius, colours.fill, words.badge, colours.written)

    picture = Image.fromarray(page)
    draw = ImageDraw.Draw(picture)
    draw_stack(draw, head, (frame.margin, top), colours)
    middle_line = stage + PAD + max(needed, frame.foot - stage - PAD) // 2
    draw_stack(draw, stack, (frame.margin, middle_line - stack.height // 2), colours)
    if aside is not None:
        corner = (frame.width - frame.margin - aside.width, middle_line - aside.height // 2)
        draw_aside(picture, aside, corner, colours)
    return cast(Bytes, np.asarray(picture))


def _show(page: Bytes, rgba: Bytes, badge: str, colours: OfferColours, box: Region) -> None:
    """The product before a round shape in the middle of a box, and the badge at the shape's shoulder."""
    x, y = _middle(box)
    radius = round(0.5 * min(box.width, box.height))
    lay_disc(page, (x, y), radius, colours.shape)
    placed = lay_product(page, rgba, box)
    if badge:
        size = round(0.35 * radius)
        right = max(placed.left + placed.width - size // 3, x + round(0.66 * radius))
        middle = (min(right, page.shape[1] - size - 24), max(box.top + size // 2, y - round(0.8 * radius)))
        lay_disc(page, middle, size, colours.fill, badge, colours.written)


def _middle(box: Region) -> tuple[int, int]:
    return box.left + box.width // 2, box.top + box.height // 2


def _ticket(words: OfferWords, rgba: Bytes | None, style: BrandStyle, colours: OfferColours) -> Bytes:
    width, height = COUPON
    page = np.full((height, width, 3), rgb(colours.shape), np.uint8)
    lay_round(page, TICKET, ROUND, WHITE)
    left, right = TICKET.left, TICKET.left + TICKET.width
    if rgba is not None or words.badge:
        lay_round(
            page,
            Region(left, TICKET.top, PANEL + ROUND, TICKET.height),
            ROUND,
            colours.paper if rgba is not None else colours.fill,
        )
        page[TICKET.top : TICKET.top + TICKET.height, left + PANEL : left + PANEL + ROUND] = rgb(WHITE)
        box = Region(left + 26, TICKET.top + 70, PANEL - 52, TICKET.height - 140)
        if rgba is not None:
            _show(page, rgba, words.badge, colours, box)
        else:
            lay_disc(page, _middle(box), round(0.42 * PANEL), colours.written, words.badge, colours.fill)
        left += PANEL
    aside = set_aside(words, STUB - 44, TICKET_SIZES.note)
    if aside is not None:
        right -= STUB
        for y in (TICKET.top, TICKET.top + TICKET.height):
            lay_disc(page, (right, y), NOTCH, colours.shape)
    left += GUTTER
    column, top, room = right - left - GUTTER, TICKET.top + 38, TICKET.height - 70
    head = stack_head(words, TICKET_HEAD, column, 3 * TICKET_HEAD)
    brand = write_brand(page, words.brand, style.logo, (left, top), (column, 44), TICKET_BRAND)
    used = head.height + (brand + TICKET_BRAND // 2 if brand else 0) + TICKET_BRAND
    stack = stack_offer(words, TICKET_SIZES, column, room - used)
    free = max(0, room - used - stack.height)
    picture = Image.fromarray(page)
    draw = ImageDraw.Draw(picture)
    head_top = top + used - head.height - TICKET_BRAND + free // 4
    draw_stack(draw, head, (left, head_top), colours)
    draw_stack(draw, stack, (left, head_top + head.height + TICKET_BRAND + free // 4), colours)
    if aside is not None:
        for y in range(TICKET.top + NOTCH + 14, TICKET.top + TICKET.height - NOTCH - 12, 18):
            draw.line([right, y, right, y + 8], fill=colours.shape, width=3)
        corner = (right + (STUB - aside.width) // 2, (height - aside.height) // 2)
        draw_aside(picture, aside, corner, colours)
    return cast(Bytes, np.asarray(picture))
