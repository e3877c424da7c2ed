"""The texts for everywhere but the page: search engines, advertisements, social networks, e-mail."""

from __future__ import annotations

from collections.abc import Sequence

from mmdemo.processing.text.columns import columns
from mmdemo.processing.text.copywriting.cautions import PLAYED_DOWN
from mmdemo.processing.text.copywriting.draft import Draft, distinct
from mmdemo.processing.text.copywriting.point import Point
from mmdemo.processing.text.english import capitalise, lower_start
from mmdemo.schema import Language, Mail, Network, Post

HEADLINES = 3
HEADLINE_COLUMNS = 30
HIGHLIGHTS = 6
_SEO_TITLE: dict[Language, int] = {"en": 60, "zh": 30}
_SEO_DESCRIPTION: dict[Language, int] = {"en": 155, "zh": 78}
_TAGS: dict[Network, int] = {"instagram": 5, "tiktok": 5, "xiaohongshu": 6}
_POINTS: dict[Network, int] = {"instagram": 4, "tiktok": 2, "xiaohongshu": 5}
_TIKTOK_CHARACTERS = 150
_NOTE_TITLE = 20
_SUBJECT = 50
_MAIL_SENTENCES = 4
_FACT = "\0"


def highlights(draft: Draft) -> tuple[str, ...]:
    """The short phrases that marketplaces put behind the title."""
    return tuple(distinct([*draft.labels, *draft.voice.subject.rest])[:HIGHLIGHTS])


def seo_title(draft: Draft) -> str:
    """Name, what fits of the labels, and the brand where the name lacks it."""
    most = _SEO_TITLE[draft.voice.language]
    title = draft.voice.short_name(most)
    between = " " if draft.voice.language == "zh" else ", "
    for label in draft.labels:
        if len(f"{title}{between}{label}") <= most and label.casefold() not in title.casefold():
            title = f"{title}{between}{label}"
    brand = draft.product.brand
    branded = f"{title} | {brand}"
    return branded if brand and brand.casefold() not in title.casefold() and len(branded) <= most else title


def seo_description(draft: Draft) -> str:
    """Sentences about the product as a search engine shows them, with a call to look where there is room."""
    most = _SEO_DESCRIPTION[draft.voice.language]
    close = draft.frames.pick("seo_description_close")
    sentences = [draft.frames.pick("short_open"), *draft.told(draft.plan.told, named=True, selling=False)]
    kept: list[str] = []
    for sentence in sentences:
        if len(draft.voice.paragraph([*kept, sentence, close])) <= most:
            kept.append(sentence)
    return draft.voice.paragraph([*(kept or [draft.voice.short_name(most - len(close) - 1)]), close])


def headlines(draft: Draft) -> tuple[str, ...]:
    """Three lines for advertisements, of at most 30 columns each; a Han character takes two."""
    noun = draft.voice.subject.noun or draft.voice.short_name(HEADLINE_COLUMNS)
    noun = noun[:1].upper() + noun[1:]
    made = [line for label in [*draft.labels, None] for line in _headlines_of(draft, noun, label)]
    # Half as many characters where each takes two columns.
    most = HEADLINE_COLUMNS // (2 if draft.voice.language == "zh" else 1)
    lines = distinct([*made, draft.voice.short_name(most)])
    return tuple(line for line in lines if 0 < columns(line) <= HEADLINE_COLUMNS)[:HEADLINES]


def _headlines_of(draft: Draft, noun: str, label: str | None) -> list[str]:
    """The first frame that fits, with the label or without it."""
    words = {"noun": noun} if label is None else {"noun": noun, "label": label[:1].upper() + label[1:]}
    fitting = [line for line in draft.frames.all("headline", **words) if columns(line) <= HEADLINE_COLUMNS]
    if label is not None:
        return [line for line in fitting if words["label"] in line][:1]
    return fitting[:HEADLINES]


def posts(draft: Draft, terms: Sequence[str]) -> dict[Network, Post]:
    """A post for each network, with tags made of search terms."""
    tags = distinct([tag for tag in map(draft.voice.tag, terms) if tag])
    return {network: _post(draft, network, tags[: _TAGS[network]]) for network in _TAGS}


def _post(draft: Draft, network: Network, tags: Sequence[str]) -> Post:
    opening, closing = draft.frames.pick(f"{network}_open"), draft.frames.pick(f"{network}_close")
    if network == "tiktok":
        said: list[str] = []
        told = draft.told([*filter(_sells, draft.plan.told)], named=True, selling=False)
        for sentence in told[: _POINTS[network]]:
            if len(draft.voice.paragraph([opening, *said, sentence, closing])) <= _TIKTOK_CHARACTERS:
                said.append(sentence)
        return Post("", draft.voice.paragraph([opening, *said, closing]), tuple(tags))
    bullets = [point.bullet for point in draft.plan.ranked if point.prose and not point.foreign and _sells(point)]
    # One mark for the whole list.
    mark = draft.frames.pick("post_point", fact=_FACT)
    listed = [mark.replace(_FACT, bullet) for bullet in bullets[: _POINTS[network]]]
    use = draft.use(2 if network == "instagram" else 3)
    parts = [opening, "\n".join(listed), draft.voice.paragraph(use), closing]
    title = _note_title(draft) if network == "xiaohongshu" else ""
    return Post(title, "\n\n".join(part for part in parts if part), tuple(tags))


def _sells(point: Point) -> bool:
    return point.weight > PLAYED_DOWN


def _note_title(draft: Draft) -> str:
    """A title for 小红书 of at most 20 characters."""
    noun = draft.voice.subject.noun or draft.voice.short_name(_NOTE_TITLE)
    for label in [*draft.labels, None]:
        told = label and (label if draft.voice.language == "zh" else lower_start(label) or label)
        words = {"noun": noun} | ({"label": told} if told else {})
        for title in draft.frames.all("xiaohongshu_title", **words):
            if len(title) <= _NOTE_TITLE and (told is None or told in title):
                return capitalise(title)
    return draft.voice.short_name(_NOTE_TITLE)


def mail(draft: Draft) -> Mail:
    """A message that presents the product to the shop's customers."""
    frames, voice = draft.frames, draft.voice
    noun = voice.subject.noun or voice.short_name(_SUBJECT // 2)
    subjects = [line for line in frames.all("mail_subject", noun=noun) if len(line) <= _SUBJECT]
    facts = draft.told([*filter(_sells, draft.plan.told)], named=True)[:_MAIL_SENTENCES]
    price = [frames.pick("script_price")] if draft.product.price else []
    paragraphs = [
        [frames.pick("mail_greeting")],
        [frames.pick("mail_open"), *facts],
        [*draft.use(4), *price, frames.pick("mail_close")],
        [frames.pick("mail_sign")],
    ]
    body = "\n\n".join(voice.paragraph(sentences) for sentences in paragraphs)
    return Mail(subjects[0] if subjects else voice.short_name(_SUBJECT), body)
