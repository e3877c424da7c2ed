"""What a merchant said about a product, cut into facts to offer: a line for each, in their own words.

Nothing is added and no figure is touched. Where it is not sure that a new fact begins, the sentence stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.english import capitalise
from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.passages import passages
from mmdemo.processing.text.quantity import measured_names
from mmdemo.processing.text.speakable import sentences
from mmdemo.schema import Language

MOST_FACTS = 20
MOST_CHARACTERS = 280  # a fact of the intake may have 300

_HAN = r"[\u3400-\u9fff]"
_FILLERS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:u+m+|u+h+|er+m*|h+m+|a+h+|mhm)\b[,.…]*\s*|\b(?:you know|i mean|let's see)\b,\s*"
        r"|^(?:(?:so|well|okay|ok|right|now|and|also|plus|basically|alright|then|yeah|yes)\b,?\s+)+",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"[嗯呃唔哦]+[，、,\s…]*|(?:^|(?<=[，。,\s]))(?:(?:那个|这个|就是说?|就是那个|怎么说呢|然后呢?|还有就是|还有|另外|而且|并且|同时"
        r"|对了|好的?|那么|啊|哎|诶)[，、,\s]+)+|^(?:然后|还有就是|还有|另外|而且|并且|同时|接着)"
    ),
}
# What speech models write down for silence, having learnt from subtitles.
_CREDITS = re.compile(
    r"(?:thank you (?:so much |very much )?for (?:watching|listening)|please subscribe|subtitles by"
    r"|请不吝点赞|字幕(?:由|志愿者|提供)|中文字幕|谢谢(?:观看|收看|收听)|以下是普通话的句子).*$",
    re.IGNORECASE,
)
_NO_FACTS = re.compile(
    r"(?:hello|hi|hey|yes|no|okay|ok|right|thanks|thank you(?: very much| so much)?|bye|that's (?:it|all)|testing"
    r"|\d{1,2}"  # of a list that was dictated: "1. … 2. …"
    r"|你好|您好|大家好|谢谢(?:大家)?|好的?|对|是的|没了|就这些|就这样|再见|拜拜)",
    re.IGNORECASE,
)

_VERB = (
    r"(?:is|isn't|are|aren't|was|has|have|comes|can|cannot|can't|holds|weighs|measures|costs|fits|lasts|works|keeps"
    r"|includes|contains|runs|needs|uses|charges|does|doesn't|don't|do|will|won't|should|must|supports|stands|folds)"
)
_CLAUSE = (
    rf"(?:(?:it|they|this|these|you)(?:'s|'re|'ll)?\s|there(?:'s|\sis|\sare)\s|(?:the|its|their|each|every)\s(?:[\w-]+\s){{1,4}}{_VERB}\b"
    rf"|(?:[\w-]+\s){{1,2}}(?:is|are|has|have)\s|{_VERB}\s|(?:also|dishwasher|microwave|machine)\s|made\s(?:of|from|in|by)\s)"
)
_DEPENDENT = re.compile(
    r"^(?:if|when|whenever|while|because|although|though|since|unless|once|as|before|after|until|whether|where)\b",
    re.IGNORECASE,
)
_ENGLISH_CUT = re.compile(rf"\s*;\s*|(?:,|\s)\s*(?:and|plus)\s+(?={_CLAUSE})|,\s+(?={_CLAUSE})", re.IGNORECASE)
_LOOSE_END = re.compile(r"(?:,?\s+(?:and|but|or|plus),?)+$", re.IGNORECASE)
_ENGLISH_SUBJECT = re.compile(
    r"^(?:it's|it is|this is|they're|they are|these are|that is|that's|the product is|this product is|it|they)\s+"
    r"(?!\w+n't|does|do|will|cannot)",
    re.IGNORECASE,
)
_TELLS = re.compile(rf"\d|\b{_VERB}\b|'(?:s|re)\b", re.IGNORECASE)
_ENGLISH_NAMED = re.compile(r"^(?:the|its|their)?\s*(?P<name>[a-z][a-z ]{2,24}?)\s+(?:is|are)\s+(?P<value>\S.*)$", re.I)

_CHINESE_CUT = re.compile(
    rf"\s*[，,；;]\s*|(?<={_HAN})\s+(?={_HAN})|(?:和|并且|而且|还有|另外|同时)(?=(?:可以|能|它|不会|不能))"
)
_CHINESE_DEPENDENT = re.compile(r"^(?:如果|虽然|因为|由于|当|只要|只有|为了|不仅|不但|除了|无论|即使|要是|尽管|既)")
_CHINESE_FOLLOWS = re.compile(r"^(?:但是?|就|所以|因此|否则|不然|却|也|还是|而是|都|才|又|反而|这样|从而)")
_CHINESE_SUBJECT = re.compile(
    r"^(?:它的|它是|它|这款(?:产品|商品)?是?|这个(?:产品|商品)是?|本(?:产品|商品|品)是?|产品的)(?=\S)"
)
_CHINESE_NAMED = re.compile(rf"^(?:它的|这款的|产品的)?(?P<name>{_HAN}{{1,6}}?)(?:是|为)(?P<value>\S.*)$")


def dictated_facts(text: str, language: Language) -> tuple[str, ...]:
    """The facts in a transcript of `language`: at most 20 lines of at most 280 characters, none twice."""
    facts: dict[str, str] = {}
    for sentence in sentences(_CREDITS.sub("", clean_line(text))):
        for clause in _clauses(_unfilled(sentence, language), language):
            for line in passages(_fact(clause, language), MOST_CHARACTERS):
                line = _LOOSE_END.sub("", line.strip(" ,，、;；"))
                if any(letter.isalnum() for letter in line) and not _NO_FACTS.fullmatch(line):
                    facts.setdefault(line.casefold(), line)
    return tuple(facts.values())[:MOST_FACTS]


def _unfilled(text: str, language: Language) -> str:
    """Without the sounds and words that only bridge a pause."""
    return _FILLERS[language].sub("", text.strip()).strip()


def _clauses(sentence: str, language: Language) -> Iterator[str]:
    cut, stand_apart = (_CHINESE_CUT, _chinese_apart) if language == "zh" else (_ENGLISH_CUT, _english_apart)
    start = 0
    for match in cut.finditer(sentence):
        if stand_apart(sentence[start : match.start()], match[0], sentence[match.end() :]):
            yield _unfilled(sentence[start : match.start()], language)
            start = match.end()
    yield _unfilled(sentence[start:], language)


def _english_apart(before: str, between: str, behind: str) -> bool:
    """Whether both clauses can be read alone: "the mug and the plate are white" tells nothing of the mug before it."""
    if _DEPENDENT.match(before) or _DEPENDENT.match(behind):
        return False
    return "," in between or ";" in between or _TELLS.search(before) is not None


def _chinese_apart(before: str, between: str, behind: str) -> bool:
    """Whether both clauses can be read alone: neither leans on the other, and none is a single word."""
    following = _CHINESE_CUT.split(behind, maxsplit=1)[0]
    leans = _CHINESE_DEPENDENT.match(before) or _CHINESE_FOLLOWS.match(behind)
    return not leans and min(len(before), len(following)) > 2


def _fact(clause: str, language: Language) -> str:
    """A clause as a line of facts: "the capacity is 350 ml" names what it tells, "it is washable" needs no subject."""
    clause = clause.strip(" .。!！?？…,，、;；")
    named = (_CHINESE_NAMED if language == "zh" else _ENGLISH_NAMED).match(clause)
    if named and named["name"].casefold().strip() in _attributes(language):
        mark = "：" if language == "zh" else ": "
        return f"{capitalise(named['name'].strip())}{mark}{named['value']}"
    if language == "zh":
        return _CHINESE_SUBJECT.sub("", clause)
    return capitalise(_ENGLISH_SUBJECT.sub("", clause))


def _attributes(language: Language) -> frozenset[str]:
    groups = read_table("attributes")[language].values()
    return measured_names() | {name.casefold() for group in groups for name in group["names"]}
