"""`make bench` runs every bench there is, so each file is one or is named as part of one."""

import ast
from pathlib import Path

import pytest

from tests.bench.__main__ import HELPERS, HERE

FILES = sorted(HERE.glob("[!_]*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_measures_or_is_part_of_one_that_does(path: Path) -> None:
    functions = {
        node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    }
    assert "measure" in functions or path.stem in HELPERS


def test_every_part_is_there() -> None:
    assert {path.stem for path in FILES} >= HELPERS
