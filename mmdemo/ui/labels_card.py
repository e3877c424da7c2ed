"""What the labels of files say, as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable

from mmdemo.export.label_report import LabelledFile, LabelReport
from mmdemo.export.label_words import SOURCES, Said
from mmdemo.export.marks import kind_of_path
from mmdemo.schema import Language
from mmdemo.ui.language import word


def said_html(name: str, said: Iterable[Said], language: Language) -> str:
    """What one uploaded file says of its making. Everything in it may be hostile."""
    rows = "".join(
        f'<dt data-tone="{one.tone}">{html.escape(one.heading.text(language))}</dt>'
        f'<dd data-tone="{one.tone}">{html.escape(one.text.text(language))}</dd>'
        for one in said
    )
    return f'<div class="labels-said" role="status"><h4>{html.escape(name)}</h4><dl>{rows}</dl></div>'


def report_html(report: LabelReport, language: Language) -> str:
    """What was read back from the files of a listing, and what some of them lack."""
    lacking = sum(bool(file.problems) for file in report.files)
    summary = word("labels_lack" if lacking else "labels_hold", language).format(len(report.files), lacking)
    rule, maker = word(f"labels_rule_{report.rule}", language), word("labels_maker", language).format(report.producer)
    told = "".join(
        f'<p class="print" data-tone="{tone}">{html.escape(message.text(language))}</p>'
        for message, tone in ((report.unsigned, "bad"), (report.warning, "bad"), (report.advice, "plain"))
        if message is not None
    )
    columns = ("labels_file", "labels_source", "labels_seen", "labels_inside")
    headings = "".join(f'<th scope="col">{html.escape(word(key, language))}</th>' for key in columns)
    rows = "".join(_row(file, [word(key, language) for key in columns], language) for file in report.files)
    state = "bad" if lacking or report.unsigned else "good"
    return (
        f'<p role="status" data-tone="{state}" class="labels-summary">{html.escape(summary)}</p>'
        f'<p class="print">{html.escape(rule)} · {html.escape(maker)}</p>{told}'
        f'<table class="labels-read"><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(file: LabelledFile, columns: list[str], language: Language) -> str:
    problems = "".join(f'<p data-tone="bad">{html.escape(one.text(language))}</p>' for one in file.problems)
    cells = (_what(file, language), file.words or word("labels_no_words", language), _inside(file, language))
    return (
        f'<tr><th scope="row">{html.escape(file.path)}{problems}</th>'
        + "".join(
            f'<td data-label="{html.escape(column)}">{html.escape(cell)}</td>'
            for column, cell in zip(columns[1:], cells, strict=True)
        )
        + "</tr>"
    )


def _what(file: LabelledFile, language: Language) -> str:
    if kind_of_path(file.path) is None:
        return word("labels_text", language)
    return word("labels_as_is", language) if file.source is None else SOURCES[file.source].text(language)


def _inside(file: LabelledFile, language: Language) -> str:
    there = (("labels_gb", bool(file.label)), ("labels_iptc", file.marked), ("labels_signed", file.signed.holds))
    return " · ".join(word(key, language) for key, found in there if found) or word("labels_no_words", language)
