"""Which trained network ships: light, so that a generator can name it before anything is loaded."""

from __future__ import annotations

from mmdemo.paths import ASSETS

WEIGHTS = ASSETS / "weights" / "cutout.safetensors"
WEIGHTS_SHA256 = "77abed2a6afa"  # how it begins, of that file
