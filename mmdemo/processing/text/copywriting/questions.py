"""What shoppers ask, answered by the facts."""

from __future__ import annotations

import re

from mmdemo.processing.text.copywriting.cautions import PLAYED_DOWN
from mmdemo.processing.text.copywriting.chinese_points import is_predicate
from mmdemo.processing.text.copywriting.draft import Draft
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Question

MOST_QUESTIONS = 5
_QUALITY_WORDS, _QUALITY_CHARACTERS = 5, 12
_TOPICS = {
    "material": "question_material",
    "capacity": "question_capacity",
    "size": "question_size",
    "weight": "question_weight",
    "color": "question_color",
    "power": "question_power",
    "origin": "question_origin",
    "care": "question_care",
    "warranty": "question_warranty",
    "contents": "question_contents",
}


def questions(draft: Draft) -> tuple[Question, ...]:
    """Up to five questions, no two of one kind, each with a sentence of the listing's facts as its answer."""
    made: dict[str, Question] = {}
    for point in draft.plan.told:
        answer = draft.voice.sentences([point], named=True)
        if not answer or point.dependent or point.weight <= PLAYED_DOWN:
            continue
        asked, yes = _question(draft, point)
        if asked and asked not in made:
            made[asked] = Question(asked, draft.frames.pick("answer_yes", sentence=answer[0]) if yes else answer[0])
        if len(made) == MOST_QUESTIONS:
            break
    known = {"price": draft.product.price, "brand": draft.product.brand}
    for name, value in known.items():
        asked = draft.frames.pick(f"question_{name}")
        if value and asked and len(made) < MOST_QUESTIONS:
            made[asked] = Question(asked, draft.frames.pick("script_price" if name == "price" else "brand"))
    return tuple(made.values())


def _question(draft: Draft, point: Point) -> tuple[str, bool]:
    """The question that a point answers, and whether by yes; "" where nobody would ask."""
    frames = draft.frames
    if point.topic in _TOPICS:
        return frames.pick(_TOPICS[point.topic]), False
    if point.name and point.predicate:
        return frames.pick("question_any", topic=_topic(point.name)), False
    if point.sentence is not None:
        return frames.pick("question_features"), False
    quality = _quality(draft, point.predicate or "")
    return (frames.pick("question_is", quality=quality), True) if quality else ("", False)


def _topic(name: str) -> str:
    """What a question calls an attribute: "高" alone is no noun in Chinese."""
    return str(read_table("chinese")["topic_names"].get(name, name))


def _quality(draft: Draft, predicate: str) -> str:
    """What can be asked for with "is it …?": the phrase behind "is", in Chinese a short predicate."""
    if draft.voice.language == "zh":
        short = len(predicate) <= _QUALITY_CHARACTERS and "，" not in predicate
        # "不含酒精吗？对" leaves open which.
        denied = predicate.startswith(("不", "无", "没", "非", "未"))
        return predicate if short and not denied and is_predicate(predicate) else ""
    found = re.fullmatch(r"(?:is|are) ((?!an? |made )\S+(?: \S+)*)", predicate)
    return found[1] if found and len(found[1].split()) <= _QUALITY_WORDS else ""
