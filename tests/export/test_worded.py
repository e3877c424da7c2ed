"""Words for the eye on pictures as files."""

import io

import numpy as np
import pytest
from PIL import Image

from mmdemo.export.worded import shows_words, worded
from mmdemo.picture import Region

MODES = {"RGB": "RGB", "RGBA": "RGBA", "P": "RGB"}


@pytest.mark.parametrize("mode", MODES)
def test_a_png_comes_back_as_a_png_with_its_colours(mode: str) -> None:
    data = io.BytesIO()
    grain = np.random.default_rng(7).integers(0, 255, (560, 720, 4), np.uint8)
    Image.fromarray(grain).convert("RGB" if mode == "P" else mode).convert(mode).save(data, "PNG")
    written = worded(data.getvalue(), "png", "AI生成", Region(200, 100, 300, 300))
    with Image.open(io.BytesIO(written)) as image:
        assert (image.format, image.mode, image.size) == ("PNG", MODES[mode], (720, 560))
    assert shows_words(written, "AI生成")
    assert not shows_words(data.getvalue(), "AI生成")
