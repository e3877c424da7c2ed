"""Finding generators, choosing among them, and saying what is missing."""

from dataclasses import replace

import pytest

from mmdemo.context import RunContext
from mmdemo.errors import GeneratorUnavailable, InputError
from mmdemo.generators import Generator, GeneratorSpec
from mmdemo.registry import Registry, installed, installed_scenarios
from mmdemo.schema import AUTO, EMBEDDED, MODALITIES, Brief, Copy, Message, Payload, Product


class Fixed:
    """A generator that writes one title. It stands for models that are not on this machine."""

    def __init__(self, title: str) -> None:
        self.title = title

    def generate(self, brief: Brief, ctx: RunContext) -> Payload:
        return Copy(self.title, (), "", "", (), {}, "")


def spec(id: str, rank: int = 0, **given: object) -> GeneratorSpec:
    made = GeneratorSpec(
        id=id,
        modality="text",
        label=id,
        load=lambda: Fixed(id),
        model=id,
        revision="1",
        licence="Apache-2.0",
        rank=rank,
    )
    return replace(made, **given)


BRIEF = Brief("copy", "text", "copy", Product("Mug", "en"), "friendly")


@pytest.mark.parametrize("modality", MODALITIES)
def test_every_modality_ships_an_embedded_generator(modality: str) -> None:
    ids = [found.id for found in installed().specs(modality)]
    assert EMBEDDED in ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("found", installed().specs(), ids=lambda found: f"{found.modality}/{found.id}")
def test_specifications_are_filled_in(found: GeneratorSpec) -> None:
    assert found.label
    assert found.model
    assert found.revision
    assert found.licence
    assert found.languages


@pytest.mark.parametrize("found", installed().specs(), ids=lambda found: f"{found.modality}/{found.id}")
def test_every_generator_loads_or_says_what_is_missing(found: GeneratorSpec) -> None:
    registry = Registry([found])
    try:
        generator: Generator = registry.load(found)
    except GeneratorUnavailable as error:
        assert error.text("en") != error.text("zh")
    else:
        assert registry.load(found) is generator


def test_scenarios_are_found() -> None:
    assert installed_scenarios()["listing"].id == "listing"


def test_two_equal_ids_are_a_defect() -> None:
    with pytest.raises(ValueError, match="embedded"):
        Registry([spec("embedded"), spec("embedded")])


def test_auto_takes_the_highest_rank_that_can_run() -> None:
    registry = Registry(
        [
            spec("embedded"),
            spec("large", rank=9, missing=lambda: Message("no memory", "内存不足")),
            spec("absent", rank=8, requires=("a_module_nobody_has",)),
            spec("chinese", rank=7, languages=("zh",)),
            spec("titles", rank=6, kinds=("title",)),
            spec("medium", rank=5),
        ]
    )
    assert [found.id for found in registry.candidates(BRIEF, AUTO)] == ["medium", "embedded"]


def test_a_named_generator_comes_first_even_if_it_lacks_something() -> None:
    registry = Registry([spec("embedded"), spec("absent", requires=("a_module_nobody_has",))])
    wanted, fallback = registry.candidates(BRIEF, "absent")
    assert (wanted.id, fallback.id) == ("absent", "embedded")
    with pytest.raises(GeneratorUnavailable, match="a_module_nobody_has"):
        registry.load(wanted)


def test_an_unknown_name_is_the_callers_mistake() -> None:
    with pytest.raises(InputError, match="auto, embedded"):
        Registry([spec("embedded")]).candidates(BRIEF, "bard")


@pytest.mark.parametrize("error", [ImportError("no such thing"), OSError("weights.safetensors not found")])
def test_what_a_load_lacks_becomes_unavailable(error: Exception) -> None:
    def load() -> Generator:
        raise error

    broken = spec("broken", load=load)
    with pytest.raises(GeneratorUnavailable, match=str(error)):
        Registry([broken]).load(broken)
