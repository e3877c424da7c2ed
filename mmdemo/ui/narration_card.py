"""The narration to be heard: with music and alone, its waveform, and each sentence as a button."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mmdemo.compose.grounding import handed_on
from mmdemo.compose.page import CAPTIONS
from mmdemo.compose.spot import spot_of
from mmdemo.narrating import HEARD, NARRATION, WORST
from mmdemo.processing.audio.captions import joined
from mmdemo.schema import Kit, Language, Narration, Transcript, Word
from mmdemo.ui.language import word
from mmdemo.ui.small_print import failure_html, folded_html, state_html
from mmdemo.ui.waveform import waveform_svg

MUSIC = "music"
SPOT = "spot"
_RELEASE = 0.1  # seconds that a sentence may sound on after its last word, if the next one lets it
_FILES = {
    "voice": {".wav": NARRATION, ".mp3": SPOT, ".m4a": "spot/m4a", ".vtt": CAPTIONS, ".srt": "narration/srt"},
    SPOT: {".wav": "spot/wav", ".mp3": SPOT, ".m4a": "spot/m4a", ".vtt": "spot/vtt", ".srt": "spot/srt"},
}
"""The keys of each track's files in the media, the spot's being the voice alone where there is no music."""


@dataclass(frozen=True)
class _Track:
    """What one player plays. `lead` is the second at which the narration begins in it."""

    id: str
    name: str
    sound: bytes
    sentences: tuple[tuple[Word, ...], ...]
    lead: float
    loudness: float
    true_peak: float


def narration_html(kit: Kit, media: Mapping[str, str], language: Language) -> str:
    """The players with their captions and files, the sentences, and who made it all."""
    narration = kit.narration
    if narration is None:
        return state_html(kit, NARRATION, language)
    spot = spot_of(narration, kit.music)
    alone = word("track_voice", language)
    tracks = [
        _Track("voice", alone, narration.data, narration.sentences, 0.0, narration.loudness, narration.true_peak),
    ]
    choice = ""
    if kit.music is not None and SPOT in media:
        mixed = word("track_spot", language)
        tracks.insert(0, _Track(SPOT, mixed, spot.data, spot.sentences, spot.lead, spot.loudness, spot.true_peak))
        choice = _choice_html(tracks, language)
    players = "".join(_track_html(kit, track, media, language, track is not tracks[0]) for track in tracks)
    return (
        f'<div class="part sounds">{choice}{players}{_sentences_html(kit, narration, language)}'
        f"{_heard_html(kit, language)}{_made_html(kit, language)}</div>"
    )


def _choice_html(tracks: Sequence[_Track], language: Language) -> str:
    buttons = "".join(
        f'<button type="button" data-hear="{track.id}" aria-pressed="{str(track is tracks[0]).lower()}">'
        f"{html.escape(track.name)}</button>"
        for track in tracks
    )
    label = html.escape(word("hear_which", language))
    return f'<div class="tracks" role="group" aria-label="{label}">{buttons}</div>'


def _track_html(kit: Kit, track: _Track, media: Mapping[str, str], language: Language, hidden: bool) -> str:
    """A player with its waveform, its files and how loud it is."""
    files = dict(_FILES[track.id])
    if track.id != SPOT and kit.music is not None:
        # The spot's files have music in them.
        files = {suffix: key for suffix, key in files.items() if not key.startswith(SPOT)}
    base = SPOT if track.id == SPOT else NARRATION
    links = [
        f'<a href="{media[key]}" download="{base}{suffix}">{html.escape(_file_name(suffix, language))}</a>'
        for suffix, key in files.items()
        if key in media
    ]
    name = html.escape(track.name)
    source = media[SPOT if track.id == SPOT else NARRATION]
    cuts = tuple(words[0].start for words in track.sentences if words)
    figures = f"{track.loudness:.1f} LUFS · {track.true_peak:.1f} dBTP"
    return (
        f'<section class="track" data-track="{track.id}" data-lead="{track.lead:.3f}"{" hidden" if hidden else ""}>'
        f'<div class="wave">{waveform_svg(track.id, track.sound, cuts[1:])}</div>'
        f'<audio controls preload="metadata" aria-label="{name}" src="{source}"><track kind="captions" '
        f'srclang="{kit.product.language}" label="{name}" src="{media[files[".vtt"]]}" default></audio>'
        f'<p class="print">{" · ".join(links)} · {figures}</p></section>'
    )


def _file_name(suffix: str, language: Language) -> str:
    if suffix in (".vtt", ".srt"):
        return word(f"captions_{suffix[1:]}", language)
    return suffix[1:].upper()


def _sentences_html(kit: Kit, narration: Narration, language: Language) -> str:
    """A button for each sentence that is heard. One that is silent has no button, but still its number."""
    errors = _sentence_errors(kit, narration)
    starts = [words[0].start for words in narration.sentences if words]
    ends = dict(zip(starts, [*starts[1:], narration.duration], strict=True))
    items = ""
    for number, words in enumerate(narration.sentences):
        if not words:
            continue
        end = min(words[-1].end + _RELEASE, ends[words[0].start])
        items += _sentence_html(narration, number, words, end, errors.get(number, 0.0) > WORST, language)
    tag = "zh-CN" if kit.product.language == "zh" else "en"
    hints = [word("sentences_hint", language), *([word("again_hint", language)] if narration.takes else [])]
    if kit.copy is not None and handed_on(kit, kit.copy).script != kit.copy.script:
        hints.append(word("left_unsaid", language))
    hint = html.escape(("" if language == "zh" else " ").join(hints))
    return (
        f'<div class="sentences"><h3>{html.escape(word("sentences", language))}</h3><p class="hint">{hint}</p>'
        f'<ol lang="{tag}">{items}</ol></div>'
    )


def _sentence_html(
    narration: Narration, number: int, words: tuple[Word, ...], end: float, misheard: bool, language: Language
) -> str:
    notice = number == 0 and narration.notice == "spoken"
    shown = sentence_number(narration, number)
    marks = f"<i>{html.escape(word('notice', language))}</i>" if notice else ""
    if misheard:
        marks += f'<i class="misheard">{html.escape(word("heard_differently", language))}</i>'
    again = ""
    if number < len(narration.takes):
        label = word("say_notice_again", language) if notice else word("say_again", language).format(shown)
        label = html.escape(label)
        again = (
            f'<button type="button" class="again" data-again="{number}" aria-label="{label}" title="{label}">↻</button>'
        )
    return (
        f'<li data-number="{number}" data-start="{words[0].start:.3f}" data-end="{end:.3f}">'
        f'<b aria-hidden="true">{"" if notice else shown}</b>'
        f'<button type="button" class="say">{_words_html(words)}</button>{marks}{again}</li>'
    )


def sentence_number(narration: Narration, number: int) -> int:
    """What a merchant calls a sentence: those of the script count from 1, with or without a notice before them."""
    return number if narration.notice == "spoken" else number + 1


def _words_html(words: tuple[Word, ...]) -> str:
    """The words of a sentence, each with its times, and between them what stands there in running text."""
    shown = ""
    for left, right in pairwise(words):
        gap = joined((left, right))[len(left.text) : -len(right.text)]
        shown += _word_html(left) + gap
    return shown + _word_html(words[-1])


def _word_html(spoken: Word) -> str:
    return f'<span data-start="{spoken.start:.2f}" data-end="{spoken.end:.2f}">{html.escape(spoken.text)}</span>'


def _sentence_errors(kit: Kit, narration: Narration) -> dict[int, float]:
    """The share of wrong words in each sentence, where somebody heard this narration."""
    asset = kit.assets.get(HEARD)
    heard = asset.payload if asset is not None else None
    if not isinstance(heard, Transcript) or len(heard.sentence_errors) != len(narration.sentences):
        return {}
    return dict(enumerate(heard.sentence_errors))


def _made_html(kit: Kit, language: Language) -> str:
    """Who spoke, and who made the music."""
    made = [NARRATION, *([MUSIC] if MUSIC in kit.parts else [])]
    return "".join(
        f'<div class="made" data-part="{part}"><b>{html.escape(word(part, language))}</b>'
        f"{state_html(kit, part, language)}</div>"
        for part in made
    )


def _heard_html(kit: Kit, language: Language) -> str:
    """What a model heard in the narration, and how far that is from the script."""
    if HEARD not in kit.parts or HEARD in kit.failures:
        return failure_html(kit.failures[HEARD], language) if HEARD in kit.failures else ""
    asset = kit.assets.get(HEARD)
    if asset is None or not isinstance(asset.payload, Transcript) or asset.payload.error_rate is None:
        return ""
    counted = word("heard_characters" if kit.product.language == "zh" else "heard_words", language)
    said = counted.format(asset.provenance.label, f"{100 * asset.payload.error_rate:.0f}")
    heard = folded_html(word("heard_text", language), asset.payload.text)
    return f'<div class="heard"><p class="print">{html.escape(said)}</p>{heard}</div>'
