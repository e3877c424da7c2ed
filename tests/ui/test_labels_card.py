"""What the fold about labels shows, and that nothing a file says becomes markup."""

import gc
import os
import threading
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import gradio as gr
import pytest

from mmdemo.compose.label_policy import HIDDEN_IN_CHINA
from mmdemo.export.label_report import LABELS, NO_RECORD, LabelledFile, LabelReport, report_json
from mmdemo.export.label_words import said_of
from mmdemo.export.marks import Mark, write_mark
from mmdemo.export.signing import Signed
from mmdemo.schema import LANGUAGES, Language
from mmdemo.source_types import AigcRecord
from mmdemo.ui import session
from mmdemo.ui.labels_card import report_html, said_html
from mmdemo.ui.labels_handlers import LabelsHandlers
from mmdemo.ui.labels_panel import LabelsPanel, build_labels
from mmdemo.ui.language import Words
from tests.media import picture

HOSTILE = '"><script>alert(1)</script>${alert(2)}'
REPORT = LabelReport(
    "china",
    HOSTILE,
    warning=HIDDEN_IN_CHINA,
    files=(
        LabelledFile("images/main.png", "algorithmicallyEnhanced", marked=True),
        LabelledFile("images/scene.png", "compositeSynthetic", "AI合成", "{}", True, Signed("valid")),
        LabelledFile("images/own.png"),
        LabelledFile("audio/spot.mp3", "algorithmicMedia", problems=(NO_RECORD,)),
        LabelledFile("listing.md", "algorithmicMedia", "本文案由人工智能生成。"),
    ),
)


@pytest.fixture(scope="module")
def panel() -> LabelsPanel:
    with warnings.catch_warnings():
        # Gradio leaves event loops unclosed where it lays out a page; collected here, and not in the middle of a test.
        warnings.simplefilter("ignore", ResourceWarning)
        with gr.Blocks():
            built = build_labels(Words())
        gc.collect()
    return built


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_names_what_is_there_and_what_is_missing(language: Language) -> None:
    page = report_html(REPORT, language)
    assert "<script>" not in page
    rows = page.split("<tr>")[2:]
    assert len(rows) == len(REPORT.files)
    assert {"en": "5 files read: 1 lack something.", "zh": "已读取 5 个文件：其中 1 个有缺失。"}[language] in page
    assert HIDDEN_IN_CHINA.text(language) in page
    assert {"en": "yours, left as it is", "zh": "您提供的，保持原样"}[language] in rows[2]
    assert "GB 45438 · IPTC" in rows[1]
    assert "AI合成" in rows[1]
    assert NO_RECORD.text(language) in rows[3]
    assert {"en": ">text<", "zh": ">文本<"}[language] in rows[4]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_file_says_is_no_markup(language: Language) -> None:
    mark = Mark("trainedAlgorithmicMedia", AigcRecord("2", HOSTILE, "7"), HOSTILE)
    page = said_html(HOSTILE, said_of(write_mark(picture(), "png", mark)), language)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert {"en": "possibly made by AI", "zh": "可能为人工智能生成合成"}[language] in page


def test_an_upload_is_read_and_not_kept(panel: LabelsPanel, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_STILL_SHOWN", 0.0)
    handlers = LabelsHandlers(panel)
    upload = temporary / "cup.png"
    upload.write_bytes(picture())
    assert "carries no label" in handlers.read(str(upload), "en")[panel.found]
    for timer in threading.enumerate():
        if isinstance(timer, threading.Timer):
            timer.join(10)
    assert not upload.exists()
    assert handlers.read(None, "en") == {panel.found: ""}


def test_what_is_no_file_with_labels_is_said(panel: LabelsPanel, temporary: Path) -> None:
    handlers, upload = LabelsHandlers(panel), temporary / "notes.txt"
    upload.write_text("notes")
    assert 'role="alert"' in handlers.read(str(upload), "en")[panel.found]
    assert "另选文件" in handlers.read(str(upload), "zh")[panel.found]
    assert "无法读取" in handlers.read(str(temporary / "gone.png"), "zh")[panel.found]
    with (temporary / "large.png").open("wb") as large:
        large.truncate(100 * 1024**2 + 1)
    assert "100 MB" in handlers.read(str(temporary / "large.png"), "en")[panel.found]


def test_the_report_is_that_of_the_newest_download(panel: LabelsPanel, temporary: Path) -> None:
    told = session.Session(temporary)
    handlers = LabelsHandlers(panel)
    for place, name in enumerate(("older", "newer")):
        path = temporary / f"zip-{name}" / "cup.zip"
        path.parent.mkdir()
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(LABELS, report_json(replace(REPORT, rule="china" if place else "eu")))
        os.utime(path, (place, place))
    assert "Rules kept: China" in handlers.report(told, "en")[panel.report]


def test_without_a_listing_there_is_nothing_to_read_back(panel: LabelsPanel) -> None:
    handlers = LabelsHandlers(panel)
    assert "Generate a listing first." in handlers.report(None, "en")[panel.said]
    assert 'role="alert"' in handlers.report(None, "zh")[panel.said]
