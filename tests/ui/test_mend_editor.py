"""What a browser says of the drawing it uploaded: hostile until it is looked at."""

import time
from pathlib import Path

import pytest
from gradio.utils import get_upload_folder

from mmdemo.intake.outline import MAX_BYTES
from mmdemo.ui.mend_editor import painted_layer
from mmdemo.ui.session import Session


@pytest.fixture
def upload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    folder = Path(get_upload_folder()) / "0f1e2d"
    folder.mkdir(parents=True)
    return folder


def test_a_layer_comes_as_it_is_and_a_large_one_cut_short(upload: Path) -> None:
    layer = upload / "layer_0.png"
    layer.write_bytes(b"a drawing")
    assert painted_layer(f"{layer}\n\n") == b"a drawing"
    layer.write_bytes(bytes(MAX_BYTES + 9))
    read = painted_layer(f"{layer}\n\n")
    assert read is not None
    assert len(read) == MAX_BYTES + 1


def test_nothing_is_kept(upload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mmdemo.ui.session._STILL_SHOWN", 0)
    files = [upload / f"{name}.png" for name in ("layer_0", "background", "composite")]
    for file in files:
        file.write_bytes(b"a drawing")
    painted_layer("\n".join(map(str, files)))
    for _ in range(100):
        if not any(file.exists() for file in files):
            break
        time.sleep(0.05)
    assert list(upload.iterdir()) == []


@pytest.mark.parametrize(
    "said",
    ["", "\n\n", "/etc/hostname", "../../etc/hostname", "a\0b", "x" * 5000, "\n".join("abcdef"), "😀\n\ud800\n", "."],
)
def test_whatever_is_no_upload_counts_as_a_drawing_that_did_not_arrive(upload: Path, said: str) -> None:
    assert painted_layer(said) is None


def test_the_folder_of_uploads_itself_and_a_file_of_a_session_are_no_drawing(upload: Path) -> None:
    assert painted_layer(str(upload)) is None
    session = Session()
    kept = session.folder / "photo.png"
    kept.write_bytes(b"the photo of another merchant")
    assert painted_layer(str(kept)) is None
    assert kept.exists()
