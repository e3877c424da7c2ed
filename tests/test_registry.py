"""Finding generators, choosing among them, and saying what is missing."""

from dataclasses import replace

import pytest

from mmdemo.context import RunContext
from mmdemo.errors import GeneratorUnavailable, InputError
from mmdemo.generators import Generator, GeneratorSpec
from mmdemo.registry import Registry, installed, installed_scenarios
from mmdemo.runtime.checkpoint import GIB
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.placement import ON_CPU, Placement
from mmdemo.schema import AUTO, EMBEDDED, MODALITIES, Brief, Copy, Message, Payload, Product, Recording


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
        load=lambda _: Fixed(id),
        model=id,
        revision="1",
        licence="Apache-2.0",
        rank=rank,
    )
    return replace(made, **given)


BRIEF = Brief("copy", "text", "copy", Product("Mug", "en"), "friendly")


@pytest.mark.parametrize("modality", [modality for modality in MODALITIES if modality != "hearing"])
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


def test_a_generator_is_loaded_once() -> None:
    loads: list[Placement] = []

    def load(place: Placement) -> Generator:
        loads.append(place)
        return Fixed("Mug")

    registry = Registry([spec("embedded", load=load)])
    made = [registry.make(registry.specs()[0], BRIEF, RunContext(1)) for _ in range(2)]
    assert [found.payload.title for found in made] == ["Mug", "Mug"]
    assert loads == [ON_CPU]


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
        registry.make(wanted, BRIEF, RunContext(1))


def test_whoever_names_a_painter_does_not_ask_it_for_other_parts() -> None:
    registry = Registry([spec("embedded"), spec("titles", kinds=("title",))])
    assert [found.id for found in registry.candidates(BRIEF, "titles")] == ["embedded"]


def test_with_a_voice_to_speak_with_auto_prefers_whoever_can() -> None:
    registry = Registry([spec("low", 1), spec("parrot", 5, clones=True), spec("high", 9)])
    lent = replace(BRIEF, sample=Recording(b"", 8, 1.0))
    assert [found.id for found in registry.candidates(BRIEF, AUTO)] == ["high", "parrot", "low"]
    assert [found.id for found in registry.candidates(lent, AUTO)] == ["parrot", "high", "low"]
    assert registry.candidates(lent, "low")[0].id == "low"


def test_what_says_it_is_slow_here_is_left_to_those_who_name_it() -> None:
    def slow(machine: Machine) -> Message | None:
        return Message(f"Slow on {machine.name}.", f"在 {machine.name} 上很慢。") if machine.device == "cpu" else None

    specs = [spec("embedded"), spec("large", rank=9, slow=slow), spec("small", rank=8)]
    plain, strong = (Registry(specs, Runtime(Machine(device, device, GIB))) for device in ("cpu", "cuda"))
    assert [found.id for found in plain.candidates(BRIEF, AUTO)] == ["small", "embedded"]
    assert [found.id for found in strong.candidates(BRIEF, AUTO)] == ["large", "small", "embedded"]
    assert [found.id for found in plain.candidates(BRIEF, "large")] == ["large", "small", "embedded"]
    assert [found.id for found in plain.candidates(BRIEF, "small")] == ["small", "embedded"]
    assert plain.too_slow(specs[1]) == Message("Slow on cpu.", "在 cpu 上很慢。")


def test_where_a_generator_ran_is_kept() -> None:
    class Placing(Fixed):
        def generate(self, brief: Brief, ctx: RunContext) -> Payload:
            ctx.device = "CUDA"
            return super().generate(brief, ctx)

    specs = [spec("embedded"), spec("placing", load=lambda _: Placing("Mug"))]
    assert [Registry(specs).make(found, BRIEF, RunContext(1)).device for found in specs] == ["CPU", "CUDA"]


def test_what_needs_a_gpu_is_for_auto_only_where_there_is_one() -> None:
    specs = [spec("embedded"), spec("large", rank=9, needs_gpu=True)]
    plain, strong = (Registry(specs, Runtime(Machine(device, device, GIB))) for device in ("cpu", "cuda"))
    assert [found.id for found in plain.candidates(BRIEF, AUTO)] == ["embedded"]
    assert [found.id for found in strong.candidates(BRIEF, AUTO)] == ["large", "embedded"]
    assert [found.id for found in plain.candidates(BRIEF, "large")] == ["large", "embedded"]
    reason = plain.too_slow(specs[1])
    assert reason is not None
    assert "GPU" in reason.zh


def test_a_required_gpu_leaves_no_fallback_where_a_gpu_model_could_serve() -> None:
    required = Runtime(Machine("cuda", "cuda", GIB, require_gpu=True))
    lacking = spec("large", rank=9, needs_gpu=True, missing=lambda: Message("no weights", "缺少权重"))
    assert [found.id for found in Registry([spec("embedded"), lacking], required).candidates(BRIEF, AUTO)] == ["large"]
    assert [found.id for found in Registry([spec("embedded")], required).candidates(BRIEF, AUTO)] == ["embedded"]


def test_an_optional_part_is_possible_only_where_something_lacks_nothing() -> None:
    absent = spec("absent", requires=("a_module_nobody_has",))
    assert Registry([spec("embedded")]).can_make(BRIEF, AUTO)
    assert Registry([spec("embedded"), absent]).can_make(BRIEF, "absent")
    assert not Registry([absent]).can_make(BRIEF, AUTO)
    assert not Registry([spec("embedded", kinds=("title",))]).can_make(BRIEF, AUTO)


def test_an_unknown_name_is_the_callers_mistake() -> None:
    with pytest.raises(InputError, match="auto, embedded"):
        Registry([spec("embedded")]).candidates(BRIEF, "bard")


@pytest.mark.parametrize("error", [ImportError("no such thing"), OSError("weights.safetensors not found")])
def test_what_a_load_lacks_becomes_unavailable(error: Exception) -> None:
    def load(place: Placement) -> Generator:
        raise error

    broken = spec("broken", load=load)
    with pytest.raises(GeneratorUnavailable, match=str(error)):
        Registry([broken]).make(broken, BRIEF, RunContext(1))
