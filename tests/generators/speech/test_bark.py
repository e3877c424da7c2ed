"""Bark on a tiny checkpoint: real loading, sampling and decoding; what it says is noise."""

import pickle
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable, OutOfMemory
from mmdemo.generators.speech import bark
from mmdemo.generators.speech.bark import SPEC, BarkNarrator
from mmdemo.processing.audio.batches import Passage
from mmdemo.processing.audio.captions import captions_vtt, cue_texts
from mmdemo.processing.audio.script import read_script
from mmdemo.processing.audio.wav import read_wav
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Brief, Copy, Language, Narration, Product, Sound
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


def brief(script: str, language: Language = "en", **given: object) -> Brief:
    copy = Copy("Mug", (), "", "", (), {}, script)
    product = Product("Mug", language)
    return Brief("narration", "speech", "narration", product, "friendly", ("copy",), {"copy": copy}, **given)


def say(
    narrator: BarkNarrator, script: str, language: Language = "en", seed: int = 7, take: int = 0, **given: object
) -> Narration:
    return narrator.generate(brief(script, language), RunContext(seed, part="narration", take=take, **given))


def read_again(narrator: BarkNarrator, earlier: Narration, takes: tuple[int, ...], seed: int = 7) -> Narration:
    """The narration with the sentences of another take spoken anew."""
    wish = brief(earlier.script, takes=takes, earlier=earlier)
    return narrator.generate(wish, RunContext(seed, part="narration"))


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
        manners = read_script(brief(SCRIPTS[language], language)).manners
        for (sentence, following), manner in zip(pairwise(made[language].sentences), manners, strict=False):
            start = following[0].start
            pause = samples[round((start - manner.pause + 0.01) * rate) : round(start * rate)]
            assert np.abs(pause[:-100]).max() < 0.001
            assert start - sentence[-1].end >= manner.pause - 0.011

    def test_each_sentence_is_kept_as_a_take(self, made, language: Language) -> None:
        takes = made[language].takes
        assert [take.number for take in takes] == [0, 0, 0]
        assert all(take.pcm and take.anchors for take in takes)


class TestVoices:
    def test_there_are_ten_a_language_the_best_first(self) -> None:
        ids = [speaker.id for speaker in SPEC.speakers]
        assert len(ids) == len(set(ids)) == 20
        for language, best in (("en", "en_speaker_6"), ("zh", "zh_speaker_9")):
            of_one = [speaker for speaker in SPEC.speakers if speaker.language == language]
            assert len(of_one) == 10
            assert of_one[0].id == best
            assert all(speaker.id.startswith(f"{language}_") for speaker in of_one)
            assert all(speaker.label.en and speaker.label.zh for speaker in of_one)
        assert SPEC.weights is not None
        assert {f"speaker_embeddings/v2/{id}_*.npy" for id in ids} <= set(SPEC.weights.files)

    def test_the_one_that_was_chosen_speaks(self, narrator: BarkNarrator) -> None:
        usual = say(narrator, "One. Two.")
        for wish, voice in (("bark/en_speaker_2", "en_speaker_2"), ("en_speaker_3", "en_speaker_3")):
            ctx = RunContext(7, part="narration")
            made = narrator.generate(brief("One. Two.", sound=Sound(voice=wish)), ctx)
            assert made.data != usual.data
            assert ctx.options["voice"] == voice

    @pytest.mark.parametrize("wish", ["auto", "flite/rms", "bark/zh_speaker_3", "bark/../../../etc/passwd", "bark/"])
    def test_any_other_name_stands_for_the_best(self, narrator: BarkNarrator, wish: str) -> None:
        made = narrator.generate(brief("One. Two.", sound=Sound(voice=wish)), RunContext(7, part="narration"))
        assert made == say(narrator, "One. Two.")


THREE = "One and two. Three and four. Five and six."


@pytest.fixture(scope="module")
def first(narrator: BarkNarrator, brief_speech: None) -> Narration:
    return say(narrator, THREE)


class TestTakes:
    """Sentences that are asked for again, one by one."""

    def test_all_others_are_kept(self, narrator: BarkNarrator, first: Narration) -> None:
        made = read_again(narrator, first, (0, 1, 0))
        assert (made.takes[0], made.takes[2]) == (first.takes[0], first.takes[2])
        assert made.takes[1].number == 1
        assert made.takes[1].pcm != first.takes[1].pcm
        assert made.data != first.data

    def test_each_take_is_another(self, narrator: BarkNarrator, first: Narration) -> None:
        second, third = (read_again(narrator, first, (0, take, 0)).takes[1] for take in (1, 2))
        assert second.pcm != third.pcm
        assert read_again(narrator, first, (0, 1, 0)).takes[1] == second

    def test_what_else_is_spoken_changes_nothing(self, narrator: BarkNarrator, first: Narration) -> None:
        alone = read_again(narrator, first, (0, 1, 0)).takes[1]
        with_another = read_again(narrator, first, (3, 1, 0)).takes[1]
        whole = narrator.generate(brief(THREE, takes=(0, 1, 0)), RunContext(7, part="narration")).takes[1]
        assert alone == with_another == whole

    def test_where_all_are_kept_nothing_is_spoken(self, narrator: BarkNarrator, first: Narration) -> None:
        heard: list[Progress] = []
        ctx = RunContext(7, part="narration", listen=heard.append)
        made = narrator.generate(brief(THREE, takes=(0, 0, 0), earlier=first), ctx)
        assert made == first
        assert [progress.message.en for progress in heard] == ["Balancing the sound"]

    def test_progress_counts_what_is_spoken(self, narrator: BarkNarrator, first: Narration) -> None:
        heard: list[Progress] = []
        ctx = RunContext(7, part="narration", listen=heard.append)
        narrator.generate(brief(THREE, takes=(1, 0, 1), earlier=first), ctx)
        assert heard[0].message.en == "Speaking: 0 of 2 passages"


def test_a_spoken_notice_is_a_sentence_like_any_other(narrator: BarkNarrator) -> None:
    wish = brief("One. Two.", sound=Sound(notice="spoken"))
    made = narrator.generate(wish, RunContext(7, part="narration"))
    assert made.notice == "spoken"
    assert len(made.takes) == len(made.sentences) == 3
    again = replace(wish, takes=(0, 0, 1), earlier=made)
    assert narrator.generate(again, RunContext(7, part="narration")).takes[:2] == made.takes[:2]


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
    assert ctx.options == {"voice": "en_speaker_6", "batch": "16"}


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
        return self.job_of(narrator, self.TEXTS, RunContext(5))

    def job_of(self, narrator: BarkNarrator, texts: tuple[str, ...], ctx: RunContext) -> bark.Job:
        passages = [Passage(text, number, 0, f"passage {number}") for number, text in enumerate(texts)]
        return narrator._job(passages, "en", narrator._voice("en_speaker_6"), ctx)

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
                history_prompt={part: torch.from_numpy(codes) for part, codes in job.voice.items()},
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
        job = self.job_of(narrator, self.TEXTS, frugal)
        other = self.job_of(narrator, (self.TEXTS[0], "No!", "Something else altogether"), frugal)
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
    heard: list[Progress] = []
    made = narrator.generate(brief(script), RunContext(7, part="narration", listen=heard.append))
    assert heard[0].message.en == "Speaking: 0 of 2 passages"
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

    def speak(self, folder: Path, language: Language = "en", voice: str = "auto") -> Narration:
        """A voice is read when it is first used, so the narrator itself loads."""
        narrator = SPEC.load(Placement(folder=folder))
        wish = brief("One. Two.", language, sound=Sound(voice=voice))
        return narrator.generate(wish, RunContext(7, part="narration"))

    def part(self, folder: Path, name: str) -> Path:
        return folder / "speaker_embeddings" / "v2" / f"{name}_prompt.npy"

    @pytest.mark.parametrize("content", [b"", b"not an array", b"\x93NUMPY\x01\x00"])
    def test_a_damaged_voice_is_refused_and_any_other_speaks(self, folder: Path, content: bytes) -> None:
        self.part(folder, "en_speaker_6_coarse").write_bytes(content)
        with pytest.raises(GeneratorUnavailable, match="en_speaker_6 of Bark is damaged") as caught:
            self.speak(folder)
        assert "models pull suno/bark" in caught.value.text("zh")
        assert self.speak(folder, voice="bark/en_speaker_1").sentences
        assert self.speak(folder, "zh").sentences

    @pytest.mark.parametrize(
        ("part", "codes"),
        [
            ("semantic", np.zeros((2, 9), np.int64)),
            ("semantic", np.array([], np.int64)),
            ("semantic", np.array([9_999, 10_000])),
            ("coarse", np.zeros((3, 9), np.int64)),
            ("coarse", np.full((2, 9), -1)),
            ("fine", np.zeros(5, np.int64)),
            ("fine", np.full((8, 9), 1024)),
            ("fine", np.zeros((8, 9))),
        ],
    )
    def test_a_voice_that_the_model_cannot_read_is_refused(self, folder: Path, part: str, codes: np.ndarray) -> None:
        np.save(self.part(folder, f"zh_speaker_9_{part}"), codes)
        with pytest.raises(GeneratorUnavailable, match="zh_speaker_9"):
            self.speak(folder, "zh")

    def test_a_pickled_voice_is_not_opened(self, folder: Path) -> None:
        np.save(self.part(folder, "en_speaker_6_fine"), np.array([[print]], object), allow_pickle=True)
        with pytest.raises(GeneratorUnavailable, match="damaged"):
            self.speak(folder)

    def test_a_missing_voice_says_how_to_get_it(self, folder: Path) -> None:
        self.part(folder, "en_speaker_6_fine").unlink()
        with pytest.raises(GeneratorUnavailable, match="en_speaker_6 of Bark is not on this machine") as caught:
            self.speak(folder)
        assert "尚未下载" in caught.value.text("zh")


def test_it_wants_a_gpu_and_comes_before_the_others() -> None:
    assert SPEC.needs_gpu
    assert SPEC.rank == 30
    assert {speaker.language for speaker in SPEC.speakers} == set(SPEC.languages)
