"""A voice that was lent, from the request into the archive and back, by VibeVoice on tiny weights."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from mmdemo import InputError, Kit, Request, kit_zip, make_kit, read_recipe, redo_part, replay_kit
from mmdemo.export.manifest import VOICE_SAMPLE
from mmdemo.generators.speech import vibevoice
from mmdemo.intake import read_product
from mmdemo.intake.recording import MAX_BYTES, read_recording
from mmdemo.processing.audio.wav import quantise, wav_bytes
from mmdemo.registry import Registry, installed
from mmdemo.runtime.placement import Placement
from mmdemo.schema import EMBEDDED, Sound
from tests.export.test_archive import members, rewritten
from tests.export.test_sources import refused, with_manifest
from tests.saying import said

MUG = Request(name="Oak mug", facts=("350 ml",), language="en", seed=7, sound=Sound(mood="none"))


@pytest.fixture(scope="module")
def voice() -> bytes:
    return wav_bytes(quantise(said("This is how I sound, and you may keep it.").samples), 22_050)


@pytest.fixture(scope="module")
def registry(tiny_weights: Callable[[str], Path]) -> Iterator[Registry]:
    """The embedded generators, and the real narrator that clones, loaded here and quick; auto would not take it."""
    import torch

    torch.set_num_threads(1)
    narrator = vibevoice.SPEC.load(Placement(folder=tiny_weights("vibevoice")))
    spec = replace(vibevoice.SPEC, load=lambda _: narrator, weights=None, needs_gpu=False, rank=-1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vibevoice, "CHARACTERS_PER_SECOND", {"en": 500.0, "zh": 200.0})
        patch.setattr(vibevoice, "TOKENS_PER_SECOND", 3.0)
        patch.setattr(vibevoice, "DIFFUSION_STEPS", 2)
        yield Registry([*(found for found in installed().specs() if found.id == EMBEDDED), spec])


@pytest.fixture(scope="module")
def lent(registry: Registry, voice: bytes) -> Kit:
    return make_kit(replace(MUG, voice_sample=voice), registry=registry)


def digests(kit: Kit) -> dict[str, str]:
    return {part: asset.provenance.input_digest for part, asset in kit.assets.items()}


def test_a_narrator_speaks_with_it_and_the_archive_makes_the_same_bytes_again(
    lent: Kit, registry: Registry, voice: bytes
) -> None:
    made = lent.assets["narration"].provenance
    assert (made.requested, made.used, made.options["voice"]) == ("auto", "vibevoice", "sample")
    archive = kit_zip(lent)
    assert members(archive)[VOICE_SAMPLE] == read_recording(voice).data
    recipe = read_recipe(archive)
    assert recipe.request.voice_sample == read_recording(voice).data
    assert kit_zip(replay_kit(recipe, registry=registry)) == archive


def test_said_again_it_is_still_that_voice(lent: Kit, registry: Registry) -> None:
    again = redo_part(lent, "narration", registry=registry)
    assert again.assets["narration"].provenance.options["voice"] == "sample"
    assert again.narration != lent.narration


def test_nothing_but_the_narration_hears_of_it(lent: Kit, registry: Registry) -> None:
    without = make_kit(replace(MUG, generators={"speech": "vibevoice"}), registry=registry)
    assert without.assets["narration"].provenance.options["voice"] == "its own"
    assert VOICE_SAMPLE not in members(kit_zip(without))
    assert {part for part, found in digests(lent).items() if digests(without)[part] != found} == {"narration"}


def test_a_narrator_that_cannot_speak_with_it_does_not_hear_of_it(registry: Registry, voice: bytes) -> None:
    named = replace(MUG, sound=Sound(mood="none", voice="embedded/en-us+edward"))
    without = make_kit(named, registry=registry)
    kit = make_kit(replace(named, voice_sample=voice), registry=registry)
    assert digests(kit) == digests(without)
    assert kit.narration == without.narration
    assert kit_zip(replay_kit(read_recipe(kit_zip(kit)), registry=registry)) == kit_zip(kit)


def test_a_missing_or_too_large_sample_is_damage(lent: Kit) -> None:
    archive = kit_zip(lent)
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as left:
        for name, data in members(archive).items():
            if name != VOICE_SAMPLE:
                left.writestr(name, data)
    refused(written.getvalue())
    refused(rewritten(archive, **{VOICE_SAMPLE: bytes(MAX_BYTES + 1)}))


@pytest.mark.parametrize("wrong", [["source/voice_sample.wav"], 5, {}])
def test_a_wrong_shape_is_damage(lent: Kit, wrong: object) -> None:
    refused(with_manifest(kit_zip(lent), lambda manifest: manifest["request"].update(voice_sample=wrong)))


def test_its_path_in_a_manifest_leads_nowhere(lent: Kit) -> None:
    archive = kit_zip(lent)
    hostile = with_manifest(archive, lambda manifest: manifest["request"].update(voice_sample="../../etc/passwd"))
    assert read_recipe(hostile).request == read_recipe(archive).request


def test_what_is_no_sound_is_refused_by_the_intake(lent: Kit) -> None:
    asked = read_recipe(rewritten(kit_zip(lent), **{VOICE_SAMPLE: b"no sound"})).request
    with pytest.raises(InputError) as caught:
        read_product(asked)
    assert caught.value.field == "voice_sample"
