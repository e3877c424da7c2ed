"""From a script and a voice to a finished narration: sentences, gaps, polish, loudness, word times."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.audio.delivery import delivery
from mmdemo.processing.audio.joined import faded
from mmdemo.processing.audio.loudness import integrated_loudness, normalise, true_peak
from mmdemo.processing.audio.manner import Manner
from mmdemo.processing.audio.notice import morse
from mmdemo.processing.audio.script import Script, read_script
from mmdemo.processing.audio.stress import shown_words
from mmdemo.processing.audio.wav import FULL_SCALE, quantise, wav_bytes
from mmdemo.processing.audio.word_times import Utterance, trimmed, word_times
from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.schema import Brief, Message, Narration, Take, Word

# The rate of eSpeak NG; Flite's is 16,000 Hz, Bark's 24,000 Hz. No engine here has anything to say above 11 kHz, so a
# higher rate would only double the file.
SAMPLE_RATE = 22_050
LEAD_SECONDS = 0.1
TAIL_SECONDS = 0.4
# Rhythm before the voice, well heard and no louder than it.
MORSE_LEVEL = 0.4
BALANCING = Message("Balancing the sound", "正在调整音质和音量")

Samples = NDArray[np.float64]
Tick = Callable[[], None]
Polish = Callable[[Samples, int], Samples]


class Voice(Protocol):
    """Speaks one sentence in some manner. `tick` is to be called now and then; what it raises is raised on."""

    def __call__(self, words: Sequence[SpokenWord], manner: Manner, tick: Tick) -> Utterance: ...


def narrate(brief: Brief, ctx: RunContext, voice: Voice, polish: Polish | None = None) -> Narration:
    """The script of the brief's copy, sentence by sentence, at -16 LUFS and under -1 dBTP.

    `polish` works on the whole sound. A sentence that was asked for again is delivered in another way.

    Raises:
        GenerationError: there is no copy, the script has nothing to say, or the voice said nothing.
        Cancelled: Stop was pressed.
    """
    script = read_script(brief)
    wanted = [number for number, take in enumerate(script.kept) if take is None]
    spoken: dict[int, Utterance] = {}
    for done, number in enumerate(wanted):
        message = Message(f"Reading sentence {done + 1} of {len(wanted)}", f"正在朗读第 {done + 1}/{len(wanted)} 句")
        step = _stepper(ctx, done, len(wanted) + 1, message)
        step()
        way, usual = delivery(ctx, script.takes[number]), script.manners[number]
        manner = replace(usual, speed=usual.speed * way.speed, pitch=usual.pitch * way.pitch)
        spoken[number] = voice(script.sentences[number], manner, step)
    ctx.step(len(wanted), len(wanted) + 1, BALANCING)
    return narration(script, spoken, polish)


def narration(script: Script, spoken: Mapping[int, Utterance], polish: Polish | None = None) -> Narration:
    """The narration of a script of which the sentences that are not kept were `spoken`, by their number.

    Raises:
        GenerationError: nothing can be heard in it.
    """
    takes = tuple(kept or _take(spoken[number], script.takes[number]) for number, kept in enumerate(script.kept))
    utterances = [Utterance(np.frombuffer(take.pcm, "<i2") / FULL_SCALE, SAMPLE_RATE, take.anchors) for take in takes]
    if not any(len(utterance.samples) for utterance in utterances):
        raise GenerationError(
            "The narrator could not pronounce any of the script. Please write it in the listing's language.",
            "旁白引擎读不出这段文稿。请用商品页的语言书写文稿。",
        )
    sound, starts = _assembled(utterances, script.manners)
    if polish is not None:
        sound = polish(sound, SAMPLE_RATE)
    head = _head(sound) if script.notice == "morse" else np.zeros(0)
    pcm = quantise(normalise(np.concatenate([head, sound]), SAMPLE_RATE))
    heard = pcm / FULL_SCALE
    return Narration(
        data=wav_bytes(pcm, SAMPLE_RATE),
        sample_rate=SAMPLE_RATE,
        duration=len(pcm) / SAMPLE_RATE,
        script=script.text,
        sentences=tuple(
            _moved(word_times(shown_words(words, script.language), utterance), start + len(head) / SAMPLE_RATE)
            if len(utterance.samples)
            else ()
            for words, utterance, start in zip(script.sentences, utterances, starts, strict=True)
        ),
        loudness=integrated_loudness(heard, SAMPLE_RATE),
        true_peak=true_peak(heard),
        takes=takes,
        notice=script.notice,
    )


def _stepper(ctx: RunContext, done: int, total: int, message: Message) -> Tick:
    return lambda: ctx.step(done, total, message)


def _take(utterance: Utterance, number: int) -> Take:
    heard = _at_studio_rate(trimmed(utterance))
    return Take(quantise(heard.samples).astype("<i2").tobytes(), heard.anchors, number)


def _at_studio_rate(utterance: Utterance) -> Utterance:
    if utterance.sample_rate == SAMPLE_RATE:
        return utterance
    common = math.gcd(SAMPLE_RATE, utterance.sample_rate)
    samples = resample_poly(utterance.samples, SAMPLE_RATE // common, utterance.sample_rate // common)
    return Utterance(samples, SAMPLE_RATE, utterance.anchors)


def _assembled(spoken: Sequence[Utterance], manners: Sequence[Manner]) -> tuple[Samples, list[float]]:
    """The sentences one after another with their pauses between, and the second at which each begins."""
    parts = [np.zeros(round(LEAD_SECONDS * SAMPLE_RATE))]
    starts: list[float] = []
    position = len(parts[0])
    for utterance, manner in zip(spoken, manners, strict=True):
        starts.append(position / SAMPLE_RATE)
        pause = manner.pause if len(utterance.samples) else 0.0
        for part in (faded(utterance.samples, SAMPLE_RATE), np.zeros(round(pause * SAMPLE_RATE))):
            parts.append(part)
            position += len(part)
    parts[-1] = np.zeros(round(TAIL_SECONDS * SAMPLE_RATE))
    return np.concatenate(parts), starts


def _head(voice: Samples) -> Samples:
    """The notice in Morse, at a share of the voice's level."""
    notice = morse(SAMPLE_RATE)
    return notice * MORSE_LEVEL * float(np.abs(voice).max() / np.abs(notice).max())


def _moved(words: Sequence[Word], by: float) -> tuple[Word, ...]:
    return tuple(Word(word.start + by, word.end + by, word.text) for word in words)
