"""What the clicks in the fold about labels do: read back what the listing's files carry, read any file's labels."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from mmdemo.errors import MMDemoError
from mmdemo.export.label_report import LABELS, read_report
from mmdemo.export.label_words import said_in
from mmdemo.ui.cards import task_html
from mmdemo.ui.files import newest_zip
from mmdemo.ui.labels_card import report_html, said_html
from mmdemo.ui.labels_panel import LabelsPanel
from mmdemo.ui.language import as_language, word
from mmdemo.ui.session import Session, forget
from mmdemo.ui.view import Updates


@dataclass(frozen=True)
class LabelsHandlers:
    """Each handler returns a dictionary of changed components."""

    panel: LabelsPanel

    def start(self, page_language: str) -> Updates:
        """Say at once that the files are being read."""
        said = word("labels_reading_back", as_language(page_language))
        return {self.panel.said: task_html(said, state="busy"), self.panel.report: ""}

    def report(self, session: Session | None, page_language: str) -> Updates:
        """The labels in the files to download, as they were read back when these were packed."""
        language = as_language(page_language)
        newest = None if session is None else newest_zip(session.folder)
        if newest is None:
            return {self.panel.said: task_html(word("no_kit", language), state="failed")}
        with zipfile.ZipFile(newest) as archive:
            report = read_report(archive.read(LABELS))
        return {self.panel.said: task_html(""), self.panel.report: report_html(report, language)}

    def read(self, upload: str | None, page_language: str) -> Updates:
        """What an uploaded file says of its making. The upload is not kept."""
        if upload is None:
            return {self.panel.found: ""}
        language, path = as_language(page_language), Path(upload)
        try:
            return {self.panel.found: said_html(path.name, said_in(path), language)}
        except MMDemoError as error:
            return {self.panel.found: task_html(error.text(language), state="failed")}
        finally:
            forget(upload)
