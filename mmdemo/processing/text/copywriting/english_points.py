"""What can be said of each fact in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mmdemo.processing.text import english
from mmdemo.processing.text.copywriting.english_statement import phrases_of, statement_point
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.subject import Subject
from mmdemo.processing.text.language import reads_as
from mmdemo.processing.text.lexicon import fill, read_table, slots
from mmdemo.schema import Fact

# Between two figures, or behind a unit: the "x" of "approx 100 g" is none.
_TIMES = re.compile(r"(?:(?<=\d)|(?<=cm|mm|in|\dm))\s*[x×*✕]\s*(?=\d)")
_LOOK_WORDS = 3
_LABEL_CHARACTERS = 28
_UNKNOWN: Mapping[str, Any] = {"weight": 4}


def english_points(fact: Fact, subject: Subject) -> list[Point]:
    """The statements of one fact, in the merchant's order."""
    if not reads_as(fact.text, "en"):
        return [Point(fact.id, fact.text, 6, foreign=True)]
    if fact.name is not None:
        return [_attribute_point(fact, subject)]
    if fact.unit is not None:
        return [Point(fact.id, english.capitalise(fact.value), 5, label=fact.value)]
    sentences = english.split_sentences(fact.text)
    return [
        # What was a list stays together.
        replace(point, dependent=True) if number else point
        for index, text in enumerate(sentences)
        for number, phrase in enumerate(phrases_of(text))
        for point in [statement_point(fact.id, phrase, subject, index > 0)]
    ]


def _entry(name: str, amount: bool) -> tuple[str, Mapping[str, Any]]:
    """The attribute that a name stands for, and how it is said."""
    for topic, entry in read_table("attributes")["en"].items():
        if name.casefold() in entry["names"] and (amount or not entry.get("amount")):
            return topic, entry
    return "", _UNKNOWN


def _value(fact: Fact) -> str:
    if fact.unit is not None:
        return _TIMES.sub(" × ", fact.value)
    # "S/M/L" is a list; "1/2 inch" and "3100 MB/s" are not.
    marks = r"\s*(?:,(?!\d{3}(?!\d))|[|;])\s*" if re.search(r"\d", fact.value) else r"\s*[,/|;]\s*"
    items = [item.strip() for item in re.split(marks, fact.value) if item.strip()]
    if 1 < len(items) <= 8 and all(len(item.split()) <= 3 for item in items):
        # "black, white and grey" is a list already; "black, white" and "S/M/L" become one.
        listed = any(re.match(r"(?:and|or)\b", item) or " and " in item or " or " in item for item in items)
        lowered = [english.lower_first(item) for item in items]
        return ", ".join(lowered) if listed else english.join_list(lowered)
    return english.lower_first(fact.value)


def _attribute_point(fact: Fact, subject: Subject) -> Point:
    """ "Material: oak" as "Made of oak", "is made of oak" and "Oak"; a name without a pattern stays "Name: value"."""
    label_name = fact.name or ""
    amount = fact.unit is not None
    topic, entry = _entry(label_name, amount)
    value, name = _value(fact), english.lower_name(label_name)
    several = not amount and bool(re.search(r",| and ", value))
    verbs = {verb: english.agree(verb, subject.plural) for verb in read_table("english")["third_person"]}
    values = verbs | {
        "value": value,
        "Value": english.capitalise(value),
        "a_value": f"{english.indefinite_article(value)} {value}",
        "name": name,
        "a_name": f"{english.indefinite_article(name)} {name}",
    }
    plain = f"{english.capitalise(label_name)}: {value}"
    long_value = len(value) > 80 or bool(re.search(r"[.!?]\s", value))
    # "Finish: matte" turns round to "a matte finish"; "Lining: two layers of cotton" does not.
    turned = "name" in slots(entry.get("fragment", ""))
    fits = len(value.split()) <= _LOOK_WORDS and not several and name not in value.casefold() and not value[0].isdigit()
    if long_value or (turned and not fits):
        weight, prose = float(entry["weight"]), entry.get("prose", True)
        return Point(fact.id, plain, weight, prose=prose, topic=topic, name=name)
    # "Sizes: 36-47" are several as well.
    several_named = name.endswith("s") and bool(re.search(r"\d\s*(?:-|–|to)\s*\d", value))
    number = "_many" if (several or several_named) and "predicate_many" in entry else ""
    predicate = entry.get(f"predicate{number}")
    if predicate is None and amount and not english.is_plural(name.split(" ")[-1]):
        predicate = "{has} {a_name} of {value}"
    fragment = entry.get(f"fragment{number}")
    label = fill(entry["label"], values) if "label" in entry and not several else None
    return Point(
        fact.id,
        fill(fragment, values) if fragment else plain,
        float(entry["weight"]),
        predicate=fill(predicate, values) if predicate and entry.get("prose", True) else None,
        label=label if label and len(label) <= _LABEL_CHARACTERS else None,
        prose=entry.get("prose", True),
        topic=topic,
        name=name,
    )
