"""What can be read in a photo without a model: bar codes, QR codes, clear colours, and how tall a product looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.schema import EMBEDDED, Brief, Language, Message, Reading

if TYPE_CHECKING:
    from mmdemo.processing.image.appearance import Appearance

CODES = Message("Looking for bar codes", "正在查找条码")
BARCODE = Message("Barcode: ", "条码：")
QR_TEXT = Message("Text in the QR code: ", "二维码内容：")
COLOUR = Message("Color: ", "颜色：")
COLOURS = Message("Color combination: ", "颜色搭配：")
"""Several "colors" would be read as a choice that the shop offers."""
PROPORTIONS = Message("Proportions: ", "高宽比：")


class EmbeddedReader:
    """Reads codes, and names colours and proportions of what stands out in the photo. It cannot read lettering."""

    def __init__(self) -> None:
        from mmdemo.processing.image import appearance, arrays, codes, proportions
        from mmdemo.processing.text import seen_facts

        self._arrays, self._codes, self._seen_facts = arrays, codes, seen_facts
        self._appearance, self._proportions = appearance, proportions

    def generate(self, brief: Brief, ctx: RunContext) -> Reading:
        """The codes of the photo as lines; as facts what of them may stand in a listing, and how the product looks.

        Raises:
            GenerationError: there is no photo.
            Cancelled: Stop was pressed.
        """
        if brief.product.photo is None:
            raise GenerationError("There is no photo to read.", "没有照片，无法读取。")
        ctx.step(0, 1, CODES)
        photo, given = self._arrays.decode(brief.product.photo.data), brief.product.photo.alpha
        codes = self._codes.read_codes(photo)
        language = brief.product.language
        facts = [BARCODE.text(language) + number for number in codes.gtins]
        facts += [QR_TEXT.text(language) + text for text in codes.texts if not self._seen_facts.is_address(text)]
        alpha = None if given is None else self._arrays.decode(given)
        facts += self._looks(self._appearance.appearance(photo, alpha, ctx), language)
        return Reading("", (*codes.gtins, *codes.texts), tuple(facts))

    def _looks(self, seen: Appearance, language: Language) -> list[str]:
        facts = []
        if seen.colours:
            label = COLOUR if len(seen.colours) == 1 else COLOURS
            facts.append(label.text(language) + self._seen_facts.listed(seen.colours, language))
        if seen.ratio is not None:
            facts.append(PROPORTIONS.text(language) + self._proportions.in_words(seen.ratio).text(language))
        return facts


SPEC = GeneratorSpec(
    id=EMBEDDED,
    modality="vision",
    label="Embedded reader",
    load=lambda _: EmbeddedReader(),
    model="mmdemo embedded reader",
    revision="2",
    licence="Apache-2.0",
    kinds=("reading",),
)
