"""VibeVoice by Microsoft: speaks English and Chinese, in the voice of a recording too. It wants a GPU.

Without a recording the model makes up a voice of its own for whatever it is given. So that all sentences have the same
one, it first says a plain sentence that nobody hears, and goes on in that voice.

Microsoft calls it a research model that should be tested further before it is used for business: at times it drops
Chinese words or plays music. It therefore stands behind the other narrators.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mmdemo.context import RunContext
from mmdemo.generators import GeneratorSpec
from mmdemo.generators.tokens import TokenCounter, seeded
from mmdemo.runtime.checkpoint import GIB, Checkpoint
from mmdemo.runtime.placement import Placement, Tick
from mmdemo.schema import Brief, Language, Message, Narration, Recording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mmdemo.processing.audio.batches import Passage

MODEL = "vibevoice/VibeVoice-1.5B-hf"
SAMPLE_RATE = 24_000
SAMPLE_SECONDS = 30  # of a recording; more adds nothing to how the voice is met
TOKENS_PER_SECOND = 7.5
CHARACTERS_PER_SECOND: dict[Language, float] = {"en": 14.0, "zh": 4.5}
MOST_CHARACTERS: dict[Language, int] = {"en": 400, "zh": 130}
BATCH = 8
SECONDS_PER_TOKEN = 0.15

# Microsoft's own settings.
GUIDANCE, DIFFUSION_STEPS = 1.3, 10
SCHEDULE = {"beta_schedule": "squaredcos_cap_v2", "prediction_type": "v_prediction"}
ATTEMPTS = 3
SILENCE = 1e-3  # a passage whose loudest sample is lower was not spoken

# Said to find a voice. Microsoft warns of greetings: they bring music.
CASTING: dict[Language, str] = {
    "en": "The oak table stands by the window, and there are four chairs around it.",
    "zh": "窗边放着一张橡木桌子,桌子旁边有四把椅子.",
}
# Microsoft advises commas and full stops, in Chinese too, and no quotation marks.
PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("，、；：;:", ", "),
        **dict.fromkeys("。！!…", ". "),
        "？": "? ",
        **dict.fromkeys('“”„‘「」『』《》〈〉"', None),
        "’": "'",
    }
)


@dataclass(frozen=True)
class Job:
    """Passages to speak: usual length in tokens and seed of each. Only passages of equal `companies` share a batch.

    `sample` is the sound of a voice, shape (samples,); without one, `casting` and its seed find a voice.
    """

    texts: tuple[str, ...]
    lengths: tuple[int, ...]
    seeds: tuple[int, ...]
    companies: tuple[int, ...]
    batch: int
    sample: NDArray[np.float64] | None
    casting: tuple[str, int, int]


class VibeVoiceNarrator:
    """Speaks a script sentence by sentence, those of similar length at once."""

    def __init__(self, place: Placement) -> None:
        from diffusers import DPMSolverMultistepScheduler
        from transformers import VibeVoiceForConditionalGeneration, VibeVoiceProcessor

        from mmdemo.processing.audio.batches import batches
        from mmdemo.runtime.tensors import check_transformers

        check_transformers(place.weights, VibeVoiceForConditionalGeneration)
        self._batches, self._place = batches, place
        self._processor: Any = VibeVoiceProcessor.from_pretrained(place.weights, local_files_only=True)
        model = VibeVoiceForConditionalGeneration.from_pretrained(
            place.weights, local_files_only=True, dtype=place.dtype, device_map=place.map
        )
        self._model: Any = place.settle(model)
        scheduler: Any = DPMSolverMultistepScheduler
        self._scheduler = scheduler(**SCHEDULE)
        # The scheduler makes an array of it before each token, which numpy 2 warns of where it is a tensor.
        self._scheduler.alphas_cumprod = self._scheduler.alphas_cumprod.numpy()

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        """The narration of the copy's script, in the voice of the brief's sample where there is one.

        When memory is short, one passage is spoken at a time. A sentence that was asked for again is spoken apart from
        all others, so that nothing else changes how it comes.

        Raises:
            GenerationError: there is no copy, it has nothing to read, or a passage stayed silent.
            OutOfMemory: not even one passage at a time fits.
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.audio.batches import wanted
        from mmdemo.processing.audio.joined import spoken_sentences
        from mmdemo.processing.audio.narrate import BALANCING, narration
        from mmdemo.processing.audio.script import read_script

        script = read_script(brief)
        passages = wanted(script, MOST_CHARACTERS[script.language])
        spoken = [passage for passage in passages if passage.speaks]
        job = self._job(spoken, script.language, brief.sample, ctx)
        ctx.record(voice="sample" if brief.sample else "its own", batch=job.batch)
        seconds = 5 + SECONDS_PER_TOKEN * (job.casting[1] + sum(job.lengths))
        sounds = self._place.run(self._speak, job, ctx.step, seconds) if spoken else []
        ctx.step(1, 1, BALANCING)
        return narration(script, spoken_sentences(passages, sounds, SAMPLE_RATE))

    def _job(
        self, passages: Sequence[Passage], language: Language, recording: Recording | None, ctx: RunContext
    ) -> Job:
        return Job(
            tuple(prompt(passage.text) for passage in passages),
            tuple(_length(passage.text, language) for passage in passages),
            tuple(ctx.seed_for(passage.name) for passage in passages),
            tuple(passage.company for passage in passages),
            1 if ctx.frugal else BATCH,
            None if recording is None else _sample(recording),
            (CASTING[language], _length(CASTING[language], language), ctx.seed_for("voice")),
        )

    def _speak(self, job: Job, tick: Tick) -> list[NDArray[np.float64] | None]:
        """The sound of each passage, shape (samples,), or None where it stayed silent every time."""
        text, length, seed = job.casting
        before, sample = (0, job.sample) if job.sample is not None else (length, None)
        sounds: dict[int, NDArray[np.float64]] = {}
        for attempt in range(ATTEMPTS):
            batches = self._batches(job.lengths, job.batch, sounds, job.companies)
            done, total = before, before + sum(max(job.lengths[number] for number in batch) for batch in batches)
            if sample is None:
                finding = Message("Finding a voice", "正在确定音色")
                (sample,) = self._sounds(
                    [text], length, seed + attempt, None, _stepper(tick, 0, length, total, finding)
                )
            for batch in batches if sample is not None else ():
                usual = max(job.lengths[number] for number in batch)
                message = Message(
                    f"Speaking: {len(sounds)} of {len(job.lengths)} passages",
                    f"正在朗读：已完成 {len(sounds)}/{len(job.lengths)} 段",
                )
                heard = _stepper(tick, done, usual, total, message)
                texts = [job.texts[number] for number in batch]
                made = self._sounds(texts, usual, job.seeds[batch[0]] + attempt, sample, heard)
                sounds |= {number: sound for number, sound in zip(batch, made, strict=True) if sound is not None}
                done += usual
        return [sounds.get(number) for number in range(len(job.lengths))]

    def _sounds(
        self,
        texts: Sequence[str],
        usual: int,
        seed: int,
        sample: NDArray[np.float64] | None,
        heard: Callable[[int], None],
    ) -> list[NDArray[np.float64] | None]:
        """The sound of each text, None where nothing is heard. `usual` is the length of the longest in tokens."""
        inputs = self._inputs(texts, sample)
        with seeded(seed, self._place.device):
            made = self._model.generate(
                **inputs,
                max_new_tokens=math.ceil(1.6 * usual + 3 * TOKENS_PER_SECOND),
                do_sample=False,
                guidance_scale=GUIDANCE,
                num_diffusion_steps=DIFFUSION_STEPS,
                noise_scheduler=self._scheduler,
                stopping_criteria=[TokenCounter(heard)],
                return_dict_in_generate=False,
            )
        sounds = [None if sound is None else sound.float().flatten().cpu().double().numpy() for sound in made]
        return [sound if sound is not None and abs(sound).max() > SILENCE else None for sound in sounds]

    def _inputs(self, texts: Sequence[str], sample: NDArray[np.float64] | None) -> dict[str, Any]:
        """The texts as the model wants them, padded on the left, each with the sound of the voice before it."""
        asked = []
        for text in texts:
            content = [{"type": "text", "text": text}, *([] if sample is None else [{"type": "audio"}])]
            asked.append(self._processor.apply_chat_template([{"role": "0", "content": content}], tokenize=False))
        voices = {} if sample is None else {"audio": [sample] * len(texts), "sampling_rate": SAMPLE_RATE}
        made = self._processor(text=asked, padding=True, padding_side="left", return_tensors="pt", **voices)
        return dict(made.to(self._place.device, self._place.dtype))


def prompt(text: str) -> str:
    """A passage with the punctuation that the model bears."""
    return " ".join(text.translate(PUNCTUATION).split())


def _length(text: str, language: Language) -> int:
    return math.ceil(TOKENS_PER_SECOND * len(text) / CHARACTERS_PER_SECOND[language])


def _sample(recording: Recording) -> NDArray[np.float64]:
    from mmdemo.processing.audio.decode import resampled
    from mmdemo.processing.audio.wav import read_wav

    samples, rate = read_wav(recording.data)
    return resampled(samples[: SAMPLE_SECONDS * rate], rate, SAMPLE_RATE)


def _stepper(tick: Tick, done: int, length: int, total: int, message: Message) -> Callable[[int], None]:
    return lambda count: tick(done + min(count, length), total, message)


SPEC = GeneratorSpec(
    id="vibevoice",
    modality="speech",
    label="VibeVoice",
    load=VibeVoiceNarrator,
    model=MODEL,
    revision="main",
    licence="MIT",
    requires=("torch", "transformers", "diffusers"),
    kinds=("narration",),
    rank=15,
    weights=Checkpoint(MODEL, ("*.json", "*.jinja", "*.safetensors"), download=5_420_000_000),
    memory=round(5.04 * GIB),
    working=2 * GIB,
    needs_gpu=True,
    purpose="Reads the script aloud in English or Chinese, also in a voice that somebody lends",
    clones=True,
)
