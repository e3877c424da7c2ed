"""Bark: the most natural narrator here, in English and Chinese. It wants a GPU.

The stages of the model are run one by one, as `BarkModel.generate` runs them, so that each can report and be stopped,
and so that what runs on behind a shorter passage of a batch never reaches the stage that looks both ways.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mmdemo.context import RunContext
from mmdemo.errors import GeneratorUnavailable
from mmdemo.generators import GeneratorSpec, Speaker
from mmdemo.generators.tokens import TokenCounter, seeded
from mmdemo.runtime.checkpoint import GIB, Checkpoint
from mmdemo.runtime.placement import Placement, Tick
from mmdemo.runtime.store import pull_command
from mmdemo.schema import Brief, Language, Message, Narration

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mmdemo.processing.audio.batches import Passage

MODEL = "suno/bark"
# Suno's own voices. A voice is a file of the checkpoint, so no name comes from anywhere else.
FIRST: dict[Language, int] = {"en": 6, "zh": 9}
SPEAKERS = tuple(
    Speaker(f"{language}_speaker_{number}", Message(f"Voice {number}", f"音色 {number}"), language)
    for language, first in FIRST.items()
    for number in (first, *(other for other in range(10) if other != first))
)
# The parts of a voice: how many rows each has (none: it is a plain row), and below what its codes lie.
PARTS = {"semantic_prompt": ((), 10_000), "coarse_prompt": ((2,), 1024), "fine_prompt": ((8,), 1024)}

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
    """Passages to speak: ids and mask of their texts, (passages, 256), each one's usual length in tokens and seed.

    `voice` holds the codes of its parts. Only passages of equal `companies` share a batch.
    """

    voice: Mapping[str, NDArray[np.int64]]
    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    lengths: tuple[int, ...]
    seeds: tuple[int, ...]
    companies: tuple[int, ...]
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
        self._voices: dict[str, Mapping[str, NDArray[np.int64]]] = {}

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        """The narration of the copy's script. When memory is short, one passage is spoken at a time.

        A sentence that was asked for again is spoken apart from all others, so that nothing else changes how it comes.

        Raises:
            GenerationError: there is no copy, it has nothing to read, or a passage stayed silent.
            GeneratorUnavailable: the file of the voice is missing or damaged.
            OutOfMemory: not even one passage at a time fits.
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.audio.batches import wanted
        from mmdemo.processing.audio.joined import spoken_sentences
        from mmdemo.processing.audio.narrate import BALANCING, narration
        from mmdemo.processing.audio.script import read_script

        script, speaker = read_script(brief), SPEC.speaker(brief)
        passages = wanted(script, MOST_CHARACTERS[script.language])
        spoken = [passage for passage in passages if passage.speaks]
        job = self._job(spoken, script.language, self._voice(speaker), ctx)
        ctx.record(voice=speaker, batch=job.batch)
        sounds = self._place.run(self._speak, job, ctx.step, self._seconds(job)) if spoken else []
        ctx.step(1, 1, BALANCING)
        return narration(script, spoken_sentences(passages, sounds, self._model.generation_config.sample_rate))

    def _job(
        self,
        passages: Sequence[Passage],
        language: Language,
        voice: Mapping[str, NDArray[np.int64]],
        ctx: RunContext,
    ) -> Job:
        texts = [passage.text.strip() for passage in passages]
        tokens = self._tokenizer(
            texts or [""],
            padding="max_length",
            truncation=True,
            max_length=TEXT_TOKENS,
            add_special_tokens=False,
            return_tensors="np",
        )
        pace = TOKENS_PER_SECOND / CHARACTERS_PER_SECOND[language]
        return Job(
            voice,
            tokens["input_ids"],
            tokens["attention_mask"],
            tuple(math.ceil(pace * len(passage.text)) for passage in passages),
            tuple(ctx.seed_for(passage.name) for passage in passages),
            tuple(passage.company for passage in passages),
            batch=1 if ctx.frugal else BATCH,
        )

    def _seconds(self, job: Job) -> float:
        return 5 + SECONDS_PER_UNIT * sum(
            _units(job, batch) for batch in self._batches(job.lengths, job.batch, (), job.companies)
        )

    def _speak(self, job: Job, tick: Tick) -> list[NDArray[np.float64] | None]:
        """The sound of each passage, shape (samples,), or None where it stayed silent every time."""
        sounds: dict[int, NDArray[np.float64]] = {}
        for attempt in range(ATTEMPTS):
            batches = self._batches(job.lengths, job.batch, sounds, job.companies)
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
            "history_prompt": {part: torch.from_numpy(codes).to(device) for part, codes in job.voice.items()},
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

    def _voice(self, speaker: str) -> Mapping[str, NDArray[np.int64]]:
        """The parts of one of the voices in the table, read when it is first used."""
        if speaker not in self._voices:
            self._voices[speaker] = {part: self._codes(speaker, part) for part in PARTS}
        return self._voices[speaker]

    def _codes(self, speaker: str, part: str) -> NDArray[np.int64]:
        rows, below = PARTS[part]
        try:
            path = self._place.weights / "speaker_embeddings" / "v2" / f"{speaker}_{part}.npy"
            codes = self._np.load(path, allow_pickle=False)
        except FileNotFoundError:
            raise _unusable(speaker, "is not on this machine", "尚未下载") from None
        except (ValueError, EOFError):
            raise _unusable(speaker, "is damaged", "已损坏") from None
        whole = codes.dtype.kind == "i" and codes.shape[:-1] == rows and codes.size > 0
        if not whole or codes.min() < 0 or codes.max() >= below:
            raise _unusable(speaker, "is damaged", "已损坏")
        read: NDArray[np.int64] = codes.astype(self._np.int64)
        return read

    @contextmanager
    def _there(self, stage: Any) -> Iterator[None]:
        """One stage of the model on the device; where stages are swapped, it leaves again."""
        stage.to(self._place.device)
        try:
            yield
        finally:
            if self._place.offload:
                stage.to("cpu")


def _unusable(speaker: str, en: str, zh: str) -> GeneratorUnavailable:
    command = pull_command(MODEL)
    return GeneratorUnavailable(
        f"The voice {speaker} of Bark {en}. Choose another voice, or fetch the model again: {command}",
        f"Bark 的音色 {speaker} {zh}。请换一个音色，或重新下载模型：{command}",
    )


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
    model=MODEL,
    revision="main",
    licence="MIT",
    requires=("torch", "transformers"),
    kinds=("narration",),
    rank=30,
    weights=Checkpoint(
        MODEL,
        (
            *("config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "pytorch_model.bin"),
            *(f"speaker_embeddings/v2/{voice}_*.npy" for voice in (speaker.id for speaker in SPEAKERS)),
        ),
        download=4_500_000_000,
    ),
    memory=round(2.08 * GIB),
    stage=round(0.84 * GIB),
    working=4 * GIB,
    needs_gpu=True,
    purpose="Reads the script aloud in English or Chinese",
    speakers=SPEAKERS,
)
