"""From a script and a voice to a finished narration: sentences, gaps, polish, loudness, word times."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.audio.joined import faded
from mmdemo.processing.audio.loudness import integrated_loudness, normalise, true_peak
from mmdemo.processing.audio.wav import FULL_SCALE, quantise, wav_bytes
from mmdemo.processing.audio.word_times import Utterance, trimmed, word_times
from mmdemo.processing.text.speakable import sentences, speakable
from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.schema import Language, Message, Narration, Word

# The rate of eSpeak NG; Flite's is 16,000 Hz, Bark's 24,000 Hz. No engine here has anything to say above 11 kHz, so a
# higher rate would only double the file.
SAMPLE_RATE = 22_050
LEAD_SECONDS = 0.1
GAP_SECONDS = 0.2
TAIL_SECONDS = 0.4
BALANCING = Message("Balancing the sound", "正在调整音质和音量")

Tick = Callable[[], None]
Polish = Callable[[NDArray[np.float64], int], NDArray[np.float64]]


class Voice(Protocol):
    """Speaks one sentence. `tick` is to be called now and then; what it raises is raised on."""

    def __call__(self, words: Sequence[SpokenWord], tick: Tick) -> Utterance: ...


def narrate(script: str, language: Language, voice: Voice, ctx: RunContext, polish: Polish | None = None) -> Narration:
    """The whole script, sentence by sentence, at -16 LUFS and under -1 dBTP. `polish` works on the whole sound.

    Raises:
        GenerationError: the script has nothing to say, or the voice said nothing.
        Cancelled: Stop was pressed.
    """
    read = readings(script, language)
    total = len(read) + 1
    spoken: list[Utterance] = []
    for index, words in enumerate(read):
        message = Message(f"Reading sentence {index + 1} of {len(read)}", f"正在朗读第 {index + 1}/{len(read)} 句")
        step = _stepper(ctx, index, total, message)
        step()
        spoken.append(voice(words, step))
    ctx.step(len(read), total, BALANCING)
    return narration(script, read, spoken, polish)


def readings(script: str, language: Language) -> list[tuple[SpokenWord, ...]]:
    """The words of each sentence that has something to say.

    Raises:
        GenerationError: no sentence has.
    """
    read = [words for words in (speakable(sentence, language) for sentence in sentences(script)) if words]
    if not read:
        raise GenerationError(
            "There is nothing to read aloud. Please write a script for the narration.",
            "没有可朗读的内容。请为旁白写一段文稿。",
        )
    return read


def narration(
    script: str,
    read: Sequence[Sequence[SpokenWord]],
    spoken: Sequence[Utterance],
    polish: Polish | None = None,
) -> Narration:
    """The narration of `script`, whose sentences `read` were spoken as `spoken`.

    Raises:
        GenerationError: nothing can be heard in it.
    """
    spoken = [_at_studio_rate(trimmed(utterance)) for utterance in spoken]
    if not any(len(utterance.samples) for utterance in spoken):
        raise GenerationError(
            "The narrator could not pronounce any of the script. Please write it in the listing's language.",
            "旁白引擎读不出这段文稿。请用商品页的语言书写文稿。",
        )
    sound, starts = _assembled(spoken)
    if polish is not None:
        sound = polish(sound, SAMPLE_RATE)
    pcm = quantise(normalise(sound, SAMPLE_RATE))
    heard = pcm / FULL_SCALE
    return Narration(
        data=wav_bytes(pcm, SAMPLE_RATE),
        sample_rate=SAMPLE_RATE,
        duration=len(pcm) / SAMPLE_RATE,
        script=script,
        sentences=tuple(
            _moved(word_times(words, utterance), start)
            for words, utterance, start in zip(read, spoken, starts, strict=True)
            if len(utterance.samples)
        ),
        loudness=integrated_loudness(heard, SAMPLE_RATE),
        true_peak=true_peak(heard),
    )


def _stepper(ctx: RunContext, done: int, total: int, message: Message) -> Tick:
    return lambda: ctx.step(done, total, message)


def _at_studio_rate(utterance: Utterance) -> Utterance:
    if utterance.sample_rate == SAMPLE_RATE:
        return utterance
    common = math.gcd(SAMPLE_RATE, utterance.sample_rate)
    samples = resample_poly(utterance.samples, SAMPLE_RATE // common, utterance.sample_rate // common)
    return Utterance(samples, SAMPLE_RATE, utterance.anchors)


def _assembled(spoken: Sequence[Utterance]) -> tuple[NDArray[np.float64], list[float]]:
    """The sentences one after another with gaps between, and the second at which each begins."""
    parts = [np.zeros(round(LEAD_SECONDS * SAMPLE_RATE))]
    starts: list[float] = []
    position = len(parts[0])
    for utterance in spoken:
        starts.append(position / SAMPLE_RATE)
        for part in (faded(utterance.samples, SAMPLE_RATE), np.zeros(round(GAP_SECONDS * SAMPLE_RATE))):
            parts.append(part)
            position += len(part)
    parts[-1] = np.zeros(round(TAIL_SECONDS * SAMPLE_RATE))
    return np.concatenate(parts), starts


def _moved(words: Sequence[Word], by: float) -> tuple[Word, ...]:
    return tuple(Word(word.start + by, word.end + by, word.text) for word in words)
