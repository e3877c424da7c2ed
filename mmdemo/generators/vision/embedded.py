"""What can be read in a photo without a model: bar codes, QR codes, and the colour of a product that has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.schema import EMBEDDED, Brief, Message, Reading

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bytes

CODES = Message("Looking for bar codes", "正在查找条码")
BARCODE = Message("Barcode: ", "条码：")
QR_TEXT = Message("Text in the QR code: ", "二维码内容：")
COLOUR = Message("Color: ", "颜色：")
LINK = re.compile(r"\w+:|www\.|\w+\.\w+/")
"""An address is for customers to scan; a shop page may not carry it."""


class EmbeddedReader:
    """Reads codes, and names the colour of what stands out in the photo. It cannot read lettering."""

    def __init__(self) -> None:
        from mmdemo.processing.image import arrays, candidates, codes, colour_names, cutout

        self._arrays, self._codes, self._colours, self._cutout = arrays, codes, colour_names, cutout
        self._size = candidates.PLAIN_SIZE

    def generate(self, brief: Brief, ctx: RunContext) -> Reading:
        """The codes of the photo as lines, and as facts what of them may stand in a listing, and the colour if clear.

        Raises:
            GenerationError: there is no photo.
            Cancelled: Stop was pressed.
        """
        if brief.product.photo is None:
            raise GenerationError("There is no photo to read.", "没有照片，无法读取。")
        ctx.step(0, 1, CODES)
        photo = self._arrays.decode(brief.product.photo.data)
        codes = self._codes.read_codes(photo)
        language = brief.product.language
        facts = [BARCODE.text(language) + number for number in codes.gtins]
        facts += [QR_TEXT.text(language) + text for text in codes.texts if not LINK.match(text)]
        colour = self._colour(photo, ctx)
        if colour is not None:
            facts.append(COLOUR.text(language) + colour.text(language))
        return Reading("", (*codes.gtins, *codes.texts), tuple(facts))

    def _colour(self, photo: Bytes, ctx: RunContext) -> Message | None:
        try:
            cut = self._cutout.cut_out(self._arrays.shrink(photo, self._size), ctx)
        except GenerationError:
            return None
        return self._colours.product_colour(cut.rgba) if cut.confidence == "sure" else None


SPEC = GeneratorSpec(
    id=EMBEDDED,
    modality="vision",
    label="Embedded reader",
    load=lambda _: EmbeddedReader(),
    model="mmdemo embedded reader",
    revision="1",
    licence="Apache-2.0",
    kinds=("reading",),
)
