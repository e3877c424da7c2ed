"""The small pieces of HTML around the components. Whatever a merchant or a model wrote is escaped here."""

from __future__ import annotations

import html
from collections.abc import Mapping

from mmdemo.compose.alternative_text import alternative_text
from mmdemo.compose.page import sketch_url
from mmdemo.context import Progress
from mmdemo.look import AS_TAKEN
from mmdemo.schema import Finish, Kit, Language, Picture
from mmdemo.ui.language import part_name, word
from mmdemo.ui.mend_cards import is_cutout, judgement_html, lock_html, pair_html
from mmdemo.ui.small_print import state_html

STEPS = ("copy", "pictures", "narration", "package")


def step_of(part: str) -> str:
    """The step of the bar a part belongs to."""
    step = part.split("/")[0]
    return {"image": "pictures", "music": "narration"}.get(step, step)


def steps_html(language: Language, shares: Mapping[str, float], message: str, state: str) -> str:
    """The step bar. `shares`: how much of each step is done, 0 to 1; `state`: "loading", "idle", "busy" or "done"."""
    total = round(100 * sum(shares.get(step, 0.0) for step in STEPS) / len(STEPS))
    items = "".join(
        f'<li class="{_step_class(shares.get(step, 0.0))}" style="--share:{100 * shares.get(step, 0.0):.0f}%">'
        f"<b>{html.escape(word(f'step_{step}', language))}</b><i></i></li>"
        for step in STEPS
    )
    return (
        f'<div class="steps" data-state="{state}"><div role="progressbar" '
        f'aria-label="{html.escape(word("progress", language))}" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{total}"><ol aria-hidden="true">{items}</ol></div>'
        f'<p role="status">{html.escape(message)}</p></div>'
    )


def shares_of(kit: Kit, progress: Progress | None = None, redoing: str = "", packed: bool = False) -> dict[str, float]:
    """How much of each step is done: finished parts, the share of the part in the making, and the package."""
    shares: dict[str, float] = {"package": 1.0 if packed else 0.0}
    for step in STEPS[:-1]:
        parts = [part for part in kit.parts if step_of(part) == step]
        settled = {part for part in parts if part != redoing and (part in kit.assets or part in kit.failures)}
        done = float(len(settled))
        if progress is not None and progress.part in parts and progress.part not in settled:
            done += progress.done / progress.total
        shares[step] = done / len(parts) if parts else 0.0
    return shares


def empty_html(language: Language) -> str:
    """What stands in the preview before anything was made."""
    return (
        f'<div class="empty" data-state="idle"><span aria-hidden="true"></span>'
        f"<h2>{html.escape(word('empty_title', language))}</h2><p>{html.escape(word('empty_text', language))}</p></div>"
    )


def problem_html(message: str) -> str:
    """A sentence about what is wrong with the input, or nothing."""
    return f'<p class="problem" role="alert">{html.escape(message)}</p>' if message else ""


def task_html(message: str, share: float | None = None, state: str = "idle") -> str:
    """What a small job beside the listing is at: a sentence and, where `share` (0 to 1) is known, a bar.

    `state`: "idle", "busy", "done" or "failed".
    """
    role = "alert" if state == "failed" else "status"
    bar = "" if share is None else f'<i class="bar" style="--share:{100 * share:.0f}%" aria-hidden="true"></i>'
    return f'<div class="task" data-state="{state}">{bar}<p role="{role}">{html.escape(message)}</p></div>'


def sketch_html(part: str, sketch: bytes, message: str, language: Language) -> str:
    """A picture in the making, in the place where it will stand."""
    name = part_name(part, language)
    alt = html.escape(word("sketch_alt", language).format(name))
    return (
        f'<div class="part" data-state="making"><h3>{html.escape(name)}</h3>'
        f'<img class="sketch" src="{sketch_url(sketch)}" alt="{alt}">'
        f'<p class="print">{html.escape(message)}</p></div>'
    )


def picture_html(kit: Kit, part: str, media: Mapping[str, str], language: Language) -> str:
    """A picture with its small print; the cutout stands beside the photo it was made from."""
    name = part_name(part, language)
    heading = f"<h3>{html.escape(name)}</h3>"
    asset = kit.assets.get(part)
    if asset is None or not isinstance(asset.payload, Picture):
        return f'<div class="part">{heading}{state_html(kit, part, language)}</div>'
    picture = asset.payload
    alt = html.escape(alternative_text(kit, part, f"{name} · {kit.product.name}"))
    shown = f'<img src="{media[part]}" alt="{alt}" width="{picture.width}" height="{picture.height}" loading="lazy">'
    if is_cutout(part):
        shown = pair_html(part, shown, name, media, language) + judgement_html(kit, part, picture, language)
    notes = "".join(f'<p class="note">{html.escape(note.text(language))}</p>' for note in picture.notes)
    if part.startswith(("image/cutout", "image/detail")) and not asset.provenance.edited:
        notes += finish_html(kit.request.finish, language)
    notes += lock_html(picture.lock, language)
    if picture.concept:
        notes += f'<p class="hint">{html.escape(word("illustration", language))}</p>'
    full = (
        f'<a href="{media["full/" + part]}" target="_blank" rel="noopener">{html.escape(word("open_full", language))}'
        f" · {picture.width} × {picture.height}</a>"
    )
    return (
        f'<div class="part">{heading}{shown}{notes}{state_html(kit, part, language)}<p class="print">{full}</p></div>'
    )


def finish_html(finish: Finish, language: Language) -> str:
    """What was done to the photo's colours, or nothing."""
    if finish == AS_TAKEN:
        return ""
    both = finish.white_balance and finish.sharpen
    key = "finished_both" if both else "finished_white_balance" if finish.white_balance else "finished_sharpen"
    return f'<p class="hint">{html.escape(word(key, language))}</p>'


def _step_class(share: float) -> str:
    return "done" if share >= 1 else "now" if share > 0 else "wait"
