"""One line of English, told apart by its form: a sentence, a capability, a predicate or a noun phrase."""

from __future__ import annotations

import re
from itertools import pairwise

from mmdemo.processing.text import english
from mmdemo.processing.text.copywriting.english_phrases import leading_phrase, telling_phrases
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.copywriting.subject import Subject
from mmdemo.processing.text.lexicon import read_table, word_set

_RELATIVE = frozenset({"that", "which", "who", "where", "when", "to"})
_LEADING = {"with": "comes with", "without": "comes without", "in": "comes in", "for": "is for", "from": "is from"}
_ARTICLES = frozenset({"a", "an", "the"})
_SPEAKERS = frozenset({"we", "i", "you", "they", "my"})
_ASKED = frozenset({"needed", "required", "included", "necessary"})
# Shorthand and signs that no sentence can be built around.
_UNSAYABLE = re.compile(r"[<>{}=+@#\\]|\bw/|:\)|\bbut\b", re.IGNORECASE)
_LABEL_WORDS = 4
_PHRASE_WORDS = 7
_LIST_MARK = re.compile(r"\s*;\s+|,\s+(?:and\s+)?")


def phrases_of(text: str) -> list[str]:
    """A list without a verb as its phrases ("Synthetic palm, flexible knuckles, mesh upper"), any other text whole."""
    body = text.strip().rstrip(".!;, ")
    parts = _LIST_MARK.split(body)
    words = [english.words_of(part) for part in parts]
    starts = word_set("english", "prepositions") - _LEADING.keys() | _RELATIVE | {"but", "or", "nor", "so", "yet"}
    short = all(0 < len(part) <= _PHRASE_WORDS and part[0] not in starts for part in words)
    # A verb behind its subject makes a sentence; "Carries 4 bikes; fits a 2-inch hitch" has none.
    verbs = word_set("english", "finite_verbs") | word_set("english", "third_person_words")
    verbs |= set(read_table("english")["third_person"].values())
    said = any(word in verbs and before != "to" for part in words for before, word in pairwise(part))
    if len(parts) < 2 or not short or text.endswith(("?", "!")) or said:
        return [text]
    subjects = word_set("english", "subjects") - _ARTICLES
    if words[0][0] in word_set("english", "imperatives") or any(part[0] in subjects for part in words):
        return [text]
    # "Made from a soft, breathable fabric": the first part waits for its noun.
    if any(_ARTICLES & set(part) and part[-1] in word_set("english", "adjectives") for part in words[:-1]):
        return [text]
    # "Light, strong frame" is one phrase: a bare adjective stands for itself only among its like.
    qualities = [_is_capability(part) or part[0] in word_set("english", "third_person_words") for part in words]
    single = any(len(part) == 1 for part in words)
    return [text] if single and not all(qualities) else parts


def statement_point(source: str, text: str, subject: Subject, follows: bool) -> Point:
    """Say one line as it can be said: whole where it is a sentence, with a verb where one fits without a new claim."""
    body = text.strip().rstrip(".!;, ") or text
    words = english.words_of(body)
    bullet = english.capitalise(body)
    if not any(map(str.isalpha, body)):
        return Point(source, bullet, 3, prose=False)
    if _is_sentence(text, words):
        closed = text if text.endswith((".", "!", "?")) else f"{text}."
        dependent = follows and words[0] in word_set("english", "pronouns")
        return Point(
            source,
            bullet,
            8,
            sentence=english.capitalise(closed),
            dependent=dependent,
            label=_named_kind(text, subject),
            phrases=telling_phrases(text),
        )
    predicate = _predicate(body, words, subject)
    label = _label(body, words)
    leading = leading_phrase(body) if label is None else ""
    return Point(source, bullet, 7, predicate=predicate, label=label, phrases=(leading,) if leading else ())


def _is_sentence(text: str, words: list[str]) -> bool:
    if text.endswith("?") or words[0] in word_set("english", "imperatives") | _SPEAKERS:
        return True
    if text.endswith("!") and len(words) > _LABEL_WORDS:
        return True
    finite = word_set("english", "finite_verbs")
    if words[0] in {"it's", "they're", "that's", "you'll", "we've"}:
        return True
    verb = next((index for index, word in enumerate(words) if index and word in finite), None)
    # "A jar that holds 57 oz" is still a noun phrase, and so is "Heat settings" without a subject before its verb.
    if verb is None or any(word in _RELATIVE for word in words[1:verb]):
        return False
    return words[0] in word_set("english", "subjects") or text.endswith(".") or len(words) > 6


def _label(body: str, words: list[str]) -> str | None:
    bare = re.sub(r"^(?:an?|the)\s+", "", body, flags=re.IGNORECASE)
    if _UNSAYABLE.search(bare) or _SPEAKERS & set(words):
        return None
    unfit = word_set("english", "prepositions") | word_set("english", "no_label") | word_set("english", "no_has")
    plain = not unfit & set(words) and words[0] not in word_set("english", "third_person_words")
    return bare if plain and len(bare.split()) <= _LABEL_WORDS and not re.search(r"[,;:.!?]", bare) else None


def _predicate(body: str, words: list[str], subject: Subject) -> str | None:
    """The verb phrase that says the line of the product, or None where only the bare phrase is safe to say."""
    verb_be, have = english.agree("is", subject.plural), english.agree("has", subject.plural)
    if _UNSAYABLE.search(body) or (words[0] == "no" and words[-1] in word_set("english", "participles") | _ASKED):
        return None
    # "Cured 6 weeks" is short for more than can be known.
    if words[0].endswith("ed") and len(words) > 1 and words[1][0].isdigit():
        return None
    lowered = english.lower_start(body)
    if words[0] in word_set("english", "third_person_words") and len(words) > 1:
        first, rest = body.split(" ", 1)
        return f"{english.agree(first.casefold(), subject.plural)} {_with_its_article(rest)}"
    if lowered is None:
        return None
    if words[0] in _LEADING and len(words) > 1:
        verb, preposition = _LEADING[words[0]].split(" ")
        return f"{english.agree(verb, subject.plural)} {preposition} {body.split(' ', 1)[1]}"
    if _is_capability(words) or _is_participle(words):
        return f"{verb_be} {lowered}"
    head = _head(words)
    article = words[0] in {"a", "an"}
    if english.singular(head) in subject.kinds and english.is_plural(head) == subject.plural and words[0] != "the":
        return f"{verb_be} {lowered if article or subject.plural else english.with_article(lowered)}"
    # "Light, strong, packs small" is no noun phrase, whatever its last word is.
    loose_list = len(words) > 1 and bool(re.match(r"[^\s,]+,", body))
    if head in word_set("english", "no_has") or loose_list:
        return None
    if words[0] == "no" or (english.is_plural(head) and not article and english.singular(head) not in subject.kinds):
        return f"{have} {lowered}"
    if head in word_set("english", "countable_parts"):
        plain_number = article or words[0] in {"the", "one"}
        counted = words[0].isdigit() or any(english.is_plural(word) for word in words[:-1])
        return None if counted else f"{have} {lowered if plain_number else english.with_article(lowered)}"
    loose = any(word.endswith(("able", "ible")) for word in words)
    if head in word_set("english", "materials") and not article and not loose and not re.match(r"\d+(?!\d*\s?%)", body):
        return f"{verb_be} made of {lowered}"
    return None


def _with_its_article(rest: str) -> str:
    """ "with carrying strap" as "with a carrying strap"."""
    words = english.words_of(rest)
    known = len(words) > 1 and words[0] == "with" and words[1] not in word_set("english", "function_words")
    if not known or words[-1] not in word_set("english", "countable_parts") or re.search(r"[,&]|\band\b|\d", rest):
        return rest
    return f"with {english.with_article(rest.split(' ', 1)[1])}"


def _is_capability(words: list[str]) -> bool:
    stops = word_set("english", "prepositions")
    words = words[: next((index for index, word in enumerate(words) if index and word in stops), len(words))]
    if len(words) > 5 or words[0] in {"a", "an", "the"} or words[0][0].isdigit():
        return False
    endings = tuple(word for word in word_set("english", "adjective_endings") if word.startswith("-"))
    plain = word_set("english", "adjectives") | word_set("english", "adjective_endings")
    return words[-1] in plain or words[-1].endswith(endings)


def _is_participle(words: list[str]) -> bool:
    start = words[1:] if words[0] in {"not", "fully", "also"} and len(words) > 1 else words
    led = start[0] in word_set("english", "participles")
    led = led or (start[0].endswith("ed") and len(start) > 1 and start[1] in word_set("english", "prepositions"))
    # "Printed in two colours" and "made entirely of oak", but no "printed tin with a lid".
    behind = start[2:3] if len(start) > 1 and start[1].endswith("ly") else start[1:2]
    return led and (len(start) == 1 or bool(word_set("english", "prepositions") & set(behind)))


def _head(words: list[str]) -> str:
    """The noun a phrase turns on: the last word before its first preposition."""
    stops = word_set("english", "prepositions")
    end = next((index for index, word in enumerate(words) if index and word in stops), len(words))
    return words[end - 1]


def _named_kind(text: str, subject: Subject) -> str | None:
    """What a sentence puts right before the product's own name: "sleek aviator sunglasses". Negations give none."""
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:.!?()]", text)
    lower = [word.casefold() for word in words]
    if word_set("english", "negations") & set(lower):
        return None
    name = [word.casefold() for word in subject.name.split(" ")]
    stops = word_set("english", "function_words") | word_set("english", "finite_verbs")
    for end in range(len(name), len(words) + 1):
        if lower[end - len(name) : end] != name or (
            end < len(words) and lower[end][0].isalnum() and lower[end] not in stops
        ):
            continue
        start = end - len(name)
        while (
            start > 0
            and lower[start - 1][0].isalpha()
            and lower[start - 1] not in stops
            and end - start < len(name) + 3
        ):
            start -= 1
        return " ".join(words[start:end]) if start < end - len(name) else None
    return None
