"""Things that stand about on the stages, and leaves that throw shadows on them."""

from __future__ import annotations

import numpy as np

from assets.render.geometry import Surface, circle, filleted, grid, loft, rounded_rectangle, spline, tube
from assets.render.materials import Plugin, Point, mesh, principled
from assets.render.textures import Colour
from assets.render.variant import mi

Props = dict[str, Plugin | mi.Object]


def drum(radius: float, top: float, bottom: float, fillet: float = 0.02) -> Surface:
    """A round block with a level top."""
    profile = filleted([(0, bottom, 0), (radius, bottom, fillet), (radius, top, fillet), (0, top, 0)])
    made = loft(profile, circle(256), spacing=0.05)
    x, y, z = np.moveaxis(made.points, -1, 0)
    # The picture lies flat on the top, and is wound round the side.
    turn = np.linspace(0, 2 * np.pi * radius, x.shape[1])[None, :]
    lying = np.abs(made.normals[..., 2]) > 0.5
    uv = np.stack([np.where(lying, x, turn) / 3 + 0.5, np.where(lying, y, z + 1.7) / 3 + 0.5], -1)
    return Surface(made.points, made.normals, uv)


def block(half_x: float, half_y: float, height: float, fillet: float = 0.015) -> Surface:
    """A box with rounded edges that stands on z = 0."""
    least = min(half_x, half_y)
    profile = filleted([(0, 0, 0), (half_x, 0, fillet), (half_x, height, fillet), (0, height, 0)])
    return loft(profile, rounded_rectangle(half_x, half_y, min(fillet, 0.9 * least)), spacing=0.1)


def arch(width: float, height: float, depth: float) -> Surface:
    """A slab with a round top that stands on z = 0, seen from the front."""
    turn = np.linspace(0, np.pi, 96)
    radius = width / 2
    bow = np.stack([radius * np.cos(turn), height - radius + radius * np.sin(turn)], 1)
    rim = np.concatenate([[(radius, 0.0)], bow, [(-radius, 0.0)]])
    rows = []
    for share, y in ((0.0, -depth / 2), (0.985, -depth / 2), (1.0, -depth / 2 + 0.02), (1.0, depth / 2)):
        edge = rim * share
        rows.append(np.column_stack([edge[:, 0], np.full(len(edge), y), edge[:, 1]]))
    points = np.stack(rows)
    made = grid(points, np.zeros((*points.shape[:2], 2)))
    out = np.sign((made.normals[1, :, 1]).sum())
    return Surface(made.points, made.normals * -out, made.uv)


def ring(radius: float, thick: float, centre: Point) -> Surface:
    """An upright ring that faces the camera."""
    turn = np.linspace(0, 2 * np.pi, 241)
    path = np.stack([radius * np.cos(turn), np.zeros_like(turn), radius * np.sin(turn)], 1)
    even = np.full(len(turn), thick)
    return tube(path, np.array([0.0, 1.0, 0.0]), even, even).moved(*centre)


def vase(height: float, radius: float) -> Surface:
    outline = spline(
        [
            (0.55 * radius, 0),
            (radius, 0.3 * height),
            (0.8 * radius, 0.62 * height),
            (0.36 * radius, 0.84 * height),
            (0.45 * radius, height),
        ],
        40,
    )
    return loft(
        np.concatenate([[(0, 0)], outline, [(0.36 * radius, 0.97 * height), (0.3 * radius, 0.5 * height)]]),
        circle(96),
        spacing=0.05,
    )


def leaf(length: float, width: float, bend: float) -> Surface:
    """A pointed leaf from the origin along x that hangs by `bend` at its tip."""
    along, across = np.meshgrid(np.linspace(0, 1, 24), np.linspace(-1, 1, 9))
    half = width / 2 * np.sin(np.pi * along**0.72) ** 0.9
    points = np.stack([length * along, across * half, -bend * along**2 + 0.18 * width * np.abs(across) ** 1.5], -1)
    return grid(points, np.stack([along, (across + 1) / 2], -1))


def turned(surface: Surface, yaw: float, pitch: float, roll: float = 0.0) -> Surface:
    """Rolled about x, pitched about y, then turned about z; degrees."""
    a, b, c = np.radians([roll, pitch, yaw])
    about_x = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    about_y = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    about_z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return surface.mapped(about_z @ about_y @ about_x)


def foliage(
    name: str, centre: Point, spread: Point, count: int, colours: list[Colour], size: float, seed: int
) -> Props:
    """A cloud of leaves around `centre`."""
    rng = np.random.default_rng(seed)
    props: Props = {}
    for number in range(count):
        at = np.array(centre) + rng.normal(0, 1, 3) * np.array(spread)
        one = leaf(size * rng.uniform(0.7, 1.3), 0.42 * size, 0.3 * size)
        placed = turned(one, *rng.uniform(-180, 180, 3)).moved(*at)
        colour = colours[int(rng.integers(len(colours)))]
        props[f"{name}{number}"] = mesh(placed, principled(colour, 0.5, specular=0.4), f"{name}{number}")
    return props


def plant(name: str, at: Point, height: float, pot: Colour, colours: list[Colour], seed: int) -> Props:
    """A pot with leaves that rise from it."""
    rng = np.random.default_rng(seed)
    x, y, z = at
    corners = [(0, 0, 0), (0.24 * height, 0, 0.02), (0.3 * height, 0.42 * height, 0.01), (0, 0.42 * height, 0)]
    body = loft(filleted(corners), circle(96), spacing=0.05)
    props: Props = {f"{name}_pot": mesh(body.moved(x, y, z), principled(pot, 0.6), f"{name}_pot")}
    for number in range(26):
        blade = leaf(height * rng.uniform(0.5, 0.95), 0.16 * height, 0.3 * height)
        placed = turned(blade, rng.uniform(0, 360), -rng.uniform(25, 82)).moved(x, y, z + 0.4 * height)
        green = principled(colours[int(rng.integers(len(colours)))], 0.45, specular=0.5)
        props[f"{name}{number}"] = mesh(placed, green, f"{name}{number}")
    return props


def lantern(name: str, at: Point, radius: float) -> Props:
    """A red silk lantern with gold caps."""
    turn = np.linspace(-np.pi / 2, np.pi / 2, 40)
    profile = np.stack([radius * np.cos(turn) + 0.12 * radius, 0.8 * radius * np.sin(turn)], 1)
    body = loft(profile, circle(144), spacing=0.05)
    cord = drum(0.02 * radius, 8.0, 0.0, 0.001)
    cap = drum(0.42 * radius, 0.12 * radius, 0.0, 0.01)
    gold = principled((214, 160, 72), 0.28, metallic=1.0)
    red = principled((190, 24, 24), 0.55)
    return {
        f"{name}_body": mesh(body.moved(*at), red, f"{name}_body"),
        f"{name}_top": mesh(cap.moved(at[0], at[1], at[2] + 0.74 * radius), gold, f"{name}_top"),
        f"{name}_foot": mesh(cap.moved(at[0], at[1], at[2] - 0.86 * radius), gold, f"{name}_foot"),
        f"{name}_cord": mesh(cord.moved(at[0], at[1], at[2] + 0.8 * radius), gold, f"{name}_cord"),
    }
