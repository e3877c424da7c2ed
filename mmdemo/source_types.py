"""How a file says what it shows and who made it: the IPTC's digital source types, and the label of GB 45438-2025.

IPTC, "Digital Source Type NewsCodes", http://cv.iptc.org/newscodes/digitalsourcetype/. The label's fields are those of
appendix E of GB 45438-2025 as the TC260 guides of 2025-08-28 write them into files.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal, get_args

SourceType = Literal[
    "digitalCapture",  # a camera took it
    "computationalCapture",  # a camera made it of several frames
    "compositeCapture",  # put together from several photographs
    "composite",  # put together from elements of any kind
    "compositeSynthetic",  # put together, and some element is synthetic
    "compositeWithTrainedAlgorithmicMedia",  # put together, and a trained model made some of it
    "trainedAlgorithmicMedia",  # a trained model made it
    "algorithmicMedia",  # a program that learned from nothing made it
    "algorithmicallyEnhanced",  # a program changed it, and only slightly what it shows
    "humanEdits",  # a person changed it with tools that are not generative
    "digitalCreation",  # a person made it with a computer
    "dataDrivenMedia",  # text, charts or maps drawn from data
]
"""The names IPTC gives to where digital media come from, without the address before them."""

SOURCE_TYPES: tuple[SourceType, ...] = get_args(SourceType)
SOURCE_TYPE_SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"

AI_SOURCE_TYPES: frozenset[SourceType] = frozenset({"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"})
"""Those that say a trained model made some of it."""

UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
"""Controls, and what neither XML nor UTF-8 can carry."""

Certainty = Literal["1", "2", "3"]
"""The field "Label": a machine made it; it possibly did; it is suspected to have."""


def source_type_uri(source_type: SourceType) -> str:
    """The full address of a source type, as files carry it."""
    return SOURCE_TYPE_SCHEME + source_type


def source_type_of(uri: str) -> SourceType | None:
    """The source type of an address, with http or https, or None where it is not among ours."""
    name = uri.strip().replace("https://", "http://", 1).removeprefix(SOURCE_TYPE_SCHEME)
    return next((known for known in SOURCE_TYPES if known == name), None)


@dataclass(frozen=True)
class AigcRecord:
    """The implicit label of GB 45438-2025 as one record. The standard requires the first three fields.

    `content_producer` is the name or code of whoever's service made the content, `produce_id` the content's number
    there. The fields of the propagator belong to the platform that shows it; the reserved codes are for checks against
    tampering.
    """

    label: Certainty
    content_producer: str
    produce_id: str
    reserved_code1: str = ""
    content_propagator: str = ""
    propagate_id: str = ""
    reserved_code2: str = ""

    def json(self) -> str:
        """The record as the guides write it: one plain JSON object of strings, neither Base64 nor nested."""
        fields = {
            "Label": self.label,
            "ContentProducer": self.content_producer,
            "ProduceID": self.produce_id,
            "ReservedCode1": self.reserved_code1,
            "ContentPropagator": self.content_propagator,
            "PropagateID": self.propagate_id,
            "ReservedCode2": self.reserved_code2,
        }
        return UNWRITABLE.sub("", json.dumps(fields, ensure_ascii=False, separators=(",", ":")))
