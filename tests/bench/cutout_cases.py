"""Photos whose mask is known: nobody tuned anything on them.

Products with true transparency are put on photographs of textures and on drawn clutter; one photograph has a mask that
was drawn by hand.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mmdemo.processing.image.arrays import shrink
from mmdemo.training.grounds import GROUNDS

LONGEST = 1000  # pixels
SOLID = 250  # alpha: some mock-ups carry a soft floor shadow below it
SOFT_RIM = 3  # pixels around the solid part where alpha is the product's and not the shadow's
DRAWN_SIDE = 250  # pixels, enlarged to the photo's size: what is behind a product is out of focus
DRAWN = ("room", "shelf", "table")


@dataclass(frozen=True)
class Case:
    """A photo (height, width, 3), what it stands on, and the product's true alpha (height, width) in 0..1."""

    name: str
    ground: str
    rgb: NDArray[np.uint8]
    alpha: NDArray[np.float32]

    @property
    def mask(self) -> NDArray[np.bool_]:
        return self.alpha > 0.5


def cases(folder: Path) -> Iterator[Case]:
    """12 products on 3 textures and 3 drawn grounds, and the photographs with masks."""
    textures = {path.stem: _opened(path, "RGB") for path in sorted((folder / "backgrounds").glob("*.png"))}
    for number, path in enumerate(sorted((folder / "alpha").glob("*.png"))):
        product = shrink(_opened(path, "RGBA"), LONGEST)
        height, width = product.shape[:2]
        opacity = product[..., 3:].astype(np.float32) / 255
        grounds = {name: _cropped(picture, height, width) for name, picture in textures.items()}
        for name in DRAWN:
            drawn = GROUNDS[name](np.random.default_rng([number, DRAWN.index(name), 9]), (DRAWN_SIDE, DRAWN_SIDE))
            grounds[name] = cv2.resize((np.clip(drawn, 0, 1) * 255).astype(np.uint8), (width, height))
        for name, ground in grounds.items():
            mixed = ground + opacity * (product[..., :3].astype(np.float32) - ground)
            yield Case(path.stem, name, np.rint(mixed).astype(np.uint8), _product_alpha(product[..., 3]))
    for path in sorted((folder / "photo-mask").glob("*.jpg")):
        photo = shrink(_opened(path, "RGB"), LONGEST)
        mask = _opened(path.with_name(f"{path.stem}_mask.png"), "L")
        scaled = cv2.resize(mask, photo.shape[1::-1], interpolation=cv2.INTER_AREA)
        yield Case(path.stem, "photograph", photo, scaled.astype(np.float32) / 255)


def _product_alpha(alpha: NDArray[np.uint8]) -> NDArray[np.float32]:
    near = cv2.dilate((alpha > SOLID).astype(np.uint8), np.ones((2 * SOFT_RIM + 1, 2 * SOFT_RIM + 1), np.uint8))
    return (alpha * near).astype(np.float32) / 255


def _cropped(picture: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    """The texture, enlarged only as far as it must be to cover the photo."""
    scale = max(height / picture.shape[0], width / picture.shape[1])
    size = (max(width, round(picture.shape[1] * scale)), max(height, round(picture.shape[0] * scale)))
    return cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)[:height, :width]


def _opened(path: Path, mode: str) -> NDArray[np.uint8]:
    with warnings.catch_warnings(), Image.open(path) as picture:
        warnings.simplefilter("ignore", UserWarning)  # Pillow on a palette picture's transparency
        return np.asarray(picture.convert(mode))
