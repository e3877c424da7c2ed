"""Dictation: what the merchant said, offered as facts."""

from __future__ import annotations

from mmdemo.compose.offer import offer_html
from mmdemo.errors import InputError
from mmdemo.scenarios import Scenario
from mmdemo.schema import Brief, Message, Product, Request


def briefs(product: Product, request: Request) -> tuple[Brief, ...]:
    """The one part of a dictation.

    Raises:
        InputError: there is no recording (`field="voice"`).
    """
    if product.voice is None:
        raise InputError("Record or upload a voice note first.", "请先录音或上传语音。", field="voice")
    return (Brief("voice/transcript", "hearing", "transcript", product, request.tone),)


SCENARIO = Scenario("dictation", Message("Dictate facts", "口述信息"), briefs, offer_html)
