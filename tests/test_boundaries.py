"""The walls of the house: who may import whom, how light an import is, and how long a file may grow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from mmdemo.schema import MODALITIES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mmdemo"
BASE = {
    *("schema", "look", "message", "outline", "picture", "sound", "texts", "video", "handover", "promotion"),
    *("source_types", "errors", "context", "paths"),
}
EVERYTHING = {
    path.stem if path.is_file() else path.name for path in PACKAGE.iterdir() if not path.name.startswith("__")
}
COMMANDS = {name for name in EVERYTHING if name.endswith(("_command", "_commands", "command_line"))}

# Each part of the house and the parts it may import besides itself.
MAY_IMPORT = {
    **dict.fromkeys(BASE, BASE),
    "processing": BASE,
    "intake": BASE | {"processing"},
    "runtime": BASE,
    "generators": BASE | {"processing", "runtime"},
    "scenarios": BASE | {"compose", "processing"},
    "markets": BASE | {"processing"},
    "compose": BASE | {"processing", "markets"},
    "export": BASE | {"processing", "compose", "intake", "markets"},
    "provenance": BASE | {"generators", "registry"},
    "registry": BASE | {"generators", "scenarios", "runtime"},
    "model_table": BASE | {"generators", "runtime"},
    "training": BASE | {"processing"},
    "locking": BASE | {"processing"},
    "mending": EVERYTHING - {"ui"},
    "remaking": EVERYTHING - {"ui"},
    "restaging": EVERYTHING - {"ui"},
    "narrating": EVERYTHING - {"ui"},
    "making": EVERYTHING - {"ui"},
    "replay": EVERYTHING - {"ui"},
    "plan": BASE | {"generators", "registry"},
    "doctor": BASE | {"plan", "registry", "runtime"},
    "pipeline": EVERYTHING - {"ui"},
    "ui": EVERYTHING - {"generators", "scenarios"},
    **dict.fromkeys(COMMANDS, EVERYTHING - {"ui"}),
    "filming": EVERYTHING - {"ui"},
    "__main__": EVERYTHING,
    "__init__": EVERYTHING - {"ui"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imported(path: Path) -> set[str]:
    """The dotted names of our own that a module imports, wherever in the file the import stands."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} uses a relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] == "mmdemo"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_follow_the_plan(path: Path) -> None:
    here = room(path)
    rooms = {name.split(".")[1] for name in imported(path) if "." in name}
    assert rooms - {here} <= MAY_IMPORT[here]


@pytest.mark.parametrize("path", sorted((PACKAGE / "generators").rglob("*.py")), ids=lambda path: path.stem)
def test_generators_do_not_know_each_other(path: Path) -> None:
    for name in imported(path):
        if name.startswith("mmdemo.generators."):
            assert name.split(".")[2] not in MODALITIES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_outgrows_the_ceiling(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_page_imports_gradio(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert room(path) == "ui" or not any(name.split(".")[0] == "gradio" for name in names)


@pytest.mark.parametrize("name", ["utils", "common", "helpers", "core", "manager", "service"])
def test_no_file_has_a_name_that_says_nothing(name: str) -> None:
    assert not list(PACKAGE.rglob(f"{name}*"))


def test_importing_everything_loads_nothing_heavy() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if room(path) not in {"ui", "__main__"} and path.name != "espeak_child.py"
    ]
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "from mmdemo.registry import installed, installed_scenarios\n"
        "installed().specs(); installed_scenarios()\n"
        "heavy = {'torch', 'diffusers', 'transformers', 'gradio', 'espeakng_loader', 'rembg', 'onnxruntime'}\n"
        "heavy &= set(sys.modules)\n"
        "import threading\n"
        "assert not heavy, heavy\n"
        "assert threading.active_count() == 1, threading.enumerate()\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=ROOT, check=True)


def test_gradio_is_loaded_by_the_page_alone() -> None:
    program = "import mmdemo, sys; assert 'gradio' not in sys.modules and 'cv2' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
