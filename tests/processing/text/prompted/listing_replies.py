"""A reply read as a listing, for the tests."""

from typing import Any

from mmdemo.processing.text.prompted.limits import limits_for
from mmdemo.processing.text.prompted.listing import read_listing
from mmdemo.processing.text.prompted.prompt import chat
from mmdemo.processing.text.prompted.reply import parse_reply
from mmdemo.schema import Copy, Product
from tests.listings import as_json, brief_of


def read(product: Product, reply: dict[str, Any], short: bool = False, final: bool = False, **changed: Any) -> Copy:
    limits = limits_for(product.language, short)
    rules = chat(brief_of(product), limits)[0].content
    return read_listing(parse_reply(as_json(reply, **changed)), product, limits, rules, final)
