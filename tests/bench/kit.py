"""What leaves the studio: video, packs for marketplaces, labels in files, import files."""

from tests.bench import kit_imports, kit_labels, kit_markets, kit_signing, kit_video
from tests.bench.row import Row


def measure() -> list[Row]:
    parts = (kit_video, kit_markets, kit_labels, kit_signing, kit_imports)
    return [row for part in parts for row in part.rows()]
