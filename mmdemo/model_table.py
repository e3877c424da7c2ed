"""The table of models in README, made from the registry."""

from __future__ import annotations

from collections.abc import Iterable

from mmdemo.generators import GeneratorSpec
from mmdemo.runtime.checkpoint import size_text

_HEAD = (
    "| id | repository @ revision | licence | commercial use | memory (bfloat16) | download | languages | used for |",
    "|---|---|---|---|---|---|---|---|",
)


def model_table(specs: Iterable[GeneratorSpec]) -> str:
    """A Markdown table of every generator that needs weights, in the order given."""
    rows = [
        _row(spec, spec.weights.repo, spec.weights.revision, spec.weights.commercial, spec.weights.download)
        for spec in specs
        if spec.weights is not None
    ]
    return "\n".join((*_HEAD, *rows))


def _row(spec: GeneratorSpec, repo: str, revision: str, commercial: bool, download: int) -> str:
    memory = size_text(spec.memory + spec.working)
    if spec.stage:
        memory += f" ({size_text(spec.stage + spec.working)} stage by stage)"
    cells = (
        f"`{spec.id}`",
        f"{repo} @ {revision}",
        spec.licence,
        "yes" if commercial else "no",
        memory + (", GPU" if spec.needs_gpu else ", CPU will do"),
        size_text(download),
        ", ".join(spec.languages),
        spec.purpose,
    )
    return f"| {' | '.join(cells)} |"
