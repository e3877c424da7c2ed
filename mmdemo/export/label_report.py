"""The labels of a kit's files, read back from the files themselves, against what they must carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from mmdemo.compose.label_policy import GivenRule, LabelPolicy, policy_of
from mmdemo.compose.origins import SPOT, SYNTHETIC, origin_of
from mmdemo.compose.page import SHOWN
from mmdemo.errors import InputError
from mmdemo.export.imports.sheet import SHEET, said_in_sheet
from mmdemo.export.label_dues import Due, dues_of
from mmdemo.export.label_page import has_line, marks_in
from mmdemo.export.marks import FileKind, Found, read_mark
from mmdemo.export.signing import Signed, verify
from mmdemo.export.video_label import opens_with
from mmdemo.export.worded import shows_words
from mmdemo.processing.audio.notice import SPOKEN
from mmdemo.schema import Kit, Message
from mmdemo.source_types import SourceType, source_type_uri

LABELS = "labels.json"
PAGE = "page.html"
IMPORTS = "import/"
MORSE = "AI (·– ··)"
NOT_SIGNED = Signed("none")

NO_SOURCE = Message(
    "The metadata does not say where the content comes from (IPTC).", "元数据中没有说明内容来源（IPTC）。"
)
NO_RECORD = Message("The label of GB 45438 is missing in the metadata.", "元数据中缺少 GB 45438 隐式标识。")
NO_WORDS = Message("The words “{}” are not found in any corner.", "未在画面角落找到“{}”字样。")
NO_OPENING = Message(
    "The video does not open with the words “{}” for two seconds. Make the video again.",
    "视频开头两秒未显示“{}”字样，请重新生成视频。",
)
NO_LINE = Message("The line that says who wrote it is missing.", "缺少说明由人工智能生成的文字。")
NO_SIGNATURE = Message("The C2PA signature does not hold.", "C2PA 签名无效。")
UNREADABLE = Message("The file cannot be read.", "无法读取该文件。")
NO_NOTICE = {
    "morse": Message(
        "The sound does not begin with the Morse rhythm or a spoken notice, as the Chinese rules ask. Choose an AI "
        "notice under Sound and make the narration again.",
        "音频开头没有摩斯节奏或语音提示，不符合标识办法。请在“声音”中选择 AI 提示，并重新生成旁白。",
    ),
    "spoken": Message(
        "The sound does not say at its start that an AI speaks, as is advised in the EU. Choose “A spoken sentence” "
        "under Sound and make the narration again.",
        "音频开头没有说明由 AI 朗读（欧盟建议说明）。请在“声音”中选择“语音提示”，并重新生成旁白。",
    ),
}


@dataclass(frozen=True)
class LabelledFile:
    """What one file was found to carry, and what it lacks.

    `source` is what it is by the IPTC's list, None where the merchant put the file there and it was left as it is.
    `words` are those for the eye, drawn or as a line of text, or the notice that a sound begins with. `label` is
    China's, as it stands in the file, and `marked` says that its metadata has the source too.
    """

    path: str
    source: SourceType | None = None
    words: str = ""
    label: str = ""
    marked: bool = False
    signed: Signed = NOT_SIGNED
    problems: tuple[Message, ...] = ()


@dataclass(frozen=True)
class LabelReport:
    """The labels of all files, as `labels.json` keeps them.

    `warning` is of the merchant's wishes, `unsigned` says why nothing was signed, `advice` is about the sound.
    `before_signing` has the SHA-256 that each signed file had before, which is the same each time.
    """

    rule: GivenRule
    producer: str
    warning: Message | None = None
    unsigned: Message | None = None
    advice: Message | None = None
    files: tuple[LabelledFile, ...] = ()
    before_signing: Mapping[str, str] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether every file carries what it must."""
        return self.unsigned is None and not any(file.problems for file in self.files)


def read_back(
    files: Mapping[str, bytes], kit: Kit, shown: Mapping[str, str] | None = None, unsigned: Message | None = None
) -> LabelReport:
    """What the finished files of an archive carry. `shown` is as `labelled` was given it.

    `unsigned` says why signatures that the merchant wished for could not be made.
    """
    policy = policy_of(kit)
    signing = kit.request.handover.sign and unsigned is None
    found = [_looked_at(files[due.path], due, kit, signing) for due in dues_of(files, kit, shown or {})]
    if PAGE in files:
        found.append(_page(files[PAGE], kit, policy))
    if SHEET in files:
        found.append(_sheet(files[SHEET], kit, policy))
    if policy.text_line:
        found += [_import_file(path, files[path], kit, policy) for path in files if path.startswith(IMPORTS)]
    heard = kit.narration is not None and kit.narration.notice == "none" and not kit.narration.recording
    advice = NO_NOTICE.get(policy.notice) if heard else None
    return LabelReport(policy.rule, policy.producer, policy.warning, unsigned, advice, tuple(found))


_JSON = TypeAdapter(LabelReport)


def report_json(report: LabelReport) -> bytes:
    """The report as indented UTF-8 JSON; what is empty is left out."""
    return _JSON.dump_json(report, indent=1, exclude_defaults=True)


def read_report(data: bytes) -> LabelReport:
    """The report of a `labels.json` that this version wrote.

    Raises:
        ValueError: it is none.
    """
    return _JSON.validate_json(data)


def _looked_at(data: bytes, due: Due, kit: Kit, signing: bool) -> LabelledFile:
    found = LabelledFile(due.path, due.source)
    if due.source is None:
        return found
    if due.kind is None:
        there = due.line.encode() in data
        return replace(found, words=due.line if there else "", problems=() if there else (NO_LINE,))
    return _media(data, due, due.kind, due.source, kit, signing)


def _page(page: bytes, kit: Kit, policy: LabelPolicy) -> LabelledFile:
    """The page has a line where texts need one, and as many labels inside as it shows parts that were made."""
    line = policy.text_line if has_line(page, policy.text_line) else ""
    problems = [NO_LINE] if policy.text_line and not line else []
    labels = [label.text for found in marks_in(page) for label in found.labels if label.record is not None]
    shown = (part for part in (*SHOWN, "narration") if part in kit.assets)
    if len(labels) < sum(origin_of(kit, part) in SYNTHETIC for part in shown):
        problems.append(NO_RECORD)
    return LabelledFile(PAGE, None, line, labels[0] if labels else "", problems=tuple(problems))


def _sheet(sheet: bytes, kit: Kit, policy: LabelPolicy) -> LabelledFile:
    """The sheet was made with its line, its label, and marks in its pictures."""
    text, label = said_in_sheet(sheet)
    line = policy.text_line if policy.text_line in text else ""
    problems = [NO_LINE] if policy.text_line and not line else []
    source = origin_of(kit, "copy")
    if source in SYNTHETIC and not label:
        problems.append(NO_RECORD)
    return LabelledFile(SHEET, source, line, label, problems=tuple(problems))


def _import_file(path: str, data: bytes, kit: Kit, policy: LabelPolicy) -> LabelledFile:
    """The line is a part of the description, as the shop will show it."""
    there = policy.text_line.encode() in data
    line, problems = (policy.text_line, ()) if there else ("", (NO_LINE,))
    return LabelledFile(path, origin_of(kit, "copy"), line, problems=problems)


def _media(data: bytes, due: Due, kind: FileKind, source: SourceType, kit: Kit, signing: bool) -> LabelledFile:
    problems: list[Message] = []
    try:
        found = read_mark(data)
    except InputError:
        found = Found(kind, damaged=True)
    if found.damaged:
        problems.append(UNREADABLE)
    marked = source_type_uri(source) in found.source_types
    if not marked:
        problems.append(NO_SOURCE)
    wanted = "" if due.mark.aigc is None else due.mark.aigc.content_producer
    labels = [label.text for label in found.labels if label.record is not None and label.producer == wanted]
    if due.mark.aigc is not None and not labels:
        problems.append(NO_RECORD)
    worded = bool(due.words) and _shows(data, due, kit)
    if due.words and not worded:
        problems.append(Message(*(said.format(due.words) for said in (NO_OPENING if kind == "mp4" else NO_WORDS))))
    signed = verify(data, kind) if signing else NOT_SIGNED
    if signing and not signed.holds:
        problems.append(NO_SIGNATURE)
    label = labels[0] if labels else ""
    words = due.words if worded else _notice(due.part, kit)
    return LabelledFile(due.path, source, words, label, marked, signed, tuple(problems))


def _shows(data: bytes, due: Due, kit: Kit) -> bool:
    if due.kind == "mp4":
        return kit.video is not None and opens_with(data, due.words, kit.video.storyboard.shape)
    return shows_words(data, due.words)


def _notice(part: str, kit: Kit) -> str:
    """How a sound says at its start that a machine made it: as it was made, it is not heard again here."""
    if part not in ("narration", SPOT) or kit.narration is None:
        return ""
    return {"none": "", "morse": MORSE, "spoken": SPOKEN[kit.product.language]}[kit.narration.notice]
