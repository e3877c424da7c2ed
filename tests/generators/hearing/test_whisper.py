"""Whisper on a tiny checkpoint that hears one sentence in whatever it is given."""

import pickle
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable, OutOfMemory
from mmdemo.generators.hearing.whisper import SAMPLE_RATE, SPEC, Job, WhisperListener
from mmdemo.generators.speech.embedded import SPEC as NARRATOR
from mmdemo.intake.voice import read_voice
from mmdemo.processing.audio.wav import quantise, wav_bytes
from mmdemo.runtime.placement import ON_CPU, Placement
from mmdemo.schema import Brief, Copy, Language, Narration, Product, Recording, Transcript, Word
from tests.generators.image.conftest import Half, out_of_memory_in
from tests.tiny.whisper import SAYS, UNTIL


@pytest.fixture(scope="module")
def listener(tiny_weights: Callable[[str], Path]) -> WhisperListener:
    import torch

    torch.set_num_threads(1)
    return SPEC.load(Placement(folder=tiny_weights("whisper")))


def recording(seconds: float) -> Recording:
    """Somebody hums."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    hum = 0.2 * np.sin(2 * np.pi * 150 * time) * (1 + np.sin(2 * np.pi * 3 * time))
    return Recording(wav_bytes(quantise(hum), SAMPLE_RATE), SAMPLE_RATE, seconds)


NOTE = recording(6.0)


def dictated(voice: Recording | None, language: Language = "en") -> Brief:
    return Brief("voice/transcript", "hearing", "transcript", Product("Mug", language, voice=voice), "friendly")


def hear(listener: WhisperListener, brief: Brief, ctx: RunContext | None = None) -> Transcript:
    return listener.generate(brief, ctx or RunContext(1, part=brief.part))


@pytest.fixture(scope="module")
def narration() -> Narration:
    """Real speech of the sentence that the tiny model hears."""
    copy = Copy("Mug", (), "", "", (), {}, SAYS)
    brief = Brief("narration", "speech", "narration", Product("Mug", "en"), "friendly", ("copy",), {"copy": copy})
    made = NARRATOR.load(ON_CPU).generate(brief, RunContext(1))
    assert isinstance(made, Narration)
    return made


def about(narration: Narration) -> Brief:
    return Brief(
        "narration/heard",
        "hearing",
        "transcript",
        Product("Mug", "en", voice=NOTE),
        "friendly",
        ("narration",),
        {"narration": narration},
    )


def test_what_was_dictated_is_written_down_and_offered(listener: WhisperListener) -> None:
    ctx = RunContext(1, part="voice/transcript")
    assert hear(listener, dictated(NOTE), ctx) == Transcript(
        SAYS, "en", (Word(0.0, UNTIL, SAYS),), ("Capacity: 350 millilitres", "Dishwasher safe"), None
    )
    assert ctx.options == {"language": "en"}


def test_a_narration_is_held_against_its_script(listener: WhisperListener, narration: Narration) -> None:
    made = hear(listener, about(narration))
    assert (made.text, made.facts, made.error_rate) == (SAYS, (), 0.0)
    swaps = {"dishwasher": "easy to", "safe.": "wash."}
    heard = (
        tuple(word._replace(text=swaps.get(word.text, word.text)) for word in said) for said in narration.sentences
    )
    other = replace(narration, sentences=tuple(heard))
    assert hear(listener, about(other)).error_rate == pytest.approx(3 / 13)


def test_real_speech_takes_the_same_way_whatever_its_rate(listener: WhisperListener, narration: Narration) -> None:
    assert narration.sample_rate != SAMPLE_RATE
    assert hear(listener, dictated(read_voice(narration.data))).text == SAYS


@pytest.mark.shared
@pytest.mark.parametrize("file", ["en_jfk.wav", "zh_asr_example.wav", "zh_short.flac"])
def test_real_recordings_take_the_same_way(listener: WhisperListener, shared: Path, file: str) -> None:
    made = hear(listener, dictated(read_voice(shared / "speech" / file)))
    assert made.text == SAYS
    assert made.segments[-1].end <= read_voice(shared / "speech" / file).duration


def test_a_long_recording_is_heard_window_by_window(listener: WhisperListener) -> None:
    heard: list[Progress] = []
    made = hear(listener, dictated(recording(65)), RunContext(1, listen=heard.append))
    assert made.text == f"{SAYS} {SAYS} {SAYS}"
    assert [round(segment.start) for segment in made.segments] == [0, 30, 60]
    assert made.facts == ("Capacity: 350 millilitres", "Dishwasher safe")
    assert [progress.done for progress in heard] == sorted(progress.done for progress in heard)
    assert {progress.total for progress in heard} == {65}
    assert heard[0].message.en == "Listening: 0 of 65 seconds"
    assert any(31 <= progress.done <= 59 for progress in heard)


def test_the_seed_changes_nothing_that_is_certain(listener: WhisperListener) -> None:
    import torch

    torch.manual_seed(3)
    state = torch.get_rng_state()
    assert hear(listener, dictated(NOTE), RunContext(1)) == hear(listener, dictated(NOTE), RunContext(2))
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize(("at", "seconds"), [(2, 6), (30, 6), (100, 65)])
def test_stop_is_heard_at_a_token_and_the_next_hearing_is_whole(
    listener: WhisperListener, at: int, seconds: float
) -> None:
    stop = threading.Event()
    heard: list[Progress] = []

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) == at:
            stop.set()

    with pytest.raises(Cancelled):
        hear(listener, dictated(recording(seconds)), RunContext(1, stop=stop, listen=listen))
    assert len(heard) == at
    assert hear(listener, dictated(NOTE)).text == SAYS


def test_out_of_memory_is_said_so_and_the_next_hearing_is_whole(listener: WhisperListener) -> None:
    whole = hear(listener, dictated(NOTE))
    with out_of_memory_in(listener._model.model.decoder.layers[1]), pytest.raises(OutOfMemory):
        hear(listener, dictated(NOTE))
    assert hear(listener, dictated(NOTE), RunContext(1).frugally()) == whole


class TestLanguage:
    @pytest.fixture
    def hearing(self, tiny_weights: Callable[[str], Path]) -> Callable[[str], WhisperListener]:
        """A listener of its own that is sure of a language from the first mark on."""

        def sure_of(code: str) -> WhisperListener:
            import torch

            listener = SPEC.load(Placement(folder=tiny_weights("whisper")))
            model = listener._model
            with torch.no_grad():
                first = model.model.decoder.embed_positions.weight[0] / 100
                model.proj_out.weight[model.generation_config.lang_to_id[f"<|{code}|>"]] = first
            return listener

        return sure_of

    def test_unsure_it_keeps_to_the_language_of_the_listing(self, listener: WhisperListener) -> None:
        assert hear(listener, dictated(NOTE, "en")).language == "en"
        assert hear(listener, dictated(NOTE, "zh")).language == "zh"

    @pytest.mark.parametrize(("listing", "spoken"), [("en", "zh"), ("zh", "en")])
    def test_sure_of_the_other_it_believes_its_ears(self, hearing, listing: Language, spoken: Language) -> None:
        assert hear(hearing(spoken), dictated(NOTE, listing)).language == spoken

    def test_another_language_is_named(self, hearing) -> None:
        with pytest.raises(GenerationError, match="Japanese") as caught:
            hear(hearing("ja"), dictated(NOTE))
        assert "日语" in caught.value.text("zh")

    def test_a_narration_is_in_the_language_of_its_listing(self, hearing, narration: Narration) -> None:
        made = hear(hearing("ja"), about(narration))
        assert (made.language, made.error_rate) == ("en", 0.0)


def test_chinese_is_asked_for_in_simplified_characters(listener: WhisperListener) -> None:
    prompt = listener._processor.tokenizer.decode(listener._simplified)
    assert "普通话" in prompt
    # What it is shown beforehand is never part of what it heard.
    assert "普通话" not in hear(listener, dictated(NOTE, "zh")).text


def test_where_no_word_is_heard_it_says_so(tiny_weights: Callable[[str], Path]) -> None:
    import torch

    deaf = SPEC.load(Placement(folder=tiny_weights("whisper")))
    with torch.no_grad():
        deaf._model.proj_out.weight.zero_()
        end = deaf._model.generation_config.eos_token_id
        deaf._model.proj_out.weight[end] = deaf._model.model.decoder.embed_positions.weight[3:5].mean(0)
    with pytest.raises(GenerationError, match="No words") as caught:
        hear(deaf, dictated(NOTE))
    assert "麦克风" in caught.value.text("zh")


def test_without_a_recording_it_says_so(listener: WhisperListener) -> None:
    with pytest.raises(GenerationError, match="no recording") as caught:
        hear(listener, dictated(None))
    assert "录音" in caught.value.text("zh")


@pytest.mark.parametrize("seconds", [0.3, 29.99, 30.0, 30.01])
def test_any_length_is_heard(listener: WhisperListener, seconds: float) -> None:
    made = hear(listener, dictated(recording(seconds)))
    assert made.text.startswith(SAYS)
    assert made.segments[-1].end <= seconds


def test_it_hears_in_half_precision(tiny_weights: Callable[[str], Path]) -> None:
    assert hear(SPEC.load(Half(folder=tiny_weights("whisper"))), dictated(NOTE)).text == SAYS


def test_a_job_crosses_processes() -> None:
    job = Job(np.zeros((1, 80, 3000), np.float32), np.ones((1, 3000), np.int32), "en", True, 1)
    assert pickle.loads(pickle.dumps(job)).language == "en"


def test_a_missing_tensor_is_refused(tiny_weights: Callable[[str], Path], tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    folder = tmp_path / "whisper"
    shutil.copytree(tiny_weights("whisper"), folder)
    tensors = load_file(folder / "model.safetensors")
    del tensors["model.decoder.layers.0.fc1.weight"]
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(GeneratorUnavailable):
        SPEC.load(Placement(folder=folder))


def test_it_needs_no_gpu() -> None:
    assert not SPEC.needs_gpu
    assert SPEC.kinds == ("transcript",)
