"""How the narrators, the normalisers of their texts and the spot do, by machines: nobody listens here.

A table for each narrator's every script goes to `build/bench/sound.txt`.
"""

import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import resample_poly

from mmdemo.compose.spot import spot_of
from mmdemo.context import RunContext
from mmdemo.generators import Generator, GeneratorSpec
from mmdemo.generators.music.embedded import SPEC as COMPOSER
from mmdemo.generators.speech.embedded import SPEC as ESPEAK
from mmdemo.generators.speech.flite import SPEC as FLITE
from mmdemo.processing.audio.ffmpeg import find_ffmpeg
from mmdemo.processing.audio.mix import SAMPLE_RATE, Stems, stems
from mmdemo.processing.audio.music.bed import compose_bed
from mmdemo.processing.audio.wav import quantise, read_channels, read_wav, wav_bytes
from mmdemo.processing.text.speakable import sentences, speakable, spoken_text
from mmdemo.processing.text.word_error import error_rate, spoken_words
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import Brief, Copy, Language, Music, Narration, Product
from mmdemo.sound import ANY_VOICE, BED_MOODS, BedMood, Sound
from tests.bench.row import Row, at_least, at_most
from tests.conftest import ROOT
from tests.processing.text.phonemes import heard_right
from tests.processing.text.test_speakable_cases import CASES as READINGS
from tests.processing.text.test_speakable_cases import reading_of

CASES: dict[str, list[str]] = json.loads((ROOT / "tests/bench/sound_cases.json").read_text(encoding="utf-8"))
TARGET_LUFS, MOST_DBTP = -16.0, -1.0
TIMES = 5
SPOT_SCRIPT = " ".join(CASES["scripts"][:2])  # about 20 s
# A word begins where its energy rises above this share of the sound's loudest moment, after a silence.
ONSET_DB, WINDOW_SECONDS, SILENCE_SECONDS = -35.0, 0.005, 0.2
# The floor for a narrator: eSpeak NG alone, speaking all of the text at once, its samples thrown away.
BARE_ENGINE = """
import ctypes, sys
import espeakng_loader
engine = ctypes.CDLL(espeakng_loader.get_library_path())
assert engine.espeak_Initialize(2, 200, espeakng_loader.get_data_path().encode(), 0x8000) > 0
heard = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(lambda *_: 0)
engine.espeak_SetSynthCallback(heard)
assert engine.espeak_SetVoiceByName(b"en-us") == 0
text = sys.stdin.buffer.read()
assert engine.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 1, 0, 1, None, None) == 0
"""

Samples = NDArray[np.float64]


def measure() -> list[Row]:
    return [*_reading(), *_hearing(), *_levels(), *_captions(), *_voice_over_bed(), *_cost()]


def _reading() -> list[Row]:
    rows = []
    for language, tables in READINGS.items():
        for table in ("readings", "later"):
            cases = tables[table]
            right = sum(reading_of(text, language) == reading for text, reading in cases)
            rows.append(at_least(f"{language}: {table} right of {len(cases)}", right, "", len(cases)))
    sounds = [*READINGS["zh"]["sounds"], *READINGS["zh"]["misread"]]
    right = sum(heard_right([(spoken_text(speakable(text, "zh")), accepted) for text, *accepted in sounds]))
    share = 100 * right / len(sounds)
    return [*rows, at_least(f"zh: characters of two readings, {len(sounds)}, right by eSpeak NG", share, "%", 98)]


def _hearing() -> list[Row]:
    """Word error rates by PocketSphinx with its own models, over scripts written for this bench alone."""
    rows: list[Row] = []
    report: list[str] = []
    for spec, limit in ((FLITE, 15.0), (ESPEAK, 40.0)):
        rates = {speaker: _error_rate(spec, speaker, report) for speaker in _speakers(spec, "en")}
        rows += [Row(f"word error rate, {spec.id}/{speaker}", rate, "%") for speaker, rate in rates.items()]
        rows.append(at_most(f"  best voice of {spec.id}", min(rates.values()), "%", limit))
    target = ROOT / "build" / "bench" / "sound.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(report) + "\n", encoding="utf-8")
    return rows


def _error_rate(spec: GeneratorSpec, speaker: str, report: list[str]) -> float:
    """The rate over all scripts in percent; appends a line for each script to `report`."""
    narrator = spec.load(ON_CPU)
    wrong = count = 0.0
    for script in CASES["scripts"]:
        heard = _heard(_narrated(narrator, script, f"{spec.id}/{speaker}"))
        rate, words = error_rate(script, heard, "en"), len(spoken_words(script, "en"))
        wrong, count = wrong + rate * words, count + words
        report.append(f"{spec.id}/{speaker}\t{100 * rate:.0f} %\t{script}\t{heard}")
    return 100 * wrong / count


def _heard(narration: Narration) -> str:
    from pocketsphinx import Decoder

    samples, rate = read_wav(narration.data)
    decoder = Decoder(samprate=16_000, loglevel="FATAL")  # a fresh one: it adapts to what it hears
    decoder.start_utt()
    decoder.process_raw(quantise(resample_poly(samples, 16_000, rate)).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    hypothesis = decoder.hyp()
    return hypothesis.hypstr if hypothesis else ""


def _levels() -> list[Row]:
    """Loudness and true peak of narrations and a spot by our meter, pyloudnorm and FFmpeg's ebur128."""
    sounds = {f"{spec.id} narration": _narrated(spec.load(ON_CPU), SPOT_SCRIPT).data for spec in (FLITE, ESPEAK)}
    spot = spot_of(_narrated(ESPEAK.load(ON_CPU), SPOT_SCRIPT), _music("bright"))
    sounds["spot"] = spot.data
    ours = {"spot": (spot.loudness, spot.true_peak)}
    for spec in (FLITE, ESPEAK):
        narration = _narrated(spec.load(ON_CPU), SPOT_SCRIPT)
        ours[f"{spec.id} narration"] = narration.loudness, narration.true_peak
    rows = []
    for name, data in sounds.items():
        loudness, peak = _by_ffmpeg(data)
        samples, rate = read_channels(data)
        peer = pyloudnorm.Meter(rate).integrated_loudness(samples)
        readings = ours[name][0], peer, loudness
        rows += [
            at_most(f"{name}: loudness off {TARGET_LUFS:g}, worst meter", _off(readings, TARGET_LUFS), "LU", 0.5),
            at_most("  our meter against pyloudnorm and FFmpeg", _off(readings[1:], ours[name][0]), "LU", 0.15),
            at_most("  true peak, higher of ours and FFmpeg's", max(peak, ours[name][1]), "dBTP", MOST_DBTP),
        ]
    return rows


def _off(readings: Sequence[float], wanted: float) -> float:
    return float(max(abs(reading - wanted) for reading in readings))


def _by_ffmpeg(data: bytes) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP, to one decimal."""
    command = [find_ffmpeg(), *"-hide_banner -nostats -i pipe:0 -af ebur128=peak=true -f null -".split()]
    report = subprocess.run(command, input=data, check=True, capture_output=True).stderr.decode().split("Summary:")[1]
    found = [re.search(pattern, report) for pattern in (r"I:\s+(-?[\d.]+) LUFS", r"Peak:\s+(-?[\d.]+) dBFS")]
    loudness, peak = (float(match[1]) for match in found if match)
    return loudness, peak


def _captions() -> list[Row]:
    """Where each caption starts, against where its sound does; one word a sentence, so that silence parts them."""
    rows = []
    for spec in (FLITE, ESPEAK):
        narration = _narrated(spec.load(ON_CPU), " ".join(f"{word}." for word in CASES["words"]))
        starts = [words[0].start for words in narration.sentences]
        onsets = _onsets(*read_wav(narration.data))
        late = [1000 * abs(start - min(onsets, key=lambda onset: abs(onset - start))) for start in starts]
        rows += [
            Row(f"{spec.id}: words with a sound of their own of {len(starts)}", len(onsets), ""),
            Row("  caption start off the sound's, median", median(late), "ms"),
            at_most("  worst", max(late), "ms", 80),
        ]
    return rows


def _onsets(samples: Samples, rate: int) -> list[float]:
    """The seconds at which something is heard after a silence."""
    power = uniform_filter1d(samples**2, round(WINDOW_SECONDS * rate))
    loud = np.flatnonzero(power > power.max() * 10 ** (ONSET_DB / 10)) / rate
    return [float(loud[0]), *(float(after) for before, after in pairwise(loud) if after - before > SILENCE_SECONDS)]


def _voice_over_bed() -> list[Row]:
    """How far the voice lies over each bed, by pyloudnorm, over the times at which there are words."""
    narration = _narrated(ESPEAK.load(ON_CPU), SPOT_SCRIPT)
    rows = []
    for mood in BED_MOODS:
        parts, spans = _stems(narration, _music(mood))
        speaking = np.concatenate([np.arange(*(round(time * SAMPLE_RATE) for time in span)) for span in spans])
        meter = pyloudnorm.Meter(SAMPLE_RATE)
        voice, bed = (meter.integrated_loudness(part[speaking]) for part in (parts.voice, parts.music))
        rows.append(at_least(f"voice over the {mood} bed", float(voice - bed), "LU", 10))
    return rows


def _stems(narration: Narration, music: Music) -> tuple[Stems, list[tuple[float, float]]]:
    """What the spot adds up, and the times at which it has words."""
    spans = [(word.start, word.end) for words in narration.sentences for word in words]
    lead = spot_of(narration, music).lead
    parts = stems(*read_wav(narration.data), spans, *read_channels(music.data))
    return parts, [(start + lead, end + lead) for start, end in spans]


def _cost() -> list[Row]:
    """CPU seconds of this process and its children, against the bare engine and against adding up and measuring."""
    narrator = ESPEAK.load(ON_CPU)
    narration, music = _narrated(narrator, SPOT_SCRIPT), _music("bright")
    text = " ".join(spoken_text(speakable(sentence, "en")) for sentence in sentences(SPOT_SCRIPT))
    parts, _ = _stems(narration, music)
    length = len(parts.voice) / SAMPLE_RATE

    def bare() -> None:
        subprocess.run([sys.executable, "-c", BARE_ENGINE], input=text.encode(), check=True)

    def summed() -> None:
        both = parts.voice + parts.music
        pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(both)
        wav_bytes(quantise(both), SAMPLE_RATE)

    def cached() -> None:
        spot_of.cache_clear()
        spot_of(_narrated(narrator, SPOT_SCRIPT), _music("bright"))

    def fresh() -> None:
        compose_bed.cache_clear()
        cached()

    narrating, floor = _spent(lambda: _narrated(narrator, SPOT_SCRIPT)), _spent(bare)
    spot, adding = _spent(cached), _spent(summed)
    return [
        at_least(
            f"{ESPEAK.id} narrator, {narration.duration:.0f} s", narration.duration / narrating, "x real time", 100
        ),
        Row("  against the engine alone", narrating / floor, "x"),
        at_most(f"spot of {length:.0f} s, bed kept from before", spot, "CPU s", 1.0),
        Row("  against the engine alone, adding up and measuring once", spot / (floor + adding), "x"),
        at_most("  bed composed anew", _spent(fresh), "CPU s", 1.6),
    ]


def _spent(work: Callable[[], object]) -> float:
    """Median CPU seconds, warm."""
    work()
    spent = []
    for _ in range(TIMES):
        started = _cpu()
        work()
        spent.append(_cpu() - started)
    return median(spent)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _speakers(spec: GeneratorSpec, language: Language) -> list[str]:
    """The narrator's voices, or its only one."""
    return [speaker.id for speaker in spec.speakers if speaker.language == language] or [ANY_VOICE]


def _narrated(narrator: Generator, script: str, voice: str = ANY_VOICE) -> Narration:
    brief = Brief(
        part="audio/narration",
        modality="speech",
        kind="narration",
        product=Product("Mug", "en"),
        tone="friendly",
        inputs={"copy": Copy("Mug", (), "", "", (), {}, script)},
        sound=Sound(voice=voice, notice="none"),
    )
    narration = narrator.generate(brief, RunContext(1))
    assert isinstance(narration, Narration)
    return narration


def _music(mood: BedMood) -> Music:
    brief = Brief("audio/music", "music", "bed", Product("Mug", "en"), "friendly", sound=Sound(mood=mood))
    music = COMPOSER.load(ON_CPU).generate(brief, RunContext(1))
    assert isinstance(music, Music)
    return music
