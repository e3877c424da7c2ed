"""Labels in the files of a real kit: read back by us and by programs of others, and what writing and reading costs.

The floor is copying the file's bytes once. Peers write only the one label: ExifTool the source type into pictures,
FFmpeg the label of GB 45438 into film and sound without encoding them again.
"""

import io
import json
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median

from PIL import Image

from mmdemo import Request, kit_zip, make_kit
from mmdemo.compose.spot import cover_of, spot_files
from mmdemo.compose.video import render_video
from mmdemo.context import RunContext
from mmdemo.export.marks import FILE_KINDS, FileKind, Mark, kind_of_path, read_mark, write_mark
from mmdemo.handover import Handover
from mmdemo.processing.audio.ffmpeg import find_ffmpeg
from mmdemo.processing.image.arrays import decode, encode
from mmdemo.processing.image.corner_words import lay_corner_words
from mmdemo.schema import Kit
from mmdemo.source_types import AigcRecord, source_type_uri
from mmdemo.video import Shot, Storyboard
from tests.bench.row import Row, at_least, at_most
from tests.conftest import ROOT, encoded

TIMES = 15
RECORD = AigcRecord("1", "青禾工作室", "0123456789abcdef")
MARK = Mark("compositeWithTrainedAlgorithmicMedia", RECORD, "mmdemo", description="马克杯")
SUFFIXES: Mapping[FileKind, str] = {"jpeg": "jpg"}
EXIF_TAGS = ("-AIGC", "-Unknown_AIGC", "-UserDefinedText", "-DigitalSourceType")
BY_FFMPEG: Mapping[FileKind, tuple[str, ...]] = {
    "mp4": ("-movflags", "use_metadata_tags"),
    "m4a": ("-movflags", "use_metadata_tags", "-f", "mp4"),
    "mp3": (),
}


def rows() -> list[Row]:
    kit = _kit()
    files = _files(kit)
    with tempfile.TemporaryDirectory(prefix="kit-labels-") as folder:
        found = [row for kind in FILE_KINDS for row in _of(kind, files[kind], Path(folder))]
    return [*found, *_zipped(kit), *_words(kit)]


def _kit() -> Kit:
    """A mug in Chinese, with a video and a pack for a marketplace, labelled as China asks."""
    kit = make_kit(
        Request(
            name="手工陶瓷马克杯",
            category="厨房",
            price="¥199",
            facts=("容量350毫升", "手工上釉", "可进洗碗机"),
            photo=ROOT / "assets/examples/mug.jpg",
            seed=7,
            language="zh",
            handover=Handover(labels="china", markets=("taobao",)),
        )
    )
    shots = (Shot("hook", "手工上釉", "image/scene", "still", 3.0), Shot("call", "来看看", "image/main", "still", 3.0))
    return replace(kit, video=render_video(kit, Storyboard("1:1", shots), RunContext(1)))


def _files(kit: Kit) -> dict[FileKind, bytes]:
    """One file of each kind as the kit makes it, before it is labelled; WebP is what its page shows of a picture."""
    assert kit.video is not None
    spot = spot_files(kit, cover_of(kit))
    with Image.open(io.BytesIO(kit.pictures["image/main"].data)) as main:
        webp = encoded(main.convert("RGB"), "WEBP", quality=85)
    return {
        "png": kit.pictures["image/scene"].data,
        "jpeg": kit.video.cover,
        "webp": webp,
        "mp4": kit.video.data,
        "m4a": spot["audio/spot.m4a"],
        "mp3": spot["audio/spot.mp3"],
        "wav": spot["audio/spot.wav"],
    }


def _of(kind: FileKind, data: bytes, folder: Path) -> list[Row]:
    marked = write_mark(data, kind, MARK)
    path = folder / f"{kind}.{SUFFIXES.get(kind, kind)}"
    path.write_bytes(marked)
    ours = [label.record for label in read_mark(marked).labels] == [RECORD]
    readers = [ours, *_others(kind, path)]
    copying = _ms(lambda: bytes(bytearray(data)))
    writing = _ms(lambda: write_mark(data, kind, MARK))
    rows = [
        at_least(
            f"{kind}, {len(data) / 1e6:.1f} MB: readers of {len(readers)} that find it", sum(readers), "", len(readers)
        ),
        at_most("  writing", writing, "ms", 5),
        Row("  against copying it twice, out and in", writing / copying, "x"),
        at_most("  reading", _ms(lambda: read_mark(marked)), "ms", 5),
        Row("  bytes more", len(marked) - len(data), ""),
    ]
    path.write_bytes(data)
    peer = _peer(kind, path)
    return rows if peer is None else [*rows, Row("  the peer, with its start", peer, "ms")]


def _others(kind: FileKind, path: Path) -> list[bool]:
    """Whether ExifTool finds label and source type, and where FFmpeg shows such tags, whether ffprobe does."""
    found = []
    if exiftool := shutil.which("exiftool"):
        said = json.loads(_run(exiftool, "-j", "-n", "-u", "-b", *EXIF_TAGS, str(path)))[0]
        text = json.dumps(said, ensure_ascii=False)
        found.append(
            RECORD.produce_id in text
            and RECORD.content_producer in text
            and said.get("DigitalSourceType") == source_type_uri("compositeWithTrainedAlgorithmicMedia")
        )
    if kind in BY_FFMPEG and (ffprobe := shutil.which("ffprobe")):
        said = json.loads(_run(ffprobe, "-v", "error", "-of", "json", "-show_format", str(path)))
        found.append(said["format"]["tags"].get("AIGC") == RECORD.json())
    return found


def _peer(kind: FileKind, path: Path) -> float | None:
    """Milliseconds a program of others takes for the same, with its start, or None where none can."""
    written = path.with_stem("peer")
    if kind in BY_FFMPEG:
        tags = ("-map", "0", "-c", "copy", "-metadata", f"AIGC={RECORD.json()}", *BY_FFMPEG[kind])
        return _ms(lambda: _run(find_ffmpeg(), "-v", "error", "-y", "-i", str(path), *tags, str(written)), 3)
    exiftool = shutil.which("exiftool")
    if kind == "wav" or exiftool is None:
        return None
    wish = f"-XMP-iptcExt:DigitalSourceType#={source_type_uri('compositeWithTrainedAlgorithmicMedia')}"

    def write() -> None:
        shutil.copy(path, written)
        _run(exiftool, "-q", "-overwrite_original", wish, str(written))

    return _ms(write, 3)


def _zipped(kit: Kit) -> list[Row]:
    """What a stranger finds who unpacks the archive: every picture, sound and film of which something is synthetic."""
    with zipfile.ZipFile(io.BytesIO(kit_zip(kit))) as archive:
        files = {path: archive.read(path) for path in archive.namelist() if not path.startswith("source/")}
    media = {path: read_mark(data) for path, data in files.items() if kind_of_path(path) is not None}
    carrying = [found for found in media.values() if found.source_types]
    labelled = [found for found in media.values() if found.labels]
    valid = [found for found in labelled if all(label.record is not None for label in found.labels)]
    return [
        at_least(f"ZIP: files with a source type, of {len(media)}", len(carrying), "", len(media)),
        Row(f"  kinds among them, of {len(FILE_KINDS)}", len({found.kind for found in carrying}), ""),
        Row("  with China's label", len(labelled), ""),
        at_least("  of those as the standard asks", len(valid), "", len(labelled)),
        at_most("  damaged", sum(found.damaged for found in media.values()), "", 0),
    ]


def _words(kit: Kit) -> list[Row]:
    """The words in a corner, against decoding and encoding the picture alone."""
    png = kit.pictures["image/scene"].data

    floor = _ms(lambda: encode(decode(png)), 3)
    ours = _ms(lambda: encode(lay_corner_words(decode(png), "AI生成")), 3)
    return [
        Row("words in a corner of a scene", ours, "ms"),
        at_most("  against decoding and encoding alone", ours / floor, "x", 1.5),
    ]


def _ms(work: Callable[[], object], times: int = TIMES) -> float:
    """Median milliseconds, warm."""
    work()
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return 1000 * median(spent)


def _run(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout
