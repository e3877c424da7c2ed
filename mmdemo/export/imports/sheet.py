"""The product sheet: a page or two in DOCX, to print, to send, to edit in a word processor.

China's label lies in `docProps/custom.xml` under the name "AIGC", as the guide of TC260 for office files asks
(20258A of 2025-08-28, second-hand), the line for the eye at the end of the text.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from PIL import Image

from mmdemo.compose.alternative_text import alternative_text
from mmdemo.compose.grounding import grounded_kit, ledger_of
from mmdemo.compose.label_policy import policy_of
from mmdemo.compose.labels import label
from mmdemo.compose.origins import SYNTHETIC, origin_of
from mmdemo.compose.page import price_text
from mmdemo.export.imports.from_kit import shown_parts
from mmdemo.export.label_dues import due_of
from mmdemo.export.marks import write_mark
from mmdemo.export.worded import worded
from mmdemo.schema import Copy, Kit, Language, digest
from mmdemo.source_types import AigcRecord

SHEET = "sheet.docx"
_LATIN, _CHINESE = "Calibri", "Microsoft YaHei"
_PAGE, _MARGIN = (21.0, 29.7), 2.2  # centimetres: A4
_WIDE, _NARROW = 12.0, 8.0  # centimetres
_MOST_PICTURES = 4
_MOST_PIXELS = 1200  # of a side
_KEPT = 8  # pictures made small before: a download is packed again after each change
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
_LABEL_FILE = "docProps/custom.xml"
# Office writes when a file was made; the sheet must not depend on it.
_EPOCH = datetime(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="AIGC">'
    "<vt:lpwstr>{}</vt:lpwstr></property></Properties>"
)


def sheet_docx(kit: Kit) -> bytes:
    """Pictures, title, price, facts and texts of a kit that has a copy. The same kit gives the same bytes."""
    from docx import Document  # lxml comes with it

    copy = grounded_kit(kit).copy
    assert copy is not None
    language = kit.product.language
    document = Document()
    _set_up(document, language)
    document.add_heading(copy.title, 0)
    if kit.product.price is not None:
        document.add_paragraph().add_run(price_text(kit.product.price, language)).bold = True
    _pictures(document, kit)
    _texts(document, kit, copy, language)
    if origin_of(kit, "copy") in SYNTHETIC:
        number = digest("\n".join(paragraph.text for paragraph in document.paragraphs).encode())[:32]
        _mark(document, AigcRecord("1", policy_of(kit).producer, number))
    return _packed(document)


def said_in_sheet(sheet: bytes) -> tuple[str, str]:
    """The text of a sheet of ours, a line for each run, and the label in it, "" for none."""
    with zipfile.ZipFile(io.BytesIO(sheet)) as packed:
        text = ElementTree.fromstring(packed.read("word/document.xml"))
        custom = packed.read(_LABEL_FILE) if _LABEL_FILE in packed.namelist() else b"<none/>"
    label = ElementTree.fromstring(custom).findtext(f".//{_VALUE}") or ""
    return "\n".join(run.text or "" for run in text.iter(_TEXT)), label


def _pictures(document: Any, kit: Kit) -> None:
    from docx.shared import Cm

    parts = shown_parts(kit)[:_MOST_PICTURES]
    row = None
    for place, part in enumerate(parts):
        if row is None or place % 2 == 0:
            row = document.add_paragraph()
        shown = row.add_run().add_picture(io.BytesIO(_picture(kit, part)), width=Cm(_NARROW if parts[1:] else _WIDE))
        shown._inline.docPr.set("descr", alternative_text(kit, part, kit.product.name))


def _picture(kit: Kit, part: str) -> bytes:
    """A picture of the kit as a JPEG for a page, with the labels that are due. Office shows no WebP."""
    picture = kit.pictures[part]
    due = due_of(SHEET, "jpeg", part, policy_of(kit), kit)
    if due.source is None:
        return _jpeg(picture.data)
    data = _jpeg(worded(picture.data, "png", due.words, picture.product) if due.words else picture.data)
    return write_mark(data, "jpeg", due.numbered(digest(data)))


def _texts(document: Any, kit: Kit, copy: Copy, language: Language) -> None:
    document.add_paragraph(copy.short_description)
    for bullet in copy.bullets:
        document.add_paragraph(bullet, style="List Bullet")
    told = list(_facts(kit))
    if told:
        document.add_heading(label("facts", language), 1)
        table = document.add_table(rows=0, cols=2, style="Light Grid Accent 1")
        for name, value in told:
            cells = table.add_row().cells
            if name:
                cells[0].text, cells[1].text = name, value
            else:
                cells[0].merge(cells[1]).text = value
    if copy.long_description:
        document.add_heading(label("description", language), 1)
        for line in copy.long_description.splitlines():
            if line.strip():
                document.add_paragraph(line)
    if copy.questions:
        document.add_heading(label("questions", language), 1)
        for asked in copy.questions:
            document.add_paragraph().add_run(asked.question).bold = True
            document.add_paragraph(asked.answer)
    line = policy_of(kit).text_line
    if line:
        document.add_paragraph().add_run(line).italic = True


def _facts(kit: Kit) -> Iterator[tuple[str, str]]:
    """Brand, category and facts by name, "" where one has none; those that contradict each other are left out."""
    product, disputed = kit.product, ledger_of(kit).disputed
    for key, value in (("brand", product.brand), ("category", product.category)):
        if value:
            yield label(key, product.language), value
    for fact in product.facts:
        if fact.id not in disputed:
            yield (fact.name, fact.value) if fact.name else ("", fact.text)


@lru_cache(maxsize=_KEPT)
def _jpeg(png: bytes) -> bytes:
    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        image.thumbnail((_MOST_PIXELS, _MOST_PIXELS), Image.Resampling.LANCZOS, reducing_gap=2.0)
        encoded = io.BytesIO()
        image.convert("RGB").save(encoded, "JPEG", quality=85)
        return encoded.getvalue()


def _set_up(document: Any, language: Language) -> None:
    """The page, the fonts and who made it.

    Latin letters come in one font and Chinese ones in another: without it Word shows Chinese in whatever comes first.
    """
    from docx.oxml.ns import qn
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = map(Cm, _PAGE)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_MARGIN)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()  # those of the theme would come first
        for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", _CHINESE)):
            fonts.set(qn(f"w:{script}"), font)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:eastAsia"), "zh-CN")
    told = document.core_properties
    told.author = told.last_modified_by = "mmdemo"
    told.comments = ""
    told.created = told.modified = _EPOCH
    told.language = {"en": "en-US", "zh": "zh-CN"}[language]
    package = document.part.package
    for key in [key for key, related in package.rels.items() if related.reltype.endswith("/thumbnail")]:
        del package.rels[key]  # of the library's empty page


def _mark(document: Any, record: AigcRecord) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    said = _CUSTOM.format(html.escape(record.json(), quote=False)).encode()
    part = Part(PackURI(f"/{_LABEL_FILE}"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, said, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _packed(document: Any) -> bytes:
    """The document with its members in one order and of one date."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.create_system = 3
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return packed.getvalue()
