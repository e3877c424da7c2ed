"""What the checks found, as HTML. Whatever a merchant or a model wrote is escaped here."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from mmdemo.compose.claim_checks import BADGE, Claim
from mmdemo.processing.text.ledger import Contradiction
from mmdemo.schema import Language
from mmdemo.ui.language import word

_GRADE_NOTE = re.compile(r"\s*[(（][^()（）]{0,80}(?:not read|general knowledge|未核对|常识)[^()（）]{0,80}[)）]\s*$")


def heading_html(title: str, about: str, language: Language) -> str:
    """A heading of the fold and the sentence under it."""
    return f"<h3>{html.escape(word(title, language))}</h3><p>{html.escape(word(about, language))}</p>"


def said_html(message: str) -> str:
    """One calm sentence."""
    return f'<p class="calm" role="status">{html.escape(message)}</p>'


def questions_html(found: Sequence[Contradiction], language: Language) -> str:
    """What to ask of facts that contradict each other, or nothing."""
    if not found:
        return ""
    asked = (
        word("contradiction", language).format(*(fact.text for fact in one.facts), one.name.casefold()) for one in found
    )
    items = "".join(f"<li>{html.escape(question)}</li>" for question in asked)
    return f'{heading_html("contradiction_title", "keep_about", language)}<ul class="asked">{items}</ul>'


def claims_html(claims: Sequence[Claim], language: Language) -> str:
    """A row for each wording: how grave, the words, where, why, by which rule, and what to write instead."""
    if not claims:
        return ""
    columns = ("claims_words", "claims_place", "claims_why", "claims_source", "claims_rewrite")
    names = {key: html.escape(word(key, language)) for key in columns}
    head = "".join(f'<th scope="col">{name}</th>' for name in names.values())
    rows = "".join(_row(claim, names, language) for claim in claims)
    return (
        f"{heading_html('claims_title', 'claims_about', language)}"
        f'<table class="checked"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(claim: Claim, names: dict[str, str], language: Language) -> str:
    finding = claim.finding
    source = finding.source
    # The grade beside it already tells who read the rule.
    title = _GRADE_NOTE.sub("", source.title.text(language))
    rule = " ".join(part for part in (title, source.article) if part)
    read = word("article", language).format(rule, source.date, word(f"grade_{source.grade.lower()}", language))
    cells = {
        "claims_place": places_text(claim.places, language),
        "claims_why": finding.reason.text(language),
        "claims_source": read,
        "claims_rewrite": _instead(claim, language),
    }
    told = "".join(f'<td data-label="{names[key]}">{html.escape(text)}</td>' for key, text in cells.items())
    severity = html.escape(word(f"severity_{finding.severity}", language))
    return (
        f'<tr data-severity="{finding.severity}"><th scope="row"><b class="severity">{severity}</b> '
        f"<span>{html.escape(finding.text)}</span></th>{told}</tr>"
    )


def _instead(claim: Claim, language: Language) -> str:
    said = [rewrites_text(claim, language)] if claim.rewritable else []
    said += [word("claims_badge", language)] if BADGE in claim.places else []
    said += [word("claims_facts", language)] if claim.in_facts else []
    return ("" if language == "zh" else " ").join(said)


def rewrites_text(claim: Claim, language: Language) -> str:
    """What may stand instead of a wording; where nothing may, its whole statement goes."""
    said = [f"“{rewrite}”" if rewrite else word("claims_drop", language) for rewrite in claim.rewrites]
    said += [word("claims_left_out", language)] if claim.left_out else []
    return f"{word('or', language).join(said)}{'。' if language == 'zh' else '.'}"


def places_text(places: Sequence[str], language: Language) -> str:
    """The names of the texts that the places ("bullets/0", "posts/tiktok/text") belong to."""
    fields = (place.split("/")[1 if place.startswith("posts/") else 0] for place in places)
    names = dict.fromkeys(word(f"place_{field}", language) for field in fields)
    return ("、" if language == "zh" else ", ").join(names)


def notice_html(count: int, blocked: int, waiting: int, listing: Language, language: Language) -> str:
    """What to know before the download: how many of all points may not be published, and what is left out of it."""
    said = []
    if blocked:
        told = word(f"warn_blocked_{listing}", language).format(blocked, count)
        said.append(f'<p class="problem">{html.escape(told)}</p>')
    if waiting:
        said.append(f'<p class="note">{html.escape(word("warn_open", language).format(waiting))}</p>')
    return f'<div role="status">{"".join(said)}</div>' if said else ""
