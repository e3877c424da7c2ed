"""The command line, as a merchant or a script calls it."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mmdemo.__main__ import app
from mmdemo.export.recipe import read_recipe
from mmdemo.handover import Handover
from mmdemo.intake.photo import read_photo
from mmdemo.intake.recording import read_recording
from mmdemo.processing.audio.wav import quantise, wav_bytes
from tests.conftest import draw_photo
from tests.saying import said

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def photo_file(photo: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "照片 of a bottle.jpg"
    path.write_bytes(photo)
    return path


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_listing_and_replay(photo_file: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "kit.zip", tmp_path / "again.zip"
    wishes = ("--sell-on", "ebay", "--sell-on", "jd", "--labels", "china", "--sku", "B-5", "--stock", 3)
    code, said = run(
        *("listing", "--photo", photo_file, "--name", "Bottle", "--fact", "500 ml", "--seed", 5, "--out", out), *wishes
    )
    assert code == 0, said
    assert "seed 5" in said
    request = read_recipe(out.read_bytes()).request
    assert request.facts == ("500 ml",)
    assert request.handover == Handover(("ebay", "jd"), sku="B-5", stock=3, labels="china")
    code, said = run("replay", out, "--out", again)
    assert code == 0, said
    with zipfile.ZipFile(out) as archive:
        files = archive.namelist()
    assert f"the same bytes: {len(files)} files" in said
    assert {"markets/ebay/picture-01.jpg", "markets/jd/main-01.jpg"} <= {*files}
    assert again.read_bytes() == out.read_bytes()


def test_a_pack_without_a_picture_is_told(tmp_path: Path) -> None:
    out = tmp_path / "kit.zip"
    wishes = ("--sell-on", "taobao", "--sell-on", "instagram", "--seed", 5, "--out", out)
    code, said = run("listing", "--name", "Bottle", "--fact", "500 ml", *wishes)
    assert code == 0, said
    assert "taobao: No picture could be made for Taobao. Add a photo" in said and "instagram:" not in said
    with zipfile.ZipFile(out) as archive:
        files = archive.namelist()
    assert "texts/taobao.txt" in files and not any(name.startswith("markets/taobao/") for name in files)


def test_more_photos_keep_their_order(photo_file: Path, tmp_path: Path) -> None:
    sides = [tmp_path / "back.jpg", tmp_path / "detail.jpg"]
    for side, width in zip(sides, (440, 520), strict=True):
        draw_photo(width, 360).save(side)
    out = tmp_path / "kit.zip"
    more = ("--more-photo", sides[0], "--more-photo", sides[1])
    code, said = run("listing", "--photo", photo_file, *more, "--name", "Bottle", "--seed", 5, "--out", out)
    assert code == 0, said
    assert "image/main-2, image/cutout-3, image/main-3" in said
    request = read_recipe(out.read_bytes()).request
    assert [read_photo(data).width for data in (request.photo, *request.more_photos)] == [960, 440, 520]
    code, said = run("replay", out)
    assert code == 0, said


def test_a_recording_that_cannot_be_used_is_told_before_anything_is_made(tmp_path: Path) -> None:
    bad, out = tmp_path / "bad.wav", tmp_path / "kit.zip"
    bad.write_bytes(b"no sound at all")
    code, said = run("listing", "--name", "Mug", "--recording", bad, "--out", out)
    assert code == 2
    assert "recording:" in said
    assert "copy" not in said
    assert not out.exists()


def test_a_voice_of_another_narrator_is_refused(tmp_path: Path) -> None:
    given = ("--narrator", "flite", "--voice", "embedded/en-us+m6", "--out", tmp_path / "kit.zip")
    code, said = run("listing", "--name", "Mug", *given)
    assert code == 2
    assert "is not one of the narrator" in said


def test_a_voice_is_copied_only_for_who_says_it_may_be(tmp_path: Path) -> None:
    voice, out = tmp_path / "me.wav", tmp_path / "kit.zip"
    voice.write_bytes(wav_bytes(quantise(said("This is how I sound, and you may keep it.").samples), 22_050))
    given = ("listing", "--name", "Bottle", "--seed", 5, "--voice-sample", voice, "--out", out)
    code, told = run(*given)
    assert code == 2
    assert told.startswith("voice_sample: ")
    assert "--i-may-use-this-voice" in told
    assert not out.exists()
    code, told = run(*given, "--name", "马克杯")
    assert code == 2
    assert "请加上 --i-may-use-this-voice" in told
    code, told = run(*given, "--narrator", "embedded", "--i-may-use-this-voice")
    assert code == 0, told
    assert "cannot copy a voice: the sample was not used" in told
    assert read_recipe(out.read_bytes()).request.voice_sample == read_recording(voice).data
    code, told = run("replay", out)
    assert code == 0, told
    voice.write_bytes(b"no sound")
    code, told = run(*given, "--i-may-use-this-voice")
    assert (code, told.partition(":")[0]) == (2, "voice_sample")


def test_module_runs_as_the_readme_says(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mmdemo",
            "listing",
            "--name",
            "粗陶马克杯",
            "--fact",
            "350 毫升",
            "--out",
            tmp_path / "kit.zip",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"kit\.zip: copy, image/card, image/concept, music, narration; seed \d+", done.stdout)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name: Enter a product name"),
        (("--language", "zh"), "请先填写商品名称"),
        (("--name", "Mug", "--price", "abc"), "price:"),
        (("--name", "Mug", "--fact", "x" * 10_000), "facts:"),
        (("--name", "Mug", "--more-photo", "back.jpg"), "photo: The first photo is missing"),
        (("--photo", "nowhere.jpg"), "photo: The photo nowhere.jpg cannot be read"),
        (("--name", "Mug", "--narrator", "bard"), "generators:"),
        (("--name", "Mug", "--sell-on", "mars"), "markets: There is no choice “mars”"),
        (("--name", "Mug", "--barcode", "4006381333930"), "barcode: This is no barcode"),
    ],
)
def test_wrong_input_ends_with_its_sentence(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    code, said = run("listing", *arguments, "--out", tmp_path / "kit.zip")
    assert code == 2
    assert words in said
    assert "Traceback" not in said
    assert not (tmp_path / "kit.zip").exists()


def test_replay_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "kit.zip").write_bytes(b"not a zip")
    assert run("replay", tmp_path / "kit.zip")[0] == 2
    assert run("replay", tmp_path / "nowhere.zip")[0] == 2


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    code, said = run("listing", "--name", "Mug", "--out", tmp_path / "no" / "kit.zip")
    assert code == 1
    assert "cannot be written" in said
