"""A narration changed after it was made, heard by a recogniser that really listens."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from mmdemo.context import RunContext
from mmdemo.errors import Cancelled, InputError
from mmdemo.export.archive import kit_zip
from mmdemo.export.recipe import read_recipe
from mmdemo.generators import GeneratorSpec
from mmdemo.generators.speech import embedded
from mmdemo.narrating import HEARD, ROUNDS, WORST, hear_again, redo_sentence, replace_narration
from mmdemo.pipeline import edit_copy, make_kit, stream_kit
from mmdemo.processing.audio.captions import cue_texts
from mmdemo.processing.audio.decode import resampled
from mmdemo.processing.audio.wav import quantise, read_wav, wav_bytes
from mmdemo.processing.text.word_error import error_rate, sentence_errors
from mmdemo.registry import Registry, installed
from mmdemo.replay import replay_kit
from mmdemo.schema import Brief, Kit, Narration, Request, Sound, Transcript

MUG = Request(name="Oak mug", facts=("350 ml", "Solid oak"), language="en", seed=7, sound=Sound(mood="none"))


class Sphinx:
    """CMU Pocketsphinx as a listener: small, and often wrong, as a test of repetitions wants it."""

    def generate(self, brief: Brief, ctx: RunContext) -> Transcript:
        pocketsphinx = pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
        narration = brief.inputs["narration"]
        assert isinstance(narration, Narration)
        samples, rate = read_wav(narration.data)
        decoder = pocketsphinx.Decoder(samprate=16_000, loglevel="FATAL")
        decoder.start_utt()
        decoder.process_raw(quantise(resampled(samples, rate, 16_000)).tobytes(), full_utt=True)
        decoder.end_utt()
        found = decoder.hyp()
        heard, said = "" if found is None else found.hypstr, cue_texts(narration)
        return Transcript(
            heard,
            "en",
            (),
            error_rate=error_rate("\n".join(said), heard, "en"),
            sentence_errors=sentence_errors(said, heard, "en"),
        )


def listening(specs: Sequence[GeneratorSpec] = ()) -> Registry:
    ear = GeneratorSpec("sphinx", "hearing", "Sphinx", lambda _: Sphinx(), "", "", "", kinds=("transcript",))
    return Registry([*(specs or installed().specs()), ear])


@pytest.fixture(scope="module")
def spoken() -> Kit:
    """A kit read by eSpeak NG, which no recogniser understands well."""
    return make_kit(replace(MUG, generators={"speech": "embedded"}))


def numbers(kit: Kit) -> tuple[int, ...]:
    assert kit.narration is not None
    return tuple(take.number for take in kit.narration.takes)


def error_of(kit: Kit) -> tuple[float, ...]:
    heard = kit.assets[HEARD].payload
    assert isinstance(heard, Transcript)
    return heard.sentence_errors


class TestSentence:
    def test_one_is_said_again_and_the_others_keep_their_sound(self, spoken: Kit) -> None:
        (again,) = redo_sentence(spoken, 1)
        before, after = spoken.narration, again.narration
        assert before is not None
        assert after is not None
        assert numbers(again) == tuple(int(number == 1) for number in range(len(before.takes)))
        same = [one.pcm == other.pcm for one, other in zip(before.takes, after.takes, strict=True)]
        assert same == [number != 1 for number in range(len(same))]
        assert cue_texts(after) == cue_texts(before)
        assert after.script == before.script
        assert after.loudness == pytest.approx(-16, abs=0.5)
        assert again.assets["copy"] is spoken.assets["copy"]

    def test_the_order_of_wishes_does_not_matter(self, spoken: Kit) -> None:
        def told(*order: int) -> Kit:
            kit = spoken
            for number in order:
                (kit,) = redo_sentence(kit, number)
            return kit

        assert told(0, 2, 2).narration == told(2, 0, 2).narration

    def test_it_comes_again_when_the_kit_is_made_again(self, spoken: Kit) -> None:
        (again,) = redo_sentence(spoken, 1)
        (again,) = redo_sentence(again, 1)
        assert kit_zip(replay_kit(read_recipe(kit_zip(again)))) == kit_zip(again)

    def test_a_script_edited_since_is_not_taken(self, spoken: Kit) -> None:
        assert spoken.copy is not None
        edited = edit_copy(spoken, replace(spoken.copy, script="Something else."))
        (again,) = redo_sentence(edited, 0)
        assert again.narration is not None
        assert spoken.narration is not None
        assert again.narration.script == spoken.narration.script
        assert again.copy is not None
        assert again.copy.script == "Something else."

    @pytest.mark.parametrize("number", [-1, 1000])
    def test_one_that_is_not_there_is_refused(self, spoken: Kit, number: int) -> None:
        with pytest.raises(InputError, match="no such sentence"):
            next(redo_sentence(spoken, number))

    def test_stop_leaves_the_kit_alone(self, spoken: Kit) -> None:
        stop = threading.Event()
        stop.set()
        with pytest.raises(Cancelled):
            next(redo_sentence(spoken, 0, stop=stop))


class TestHearing:
    def test_what_was_misheard_is_said_again_and_never_ends_worse(self) -> None:
        registry = listening([spec for spec in installed().specs() if spec.id != "flite"])
        kits = [kit for kit in stream_kit(MUG, registry=registry) if HEARD in kit.assets]
        first, last = error_of(kits[0]), error_of(kits[-1])
        assert max(first) > WORST
        tries = numbers(kits[-1])
        assert max(tries) <= ROUNDS
        # A recogniser hears a sentence in the company of its neighbours, so single ones may gain or lose a word.
        assert sum(last) <= sum(first) + 0.5
        assert any(tries)

    def test_it_comes_again_when_the_kit_is_made_again(self) -> None:
        registry = listening([spec for spec in installed().specs() if spec.id != "flite"])
        kit = make_kit(MUG, registry=registry)
        assert any(numbers(kit))
        assert kit_zip(replay_kit(read_recipe(kit_zip(kit)), registry=registry)) == kit_zip(kit)

    def test_a_sentence_said_again_is_heard_again(self) -> None:
        registry = listening([spec for spec in installed().specs() if spec.id != "flite"])
        kit = make_kit(MUG, registry=registry)
        made, heard = redo_sentence(kit, 0, registry=registry)
        assert HEARD not in made.assets
        assert HEARD in heard.assets

    def test_nobody_listens_where_nobody_can(self, spoken: Kit) -> None:
        assert list(hear_again(spoken)) == []


@pytest.fixture(scope="module")
def recording(spoken: Kit) -> bytes:
    """The script read by somebody: another voice, in a room that hums."""
    assert spoken.copy is not None
    product = replace(spoken.product, photo=None)
    brief = Brief("n", "speech", "narration", product, "friendly", inputs={"copy": spoken.copy})
    voice = replace(brief, sound=Sound(pace="brisk"))
    made = embedded.EmbeddedNarrator().generate(voice, RunContext(3, take=2))
    samples, rate = read_wav(made.data)
    hum = 0.003 * np.sin(2 * np.pi * 50 * np.arange(len(samples)) / rate)
    return wav_bytes(quantise(samples * 0.3 + hum), rate)


class TestRecording:
    def test_it_takes_the_narrators_place(self, spoken: Kit, recording: bytes) -> None:
        own = replace_narration(spoken, recording)
        narration = own.narration
        assert narration is not None
        assert narration.recording
        assert narration.takes == ()
        assert narration.loudness == pytest.approx(-16, abs=0.5)
        assert spoken.narration is not None
        assert cue_texts(narration) == cue_texts(spoken.narration)
        assert own.assets["narration"].provenance.edited
        assert kit_zip(replay_kit(read_recipe(kit_zip(own)))) == kit_zip(own)
        with pytest.raises(InputError):
            next(redo_sentence(own, 0))

    def test_it_comes_again_where_no_narrator_can_speak_the_script(self, spoken: Kit, recording: bytes) -> None:
        assert spoken.copy is not None
        silent = edit_copy(replace_narration(spoken, recording), replace(spoken.copy, script=""))
        archive = kit_zip(replace_narration(silent, recording))
        assert kit_zip(replay_kit(read_recipe(archive))) == archive

    def test_a_file_that_is_no_sound_is_refused(self, spoken: Kit) -> None:
        with pytest.raises(InputError) as caught:
            replace_narration(spoken, b"no sound at all")
        assert caught.value.field == "recording"

    def test_what_was_heard_before_is_forgotten(self, recording: bytes) -> None:
        registry = listening()
        own = replace_narration(make_kit(MUG, registry=registry), recording)
        assert HEARD not in own.assets
        (heard,) = hear_again(own, registry=registry)
        assert HEARD in heard.assets
