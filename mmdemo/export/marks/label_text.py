"""The text of a label of GB 45438 as it stands in a file, judged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, get_args

from mmdemo.export.marks.mark import FoundLabel
from mmdemo.source_types import AigcRecord, Certainty

LONGEST = 10_000  # characters of a label that are kept
MOST_LOOSE = 20  # places in one free text that are looked at
_FIELDS = {
    "ContentProducer": "content_producer",
    "ProduceID": "produce_id",
    "ReservedCode1": "reserved_code1",
    "ContentPropagator": "content_propagator",
    "PropagateID": "propagate_id",
    "ReservedCode2": "reserved_code2",
}
# As an object's key, or glued to the object: both are seen in EXIF comments and other free text of pictures.
_LOOSE = re.compile(r'AIGC"?\s{0,4}:?\s{0,4}(?=\{)')


def found_label(text: str, place: str) -> FoundLabel:
    """A label from its text, with what can be made out of it."""
    text = text.strip(" \t\r\n\0\ufeff")[:LONGEST]
    fields = _object(text)
    producer = fields.get("ContentProducer")
    return FoundLabel(text, place, _record(fields), producer if isinstance(producer, str) else "")


def loose_labels(text: str) -> Iterator[str]:
    """The JSON of each label in free text, where it stands under the name AIGC."""
    decoder = json.JSONDecoder()
    for match in islice(_LOOSE.finditer(text), MOST_LOOSE):
        candidate = text[match.end() : match.end() + LONGEST]
        try:
            fields, end = decoder.raw_decode(candidate)
        except (ValueError, RecursionError):
            continue
        if "ContentProducer" in fields or "Label" in fields:
            yield candidate[:end]


def _object(text: str) -> dict[str, Any]:
    """The fields of a label; guides and programs also write them as the value of one field "AIGC"."""
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if isinstance(fields, dict) and isinstance(fields.get("AIGC"), dict):
        fields = fields["AIGC"]
    return fields if isinstance(fields, dict) else {}


def _record(fields: dict[str, Any]) -> AigcRecord | None:
    label: Certainty | None = next((known for known in get_args(Certainty) if fields.get("Label") == known), None)
    values = {ours: fields.get(theirs, "") for theirs, ours in _FIELDS.items()}
    complete = bool(values["content_producer"] and values["produce_id"])
    if label is None or not complete or not all(isinstance(value, str) for value in values.values()):
        return None
    return AigcRecord(label, **values)
