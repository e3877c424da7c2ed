"""The ZIP, and the recipe read back from it: from us, and from those who would harm us."""

import io
import json
import zipfile

import pytest

from mmdemo import InputError, Kit, Request, kit_zip, make_kit, read_recipe, replay_kit
from mmdemo.markets import MARKET_TEXTS, read_market
from mmdemo.schema import digest

HOSTILE = "<img src=x onerror=alert(1)> ${alert(2)} \"quotes\" 'single' =1+1 😀 שלום"


@pytest.fixture(scope="module")
def kit(photo: bytes) -> Kit:
    return make_kit(Request(name=HOSTILE, category="Kitchen", facts=(HOSTILE, "350 ml"), photo=photo, seed=1))


def members(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rewritten(archive: bytes, **changed: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        for name, data in (members(archive) | changed).items():
            written.writestr(name, data)
    return buffer.getvalue()


def test_everything_is_inside_with_its_hash(kit: Kit) -> None:
    files = members(kit_zip(kit))
    assert list(files) == [
        "images/cutout.png",
        "images/main.png",
        "images/scene.png",
        "audio/narration.wav",
        "audio/narration.vtt",
        "audio/narration.srt",
        "audio/spot.wav",
        "audio/spot.vtt",
        "audio/spot.srt",
        "audio/spot.mp3",
        "audio/spot.m4a",
        "listing.md",
        "texts/channels.txt",
        *(f"texts/{market}.txt" for market in MARKET_TEXTS if "en" in read_market(market).languages),
        *("import/shopify.csv", "import/woocommerce.csv", "import/google.xml", "import/product.jsonld"),
        "sheet.docx",
        "page.html",
        "source/photo.png",
        "labels.json",
        "manifest.json",
    ]
    manifest = json.loads(files["manifest.json"])
    assert {name: entry["sha256"] for name, entry in manifest["files"].items()} == {
        name: digest(data) for name, data in files.items() if name != "manifest.json"
    }
    assert manifest["request"]["seed"] == 1
    assert manifest["parts"]["copy"]["used"] == "embedded"
    assert '"seconds"' not in json.dumps(manifest)


def test_every_date_is_the_same(kit: Kit) -> None:
    with zipfile.ZipFile(io.BytesIO(kit_zip(kit))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_text_stays_text(kit: Kit) -> None:
    files = members(kit_zip(kit))
    page, markdown = files["page.html"].decode(), files["listing.md"].decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img" not in markdown
    assert json.loads(files["manifest.json"])["request"]["name"] == HOSTILE


def test_the_page_stands_alone(kit: Kit) -> None:
    page = members(kit_zip(kit))["page.html"].decode()
    assert 'src="data:image/webp;base64,' in page
    assert 'src="data:audio/wav;base64,' in page
    assert 'src="data:text/vtt;base64,' in page
    assert "http://" not in page
    assert "https://" not in page


def test_recipe_reads_back(kit: Kit) -> None:
    recipe = read_recipe(kit_zip(kit))
    assert recipe.request.name == HOSTILE
    assert recipe.request.photo == kit.product.photo.data
    assert {part: made.take for part, made in recipe.parts.items()} == dict.fromkeys(kit.parts, 0)
    assert recipe.edited_copy is None


def test_what_is_no_kit_is_refused(kit: Kit) -> None:
    archive = kit_zip(kit)
    manifest = json.loads(members(archive)["manifest.json"])
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as written:
        for index in range(300):
            written.writestr(str(index), b"")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("manifest.json", b"[" * 50_000_000)
    without_photo = members(archive)
    del without_photo["source/photo.png"]
    missing = io.BytesIO()
    with zipfile.ZipFile(missing, "w") as written:
        for name, data in without_photo.items():
            written.writestr(name, data)
    for wrong in (
        b"",
        b"not a zip",
        archive[:5_000],
        many.getvalue(),
        bomb.getvalue(),
        missing.getvalue(),
        rewritten(archive, **{"manifest.json": b"{}"}),
        rewritten(archive, **{"manifest.json": json.dumps(manifest | {"parts": 7}).encode()}),
        rewritten(archive, **{"manifest.json": json.dumps(manifest | {"format": 99}).encode()}),
    ):
        with pytest.raises(InputError) as caught:
            read_recipe(wrong)
        assert caught.value.field == "kit"


def test_a_manifest_that_names_an_unknown_job_is_refused(kit: Kit) -> None:
    archive = kit_zip(kit)
    manifest = json.loads(members(archive)["manifest.json"])
    manifest["request"]["scenario"] = "../../etc"
    with pytest.raises(InputError) as caught:
        replay_kit(read_recipe(rewritten(archive, **{"manifest.json": json.dumps(manifest).encode()})))
    assert caught.value.field == "scenario"
