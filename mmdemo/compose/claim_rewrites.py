"""A copy without the wordings a merchant wants gone: rewritten where that reads well, else left out as a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from mmdemo.compose.claim_checks import about_product, key_of, tag_words
from mmdemo.compose.claim_statement import LOOSE_ENDS, hits_within, rewritten, settled
from mmdemo.compose.leftovers import WORD, leans, only_frames, readable, sound, weight, without_joints
from mmdemo.compose.text_units import is_chinese, pieces_of, statements_in
from mmdemo.processing.text.claims import Finding, apply_rewrite, check_claims
from mmdemo.processing.text.clean import letters
from mmdemo.processing.text.english import capitalise
from mmdemo.schema import Copy, Mail, Message, Post, Product, Question
from mmdemo.texts import NO_MAIL

_MOST_ROUNDS = 5  # of rewriting; what calls for more is left out
_LONG_RUN = 7  # letters of a Latin tag that are no accident
_NAMELESS = Message("Product", "商品")


def with_rewrites(copy: Copy, product: Product, keys: Collection[str]) -> Copy:
    """The copy without these claims, and without any that a rewrite would newly make, in all of its texts.

    A statement that its rewrite would leave a ruin goes as a whole: a sentence, a line, an item of a list, a tag, a
    question with its answer, a piece of a title. A title without pieces becomes the product's name.
    """
    return _Rewriting(product, frozenset(keys)).copy(copy)


class _Rewriting:
    """One run over a copy: `keys` are the claims to be gone."""

    def __init__(self, product: Product, keys: frozenset[str]) -> None:
        self._about = about_product(product)
        self._known = f"{product.name} {product.category} {product.brand}"
        self._keys = keys
        runs = (letters(key.partition(": ")[2]) for key in keys)
        self._runs = tuple(run for run in runs if weight(run) >= WORD and (len(run) >= _LONG_RUN or is_chinese(run)))
        self._name = self._clean_name(product)

    def copy(self, copy: Copy) -> Copy:
        return replace(
            copy,
            title=self._title(copy.title),
            bullets=self._items(copy.bullets),
            short_description=self._prose(copy.short_description),
            long_description=self._prose(copy.long_description),
            keywords=self._items(copy.keywords),
            alt_texts={part: self._title(text) for part, text in copy.alt_texts.items()},
            script=self._prose(copy.script),
            highlights=self._items(copy.highlights),
            seo_title=self._title(copy.seo_title),
            seo_description=self._prose(copy.seo_description),
            headlines=self._items(copy.headlines),
            posts={network: self._post(post) for network, post in copy.posts.items()},
            questions=tuple(kept for asked in copy.questions if (kept := self._question(asked)) is not None),
            mail=self._mail(copy.mail),
        )

    def _wanted(self, text: str, accepted: Collection[str]) -> tuple[Finding, ...]:
        """The claims of a text that have to go: the chosen ones, and those that were not there before."""
        found = check_claims(text, self._about)
        return tuple(one for one in found if (key := key_of(one)) in self._keys or key not in accepted)

    def _accepted(self, text: str) -> frozenset[str]:
        """The claims that stood in a text from the beginning and were not chosen."""
        return frozenset(key_of(one) for one in check_claims(text, self._about)) - self._keys

    def _prose(self, text: str) -> str:
        accepted = self._accepted(text)
        rounds = 0
        while found := self._wanted(text, accepted):
            text = self._without(text, found, rounds < _MOST_ROUNDS)
            rounds += 1
        return text

    def _without(self, text: str, found: Sequence[Finding], rewriting: bool) -> str:
        """The text after one round. Between two kept statements stands the widest break that was between them."""
        lines: list[_Line] = []
        for unit in statements_in(text):
            if not lines or "\n" in unit.before:
                lines.append(_Line([], False))
            line = lines[-1]
            before = text[unit.start : unit.end]
            hits = hits_within(found, unit)
            after = before if not hits else settled(before, hits, self._known) if rewriting else ""
            # What took up a sentence that is gone goes with it.
            if not after or (line.gone_last and leans(after)):
                lines[-1] = _Line([*line.kept, ("", unit.before)], True, True)
            else:
                lines[-1] = _Line([*line.kept, (after, unit.before)], line.shortened or after != before)
        return _joined(lines, self._known)

    def _item(self, text: str) -> str:
        accepted = self._accepted(text)
        rounds = 0
        while text and (found := self._wanted(text, accepted)):
            text = settled(text, found, self._known) if rounds < _MOST_ROUNDS else ""
            rounds += 1
        return text

    def _items(self, items: tuple[str, ...]) -> tuple[str, ...]:
        rewritten = tuple(map(self._item, items))
        if rewritten == items:
            return items
        kept: dict[str, str] = {}
        for item in rewritten:
            if item:
                kept.setdefault(item.casefold(), item)
        return tuple(kept.values())

    def _title(self, title: str) -> str:
        accepted = self._accepted(title)
        for _ in range(_MOST_ROUNDS):
            found = self._wanted(title, accepted)
            if not found:
                return title
            title = self._without_pieces(title, found)
        return self._name if self._wanted(title, accepted) else title

    def _without_pieces(self, title: str, found: Sequence[Finding]) -> str:
        kept: list[tuple[str, str]] = []
        for index, unit in enumerate(pieces_of(title)):
            before = title[unit.start : unit.end]
            hits = hits_within(found, unit)
            after = rewritten(before, hits) if hits else before
            # The first piece may be the bare name.
            stands = after is not None and (readable(after) if not index else sound(before, after, self._known))
            if after is None or weight(after) < WORD or (hits and not stands):
                # Something has to say what the title is about.
                after = "" if index else self._name
            if after and after.casefold() not in [piece.casefold() for _, piece in kept]:
                kept.append((unit.before if kept else "", after))
        return "".join(mark + piece for mark, piece in kept).strip(LOOSE_ENDS)

    def _question(self, asked: Question) -> Question | None:
        question, answer = self._item(asked.question), self._prose(asked.answer)
        return None if not question or (asked.answer and not answer) else Question(question, answer)

    def _post(self, post: Post) -> Post:
        text = self._prose(post.text)
        if post.text and not text:
            return Post("", "", ())
        return Post(self._title(post.title), text, tuple(tag for tag in post.tags if not self._claims(tag)))

    def _claims(self, tag: str) -> bool:
        """Whether a tag holds what has to go, if only its letters ("WorldsFirst")."""
        found = check_claims(tag_words(tag), self._about)
        run = letters(tag)
        return not self._keys.isdisjoint(map(key_of, found)) or any(words in run for words in self._runs)

    def _mail(self, mail: Mail) -> Mail:
        body = self._prose(mail.body)
        return NO_MAIL if mail.body and not body else Mail(self._title(mail.subject), body)

    def _clean_name(self, product: Product) -> str:
        """The product's name without what has to go, or what else tells the product."""
        name = product.name
        accepted = self._accepted(name)
        while found := self._wanted(name, accepted):
            name = apply_rewrite(name, replace(found[0], rewrite=""))
        name = without_joints(name).strip(LOOSE_ENDS)
        name = capitalise(name) if product.name[:1].isupper() else name
        candidates = (name, product.category, product.brand)
        told = (
            one
            for one in candidates
            if weight(one) >= WORD and readable(one) and not self._wanted(one, self._accepted(one))
        )
        return next(told, _NAMELESS.text(product.language))


class _Line(NamedTuple):
    """The statements of one line with what stood before each, "" for one that is gone."""

    kept: list[tuple[str, str]]
    shortened: bool
    gone_last: bool = False


def _joined(lines: Sequence[_Line], known: str) -> str:
    """The lines that still say something. The first of those that only lead in stays where nothing else does."""
    told = [line for line in lines if not line.shortened or _tells(line, known)]
    left = told or [line for line in lines if any(text for text, _ in line.kept)][:1]
    kept: list[str] = []
    between = ""
    for line in lines:
        for text, before in line.kept:
            between = max(between, before, key=lambda blank: (blank.count("\n"), len(blank)))
            repeated = line.shortened and text.casefold() in map(str.casefold, kept)
            if text and any(line is one for one in left) and not repeated:
                kept += [between if kept else "", text]
                between = ""
    return "".join(kept)


def _tells(line: _Line, known: str) -> bool:
    text = " ".join(text for text, _ in line.kept)
    return any(map(str.isalnum, text)) and not only_frames(text, known)
