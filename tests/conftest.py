"""Inputs that tests share: a drawn product photo, and the real photographs where they lie beside the project."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests import tiny

# Nothing in a test asks the network for a model, and tiny models are fastest on one thread.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real inputs that nobody on this project wrote."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"the real inputs are not here: no folder {SHARED.name}/data beside the project")
    return SHARED / "data"


def draw_photo(width: int = 960, height: int = 720) -> Image.Image:
    """A red bottle with a label on a pale table, with a soft shadow: what a merchant's photo has, drawn."""
    scale = height / 720
    photo = Image.linear_gradient("L").resize((width, height)).point(lambda level: 205 + level // 8).convert("RGB")
    shadow = Image.new("L", (width, height), 0)
    middle = width // 2
    ImageDraw.Draw(shadow).ellipse((middle - 150 * scale, 600 * scale, middle + 190 * scale, 660 * scale), fill=110)
    photo.paste((120, 118, 116), mask=shadow.filter(ImageFilter.GaussianBlur(16 * scale)))
    draw = ImageDraw.Draw(photo)
    body = (middle - 120 * scale, 220 * scale, middle + 120 * scale, 630 * scale)
    draw.rounded_rectangle(body, 44 * scale, fill=(176, 36, 48))
    draw.rectangle((middle - 46 * scale, 110 * scale, middle + 46 * scale, 224 * scale), fill=(90, 20, 28))
    draw.rounded_rectangle(
        (middle - 84 * scale, 350 * scale, middle + 84 * scale, 510 * scale), 12 * scale, fill=(246, 240, 226)
    )
    return photo.filter(ImageFilter.GaussianBlur(0.8 * scale))


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A JPEG of a plain product."""
    return encoded(draw_photo(), "JPEG", quality=90)


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a tiny random-weight checkpoint for the generator of an id, built once and not to be changed."""
    home = tmp_path_factory.mktemp("tiny")

    def folder(id: str) -> Path:
        return home / id if (home / id).exists() else tiny.build(id, home / id)

    return folder
