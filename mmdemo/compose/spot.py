"""The audio spot: the narration over its music, with captions, and as files that players, phones and editors take."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from PIL import Image

from mmdemo.errors import GenerationError
from mmdemo.processing.audio.captions import captions_srt, captions_vtt
from mmdemo.processing.audio.ffmpeg import BIT_EXACT, INPUT, run_ffmpeg
from mmdemo.processing.audio.wav import FULL_SCALE, quantise, read_channels, read_wav, wav_bytes
from mmdemo.schema import Kit, Music, Narration, Word

log = logging.getLogger(__name__)

KEPT = 8  # spots, and encoded files of each kind, of up to some megabytes each
COVER_SIDE = 1000
COVERS = ("image/scene", "image/main", "image/card", "image/concept")
LONGEST_TAG = 200
ENCODING_SECONDS = 120.0
_UNWRITABLE = {"Cc", "Cs", "Zl", "Zp"}  # controls, halves of characters, separators of lines
_COVER_FILE = "cover.jpg"
_ENCODERS = {
    "spot.mp3": ("-c:a", "libmp3lame", "-id3v2_version", "3", "-f", "mp3"),
    "spot.m4a": ("-c:a", "aac", "-disposition:v", "attached_pic", "-movflags", "+faststart", "-f", "ipod"),
}


@dataclass(frozen=True)
class Spot:
    """A finished spot: `data` is a 16-bit PCM WAV, stereo, or the narration's own where there is no music.

    The narration begins `lead` seconds after the start; the times of the words in `sentences` count from the start.
    `loudness` is in LUFS (ITU-R BS.1770-4), `true_peak` in dBTP.
    """

    data: bytes
    sample_rate: int
    duration: float
    lead: float
    sentences: tuple[tuple[Word, ...], ...]
    loudness: float
    true_peak: float


@lru_cache(maxsize=KEPT)
def spot_of(narration: Narration, music: Music | None) -> Spot:
    """The spot of a narration and of the music under it; the last few are kept."""
    if music is None:
        return Spot(
            narration.data,
            narration.sample_rate,
            narration.duration,
            0.0,
            narration.sentences,
            narration.loudness,
            narration.true_peak,
        )
    from mmdemo.processing.audio.loudness import integrated_loudness, true_peak
    from mmdemo.processing.audio.mix import mix

    mixed = mix(*read_wav(narration.data), _spans(narration), *read_channels(music.data))
    pcm = quantise(mixed.samples)
    heard = pcm / FULL_SCALE
    return Spot(
        data=wav_bytes(pcm, mixed.sample_rate),
        sample_rate=mixed.sample_rate,
        duration=len(pcm) / mixed.sample_rate,
        lead=mixed.lead,
        sentences=tuple(
            tuple(Word(word.start + mixed.lead, word.end + mixed.lead, word.text) for word in words)
            for words in narration.sentences
        ),
        loudness=integrated_loudness(heard, mixed.sample_rate),
        true_peak=true_peak(heard),
    )


def spot_files(kit: Kit, cover: bytes | None) -> dict[str, bytes]:
    """The spot by path: WAV, MP3 and M4A with title, brand and cover (a JPEG), and captions. Nothing without narration.

    The same kit gives the same bytes; what was encoded last is kept. A file that cannot be encoded here is left out,
    and the log says why: the WAV has the same sound.
    """
    if kit.narration is None:
        return {}
    spot = spot_of(kit.narration, kit.music)
    files = {
        "audio/spot.wav": spot.data,
        "audio/spot.vtt": captions_vtt(spot).encode(),
        "audio/spot.srt": captions_srt(spot).encode(),
    }
    for name in _ENCODERS:
        try:
            files[f"audio/{name}"] = _encoded(name, spot.data, _tag(kit.product.name), _tag(kit.product.brand), cover)
        except GenerationError as error:
            log.warning("%s is left out: %s", name, error)
    return files


def cover_of(kit: Kit) -> bytes | None:
    """The kit's best picture as a JPEG of at most `COVER_SIDE` pixels a side, on white, or None where there is none."""
    pictures = kit.pictures
    return next((_jpeg(pictures[part].data) for part in COVERS if part in pictures), None)


@lru_cache(maxsize=KEPT)
def _jpeg(png: bytes) -> bytes:
    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        image.thumbnail((COVER_SIDE, COVER_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
        seen = image.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    encoded = io.BytesIO()
    Image.alpha_composite(ground, seen).convert("RGB").save(encoded, "JPEG", quality=88)
    return encoded.getvalue()


@lru_cache(maxsize=2 * KEPT)
def _encoded(name: str, wav: bytes, title: str, artist: str, cover: bytes | None) -> bytes:
    pictured: tuple[str, ...] = ()
    mapped: tuple[str, ...] = ("-map", "0:a")
    if cover is not None:
        pictured = ("-f", "jpeg_pipe", "-i", _COVER_FILE)
        mapped += ("-map", "1:v", "-c:v", "copy", "-metadata:s:v", "comment=Cover (front)")
    tags = ("-metadata", f"title={title}", "-metadata", f"artist={artist}")
    return run_ffmpeg(
        ("-f", "wav", "-i", INPUT, *pictured, *mapped, *BIT_EXACT, *tags, "-b:a", "160k", *_ENCODERS[name], name),
        wav,
        lambda: None,
        ENCODING_SECONDS,
        files={} if cover is None else {_COVER_FILE: cover},
        result=name,
    )


def _tag(text: str) -> str:
    """One short line that can stand on a command line."""
    line = " ".join("".join(" " if category(letter) in _UNWRITABLE else letter for letter in text).split())
    return line[:LONGEST_TAG].strip()


def _spans(narration: Narration) -> tuple[tuple[float, float], ...]:
    """When there is something to hear that the music must not cover: the words, and a notice in Morse before them."""
    words = [word for sentence in narration.sentences for word in sentence]
    if not words:
        return ((0.0, narration.duration),)
    notice = [(0.0, words[0].start)] if narration.notice == "morse" else []
    return (*notice, *((word.start, word.end) for word in words))
