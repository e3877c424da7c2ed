"""Independent programs read what was written: ExifTool, FFmpeg's ffprobe, and FFmpeg's own labels read by us."""

import json
import shutil
import subprocess

import numpy as np
import pytest

from mmdemo.export.marks import FILE_KINDS, Mark, read_mark, write_mark
from mmdemo.source_types import source_type_uri
from tests.export.marks.files import FOREIGN, MARK, RECORD, TITLE, film, sample

LABELS = {"wav": "RIFF:Unknown_AIGC", "mp3": "ID3:UserDefinedText", "mp4": "QuickTime:AIGC", "m4a": "QuickTime:AIGC"}
SUFFIXES = {"jpeg": "jpg"}
CAPTURE = source_type_uri("digitalCapture")


def tool(name):
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="module")
def by_exiftool(tmp_path_factory):
    """What ExifTool says of a marked file of each kind, in one call."""
    program = tool("exiftool")
    folder = tmp_path_factory.mktemp("marked")
    paths = {}
    for kind in FILE_KINDS:
        paths[kind] = folder / f"{kind}.{SUFFIXES.get(kind, kind)}"
        paths[kind].write_bytes(write_mark(sample(kind), kind, MARK))
    command = [program, "-config", "", "-charset", "filename=utf8", "-j", "-G", "-n", "-u", "-b"]
    said = json.loads(subprocess.run([*command, *paths.values()], capture_output=True, check=True, timeout=60).stdout)
    return dict(zip(paths, said, strict=True))


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_exiftool_reads_the_mark(by_exiftool, kind):
    said = by_exiftool[kind]
    label = said[LABELS.get(kind, "XMP:Aigc")]
    if isinstance(label, str):  # else ExifTool's JSON has it as the object it is
        label = json.loads(label.removeprefix("(AIGC) "))
    assert label == json.loads(RECORD.json())
    assert said["XMP:DigitalSourceType"] == source_type_uri("trainedAlgorithmicMedia")
    assert said["XMP:CreatorTool"] == MARK.creator_tool
    assert said["XMP:Credit"] == MARK.credit
    assert said["XMP:Description"] == MARK.description
    assert "ExifTool:Warning" not in said
    assert "ExifTool:Error" not in said


@pytest.mark.parametrize("kind", ["mp4", "m4a", "mp3"])
@pytest.mark.parametrize("mark", [MARK, Mark(aigc=FOREIGN)], ids=["chinese", "ascii"])
def test_ffprobe_reads_the_label_and_the_title(kind, mark, tmp_path):
    path = tmp_path / kind
    path.write_bytes(write_mark(sample(kind), kind, mark))
    command = [tool("ffprobe"), "-v", "error", "-of", "json", "-show_format", "-show_streams", path]
    said = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    assert said["format"]["tags"]["AIGC"] == mark.aigc.json()
    assert said["format"]["tags"]["title"] == TITLE
    covers = [stream["disposition"]["attached_pic"] for stream in said["streams"] if stream["codec_type"] == "video"]
    assert covers == ([0] if kind == "mp4" else [1])


def test_a_label_by_ffmpeg_is_read_and_kept():
    frames = np.zeros((10, 48, 64, 3), np.uint8).tobytes()
    data = film(frames, "+use_metadata_tags", "-metadata", f"AIGC={FOREIGN.json()}")
    assert [label.record for label in read_mark(data).labels] == [FOREIGN]
    assert [label.record for label in read_mark(write_mark(data, "mp4", MARK)).labels] == [FOREIGN]


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "mp4"])
def test_a_packet_by_exiftool_is_read_and_kept(kind, tmp_path):
    program = tool("exiftool")
    path = tmp_path / f"file.{SUFFIXES.get(kind, kind)}"
    path.write_bytes(sample(kind))
    wishes = ["-XMP-xmp:CreatorTool=Camera 7", "-XMP-dc:Subject=mug", f"-XMP-iptcExt:DigitalSourceType#={CAPTURE}"]
    subprocess.run([program, "-q", "-overwrite_original", *wishes, path], check=True, timeout=60)
    before = read_mark(path.read_bytes())
    if kind == "webp" and not before.creator_tool:
        pytest.skip("this ExifTool cannot write WebP")
    assert (before.creator_tool, before.source_types) == ("Camera 7", (CAPTURE,))
    path.write_bytes(write_mark(path.read_bytes(), kind, MARK))
    said = json.loads(subprocess.run([program, "-j", "-G", path], capture_output=True, check=True, timeout=60).stdout)
    assert (said[0]["XMP:CreatorTool"], said[0]["XMP:Subject"]) == ("Camera 7", "mug")
    assert read_mark(path.read_bytes()).source_types == (source_type_uri("trainedAlgorithmicMedia"),)
