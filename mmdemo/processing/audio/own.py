"""A narration from the merchant's own recording."""

from __future__ import annotations

import math

from mmdemo.errors import InputError
from mmdemo.processing.audio.loudness import integrated_loudness, normalise, true_peak
from mmdemo.processing.audio.restore import restore
from mmdemo.processing.audio.spread import spread
from mmdemo.processing.audio.stress import shown_words
from mmdemo.processing.audio.wav import FULL_SCALE, quantise, read_wav, wav_bytes
from mmdemo.processing.text.speakable import sentences, speakable
from mmdemo.schema import Language, Recording
from mmdemo.sound import Narration


def own_narration(recording: Recording, script: str, language: Language) -> Narration:
    """The recording cleaned, trimmed and levelled to -16 LUFS and under -1.5 dBTP, with the script's words over it.

    Raises:
        InputError: nothing but rumble can be heard (`field="recording"`).
    """
    samples, rate = read_wav(recording.data)
    pcm = quantise(normalise(restore(samples, rate), rate))
    heard = pcm / FULL_SCALE
    loudness = integrated_loudness(heard, rate)
    if loudness == -math.inf:
        raise InputError(
            "No voice can be heard in the recording. Check the microphone and record it again.",
            "录音里听不到人声。请检查麦克风后重新录音。",
            field="recording",
        )
    said = (shown_words(speakable(sentence, language), language) for sentence in sentences(script))
    read = [words for words in said if words]
    return Narration(
        data=wav_bytes(pcm, rate),
        sample_rate=rate,
        duration=len(pcm) / rate,
        script=script,
        sentences=spread(read, heard, rate),
        loudness=loudness,
        true_peak=true_peak(heard),
        recording=recording.data,
    )
