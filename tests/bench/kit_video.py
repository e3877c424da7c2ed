"""The video of a kit: what it costs beside its floor and a peer, how much memory it takes, and whether it is right.

The floor is FFmpeg alone, encoding the very frames and the sound ready-made with the same settings. The peer is
MoviePy in an environment of its own, `build/moviepy`, which is made here when it is missing: the same pictures, zooms,
lines and captions, with the same encoder.
"""

import json
import pickle
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil
import pyloudnorm
from numpy.typing import NDArray

from mmdemo import Request, make_kit
from mmdemo.compose.video.encode import ENCODER, raw_input
from mmdemo.compose.video.reel import Reel
from mmdemo.compose.video.track import track_of
from mmdemo.context import RunContext
from mmdemo.look import Look
from mmdemo.processing.audio.captions import cues
from mmdemo.processing.audio.ffmpeg import BIT_EXACT, find_ffmpeg
from mmdemo.processing.audio.wav import read_channels
from mmdemo.schema import Kit
from mmdemo.video import FRAMES_A_SECOND, Shot, Storyboard, Video
from tests.bench.row import Row, at_least, at_most
from tests.conftest import ROOT

TIMES = 5  # of which the least counts: another process can only make one slower
SIZE = 1080, 1920
PEER = ROOT / "build" / "moviepy"
PEER_PACKAGE = "moviepy==2.2.1"
CHANGED_LEVELS, CHANGED_SHARE = 24, 0.02  # of a pixel, and of the captions' band, where a caption comes on
BAND = slice(1100, 1560)  # rows that hold the captions
# In a process of its own, for its memory. It writes its seconds, on the clock and of processors, and the video.
OURS = """
import pickle, resource, sys, time
from mmdemo.compose.video import render_video
from mmdemo.context import RunContext
def processor():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
kit, board = pickle.load(open(sys.argv[1], "rb"))
started, before = time.perf_counter(), processor()
video = render_video(kit, board, RunContext(1))
print(time.perf_counter() - started, processor() - before)
pickle.dump(video, open(sys.argv[2], "wb"))
"""


def rows() -> list[Row]:
    kit = _kit()
    board = _board()
    with tempfile.TemporaryDirectory(prefix="kit-video-") as name:
        folder = Path(name)
        silent = _ours(kit, replace(board, captions=False), folder).video
        first = _ours(kit, board, folder)
        film = _written(folder / "video.mp4", first.video.data)
        _raw(kit, board, folder)
        floors, runs = [], []
        for _ in range(TIMES):
            floors.append(_floor(folder))
            runs.append(_ours(kit, board, folder))
        (floor, floor_work), ours = map(min, zip(*floors, strict=True)), min(run.seconds for run in runs)
        same = all(run.video.data == first.video.data for run in runs)
        return [
            Row("FFmpeg alone, the same frames ready-made", floor, "s"),
            Row(f"ours, {board.seconds:.0f} s of {SIZE[0]}x{SIZE[1]}", ours, "s"),
            at_most("  against FFmpeg alone", ours / floor, "x", 1.4),
            Row("  the same in processor time", min(run.work for run in runs) / floor_work, "x"),
            *_peer(kit, board, folder, ours),
            at_most("peak memory of the process", max(run.alone for run in runs), "MB", 700),
            Row("  with FFmpeg beside it", max(run.whole for run in runs), "MB"),
            at_least("the same bytes again", same, "", 1),
            *_right(first.video, board, film),
            *_captions(first.video, kit, film, _written(folder / "silent.mp4", silent.data)),
        ]


def _kit() -> Kit:
    return make_kit(
        Request(
            name="Stoneware mug",
            brand="Lakeside",
            category="Kitchen",
            price="$24.00",
            facts=("350 ml", "Glazed stoneware", "Dishwasher safe", "9 cm tall"),
            photo=ROOT / "assets/examples/mug.jpg",
            seed=7,
            language="en",
            look=Look(badge="New"),
        )
    )


def _board() -> Storyboard:
    return Storyboard(
        "9:16",
        (
            Shot("hook", "Glazed stoneware, made for mornings", "image/scene", "parallax", 3.5, "cut"),
            Shot("benefit", "Dishwasher safe", "image/main", "zoom_in", 3.0, "slide"),
            Shot("proof", "9 cm tall, holds 350 ml", "image/size", "pan_up", 3.0, "wipe"),
            Shot("price", "$24.00", "image/scene", "zoom_out", 2.5, "fade"),
            Shot("call", "Shop now", "image/main", "pan_right", 3.0, "fade"),
        ),
    )


@dataclass(frozen=True)
class Run:
    """A video made: its seconds on the clock, those of all processors, and the peak of MB alone and with FFmpeg."""

    video: Video
    seconds: float
    work: float
    alone: float
    whole: float


def _ours(kit: Kit, board: Storyboard, folder: Path) -> Run:
    given, made = folder / "given.pickle", folder / "made.pickle"
    given.write_bytes(pickle.dumps((kit, board)))
    command = [sys.executable, "-c", OURS, str(given), str(made)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        watched = psutil.Process(process.pid)
        alone = whole = 0.0
        while process.poll() is None:
            own, both = _memory(watched)
            alone, whole = max(alone, own), max(whole, both)
            time.sleep(0.1)
        assert process.stdout is not None
        seconds, work = map(float, process.stdout.read().split())
    return Run(pickle.loads(made.read_bytes()), seconds, work, alone, whole)


def _memory(process: psutil.Process) -> tuple[float, float]:
    """Resident MB of a process, and of it and its children."""
    try:
        own = process.memory_info().rss
        return own / 1e6, (own + sum(child.memory_info().rss for child in process.children())) / 1e6
    except psutil.NoSuchProcess:
        return 0.0, 0.0


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _raw(kit: Kit, board: Storyboard, folder: Path) -> None:
    """The very frames and the sound that our encoder is given."""
    track = track_of(kit, board, board.seconds)
    (folder / "sound.wav").write_bytes(track.wav)
    with Reel(kit, board) as reel, (folder / "frames.yuv").open("wb") as file:
        reel.hear(track)
        for frame in reel.frames(RunContext(1)):
            file.write(frame.buffer.data)


def _floor(folder: Path) -> tuple[float, float]:
    """Seconds that FFmpeg alone needs for the frames and the sound, on the clock and of all processors."""
    command = [find_ffmpeg(), *"-hide_banner -loglevel error -nostdin -y".split()]
    command += [*raw_input(*SIZE, str(folder / "frames.yuv")), "-i", str(folder / "sound.wav"), *ENCODER]
    command += ["-c:a", "aac", "-b:a", "160k", *BIT_EXACT, "-movflags", "+faststart", str(folder / "floor.mp4")]
    started, before = time.perf_counter(), _children()
    subprocess.run(command, check=True)
    return time.perf_counter() - started, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peer(kit: Kit, board: Storyboard, folder: Path, ours: float) -> list[Row]:
    """The same storyboard by MoviePy; a row that says why where it cannot be had."""
    program = PEER / "bin" / "python"
    if not program.exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(PEER)], capture_output=True, text=True)
        if made.returncode == 0:
            pip = [str(program), "-m", "pip", "install", "--quiet", PEER_PACKAGE]
            made = subprocess.run(pip, capture_output=True, text=True)
        if made.returncode != 0:
            return [Row(f"MoviePy: left out, it cannot be installed here: {made.stderr.strip()[-120:]}", 0, "")]
    plan: dict[str, Any] = {
        "size": SIZE,
        "fps": FRAMES_A_SECOND,
        "font": str(_font(folder)),
        "sound": str(folder / "sound.wav"),
        "result": str(folder / "peer.mp4"),
        "encoder": ["-crf", "20", "-profile:v", "high", "-g", "60", "-movflags", "+faststart"],
        "threads": int(ENCODER[ENCODER.index("-threads") + 1]),
        "shots": [_peer_shot(kit, shot, folder, number) for number, shot in enumerate(board.shots)],
        "captions": [],
    }
    script = Path(__file__).with_name("kit_video_moviepy.py")
    (folder / "plan.json").write_text(json.dumps(plan))
    ran = subprocess.run([str(program), "-P", str(script), str(folder / "plan.json")], capture_output=True, text=True)
    if ran.returncode != 0:
        return [Row(f"MoviePy: it failed: {ran.stderr.strip()[-120:]}", 0, "")]
    seconds = float(ran.stdout.split()[-1])
    frames = _frames(folder / "peer.mp4")
    return [
        Row(f"MoviePy 2.2.1, {frames} frames, no captions", seconds, "s"),
        at_least("  ours is faster by", seconds / ours, "x", 2),
    ]


def _peer_shot(kit: Kit, shot: Shot, folder: Path, number: int) -> dict[str, Any]:
    picture = folder / f"shot-{number}.png"
    picture.write_bytes(kit.pictures[shot.picture].data)
    return {"picture": str(picture), "seconds": shot.seconds, "text": shot.text, "fade": shot.into != "cut"}


def _font(folder: Path) -> Path:
    """The project's bold font where MoviePy finds it."""
    return _written(folder / "font.woff2", (ROOT / "assets/fonts/NotoSansSC-Bold.woff2").read_bytes())


def _right(video: Video, board: Storyboard, film: Path) -> list[Row]:
    """Frames, length and loudness of the file itself, by OpenCV, FFmpeg and pyloudnorm."""
    wanted = round(board.seconds * FRAMES_A_SECOND)
    frames = _frames(film)
    sound = film.with_name("heard.wav")
    subprocess.run([find_ffmpeg(), *"-loglevel error -nostdin -y -i".split(), str(film), str(sound)], check=True)
    samples, rate = read_channels(sound.read_bytes())
    loudness = float(pyloudnorm.Meter(rate).integrated_loudness(samples))
    command = [find_ffmpeg(), *"-hide_banner -nostats -i".split(), str(sound)]
    command += "-af ebur128=peak=true -f null -".split()
    report = subprocess.run(command, check=True, capture_output=True).stderr.decode().split("Summary:")[1]
    peak = re.search(r"Peak:\s+(-?[\d.]+) dBFS", report)
    assert peak is not None and video.loudness is not None
    return [
        at_most("decoded frames off the storyboard's", abs(frames - wanted), "frames", 0),
        at_most("length off the storyboard's", 1000 * abs(video.duration - board.seconds), "ms", 34),
        at_most("length of the sound off that", 1000 * abs(len(samples) / rate - board.seconds), "ms", 34),
        at_most("loudness of the file off -16 LUFS, by pyloudnorm", abs(loudness + 16), "LU", 0.5),
        at_most("  off what the video says", abs(loudness - video.loudness), "LU", 0.2),
        at_most("true peak of the file, by FFmpeg", float(peak[1]), "dBTP", -1),
    ]


def _frames(film: Path) -> int:
    """How many frames can be decoded."""
    reader = cv2.VideoCapture(str(film))
    count = 0
    while reader.grab():
        count += 1
    reader.release()
    return count


def _captions(video: Video, kit: Kit, film: Path, silent: Path) -> list[Row]:
    """When captions change on the screen, seen as what the video has over the same one without captions."""
    assert kit.narration is not None
    starts = [cue.start for cue in cues(video)]
    lead = video.sentences[0][0].start - kit.narration.sentences[0][0].start
    spoken = [words[0].start + lead for words in kit.narration.sentences[: len(video.sentences)]]
    told = [words[0].start for words in video.sentences]
    changes = _changes(film, silent)
    late = [1000 * min((abs(start - change) for change in changes), default=9.9) for start in starts]
    off = [1000 * abs(one - other) for one, other in zip(told, spoken, strict=True)]
    return [
        Row("captions, changes seen on the screen", len(changes), ""),
        at_most(f"{len(starts)} captions, start on the screen off their first word, worst", max(late), "ms", 80),
        at_most("sentences off the narration's own times, worst", max(off), "ms", 80),
    ]


def _changes(film: Path, silent: Path) -> list[float]:
    """The times (seconds) of frames whose captions differ from those of the frame before."""
    readers = [cv2.VideoCapture(str(path)) for path in (film, silent)]
    before: NDArray[np.bool_] | None = None
    changes: list[float] = []
    number = 0
    while True:
        seen = [reader.read() for reader in readers]
        if not all(got for got, _ in seen):
            break
        bands = [cv2.cvtColor(frame[BAND], cv2.COLOR_BGR2GRAY) for _, frame in seen]
        written = cv2.absdiff(*bands) > CHANGED_LEVELS
        if before is not None and (written != before).mean() > CHANGED_SHARE:
            changes.append(number / FRAMES_A_SECOND)
        before = written
        number += 1
    for reader in readers:
        reader.release()
    return changes
