"""Several photos of one product."""

from pathlib import Path

import pytest

from mmdemo.errors import InputError
from mmdemo.intake import read_product
from mmdemo.intake.photo import read_photo
from mmdemo.picture import MOST_PHOTOS
from mmdemo.schema import Request
from tests.conftest import draw_photo, encoded

SIDES = tuple(encoded(draw_photo(width, 360), "JPEG") for width in (400, 440, 480, 520, 560, 600))


def problem(request: Request) -> InputError:
    with pytest.raises(InputError) as caught:
        read_product(request)
    assert caught.value.field == "photo"
    return caught.value


def test_they_keep_their_order() -> None:
    product = read_product(Request(photo=SIDES[2], more_photos=(SIDES[0], SIDES[1])))
    assert product.photo == read_photo(SIDES[2])
    assert product.more_photos == (read_photo(SIDES[0]), read_photo(SIDES[1]))


def test_as_many_as_fit_and_not_one_more() -> None:
    assert len(read_product(Request(photo=SIDES[0], more_photos=SIDES[1:MOST_PHOTOS])).more_photos) == MOST_PHOTOS - 1
    refused = problem(Request(photo=SIDES[0], more_photos=SIDES[1 : MOST_PHOTOS + 1]))
    assert refused.text("en") == (
        "There are 6 photos; at most 5 of one product fit, the first among them. Leave out 1."
    )
    assert "共有 6 张照片，每件商品最多 5 张" in refused.text("zh")


def test_they_are_counted_before_one_is_opened() -> None:
    assert "6 photos" in problem(Request(photo=b"", more_photos=(b"",) * MOST_PHOTOS)).text("en")


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_problem_says_which_photo_it_is_about(place: int) -> None:
    photos: list[bytes | Path] = list(SIDES[:3])
    photos[place - 1] = b"no photo"
    refused = problem(Request(photo=photos[0], more_photos=tuple(photos[1:])))
    assert refused.text("en").startswith(f"Photo {place}: This file is not a photo")
    assert refused.text("zh").startswith(f"照片 {place}：无法识别这个文件")


def test_an_only_photo_needs_no_number() -> None:
    assert problem(Request(photo=b"no photo")).text("en").startswith("This file")


def test_more_photos_want_a_first() -> None:
    refused = problem(Request(name="Mug", more_photos=SIDES[:1]))
    assert "first photo is missing" in refused.text("en")
    assert "缺少第一张照片" in refused.text("zh")
