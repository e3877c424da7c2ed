"""`python -m tests.bench [NAME …]`: run benches, print their tables, write `build/bench/NAME.json`."""

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from tests.bench.row import Row

HERE = Path(__file__).parent
HELPERS = {
    *("row", "full_size", "cutout_cases", "cutout_cost", "cutout_sheet", "copy_cases", "claim_cases", "speech_gpu"),
    *("kit_video", "kit_video_moviepy", "kit_markets", "kit_labels", "kit_signing", "kit_imports"),
}
"""Files here that are no bench of their own."""

OUTPUT = HERE.parent.parent / "build" / "bench"


def main(names: list[str]) -> int:
    known = sorted({path.stem for path in HERE.glob("[!_]*.py")} - HELPERS)
    for name in names or known:
        if name not in known:
            print(f"no bench is called {name}; there are: {', '.join(known)}", file=sys.stderr)
            return 2
        rows: list[Row] = importlib.import_module(f"tests.bench.{name}").measure()
        OUTPUT.mkdir(parents=True, exist_ok=True)
        (OUTPUT / f"{name}.json").write_text(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False))
        print(table(name, rows))
    return 0


def table(name: str, rows: list[Row]) -> str:
    cells = [("name", "value", "unit", "target", "holds")]
    cells += [(row.name, f"{row.value:.2f}", row.unit, row.target or "", row.verdict) for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(5)]
    return "\n".join(
        [
            f"\n{name}",
            *("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in cells),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
