"""Pocket TTS by Kyutai: a natural English narrator, small enough for a CPU.

The weights are read as Kyutai publishes them, and renamed for the model's class in transformers. A voice is what the
model had in its attention after hearing a speaker: it is put there before the text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mmdemo.context import RunContext
from mmdemo.errors import GeneratorUnavailable
from mmdemo.generators import GeneratorSpec, Speaker
from mmdemo.generators.tokens import seeded
from mmdemo.runtime.checkpoint import GIB, Checkpoint
from mmdemo.runtime.placement import Placement, Tick
from mmdemo.runtime.store import pull_command
from mmdemo.schema import Brief, Message, Narration

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mmdemo.processing.audio.batches import Passage

MODEL = "kyutai/pocket-tts-without-voice-cloning"
FOLDER = "languages/english"

# Those of Kyutai's voices that a shop may use: all are of the VCTK corpus (CC BY 4.0) but Javert and Marius, which were
# donated (CC0). Left out are those of corpora that forbid commerce (Expresso, EARS), and those of unclear terms.
WOMEN = ("mary", "anna", "azelma", "eponine", "eve", "fantine", "jane", "vera")
MEN = ("michael", "charles", "george", "javert", "marius", "paul")
SPEAKERS = tuple(
    Speaker(name, Message(f"{name.title()} ({en})", f"{name.title()}（{zh}）"), "en")
    for names, en, zh in ((WOMEN, "a woman's voice", "女声"), (MEN, "a man's voice", "男声"))
    for name in names
)

# Kyutai's own settings. The model was trained on single sentences; its own program cuts texts at 50 tokens.
MOST_CHARACTERS = 140
TEMPERATURE, FLOW_STEPS, EOS_THRESHOLD, LEAST_FRAMES = 0.3, 1, -4.0, 6
FEW_WORDS, TAIL_OF_FEW, TAIL = 4, 4, 2
TOKENS_PER_SECOND, SPARE_SECONDS = 3, 2
FRAMES_PER_SECOND = 12.5
SAMPLE_RATE = 24_000

CHARACTERS_PER_SECOND = 14.0  # of ordinary speech: the scale of the progress
SECONDS_PER_FRAME = 0.03
ATTEMPTS = 3
SILENCE = 1e-3  # a passage whose loudest sample is lower was not spoken

TYPOGRAPHY = str.maketrans("’‘", "''")  # characters that the model has never seen
TERMINAL, WEAK = ".!?…", ",;:-–— "

Voice = tuple[tuple["NDArray[np.float32]", "NDArray[np.float32]"], ...]
"""Keys and values of each layer, (1, heads, frames, width)."""


@dataclass(frozen=True)
class Job:
    """Passages to speak in a voice: token ids, tail in frames, usual length in frames, and seed of each."""

    voice: Voice
    ids: tuple[tuple[int, ...], ...]
    tails: tuple[int, ...]
    lengths: tuple[int, ...]
    seeds: tuple[int, ...]


class PocketNarrator:
    """Speaks a script one passage after the other: how one comes depends on nothing but itself, its take and the voice.

    On a CPU several at once would be no gain worth that.
    """

    def __init__(self, place: Placement) -> None:
        import torch
        from transformers import DynamicCache, PocketTTSAudioTokenizerModel, PocketTTSForConditionalGeneration

        from mmdemo.generators import pocket_tts_weights as weights
        from mmdemo.runtime.tensors import refuse_missing

        self._torch, self._weights, self._cache, self._place = torch, weights, DynamicCache, place
        self._folder = place.weights / FOLDER
        self._tokenizer = weights.tokenizer(self._folder / "tokenizer.json")
        tensors = weights.read(self._folder / "model.safetensors")
        models: list[Any] = []
        # The codec keeps its precision: the noise of eight bits would be heard.
        for kind, (config, renamed), dtype in (
            (PocketTTSForConditionalGeneration, weights.language_model(tensors), place.dtype),
            (PocketTTSAudioTokenizerModel, weights.codec(tensors), torch.float32),
        ):
            built: Any = kind
            model, info = built.from_pretrained(
                None,
                config=config,
                state_dict=renamed,
                dtype=dtype,
                device_map=place.map,
                ignore_mismatched_sizes=True,  # they are wanted in the report, not as an error
                output_loading_info=True,
            )
            refuse_missing(info)
            models.append(place.settle(model))
        self._model, self._codec = models
        self._voices: dict[str, Voice] = {}

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        """The narration of the copy's script. Memory cannot be saved here: one passage is all that is on the device.

        Raises:
            GenerationError: there is no copy, it has nothing to read, or a passage stayed silent.
            GeneratorUnavailable: the file of the voice is missing or damaged.
            OutOfMemory: as `Placement.run` says.
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.audio.batches import wanted
        from mmdemo.processing.audio.joined import spoken_sentences
        from mmdemo.processing.audio.narrate import BALANCING, narration
        from mmdemo.processing.audio.script import read_script

        script, speaker = read_script(brief), SPEC.speaker(brief)
        passages = wanted(script, MOST_CHARACTERS)
        spoken = [passage for passage in passages if passage.speaks]
        ctx.record(voice=speaker)
        job = self._job(spoken, self._voice(speaker), ctx)
        sounds = self._place.run(self._speak, job, ctx.step, 5 + SECONDS_PER_FRAME * sum(job.lengths)) if spoken else []
        ctx.step(1, 1, BALANCING)
        return narration(script, spoken_sentences(passages, sounds, SAMPLE_RATE))

    def _job(self, passages: Sequence[Passage], voice: Voice, ctx: RunContext) -> Job:
        texts = [prompt(passage.text) for passage in passages]
        pace = FRAMES_PER_SECOND / CHARACTERS_PER_SECOND
        return Job(
            voice,
            tuple(tuple(self._tokenizer.encode(text).ids) for text in texts),
            tuple(TAIL_OF_FEW if len(text.split()) <= FEW_WORDS else TAIL for text in texts),
            tuple(math.ceil(pace * len(text)) for text in texts),
            tuple(ctx.seed_for(passage.name) for passage in passages),
        )

    def _voice(self, speaker: str) -> Voice:
        """One of the voices in the table, read when it is first used."""
        if speaker not in self._voices:
            try:
                path = self._folder / "embeddings" / f"{speaker}.safetensors"
                self._voices[speaker] = self._weights.voice(path, self._model.config)
            except FileNotFoundError:
                raise _unusable(speaker, "is not on this machine", "尚未下载") from None
            except ValueError:
                raise _unusable(speaker, "is damaged", "已损坏") from None
        return self._voices[speaker]

    def _speak(self, job: Job, tick: Tick) -> list[NDArray[np.float64] | None]:
        """The sound of each passage, shape (samples,), or None where it stayed silent every time."""
        sounds: list[NDArray[np.float64] | None] = []
        total = sum(job.lengths)
        for number, length in enumerate(job.lengths):
            done, passages = sum(job.lengths[:number]), len(job.lengths)
            message = Message(f"Speaking: {number} of {passages} passages", f"正在朗读：已完成 {number}/{passages} 段")
            heard = _counter(tick, done, length, total, message)
            tries = (self._sound(job, number, attempt, heard) for attempt in range(ATTEMPTS))
            sounds.append(next((sound for sound in tries if abs(sound).max() > SILENCE), None))
        return sounds

    def _sound(self, job: Job, number: int, attempt: int, heard: Callable[..., None]) -> NDArray[np.float64]:
        torch, device, model = self._torch, self._place.device, self._model
        cache = self._cache(config=model.config)
        for layer, parts in enumerate(job.voice):
            keys, values = (torch.from_numpy(part).to(device, self._place.dtype) for part in parts)
            cache.update(keys, values, layer)
        ids = torch.tensor([[*job.ids[number], model.config.audio_bos_token_id]], device=device)
        # The library drops every stopping criterion but its own, so each frame is heard where it is made; the codec,
        # which takes a second for ten of sound, is heard at each of its layers.
        decoder = self._codec.decoder
        places = (model.eos_head, *decoder.decoder_transformer.layers, *decoder.decoder_seanet.layers)
        at_work = [place.register_forward_pre_hook(heard) for place in places]
        try:
            with seeded(job.seeds[number] + attempt, device):
                (latents,) = model.generate(
                    ids,
                    attention_mask=torch.ones_like(ids),
                    past_key_values=cache,
                    frames_after_eos=torch.tensor([job.tails[number]], device=device),
                    max_new_tokens=most_frames(len(job.ids[number])),
                    do_sample=True,
                    temperature=TEMPERATURE,
                    num_flow_steps=FLOW_STEPS,
                    eos_threshold=EOS_THRESHOLD,
                    min_frames_before_eos=LEAST_FRAMES,
                )
            made = self._codec.decode(latents[None].float()).audio_values
        finally:
            for each in at_work:
                each.remove()
        sound: NDArray[np.float64] = made.flatten().cpu().double().numpy()
        return sound


def prompt(text: str) -> str:
    """A passage as the model wants it: it begins with a capital and ends like a sentence."""
    text = " ".join(text.translate(TYPOGRAPHY).split())
    text = text[:1].upper() + text[1:]
    return text if text.rstrip("\"')]”»").endswith(tuple(TERMINAL)) else text.rstrip(WEAK) + "."


def most_frames(tokens: int) -> int:
    """Where speech of so many tokens is cut off at the latest, as Kyutai's own program does."""
    return math.ceil((tokens / TOKENS_PER_SECOND + SPARE_SECONDS) * FRAMES_PER_SECOND)


def _counter(tick: Tick, done: int, length: int, total: int, message: Message) -> Callable[..., None]:
    count = 0

    def heard(*_: object) -> None:
        nonlocal count
        tick(done + min(count, length), total, message)
        count += 1

    return heard


def _unusable(speaker: str, en: str, zh: str) -> GeneratorUnavailable:
    command = pull_command(MODEL)
    return GeneratorUnavailable(
        f"The voice {speaker} of Pocket TTS {en}. Choose another voice, or fetch the model again: {command}",
        f"Pocket TTS 的音色 {speaker} {zh}。请换一个音色，或重新下载模型：{command}",
    )


SPEC = GeneratorSpec(
    id="pocket-tts",
    modality="speech",
    label="Pocket TTS by Kyutai",
    load=PocketNarrator,
    model=MODEL,
    revision="main",
    licence="CC-BY-4.0 (Pocket TTS by Kyutai; voices of the VCTK corpus, University of Edinburgh)",
    requires=("torch", "transformers"),
    languages=("en",),
    kinds=("narration",),
    rank=20,
    weights=Checkpoint(
        MODEL,
        (
            f"{FOLDER}/model.safetensors",
            f"{FOLDER}/tokenizer.json",
            *(f"{FOLDER}/embeddings/{speaker.id}.safetensors" for speaker in SPEAKERS),
        ),
        download=310_000_000,
    ),
    memory=round(0.21 * GIB),
    working=GIB,
    purpose="Reads the script aloud in English, on a CPU too",
    speakers=SPEAKERS,
)
