"""Pocket TTS on a tiny checkpoint laid out as the published one: real loading, sampling, decoding; it speaks noise."""

import pickle
import shutil
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable
from mmdemo.generators.speech import bark, flite
from mmdemo.generators.speech.pocket_tts import SPEC, PocketNarrator, most_frames, prompt
from mmdemo.processing.audio.captions import cue_texts
from mmdemo.processing.audio.wav import read_wav
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Brief, Copy, Narration, Product, Sound
from tests.generators.image.conftest import Half

HOME = Path("languages/english")
SCRIPT = "Meet the oak mug. It holds 350 ml & costs just $24.00 — dishwasher-safe! 🎉 It ships in 7-10 days."
LATENTS = [-4.1598, 2.1044, -2.4456, 5.533]
SAMPLES = [0.0363, -0.1542, -0.5399, -0.1544, -0.013, -0.2168]
THREE = "One and two. Three and four. Five and six."


@pytest.fixture(scope="module")
def narrator(tiny_weights: Callable[[str], Path]) -> PocketNarrator:
    import torch

    torch.set_num_threads(1)
    return SPEC.load(Placement(folder=tiny_weights("pocket-tts")))


def brief(script: str, **given: object) -> Brief:
    copy = Copy("Mug", (), "", "", (), {}, script)
    product = Product("Mug", "en")
    return Brief("narration", "speech", "narration", product, "friendly", ("copy",), {"copy": copy}, **given)


def say(narrator: PocketNarrator, script: str, seed: int = 7, take: int = 0, **given: object) -> Narration:
    return narrator.generate(brief(script), RunContext(seed, part="narration", take=take, **given))


def read_again(narrator: PocketNarrator, earlier: Narration, takes: tuple[int, ...]) -> Narration:
    wish = brief(earlier.script, takes=takes, earlier=earlier)
    return narrator.generate(wish, RunContext(7, part="narration"))


@pytest.fixture(scope="module")
def first(narrator: PocketNarrator) -> Narration:
    return say(narrator, THREE)


def test_it_speaks_as_kyutais_own_program_does(narrator: PocketNarrator) -> None:
    """The numbers were made by the package pocket-tts 4.0.1 from the same weights, without noise, in 24 frames."""
    import torch

    model, (text,) = narrator._model, [prompt("meet the mug")]
    ids = torch.tensor([[*narrator._tokenizer.encode(text).ids, model.config.audio_bos_token_id]])
    cache = narrator._cache(config=model.config)
    for layer, parts in enumerate(narrator._voice("mary")):
        cache.update(*map(torch.from_numpy, parts), layer)
    with torch.inference_mode():
        (latents,) = model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            past_key_values=cache,
            frames_after_eos=torch.tensor([1]),
            max_new_tokens=24,
            do_sample=False,
            eos_threshold=1e9,
        )
        sound = narrator._codec.decode(latents[None]).audio_values.flatten()
    assert latents[-1, :4].tolist() == pytest.approx(LATENTS, abs=1e-3)
    assert sound[1000::9000].tolist() == pytest.approx(SAMPLES, abs=1e-3)


class TestNarration:
    def test_the_sound_is_as_long_as_it_says(self, first: Narration) -> None:
        samples, rate = read_wav(first.data)
        assert rate == first.sample_rate
        assert first.duration == pytest.approx(len(samples) / rate)
        assert first.true_peak < -1.0

    def test_captions_show_the_script_in_time_order(self, narrator: PocketNarrator) -> None:
        made = say(narrator, SCRIPT)
        assert "".join(cue_texts(made)).replace(" ", "") == SCRIPT.replace(" ", "")
        assert len(made.sentences) == 3
        words = [word for sentence in made.sentences for word in sentence]
        for word, following in pairwise(words):
            assert word.start < word.end <= following.start + 1e-9

    def test_the_seed_and_the_take_decide(self, narrator: PocketNarrator, first: Narration) -> None:
        import torch

        state = torch.get_rng_state()
        assert say(narrator, THREE) == first
        assert torch.equal(torch.get_rng_state(), state)
        assert say(narrator, THREE, seed=8).data != first.data
        assert say(narrator, THREE, take=1).data != first.data

    def test_another_narrator_says_the_same(
        self, narrator: PocketNarrator, first: Narration, tiny_weights: Callable[[str], Path]
    ) -> None:
        assert say(SPEC.load(Placement(folder=tiny_weights("pocket-tts"))), THREE) == first

    def test_a_long_script_loses_no_sentence(self, narrator: PocketNarrator, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("mmdemo.generators.speech.pocket_tts.EOS_THRESHOLD", -100.0)  # six frames a passage
        script = " ".join(
            f"Sentence number {number} tells of the mug, its glaze, its handle and its base." for number in range(43)
        )
        assert 3000 <= len(script) <= 3300
        made = say(narrator, script)
        assert len(made.sentences) == len(made.takes) == 43
        assert "".join(cue_texts(made)).replace(" ", "") == script.replace(" ", "")

    def test_a_long_sentence_is_spoken_in_passages(self, narrator: PocketNarrator) -> None:
        script = (
            "This single sentence is far longer than the model can hold at once, so it is spoken in passages, one "
            "after another, and each of them begins where the one before it ended, with a breath in between."
        )
        heard: list[Progress] = []
        made = narrator.generate(brief(script), RunContext(7, part="narration", listen=heard.append))
        assert heard[0].message.en == "Speaking: 0 of 2 passages"
        assert [word.text for word in made.sentences[0]] == script.split()

    @pytest.mark.parametrize("script", ["Word " + "…" * 400 + " end.", "x" * 300, "🎉 Yes 🎉", "A, b, c, d.", "“Why?”"])
    def test_odd_scripts_are_spoken_whole(self, narrator: PocketNarrator, script: str) -> None:
        made = say(narrator, script)
        assert "".join(cue_texts(made)).replace(" ", "") == script.replace(" ", "")

    @pytest.mark.parametrize("script", ["", " \n", "🎉🎉", "!!! ... —"])
    def test_a_script_without_words_asks_for_one(self, narrator: PocketNarrator, script: str) -> None:
        with pytest.raises(GenerationError, match="write a script"):
            say(narrator, script)

    def test_a_brief_without_copy_says_so(self, narrator: PocketNarrator) -> None:
        bare = Brief("narration", "speech", "narration", Product("Mug", "en"), "friendly")
        with pytest.raises(GenerationError, match="copy first"):
            narrator.generate(bare, RunContext(7))


class TestVoices:
    def test_the_one_that_was_chosen_speaks(self, narrator: PocketNarrator, first: Narration) -> None:
        ctx = RunContext(7, part="narration")
        assert narrator.generate(brief(THREE, sound=Sound(voice="pocket-tts/javert")), ctx).data != first.data
        assert ctx.options["voice"] == "javert"

    @pytest.mark.parametrize("wish", ["auto", "bark/en_speaker_6", "pocket-tts/../../model", "cosette"])
    def test_any_other_name_stands_for_the_best(self, narrator: PocketNarrator, first: Narration, wish: str) -> None:
        made = narrator.generate(brief(THREE, sound=Sound(voice=wish)), RunContext(7, part="narration"))
        assert made == first

    def test_each_is_fetched_and_none_whose_terms_forbid_a_shop(self) -> None:
        ids = {speaker.id for speaker in SPEC.speakers}
        assert SPEC.weights is not None
        assert {f"{HOME}/embeddings/{id}.safetensors" for id in ids} <= set(SPEC.weights.files)
        assert not ids & {"cosette", "jean"}
        assert all(speaker.label.en and speaker.label.zh for speaker in SPEC.speakers)


class TestTakes:
    def test_all_others_are_kept(self, narrator: PocketNarrator, first: Narration) -> None:
        made = read_again(narrator, first, (0, 1, 0))
        assert (made.takes[0], made.takes[2]) == (first.takes[0], first.takes[2])
        assert made.takes[1].number == 1
        assert made.takes[1].pcm != first.takes[1].pcm

    def test_what_else_is_spoken_changes_nothing(self, narrator: PocketNarrator, first: Narration) -> None:
        """Not even for first takes: the whole script made anew has the takes that were kept."""
        again = read_again(narrator, first, (3, 1, 0))
        whole = narrator.generate(brief(THREE, takes=(3, 1, 0)), RunContext(7, part="narration"))
        assert whole == again
        assert whole.takes[2] == first.takes[2]

    def test_where_all_are_kept_nothing_is_spoken(self, narrator: PocketNarrator, first: Narration) -> None:
        heard: list[Progress] = []
        wish = brief(THREE, takes=(0, 0, 0), earlier=first)
        made = narrator.generate(wish, RunContext(7, part="narration", listen=heard.append))
        assert made == first
        assert len(heard) == 1

    def test_a_spoken_notice_is_a_sentence_like_any_other(self, narrator: PocketNarrator) -> None:
        wish = brief("One. Two.", sound=Sound(notice="spoken"))
        made = narrator.generate(wish, RunContext(7, part="narration"))
        assert made.notice == "spoken"
        assert len(made.takes) == len(made.sentences) == 3


def test_progress_runs_forward_frame_by_frame(narrator: PocketNarrator) -> None:
    heard: list[Progress] = []
    say(narrator, "One. Two.", listen=heard.append)
    *speaking, balancing = heard
    assert [progress.done for progress in speaking] == sorted(progress.done for progress in speaking)
    assert len({progress.total for progress in speaking}) == 1
    assert speaking[0].done == 0 < speaking[-1].done <= speaking[-1].total
    assert speaking[0].message.en == "Speaking: 0 of 2 passages"
    assert balancing.message.en == "Balancing the sound"


@pytest.mark.parametrize("at", [1, 2, 9])
def test_stop_is_heard_at_the_next_frame_and_the_next_narration_is_whole(
    narrator: PocketNarrator, first: Narration, at: int
) -> None:
    stop = threading.Event()
    heard: list[Progress] = []

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) == at:
            stop.set()

    with pytest.raises(Cancelled):
        say(narrator, THREE, stop=stop, listen=listen)
    assert len(heard) == at
    assert not narrator._model.eos_head._forward_pre_hooks
    assert say(narrator, THREE) == first


def test_stop_is_heard_while_the_sound_is_made_of_what_was_spoken(
    narrator: PocketNarrator, first: Narration, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    decode = narrator._codec.decode

    def decoded(latents):
        stop.set()
        decode(latents)
        pytest.fail("the codec went on to its end")

    monkeypatch.setattr(narrator._codec, "decode", decoded)
    with pytest.raises(Cancelled):
        say(narrator, THREE, stop=stop)
    monkeypatch.undo()
    assert not any(module._forward_pre_hooks for module in narrator._codec.modules())
    assert say(narrator, THREE) == first


def test_a_job_and_its_sounds_cross_processes(narrator: PocketNarrator) -> None:
    from mmdemo.processing.audio.batches import Passage

    job = narrator._job([Passage("One.", 0, 0, "passage 0")], narrator._voice("mary"), RunContext(5))
    again = pickle.loads(pickle.dumps(job))
    sounds, twin = (narrator._place.run(narrator._speak, each, lambda *_: None, 1.0) for each in (job, again))
    assert np.array_equal(sounds[0], pickle.loads(pickle.dumps(twin))[0])


class TestSilence:
    @pytest.fixture
    def mute(self, narrator: PocketNarrator, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
        """Makes the next so many passages silent."""
        left, decode = 0, narrator._codec.decode

        def silence(times: int) -> None:
            nonlocal left
            left = times

        def decoded(latents):
            nonlocal left
            left -= 1
            made = decode(latents)
            if left >= 0:
                made.audio_values.zero_()
            return made

        monkeypatch.setattr(narrator._codec, "decode", decoded)
        return silence

    def test_a_silent_passage_is_spoken_again(self, narrator: PocketNarrator, first: Narration, mute) -> None:
        mute(1)
        made = say(narrator, THREE)
        assert made.takes[0].pcm != first.takes[0].pcm
        assert made.takes[1:] == first.takes[1:]

    def test_lasting_silence_is_said_so(self, narrator: PocketNarrator, mute) -> None:
        mute(100)
        with pytest.raises(GenerationError, match=r"silent at “One and two\.”"):
            say(narrator, THREE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("it’s  oak", "It's oak."),
        ("One, two,", "One, two."),
        ("Why?", "Why?"),
        ("She said “Why?”", "She said “Why?”"),
        ("Wait —", "Wait."),
        ("10 cm…", "10 cm…"),
    ],
)
def test_a_passage_is_written_as_the_model_wants_it(text: str, wanted: str) -> None:
    assert prompt(text) == wanted


def test_speech_has_an_end(narrator: PocketNarrator, monkeypatch: pytest.MonkeyPatch) -> None:
    assert most_frames(50) == 234
    monkeypatch.setattr("mmdemo.generators.speech.pocket_tts.EOS_THRESHOLD", 1e9)
    monkeypatch.setattr("mmdemo.generators.speech.pocket_tts.SPARE_SECONDS", -1)
    assert say(narrator, "Yes, it is.").duration < 3 + 1


def test_on_a_gpu_the_codec_keeps_its_precision(tiny_weights: Callable[[str], Path]) -> None:
    import torch

    narrator = SPEC.load(Half(folder=tiny_weights("pocket-tts")))
    assert narrator._model.model.norm.weight.dtype == torch.bfloat16
    assert {tensor.dtype for tensor in narrator._codec.parameters()} == {torch.float32}
    assert len(say(narrator, "One. Two.").sentences) == 2


class TestDamage:
    @pytest.fixture
    def folder(self, tiny_weights: Callable[[str], Path], tmp_path: Path) -> Path:
        return Path(shutil.copytree(tiny_weights("pocket-tts"), tmp_path / "pocket"))

    @pytest.mark.parametrize(
        "name",
        [
            "flow_lm.transformer.layers.1.self_attn.in_proj.weight",
            "flow_lm.conditioner.embed.weight",
            "flow_lm.bos_before_voice",
            "mimi.decoder.model.11.conv.weight",
            "mimi.upsample.convtr.convtr.weight",
        ],
    )
    def test_a_missing_tensor_is_refused(self, folder: Path, name: str) -> None:
        tensors = load_file(folder / HOME / "model.safetensors")
        del tensors[name]
        save_file(tensors, folder / HOME / "model.safetensors")
        with pytest.raises(GeneratorUnavailable):
            SPEC.load(Placement(folder=folder))

    def test_a_tensor_of_another_shape_is_refused(self, folder: Path) -> None:
        tensors = load_file(folder / HOME / "model.safetensors")
        tensors["flow_lm.out_eos.weight"] = np.zeros((1, 65), np.float32)
        save_file(tensors, folder / HOME / "model.safetensors")
        with pytest.raises(GeneratorUnavailable, match="another shape"):
            SPEC.load(Placement(folder=folder))

    def test_a_damaged_tokenizer_is_refused(self, folder: Path) -> None:
        (folder / HOME / "tokenizer.json").write_bytes(b"{}")
        with pytest.raises(GeneratorUnavailable, match=r"tokenizer\.json of Pocket TTS is damaged"):
            SPEC.load(Placement(folder=folder))

    def test_a_half_fetched_file_is_refused(self, folder: Path) -> None:
        path = folder / HOME / "model.safetensors"
        path.write_bytes(path.read_bytes()[:-1000])
        with pytest.raises(GeneratorUnavailable, match="half fetched"):
            SPEC.load(Placement(folder=folder))

    @pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
    def test_a_missing_file_is_no_crash(self, folder: Path, name: str) -> None:
        (folder / HOME / name).unlink()
        with pytest.raises(FileNotFoundError, match=name):
            SPEC.load(Placement(folder=folder))

    def test_a_missing_voice_says_how_to_get_it_and_any_other_speaks(self, folder: Path) -> None:
        (folder / HOME / "embeddings" / "mary.safetensors").unlink()
        narrator = SPEC.load(Placement(folder=folder))
        with pytest.raises(GeneratorUnavailable, match="mary of Pocket TTS is not on this machine") as caught:
            say(narrator, "One.")
        assert "models pull kyutai/" in caught.value.text("zh")
        wish = brief("One.", sound=Sound(voice="pocket-tts/paul"))
        assert narrator.generate(wish, RunContext(7, part="narration")).sentences

    @pytest.mark.parametrize("how", ["no safetensors", "another width", "no layer", "no number", "empty"])
    def test_a_damaged_voice_is_refused(self, folder: Path, how: str) -> None:
        path = folder / HOME / "embeddings" / "mary.safetensors"
        state = load_file(path)
        cache, offset = (f"transformer.layers.1.self_attn/{part}" for part in ("cache", "offset"))
        if how == "another width":
            state[cache] = state[cache][..., :32].copy()
        elif how == "no layer":
            del state[cache]
        elif how == "no number":
            state[cache][0, 0, 2] = np.nan
        elif how == "empty":
            state[offset] = np.array([0])
        save_file(state, path)
        if how == "no safetensors":
            path.write_bytes(b"not a voice")
        with pytest.raises(GeneratorUnavailable, match="mary of Pocket TTS is damaged"):
            say(SPEC.load(Placement(folder=folder)), "One.")

    def test_a_voice_of_an_earlier_version_is_read(self, folder: Path, narrator: PocketNarrator) -> None:
        path = folder / HOME / "embeddings" / "mary.safetensors"
        state = load_file(path)
        for name in [name for name in state if name.endswith("/offset")]:
            state[name.replace("offset", "current_end")] = np.zeros(int(state.pop(name)[0]), np.float32)
        save_file(state, path)
        assert say(SPEC.load(Placement(folder=folder)), "One.") == say(narrator, "One.")


def test_it_is_for_every_machine_and_comes_between_the_others() -> None:
    assert not SPEC.needs_gpu
    assert SPEC.languages == ("en",)
    assert flite.SPEC.rank < SPEC.rank < bark.SPEC.rank
    assert "Kyutai" in SPEC.label
    assert "CC-BY-4.0" in SPEC.licence
