"""From what stands in the form to a request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mmdemo.errors import InputError
from mmdemo.intake.seed import read_seed
from mmdemo.processing.text.clean import clean_line
from mmdemo.schema import AUTO, SCRIPT_SECONDS, Finish, Look, Modality, Origin, Request, Sound
from mmdemo.sound import ANY_VOICE
from mmdemo.ui.language import as_language

MAKERS: dict[str, Modality] = {"writer": "text", "painter": "image", "narrator": "speech"}
"""The inputs that name a generator, and what it makes."""

HEARD_FIELDS = ("narrator", "narrator_voice", "pace", "mood", "tempo", "key", "notice")
"""The inputs that a narration or music depends on when it is made again."""


_TYPED: Mapping[str, Origin] = MappingProxyType({})


def typed_request(
    typed: Mapping[str, Any],
    photos: Sequence[Path],
    logo: Path | None = None,
    origins: Mapping[str, Origin] = _TYPED,
) -> Request:
    """The request for the photos in order, the logo, and what a browser sent of each input, by its name.

    It sends None for some that are empty. `origins` tells of lines that were added to the facts where they came from;
    one that no longer stands there as it was is left out.

    Raises:
        InputError: the seed is no seed (`field="seed"`), or nobody ticked that a voice may be used
            (`field="voice_sample"`).
    """
    facts = tuple((typed["facts"] or "").splitlines())
    standing = {clean_line(line) for line in facts}
    return Request(
        name=typed["name"] or "",
        category=typed["category"] or "",
        price=typed["price"] or "",
        brand=typed["brand"] or "",
        facts=facts,
        photo=photos[0] if photos else None,
        more_photos=tuple(photos[1:]),
        tone=typed["tone"],
        look=Look(
            setting=typed["setting"],
            season=typed["season"],
            market=typed["market"],
            variations=int(typed["variations"] or 1),
            enlarge=bool(typed["enlarge"]),
            idea=typed["idea"] or "",
            banners=bool(typed["banners"]),
            brand_colour=typed["brand_colour"] or "",
            badge=typed["badge"] or "",
        ),
        logo=logo,
        origins={line: origin for line, origin in origins.items() if line in standing},
        finish=chosen_finish(typed["finish"]),
        language=as_language(typed["language"]),
        seed=read_seed(typed["seed"] or ""),
        script_seconds=int(typed["script_seconds"] or SCRIPT_SECONDS),
        sound=typed_sound(typed),
        voice_sample=_lent_voice(typed),
        generators={modality: typed[name] or AUTO for name, modality in MAKERS.items()},
    )


def typed_sound(typed: Mapping[str, Any]) -> Sound:
    """What is wished of the sound: the fields named in `HEARD_FIELDS`."""
    return Sound(
        voice=typed["narrator_voice"] or ANY_VOICE,
        pace=typed["pace"],
        mood=typed["mood"],
        tempo=typed["tempo"],
        key=typed["key"],
        notice=typed["notice"],
    )


def chosen_finish(ticked: Sequence[str] | None) -> Finish:
    """The finish for what is ticked in its group."""
    return Finish(**{name: name in (ticked or ()) for name in ("white_balance", "sharpen")})


def _lent_voice(typed: Mapping[str, Any]) -> Path | None:
    if not typed["voice_sample"]:
        return None
    if not typed["voice_allowed"]:
        raise InputError(
            "Whose voice is it? Tick below the recording that you may have it copied, or remove the recording.",
            "请确认声音的使用权：在录音下方勾选您有权复制该声音，或移除这段录音。",
            field="voice_sample",
        )
    return Path(typed["voice_sample"])
