"""The reader without a model, on drawn photos."""

import threading

import pytest
from PIL import Image

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError
from mmdemo.generators.vision.embedded import COLOURS, SPEC, EmbeddedReader
from mmdemo.intake.photo import read_photo
from mmdemo.processing.text.lexicon import read_table
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import LANGUAGES, Brief, Language, Photo, Product, Reading
from tests.conftest import draw_photo, encoded
from tests.processing.image.test_codes import NUMBER, ean13, qr


def read(photo: Photo | None, language: Language = "en", ctx: RunContext | None = None) -> Reading:
    generator = SPEC.load(ON_CPU)
    assert isinstance(generator, EmbeddedReader)
    brief = Brief("photo/reading", "vision", "reading", Product("Bottle", language, photo=photo), "friendly")
    return generator.generate(brief, ctx or RunContext(1))


def with_codes(*codes: Image.Image) -> Photo:
    photo = Image.new("RGB", (900, 300), (205, 208, 200))
    for place, code in enumerate(codes):
        photo.paste(code.convert("RGB"), (30 + place * 520, 40))
    return read_photo(encoded(photo))


def plain(width: int, height: int, colour: str = "red") -> Photo:
    return Photo(encoded(Image.new("RGB", (width, height), colour)), width, height)


def test_the_colour_of_a_product_is_offered_in_the_language_of_the_listing() -> None:
    mug = Image.new("RGB", (800, 800), (235, 235, 232))
    mug.paste((170, 25, 30), (250, 250, 550, 550))
    assert read(read_photo(encoded(mug))) == Reading("", (), ("Color: red",))
    assert read(read_photo(encoded(mug)), "zh").facts == ("颜色：红色",)


def test_two_colours_and_the_proportions_are_offered_in_the_language_of_the_listing() -> None:
    carton = Image.new("RGB", (800, 800), (120, 170, 120))
    carton.paste((170, 25, 30), (300, 150, 500, 400))
    carton.paste((20, 20, 22), (300, 400, 500, 640))
    photo = read_photo(encoded(carton))
    assert read(photo).facts == ("Color combination: red and black", "Proportions: about 2.5 : 1 (height to width)")
    assert read(photo, "zh").facts == ("颜色搭配：红色、黑色", "高宽比：约2.5:1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_colours_on_one_product_are_not_told_as_a_choice(language: Language) -> None:
    offered_as_a_choice = read_table("attributes")[language]["color"]["names"]
    assert COLOURS.text(language).rstrip(" :：").lower() not in offered_as_a_choice


def test_a_picture_that_came_cut_out_is_seen_along_its_own_alpha() -> None:
    shoe = Image.new("RGBA", (800, 800))
    shoe.paste((35, 85, 200, 255), (200, 200, 600, 450))
    shoe.paste((250, 250, 250, 255), (200, 450, 600, 600))  # shown on white, it would be lost
    assert read(read_photo(encoded(shoe))).facts == ("Color combination: blue and white",)


def test_a_product_that_touches_the_frame_has_a_colour_and_no_proportions() -> None:
    mug = Image.new("RGB", (800, 800), (235, 235, 232))
    mug.paste((170, 25, 30), (300, 200, 500, 800))
    assert read(read_photo(encoded(mug))).facts == ("Color: red",)


def test_codes_are_read_and_offered() -> None:
    made = read(with_codes(ean13(NUMBER), qr("Batch 7")))
    assert made.lines == (NUMBER, "Batch 7")
    assert made.facts[:2] == (f"Barcode: {NUMBER}", "Text in the QR code: Batch 7")
    assert read(with_codes(ean13(NUMBER)), "zh").facts[0] == f"条码：{NUMBER}"


@pytest.mark.parametrize("address", ["https://example.com/p/1", "www.example.com", "example.com/shop", "mailto:a@b.c"])
def test_an_address_is_read_but_not_offered(address: str) -> None:
    made = read(with_codes(qr(address)))
    assert made.lines == (address,)
    assert not any(address in fact for fact in made.facts)


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (64, 64), (8, 400), (4000, 3000)])
def test_photos_of_any_size_are_read(size: tuple[int, int]) -> None:
    assert read(plain(*size)) == Reading("", (), ())


def test_without_a_photo_it_says_so() -> None:
    with pytest.raises(GenerationError, match="no photo") as caught:
        read(None)
    assert "照片" in caught.value.text("zh")


def test_stop_is_heard() -> None:
    stop = threading.Event()
    heard: list[Progress] = []

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) == 2:
            stop.set()

    with pytest.raises(Cancelled):
        read(read_photo(encoded(draw_photo())), ctx=RunContext(1, stop=stop, listen=listen))
    assert heard[0].message.en == "Looking for bar codes"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "facts"),
    [
        ("photos/cds_longsleeve_3.jpg", ("Color: red",)),
        ("photos/cds_t-shirt_7.jpg", ()),
        ("photos/cds_hat_0.jpg", ("Color: black",)),  # seen from above
        ("photos/cds_shoes_2.jpg", ()),  # dark brown
        ("photos/otel_RedFlashlight.jpg", ()),  # gray is the light on it
        ("photos/gro_oatghurt.jpg", ()),  # a hand in the picture
        ("alpha/saleor-dash-force-1.png", ()),
        ("alpha/saleor-apple-drink.png", ("Proportions: about 2.7 : 1 (height to width)",)),
        ("alpha/solidus_mug_set.png", ("Color combination: red and black",)),
        ("alpha/solidus_canvas_tote.png", ("Color: red", "Proportions: about 1.5 : 1 (height to width)")),
    ],
)
def test_real_photos_are_read_as_a_person_would(shared, file: str, facts: tuple[str, ...]) -> None:
    assert read(read_photo(shared / file)).facts == facts
