"""Bark: the most natural narrator here, in English and Chinese. It wants a GPU.

The stages of the model are run one by one, as `BarkModel.generate` runs them, so that each can report and be stopped,
and so that what runs on behind a shorter passage of a batch never reaches the stage that looks both ways.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError, GeneratorUnavailable
from mmdemo.generators import GeneratorSpec
from mmdemo.generators.tokens import TokenCounter, seeded
from mmdemo.runtime.checkpoint import GIB, Checkpoint
from mmdemo.runtime.placement import Placement, Tick
from mmdemo.schema import Brief, Copy, Language, Message, Narration

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# One of the model's own voices a language. A voice is a file of the checkpoint, so no name comes from anywhere else.
VOICES: dict[Language, str] = {"en": "en_speaker_6", "zh": "zh_speaker_9"}
DIMENSIONS = {"semantic_prompt": 1, "coarse_prompt": 2, "fine_prompt": 2}  # of the parts of a voice

# About 13 seconds of speech; the model itself ends at 15.
MOST_CHARACTERS: dict[Language, int] = {"en": 128, "zh": 52}
CHARACTERS_PER_SECOND: dict[Language, float] = {"en": 11.0, "zh": 4.0}
TOKENS_PER_SECOND = 49.9
MOST_TOKENS = 768
LEAST_TOKENS = 10
TEXT_TOKENS = 256
BATCH = 16

# Suno's own settings.
TEMPERATURE, FINE_TEMPERATURE, MIN_EOS_P = 0.7, 0.5, 0.2
ATTEMPTS = 3
SILENCE = 1e-3  # a passage whose loudest sample is lower was not spoken
SECONDS_PER_UNIT = 0.02


@dataclass(frozen=True)
class Job:
    """Passages to speak: ids and mask of their texts, (passages, 256), each one's usual length in tokens and seed."""

    language: Language
    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    lengths: tuple[int, ...]
    seeds: tuple[int, ...]
    batch: int


class BarkNarrator:
    """Speaks a script passage by passage, those of similar length at once."""

    def __init__(self, place: Placement) -> None:
        import numpy as np
        import torch
        from transformers import AutoTokenizer, BarkModel
        from transformers.models.bark import generation_configuration_bark

        from mmdemo.processing.audio.batches import batches
        from mmdemo.runtime.tensors import check_transformers

        check_transformers(place.weights, BarkModel)
        # The codec's LSTM lacks bfloat16 on some devices, and its sound would carry the noise of eight bits.
        bark: Any = type("Bark", (BarkModel,), {"_keep_in_fp32_modules_strict": ["codec_model"]})
        self._np, self._torch, self._batches, self._place = np, torch, batches, place
        self._tokenizer: Any = AutoTokenizer.from_pretrained(place.weights, local_files_only=True)
        model = bark.from_pretrained(place.weights, local_files_only=True, dtype=place.dtype, device_map=place.map)
        # Where stages are swapped, each comes to the device when its turn is.
        self._model: Any = model if place.offload else place.settle(model)
        given = self._model.generation_config
        kinds: Any = generation_configuration_bark
        sampled = {"do_sample": True, "temperature": TEMPERATURE}
        self._semantic = kinds.BarkSemanticGenerationConfig(
            **{**given.semantic_config, **sampled, "min_eos_p": MIN_EOS_P}
        )
        self._semantic.pad_token_id = self._semantic.eos_token_id
        self._coarse = kinds.BarkCoarseGenerationConfig(**{**given.coarse_acoustics_config, **sampled})
        self._fine = kinds.BarkFineGenerationConfig(**{**given.fine_acoustics_config, "temperature": FINE_TEMPERATURE})
        self._voices = {language: self._voice(name) for language, name in VOICES.items()}

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        """The narration of the copy's script. When memory is short, one passage is spoken at a time.

        Raises:
            GenerationError: there is no copy, it has nothing to read, or a passage stayed silent.
            OutOfMemory: not even one passage at a time fits.
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.audio.joined import joined
        from mmdemo.processing.audio.narrate import BALANCING, narration, readings
        from mmdemo.processing.text.passages import passages
        from mmdemo.processing.text.speakable import spoken_text

        copy = brief.inputs.get("copy")
        if not isinstance(copy, Copy):
            raise GenerationError("A narration needs the listing's copy first.", "请先生成文案，再制作旁白。")
        language = brief.product.language
        read = readings(copy.script, language)
        cut = [passages(spoken_text(words), MOST_CHARACTERS[language]) for words in read]
        texts = [text for sentence in cut for text in sentence if _speaks(text)]
        job = self._job(texts, language, ctx)
        ctx.record(voice=VOICES[language], passages=len(texts), batch=job.batch)
        sounds = iter(self._place.run(self._speak, job, ctx.step, self._seconds(job)))
        rate, pause = self._model.generation_config.sample_rate, self._np.zeros(0)
        spoken = [
            joined(sentence, [_said(next(sounds), text) if _speaks(text) else pause for text in sentence], rate)
            for sentence in cut
        ]
        ctx.step(1, 1, BALANCING)
        return narration(copy.script, read, spoken)

    def _job(self, texts: Sequence[str], language: Language, ctx: RunContext) -> Job:
        tokens = self._tokenizer(
            [text.strip() for text in texts],
            padding="max_length",
            truncation=True,
            max_length=TEXT_TOKENS,
            add_special_tokens=False,
            return_tensors="np",
        )
        return Job(
            language,
            tokens["input_ids"],
            tokens["attention_mask"],
            tuple(math.ceil(TOKENS_PER_SECOND * len(text) / CHARACTERS_PER_SECOND[language]) for text in texts),
            tuple(ctx.seed_for(f"passage {number}") for number in range(len(texts))),
            batch=1 if ctx.frugal else BATCH,
        )

    def _seconds(self, job: Job) -> float:
        return 5 + SECONDS_PER_UNIT * sum(_units(job, batch) for batch in self._batches(job.lengths, job.batch))

    def _speak(self, job: Job, tick: Tick) -> list[NDArray[np.float64] | None]:
        """The sound of each passage, shape (samples,), or None where it stayed silent every time."""
        sounds: dict[int, NDArray[np.float64]] = {}
        for attempt in range(ATTEMPTS):
            batches = self._batches(job.lengths, job.batch, sounds)
            total = sum(_units(job, batch) for batch in batches)
            done = 0
            for batch in batches:
                step = _stepper(tick, done, total, len(sounds), len(job.lengths))
                spoken = zip(batch, self._sounds(job, batch, attempt, step), strict=True)
                sounds |= {number: sound for number, sound in spoken if abs(sound).max() > SILENCE}
                done += _units(job, batch)
        return [sounds.get(number) for number in range(len(job.lengths))]

    def _sounds(
        self, job: Job, batch: Sequence[int], attempt: int, step: Callable[[float], None]
    ) -> Iterator[NDArray[np.float64]]:
        """The sound of each passage of a batch, whose first passage seeds it. `step` hears how many units are done."""
        torch, model, device = self._torch, self._model, self._place.device
        usual, rows, seed = max(job.lengths[number] for number in batch), list(batch), job.seeds[batch[0]] + attempt
        config = deepcopy(self._semantic)
        config.min_new_tokens = max(LEAST_TOKENS, min(job.lengths[number] for number in batch) // 4)
        config.max_new_tokens = min(MOST_TOKENS, math.ceil(1.6 * usual + 3 * TOKENS_PER_SECOND))
        given = {
            "history_prompt": {part: prompt.to(device) for part, prompt in self._voices[job.language].items()},
            "semantic_generation_config": config,
        }
        with self._there(model.semantic), seeded(seed, device):
            semantic = model.semantic.generate(
                torch.from_numpy(job.ids[rows]).to(device),
                attention_mask=torch.from_numpy(job.mask[rows]).to(device),
                stopping_criteria=[TokenCounter(lambda count: step(min(count, usual)))],
                **given,
            )
        # Three tokens of the second stage for each of the first.
        share = usual / semantic.shape[1]
        given["coarse_generation_config"] = self._coarse
        with self._there(model.coarse_acoustics), seeded(seed, device):
            coarse, lengths = model.coarse_acoustics.generate(
                semantic,
                return_output_lengths=True,
                stopping_criteria=[TokenCounter(lambda count: step(min(usual + share * count, 4 * usual)))],
                **given,
            )
        for row, (number, length) in enumerate(zip(batch, lengths.tolist(), strict=True)):
            with self._there(model.fine_acoustics), seeded(job.seeds[number] + attempt, device):
                at_work = model.fine_acoustics.layers[0].register_forward_pre_hook(
                    lambda *_, row=row: step(4 * usual + row)
                )
                try:
                    codes = model.fine_acoustics.generate(
                        coarse[row : row + 1, :length], fine_generation_config=self._fine, **given
                    )
                finally:
                    at_work.remove()
            with self._there(model.codec_model):
                embedded = model.codec_model.quantizer.decode(codes.transpose(0, 1))
                yield model.codec_model.decoder(embedded).flatten().cpu().double().numpy()

    def _voice(self, name: str) -> dict[str, Any]:
        voice = {}
        for part, dimensions in DIMENSIONS.items():
            path = self._place.weights / "speaker_embeddings" / "v2" / f"{name}_{part}.npy"
            try:
                prompt = self._np.load(path, allow_pickle=False)
            except (ValueError, EOFError):
                prompt = self._np.zeros(0)
            if prompt.ndim != dimensions or prompt.dtype.kind != "i":
                raise GeneratorUnavailable(
                    f"The voice {name} of Bark is damaged. Fetch the model again.",
                    f"Bark 的音色 {name} 已损坏。请重新下载模型。",
                )
            voice[part] = self._torch.from_numpy(prompt.astype(self._np.int64))
        return voice

    @contextmanager
    def _there(self, stage: Any) -> Iterator[None]:
        """One stage of the model on the device; where stages are swapped, it leaves again."""
        stage.to(self._place.device)
        try:
            yield
        finally:
            if self._place.offload:
                stage.to("cpu")


def _speaks(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _said(sound: NDArray[np.float64] | None, text: str) -> NDArray[np.float64]:
    if sound is None:
        raise GenerationError(
            f"The narrator stayed silent at “{text.strip()}”. Try again, or put it in other words.",
            f"旁白引擎没有读出“{text.strip()}”。请重试，或换一种说法。",
        )
    return sound


def _units(job: Job, batch: Sequence[int]) -> int:
    """The work of a batch: steps of the first stage, three times as many of the second, one a passage for the rest."""
    return 4 * max(job.lengths[number] for number in batch) + len(batch)


def _stepper(tick: Tick, done: int, total: int, spoken: int, passages: int) -> Callable[[float], None]:
    message = Message(f"Speaking: {spoken} of {passages} passages", f"正在朗读：已完成 {spoken}/{passages} 段")
    return lambda part: tick(done + round(part), total, message)


SPEC = GeneratorSpec(
    id="bark",
    modality="speech",
    label="Bark",
    load=BarkNarrator,
    model="suno/bark",
    revision="main",
    licence="MIT",
    requires=("torch", "transformers"),
    kinds=("narration",),
    rank=30,
    weights=Checkpoint(
        "suno/bark",
        (
            *("config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "pytorch_model.bin"),
            *(f"speaker_embeddings/v2/{voice}_*.npy" for voice in VOICES.values()),
        ),
        download=4_500_000_000,
    ),
    memory=round(2.05 * GIB),
    stage=round(0.8 * GIB),
    working=4 * GIB,
    needs_gpu=True,
    purpose="Reads the script aloud in English or Chinese",
)
