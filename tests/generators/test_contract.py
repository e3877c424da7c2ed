"""What every generator promises, held to over the whole registry: those with weights run on tiny checkpoints."""

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GeneratorUnavailable
from mmdemo.generators import Generator, GeneratorSpec, diffusion
from mmdemo.generators.image import ssd_1b
from mmdemo.intake.photo import read_photo
from mmdemo.intake.voice import read_voice
from mmdemo.processing.image import canvas
from mmdemo.processing.image.typeface import font
from mmdemo.registry import Made, Registry, installed
from mmdemo.runtime.checkpoint import GIB
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.store import Store
from mmdemo.scenarios.dictation import SCENARIO as DICTATION
from mmdemo.scenarios.listing import SCENARIO as LISTING
from mmdemo.scenarios.reading import SCENARIO as READING
from mmdemo.schema import (
    AUTO,
    Asset,
    Brief,
    Copy,
    Fact,
    Language,
    Look,
    Money,
    Music,
    Narration,
    Payload,
    Photo,
    Picture,
    Product,
    Reading,
    Request,
    Transcript,
)
from tests import tiny
from tests.conftest import draw_photo, encoded

MACHINE = Machine("cpu", "a large machine without a GPU", 1000 * GIB)
RESULTS: dict[str, type[Payload]] = {
    "copy": Copy,
    "narration": Narration,
    "bed": Music,
    "reading": Reading,
    "transcript": Transcript,
}
FACTS = {
    "en": (
        Fact("fact-1", "350 ml", "350 ml", None, Decimal(350), "ml"),
        Fact("fact-2", "Oak", "Oak"),
        Fact("fact-3", "Height: 9.5 cm", "9.5 cm", "Height", Decimal("9.5"), "cm"),
    ),
    "zh": (
        Fact("fact-1", "容量：350毫升", "350毫升", "容量", Decimal(350), "毫升"),
        Fact("fact-2", "高度：9.5厘米", "9.5厘米", "高度", Decimal("9.5"), "厘米"),
    ),
}


WORDLESS = {"cutout", "main", "detail", "enlarged"}
"""Made from pixels alone: not a word of the product reaches them, so one language shows it."""


def kinds(spec: GeneratorSpec) -> Iterator[object]:
    for kind in spec.kinds:
        for language in spec.languages[:1] if kind in WORDLESS else spec.languages:
            yield pytest.param(spec, kind, language, id=f"{spec.modality}-{spec.id}-{kind}-{language}")


CASES = [case for spec in installed().specs() for case in kinds(spec)]


@pytest.fixture(scope="module", autouse=True)
def small_pictures() -> Iterator[None]:
    """Every side that a model paints an eighth, and ten steps where it takes 25: a CPU runs what a GPU should."""
    import torch

    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diffusion, "SIDE", 128)
        patch.setattr(canvas, "SIDE", 256)
        patch.setattr(ssd_1b.SSD1B, "steps", 10)
        yield


@pytest.fixture(scope="module")
def registry(tiny_weights: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Every generator of the studio; the weights of those that need some are tiny and lie in a cache of their own."""
    cache = tmp_path_factory.mktemp("hub")
    for spec in installed().specs():
        if spec.weights is not None:
            tiny.shelve(tiny_weights(spec.id), cache, spec.weights.repo)
    runtime: Runtime[Generator] = Runtime(MACHINE, Store(cache), lambda: MACHINE.memory)
    return Registry(installed().specs(), runtime)


@pytest.fixture(scope="module")
def photo() -> bytes:
    """Large enough for close-ups, with lettering to show in one."""
    drawn = draw_photo(2000, 1500).resize((3200, 1500))
    draw = ImageDraw.Draw(drawn)
    for line in range(4):
        draw.text((1440, 760 + 70 * line), "OAK & CO 350", font=font("Bold", 46), fill=(60, 30, 20))
    return encoded(drawn, "JPEG", quality=90)


@pytest.fixture(scope="module")
def taken(photo: bytes) -> Photo:
    """The photo as it is read, once: it is large."""
    return read_photo(photo)


@pytest.fixture(scope="module")
def made(photo: bytes) -> dict[str, Asset]:
    """What the parts under test build on, made by the embedded generators."""
    from mmdemo.pipeline import make_kit

    kit = make_kit(Request(name="Oak mug", photo=photo, seed=3, generators={"speech": "embedded"}))
    return dict(kit.assets)


def brief_for(spec: GeneratorSpec, kind: str, language: Language, photo: Photo, made: dict[str, Asset]) -> Brief:
    """The brief of a real job that asks for this kind, with what it builds on."""
    narration = made["narration"].payload
    assert isinstance(narration, Narration)
    product = Product(
        "Oak mug" if language == "en" else "橡木杯",
        language,
        category="Kitchen" if language == "en" else "厨房",
        price=Money(Decimal("24.00"), "USD"),
        facts=FACTS[language],
    )
    with_photo = replace(product, photo=photo, voice=read_voice(narration.data))
    look = Look(market="instagram", enlarge=True, banners=True)
    request = Request(look=look)
    briefs = [brief for given in (with_photo, product) for brief in LISTING.briefs(given, request)]
    briefs += [*READING.briefs(with_photo, request), *DICTATION.briefs(with_photo, request)]
    brief = next(brief for brief in briefs if (brief.modality, brief.kind) == (spec.modality, kind))
    whole = kind == "detail"  # a close-up of a small picture has nothing to show
    return replace(
        brief, inputs={need: made[need].payload if whole else _small(made[need].payload) for need in brief.needs}
    )


def _small(payload: Payload) -> Payload:
    """Pictures at 384 pixels: models that enlarge or extend them are slow on a CPU."""
    if not isinstance(payload, Picture):
        return payload
    with Image.open(io.BytesIO(payload.data)) as opened:
        opened.thumbnail((384, 384))
        return Picture(encoded(opened), *opened.size)


SEED = 4  # of those at which the tiny writer, which answers in either language, comes upon the right one in three tries


def run(registry: Registry, spec: GeneratorSpec, brief: Brief, **given: object) -> Made:
    return registry.make(spec, brief, RunContext(SEED, part=brief.part, **given))


@pytest.mark.parametrize(("spec", "kind", "language"), CASES)
class TestEveryGenerator:
    @pytest.fixture(autouse=True)
    def needs(self, registry: Registry, spec: GeneratorSpec) -> None:
        missing = registry.lacks(spec)
        if missing is not None:
            pytest.skip(missing.en)

    def test_it_makes_the_right_thing_hears_stop_and_makes_the_same_again(
        self, registry: Registry, spec: GeneratorSpec, kind: str, language: Language, taken: Photo, made
    ) -> None:
        brief = brief_for(spec, kind, language, taken, made)
        heard: list[Progress] = []
        first = run(registry, spec, brief, listen=heard.append)
        assert heard
        assert all(0 <= news.done <= news.total for news in heard)
        assert all(news.part == brief.part and news.message.en and news.message.zh for news in heard)
        assert isinstance(first.payload, RESULTS.get(kind, Picture))
        if isinstance(first.payload, Picture):
            with Image.open(io.BytesIO(first.payload.data)) as opened:
                assert opened.size == (first.payload.width, first.payload.height)

        stop, until_stop = threading.Event(), []
        middle = max(1, len(heard) // 2)
        if spec.modality == "text":
            stop.set()  # a writer reports by the clock, so a quick one may report at its start alone

        def listen(news: Progress) -> None:
            until_stop.append(news)
            if len(until_stop) == middle:
                stop.set()

        with pytest.raises(Cancelled):
            run(registry, spec, brief, stop=stop, listen=listen)
        assert run(registry, spec, brief) == first


@pytest.mark.parametrize("spec", installed().specs(), ids=lambda spec: f"{spec.modality}-{spec.id}")
def test_every_specification_says_what_it_needs(spec: GeneratorSpec) -> None:
    assert spec.kinds
    if spec.weights is None:
        assert (spec.memory, spec.stage, spec.working) == (0, 0, 0)
        return
    assert spec.weights.repo == spec.model
    assert spec.weights.revision == spec.revision
    assert 0 < spec.stage <= spec.memory or (spec.stage == 0 < spec.memory)
    assert spec.working > 0
    assert spec.purpose
    assert {"torch"} <= set(spec.requires)


@pytest.mark.parametrize(
    "spec", [spec for spec in installed().specs() if spec.weights is not None], ids=lambda spec: spec.id
)
def test_without_its_weights_a_generator_says_how_to_fetch_them(spec: GeneratorSpec, tmp_path: Path) -> None:
    registry = Registry([spec], Runtime(MACHINE, Store(tmp_path), lambda: MACHINE.memory))
    brief = Brief("part", spec.modality, spec.kinds[0], Product("Mug", spec.languages[0]), "friendly")
    with pytest.raises(GeneratorUnavailable) as caught:
        registry.make(spec, brief, RunContext(1))
    assert f"models pull {spec.model}" in str(caught.value)
    assert "models pull" in caught.value.text("zh")
    assert not registry.can_make(brief, AUTO)
