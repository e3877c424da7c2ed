"""Spots of made-up voices and music; the files are read back by FFmpeg, and their tags by a reader of our own."""

import io
import re
import subprocess
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from PIL import Image

from mmdemo.compose import spot as spots
from mmdemo.compose.spot import Spot, cover_of, spot_files, spot_of
from mmdemo.processing.audio.ffmpeg import INPUT, OUTPUT, find_ffmpeg, run_ffmpeg
from mmdemo.processing.audio.loudness import normalise
from mmdemo.processing.audio.notice import morse
from mmdemo.processing.audio.wav import quantise, wav_bytes
from mmdemo.schema import Asset, Kit, Music, Narration, Picture, Product, Provenance, Request, Word

RATE = 22_050
PROVENANCE = Provenance("auto", "embedded", "Embedded", "CPU", 1, 0, 0.0, "", "", "", "")
HOSTILE = [
    'The "Best" Mug',
    "Mug 🎉 👩‍🍳",
    "青禾手作 马克杯",
    "one\ntwo\r\n\x00three\u2028four",
    "-y /etc/passwd",
    "-i",
    "title=x; rm -rf / $(id) `id` %s \\",
    "pipe:0",
    "spot.mp3",
    "\ud83d half",
    "m" * 5_000,
]


def narration(pitch: float = 140.0, notice: str = "none") -> Narration:
    """Two sentences of six buzzing words, with 1.6 s between them."""
    head = morse(RATE) if notice == "morse" else np.zeros(0)
    sentences = []
    sound = np.zeros(round(6.5 * RATE))
    for start in (0.1, 3.9):
        words = [Word(start + 0.36 * number, start + 0.36 * number + 0.3, f"word{number}") for number in range(6)]
        for word in words:
            first, last = round(word.start * RATE), round(word.end * RATE)
            time = np.arange(last - first) / RATE
            buzz = sum(np.sin(2 * np.pi * pitch * order * time + order) / order for order in range(1, 16))
            sound[first:last] = 0.1 * buzz * np.hanning(last - first) ** 0.3
        by = len(head) / RATE
        sentences.append(tuple(Word(word.start + by, word.end + by, word.text) for word in words))
    pcm = quantise(normalise(np.concatenate([head, sound]), RATE))
    return Narration(
        wav_bytes(pcm, RATE), RATE, len(pcm) / RATE, "script", tuple(sentences), -16.0, -2.0, notice=notice
    )


def music(rate: int = 44_100) -> Music:
    time = np.arange(4 * rate) / rate
    sound = 0.2 * np.stack([np.sin(2 * np.pi * 220 * time), np.sin(2 * np.pi * 330 * time)], axis=1)
    sink = io.BytesIO()
    with wave.open(sink, "wb") as writer:
        writer.setparams((2, 2, rate, 0, "NONE", ""))
        writer.writeframes(quantise(sound).tobytes())
    return Music(sink.getvalue(), rate, 4.0, "calm", 90, "A major", -20.0)


def kit(name: str = "Mug", brand: str = "Kiln & Co", *payloads: object) -> Kit:
    parts = {"narration": narration(), "music": music()} if not payloads else {}
    parts |= {"music" if isinstance(payload, Music) else "narration": payload for payload in payloads}
    assets = {part: Asset(part, payload, PROVENANCE) for part, payload in parts.items()}
    return Kit(Request(), Product(name, "en", brand=brand), 1, tuple(assets), assets)


def png(size: tuple[int, int], colour: tuple[int, ...]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def with_pictures(kit: Kit, **pictures: bytes) -> Kit:
    made = {f"image/{name}": Asset(f"image/{name}", Picture(data, 8, 8), PROVENANCE) for name, data in pictures.items()}
    return replace(kit, parts=(*kit.parts, *made), assets={**kit.assets, **made})


def samples(spot: Spot) -> np.ndarray:
    with wave.open(io.BytesIO(spot.data)) as reader:
        assert (reader.getframerate(), reader.getsampwidth()) == (spot.sample_rate, 2)
        return np.frombuffer(reader.readframes(reader.getnframes()), "<i2").reshape(-1, reader.getnchannels()) / 32768


def decoded_seconds(name: str, data: bytes) -> float:
    form = {"wav": "wav", "mp3": "mp3", "m4a": "mov"}[name.rsplit(".", 1)[1]]
    output = ("-map", "0:a", "-ac", "1", "-ar", "8000", "-f", "s16le", OUTPUT)
    pcm = run_ffmpeg(("-f", form, "-i", INPUT, *output), data, lambda: None, 60)
    return len(pcm) / 2 / 8_000


def told(data: bytes, tmp_path, name: str) -> str:
    """What FFmpeg says of a file."""
    path = tmp_path / name
    path.write_bytes(data)
    reply = subprocess.run([find_ffmpeg(), "-hide_banner", "-i", str(path)], capture_output=True, check=False)
    return reply.stderr.decode()


def test_a_spot_is_loud_enough_and_longer_than_its_voice() -> None:
    spot = spot_of(narration(), music())
    heard = samples(spot)
    assert heard.shape == (round(spot.duration * spot.sample_rate), 2)
    assert spot.lead + narration().duration + 1 < spot.duration < spot.lead + narration().duration + 2
    measured = pyloudnorm.Meter(spot.sample_rate).integrated_loudness(heard)
    assert measured == pytest.approx(-16, abs=0.5)
    assert spot.loudness == pytest.approx(measured, abs=0.1)
    assert spot.true_peak <= -1


def test_words_move_with_the_voice() -> None:
    spoken, spot = narration(), spot_of(narration(), music())
    for before, after in zip(spoken.sentences, spot.sentences, strict=True):
        assert [word.text for word in before] == [word.text for word in after]
        assert [word.start + spot.lead for word in before] == pytest.approx([word.start for word in after])
        assert [word.end + spot.lead for word in before] == pytest.approx([word.end for word in after])
    # Second differences leave the voice's overtones and hardly anything of the music's two low notes.
    loud = np.abs(np.diff(samples(spot).mean(axis=1), n=2))
    for words in spot.sentences:
        start, end = words[0].start, words[-1].end
        inside = loud[round(start * 44_100) : round(end * 44_100)].mean()
        before = loud[round((start - 0.4) * 44_100) : round((start - 0.02) * 44_100)].mean()
        assert inside > 5 * before


def test_without_music_the_spot_is_the_narration() -> None:
    spoken = narration()
    spot = spot_of(spoken, None)
    assert (spot.data, spot.lead, spot.duration, spot.sentences) == (
        spoken.data,
        0.0,
        spoken.duration,
        spoken.sentences,
    )


@pytest.mark.parametrize("rate", [24_000, 32_000, 48_000])
def test_music_of_other_rates_is_taken(rate: int) -> None:
    assert spot_of(narration(), music(rate)).loudness == pytest.approx(-16, abs=0.5)


def test_a_recording_without_known_words_is_kept_clear_from_end_to_end() -> None:
    spoken = replace(narration(), sentences=(), recording=b"mine")
    quiet = samples(spot_of(spoken, music()))
    usual = samples(spot_of(narration(), music()))
    pause = slice(round(3.6 * 44_100), round(4.1 * 44_100))  # between the sentences
    assert (quiet[pause] ** 2).mean() < 0.5 * (usual[pause] ** 2).mean()


def test_a_notice_in_morse_is_not_covered() -> None:
    spoken = narration(notice="morse")
    spot = spot_of(spoken, music())
    unaware = spot_of(replace(spoken, notice="none"), music())
    start, end = round(spot.lead * 44_100), round((spot.lead + 0.6) * 44_100)
    window = np.hanning(end - start)

    def level(spot: Spot, hertz: float) -> float:
        time = np.arange(end - start) / 44_100
        return abs((samples(spot)[start:end].mean(axis=1) * window * np.exp(-2j * np.pi * hertz * time)).sum())

    assert level(spot, 220) < 0.6 * level(unaware, 220)  # the music's own note, while the rhythm sounds


def test_the_same_sound_gives_the_same_bytes() -> None:
    assert spot_of.__wrapped__(narration(), music()) == spot_of.__wrapped__(narration(), music())
    whole = with_pictures(kit(), scene=png((40, 30), (200, 10, 10)))
    first = spot_files(whole, cover_of(whole))
    spots._encoded.cache_clear()
    spot_of.cache_clear()
    assert spot_files(whole, cover_of(whole)) == first


def test_packing_again_costs_no_encoding() -> None:
    spot_files(kit("Packed once"), None)
    done = spots._encoded.cache_info().misses
    spot_files(kit("Packed once"), None)
    assert spots._encoded.cache_info().misses == done


def test_every_file_plays_as_long_as_the_spot_and_carries_title_brand_and_cover(tmp_path) -> None:
    whole = with_pictures(kit("Stoneware Mug"), scene=png((1600, 900), (200, 10, 10)))
    files = spot_files(whole, cover_of(whole))
    assert sorted(files) == [f"audio/spot.{kind}" for kind in ("m4a", "mp3", "srt", "vtt", "wav")]
    length = spot_of(whole.narration, whole.music).duration
    for name in ("audio/spot.wav", "audio/spot.mp3", "audio/spot.m4a"):
        assert decoded_seconds(name, files[name]) == pytest.approx(length, abs=0.1)
    for name in ("spot.mp3", "spot.m4a"):
        report = told(files[f"audio/{name}"], tmp_path, name)
        assert re.search(r"title +: Stoneware Mug\n", report)
        assert re.search(r"artist +: Kiln & Co\n", report)
        assert re.search(r"Video: mjpeg.* 1000x56[23].*attached pic", report)
        assert re.search(r"44100 Hz, stereo, fltp, 1[0-9]{2} kb/s", report)  # steady tones take less than asked
        assert not re.search(r"20\d\d-\d\d|creation_time|date", report)
    mp3, m4a = files["audio/spot.mp3"], files["audio/spot.m4a"]
    assert mp3[:5] == b"ID3\x03\x00"
    assert m4a.index(b"moov") < m4a.index(b"mdat")


def test_a_kit_without_brand_music_or_cover_has_files_too(tmp_path) -> None:
    files = spot_files(kit("Mug", "", narration()), None)
    assert files["audio/spot.wav"] == narration().data
    report = told(files["audio/spot.mp3"], tmp_path, "spot.mp3")
    assert "artist" not in report
    assert "Video" not in report
    assert decoded_seconds("spot.m4a", files["audio/spot.m4a"]) == pytest.approx(6.5, abs=0.1)


def test_no_narration_no_files() -> None:
    assert spot_files(kit("Mug", "", music()), None) == {}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_any_name_is_only_a_title(name: str, tmp_path) -> None:
    files = spot_files(kit(name, name, narration()), None)
    wanted = spots._tag(name)
    assert wanted
    assert len(wanted) <= 200
    for file in ("spot.mp3", "spot.m4a"):
        report = told(files[f"audio/{file}"], tmp_path, file)
        assert re.search(rf"title +: {re.escape(wanted)}\n", report), report
        assert re.search(rf"artist +: {re.escape(wanted)}\n", report), report


def test_captions_are_those_of_the_spot() -> None:
    files = spot_files(kit(), None)
    spot = spot_of(narration(), music())
    times = [float(found) for found in re.findall(r"\n00:00:(\d\d\.\d{3}) -->", files["audio/spot.vtt"].decode())]
    assert times == pytest.approx([words[0].start for words in spot.sentences], abs=0.001)
    assert re.findall(r"\n00:00:(\d\d),(\d{3}) -->", files["audio/spot.srt"].decode()) == [
        tuple(f"{time:06.3f}".split(".")) for time in times
    ]


def test_the_cover_is_the_best_picture_small_and_on_white() -> None:
    clear, red = png((30, 20), (0, 0, 0, 0)), png((2400, 1200), (200, 10, 10))
    assert cover_of(kit()) is None
    assert cover_of(with_pictures(kit(), size=red)) is None
    for pictures, size, colour in [
        ({"card": red, "main": clear}, (30, 20), (255, 255, 255)),
        ({"main": clear, "scene": red}, (1000, 500), (200, 10, 10)),
        ({"concept": red}, (1000, 500), (200, 10, 10)),
    ]:
        cover = cover_of(with_pictures(kit(), **pictures))
        with Image.open(io.BytesIO(cover)) as image:
            assert (image.format, image.mode, image.size) == ("JPEG", "RGB", size)
            assert image.getpixel((5, 5)) == pytest.approx(colour, abs=4)


def test_what_cannot_be_encoded_is_left_out_and_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "gone"))
    files = spot_files(kit("A mug that nobody encoded yet"), None)
    assert sorted(files) == ["audio/spot.srt", "audio/spot.vtt", "audio/spot.wav"]
    assert "spot.mp3 is left out: FFmpeg cannot be started" in caplog.text
