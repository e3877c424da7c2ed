"""One brush, three colours: what they say is told apart, whatever lies on top of what."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from mmdemo.errors import InputError
from mmdemo.intake.outline import read_outline
from mmdemo.intake.painting import ERASE, FRAME, KEEP, as_painting, read_painting
from mmdemo.outline import UNMENDED, Outline
from tests.conftest import encoded

SIZE = (800, 600)


def layer(*lines: tuple[tuple[int, int, int], list[tuple[int, int]], int], alpha: int = 255) -> Image.Image:
    painted = Image.new("RGBA", SIZE)
    draw = ImageDraw.Draw(painted)
    for colour, points, width in lines:
        draw.line(points, fill=(*colour, alpha), width=width, joint="curve")
    return painted


def soft(painted: Image.Image) -> Image.Image:
    """With the soft rims that a browser's canvas gives."""
    return painted.filter(ImageFilter.GaussianBlur(0.7))


def mask(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as opened:
        return np.asarray(opened) > 0


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("alpha", [255, 150])
def test_keep_and_erase_are_told_apart(kind: str, alpha: int) -> None:
    painted = soft(layer((KEEP, [(100, 100), (300, 100)], 24), (ERASE, [(400, 300), (700, 300)], 24), alpha=alpha))
    outline = read_painting(encoded(painted, kind), "framed")
    assert (outline.candidate, outline.box) == ("framed", None)
    keep, erase = mask(outline.keep), mask(outline.erase)
    assert keep[100, 200] and not keep[300].any()
    assert erase[300, 500] and not erase[100].any()
    assert keep.sum() == pytest.approx(200 * 24, rel=0.15)


def test_what_was_painted_last_holds_where_colours_cross() -> None:
    painted = soft(layer((ERASE, [(400, 100), (400, 500)], 30), (KEEP, [(100, 300), (700, 300)], 30)))
    outline = read_painting(encoded(painted))
    assert mask(outline.keep)[300, 400] and not mask(outline.erase)[300, 400]
    assert outline.box is None  # the soft rim between the colours is no frame


@pytest.mark.parametrize(
    "points",
    [
        [(200, 150), (600, 450)],
        [(600, 150), (200, 450)],
        [(200, 150), (600, 150), (600, 450), (200, 450), (200, 150)],
        [(400, 150), (600, 300), (400, 450), (200, 300), (400, 150)],
    ],
    ids=["dragged", "dragged the other way", "framed", "circled"],
)
@pytest.mark.parametrize("width", [6, 24])
def test_dragged_or_drawn_around_gives_the_same_box(points: list[tuple[int, int]], width: int) -> None:
    box = read_painting(encoded(soft(layer((FRAME, points, width))))).box
    assert box == pytest.approx((0.25, 0.25, 0.75, 0.75), abs=0.02)


def test_a_drawn_frame_goes_before_numbers() -> None:
    numbers = (0.1, 0.1, 0.3, 0.3)
    assert read_painting(b"", box=numbers).box == numbers
    keep = encoded(layer((KEEP, [(100, 100), (300, 100)], 24)))
    assert read_painting(keep, box=numbers).box == numbers
    framed = encoded(layer((FRAME, [(200, 150), (600, 450)], 10)))
    assert read_painting(framed, box=numbers).box == pytest.approx((0.25, 0.25, 0.75, 0.75), abs=0.02)


def test_nothing_painted() -> None:
    assert read_painting(b"") == UNMENDED
    assert read_painting(encoded(Image.new("RGBA", SIZE))) == UNMENDED


def test_a_dot_is_no_frame() -> None:
    with pytest.raises(InputError, match="too small"):
        read_painting(encoded(layer((FRAME, [(200, 150), (203, 152)], 6))))


def test_a_layer_that_is_none() -> None:
    whole = encoded(layer((KEEP, [(1, 1), (300, 100)], 24)))
    for data in (b"no picture", whole[:60], encoded(Image.new("RGB", SIZE), "JPEG")):
        with pytest.raises(InputError, match="did not arrive whole") as caught:
            read_painting(data)
        assert caught.value.field == "outline"
    with pytest.raises(InputError, match="too large"):
        read_painting(encoded(Image.new("RGBA", (9000, 9000))))
    with pytest.raises(InputError, match="too large"):
        read_painting(bytes(9 * 1024**2))


def test_what_is_recorded_can_be_painted_on() -> None:
    painted = layer((KEEP, [(100, 100), (300, 100)], 24), (ERASE, [(400, 300), (700, 300)], 24))
    outline = read_painting(encoded(painted))
    again = read_painting(encoded(Image.fromarray(as_painting(outline, *SIZE))))
    assert again == outline == read_outline(outline)
    assert not as_painting(UNMENDED, *SIZE).any()
    assert as_painting(Outline(keep=outline.keep), 400, 300).shape == (300, 400, 4)
