"""The shop's looks in the form: what a picked colour and an uploaded logo change."""

import gc
import warnings
from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import pytest
from PIL import Image

from mmdemo.ui.brand import BrandHandlers, build_brand, picker_html
from mmdemo.ui.language import Words
from mmdemo.ui.session import Session


@pytest.fixture(scope="module")
def looks():
    with warnings.catch_warnings():
        # Gradio leaves event loops unclosed where it lays out a page; collected here, and not in the middle of a test.
        warnings.simplefilter("ignore", ResourceWarning)
        with gr.Blocks():
            built = BrandHandlers(build_brand(Words()), gr.State(), gr.State())
        gc.collect()
    return built


def upload(folder: Path, picture: bytes | None = None) -> str:
    path = folder / "upload" / "logo.png"
    path.parent.mkdir(exist_ok=True)
    if picture is None:
        Image.new("RGBA", (200, 100), (200, 30, 30, 255)).crop((-20, -20, 220, 120)).save(path)
    else:
        path.write_bytes(picture)
    return str(path)


def test_a_logo_is_checked_and_kept_in_the_tabs_own_folder(looks, temporary):
    session = Session()
    changed = looks.take_logo(upload(temporary), session, None, "en")
    kept = changed[looks.kept]
    assert kept.parent == session.folder
    assert changed[looks.inputs.logo] == str(kept)
    assert changed[looks.inputs.problem] == ""
    assert looks.take_logo(None, session, kept, "en") == {looks.kept: None, looks.inputs.problem: ""}


@pytest.mark.parametrize(("language", "said"), [("en", "SVG"), ("zh", "请先导出为 PNG")])
def test_one_that_cannot_be_used_leaves_the_one_before(looks, temporary, language, said):
    session, before = Session(), Path("before.png")
    changed = looks.take_logo(upload(temporary, b"<svg/>"), session, before, language)
    assert said in changed[looks.inputs.problem]
    assert changed[looks.inputs.logo] == "before.png"
    assert looks.kept not in changed


def test_the_first_logo_of_a_tab_opens_its_session(looks, temporary):
    assert looks.take_logo(upload(temporary), None, None, "en")[looks.session].folder.is_dir()


def test_the_picked_colour_is_text(looks):
    assert looks.pick_colour(SimpleNamespace(colour="#c2410c")) == "#c2410c"
    assert "选取颜色" in picker_html("zh")
