"""What this machine can do, as the page says it: in the marks of a choice, in small print, in the list of models."""

from __future__ import annotations

import html
from typing import Any

from mmdemo.plan import Choice, plan
from mmdemo.registry import Registry
from mmdemo.runtime.checkpoint import size_text
from mmdemo.schema import AUTO, EMBEDDED, Language, Modality
from mmdemo.sound import ANY_VOICE
from mmdemo.ui.language import word
from mmdemo.ui.small_print import on_page

_LISTING_KINDS: dict[str, set[str]] = {"text": {"copy"}, "image": {"scene", "concept"}, "speech": {"narration"}}
_LOOK_KINDS = ("scene", "outpaint", "enlarged")


def generator_choices(registry: Registry, modality: Modality, language: Language) -> list[tuple[str, str]]:
    """Auto and every generator that makes such parts of a listing, those that cannot run here marked, by label and id.

    A generator that cannot run can be chosen all the same: what is made instead then says so.
    """
    choices = [(word("auto", language), AUTO)]
    for spec in registry.specs(modality):
        if spec.kinds and not _LISTING_KINDS[modality] & set(spec.kinds):
            continue
        mark = "slow_here" if registry.too_slow(spec) else ""
        if registry.lacks(spec):
            mark = "not_here" if spec.weights else "not_set_up"
        choices.append((word(mark, language).format(spec.label) if mark else spec.label, spec.id))
    return choices


def voice_choices(registry: Registry, narrator: str, listing: Language, language: Language) -> list[tuple[str, str]]:
    """Auto and every voice that can speak here in the language of the listing, by label and id.

    Who named a narrator is offered the voices of that one.
    """
    choices = [(word("voice_auto", language), ANY_VOICE)]
    for spec in registry.specs("speech"):
        if narrator in (AUTO, spec.id) and listing in spec.languages and registry.lacks(spec) is None:
            choices += [
                (f"{spec.label} · {speaker.label.text(language)}", f"{spec.id}/{speaker.id}")
                for speaker in spec.speakers
                if speaker.language == listing
            ]
    return choices


def lends_here(registry: Registry, narrator: str, voice: str, listing: Language) -> bool:
    """Whether the narrator that is chosen, or that "auto" takes, can speak here with the voice of a recording.

    Who chose a voice by name is not asked for another.
    """
    return voice == ANY_VOICE and any(
        spec.clones
        and listing in spec.languages
        and registry.lacks(spec) is None
        and (narrator == spec.id or (narrator == AUTO and not registry.too_slow(spec)))
        for spec in registry.specs("speech")
    )


def look_html(registry: Registry, language: Language) -> str:
    """Which of the wishes for pictures need a model, and whether it is here."""
    chosen = {choice.kind: choice.spec for choice in plan(registry)}
    sentences = []
    lacking = ""
    for kind in _LOOK_KINDS:
        spec = chosen[kind]
        if spec is None or spec.id == EMBEDDED:
            sentences.append(word(f"look_{kind}_none", language))
            lacking = word("look_where", language)
        else:
            sentences.append(word(f"look_{kind}", language).format(spec.label))
    if lacking:
        sentences.append(lacking)
    return f'<p class="print">{html.escape(_joined(sentences, language))}</p>'


def hearing_html(registry: Registry, language: Language) -> str:
    """Why a voice note cannot be heard here and what it takes, or nothing."""
    specs = registry.specs("hearing")
    if any(registry.lacks(spec) is None for spec in specs):
        return ""
    sizes = [(spec.weights.download, spec.label) for spec in specs if spec.weights is not None]
    if sizes:
        size, label = min(sizes)
        said = word("hearing_missing", language).format(label, size_text(size))
    else:
        said = word("hearing_nobody", language)
    return f'<p class="print">{html.escape(said)}</p>'


def models_html(registry: Registry, language: Language) -> str:
    """The table of every generator that has weights to fetch."""
    kinds = {choice.kind: choice.label for choice in plan(registry)}
    heads = ("model", "purpose", "licence", "commercial", "size", "here")
    names = [html.escape(word(head, language)) for head in heads]
    rows = []
    for spec in registry.specs():
        if spec.weights is None and spec.file is None:
            continue
        # What a model is for is said in English alone where it is declared; its kinds have names in both languages.
        named = [kinds[kind].text(language) for kind in spec.kinds if kind in kinds]
        purpose = spec.purpose if language == "en" or not named else "、".join(named)
        cells = (
            purpose,
            spec.licence,
            word("yes" if (spec.weights or spec.file).commercial else "no", language),
            size_text(spec.file.size if spec.weights is None else spec.weights.download),
            _state(registry, spec, language),
        )
        rows.append(
            f'<tr><th scope="row">{html.escape(spec.label)}</th>'
            + "".join(
                f'<td data-label="{name}">{html.escape(cell)}</td>' for name, cell in zip(names[1:], cells, strict=True)
            )
            + "</tr>"
        )
    if not rows:
        return f'<p class="print">{html.escape(word("models_none", language))}</p>'
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    about = html.escape(word("models_about", language))
    return (
        f'<p class="hint">{about}</p><table class="models"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def auto_html(registry: Registry, language: Language) -> str:
    """Which generator "auto" takes for each kind of part, and why not a better one."""
    choices = plan(registry)
    items = []
    for kind in dict.fromkeys(choice.kind for choice in choices):
        same = [choice for choice in choices if choice.kind == kind]
        if len({choice.spec for choice in same}) == 1:
            same = [choice for choice in same if choice.language == language]
            items.append(_auto_item(same[0], same[0].label.text(language), language))
        else:
            items += [
                _auto_item(
                    choice, word(f"in_{choice.language}", language).format(choice.label.text(language)), language
                )
                for choice in same
            ]
    return f'<h3>{html.escape(word("auto_here", language))}</h3><ul class="auto">{"".join(items)}</ul>'


def _auto_item(choice: Choice, name: str, language: Language) -> str:
    made_by = word("auto_none", language) if choice.spec is None else choice.spec.label
    why = "".join(f"<li>{html.escape(on_page(passed.reason, language))}</li>" for passed in choice.passed_over)
    if why:
        why = f"<details><summary>{html.escape(word('auto_why', language))}</summary><ul>{why}</ul></details>"
    return f"<li><b>{html.escape(name)}</b> <span>{html.escape(made_by)}</span>{why}</li>"


def _state(registry: Registry, spec: Any, language: Language) -> str:
    states = [f"state_{registry.runtime.store.state(spec.weights) if spec.file is None else spec.file.state}"]
    if registry.too_large(spec):
        states.append("state_too_large")
    elif registry.too_slow(spec):
        states.append("state_slow")
    return _listed([word(state, language) for state in states], language)


def _joined(sentences: list[str], language: Language) -> str:
    return ("" if language == "zh" else " ").join(sentences)


def _listed(parts: list[str], language: Language) -> str:
    return ("，" if language == "zh" else ", ").join(parts)
