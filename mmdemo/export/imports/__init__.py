"""Files that a shop takes in: written from a kit or from many items, and read back into equal ones."""

from mmdemo.export.imports.check import missing_for_google, missing_for_search, problems_of, repeated
from mmdemo.export.imports.from_kit import items_of
from mmdemo.export.imports.item import ShopItem, ShopPicture
from mmdemo.export.imports.writer import KINDS, ImportKind, import_files, read_items, warnings_of, write_items

__all__ = [
    "KINDS",
    "ImportKind",
    "ShopItem",
    "ShopPicture",
    "import_files",
    "items_of",
    "missing_for_google",
    "missing_for_search",
    "problems_of",
    "read_items",
    "repeated",
    "warnings_of",
    "write_items",
]
