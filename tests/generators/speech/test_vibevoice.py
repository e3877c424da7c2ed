"""VibeVoice on a tiny checkpoint: real loading, denoising and decoding; what it says is noise."""

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
from mmdemo.generators.speech import bark, pocket_tts, vibevoice
from mmdemo.generators.speech.vibevoice import SPEC, VibeVoiceNarrator, prompt
from mmdemo.intake.voice import read_voice
from mmdemo.processing.audio.batches import Passage
from mmdemo.processing.audio.captions import cue_texts
from mmdemo.processing.audio.wav import quantise, read_wav, wav_bytes
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Brief, Copy, Language, Narration, Product, Recording, Sound
from tests.generators.image.conftest import Half, memory

SCRIPTS: dict[Language, str] = {
    "en": "Meet the oak mug. It holds 350 ml & costs just $24.00 — dishwasher-safe! 🎉 It ships in 7-10 days.",
    "zh": "这款橡木杯很便宜，只要¥199.90。容量350ml！7-10天送达🎉。",
}
THREE = "One and two. Three and four. Five and six."


@pytest.fixture(scope="module")
def narrator(tiny_weights: Callable[[str], Path]) -> VibeVoiceNarrator:
    import torch

    torch.set_num_threads(1)
    return SPEC.load(Placement(folder=tiny_weights("vibevoice")))


@pytest.fixture(scope="module", autouse=True)
def brief_speech() -> Iterator[None]:
    """Every passage is expected to last, and lasts, a second or two, made in two steps a token."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vibevoice, "CHARACTERS_PER_SECOND", {"en": 500.0, "zh": 200.0})
        patch.setattr(vibevoice, "TOKENS_PER_SECOND", 3.0)
        patch.setattr(vibevoice, "DIFFUSION_STEPS", 2)
        yield


def brief(script: str, language: Language = "en", **given: object) -> Brief:
    copy = Copy("Mug", (), "", "", (), {}, script)
    product = Product("Mug", language)
    return Brief("narration", "speech", "narration", product, "friendly", ("copy",), {"copy": copy}, **given)


def say(
    narrator: VibeVoiceNarrator, script: str, language: Language = "en", seed: int = 7, take: int = 0, **given: object
) -> Narration:
    return narrator.generate(brief(script, language), RunContext(seed, part="narration", take=take, **given))


def read_again(narrator: VibeVoiceNarrator, earlier: Narration, takes: tuple[int, ...]) -> Narration:
    wish = brief(earlier.script, takes=takes, earlier=earlier)
    return narrator.generate(wish, RunContext(7, part="narration"))


def recording(seconds: float = 3.0, rate: int = 16_000, pitch: float = 150.0) -> Recording:
    time = np.arange(round(seconds * rate)) / rate
    tone = 0.3 * np.sin(2 * np.pi * pitch * time) * (1 + np.sin(2 * np.pi * 3 * time)) / 2
    return read_voice(wav_bytes(quantise(tone), rate))


@pytest.fixture(scope="module")
def first(narrator: VibeVoiceNarrator, brief_speech: None) -> Narration:
    return say(narrator, THREE)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_language_is_spoken_with_captions_in_time_order(narrator: VibeVoiceNarrator, language: Language) -> None:
    made = say(narrator, SCRIPTS[language], language)
    samples, rate = read_wav(made.data)
    assert made.duration == pytest.approx(len(samples) / rate)
    assert made.true_peak < -1.0
    blanks = re.compile(r"\s")
    assert blanks.sub("", "".join(cue_texts(made))) == blanks.sub("", SCRIPTS[language])
    assert len(made.sentences) == len(made.takes) == 3
    words = [word for sentence in made.sentences for word in sentence]
    for word, following in pairwise(words):
        assert word.start < word.end <= following.start + 1e-9


def test_the_seed_and_the_take_decide(narrator: VibeVoiceNarrator, first: Narration) -> None:
    import torch

    state = torch.get_rng_state()
    assert say(narrator, THREE) == first
    assert torch.equal(torch.get_rng_state(), state)
    assert say(narrator, THREE, seed=8).data != first.data
    assert say(narrator, THREE, take=1).data != first.data


def test_another_narrator_says_the_same(
    narrator: VibeVoiceNarrator, first: Narration, tiny_weights: Callable[[str], Path]
) -> None:
    assert say(SPEC.load(Placement(folder=tiny_weights("vibevoice"))), THREE) == first


class TestBatches:
    TEXTS = ("A rather long passage to be spoken by the narrator, first of all.", "Yes.", "A middling passage here.")

    @pytest.mark.parametrize(("lent", "low", "high"), [(False, -0.5, 1.5), (True, -1.2, -0.2)])
    def test_together_passages_come_as_they_do_alone_but_for_the_noise(
        self, narrator: VibeVoiceNarrator, monkeypatch: pytest.MonkeyPatch, lent: bool, low: float, high: float
    ) -> None:
        import torch

        def equal_noise(*size: int, **_: object) -> torch.Tensor:
            return torch.ones(size) if len(size) == 1 else torch.linspace(low, high, size[-1]).repeat(size[0], 1)

        monkeypatch.setattr(torch, "randn", equal_noise)
        monkeypatch.setattr(torch, "randn_like", torch.zeros_like)
        sample = vibevoice._sample(recording()) if lent else None
        with torch.inference_mode():
            together = narrator._sounds(self.TEXTS, 9, 1, sample, lambda _: None)
            alone = [narrator._sounds([text], 9, 1, sample, lambda _: None)[0] for text in self.TEXTS]
        assert len({len(sound) for sound in alone}) == 3
        for one, other in zip(together, alone, strict=True):
            assert one.shape == other.shape
            assert one == pytest.approx(other, abs=2e-3)

    def test_with_little_memory_one_passage_is_spoken_at_a_time(self, narrator: VibeVoiceNarrator) -> None:
        script = "One and two. Three and four. Five and six. Seven and eight. Nine and ten. Eleven and twelve."
        with memory() as together:
            say(narrator, script)
        ctx = RunContext(7, part="narration").frugally()
        with memory() as alone:
            made = narrator.generate(brief(script), ctx)
        assert alone[1] < 0.7 * together[1]
        assert len(made.sentences) == 6
        assert ctx.options["batch"] == "1"
        with memory((alone[1] + together[1]) // 2), pytest.raises(OutOfMemory):
            say(narrator, script)

    def test_a_job_and_its_sounds_cross_processes(self, narrator: VibeVoiceNarrator) -> None:
        passages = [Passage(text, number, 0, f"passage {number}") for number, text in enumerate(self.TEXTS)]
        job = narrator._job(passages, "en", recording(), RunContext(5))
        again = pickle.loads(pickle.dumps(job))
        sounds, twin = (narrator._place.run(narrator._speak, each, lambda *_: None, 1.0) for each in (job, again))
        assert all(np.array_equal(one, two) for one, two in zip(sounds, pickle.loads(pickle.dumps(twin)), strict=True))


class TestVoice:
    def asked(self, narrator: VibeVoiceNarrator, monkeypatch: pytest.MonkeyPatch, wish: Brief) -> list[tuple]:
        """Texts and sample of each call of the model."""
        calls: list[tuple] = []
        real = narrator._sounds

        def watched(texts, usual, seed, sample, heard):
            calls.append((tuple(texts), sample))
            return real(texts, usual, seed, sample, heard)

        monkeypatch.setattr(narrator, "_sounds", watched)
        narrator.generate(wish, RunContext(7, part="narration"))
        return calls

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_without_a_recording_one_voice_is_found_for_all(
        self, narrator: VibeVoiceNarrator, monkeypatch: pytest.MonkeyPatch, language: Language
    ) -> None:
        casting, *spoken = self.asked(narrator, monkeypatch, brief(SCRIPTS[language], language))
        assert casting == ((vibevoice.CASTING[language],), None)
        assert spoken
        assert all(sample is not None and np.array_equal(sample, spoken[0][1]) for _, sample in spoken)

    def test_a_recording_lends_its_voice(self, narrator: VibeVoiceNarrator, monkeypatch: pytest.MonkeyPatch) -> None:
        lent = recording(40)
        calls = self.asked(narrator, monkeypatch, brief(THREE, sample=lent))
        assert len(calls) == 1
        assert len(calls[0][1]) == vibevoice.SAMPLE_SECONDS * vibevoice.SAMPLE_RATE

    def test_another_recording_sounds_otherwise(self, narrator: VibeVoiceNarrator, first: Narration) -> None:
        ctx = RunContext(7, part="narration")
        low, high = (
            narrator.generate(brief(THREE, sample=recording(pitch=pitch)), ctx).data for pitch in (120.0, 240.0)
        )
        assert len({low, high, first.data}) == 3
        assert ctx.options["voice"] == "sample"

    def test_a_chosen_name_of_another_narrator_changes_nothing(
        self, narrator: VibeVoiceNarrator, first: Narration
    ) -> None:
        wish = brief(THREE, sound=Sound(voice="flite/rms"))
        assert narrator.generate(wish, RunContext(7, part="narration")) == first


class TestTakes:
    def test_all_others_are_kept(self, narrator: VibeVoiceNarrator, first: Narration) -> None:
        made = read_again(narrator, first, (0, 1, 0))
        assert (made.takes[0], made.takes[2]) == (first.takes[0], first.takes[2])
        assert made.takes[1].number == 1
        assert made.takes[1].pcm != first.takes[1].pcm

    def test_what_else_is_spoken_changes_nothing(self, narrator: VibeVoiceNarrator, first: Narration) -> None:
        alone = read_again(narrator, first, (0, 1, 0)).takes[1]
        with_another = read_again(narrator, first, (3, 1, 0)).takes[1]
        whole = narrator.generate(brief(THREE, takes=(0, 1, 0)), RunContext(7, part="narration")).takes[1]
        assert alone == with_another == whole

    def test_where_all_are_kept_nothing_is_spoken(self, narrator: VibeVoiceNarrator, first: Narration) -> None:
        heard: list[Progress] = []
        wish = brief(THREE, takes=(0, 0, 0), earlier=first)
        made = narrator.generate(wish, RunContext(7, part="narration", listen=heard.append))
        assert made == first
        assert len(heard) == 1

    def test_a_spoken_notice_is_a_sentence_like_any_other(self, narrator: VibeVoiceNarrator) -> None:
        wish = brief("One. Two.", sound=Sound(notice="spoken"))
        made = narrator.generate(wish, RunContext(7, part="narration"))
        assert made.notice == "spoken"
        assert len(made.takes) == len(made.sentences) == 3


def test_progress_runs_forward_over_every_token(narrator: VibeVoiceNarrator) -> None:
    heard: list[Progress] = []
    say(narrator, "One. Two.", listen=heard.append)
    *speaking, balancing = heard
    assert [progress.done for progress in speaking] == sorted(progress.done for progress in speaking)
    assert len({progress.total for progress in speaking}) == 1
    assert speaking[0].done <= 1 < speaking[-1].done <= speaking[-1].total
    assert speaking[0].message.en == "Finding a voice"
    assert speaking[-1].message.en == "Speaking: 0 of 2 passages"
    assert balancing.message.en == "Balancing the sound"


@pytest.mark.parametrize("share", [0.02, 0.7], ids=["the voice", "a passage"])
def test_stop_is_heard_at_the_next_token_and_the_next_narration_is_whole(
    narrator: VibeVoiceNarrator, first: Narration, share: float
) -> None:
    whole_run: list[Progress] = []
    say(narrator, THREE, listen=whole_run.append)
    at = max(1, round(share * (len(whole_run) - 1)))
    stop = threading.Event()
    heard: list[Progress] = []

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) == at:
            stop.set()

    with pytest.raises(Cancelled):
        say(narrator, THREE, stop=stop, listen=listen)
    assert len(heard) == at
    assert say(narrator, THREE) == first


def test_a_long_script_loses_no_sentence(narrator: VibeVoiceNarrator) -> None:
    script = " ".join(
        f"Sentence number {number} tells of the mug, its glaze, its handle and its base." for number in range(43)
    )
    assert 3000 <= len(script) <= 3300
    made = say(narrator, script)
    assert len(made.sentences) == len(made.takes) == 43
    assert "".join(cue_texts(made)).replace(" ", "") == script.replace(" ", "")


@pytest.mark.parametrize("script", ["Word " + "…" * 400 + " end.", "x" * 900, "🎉 Yes 🎉", "“Why?”"])
def test_odd_scripts_are_spoken_whole(narrator: VibeVoiceNarrator, script: str) -> None:
    made = say(narrator, script)
    assert "".join(cue_texts(made)).replace(" ", "") == script.replace(" ", "")


@pytest.mark.parametrize("script", ["", " \n", "🎉🎉", "。。。"])
def test_a_script_without_words_asks_for_one(narrator: VibeVoiceNarrator, script: str) -> None:
    with pytest.raises(GenerationError, match="write a script"):
        say(narrator, script)


class TestSilence:
    @pytest.fixture
    def mute(self, narrator: VibeVoiceNarrator, monkeypatch: pytest.MonkeyPatch) -> Callable[[set[int]], None]:
        """Makes some of the next calls of the model silent, by their number."""
        silent: set[int] = set()
        calls, real = 0, narrator._model.generate

        def generate(*args, **given):
            nonlocal calls
            calls += 1
            made = real(*args, **given)
            return [None] * len(made) if calls in silent else made

        monkeypatch.setattr(narrator._model, "generate", generate)
        return silent.update

    @pytest.mark.parametrize("call", [1, 2], ids=["the voice", "the passages"])
    def test_what_stays_silent_is_tried_again(
        self, narrator: VibeVoiceNarrator, first: Narration, mute, call: int
    ) -> None:
        mute({call})
        made = say(narrator, THREE)
        assert len(made.sentences) == 3
        assert made.data != first.data

    def test_lasting_silence_is_said_so(self, narrator: VibeVoiceNarrator, mute) -> None:
        mute(set(range(100)))
        with pytest.raises(GenerationError, match=r"silent at “One and two\.”"):
            say(narrator, THREE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It’s “oak”; really…", "It's oak, really."),
        ("容量350毫升，把手、杯底：都是橡木！", "容量350毫升, 把手, 杯底, 都是橡木."),
        ("好用吗？《好用》。", "好用吗? 好用."),
    ],
)
def test_a_passage_has_only_the_punctuation_that_the_model_bears(text: str, wanted: str) -> None:
    assert prompt(text) == wanted


def test_in_half_precision_it_speaks(tiny_weights: Callable[[str], Path]) -> None:
    import torch

    narrator = SPEC.load(Half(folder=tiny_weights("vibevoice")))
    assert {tensor.dtype for tensor in narrator._model.parameters()} == {torch.bfloat16}
    made = narrator.generate(brief("One. Two.", sample=recording()), RunContext(7, part="narration"))
    assert len(made.sentences) == 2


class TestDamage:
    @pytest.fixture
    def folder(self, tiny_weights: Callable[[str], Path], tmp_path: Path) -> Path:
        return Path(shutil.copytree(tiny_weights("vibevoice"), tmp_path / "vibevoice"))

    def test_a_missing_tensor_is_refused(self, folder: Path) -> None:
        from safetensors.torch import load_file, save_file

        tensors = load_file(folder / "model.safetensors")
        del tensors["model.diffusion_head.cond_proj.weight"]
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        with pytest.raises(GeneratorUnavailable):
            SPEC.load(Placement(folder=folder))

    @pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
    def test_a_missing_file_is_refused(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        with pytest.raises((GeneratorUnavailable, OSError)):
            SPEC.load(Placement(folder=folder))


def test_it_wants_a_gpu_and_stands_behind_the_other_models() -> None:
    assert SPEC.needs_gpu
    assert SPEC.clones
    assert SPEC.rank < pocket_tts.SPEC.rank < bark.SPEC.rank
    assert SPEC.weights is not None
    assert SPEC.weights.commercial
