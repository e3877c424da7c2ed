"""One bed of each mood, rendered once for all tests of the music."""

from collections.abc import Mapping

import pytest

from mmdemo.processing.audio.music.arrangement import Score, arrange
from mmdemo.processing.audio.music.bed import Bed, compose_bed
from mmdemo.sound import BED_MOODS, BedMood

SEED = 7


@pytest.fixture(scope="package")
def beds() -> Mapping[BedMood, Bed]:
    return {mood: compose_bed(mood, "auto", "auto", SEED) for mood in BED_MOODS}


@pytest.fixture(scope="package")
def scores() -> Mapping[BedMood, Score]:
    return {mood: arrange(mood, "auto", "auto", SEED) for mood in BED_MOODS}
