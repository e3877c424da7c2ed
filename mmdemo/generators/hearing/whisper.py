"""Whisper: writes down what a merchant dictated, and hears whether a narration says its script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.generators.tokens import TokenCounter, seeded
from mmdemo.runtime.checkpoint import GIB, Checkpoint
from mmdemo.runtime.placement import Placement, Tick
from mmdemo.schema import LANGUAGES, Brief, Language, Message, Narration, Transcript, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 16_000
WINDOW_SECONDS = 30.0
FRAMES_PER_SECOND = 100
FRAMES_PER_TOKEN = 25  # of ordinary speech: the scale of the progress inside a window
# OpenAI's own settings: a window that came out unsure or repetitive is heard again, more freely each time.
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
THRESHOLDS = {"compression_ratio_threshold": 1.35, "logprob_threshold": -1.0, "no_speech_threshold": 0.6}
SURE = 0.8  # probability from which another language than the listing's is believed
# Shown to the model as if heard before: it then goes on in simplified characters, with punctuation.
SIMPLIFIED = "以下是普通话的句子。"

NOTHING_HEARD = (
    "No words were heard in the recording. Speak close to the microphone and record it again.",
    "录音里没有听到话语。请靠近麦克风，重新录音。",
)


@dataclass(frozen=True)
class Job:
    """What to hear: log-mel features (1, mels, frames) with their mask (1, frames); one frame is 10 ms.

    `language` is the one expected; with `detect` another is believed where the model is sure of it.
    """

    features: NDArray[np.float32]
    mask: NDArray[np.int32]
    language: Language
    detect: bool
    seed: int


class Heard(NamedTuple):
    """The code of the language and what was said: start and end in seconds, and token ids. Nothing of a foreign one."""

    language: str
    segments: list[tuple[float, float, list[int]]]


class WhisperListener:
    """Hears a window of 30 seconds at a time, however long the sound is."""

    def __init__(self, place: Placement) -> None:
        import torch
        from transformers import WhisperForConditionalGeneration, WhisperProcessor

        from mmdemo.runtime.tensors import check_transformers

        check_transformers(place.weights, WhisperForConditionalGeneration)
        self._torch, self._place = torch, place
        self._processor: Any = WhisperProcessor.from_pretrained(place.weights, local_files_only=True)
        model = WhisperForConditionalGeneration.from_pretrained(
            place.weights, local_files_only=True, dtype=place.dtype, device_map=place.map
        )
        self._model: Any = place.settle(model)
        self._simplified = self._processor.get_prompt_ids(SIMPLIFIED, return_tensors="pt")

    def generate(self, brief: Brief, ctx: RunContext) -> Transcript:
        """The transcript of the narration in the brief's inputs, with its error rate; else of the voice note, as facts.

        Memory cannot be saved here: one window is all that is on the device.

        Raises:
            GenerationError: there is nothing to hear, or no word of the studio's languages in it.
            OutOfMemory: as `Placement.run` says.
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.audio.captions import cue_texts
        from mmdemo.processing.text.dictated_facts import dictated_facts
        from mmdemo.processing.text.word_error import error_rate, sentence_errors

        narration = brief.inputs.get("narration")
        if isinstance(narration, Narration):
            transcript = self._transcript(narration.data, brief.product.language, False, ctx)
            said, text, language = cue_texts(narration), transcript.text, transcript.language
            return replace(
                transcript,
                error_rate=error_rate("\n".join(said), text, language),
                sentence_errors=sentence_errors(said, text, language),
            )
        if brief.product.voice is None:
            raise GenerationError("There is no recording to listen to.", "没有可以听写的录音。")
        transcript = self._transcript(brief.product.voice.data, brief.product.language, True, ctx)
        if not any(character.isalnum() for character in transcript.text):
            raise GenerationError(*NOTHING_HEARD)
        facts = dictated_facts(transcript.text, transcript.language)
        return Transcript(transcript.text, transcript.language, transcript.segments, facts)

    def _transcript(self, wav: bytes, language: Language, detect: bool, ctx: RunContext) -> Transcript:
        from mmdemo.processing.audio.decode import resampled
        from mmdemo.processing.audio.wav import read_wav

        samples, rate = read_wav(wav)
        samples = resampled(samples, rate, SAMPLE_RATE)
        seconds = len(samples) / SAMPLE_RATE
        ctx.step(0, max(1, round(seconds)), _listening(0, seconds))
        padding = {} if seconds <= WINDOW_SECONDS else {"truncation": False, "padding": "longest"}
        inputs = self._processor.feature_extractor(
            samples, sampling_rate=SAMPLE_RATE, return_attention_mask=True, return_tensors="np", **padding
        )
        job = Job(inputs["input_features"], inputs["attention_mask"], language, detect, ctx.seed_for("hearing"))
        heard = self._place.run(self._hear, job, ctx.step, 5 + 0.2 * seconds)
        if heard.language not in LANGUAGES:
            raise _foreign(heard.language)
        language = "zh" if heard.language == "zh" else "en"
        # A short sound is heard with silence behind it, where the model may imagine words.
        segments = tuple(
            Word(start, min(end, seconds), text)
            for start, end, ids in heard.segments
            if start < seconds and (text := self._processor.tokenizer.decode(ids, skip_special_tokens=True).strip())
        )
        ctx.record(language=language)
        return Transcript(_written([segment.text for segment in segments], language), language, segments)

    def _hear(self, job: Job, tick: Tick) -> Heard:
        torch, device, model = self._torch, self._place.device, self._model
        features = torch.from_numpy(job.features).to(device, self._place.dtype)
        language = self._language(features, job.language) if job.detect else job.language
        if language not in LANGUAGES:
            return Heard(language, [])
        progress = _Progress(tick, int(job.mask.sum()))
        with seeded(job.seed, device):
            made = model.generate(
                features,
                attention_mask=torch.from_numpy(job.mask).to(device),
                language=language,
                task="transcribe",
                prompt_ids=self._simplified.to(device) if language == "zh" else None,
                return_timestamps=True,
                return_segments=True,
                temperature=TEMPERATURES,
                **THRESHOLDS,
                monitor_progress=progress.window,
                stopping_criteria=[TokenCounter(progress.token)],
            )
        segments = made["segments"][0]
        return Heard(language, [(float(one["start"]), float(one["end"]), one["tokens"].tolist()) for one in segments])

    def _language(self, features: Any, expected: Language) -> str:
        """The code of the language of the first window, `expected` unless the model is sure of another."""
        torch, config = self._torch, self._model.generation_config
        window = int(WINDOW_SECONDS * FRAMES_PER_SECOND)
        start = torch.full((1, 1), config.decoder_start_token_id, device=features.device)
        logits = self._model(features[:, :, :window], decoder_input_ids=start).logits[0, -1].float()
        codes = [mark.strip("<|>") for mark in config.lang_to_id]
        shares = torch.softmax(logits[list(config.lang_to_id.values())], dim=0)
        likeliest = int(shares.argmax())
        return codes[likeliest] if shares[likeliest] >= SURE else expected


class _Progress:
    """Reports seconds heard: of the windows behind us, and as far as the tokens of this one tell."""

    def __init__(self, tick: Tick, frames: int) -> None:
        self._tick, self._frames = tick, frames
        self._behind = self._before = self._count = 0

    def window(self, seeks: Any) -> None:
        """A window begins. `seeks` holds the frames behind us and all frames, (1, 2)."""
        self._behind, self._before = int(seeks[0, 0]), self._count

    def token(self, count: int) -> None:
        """`count` tokens were written so far, of all windows."""
        self._count = count
        inside = min((count - self._before) * FRAMES_PER_TOKEN, int(WINDOW_SECONDS * FRAMES_PER_SECOND))
        done = min(self._behind + inside, self._frames) // FRAMES_PER_SECOND
        total = self._frames // FRAMES_PER_SECOND
        self._tick(done, max(1, total), _listening(done, total))


def _listening(done: float, total: float) -> Message:
    return Message(f"Listening: {done:.0f} of {total:.0f} seconds", f"正在听写：{done:.0f}/{total:.0f} 秒")


def _written(segments: Sequence[str], language: Language) -> str:
    """The segments as one text. A blank stays between Chinese ones that no punctuation parts."""
    from mmdemo.processing.text.chinese import full_width

    text = " ".join(segments)
    return full_width(text) if language == "zh" else text


def _foreign(code: str) -> GenerationError:
    from babel import Locale

    names = {language: Locale(language).languages.get(code, code) for language in LANGUAGES}
    return GenerationError(
        f"The recording seems to be in {names['en']}. English and Chinese are understood here.",
        f"录音听起来是{names['zh']}。目前能听懂中文和英文。",
    )


SPEC = GeneratorSpec(
    id="whisper",
    modality="hearing",
    label="Whisper",
    load=WhisperListener,
    model="openai/whisper-small",
    revision="main",
    licence="Apache-2.0",
    requires=("torch", "transformers"),
    kinds=("transcript",),
    rank=20,
    weights=Checkpoint(
        "openai/whisper-small",
        ("*.json", "model.safetensors"),
        download=972_000_000,
    ),
    memory=round(0.45 * GIB),
    working=GIB // 2,
    purpose="Writes down facts from a voice note, and hears whether a narration says its script",
)
