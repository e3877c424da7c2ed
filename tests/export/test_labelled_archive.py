"""The labels of a real archive: unzipped, read by other programs, and made again from itself."""

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from mmdemo import Kit, Request, kit_zip, make_kit, read_recipe, replace_picture, replay_kit
from mmdemo.export.label_report import LABELS, NO_LINE, NO_RECORD, read_back, read_report
from mmdemo.export.worded import shows_words
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED
from tests.media import picture

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@pytest.fixture(scope="module")
def kit() -> Kit:
    registry = Registry(found for found in installed().specs() if found.id == EMBEDDED)
    made = make_kit(Request(name="香薰蜡烛", facts=("净重：200 克",), seed=1), registry=registry)
    return replace_picture(made, "image/card", picture(size=(800, 800)))


@pytest.fixture(scope="module")
def files(kit: Kit) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(kit_zip(kit))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_labels_survive_the_zip(kit: Kit, files: dict[str, bytes]) -> None:
    report = read_back(files, kit)
    assert report.holds
    assert report == read_report(files[LABELS])
    assert report.rule == "china"
    assert shows_words(files["images/concept.png"], "AI生成")
    assert not shows_words(files["images/card.png"], "AI生成")
    carry = {file.path: (file.words, bool(file.label)) for file in report.files}
    line = "本文案由人工智能生成。"
    assert carry["sheet.docx"] == carry["page.html"] == (line, True)
    assert {path: carry[path] for path in files if path.startswith("import/")} == {
        f"import/{name}": (line, False) for name in ("shopify.csv", "woocommerce.csv", "google.xml", "product.jsonld")
    }


def test_what_a_sheet_and_import_files_lost_is_noticed(kit: Kit, files: dict[str, bytes]) -> None:
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as sheet:
        sheet.writestr("word/document.xml", "<none/>")
    lost = read_back(files | {"sheet.docx": bare.getvalue(), "import/google.xml": b"<rss/>"}, kit)
    assert {file.path: file.problems for file in lost.files if file.problems} == {
        "sheet.docx": (NO_LINE, NO_RECORD),
        "import/google.xml": (NO_LINE,),
    }


def test_a_replay_gives_the_same_bytes_with_a_picture_of_the_merchants(kit: Kit) -> None:
    archive = kit_zip(kit)
    assert kit_zip(replay_kit(read_recipe(archive))) == archive


def test_other_programs_read_them(files: dict[str, bytes], tmp_path: Path) -> None:
    exiftool = shutil.which("exiftool")
    if exiftool is None:
        pytest.skip("exiftool is not installed (Debian package libimage-exiftool-perl)")
    for path in ("images/concept.png", "images/card.png"):
        (tmp_path / Path(path).name).write_bytes(files[path])
    asked = [exiftool, "-j", "-n", "-XMP-iptcExt:DigitalSourceType", "-XMP:all", str(tmp_path)]
    told = {
        Path(one["SourceFile"]).name: one
        for one in json.loads(subprocess.run(asked, capture_output=True, check=True, timeout=60).stdout)
    }
    assert told["concept.png"]["DigitalSourceType"] == f"{IPTC}algorithmicMedia"
    assert "DigitalSourceType" not in told["card.png"]
