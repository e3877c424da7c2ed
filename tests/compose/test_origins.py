"""Where parts came from: what is real is never called generated, what was made is never called real."""

from dataclasses import replace

import pytest

from mmdemo import provenance
from mmdemo.compose import origins
from mmdemo.compose.origins import CARD, COVER, SPOT, SYNTHETIC, VIDEO, is_merchants, mixed, origin_of
from mmdemo.schema import Storyboard, Video
from mmdemo.source_types import SourceType
from mmdemo.video import Shot
from tests.kits import kit_of

WITH_PHOTO = {
    "image/cutout": "algorithmicallyEnhanced",
    "image/main": "algorithmicallyEnhanced",
    "image/main-2": "algorithmicallyEnhanced",
    "image/detail-2": "algorithmicallyEnhanced",
    "image/size": "algorithmicallyEnhanced",
    "image/scene": "compositeSynthetic",
    "image/scene-market": "compositeSynthetic",
    "image/banner-link": "compositeSynthetic",
    "music": "algorithmicMedia",
    "copy": "algorithmicMedia",
}


@pytest.mark.parametrize(("part", "source"), WITH_PHOTO.items())
def test_the_embedded_studio_with_a_photo(part: str, source: SourceType) -> None:
    assert origin_of(kit_of("image/scene", part, photo=True), part) == source


@pytest.mark.parametrize("part", ["image/card", "image/concept", "image/banner-link", "narration"])
def test_without_a_photo_all_is_made_by_rules(part: str) -> None:
    assert origin_of(kit_of(part), part) == "algorithmicMedia"


@pytest.mark.parametrize(
    ("part", "photo", "source"),
    [
        ("image/scene", True, "compositeWithTrainedAlgorithmicMedia"),
        ("image/concept", False, "trainedAlgorithmicMedia"),
        ("image/cutout", True, "algorithmicallyEnhanced"),
        ("narration", False, "trainedAlgorithmicMedia"),
        ("copy", False, "trainedAlgorithmicMedia"),
    ],
)
def test_what_a_trained_model_made(part: str, photo: bool, source: SourceType) -> None:
    assert origin_of(kit_of(part, photo=photo, used={part: "some-model"}), part) == source


@pytest.mark.parametrize(
    ("scene", "large", "source"),
    [
        ("embedded", "swin2sr", "compositeWithTrainedAlgorithmicMedia"),
        ("flux", "embedded", "compositeWithTrainedAlgorithmicMedia"),
        ("embedded", "embedded", "compositeSynthetic"),
    ],
)
def test_a_larger_copy_is_what_its_scene_is_and_what_enlarged_it(scene: str, large: str, source: SourceType) -> None:
    parts = {"image/scene": scene, "image/scene-large": large}
    assert origin_of(kit_of(*parts, photo=True, used=parts), "image/scene-large") == source


def test_an_enlarged_concept_picture_shows_nothing_real() -> None:
    parts = {"image/concept": "flux", "image/concept-large": "swin2sr"}
    assert origin_of(kit_of(*parts, used=parts), "image/concept-large") == "trainedAlgorithmicMedia"


def test_what_the_merchant_put_there_is_not_called_generated() -> None:
    kit = kit_of("image/scene", "narration", photo=True, edited=("image/scene", "narration"))
    assert is_merchants(kit, "image/scene")
    assert origin_of(kit, "image/scene") not in SYNTHETIC
    assert origin_of(kit, "narration") not in SYNTHETIC


def test_texts_that_were_edited_are_still_called_made() -> None:
    kit = kit_of("copy", edited=("copy",))
    assert not is_merchants(kit, "copy")
    assert origin_of(kit, "copy") in SYNTHETIC


def test_a_picture_where_none_could_be_made_is_the_merchants() -> None:
    assert provenance.MERCHANT == origins._MERCHANT
    kit = kit_of("image/scene", "image/scene-large", photo=True, used={"image/scene": provenance.MERCHANT})
    assert origin_of(kit, "image/scene-large") == "compositeSynthetic"


def test_a_spot_is_what_is_heard_in_it() -> None:
    assert origin_of(kit_of("narration", "music"), SPOT) == "algorithmicMedia"
    assert origin_of(kit_of("narration", "music", edited=("narration",)), SPOT) == "compositeSynthetic"
    kit = kit_of("narration", "music", used={"narration": "flite"})
    assert origin_of(kit, SPOT) == "compositeWithTrainedAlgorithmicMedia"


def test_a_video_is_what_its_storyboard_uses() -> None:
    kit = kit_of("image/main", "image/scene", "narration", "music", photo=True, used={"image/scene": "flux"})
    shots = (Shot("hook", "", "image/main", "still", 3.0),)
    board = Storyboard("9:16", shots, narration=False)
    video = Video(b"", 1080, 1920, 90, 3.0, b"", (), None, None, board, "")
    assert origin_of(replace(kit, video=video), VIDEO) == "compositeSynthetic"
    shown = replace(board, shots=(*shots, replace(shots[0], picture="image/scene")))
    filmed = replace(kit, video=replace(video, storyboard=shown))
    assert origin_of(filmed, VIDEO) == "compositeWithTrainedAlgorithmicMedia"
    assert origin_of(filmed, COVER) == "compositeSynthetic"  # its first picture under words


def test_a_card_for_an_offer_is_not_called_generated() -> None:
    assert origin_of(kit_of("image/cutout", photo=True), CARD) == "composite"
    assert origin_of(kit_of("image/card"), CARD) == "dataDrivenMedia"


def test_what_is_not_there_has_no_origin() -> None:
    with pytest.raises(KeyError):
        origin_of(kit_of("copy"), "image/main")
    with pytest.raises(KeyError):
        origin_of(kit_of("copy"), VIDEO)
    with pytest.raises(ValueError, match="nothing"):
        mixed(())
