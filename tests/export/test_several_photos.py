"""Several photos of one product, in the ZIP, in its Markdown and on its page."""

import io
import re
import zipfile

import pytest
from PIL import Image

from mmdemo import Kit, Request, kit_zip, make_kit, read_recipe, replay_kit
from mmdemo.compose.page import article_html
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, Language
from tests.conftest import draw_photo, encoded

EMBEDDED_ONLY = Registry(found for found in installed().specs() if found.id == EMBEDDED)
FRONT = draw_photo(480, 360)
BACK, DETAIL = (encoded(FRONT.transpose(turn)) for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180))
WORDS: dict[Language, tuple[str, str, str]] = {
    "en": ("Bottle", "Bottle, photo 2", "Bottle, photo 3"),
    "zh": ("水瓶", "水瓶（照片 2）", "水瓶（照片 3）"),
}


@pytest.fixture(scope="module", params=WORDS)
def kit(request: pytest.FixtureRequest) -> Kit:
    name = WORDS[request.param][0]
    asked = Request(name, photo=encoded(FRONT), more_photos=(BACK, DETAIL), language=request.param, seed=1)
    return make_kit(asked, registry=EMBEDDED_ONLY)


def test_the_page_shows_them_after_the_main_picture_and_says_which_is_which(kit: Kit) -> None:
    page = article_html(kit, {part: part for part in kit.pictures})
    shown = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert [part for part, _ in shown] == ["image/scene", "image/main", "image/main-2", "image/main-3"]
    assert [text for _, text in shown[2:]] == list(WORDS[kit.product.language][1:])


def test_markdown_and_archive_keep_the_order_and_a_replay_agrees(kit: Kit) -> None:
    archive = kit_zip(kit)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        files = opened.namelist()
        markdown = opened.read("listing.md").decode()
    assert [name for name in files if re.match(r"images/main|source/", name)] == [
        "images/main.png",
        "images/main-2.png",
        "images/main-3.png",
        "source/photo.png",
        "source/photo-2.png",
        "source/photo-3.png",
    ]
    assert re.findall(r"images/(main\S*)\.png", markdown) == ["main", "main-2", "main-3"]
    assert kit_zip(replay_kit(read_recipe(archive), registry=EMBEDDED_ONLY)) == archive
