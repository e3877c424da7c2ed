"""What is heard in a video: the narration's sentences that fit, over the music, as long as the pictures are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.audio.decode import resampled
from mmdemo.processing.audio.loudness import integrated_loudness, normalise, true_peak
from mmdemo.processing.audio.mix import LEAD_SECONDS, OUTRO_SECONDS, SAMPLE_RATE, Samples, bed_alone, stems
from mmdemo.processing.audio.wav import FULL_SCALE, quantise, read_channels, read_wav, wav_bytes
from mmdemo.schema import Kit, Music, Narration, Word
from mmdemo.video import Storyboard

REST_SECONDS = 0.25  # at least, from the last word to the end
_VOICE_FADE, _MUSIC_FADE = 0.06, 1.2  # seconds


@dataclass(frozen=True)
class Track:
    """`wav` is 16-bit PCM stereo at `SAMPLE_RATE`, or b"" where nothing is heard; the words count from its start."""

    wav: bytes
    sentences: tuple[tuple[Word, ...], ...]
    loudness: float | None
    true_peak: float | None


SILENCE = Track(b"", (), None, None)


def track_of(kit: Kit, board: Storyboard, seconds: float) -> Track:
    """The sound of a video of that length, at -16 LUFS with a true peak under -1 dBTP."""
    narration = kit.narration if board.narration else None
    music = kit.music if board.music else None
    sentences = () if narration is None else fitting(narration, seconds)
    if narration is not None and sentences:
        samples = _spoken(narration, sentences, music, seconds)
    elif music is not None:
        bed, rate = read_channels(music.data)
        samples = bed_alone(bed, rate, seconds)
    else:
        return SILENCE
    pcm = quantise(normalise(samples, SAMPLE_RATE))
    heard = pcm / FULL_SCALE
    shifted = tuple(
        tuple(Word(word.start + LEAD_SECONDS, word.end + LEAD_SECONDS, word.text) for word in words)
        for words in sentences
    )
    return Track(wav_bytes(pcm, SAMPLE_RATE), shifted, integrated_loudness(heard, SAMPLE_RATE), true_peak(heard))


def fitting(narration: Narration, seconds: float) -> tuple[tuple[Word, ...], ...]:
    """The sentences from the first on that end before the video does."""
    room = seconds - LEAD_SECONDS - REST_SECONDS
    kept = []
    for words in narration.sentences:
        if words and words[-1].end > room:
            break
        kept.append(words)
    return tuple(kept) if any(kept) else ()


def _spoken(
    narration: Narration, sentences: tuple[tuple[Word, ...], ...], music: Music | None, seconds: float
) -> NDArray[np.float64]:
    voice, rate = read_wav(narration.data)
    words = [word for sentence in sentences for word in sentence]
    if len(sentences) < len(narration.sentences):
        following = next(words for words in narration.sentences[len(sentences) :] if words)
        end = min(words[-1].end + REST_SECONDS, max(words[-1].end, following[0].start - _VOICE_FADE))
        voice = voice[: round(end * rate)] * _fade(end, _VOICE_FADE, rate)[: round(end * rate)]
    length = round(seconds * SAMPLE_RATE)
    if music is None:
        lead = round(LEAD_SECONDS * SAMPLE_RATE)
        track = np.pad(resampled(voice, rate, SAMPLE_RATE), (lead, length))[:length]
        return np.repeat(track[:, None], 2, axis=1)
    room = round((seconds - LEAD_SECONDS - OUTRO_SECONDS) * rate)
    voice = np.pad(voice, (0, max(0, room - len(voice) + 1)))
    spans = [(word.start, word.end) for word in words]
    if narration.notice == "morse":
        spans.insert(0, (0.0, words[0].start))
    bed, bed_rate = read_channels(music.data)
    parts = stems(voice, rate, spans, bed, bed_rate)
    spoken_until = LEAD_SECONDS + words[-1].end
    fade = _fade(seconds, min(_MUSIC_FADE, max(0.2, seconds - spoken_until)))
    return parts.voice[:length] + parts.music[:length] * fade[:, None]


def _fade(seconds: float, over: float, rate: int = SAMPLE_RATE) -> Samples:
    """A factor for each sample: 1, and a soft way to 0 at the end."""
    left = (round(seconds * rate) - np.arange(round(seconds * rate))) / (over * rate)
    gain: Samples = 0.5 - 0.5 * np.cos(np.pi * np.minimum(1.0, left))
    return gain
