"""What the merchant gave, in the archive: several photos, what was painted on them, and how they are to be finished."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw

from mmdemo import InputError, Kit, Request, kit_zip, read_recipe
from mmdemo.export.manifest import FORMAT, source_files
from mmdemo.intake import read_product
from mmdemo.intake.outline import read_outlines
from mmdemo.intake.photo import MAX_BYTES, photo_file
from mmdemo.outline import Outline
from mmdemo.schema import Finish, Look
from tests.conftest import draw_photo, encoded
from tests.export.test_archive import members, rewritten


def strokes(size: tuple[int, int]) -> bytes:
    painted = Image.new("L", size)
    ImageDraw.Draw(painted).rectangle((20, 20, 60, 50), fill=255)
    return encoded(painted)


def cut_out() -> bytes:
    layer = draw_photo(320, 240)
    mask = Image.new("L", layer.size)
    ImageDraw.Draw(mask).ellipse((100, 60, 220, 200), fill=255)
    layer.putalpha(mask)
    return encoded(layer)


@pytest.fixture(scope="module")
def kit() -> Kit:
    """A kit that was planned, with everything a merchant can give, and of which nothing was made yet."""
    back = encoded(draw_photo(320, 240).transpose(Image.Transpose.ROTATE_90))
    typed = Request(
        name="Bottle",
        facts=("Height: 25 cm",),
        photo=encoded(draw_photo(320, 240), "JPEG"),
        more_photos=(back, cut_out()),
        language="en",
        seed=5,
        look=Look(market="amazon", brand_colour="#0a66c2", badge="New"),
        logo=cut_out(),
        finish=Finish(white_balance=True, sharpen=True),
        outlines={
            "image/cutout": Outline("framed", (0.1, 0.05, 0.9, 0.95)),
            "image/cutout-2": Outline(keep=strokes((240, 320))),
            "image/cutout-3": Outline(erase=strokes((320, 240))),
        },
    )
    product = read_product(typed)
    settled = vars(typed) | {"outlines": read_outlines(typed.outlines, product)}
    return Kit(Request(**settled), product, 5, ("copy",))


def with_manifest(archive: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    manifest = json.loads(members(archive)["manifest.json"])
    change(manifest)
    return rewritten(archive, **{"manifest.json": json.dumps(manifest).encode()})


def refused(archive: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_recipe(archive)
    assert caught.value.field == "kit"
    assert caught.value.text("zh") != caught.value.text("en")
    return caught.value


def test_the_manifest_tells_of_photos_outlines_and_finish(kit: Kit) -> None:
    told = json.loads(members(kit_zip(kit))["manifest.json"])
    assert told["format"] == FORMAT
    request = told["request"]
    assert request["finish"] == {"white_balance": True, "sharpen": True}
    assert request["photo"] == "source/photo.png"
    assert request["logo"] == "source/logo.png"
    assert request["more_photos"] == ["source/photo-2.png", "source/photo-3.png"]
    assert request["outlines"] == {
        "image/cutout": {"candidate": "framed", "box": [0.1, 0.05, 0.9, 0.95], "keep": None, "erase": None},
        "image/cutout-2": {"candidate": "", "box": None, "keep": "source/cutout-2-keep.png", "erase": None},
        "image/cutout-3": {"candidate": "", "box": None, "keep": None, "erase": "source/cutout-3-erase.png"},
    }


def test_every_source_is_a_file_with_its_hash(kit: Kit) -> None:
    files = members(kit_zip(kit))
    told = json.loads(files["manifest.json"])
    assert set(source_files(kit)) == {
        *("source/photo.png", "source/photo-2.png", "source/photo-3.png", "source/logo.png"),
        *("source/cutout-2-keep.png", "source/cutout-3-erase.png"),
    }
    for path, data in source_files(kit).items():
        assert files[path] == data
        assert told["files"][path]["bytes"] == len(data)


def test_the_recipe_asks_for_the_same_again(kit: Kit) -> None:
    asked = read_recipe(kit_zip(kit)).request
    given = vars(kit.request) | {
        "photo": photo_file(kit.product.photo),
        "more_photos": tuple(photo_file(photo) for photo in kit.product.more_photos),
        "logo": kit.product.logo.data,
    }
    assert asked == Request(**given)
    again = read_product(asked)
    assert again == kit.product
    assert again.more_photos[1].alpha is not None
    assert read_outlines(asked.outlines, again) == kit.request.outlines
    assert kit_zip(Kit(asked, again, 5, ("copy",))) == kit_zip(kit)


def test_without_photos_there_are_no_sources() -> None:
    request = Request(name="Mug", language="en", seed=1)
    bare = Kit(request, read_product(request), 1, ())
    assert source_files(bare) == {}
    assert read_recipe(kit_zip(bare)).request == request


@pytest.mark.parametrize("found", [1, 2, FORMAT + 1, -1])
def test_a_kit_of_another_format_is_refused_with_its_number(kit: Kit, found: int) -> None:
    said = refused(with_manifest(kit_zip(kit), lambda manifest: manifest.update(format=found)))
    assert f"format {found}" in said.text("en")
    assert f"格式 {found}" in said.text("zh")


def test_an_older_kit_is_told_from_a_damaged_one(kit: Kit) -> None:
    """A manifest of format 2 lacks fields that are there today."""
    older = {"format": 2, "request": {"name": "Mug"}, "parts": {}}
    said = refused(rewritten(kit_zip(kit), **{"manifest.json": json.dumps(older).encode()}))
    assert "another version" in said.text("en")


@pytest.mark.parametrize("found", ["three", None, [], {}, 3.5])
def test_a_format_that_is_no_number_is_damage(kit: Kit, found: object) -> None:
    said = refused(with_manifest(kit_zip(kit), lambda manifest: manifest.update(format=found)))
    assert "damaged" in said.text("en")


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "manifest.json", "source/photo-9.png", "C:\\x"])
def test_paths_in_a_manifest_lead_nowhere(kit: Kit, path: str) -> None:
    """What a manifest calls its files is not where they are read from."""

    def hostile(manifest: dict[str, Any]) -> None:
        request = manifest["request"]
        request["photo"] = path
        request["more_photos"] = [path, path]
        request["outlines"]["image/cutout-2"]["keep"] = path

    assert read_recipe(with_manifest(kit_zip(kit), hostile)).request == read_recipe(kit_zip(kit)).request


@pytest.mark.parametrize("part", ["../../etc/passwd", "image/../../x", "", "image/cutout-9"])
def test_an_outline_of_a_hostile_part_finds_no_file(kit: Kit, part: str) -> None:
    def hostile(manifest: dict[str, Any]) -> None:
        outlines = manifest["request"]["outlines"]
        outlines[part] = outlines.pop("image/cutout-2")

    refused(with_manifest(kit_zip(kit), hostile))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outlines", {"image/cutout": {"candidate": "x", "box": [0, 0, 1], "keep": None, "erase": None}}),
        ("outlines", {"image/cutout": {"candidate": "x", "box": ["a", 0, 1, 1], "keep": None, "erase": None}}),
        ("outlines", {"image/cutout": None}),
        ("outlines", [1, 2]),
        ("finish", {"white_balance": "perhaps", "sharpen": False}),
        ("finish", None),
        ("more_photos", "source/photo-2.png"),
        ("more_photos", [["source/photo-2.png"]]),
        ("more_photos", ["source/photo-2.png"] * 4),
    ],
)
def test_wrong_shapes_are_damage(kit: Kit, field: str, value: object) -> None:
    refused(with_manifest(kit_zip(kit), lambda manifest: manifest["request"].update({field: value})))


@pytest.mark.parametrize(
    "missing", ["source/photo-3.png", "source/cutout-2-keep.png", "source/photo.png", "source/logo.png"]
)
def test_a_source_that_is_missing_is_damage(kit: Kit, missing: str) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in members(kit_zip(kit)).items():
            if name != missing:
                archive.writestr(name, data)
    refused(written.getvalue())


@pytest.mark.parametrize("path", ["source/photo-2.png", "source/cutout-3-erase.png"])
def test_a_source_too_large_is_not_unpacked(kit: Kit, path: str) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members(kit_zip(kit)).items():
            archive.writestr(name, bytes(MAX_BYTES + 1) if name == path else data)
    assert len(written.getvalue()) < MAX_BYTES // 10
    refused(written.getvalue())


def test_strokes_that_are_no_picture_are_refused_by_the_intake(kit: Kit) -> None:
    asked = read_recipe(rewritten(kit_zip(kit), **{"source/cutout-2-keep.png": b"no picture"})).request
    with pytest.raises(InputError) as caught:
        read_outlines(asked.outlines, read_product(asked))
    assert caught.value.field == "outline"
