"""What a phone does to a scene: lens, exposure, white balance, noise, sharpening, JPEG, a watermark."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.processing.image.typeface import font
from mmdemo.training.artwork import WORDS
from mmdemo.training.fields import Rng, floats, ruler, smooth


def photograph(rng: Rng, scene: Floats, side: int) -> Bytes:
    """`scene` (height, width, 3) float32 in 0..1 as a photo of (side, side, 3) uint8."""
    if rng.random() < 0.5:
        scene = floats(cv2.GaussianBlur(scene, (0, 0), rng.uniform(0.3, 1.6)))
    picture = cv2.resize(scene, (side, side), interpolation=cv2.INTER_AREA)
    picture = picture ** np.float32(np.exp(rng.normal(-0.12, 0.22))) * np.float32(np.exp(rng.normal(0.05, 0.12)))
    picture = picture * np.exp(rng.normal(0, 0.05, 3)).astype(np.float32)
    if rng.random() < 0.35:
        distance = np.hypot(ruler((side, side), 0), ruler((side, side), np.pi / 2))
        picture = picture * (1 - rng.uniform(0.1, 0.7) * distance**2)[..., None]
    if rng.random() < 0.2:  # a veil of stray light
        picture = picture + rng.uniform(0, 0.25) * smooth(rng, (side, side), 2)[..., None]
    if rng.random() < 0.2:
        picture = picture + rng.uniform(0.2, 1) * (picture - cv2.GaussianBlur(picture, (0, 0), 1))
    noise = rng.standard_normal(picture.shape, dtype=np.float32) * np.float32(abs(rng.normal(0, 0.015)))
    photo = np.clip((picture.astype(np.float32) + noise) * 255, 0, 255).astype(np.uint8)
    if rng.random() < 0.05:
        _watermark(rng, photo)
    if rng.random() < 0.6:
        quality = int(rng.integers(35, 95))
        coded = cv2.imencode(".jpg", photo[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        photo = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR))[..., ::-1]
    if rng.random() < 0.03:
        photo = np.repeat(photo.mean(axis=2, keepdims=True), 3, axis=2)
    return cast(Bytes, np.ascontiguousarray(photo, dtype=np.uint8))


def _watermark(rng: Rng, photo: Bytes) -> None:
    mask = font("Bold", 16).getmask(str(rng.choice(WORDS)))
    letters = np.array(mask, np.float32).reshape(mask.size[::-1])[..., None] / 255
    height, width = min(letters.shape[0], photo.shape[0]), min(letters.shape[1], photo.shape[1])
    top, left = rng.integers(photo.shape[0] - height + 1), rng.integers(photo.shape[1] - width + 1)
    region = photo[top : top + height, left : left + width]
    region[:] = region + letters[:height, :width] * rng.uniform(0.3, 0.9) * (
        rng.choice([0, 255]) - region.astype(float)
    )
