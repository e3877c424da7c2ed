"""What the tab "Hand over" shows, as HTML. Whatever a merchant wrote is escaped here."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from mmdemo.compose.label_policy import GivenRule
from mmdemo.compose.promotion_rules import PromotionFinding
from mmdemo.schema import Language, Message
from mmdemo.ui.language import word

GROUPS = ("texts", "images", "audio", "video", "cards", "markets", "import", "source")
"""Folders of the archive, in the order they are shown; files that lie in none, and folders not named, come first."""

_CARD_NAMES = {"square": "offer_square", "story": "offer_story", "coupon": "offer_coupon_card"}
_FIELDS = {"lowest_before": "offer_lowest", "least_order": "offer_least"}


def holds_html(sizes: Mapping[str, int], warnings: Sequence[Message], language: Language) -> str:
    """The files of the download by folder, with their sizes in bytes, and what to know before they are imported."""
    if not sizes:
        return f'<p class="hint">{html.escape(word("holds_none", language))}</p>'
    total = word("holds_total", language).format(len(sizes), size_text(sum(sizes.values())))
    groups: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
    for path, size in sizes.items():
        folder = path.split("/")[0] if "/" in path else ""
        groups[folder if folder in groups else "texts"][path] = size
    shown = "".join(_group(group, files, language) for group, files in groups.items() if files)
    told = ""
    if warnings:
        items = "".join(f"<li>{html.escape(warning.text(language))}</li>" for warning in warnings)
        told = f'<div class="warned"><h3>{html.escape(word("holds_warnings", language))}</h3><ul>{items}</ul></div>'
    return f'<p class="hint">{html.escape(total)}</p>{shown}{told}'


def _group(group: str, files: Mapping[str, int], language: Language) -> str:
    name = word(f"holds_{group}", language)
    head = word("holds_group", language).format(name, len(files), size_text(sum(files.values())))
    items = "".join(
        f"<li><code>{html.escape(path)}</code><span>{size_text(size)}</span></li>" for path, size in files.items()
    )
    return f'<details class="holds"><summary>{html.escape(head)}</summary><ul>{items}</ul></details>'


def size_text(size: int) -> str:
    """A number of bytes as people read it."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} KB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def findings_html(
    findings: Sequence[PromotionFinding], law: GivenRule, language: Language, unused: bool = False
) -> str:
    """A row for each finding: how grave, which field, why, and by which rule; and whose rules they are.

    `unused` says that the lowest price before was typed in vain.
    """
    hints = [f"offer_law_{law}", "offer_lowest_unused"] if unused else [f"offer_law_{law}"]
    about = "".join(f'<p class="hint">{html.escape(word(hint, language))}</p>' for hint in hints)
    if not findings:
        return f'{about}<p class="calm" role="status">{html.escape(word("offer_no_findings", language))}</p>'
    names = {key: html.escape(word(key, language)) for key in ("offer_finding", "offer_why", "offer_source")}
    head = "".join(f'<th scope="col">{name}</th>' for name in names.values())
    rows = "".join(_row(finding, names, language) for finding in findings)
    return f'{about}<table class="checked"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(finding: PromotionFinding, names: Mapping[str, str], language: Language) -> str:
    source = finding.source
    rule = " ".join(part for part in (source.title.text(language), source.article) if part)
    grade = word(f"grade_{source.grade.lower()}", language)
    read = html.escape(word("article", language).format(rule, source.date, grade))
    if finding.address:
        read = f'<a href="{html.escape(finding.address)}" target="_blank" rel="noopener">{read}</a>'
    field = word(_FIELDS.get(finding.field, f"offer_{finding.field}"), language)
    return (
        f'<tr data-severity="{finding.severity}"><th scope="row"><b class="severity">'
        f"{html.escape(word(f'severity_{finding.severity}', language))}</b> <span>{html.escape(field)}</span></th>"
        f'<td data-label="{names["offer_why"]}">{html.escape(finding.reason.text(language))}</td>'
        f'<td data-label="{names["offer_source"]}">{read}</td></tr>'
    )


def cards_html(addresses: Mapping[str, str], alt: str, language: Language) -> str:
    """The cards side by side: `addresses` by their shape, `alt` says what they offer."""
    figures = "".join(
        f'<figure class="{shape}"><a href="{html.escape(address)}" target="_blank" rel="noopener">'
        f'<img src="{html.escape(address)}" alt="{html.escape(alt)}" loading="lazy"></a>'
        f"<figcaption>{html.escape(word(_CARD_NAMES[shape], language))}</figcaption></figure>"
        for shape, address in addresses.items()
    )
    return f'<div class="offer-cards">{figures}</div>'
