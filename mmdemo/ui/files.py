"""The files a browser may fetch: one folder a session under gradio's cache, named by chance, swept when it ends."""

from __future__ import annotations

import logging
import re
import shutil
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from gradio.utils import get_upload_folder

from mmdemo.compose.label_policy import policy_of
from mmdemo.compose.page import CAPTIONS
from mmdemo.compose.picture import web_picture
from mmdemo.compose.spot import cover_of, spot_files
from mmdemo.errors import GenerationError
from mmdemo.export.archive import kit_zip
from mmdemo.export.labelling import labelled_alone
from mmdemo.export.manifest import picture_path
from mmdemo.export.video_files import video_files
from mmdemo.intake.outline import photos_of
from mmdemo.intake.photo import photo_file, read_photo
from mmdemo.processing.audio.captions import captions_srt, captions_vtt
from mmdemo.schema import Kit, Logo, digest

log = logging.getLogger(__name__)

PHOTO, LOGO = "photo-", "logo-"
SOURCE = "source"
"""The key of the photo that a kit was made from."""

_STILL_FETCHED = 120.0  # seconds for a browser to fetch a picture that was replaced meanwhile
_OLD = 24 * 3600  # seconds after which a folder left by an earlier process is removed
_VIDEO_KEYS = {".mp4": "video", ".jpg": "video/cover"}
_UNSAFE = re.compile(r"[^\w\-]+")


@dataclass(frozen=True)
class KeptPhoto:
    """A photo as the intake left it, and a small copy of it for the page."""

    file: Path
    preview: Path

    @property
    def key(self) -> str:
        """Its name among the photos of a tab: the same photo has the same."""
        return self.file.stem


def _root() -> Path:
    return Path(get_upload_folder()) / "studio"


def new_folder() -> Path:
    """A folder for one session. Its name cannot be guessed; whoever knows it may read what lies inside."""
    _sweep()
    folder = _root() / uuid.uuid4().hex
    folder.mkdir(parents=True)
    return folder


def _sweep() -> None:
    """Remove folders whose session ended without a word, here or in an earlier process."""
    for folder in _root().glob("*"):
        with suppress(FileNotFoundError):  # another session sweeps beside us
            if time.time() - folder.stat().st_mtime > _OLD:
                shutil.rmtree(folder, ignore_errors=True)


def uploaded(path: str) -> bool:
    """Whether a path that a browser named is a file it uploaded, and not one of ours."""
    folder = Path(get_upload_folder()).resolve()
    return folder in Path(path).resolve().parents and _root().resolve() not in Path(path).resolve().parents


def address(path: Path) -> str:
    """Where the browser finds a file of a session."""
    return f"gradio_api/file={quote(str(path))}"


def keep_photo(source: Path, folder: Path) -> KeptPhoto:
    """Check a photo and write its cleaned copy: the original may say where it was taken.

    Raises:
        InputError: the photo cannot be used (`field="photo"`).
    """
    photo = read_photo(source)
    data = photo_file(photo)
    name = f"{PHOTO}{digest(data)[:12]}"
    kept = KeptPhoto(folder / f"{name}.png", folder / f"{name}.webp")
    kept.file.write_bytes(data)
    # The copy stands on white, also where the photo is see-through: on a dark page a dark product would be lost.
    kept.preview.write_bytes(web_picture(photo.data))
    return kept


def keep_logo(logo: Logo, folder: Path) -> Path:
    """Write a logo's cleaned copy."""
    path = folder / f"{LOGO}{digest(logo.data)[:12]}.png"
    path.write_bytes(logo.data)
    return path


def source_key(part: str) -> str:
    """The key of the photo that a cutout was made from: `SOURCE` for the first, "source-2" for the next."""
    return SOURCE + part.removeprefix("image/cutout")


def write_media(kit: Kit, folder: Path) -> dict[str, Path]:
    """Write the kit's media once, named by content.

    Keys: part ids, "full/" + part id, `CAPTIONS`, `source_key`s; "narration/srt"; "spot" and "spot/" + kind of file;
    "video", "video/cover", "video/vtt" and "video/srt". All but the small pictures of the page are labelled as in the
    archive, for they are taken from the page too.
    """
    files: dict[str, tuple[str, bytes, Callable[[bytes], bytes]]] = {}

    def add(key: str, path: str, data: bytes) -> None:
        files[key] = (path[path.rindex(".") :], data, lambda made: labelled_alone({path: made}, kit)[path])

    for part, picture in kit.pictures.items():
        files[part] = (".webp", picture.data, web_picture)
        add(f"full/{part}", picture_path(part), picture.data)
    for part, photo in photos_of(kit.product).items():
        files[source_key(part)] = (".webp", photo.data, web_picture)
    if kit.narration is not None:
        add("narration", "audio/narration.wav", kit.narration.data)
        files[CAPTIONS] = (".vtt", captions_vtt(kit.narration).encode(), bytes)
        files["narration/srt"] = (".srt", captions_srt(kit.narration).encode(), bytes)
        for path, data in _spot(kit).items():
            suffix = path[path.rindex(".") :]
            add("spot" if suffix == ".mp3" else f"spot/{suffix[1:]}", path, data)
    for path, data in video_files(kit).items():
        suffix = path[path.rindex(".") :]
        add(_VIDEO_KEYS.get(suffix, f"video/{suffix[1:]}"), path, data)
    paths: dict[str, Path] = {}
    labels = repr(policy_of(kit)).encode()
    for key, (suffix, data, written_as) in files.items():
        # The same picture is another file when its labels are others.
        content = digest(data) if suffix == ".webp" else digest(digest(data).encode() + labels)
        paths[key] = folder / f"{key.replace('/', '-')}-{content[:12]}{suffix}"
        if paths[key].exists():
            paths[key].touch()
        else:
            paths[key].write_bytes(written_as(data))
    return paths


def _spot(kit: Kit) -> dict[str, bytes]:
    """The files of the spot, or none of them where FFmpeg cannot be had: the page goes on without."""
    try:
        return spot_files(kit, cover_of(kit))
    except GenerationError as error:
        log.warning("no audio spot: %s", error)
        return {}


def write_zip(kit: Kit, folder: Path) -> Path:
    """The kit's archive under a name a merchant recognises."""
    name = _UNSAFE.sub("-", kit.product.name).strip("-").lower()[:40] or "listing"
    archive = kit_zip(kit)
    path = folder / f"zip-{digest(archive)[:12]}" / f"{name}.zip"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(archive)
    return path


def newest_zip(folder: Path) -> Path | None:
    """The download that a session's folder holds now, if any."""
    return max(folder.glob("zip-*/*.zip"), key=lambda path: path.stat().st_mtime_ns, default=None)


def drop_stale(folder: Path, kept: set[Path]) -> None:
    """Remove what was made for an earlier kit. Photos and logos stay: one may just have been uploaded for the next.

    What was shown within the last `_STILL_FETCHED` seconds stays too: a slow browser may only now ask for it.
    """
    for path in folder.rglob("*.*"):
        if path not in kept and not path.name.startswith((PHOTO, LOGO)):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _STILL_FETCHED:
                    path.unlink()
