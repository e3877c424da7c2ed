"""Mock-ups in the brand's colours: every shape takes every colour, wears its label upright and cuts out cleanly."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from mmdemo.processing.image.mockup import cut_out, relight
from mmdemo.processing.image.mockup_assets import FOLDER, light, names, shape
from mmdemo.processing.image.tone import develop, reflectance, rgb

SIZE = 512
GREY, RED, WHITE, BLACK = "#808080", "#c01818", "#ffffff", "#000000"
SIXTEEN = set(
    "bottle pump jar mug can carton tube candle pouch book phone lamp vase bowl tin tote tag".split()
)  # bottle and pump, each its own


@pytest.fixture(scope="module", params=sorted(SIXTEEN))
def name(request):
    return request.param


def painted(name, colour):
    return dict.fromkeys(shape(name).roles, colour)


def plain(name, colour):
    """A label of one colour in the shape's own proportions."""
    width, height = shape(name).extent
    return np.full((max(8, round(256 * height / width)), 256, 3), rgb(colour), np.uint8)


def covered(name):
    """Coverage by each material, by its name, in the whole picture."""
    bases = light(name, SIZE)
    left, top, right, bottom = bases.box
    whole = np.zeros((SIZE, SIZE, len(bases.materials)), np.float32)
    whole[top:bottom, left:right] = bases.covered
    return {material: whole[..., i] for i, material in enumerate(bases.materials)}


def test_every_shape_is_there_and_small_enough():
    assert set(names()) >= SIXTEEN
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.webp")) < 24e6


def test_a_shape_says_where_it_stands(name):
    known = shape(name)
    left, top, right, bottom = known.box
    assert 0 < left < known.anchor[0] < right < 1
    assert 0 < top < known.anchor[1] < bottom + 0.02 < 1
    assert known.unit * known.height == pytest.approx(bottom - top, rel=0.35)
    assert known.ground in known.roles
    assert set(known.roles.values()) <= {"main", "accent", "dark", "light", "metal"}
    face = known.face
    assert 0 <= face[0] < face[2] <= 1 and 0 <= face[1] < face[3] <= 1
    assert 0.1 < known.elevation / 90 < 0.3


def test_white_and_black_stay_apart_and_unburnt(name):
    white = relight(name, painted(name, WHITE), plain(name, WHITE), SIZE, WHITE)
    black = relight(name, painted(name, BLACK), plain(name, BLACK), SIZE, BLACK)
    assert white.shape == black.shape == (SIZE, SIZE, 3)
    assert white.dtype == black.dtype == np.uint8
    assert (white == 255).all(axis=-1).mean() < 0.02
    assert black.mean() < 70 < 190 < white.mean()
    # A white product is no flat cut-out on its white ground, nor a black one on black.
    product = np.sum(list(covered(name).values()), axis=0) > 0.99
    assert white[product].std() > 2 and black[product].std() > 2


def test_a_label_shows_its_colours_upright_and_unmirrored(name):
    paper = plain(name, "#e8e8e8")
    marked = paper.copy()
    marked[: paper.shape[0] // 2, : paper.shape[1] // 2] = rgb(RED)
    first = relight(name, painted(name, GREY), paper, SIZE, GREY).astype(int)
    second = relight(name, painted(name, GREY), marked, SIZE, GREY).astype(int)
    label = covered(name)["label"] > 0.9
    red = label & (first[..., 1] - second[..., 1] > 60)
    assert 0.08 < red.sum() / label.sum() < 0.45
    (y, x), (mark_y, mark_x) = np.argwhere(label).mean(axis=0), np.argwhere(red).mean(axis=0)
    height, width = np.ptp(np.argwhere(label), axis=0)
    assert mark_y < y - 0.12 * height
    assert mark_x < x - 0.12 * width


def test_without_a_label_its_ground_shows(name):
    ground = shape(name).ground
    colours = painted(name, GREY) | {ground: RED}
    bare = relight(name, colours, None, SIZE, GREY)
    inside = covered(name)["label"] > 0.99
    assert bare[inside][:, 0].mean() > bare[inside][:, 1].mean() + 40


def test_a_material_changes_its_own_region(name):
    before = relight(name, painted(name, GREY), plain(name, WHITE), SIZE, GREY).astype(int)
    regions = covered(name)
    product = np.sum(list(regions.values()), axis=0)
    for material in shape(name).roles:
        after = relight(name, painted(name, GREY) | {material: RED}, plain(name, WHITE), SIZE, GREY).astype(int)
        change = np.abs(after - before).max(axis=-1)
        own, others = regions[material] > 0.6, (regions[material] < 0.01) & (product > 0.9)
        away = product < 0.001
        assert change[own].mean() > 25, material
        assert change[others].mean() < 6, material
        assert change[away].mean() < 5, material


def test_a_cut_out_has_its_own_edge(name):
    green = "#18c030"
    alone = cut_out(name, painted(name, GREY), plain(name, GREY), SIZE, green)
    assert alone.shape == (SIZE, SIZE, 4) and alone.dtype == np.uint8
    alpha = alone[..., 3]
    assert (alpha[:4] == 0).all() and (alpha[:, :4] == 0).all() and (alpha[:, -4:] == 0).all()
    rows, columns = np.nonzero((alpha > 5).any(axis=1))[0], np.nonzero((alpha > 5).any(axis=0))[0]
    found = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]) / SIZE
    assert found == pytest.approx(shape(name).box, abs=3 / SIZE)
    # Grazing gloss mirrors the ground, so the rim is compared with the product just inside it.
    tint = alone[..., 1].astype(np.float32) - alone[..., 0]
    rim, inside = (alpha > 60) & (alpha < 200), (alpha == 255).astype(np.float32)
    beside = cv2.blur(inside, (5, 5))
    expected = cv2.blur(tint * inside, (5, 5)) / np.maximum(beside, 1e-3)
    assert 0 < rim.sum() < inside.sum()
    assert (tint - expected)[rim & (beside > 0.05)].mean() < 25


def test_the_same_colours_make_the_same_picture(name):
    first = relight(name, painted(name, RED), None, SIZE, GREY)
    light.cache_clear()
    assert np.array_equal(first, relight(name, painted(name, RED), None, SIZE, GREY))


def test_colours_may_be_written_either_way():
    assert rgb("#1a2b3c") == rgb((26, 43, 60)) == (26, 43, 60)
    assert reflectance(WHITE).max() < 1 and reflectance(BLACK).min() > 0


def test_development_is_straight_and_never_burns():
    ramp = np.linspace(0, 4, 4096, dtype=np.float32)[:, None, None] * np.ones((1, 8, 3), np.float32)
    mean = develop(ramp).astype(float).mean(axis=(1, 2))
    assert mean[-1] == pytest.approx(255, abs=0.6)
    assert (np.diff(mean[::64]) > -0.6).all()
    assert mean[round(0.5 / 4 * 4095)] == pytest.approx(188, abs=1)
