"""Where the files that ship with the project lie."""

from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"
