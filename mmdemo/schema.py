"""The nouns of the studio: what a merchant hands in, what is asked for, what comes back.

Everything is frozen and made of plain values. Pictures and sound travel as encoded bytes, so this module needs
nothing beyond the standard library, and a `Kit` can be stored and sent between processes as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

from mmdemo.handover import AS_MADE
from mmdemo.handover import Handover as Handover
from mmdemo.look import AS_TAKEN, NO_WISHES
from mmdemo.look import Finish as Finish
from mmdemo.look import Look as Look
from mmdemo.message import LANGUAGES as LANGUAGES
from mmdemo.message import Language as Language
from mmdemo.message import Message as Message
from mmdemo.outline import UNMENDED
from mmdemo.outline import Outline as Outline
from mmdemo.picture import Logo as Logo
from mmdemo.picture import Photo as Photo
from mmdemo.picture import Picture as Picture
from mmdemo.promotion import Promotion as Promotion
from mmdemo.sound import AS_USUAL
from mmdemo.sound import Music as Music
from mmdemo.sound import Narration as Narration
from mmdemo.sound import Sound as Sound
from mmdemo.sound import Take as Take
from mmdemo.sound import Word as Word
from mmdemo.texts import NETWORKS as NETWORKS
from mmdemo.texts import Copy as Copy
from mmdemo.texts import Mail as Mail
from mmdemo.texts import Network as Network
from mmdemo.texts import Post as Post
from mmdemo.texts import Question as Question
from mmdemo.texts import Statement as Statement
from mmdemo.video import Storyboard as Storyboard
from mmdemo.video import Video as Video

Tone = Literal["friendly", "premium", "playful", "expert", "minimal"]
Modality = Literal["text", "image", "speech", "music", "vision", "hearing"]
Origin = Literal["typed", "photo", "voice", "catalogue"]

TONES: tuple[Tone, ...] = ("friendly", "premium", "playful", "expert", "minimal")
MODALITIES: tuple[Modality, ...] = ("text", "image", "speech", "music", "vision", "hearing")

AUTO = "auto"
EMBEDDED = "embedded"
SCRIPT_SECONDS = 20


@dataclass(frozen=True)
class Money:
    """An exact price. `currency` is an ISO 4217 code such as "USD"."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Fact:
    """One thing the merchant said about the product.

    `text` is the cleaned line. `name` is set where the line says so itself ("Material: oak" gives "Material"), or where
    the unit tells it; `value` is then what was said of it, else the whole line. `number` and `unit` are set where the
    value is a quantity ("350 ml" gives Decimal(350) and "ml"). `origin` is how the line came into the form.
    """

    id: str
    text: str
    value: str
    name: str | None = None
    number: Decimal | None = None
    unit: str | None = None
    origin: Origin = "typed"


@dataclass(frozen=True)
class Recording:
    """A voice note made safe by the intake: `data` is a mono 16-bit PCM WAV at `sample_rate`; `duration` in seconds."""

    data: bytes
    sample_rate: int
    duration: float


@dataclass(frozen=True)
class Product:
    """What the studio knows of one product, cleaned and split. `language` is the one the listing is written in.

    `more_photos` show the same product from other sides, in the merchant's order. `voice_sample` is not of the product:
    it is the recording in whose voice a narrator may speak.
    """

    name: str
    language: Language
    category: str = ""
    brand: str = ""
    price: Money | None = None
    facts: tuple[Fact, ...] = ()
    photo: Photo | None = None
    more_photos: tuple[Photo, ...] = ()
    voice: Recording | None = None
    logo: Logo | None = None
    voice_sample: Recording | None = None


@dataclass(frozen=True)
class Request:
    """What the merchant typed, as typed. The intake turns it into a `Product` or says what is wrong with it.

    `language=None` takes the language of the words themselves; `seed=None` draws one, which the kit then records.
    `generators` names a generator id for a modality; a modality left out means "auto". `outlines` holds what the
    merchant mended, by the part id of the cutout ("image/cutout", "image/cutout-2"). `origins` tells where those lines
    of `facts` came from that were not typed. `confirmed` are statements of the texts that rest on no fact and that the
    merchant vouches for. `script_seconds` is how long the narration should take to say, `sound` how it should sound.
    `voice_sample` is a recording of somebody who allowed that a narrator speaks with that voice; only narrators that
    clone use it. `handover` is how the files to download are written, `promotion` what a card among them offers.
    """

    name: str = ""
    category: str = ""
    price: str = ""
    brand: str = ""
    facts: tuple[str, ...] = ()
    photo: Path | bytes | None = None
    more_photos: tuple[Path | bytes, ...] = ()
    voice: Path | bytes | None = None
    tone: Tone = "friendly"
    look: Look = NO_WISHES
    language: Language | None = None
    seed: int | None = None
    scenario: str = "listing"
    generators: Mapping[Modality, str] = field(default_factory=dict)
    finish: Finish = AS_TAKEN
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    logo: Path | bytes | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)
    confirmed: tuple[str, ...] = ()
    script_seconds: int = SCRIPT_SECONDS
    sound: Sound = AS_USUAL
    voice_sample: Path | bytes | None = None
    handover: Handover = AS_MADE
    promotion: Promotion | None = None


@dataclass(frozen=True)
class Reading:
    """What was seen in a photo: `facts` to offer to the merchant, in the words of the listing's language.

    `caption` is the model's own sentence and `lines` the lettering it read, both as they came.
    """

    caption: str
    lines: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Transcript:
    """What was heard. `segments` have times in seconds; `facts` are offered to the merchant.

    `error_rate` is the share of wrong words against the text that should have been said, where there was one, and
    `sentence_errors` the same for each of its sentences.
    """

    text: str
    language: Language
    segments: tuple[Word, ...]
    facts: tuple[str, ...] = ()
    error_rate: float | None = None
    sentence_errors: tuple[float, ...] = ()


Payload = Copy | Picture | Narration | Music | Reading | Transcript


@dataclass(frozen=True)
class Brief:
    """One part to make. `part` is its id in the kit ("image/main"), `kind` what to make ("main").

    `needs` names the parts it builds on; the pipeline puts their payloads into `inputs` before a generator sees it. An
    `optional` part is left out of the plan where no generator on this machine makes it. `takes` counts for each
    sentence of a narration how often it was asked for again; sentences of the `earlier` narration with the same take
    are kept. `sample` is a recording of somebody who allowed that a narrator speaks with that voice.
    """

    part: str
    modality: Modality
    kind: str
    product: Product
    tone: Tone
    needs: tuple[str, ...] = ()
    inputs: Mapping[str, Payload] = field(default_factory=dict)
    look: Look = NO_WISHES
    optional: bool = False
    finish: Finish = AS_TAKEN
    outline: Outline = UNMENDED
    script_seconds: int = SCRIPT_SECONDS
    sound: Sound = AS_USUAL
    takes: tuple[int, ...] = ()
    earlier: Narration | None = None
    sample: Recording | None = None


@dataclass(frozen=True)
class Provenance:
    """Who made a part, from what, and how.

    `reason` says why `used` differs from `requested`, or why the part was made smaller. `options` is what the generator
    wrote down of its settings (steps, size, prompt, its own seed). `take` counts how often the merchant asked for the
    part again; it enters the seed. `seconds` is shown and logged but never exported, so that the same request gives the
    same bytes. `edited` is true once the merchant changed it.
    """

    requested: str
    used: str
    label: str
    device: str
    seed: int
    take: int
    seconds: float
    model: str
    revision: str
    licence: str
    input_digest: str
    reason: Message | None = None
    edited: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asset:
    """A finished part with its provenance."""

    part: str
    payload: Payload
    provenance: Provenance


@dataclass(frozen=True)
class Failure:
    """A part that could not be made, and why, in the merchant's words. It can be asked for again."""

    part: str
    requested: str
    message: Message
    take: int = 0


@dataclass(frozen=True)
class Kit:
    """A listing in the making: the planned `parts` in order, and for each an asset, a failure, or nothing yet."""

    request: Request
    product: Product
    seed: int
    parts: tuple[str, ...]
    assets: Mapping[str, Asset] = field(default_factory=dict)
    failures: Mapping[str, Failure] = field(default_factory=dict)
    video: Video | None = None

    @property
    def complete(self) -> bool:
        """True when every planned part was made."""
        return all(part in self.assets for part in self.parts)

    @property
    def copy(self) -> Copy | None:
        asset = self.assets.get("copy")
        return asset.payload if asset is not None and isinstance(asset.payload, Copy) else None

    @property
    def narration(self) -> Narration | None:
        asset = self.assets.get("narration")
        return asset.payload if asset is not None and isinstance(asset.payload, Narration) else None

    @property
    def music(self) -> Music | None:
        asset = self.assets.get("music")
        return asset.payload if asset is not None and isinstance(asset.payload, Music) else None

    @property
    def pictures(self) -> dict[str, Picture]:
        """The pictures made so far by part id, in the planned order."""
        found = {part: self.assets[part].payload for part in self.parts if part in self.assets}
        return {part: payload for part, payload in found.items() if isinstance(payload, Picture)}


def digest(data: bytes) -> str:
    """SHA-256 of some bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
