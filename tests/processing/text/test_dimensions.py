"""Sizes read from facts as merchants write them, and facts that are no sizes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmdemo.intake.facts import read_facts
from mmdemo.processing.text.dimensions import Dimensions, Length, read_dimensions


def read(*lines: str) -> Dimensions | None:
    return read_dimensions(read_facts(lines))


def centimetres(found: Dimensions) -> dict[str, float]:
    return {side: round(float(length.centimetres), 3) for side, length in found.sides.items()}


@pytest.mark.parametrize(
    ("line", "sides"),
    [
        ("Height: 9.5 cm", {"height": 9.5}),
        ("H 9.5 cm", {"height": 9.5}),
        ("9.5 cm tall", {"height": 9.5}),
        ("Stands 12 in tall", {"height": 30.48}),
        ("Diameter 80 mm", {"diameter": 8}),
        ("Ø 8 cm", {"diameter": 8}),
        ("W 20 x D 10 cm", {"width": 20, "depth": 10}),
        ("H 10 x D 8 cm", {"height": 10, "diameter": 8}),
        ("30 x 20 x 10 cm (L x W x H)", {"length": 30, "width": 20, "height": 10}),
        ("Dimensions (L x W x H): 30 x 20 x 10 cm", {"length": 30, "width": 20, "height": 10}),
        ('Height: 11"', {"height": 27.94}),
        ('Height: 11 1/2"', {"height": 29.21}),
        ("Height: 5½ in", {"height": 13.97}),
        ("Height: 1,200 mm", {"height": 120}),
        ("Height: 9,5 cm", {"height": 9.5}),
        ("Thickness: 0.8 mm", {"thickness": 0.08}),
        ("Length: 2 ft", {"length": 60.96}),
        ("Height: 12 cm / 4.7 in", {"height": 12}),
        ("Height: 12 cm (4.7 in)", {"height": 12}),
        ("高：9.5厘米", {"height": 9.5}),
        ("高9.5厘米", {"height": 9.5}),
        ("长10厘米", {"length": 10}),
        ("长10厘米，宽5厘米，高3厘米", {"length": 10, "width": 5, "height": 3}),
        ("直径８厘米", {"diameter": 8}),
        ("高度：１２ｃｍ", {"height": 12}),
        ("尺寸：30×20×10厘米（长×宽×高）", {"length": 30, "width": 20, "height": 10}),
        ("尺寸（长*宽*高）：30*20*10cm", {"length": 30, "width": 20, "height": 10}),
        ("高约9.5厘米", {"height": 9.5}),
        ("Height: ١٢ cm", {"height": 12}),
    ],
)
def test_sides_are_read(line: str, sides: dict[str, float]) -> None:
    found = read(line)
    assert found is not None
    assert centimetres(found) == sides


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("10 x 20 x 5 cm", ("10", "20", "5")),
        ("10x20x5cm", ("10", "20", "5")),
        ("10*20 厘米", ("10", "20")),
        ("Size: 30 cm", ("30",)),
        ("Dimensions: 30 × 20 cm", ("30", "20")),
        ("尺寸：１０×２０ｃｍ", ("10", "20")),
    ],
)
def test_numbers_nobody_named_keep_their_order(line: str, row: tuple[str, ...]) -> None:
    found = read(line)
    assert found == Dimensions({}, (tuple(Length(Decimal(number), "cm") for number in row),))


@pytest.mark.parametrize(
    "line",
    [
        "350 ml",
        "2 years",
        "2 years warranty",
        "30 cm",
        "Weight: 2 kg",
        "Material: oak",
        "fits 15 inch laptops",
        "cable length: 2 m",
        "Cable length: 2 m",
        "Set of 4",
        "4 x 100 g",
        "Model: H10",
        "Water resistant to 50 m",
        "Screen: 6.1 in",
        "Height adjustable",
        "Height: tall",
        "Long sleeves",
        "容量350毫升",
        "保修两年",
        "适合15英寸笔记本",
        "线长：2米",
        "高品质",
        "长袖",
        "产地：景德镇",
        "货号：H-10",
        "",
    ],
)
def test_other_facts_are_no_dimensions(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Height: 0 cm",
        "Height: -5 cm",
        "Height: 1e9 cm",
        "Height: 1/0 cm",
        "Height: 9999999999999999 cm",
        "Height: NaN cm",
        "Height: ∞ cm",
        "Height: 9..5 cm",
        "Height: 12",
        "Height: 12 cm (9 in)",
        "Height: 5'11\"",  # feet and inches: left alone rather than taken for 11 inches
        "Height: 12 cm or 14 cm",
        "Height: 10-12 cm",
        "10 x 20 x 5 x 6 x 7 cm",
        "10 x 20",
        "Height: " + "9" * 250 + " cm",
        "1 x " * 70 + "1 cm",
    ],
)
def test_numbers_that_cannot_be_true_or_contradict_each_other(line: str) -> None:
    assert read(line) is None


def test_of_two_heights_the_first_counts() -> None:
    found = read("Height: 12 cm", "Height: 15 cm", "Width: 4 cm")
    assert found is not None
    assert centimetres(found) == {"height": 12, "width": 4}


def test_several_facts_are_put_together() -> None:
    found = read("350 ml", "Height: 12 cm", "长10厘米", "Size: 10 x 20 cm")
    assert found is not None
    assert centimetres(found) == {"height": 12, "length": 10}
    assert len(found.unlabelled) == 1


@pytest.mark.parametrize("line", ["Height: approx. 12 cm", "Height: about 12 cm", "约12厘米高", "Height: ~12 cm"])
def test_about_is_kept(line: str) -> None:
    found = read(line)
    assert found is not None
    assert found.sides["height"] == Length(Decimal(12), "cm", about=True)


def test_nothing_is_no_dimensions() -> None:
    assert read_dimensions(()) is None


@given(st.decimals("0.001", "99999", places=3, allow_nan=False), st.sampled_from(["mm", "cm", "m", "in", "ft"]))
def test_any_named_length_comes_back(number: Decimal, unit: str) -> None:
    found = read(f"Height: {number} {unit}")
    assert found is not None
    assert found.sides["height"] == Length(number, unit)


pieces = st.sampled_from(
    [*"0123456789.,/-x×*()（）\"'″½ ：:", " cm", " in", " by ", "厘米", "高", "长", "H", "W", "approx."]
)


@given(st.one_of(st.text(max_size=40), st.lists(pieces, max_size=30).map("".join)))
def test_whatever_is_typed_is_read_or_left(line: str) -> None:
    found = read(line)
    if found is not None:
        lengths = [*found.sides.values(), *(length for row in found.unlabelled for length in row)]
        assert lengths
        assert all(0 < length.number < 10**6 for length in lengths)
