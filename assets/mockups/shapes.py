"""Every mock-up by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assets.mockups.parts import Mockup
from assets.mockups.shapes_packs import PACKS
from assets.mockups.shapes_things import THINGS
from assets.mockups.shapes_vessels import VESSELS

SHAPES: Mapping[str, Callable[[], Mockup]] = {build.__name__: build for build in (*VESSELS, *PACKS, *THINGS)}
