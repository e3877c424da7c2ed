"""Reading the photo: what can be seen in it, offered to the merchant as facts."""

from __future__ import annotations

from mmdemo.compose.offer import offer_html
from mmdemo.errors import InputError
from mmdemo.scenarios import Scenario
from mmdemo.schema import Brief, Message, Product, Request


def briefs(product: Product, request: Request) -> tuple[Brief, ...]:
    """The one part of a reading.

    Raises:
        InputError: there is no photo (`field="photo"`).
    """
    if product.photo is None:
        raise InputError("Add a photo first, then read it.", "请先上传照片，再读取信息。", field="photo")
    return (Brief("photo/reading", "vision", "reading", product, request.tone),)


SCENARIO = Scenario("reading", Message("Read the photo", "读取照片"), briefs, offer_html)
