"""Bark on a tiny checkpoint: real loading, sampling and decoding; what it says is noise."""

import pickle
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable, OutOfMemory
from mmdemo.generators.speech import bark
from mmdemo.generators.speech.bark import SPEC, VOICES, BarkNarrator
from mmdemo.processing.audio.captions import captions_vtt, cue_texts
from mmdemo.processing.audio.narrate import GAP_SECONDS
from mmdemo.processing.audio.wav import read_wav
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Brief, Copy, Language, Narration, Product
from tests.generators.image.conftest import Half, memory

SCRIPTS: dict[Language, str] = {
    "en": "Meet the oak mug. It holds 350 ml & costs just $24.00 — dishwasher-safe! 🎉 It ships in 7-10 days.",
    "zh": "这款橡木杯很便宜，只要¥199.90。容量350ml！7-10天送达🎉。",
}
SAMPLES_PER_FRAME = 320


@pytest.fixture(scope="module")
def narrator(tiny_weights: Callable[[str], Path]) -> BarkNarrator:
    import torch

    torch.set_num_threads(1)
    return SPEC.load(Placement(folder=tiny_weights("bark")))


@pytest.fixture(scope="module", autouse=True)
def brief_speech() -> Iterator[None]:
    """Every passage is expected to last, and lasts, a fraction of a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bark, "CHARACTERS_PER_SECOND", {"en": 1000.0, "zh": 500.0})
        patch.setattr(bark, "MOST_TOKENS", 20)
        yield


def brief(script: str, language: Language = "en") -> Brief:
    copy = Copy("Mug", (), "", "", (), {}, script)
    return Brief("narration", "speech", "narration", Product("Mug", language), "friendly", ("copy",), {"copy": copy})


def say(
    narrator: BarkNarrator, script: str, language: Language = "en", seed: int = 7, take: int = 0, **given: object
) -> Narration:
    return narrator.generate(brief(script, language), RunContext(seed, part="narration", take=take, **given))


@pytest.fixture(scope="module")
def made(narrator: BarkNarrator, brief_speech: None) -> dict[Language, Narration]:
    return {language: say(narrator, script, language) for language, script in SCRIPTS.items()}


@pytest.mark.parametrize("language", ["en", "zh"])
class TestEveryLanguage:
    def test_the_sound_is_as_long_as_it_says(self, made, language: Language) -> None:
        samples, rate = read_wav(made[language].data)
        assert rate == made[language].sample_rate
        assert made[language].duration == pytest.approx(len(samples) / rate)
        assert made[language].true_peak < -1.0

    def test_captions_show_the_script_in_time_order(self, made, language: Language) -> None:
        blanks = re.compile(r"\s")
        assert made[language].script == SCRIPTS[language]
        assert blanks.sub("", "".join(cue_texts(made[language]))) == blanks.sub("", SCRIPTS[language])
        assert len(made[language].sentences) == 3
        words = [word for sentence in made[language].sentences for word in sentence]
        for word, following in pairwise(words):
            assert word.start < word.end <= following.start + 1e-9
        assert words[-1].end <= made[language].duration
        assert captions_vtt(made[language]).startswith("WEBVTT")

    def test_there_is_a_pause_between_sentences(self, made, language: Language) -> None:
        samples, rate = read_wav(made[language].data)
        for sentence, following in pairwise(made[language].sentences):
            pause = samples[round((following[0].start - GAP_SECONDS + 0.01) * rate) : round(following[0].start * rate)]
            assert np.abs(pause[:-100]).max() < 0.001
            assert following[0].start - sentence[-1].end >= GAP_SECONDS - 0.011

    def test_each_language_has_a_voice_of_its_own(self, narrator: BarkNarrator, made, language: Language) -> None:
        assert VOICES[language].startswith(f"{language}_")
        other: Language = "zh" if language == "en" else "en"
        with_other_voice = {**narrator._voices, language: narrator._voices[other]}
        own, narrator._voices = narrator._voices, with_other_voice
        try:
            assert say(narrator, SCRIPTS[language], language).data != made[language].data
        finally:
            narrator._voices = own


def test_the_seed_and_the_take_decide(narrator: BarkNarrator) -> None:
    import torch

    torch.manual_seed(3)
    state = torch.get_rng_state()
    first = say(narrator, "One. Two.")
    assert say(narrator, "One. Two.") == first
    assert torch.equal(torch.get_rng_state(), state)
    assert say(narrator, "One. Two.", seed=8).data != first.data
    assert say(narrator, "One. Two.", take=1).data != first.data


def test_another_narrator_says_the_same(narrator: BarkNarrator, tiny_weights: Callable[[str], Path]) -> None:
    other = SPEC.load(Placement(folder=tiny_weights("bark")))
    assert say(other, "One. Two.") == say(narrator, "One. Two.")


def test_stages_that_are_swapped_in_and_out_say_the_same(
    narrator: BarkNarrator, tiny_weights: Callable[[str], Path]
) -> None:
    swapped = SPEC.load(Placement(folder=tiny_weights("bark"), offload=True))
    assert say(swapped, "One. Two.") == say(narrator, "One. Two.")


def test_progress_runs_forward_over_every_stage(narrator: BarkNarrator) -> None:
    heard: list[Progress] = []
    ctx = RunContext(7, part="narration", listen=heard.append)
    narrator.generate(brief("One. Two."), ctx)
    *speaking, balancing = heard
    assert [progress.done for progress in speaking] == sorted(progress.done for progress in speaking)
    assert len({progress.total for progress in speaking}) == 1
    assert speaking[0].done <= 1 < speaking[-1].done <= speaking[-1].total
    assert speaking[0].message.en == "Speaking: 0 of 2 passages"
    assert balancing.message.en == "Balancing the sound"
    assert ctx.options == {"voice": "en_speaker_6", "passages": "2", "batch": "16"}


@pytest.mark.parametrize("share", [0.02, 0.5, 0.97], ids=["first tokens", "sound tokens", "last stage"])
def test_stop_is_heard_in_every_stage_and_the_next_narration_is_whole(narrator: BarkNarrator, share: float) -> None:
    whole_run: list[Progress] = []
    whole = say(narrator, "One. Two.", listen=whole_run.append)
    at = max(1, round(share * (len(whole_run) - 1)))
    stop = threading.Event()
    heard: list[Progress] = []

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) == at:
            stop.set()

    with pytest.raises(Cancelled):
        say(narrator, "One. Two.", stop=stop, listen=listen)
    assert len(heard) == at
    assert say(narrator, "One. Two.") == whole


def speak(narrator: BarkNarrator, job: bark.Job) -> list[np.ndarray]:
    return narrator._place.run(narrator._speak, job, lambda *_: None, 1.0)


class TestBatches:
    TEXTS = ("A rather long passage to be spoken by the narrator, first of all. ", "Yes.", "A middling passage here.")

    @pytest.fixture
    def job(self, narrator: BarkNarrator, monkeypatch: pytest.MonkeyPatch) -> bark.Job:
        monkeypatch.setattr(bark, "MOST_TOKENS", 100)
        return narrator._job(self.TEXTS, "en", RunContext(5))

    def test_each_passage_of_a_batch_is_as_long_as_the_model_made_it(self, narrator: BarkNarrator, job) -> None:
        import torch

        from mmdemo.generators.tokens import seeded

        sounds = speak(narrator, job)
        assert len({len(sound) for sound in sounds}) == 3
        # The library's own call, told the same seed and lengths, ends each passage at the same sample.
        usual, least = max(job.lengths), min(job.lengths)
        with torch.inference_mode(), seeded(job.seeds[0], "cpu"):
            _, lengths = narrator._model.generate(
                torch.from_numpy(job.ids[[0, 2, 1]]),
                attention_mask=torch.from_numpy(job.mask[[0, 2, 1]]),
                history_prompt=narrator._voices["en"],
                do_sample=True,
                temperature=bark.TEMPERATURE,
                min_eos_p=bark.MIN_EOS_P,
                semantic_max_new_tokens=min(bark.MOST_TOKENS, int(np.ceil(1.6 * usual + 3 * 49.9))),
                semantic_min_new_tokens=max(bark.LEAST_TOKENS, least // 4),
                return_output_lengths=True,
            )
        assert [len(sounds[number]) for number in (0, 2, 1)] == lengths

    def test_what_runs_on_behind_a_short_passage_does_not_touch_it(self, narrator: BarkNarrator, job) -> None:
        import torch

        given: list[torch.Tensor] = []
        fine = narrator._model.fine_acoustics
        generate = fine.generate

        def watched(coarse: torch.Tensor, **settings: object) -> torch.Tensor:
            given.append(coarse)
            return generate(coarse, **settings)

        fine.generate = watched
        try:
            sounds = speak(narrator, job)
        finally:
            del fine.generate
        made = [sounds[number] for number in (0, 2, 1)]
        assert [coarse.shape for coarse in given] == [(1, 2 * len(sound) // SAMPLES_PER_FRAME) for sound in made]

    def test_alone_each_passage_is_seeded_by_itself(self, narrator: BarkNarrator) -> None:
        frugal = RunContext(5).frugally()
        job = narrator._job(self.TEXTS, "en", frugal)
        other = narrator._job((self.TEXTS[0], "No!", "Something else altogether"), "en", frugal)
        assert job.batch == 1
        first, first_of_others = (speak(narrator, each)[0] for each in (job, other))
        assert np.array_equal(first, first_of_others)

    def test_a_job_and_its_sounds_cross_processes(self, narrator: BarkNarrator, job) -> None:
        again = pickle.loads(pickle.dumps(job))
        sounds, twin = (speak(narrator, each) for each in (job, again))
        assert all(np.array_equal(one, two) for one, two in zip(sounds, pickle.loads(pickle.dumps(twin)), strict=True))


def test_a_long_script_loses_no_sentence(narrator: BarkNarrator) -> None:
    script = " ".join(
        f"Sentence number {number} tells of the mug, its glaze, its handle and its base." for number in range(43)
    )
    assert 3000 <= len(script) <= 3300
    made = say(narrator, script)
    assert len(made.sentences) == 43
    assert "".join(cue_texts(made)).replace(" ", "") == script.replace(" ", "")


def test_a_long_sentence_is_spoken_in_passages_with_exact_times(narrator: BarkNarrator) -> None:
    script = (
        "This single sentence is far longer than the model can hold at once, so it is spoken in passages, one after "
        "another, and each of them begins where the one before it ended, with a breath in between."
    )
    ctx = RunContext(7, part="narration")
    made = narrator.generate(brief(script), ctx)
    assert int(ctx.options["passages"]) == 2
    assert len(made.sentences) == 1
    assert " ".join(word.text for word in made.sentences[0]) == script


@pytest.mark.parametrize("script", ["Word " + "…" * 400 + " end.", "x" * 300, "7" * 60, "🎉 Yes 🎉", "A, b, c, d."])
def test_odd_scripts_are_spoken_whole(narrator: BarkNarrator, script: str) -> None:
    made = say(narrator, script)
    assert "".join(cue_texts(made)).replace(" ", "") == script.replace(" ", "")


def test_with_little_memory_one_passage_is_spoken_at_a_time(narrator: BarkNarrator) -> None:
    script = "One and two. Three and four. Five and six. Seven and eight."
    with memory() as together:
        say(narrator, script)
    with memory() as alone:
        narrator.generate(brief(script), RunContext(7, part="narration").frugally())
    assert alone[1] < 0.6 * together[1]
    between = (alone[1] + together[1]) // 2
    with memory(between), pytest.raises(OutOfMemory):
        say(narrator, script)
    with memory(between):
        ctx = RunContext(7, part="narration").frugally()
        made = narrator.generate(brief(script), ctx)
    assert len(made.sentences) == 4
    assert ctx.options["batch"] == "1"


class TestSilence:
    @pytest.fixture
    def mute(self, narrator: BarkNarrator) -> Iterator[Callable[[int], None]]:
        """Makes the next so many passages silent."""
        left = 0

        def silence(times: int) -> None:
            nonlocal left
            left = times

        def hook(module, args, output):
            nonlocal left
            left -= 1
            return output * 0 if left >= 0 else output

        handle = narrator._model.codec_model.decoder.register_forward_hook(hook)
        yield silence
        handle.remove()

    def test_a_silent_passage_is_spoken_again(self, narrator: BarkNarrator, mute) -> None:
        usual = say(narrator, "One. Two.")
        mute(1)
        made = say(narrator, "One. Two.")
        assert len(made.sentences) == 2
        assert made.data != usual.data

    def test_lasting_silence_is_said_so(self, narrator: BarkNarrator, mute) -> None:
        mute(100)
        with pytest.raises(GenerationError, match=r"silent at “One\.”") as caught:
            say(narrator, "One. Two.")
        assert "没有读出" in caught.value.text("zh")


@pytest.mark.parametrize("script", ["", " \n", "🎉🎉", "!!! ... —", "。。。"])
def test_a_script_without_words_asks_for_one(narrator: BarkNarrator, script: str) -> None:
    with pytest.raises(GenerationError, match="write a script"):
        say(narrator, script)


def test_a_brief_without_copy_says_so(narrator: BarkNarrator) -> None:
    bare = Brief("narration", "speech", "narration", Product("Mug", "en"), "friendly")
    with pytest.raises(GenerationError, match="copy first"):
        narrator.generate(bare, RunContext(7))


def test_on_a_gpu_the_codec_keeps_its_precision(tiny_weights: Callable[[str], Path]) -> None:
    import torch

    narrator = SPEC.load(Half(folder=tiny_weights("bark")))
    assert {tensor.dtype for tensor in narrator._model.semantic.parameters()} == {torch.bfloat16}
    assert {tensor.dtype for tensor in narrator._model.codec_model.parameters()} == {torch.float32}
    assert len(say(narrator, "One. Two.").sentences) == 2


class TestDamage:
    @pytest.fixture
    def folder(self, tiny_weights: Callable[[str], Path], tmp_path: Path) -> Path:
        return Path(shutil.copytree(tiny_weights("bark"), tmp_path / "bark"))

    def test_a_missing_tensor_is_refused(self, folder: Path) -> None:
        from safetensors.torch import load_file, save_file

        tensors = load_file(folder / "model.safetensors")
        del tensors["coarse_acoustics.layers.0.attn.att_proj.weight"]
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        with pytest.raises(GeneratorUnavailable):
            SPEC.load(Placement(folder=folder))

    @pytest.mark.parametrize("content", [b"", b"not an array", b"\x93NUMPY\x01\x00"])
    def test_a_damaged_voice_is_refused(self, folder: Path, content: bytes) -> None:
        (folder / "speaker_embeddings/v2/en_speaker_6_coarse_prompt.npy").write_bytes(content)
        with pytest.raises((GeneratorUnavailable, OSError)):
            SPEC.load(Placement(folder=folder))

    def test_a_voice_of_another_shape_is_refused(self, folder: Path) -> None:
        np.save(folder / "speaker_embeddings/v2/zh_speaker_9_fine_prompt.npy", np.zeros(5, np.int64))
        with pytest.raises(GeneratorUnavailable, match="zh_speaker_9"):
            SPEC.load(Placement(folder=folder))

    def test_a_pickled_voice_is_not_opened(self, folder: Path) -> None:
        path = folder / "speaker_embeddings/v2/en_speaker_6_fine_prompt.npy"
        np.save(path, np.array([[print]], object), allow_pickle=True)
        with pytest.raises(GeneratorUnavailable, match="damaged"):
            SPEC.load(Placement(folder=folder))

    def test_a_missing_voice_is_a_missing_file(self, folder: Path) -> None:
        (folder / "speaker_embeddings/v2/en_speaker_6_fine_prompt.npy").unlink()
        with pytest.raises(OSError, match="en_speaker_6"):
            SPEC.load(Placement(folder=folder))


def test_it_wants_a_gpu_and_comes_before_the_others() -> None:
    assert SPEC.needs_gpu
    assert SPEC.rank == 30
    assert set(VOICES) == set(SPEC.languages)
