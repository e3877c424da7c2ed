"""What a file says of its own making, in words: for the page and for the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mmdemo.errors import InputError
from mmdemo.export.marks import Found, FoundLabel, read_mark
from mmdemo.export.signing import Action, Signed, SignedState, verify
from mmdemo.processing.text.clean import clean_line
from mmdemo.schema import Message
from mmdemo.source_types import Certainty, SourceType, source_type_of

MAX_BYTES = 100 * 1024**2
Tone = Literal["plain", "good", "bad"]

SOURCES: Mapping[SourceType, Message] = {
    "digitalCapture": Message("A camera took it", "由相机拍摄"),
    "computationalCapture": Message("A camera made it of several frames", "由相机多帧合成拍摄"),
    "compositeCapture": Message("Put together from photographs", "由多张照片合成"),
    "composite": Message("Put together from several elements", "由多种素材合成"),
    "compositeSynthetic": Message(
        "Put together from several elements, some of them synthetic", "由多种素材合成，其中含有合成生成的元素"
    ),
    "compositeWithTrainedAlgorithmicMedia": Message(
        "Put together, and an AI model made some of it", "合成内容，部分由 AI 模型生成"
    ),
    "trainedAlgorithmicMedia": Message("An AI model made it", "由 AI 模型生成"),
    "algorithmicMedia": Message("A program made it, not a trained AI model", "由程序算法生成，未使用经训练的 AI 模型"),
    "algorithmicallyEnhanced": Message("Real, and slightly changed by a program", "真实素材，经程序轻微处理"),
    "humanEdits": Message("Edited by a person with tools that are not generative", "由人工使用非生成式工具编辑"),
    "digitalCreation": Message("Made by a person with a computer", "由人使用计算机创作"),
    "dataDrivenMedia": Message("Drawn from data", "由数据生成的图文"),
}
_CERTAINTY: Mapping[Certainty, Message] = {
    "1": Message("made by AI", "由人工智能生成合成"),
    "2": Message("possibly made by AI", "可能为人工智能生成合成"),
    "3": Message("suspected to be made by AI", "疑似人工智能生成合成"),
}
_FIELDS: Mapping[str, Message] = {
    "ContentProducer": Message("maker", "生成合成服务提供者"),
    "ProduceID": Message("number of the content", "内容制作编号"),
    "ContentPropagator": Message("platform that passes it on", "传播服务提供者"),
    "PropagateID": Message("number on the platform", "内容传播编号"),
    "ReservedCode1": Message("check code of the maker", "预留字段 1（制作方校验）"),
    "ReservedCode2": Message("check code of the platform", "预留字段 2（传播方校验）"),
}
_STATES = {
    "valid": Message(
        "signed and unchanged since. Nobody known here vouches for the signer",
        "已签名，签名后未被改动；但签名者不在受信任名单中",
    ),
    "trusted": Message("signed by a trusted signer, and unchanged since", "由受信任的签名者签名，签名后未被改动"),
    "tampered": Message("TAMPERED WITH: the file was changed after it was signed", "已被篡改：文件在签名之后被改动过"),
    "invalid": Message(
        "the signature does not hold: its certificate has expired or is not fit for it", "签名无效：证书已过期或不适用"
    ),
    "unreadable": Message(
        "there is a manifest, and it cannot be read: it is damaged, was tampered with, or lies elsewhere",
        "文件含有 C2PA 清单，但无法读取：可能已损坏、被篡改，或存放在别处",
    ),
}
_TONES: Mapping[SignedState, Tone] = {"trusted": "good", "valid": "plain"}
"""A signature that nobody vouches for can be made by anybody, so it is no good news."""
_ACTIONS = {
    "c2pa.created": Message("created", "创建"),
    "c2pa.opened": Message("opened", "打开"),
    "c2pa.edited": Message("edited", "编辑"),
    "c2pa.placed": Message("a picture placed in it", "置入图片"),
    "c2pa.converted": Message("converted", "转换格式"),
    "c2pa.cropped": Message("cropped", "裁剪"),
    "c2pa.resized": Message("resized", "调整尺寸"),
    "c2pa.published": Message("published", "发布"),
}
CHINA = Message("Label of China (GB 45438)", "隐式标识（GB 45438）")
IPTC = Message("Source (IPTC)", "来源类型（IPTC）")
TOOL, C2PA = Message("Made with", "制作工具"), Message("Signature (C2PA)", "签名（C2PA）")
_NONE = Message(
    "This file carries no label. That does not prove that no AI made it: labels are easily lost.",
    "该文件不含任何标识。但这并不证明它不是 AI 生成的：标识很容易丢失。",
)
NOTHING, DAMAGED = Message("No label", "没有标识"), Message("Damaged", "已损坏")
_DAMAGED = Message(
    "The file, or a label in it, is damaged; what could be read stands here.",
    "文件或其中的标识已损坏，仅列出可读取的内容。",
)
_DEVELOPMENT = Message(
    "a development certificate, which everybody can make: it proves nothing about who signed",
    "开发证书，任何人都可以制作，不能证明签名者身份",
)
_MOST_ACTIONS = 10
_LONGEST = 300  # characters of anything that a file says


@dataclass(frozen=True)
class Said:
    """One thing that a file says: under which heading, in which words, and whether that is good or bad."""

    heading: Message
    text: Message
    tone: Tone = "plain"


def said_in(path: Path) -> tuple[Said, ...]:
    """Everything that a file says of its own making.

    Raises:
        InputError: it cannot be read, is too large, or no kind of file that carries labels (`field="file"`).
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path.name} cannot be read.", f"无法读取 {path.name}。", field="file") from error
    if len(data) > MAX_BYTES:
        raise InputError(
            "Labels are read in files of up to 100 MB. This one is larger.",
            "仅支持 100 MB 以内的文件，此文件过大。",
            field="file",
        )
    return said_of(data)


def said_of(data: bytes) -> tuple[Said, ...]:
    """Likewise of a file's bytes.

    Raises:
        InputError: it is no kind of file that carries labels (`field="file"`).
    """
    found = read_mark(data)
    said = tuple(_said(found, verify(data, found.kind)))
    nothing = (Said(NOTHING, _NONE),) if not said else ()
    return (*said, *nothing, *((Said(DAMAGED, _DAMAGED, "bad"),) if found.damaged else ()))


def _said(found: Found, signed: Signed) -> Iterator[Said]:
    for label in found.labels:
        yield _label(label)
    for uri in dict.fromkeys(found.source_types):
        known = source_type_of(uri)
        yield Said(
            IPTC,
            _quoted(uri)
            if known is None
            else Message(f"{SOURCES[known].en} ({known})", f"{SOURCES[known].zh}（{known}）"),
        )
    if found.creator_tool:
        yield Said(TOOL, _quoted(found.creator_tool))
    if signed.state != "none":
        yield Said(C2PA, _signature(signed), _TONES.get(signed.state, "bad"))


def _label(label: FoundLabel) -> Said:
    if label.record is None:
        wrong = Message(
            f"there is one in {label.place}, and it is not as the standard asks: {_safe(label.text)}",
            f"位于 {label.place}，但不符合标准：{_safe(label.text)}",
        )
        return Said(CHINA, wrong, "bad")
    fields: dict[str, str] = json.loads(label.record.json())
    told = [_CERTAINTY[label.record.label]]
    told += [_field(name, fields[key]) for key, name in _FIELDS.items() if fields[key]]
    return Said(CHINA, _listed([*told, Message(f"in {label.place}", f"位于 {label.place}")]))


def _signature(signed: Signed) -> Message:
    told = [_STATES[signed.state]]
    if signed.signer:
        told.append(_field(Message("signer", "签名者"), signed.signer))
    if signed.development:
        told.append(_DEVELOPMENT)
    if signed.program:
        told.append(_field(Message("program", "程序"), signed.program))
    return _listed([*told, *map(_action, signed.actions[:_MOST_ACTIONS])])


def _action(action: Action) -> Message:
    done = _ACTIONS.get(action.name, _quoted(action.name))
    known = source_type_of(action.source_type)
    return done if known is None else Message(*(f"{a} ({b})" for a, b in zip(done, SOURCES[known], strict=True)))


def _field(name: Message, value: str) -> Message:
    return Message(f"{name.en}: {_safe(value)}", f"{name.zh}：{_safe(value)}")


def _quoted(text: str) -> Message:
    return Message(_safe(text), _safe(text))


def _safe(text: str) -> str:
    """The beginning of what a stranger wrote, without what would steer a terminal or turn the line around."""
    return clean_line(text[:_LONGEST])


def _listed(told: list[Message]) -> Message:
    return Message("; ".join(said.en for said in told), "；".join(said.zh for said in told))
