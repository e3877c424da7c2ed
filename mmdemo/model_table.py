"""The table of models in README, made from the registry."""

from __future__ import annotations

from collections.abc import Iterable

from mmdemo.generators import GeneratorSpec

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
    memory = f"{(spec.memory + spec.working) / 1e9:.1f} GB"
    if spec.stage:
        memory += f" ({(spec.stage + spec.working) / 1e9:.1f} GB stage by stage)"
    cells = (
        f"`{spec.id}`",
        f"{repo} @ {revision}",
        spec.licence,
        "yes" if commercial else "no",
        memory + (", GPU" if spec.needs_gpu else ", CPU will do"),
        f"{download / 1e9:.1f} GB",
        ", ".join(spec.languages),
        spec.purpose,
    )
    return f"| {' | '.join(cells)} |"
