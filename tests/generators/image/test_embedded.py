"""The embedded studio from brief to picture."""

import io
import threading
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mmdemo.context import RunContext
from mmdemo.errors import Cancelled, GenerationError, NothingToShow
from mmdemo.generators.image.embedded import SOFT, SPEC
from mmdemo.intake.facts import read_facts
from mmdemo.outline import Outline
from mmdemo.processing.image.arrays import decode
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import Brief, Finish, Look, Money, Photo, Picture, Product
from tests.conftest import encoded

KINDS = tuple(kind for kind in SPEC.kinds if kind != "detail")
BANNERS = {"link": (1200, 628), "hero": (1920, 600), "portrait": (1080, 1350), "story": (1080, 1920)}


@pytest.fixture(scope="module")
def studio():
    return SPEC.load(ON_CPU)


@pytest.fixture(scope="module")
def product(photo):
    with Image.open(io.BytesIO(photo)) as picture:
        buffer = io.BytesIO()
        picture.convert("RGB").save(buffer, "PNG")
        return Product(
            "Bottle",
            "en",
            "Drinks",
            price=Money(Decimal(9), "EUR"),
            facts=read_facts(["Height: 25 cm"]),
            photo=Photo(buffer.getvalue(), 960, 720),
        )


def brief(kind, product, **inputs):
    named = MappingProxyType({f"image/{name}": payload for name, payload in inputs.items()})
    return Brief(f"image/{kind}", "image", kind, product, "friendly", tuple(named), named)


def run(kind, seed=1, **options):
    return RunContext(seed, **options).for_part(f"image/{kind}")


@pytest.fixture(scope="module")
def cut(studio, product):
    return studio.generate(brief("cutout", product), run("cutout"))


def test_cutout_has_the_photos_size(cut):
    with Image.open(io.BytesIO(cut.data)) as picture:
        assert (picture.mode, picture.size, picture.info) == ("RGBA", (960, 720), {})
        alpha = np.asarray(picture)[..., 3]
    assert (cut.width, cut.height) == (960, 720)
    assert alpha[400, 480] == 255
    assert alpha[430, 480] == 255  # the pale label is part of the bottle
    assert alpha[640, 640] == 0  # its shadow is not


@pytest.mark.parametrize(("kind", "side"), [("main", 2000), ("scene", 2048), ("size", 2000)])
def test_square_pictures(studio, product, cut, kind, side):
    made = studio.generate(brief(kind, product, cutout=cut), run(kind))
    with Image.open(io.BytesIO(made.data)) as picture:
        assert (picture.mode, picture.size, picture.info) == ("RGB", (side, side), {})
    assert not made.concept
    assert made.data == studio.generate(brief(kind, product, cutout=cut), run(kind)).data


def test_main_is_white_at_its_rim(studio, product, cut):
    made = studio.generate(brief("main", product, cutout=cut), run("main"))
    with Image.open(io.BytesIO(made.data)) as picture:
        pixels = np.asarray(picture)
    assert (pixels[:90] == 255).all() and (pixels[:, :90] == 255).all()


def test_notes_travel_and_small_photos_are_said_to_be_soft(studio, product, cut):
    small = Image.open(io.BytesIO(cut.data)).resize((320, 240))
    buffer = io.BytesIO()
    small.save(buffer, "PNG")
    made = studio.generate(brief("main", product, cutout=Picture(buffer.getvalue(), 320, 240, (SOFT,))), run("main"))
    assert made.notes == (SOFT, SOFT)


def test_seed_changes_the_studio_and_the_card_only(studio, product, cut):
    def make(kind, seed):
        return studio.generate(brief(kind, product, cutout=cut), run(kind, seed)).data

    assert make("scene", 1) != make("scene", 2)
    assert make("main", 1) == make("main", 2)
    assert make("cutout", 1) == make("cutout", 2)
    assert len({make("card", seed) for seed in range(4)}) > 1


def test_card_needs_no_photo_and_is_a_concept(studio):
    made = studio.generate(brief("card", Product("陶瓷马克杯", "zh")), run("card"))
    assert made.concept
    assert (made.width, made.height) == (2000, 2000)


def test_concept_is_one_in_any_setting(studio):
    product = Product("陶瓷马克杯", "zh", brand="山屿")
    for setting, side in (("auto", 1536), ("wood", 2048)):
        made = studio.generate(replace(brief("concept", product), look=Look(setting=setting)), run("concept"))
        assert made.concept
        assert (made.width, made.height) == (side, side)


@pytest.mark.parametrize(("size", "pixels"), BANNERS.items())
def test_banners(studio, product, cut, size, pixels):
    made = studio.generate(brief(f"banner-{size}", product, cutout=cut), run(f"banner-{size}"))
    assert (made.width, made.height) == pixels
    assert not made.concept
    assert made.product is not None


def test_a_badge_is_on_the_banner(studio, product, cut):
    wanted = brief("banner-hero", product, cutout=cut)
    plain, badged = (
        decode(studio.generate(replace(wanted, look=Look(banners=True, badge=badge)), run("banner-hero")).data)
        for badge in ("", "New in")
    )
    assert (plain != badged).any(axis=-1).sum() > 1_000


def test_a_tall_scene_for_a_market(studio, product, cut):
    wanted = brief("outpaint", product, cutout=cut)
    for setting, width in (("wood", 1152), ("studio", 2000)):
        look = Look(setting=setting, market="instagram")
        scene = studio.generate(replace(brief("scene", product, cutout=cut), look=look), run("scene"))
        needs = {**wanted.inputs, "image/scene": scene}
        made = studio.generate(replace(wanted, look=look, inputs=needs), run("outpaint"))
        assert (made.width, made.height) == (width, width * 5 // 4)
        assert made.product is not None
    own = replace(scene, product=None)  # the merchant's own picture in its place
    made = studio.generate(replace(wanted, look=look, inputs={**wanted.inputs, "image/scene": own}), run("outpaint"))
    assert made.width == 1152
    with pytest.raises(GenerationError, match="square"):
        studio.generate(wanted, run("outpaint"))


def test_a_banner_without_a_photo_shows_the_very_mock_up_and_is_marked(studio):
    product, look = Product("Mug", "en", brand="Fern"), Look(banners=True, brand_colour="#c2410c")
    wanted = replace(brief("concept", product), look=look)
    concept = studio.generate(wanted, run("concept"))
    assert concept.alone is not None
    asked = replace(brief("banner-link", product), look=look, needs=("image/concept",))
    for inputs in ({"image/concept": concept}, {"image/concept": replace(concept, alone=None)}):
        made = studio.generate(replace(asked, inputs=inputs), run("banner-link"))
        assert made.concept
        assert (made.width, made.height) == BANNERS["link"]


def test_banners_without_a_mock_up_to_build_on_agree_on_one(studio, monkeypatch):
    product, seeds = Product("Mug", "en"), []
    dress = studio._concept.dress
    monkeypatch.setattr(studio._concept, "dress", lambda *given: seeds.append(given[1]) or dress(*given))
    concept = studio.generate(brief("concept", product), run("concept"))
    for kind in ("banner-link", "banner-hero"):
        studio.generate(brief(kind, product, concept=concept), run(kind))
    assert len(seeds) == 3 and len(set(seeds)) == 1


def test_missing_inputs_are_said(studio):
    with pytest.raises(GenerationError, match="no photo"):
        studio.generate(brief("cutout", Product("Mug", "en")), run("cutout"))
    for kind in ("main", "scene", "size", "detail"):
        with pytest.raises(GenerationError, match="cutout"):
            studio.generate(brief(kind, Product("Mug", "en")), run(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_progress_and_stop(studio, product, cut, kind):
    seen = []
    wanted = replace(brief(kind, product, cutout=cut), look=Look(market="tiktok"))
    studio.generate(wanted, run(kind, listen=seen.append))
    assert seen and all(step.part == f"image/{kind}" and step.done <= step.total for step in seen)
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        studio.generate(wanted, run(kind, stop=stop))


@pytest.fixture(scope="module")
def large():
    """A block of 1200 x 1400 pixels with fine print at its top left, and its cutout."""
    photo, mask = Image.new("RGB", (1800, 1800), (228, 226, 222)), Image.new("L", (1800, 1800))
    for layer, fill in ((photo, (150, 96, 60)), (mask, 255)):
        ImageDraw.Draw(layer).rectangle((300, 200, 1499, 1599), fill=fill)
    print_on = np.random.default_rng(0).integers(0, 2, (80, 80), np.uint8) * 200
    photo.paste(Image.fromarray(print_on).resize((480, 480), Image.Resampling.NEAREST).convert("RGB"), (400, 300))
    whole = photo.copy()
    whole.putalpha(mask)
    return Product("Box", "en", photo=Photo(encoded(photo), 1800, 1800)), Picture(encoded(whole), 1800, 1800)


def test_a_detail_is_the_photos_own_pixels(studio, large):
    product, cut = large
    made = studio.generate(brief("detail", product, cutout=cut), run("detail"))
    with Image.open(io.BytesIO(made.data)) as detail, Image.open(io.BytesIO(product.photo.data)) as photo:
        left, top = 300 - made.product.left, 200 - made.product.top
        own = photo.crop((left, top, left + made.width, top + made.height))
        assert own.tobytes() == detail.tobytes()
    assert (made.product.width, made.product.height) == (1200, 1400)
    assert left < 640 < left + made.width and top < 540 < top + made.height  # the middle of the print


def test_a_second_detail_needs_something_else_to_show(studio, large):
    product, cut = large
    second = replace(brief("detail", product, cutout=cut), part="image/detail-2")
    with pytest.raises(NothingToShow):
        studio.generate(second, run("detail-2"))


def test_a_small_photo_has_no_details_and_no_size_without_a_dimension(studio, product, cut):
    with pytest.raises(NothingToShow, match="too few pixels"):
        studio.generate(brief("detail", product, cutout=cut), run("detail"))
    with pytest.raises(NothingToShow, match="No dimension"):
        studio.generate(brief("size", replace(product, facts=()), cutout=cut), run("size"))


@pytest.mark.parametrize("kind", ["main", "scene", "size"])
def test_it_is_written_down_where_the_product_lies(studio, product, cut, kind):
    made = studio.generate(brief(kind, product, cutout=cut), run(kind))
    lies = made.product
    with Image.open(io.BytesIO(made.data)) as picture:
        pixels = np.asarray(picture)[lies.top : lies.top + lies.height, lies.left : lies.left + lies.width].astype(int)
    assert pixels.shape[:2] == (lies.height, lies.width)
    middle = pixels[lies.height // 4, lies.width // 2]
    assert middle[0] > 2 * middle[1]  # the red of the bottle


def test_a_further_photos_main_picture_is_made_of_its_own_cutout(studio, product, cut):
    other = Picture(encoded(Image.new("RGBA", (90, 90), (0, 120, 0, 255))), 90, 90)
    inputs = MappingProxyType({"image/cutout": cut, "image/cutout-2": other})
    main = Brief("image/main-2", "image", "main", product, "friendly", ("image/cutout-2",), inputs)
    with Image.open(io.BytesIO(studio.generate(main, run("main")).data)) as picture:
        assert picture.getpixel((1000, 1000)) == (0, 120, 0)


def test_a_cutout_says_how_sure_it_is_and_offers_others(cut):
    assert cut.confidence in ("sure", "check", "doubtful")
    assert cut.alternatives


def test_a_picture_that_came_cut_out_keeps_its_alpha(studio, product):
    alpha = Image.new("L", (960, 720))
    ImageDraw.Draw(alpha).ellipse((300, 100, 600, 500), fill=255)
    given = replace(product, photo=replace(product.photo, alpha=encoded(alpha)))
    made = studio.generate(brief("cutout", given), run("cutout"))
    with Image.open(io.BytesIO(made.data)) as picture:
        assert picture.getchannel("A").tobytes() == alpha.tobytes()
    assert (made.confidence, made.notes) == ("sure", ())


def test_a_cutout_follows_its_outline_and_finish(studio, product, cut):
    boxed = replace(brief("cutout", product), outline=Outline(box=(0.3, 0.5, 0.7, 0.95)))
    with Image.open(io.BytesIO(studio.generate(boxed, run("cutout")).data)) as picture:
        assert not np.asarray(picture)[:300, :, 3].any()
    sharper = replace(brief("cutout", product), finish=Finish(sharpen=True))
    assert studio.generate(sharper, run("cutout")).data != cut.data
