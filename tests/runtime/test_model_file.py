"""Models that rembg fetches: where they lie, whether they are whole, and fetching one after it was asked for."""

import functools
import gc
import inspect
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mmdemo.errors import GeneratorUnavailable
from mmdemo.generators import GeneratorSpec
from mmdemo.registry import installed
from mmdemo.runtime.model_file import ModelFile
from tests.rembg_models import file_of, laid, needs_rembg

SETTINGS = ("U2NET_HOME", "REMBG_HOME", "XDG_DATA_HOME")
DATA = b"weights " * 1000
WHOLE = file_of("isnet-general-use", DATA)
SPECS = [spec for spec in installed().specs() if spec.file is not None]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without models of rembg, where nothing forbids the network."""
    for setting in (*SETTINGS, "HF_HUB_OFFLINE", "MMDEMO_OFFLINE"):
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder, and the address under which its files can be fetched."""
    folder = tmp_path_factory.mktemp("served")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetched_from(monkeypatch: pytest.MonkeyPatch):
    """Lets rembg fetch its model, by its own library, from another address than its own."""
    needs_rembg()
    import pooch
    from rembg.sessions import sessions

    def fetch(address: str, md5: str) -> None:
        class Elsewhere(sessions[WHOLE.name]):
            @classmethod
            def download_models(cls) -> str:
                return pooch.retrieve(address, f"md5:{md5}", fname=f"{WHOLE.name}.onnx", path=cls.model_dir())

        monkeypatch.setitem(sessions, WHOLE.name, Elsewhere)

    return fetch


def refused(file: ModelFile, work: str = "pull") -> str:
    with pytest.raises(GeneratorUnavailable) as caught:
        getattr(file, work)()
    assert caught.value.text("zh") != str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "settings", [{}, *({name: "there"} for name in SETTINGS), dict.fromkeys(SETTINGS, "there")], ids=str
)
@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.id)
def test_a_model_is_looked_for_where_rembg_looks(spec, settings: dict[str, str], home: Path, monkeypatch) -> None:
    needs_rembg()
    from rembg.sessions import sessions

    session = sessions[spec.model]
    for number, (name, folder) in enumerate(settings.items()):
        monkeypatch.setenv(name, str(home / f"{folder}{number}"))
    assert str(spec.file.path.parent) == session.model_dir()
    older = Path(session.legacy_home()) / spec.file.path.name
    older.parent.mkdir(parents=True, exist_ok=True)
    older.write_bytes(b"older")
    assert str(spec.file.path) == session.resolve_existing(older.name) == str(older)
    Path(session.model_dir()).mkdir(parents=True)
    (Path(session.model_dir()) / older.name).write_bytes(b"newer")
    assert str(spec.file.path) == session.resolve_existing(older.name) != str(older)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.id)
def test_the_hash_is_the_one_that_rembg_knows(spec: GeneratorSpec) -> None:
    needs_rembg()
    from rembg.sessions import sessions

    assert spec.file is not None
    assert f'"md5:{spec.file.md5}"' in inspect.getsource(sessions[spec.model].download_models)


def test_a_missing_model_is_said_with_its_size_and_the_command() -> None:
    missing = WHOLE.lacks("IS-Net")
    assert WHOLE.state == "absent"
    assert missing is not None
    assert missing.en == (
        "IS-Net needs its weights first (0.0 MB to download): python -m mmdemo models pull isnet-general-use"
    )
    assert "models pull isnet-general-use" in missing.zh
    assert "cannot be read" in refused(WHOLE, "checked")


def test_a_whole_model_is_taken() -> None:
    laid(WHOLE, DATA)
    assert (WHOLE.state, WHOLE.lacks("IS-Net")) == ("present", None)
    assert WHOLE.checked() == WHOLE.path == WHOLE.pull()


@pytest.mark.parametrize(("data", "state"), [(DATA[:-1], "partial"), (DATA[:-1] + b"?", "present")])
def test_a_damaged_model_is_not(data: bytes, state: str) -> None:
    laid(WHOLE, data)
    assert WHOLE.state == state
    assert "damaged or only partly fetched. Fetch them: python -m mmdemo models pull" in refused(WHOLE, "checked")


def test_offline_nothing_is_fetched_and_nothing_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    laid(WHOLE, b"damaged")
    monkeypatch.setenv("MMDEMO_OFFLINE", "1")
    assert "The network is switched off here (MMDEMO_OFFLINE" in refused(WHOLE)
    assert WHOLE.path.read_bytes() == b"damaged"


def test_a_disk_without_room_is_said_before() -> None:
    needs_rembg()
    assert "900000.0 GB of disk" in refused(ModelFile(WHOLE.name, 900_000 * 10**9, WHOLE.md5))


def test_a_model_is_fetched_in_the_place_of_a_damaged_one(serving, fetched_from) -> None:
    folder, address = serving
    (folder / "model.onnx").write_bytes(DATA)
    fetched_from(f"{address}/model.onnx", WHOLE.md5)
    laid(WHOLE, b"damaged")
    assert WHOLE.pull() == WHOLE.path
    assert WHOLE.path.read_bytes() == DATA


def test_what_arrives_garbled_is_thrown_away(serving, fetched_from) -> None:
    folder, address = serving
    (folder / "model.onnx").write_bytes(b"another")
    fetched_from(f"{address}/model.onnx", WHOLE.md5)
    assert "did not arrive as rembg knows it" in refused(WHOLE)
    assert not list(WHOLE.path.parent.iterdir())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pooch leaves a refusal's socket open
def test_a_refusal_is_said(serving, fetched_from) -> None:
    fetched_from(f"{serving[1]}/nothing.onnx", WHOLE.md5)
    assert "refused there" in refused(WHOLE)
    gc.collect()


def test_without_a_connection_rembgs_own_fetch_is_said_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    needs_rembg()
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert "There is no way to where rembg fetches" in refused(WHOLE)


def test_a_disk_that_cannot_be_written_to_is_said(home: Path, fetched_from, serving) -> None:
    folder, address = serving
    (folder / "model.onnx").write_bytes(DATA)
    fetched_from(f"{address}/model.onnx", WHOLE.md5)
    (home / ".rembg").write_bytes(b"a file where a folder must be")
    assert "cannot be written to disk" in refused(WHOLE)
