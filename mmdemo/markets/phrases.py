"""Titles and subtitles from whole pieces, bullets from whole sentences, and texts for pictures."""

from __future__ import annotations

from mmdemo.markets.breaks import atoms, break_off
from mmdemo.markets.paragraphs import kept_sentences
from mmdemo.markets.permitted import joins, permitted
from mmdemo.markets.pieces import JOINTS, key, said, title_pieces
from mmdemo.markets.task import Filled, Task
from mmdemo.processing.text.english import capitalise
from mmdemo.processing.text.language import reads_as


def fill_phrases(task: Task) -> Filled:
    """Whole pieces in their order, as many as fit; then those of further sources that are not said yet.

    A first piece that is itself too long is broken off behind a word.
    """
    rules, joint, room = task.field.rules, JOINTS[task.language], task.room()
    # A title is divided into its pieces; highlights are pieces.
    titled = task.field.sources[0][-1] == "title"
    title = [piece for line in task.texts[0] for piece in title_pieces(line, task.language)] if titled else []
    extra = [line for lines in task.texts[titled:] for line in lines]
    # Too short a title also says what kind of goods it is, and whose.
    if title and len(joint.join([*title, *extra])) < task.least:
        kinds = (task.product.category, task.product.brand)
        extra += [word for word in kinds if word and reads_as(word, task.language)]
    text = ""
    rest: list[str] = []
    for index, raw in enumerate([*task.moved, *title, *extra]):
        piece = permitted(raw, rules, task.own, keep=titled and index == 0)
        if index >= len(task.moved) + len(title) and said(piece, task.before + key(text)):
            continue
        if not text and not room.holds(piece):
            piece, left = break_off(piece, room)
            rest += [left] if left else []
        if not piece:
            continue
        if not text and not joins(piece, rules):
            piece, left = _shorter(piece, task)
            rest += [left] if left else []
        grown = f"{text}{joint}{piece}" if text else piece
        if (text and not joins(grown, rules)) or not room.take(grown[len(text) :]):
            rest.append(piece)
        else:
            text = grown
    return [text] if text else [], rest


def _shorter(piece: str, task: Task) -> tuple[str, str]:
    """A piece up to the word that breaks a rule of the whole field, and the rest. The product's name stays whole."""
    parts = atoms(piece)
    for count in range(len(parts) - 1, 0, -1):
        head = "".join(parts[:count]).strip()
        if task.product.name in piece and task.product.name not in head:
            break
        if joins(head, task.field.rules):
            return head, "".join(parts[count:]).strip()
    return piece, ""


def fill_bullets(task: Task) -> Filled:
    """Each line in as many bullets as it needs; moved pieces that no line says follow."""
    own_key = "".join(map(key, task.lines))
    lines = [*task.lines, *(capitalise(piece) for piece in task.moved if not said(piece, own_key))]
    bullets: list[str] = []
    rest: list[str] = []
    for line in lines:
        left = kept_sentences(line, task)
        while left:
            room = task.room(each=True)
            head, after = (left, "") if room.holds(left) else break_off(left, room)
            if head:
                bullets.append(head)
            elif after:
                rest.append(after)
            left = capitalise(after) if head else ""
    most = len(bullets) if task.most_items is None else task.most_items
    return bullets[:most], [*rest, *bullets[most:]]


def fill_pictures(task: Task) -> Filled:
    """A line for each picture, ended early where it is too long."""
    room = task.room(each=True)
    return [line for line in (break_off(line, room)[0] for line in task.lines) if line], []
