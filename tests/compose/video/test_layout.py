"""Where things stand in each shape: all on the screen, nothing over something else."""

from itertools import combinations

import pytest

from mmdemo.compose.video.layout import LAYOUTS, Layout
from mmdemo.compose.video.lettering import LABEL_SHARE, caption, look_over, opening_label, words_of
from mmdemo.picture import Region
from mmdemo.video import SHORT_SIDE, SHOT_KINDS, VIDEO_SHAPES, ShotKind
from tests.films import film_kit, shot

LAYOUT_LIST = [pytest.param(LAYOUTS[shape], id=shape) for shape in VIDEO_SHAPES]
SAFE = 40  # pixels from the edge


def apart(one: Region, other: Region) -> bool:
    return (
        one.left + one.width <= other.left
        or other.left + other.width <= one.left
        or one.top + one.height <= other.top
        or other.top + other.height <= one.top
    )


def label_box(layout: Layout, words: str) -> Region:
    drawn = opening_label(words, layout)
    return Region(drawn.left, drawn.top, drawn.alpha.shape[1], drawn.alpha.shape[0])


@pytest.mark.parametrize("shape", VIDEO_SHAPES)
def test_a_video_has_its_shape(shape: str) -> None:
    across, along = map(int, shape.split(":"))
    layout = LAYOUTS[shape]  # type: ignore[index]
    assert layout.width * along == layout.height * across
    assert min(layout.width, layout.height) == SHORT_SIDE


@pytest.mark.parametrize("layout", LAYOUT_LIST)
def test_all_lies_on_the_screen_at_even_places(layout: Layout) -> None:
    for region in (layout.words, layout.captions, layout.product.moved(layout.picture.left, layout.picture.top)):
        assert region.left >= SAFE and region.top >= SAFE
        assert region.left + region.width <= layout.width - SAFE
        assert region.top + region.height <= layout.height - SAFE
    panel = layout.picture
    assert panel.left + panel.width <= layout.width and panel.top + panel.height <= layout.height
    assert not any(side % 2 for side in (panel.left, panel.top, panel.width, panel.height, layout.width, layout.height))


@pytest.mark.parametrize("words", ["AI GENERATED", "AI生成"])
@pytest.mark.parametrize("layout", LAYOUT_LIST)
def test_nothing_lies_over_something_else(layout: Layout, words: str) -> None:
    boxes = [label_box(layout, words), layout.words, layout.captions]
    assert all(apart(one, other) for one, other in combinations(boxes, 2))
    product = layout.product.moved(layout.picture.left, layout.picture.top)
    two_lines = caption(("It holds 350 ml and is made", "for mornings. 容量350毫升"), layout)
    assert two_lines is not None
    assert product.top + product.height <= two_lines.top


def test_an_upright_video_keeps_out_of_what_phones_lay_over_it() -> None:
    layout = LAYOUTS["9:16"]
    for region in (layout.words, layout.captions):
        assert region.top >= 0.06 * layout.height
        assert region.top + region.height <= 0.8 * layout.height
        assert region.left + region.width <= 0.88 * layout.width


@pytest.mark.parametrize("words", ["AI GENERATED", "AI MODIFIED", "AI生成", "AI合成"])
@pytest.mark.parametrize("layout", LAYOUT_LIST)
def test_the_label_is_as_large_as_the_standard_asks(layout: Layout, words: str) -> None:
    drawn = opening_label(words, layout)
    box = label_box(layout, words)
    assert box.left >= SAFE - 6 and box.top >= SAFE - 6 and box.left + box.width <= layout.width - SAFE
    letters = drawn.planes.y >= 200  # white on a dark plate
    rows = letters.any(axis=1).nonzero()[0]
    assert rows[-1] - rows[0] + 1 >= 0.05 * SHORT_SIDE
    assert LABEL_SHARE >= 0.05


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", SHOT_KINDS)
@pytest.mark.parametrize("layout", LAYOUT_LIST)
@pytest.mark.parametrize("length", [0, 4, 80])
def test_words_keep_to_their_box(layout: Layout, kind: ShotKind, language: str, length: int) -> None:
    text = {"en": "Wide Mornings " * 6, "zh": "清晨的第一杯" * 14}[language][:length].strip()
    kit = film_kit(language)  # type: ignore[arg-type]
    drawn = words_of(kit, shot(kind, text), layout, look_over(255.0, (15, 118, 110), even=True))
    rows, columns = drawn.alpha.any(axis=1).nonzero()[0], drawn.alpha.any(axis=0).nonzero()[0]
    assert drawn.left >= layout.words.left - 1
    assert drawn.left + drawn.alpha.shape[1] <= layout.words.left + layout.words.width
    if not len(rows):
        assert kind in ("benefit", "proof") and not text
        return
    assert drawn.top + rows[-1] <= layout.words.top + layout.words.height + 24  # what hangs under the last line
    assert columns[-1] < drawn.alpha.shape[1] - 1 and rows[-1] < drawn.alpha.shape[0] - 1  # nothing cut off
