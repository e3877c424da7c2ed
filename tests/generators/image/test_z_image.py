"""Z-Image-Turbo: it reads Chinese."""

import pytest

from mmdemo.generators.image.z_image import SPEC
from mmdemo.schema import Look, Product
from tests.generators.image.conftest import brief, load, run

pytestmark = pytest.mark.usefixtures("small", "one_thread")


def test_a_chinese_idea_is_passed_on(tiny_weights):
    ctx = run("image/concept")
    asked = brief("concept", Product("手工陶瓷马克杯", "zh"), Look(setting="festive", idea="灯笼上写着“新年快乐”"))
    load(SPEC, tiny_weights).generate(asked, ctx)
    assert "handmade ceramic mug" in ctx.options["prompt"]
    assert "灯笼上写着“新年快乐”" in ctx.options["prompt"]
    assert (ctx.options["steps"], ctx.options["guidance"]) == ("8", "0.0")
    assert "negative" not in ctx.options
