"""What each file of a kit's archive must carry: marks in its metadata, words for the eye, a line under a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from mmdemo.compose.label_policy import STUDIO, LabelPolicy, policy_of
from mmdemo.compose.origins import CARD, COVER, SPOT, SYNTHETIC, VIDEO, is_merchants, origin_of
from mmdemo.compose.pack import Pack
from mmdemo.export.manifest import PHOTO, photo_path
from mmdemo.export.marks import FileKind, Mark, kind_of_path
from mmdemo.handover import MARKET_IDS, MarketId
from mmdemo.markets.picture_fix import LABELS
from mmdemo.markets.pictures import PictureSlot, read_pictures
from mmdemo.schema import Kit
from mmdemo.source_types import AigcRecord, SourceType

NO_MARK = Mark()
_NUMBER = 32  # hexadecimal digits
_WHOLE = {
    "audio/narration.wav": "narration",
    **{f"audio/spot.{kind}": SPOT for kind in ("wav", "mp3", "m4a")},
    "video/video.mp4": VIDEO,
    "video/cover.jpg": COVER,
}


@dataclass(frozen=True)
class Due:
    """What one file must carry. `kind` is None for a text, which gets `line` and no mark.

    `source` is None where the merchant put the file there: it is left as it is. `words` are drawn on pictures; a video
    was made with them. `most` are the bytes that a picture may have. `mark` has no number yet, which the file's own
    bytes give. `made_by` names the generators, `original` is the path of the photo it was made from or "".
    """

    path: str
    part: str
    kind: FileKind | None
    source: SourceType | None
    words: str = ""
    most: int | None = None
    line: str = ""
    mark: Mark = NO_MARK
    made_by: str = ""
    original: str = ""

    def numbered(self, content: str) -> Mark:
        """The mark, with the number of the content in China's label where it has one: the start of its SHA-256."""
        aigc = self.mark.aigc
        return self.mark if aigc is None else replace(self.mark, aigc=replace(aigc, produce_id=content[:_NUMBER]))


def dues_of(paths: Mapping[str, object], kit: Kit, shown: Mapping[str, str]) -> Iterator[Due]:
    """What each of these files must carry; those that nothing is asked of are left out.

    `shown` gives the part of the kit that a picture made for a marketplace shows, by its path.
    """
    for path in paths:
        policy = policy_of(kit, _market(path))
        if path == "listing.md" or path.endswith(".txt"):
            if policy.text_line:
                yield Due(path, "copy", None, origin_of(kit, "copy"), line=policy.text_line)
            continue
        kind, part = kind_of_path(path), shown.get(path) or _part(path)
        if kind is not None and part is not None:
            yield due_of(path, kind, part, policy, kit)


def due_of(path: str, kind: FileKind, part: str, policy: LabelPolicy, kit: Kit) -> Due:
    """What a picture, sound or film of one part of the kit must carry."""
    if part in kit.assets and is_merchants(kit, part):
        return Due(path, part, kind, None)
    source, made_by = origin_of(kit, part), _made_by(part, kit)
    rules = slot.rules if (slot := _slot(path)) is not None else ()
    worded = part.startswith(("image/", COVER)) and all(rule.kind != "words" for rule in rules)
    words = policy.opening if part == VIDEO else policy.words_on(source) if worded else ""
    limits = [int(rule.most) for rule in rules if rule.kind == "bytes" and rule.most is not None]
    return Due(
        path,
        part,
        kind,
        source,
        words=words,
        most=min(limits) - LABELS if limits else None,
        mark=Mark(
            source_type=source,
            aigc=AigcRecord("1", policy.producer, "") if source in SYNTHETIC else None,
            creator_tool=STUDIO if made_by == STUDIO else f"{STUDIO}: {made_by}",
            credit=policy.producer,
        ),
        made_by=made_by,
        original=_original(part, kit),
    )


def shown_in(packs: Iterable[Pack]) -> dict[str, str]:
    """The part of the kit that each picture of some packs shows, by its path in the archive."""
    return {f"markets/{pack.market.id}/{picture.name}": picture.part for pack in packs for picture in pack.pictures}


def _market(path: str) -> MarketId | None:
    """The marketplace that a file is for: "markets/taobao/1.jpg", "texts/taobao.txt"."""
    parts = PurePosixPath(path).parts
    if len(parts) > 1 and parts[0] in ("markets", "texts"):
        name = parts[1].removesuffix(".txt")
        return next((market for market in MARKET_IDS if market == name), None)
    return None


def _slot(path: str) -> PictureSlot | None:
    """The place on a marketplace that a picture was made for."""
    market, name = _market(path), PurePosixPath(path).name
    slots = () if market is None else read_pictures(market).slots
    return next((slot for slot in slots if name in map(slot.file_name, range(slot.most))), None)


def _part(path: str) -> str | None:
    if path.startswith("images/"):
        return f"image/{PurePosixPath(path).stem}"
    return CARD if path.startswith("cards/") else _WHOLE.get(path)


def _made_by(part: str, kit: Kit) -> str:
    """The generators by name, each once."""
    parts = [part]
    if part in (VIDEO, SPOT):
        parts = ["narration", "music"]
    if part in (VIDEO, COVER) and kit.video is not None:
        parts += [shot.picture for shot in kit.video.storyboard.shots]
    labels = [kit.assets[one].provenance.label for one in parts if one in kit.assets]
    return ", ".join(dict.fromkeys(labels)) or STUDIO


def _original(part: str, kit: Kit) -> str:
    if not part.startswith("image/") or kit.product.photo is None:
        return ""
    kind, _, number = part.removeprefix("image/").partition("-")
    further = kind in ("cutout", "main") and number.isdecimal()
    return photo_path(int(number)) if further else PHOTO
