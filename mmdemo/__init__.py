"""The studio: from a phone photo and a few facts to everything a shop needs.

>>> from mmdemo import Request, make_kit
>>> kit = make_kit(Request(name="Stoneware mug", facts=("350 ml", "Dishwasher safe"), seed=7))  # doctest: +SKIP
"""

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable, InputError, MMDemoError
from mmdemo.export.archive import kit_zip
from mmdemo.export.recipe import read_recipe
from mmdemo.pipeline import confirm, edit_copy, make_kit, redo_part, replace_picture, stream_kit
from mmdemo.replay import replay_kit
from mmdemo.schema import (
    Asset,
    Brief,
    Copy,
    Fact,
    Failure,
    Kit,
    Message,
    Money,
    Narration,
    Photo,
    Picture,
    Product,
    Provenance,
    Request,
    Word,
)

__version__ = "0.1.0"

__all__ = [
    "Asset",
    "Brief",
    "Cancelled",
    "Copy",
    "Fact",
    "Failure",
    "GenerationError",
    "GeneratorUnavailable",
    "InputError",
    "Kit",
    "MMDemoError",
    "Message",
    "Money",
    "Narration",
    "Photo",
    "Picture",
    "Product",
    "Progress",
    "Provenance",
    "Request",
    "RunContext",
    "Word",
    "confirm",
    "edit_copy",
    "kit_zip",
    "make_kit",
    "read_recipe",
    "redo_part",
    "replace_picture",
    "replay_kit",
    "stream_kit",
]
