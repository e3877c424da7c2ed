"""What stands and what lies."""

import numpy as np
import pytest

from mmdemo.processing.image.stance import is_garment, stands
from tests.processing.image.conftest import drawn


def cutout(paint):
    alpha = np.asarray(drawn(paint))
    return np.dstack([alpha, alpha, alpha, alpha])


def tripod(draw):
    draw.rectangle([700, 400, 2200, 560], fill=255)
    for x, y in ((1050, 1800), (1450, 1600), (1850, 1780)):
        draw.line([1450, 500, x, y], fill=255, width=60)


@pytest.mark.parametrize(
    ("paint", "expected"),
    [
        (lambda draw: draw.rounded_rectangle([1100, 400, 1800, 1800], 100, fill=255), True),
        (tripod, True),
        (lambda draw: draw.line([500, 300, 2300, 1900], fill=255, width=120), False),
        (lambda draw: draw.polygon([(1400, 1900), (400, 300), (2400, 300)], fill=255), False),
        (lambda draw: draw.rectangle([0, 400, 900, 1800], fill=255), False),
        (lambda draw: [draw.rectangle([x, 400, x + 500, 1800], fill=255) for x in (500, 1600)], False),
    ],
    ids=["bottle", "tripod", "strap", "on its tip", "cut off", "a pair"],
)
def test_outline_tells(paint, expected):
    assert stands(cutout(paint)) is expected


@pytest.mark.parametrize(
    "words", ["Kids' T-shirt", "Red long-sleeve tee", "纯棉T恤", "儿童连衣裙", "Wool scarf", "浴巾"]
)
def test_clothes_lie(words):
    assert is_garment(words)


@pytest.mark.parametrize("words", ["Mug", "Coat hanger", "实木衣架", "Dressing table", "Sneaker", "shirtless"])
def test_other_things_do_not(words):
    assert not is_garment(words)
