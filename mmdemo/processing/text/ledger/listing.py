"""The ledger of a whole listing, and the listing without what is open."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from mmdemo.processing.text.copy_texts import texts_of
from mmdemo.processing.text.ledger.ledger import Ledger
from mmdemo.processing.text.ledger.sentences import sentences
from mmdemo.processing.text.ledger.trie import longest_of
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Copy, Mail, Post, Statement
from mmdemo.texts import NO_MAIL

_PIECE_END = re.compile(r"\s*[,，|｜;；]\s+|，|\s+[-–—]\s+|[|｜]")
_MARKS = ",，、;；:：|｜&+/"
_LOOSE_ENDS = f" {_MARKS}-–—"
# "Say hello to the Stoneware Mug" tells nothing of it.
_NAMING = frozenset({"name", "brand", "category"})
# Stands where open words stood.
_GAP = "\0"
_BRACKETS = re.compile(r"\s?[(（]\s?[)）]")
_RUN = rf"[^\s{_MARKS}]*"


def copy_ledger(copy: Copy, ledger: Ledger) -> dict[str, tuple[Statement, ...]]:
    """The statements of every text of a listing, by the text's place: "title", "bullets/0", "posts/instagram/text"."""
    return {
        place: (ledger.tag(text),) if "/tags/" in place else ledger.statements(text)
        for place, text in texts_of(copy).items()
    }


def grounded_copy(copy: Copy, ledger: Ledger) -> Copy:
    """The listing as it may be exported: statements with open words are left out, paragraphs and line breaks kept.

    Titles, alternative texts and a mail's subject lose their open pieces and fall back to the product's name. A list
    item goes as a whole, a question with its answer. A script or an answer that lost statements goes too where none
    that is left rests on anything; so does a post or a mail where none rests on more than the product's name.
    """
    questions = [replace(each, answer=_kept_telling(each.answer, ledger)) for each in copy.questions]
    return Copy(
        title=grounded_title(copy.title, ledger),
        bullets=_kept_items(copy.bullets, ledger),
        short_description=_kept(copy.short_description, ledger),
        long_description=_kept(copy.long_description, ledger),
        keywords=_kept_items(copy.keywords, ledger),
        alt_texts={part: grounded_title(text, ledger) for part, text in copy.alt_texts.items()},
        script=_kept_telling(copy.script, ledger),
        highlights=_kept_items(copy.highlights, ledger),
        seo_title=grounded_title(copy.seo_title, ledger),
        seo_description=_kept(copy.seo_description, ledger),
        headlines=_kept_items(copy.headlines, ledger),
        posts={network: _post(post, ledger) for network, post in copy.posts.items()},
        questions=tuple(each for each in questions if each.answer and not _open(each.question, ledger)),
        mail=_mail(copy.mail, ledger),
    )


def _open(text: str, ledger: Ledger) -> bool:
    return any(statement.open for statement in ledger.statements(text))


def _kept_items(items: tuple[str, ...], ledger: Ledger) -> tuple[str, ...]:
    return tuple(item for item in items if not _open(item, ledger))


def _kept(text: str, ledger: Ledger) -> str:
    """The text without its open statements. Between two kept ones stands the widest break that was between them."""
    kept: list[str] = []
    between = ""
    for sentence in sentences(text):
        between = max(between, sentence.before, key=lambda blank: (blank.count("\n"), len(blank)))
        if not ledger.statement(sentence.text).open:
            kept += [between if kept else "", sentence.text]
            between = ""
    return "".join(kept)


def _kept_telling(text: str, ledger: Ledger, idle: frozenset[str] = frozenset()) -> str:
    """The text without its open statements; "" where it had some and the others rest on nothing but `idle` sources."""
    told = ledger.statements(text)
    if not any(each.open for each in told) or any(set(each.sources) - idle for each in told if not each.open):
        return _kept(text, ledger)
    return ""


def grounded_title(title: str, ledger: Ledger) -> str:
    """A title without its open pieces; without its open words where no other piece tells the product."""
    if not _open(title, ledger):
        return title
    ends = list(_PIECE_END.finditer(title))
    starts, stops = [0, *(end.end() for end in ends)], [*(end.start() for end in ends), len(title)]
    marks = ["", *(end[0] for end in ends)]
    pieces = [(mark, title[start:stop]) for mark, start, stop in zip(marks, starts, stops, strict=True)]
    first, *rest = pieces
    kept = [("", _without_open_words(first[1], ledger)), *(piece for piece in rest if not _open(piece[1], ledger))]
    short = "".join(mark + piece for mark, piece in kept).strip(_LOOSE_ENDS)
    named = any("name" in statement.sources for statement in ledger.statements(short))
    return short if named and not _open(short, ledger) else ledger.name


def _without_open_words(piece: str, ledger: Ledger) -> str:
    """The words between blanks and marks that hold nothing open, without what joined the others to them."""
    open_words = [words for statement in ledger.statements(piece) for words in statement.open]
    if not open_words:
        return piece
    for words in open_words:
        piece = re.sub(rf"{_RUN}{re.escape(words)}{_RUN}", _GAP, piece)
    short = _joint().sub(" ", _without_tail(piece))
    return _BRACKETS.sub("", re.sub(rf"{_GAP}\s?", "", short)).strip(_LOOSE_ENDS)


def _without_tail(piece: str) -> str:
    """The piece without a gap at its end and what leads up to it: "350 ml and _" is "350 ml"."""
    if not piece.rstrip(_LOOSE_ENDS).endswith(_GAP):
        return piece
    dangling = read_table("concepts")["dangling"]["en"]
    while True:
        piece = piece.rstrip(_LOOSE_ENDS + _GAP)
        before, _, last = piece.rpartition(" ")
        if last.lower() not in dangling:
            return piece
        piece = before


@cache
def _joint() -> re.Pattern[str]:
    """A gap that begins a piece or a list, with what joins it to the words behind it."""
    joining = longest_of(read_table("concepts")["dangling"]["joining"])
    return re.compile(rf"(?:^|(?<=[:：(（]))\s?{_GAP}\s?(?:[、/&]|(?:{joining})(?![A-Za-z]))\s?", re.IGNORECASE)


def _post(post: Post, ledger: Ledger) -> Post:
    text = _kept_telling(post.text, ledger, _NAMING)
    title = grounded_title(post.title, ledger) if post.title else ""
    tags = tuple(tag for tag in post.tags if not ledger.tag(tag).open)
    return Post(title, text, tags) if text else Post("", "", ())


def _mail(mail: Mail, ledger: Ledger) -> Mail:
    body = _kept_telling(mail.body, ledger, _NAMING)
    return Mail(grounded_title(mail.subject, ledger), body) if body else NO_MAIL
