"""Further photos: their order, and what happens when they come and go."""

import gc
import re
import warnings
from collections.abc import Callable
from pathlib import Path

import gradio as gr
import pytest

from mmdemo.picture import MOST_PHOTOS
from mmdemo.registry import installed
from mmdemo.schema import LANGUAGES, Language
from mmdemo.ui.files import KeptPhoto, keep_photo
from mmdemo.ui.form import build_form
from mmdemo.ui.form_handlers import FormHandlers
from mmdemo.ui.language import Words, word
from mmdemo.ui.more_photo_handlers import MorePhotoHandlers
from mmdemo.ui.more_photos import arranged, in_order, strip_html
from mmdemo.ui.photo_input import Upload
from mmdemo.ui.results import build_results
from mmdemo.ui.session import Session, build_states
from mmdemo.ui.view import Updates, View
from tests.conftest import draw_photo

FRONT, BACK, SIDE, DETAIL = (KeptPhoto(Path(f"{name}.png"), Path(f"{name}.webp")) for name in "abcd")
MORE = (BACK, SIDE, DETAIL)


@pytest.mark.parametrize(
    ("key", "action", "first", "more"),
    [
        ("c", "earlier", FRONT, (SIDE, BACK, DETAIL)),
        ("c", "later", FRONT, (BACK, DETAIL, SIDE)),
        ("c", "remove", FRONT, (BACK, DETAIL)),
        ("b", "earlier", BACK, (FRONT, SIDE, DETAIL)),
        ("d", "later", FRONT, MORE),
        ("a", "remove", FRONT, MORE),
        ("b", "burn", FRONT, MORE),
        (None, None, FRONT, MORE),
    ],
)
def test_photos_are_put_in_order(key: str, action: str, first: KeptPhoto, more: tuple[KeptPhoto, ...]) -> None:
    assert arranged(FRONT, MORE, key, action) == (first, more)


def test_an_empty_first_place_is_taken_by_the_one_that_moves_there() -> None:
    assert arranged(None, MORE, "b", "earlier") == (BACK, (SIDE, DETAIL))
    assert in_order(Session(), MORE) == MORE
    assert in_order(Session(photo=FRONT), MORE) == (FRONT, *MORE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("first", "numbers"), [(FRONT, ["2", "3", "4"]), (None, ["1", "2", "3"])])
def test_the_strip_counts_them_and_names_every_button(
    language: Language, first: KeptPhoto | None, numbers: list[str]
) -> None:
    strip = strip_html(Session(photo=first), MORE, language)
    assert re.findall(r"<b aria-hidden=\"true\">(\d)</b>", strip) == numbers
    assert re.findall(r'data-photo="(.)"', strip) == ["b", "c", "d"]
    labels = re.findall(r'aria-label="([^"]+)"', strip)
    assert labels[0] == word("photo_first", language).format(numbers[0])
    assert labels[-1] == word("photo_remove", language).format(numbers[-1])
    assert len(set(labels)) == 9
    assert strip.count(" disabled") == 1


def test_there_is_no_strip_without_further_photos() -> None:
    assert strip_html(None, (), "en") == strip_html(Session(photo=FRONT), (), "en") == ""


@pytest.fixture(scope="module")
def handlers() -> MorePhotoHandlers:
    words, registry = Words(), installed()
    with warnings.catch_warnings():
        # Gradio leaves event loops unclosed where it lays out a page; collected here, and not in the middle of a test.
        warnings.simplefilter("ignore", ResourceWarning)
        with gr.Blocks():
            language = gr.Radio(LANGUAGES)
            view = View(build_form(words, registry), build_results(words), language)
            built = MorePhotoHandlers(FormHandlers(view, build_states(), words, registry))
        gc.collect()
    return built


@pytest.fixture
def upload(temporary: Path) -> Callable[[str, int], Upload]:
    def one(name: str, width: int) -> Upload:
        path = temporary / "uploads" / name
        path.parent.mkdir(exist_ok=True)
        draw_photo(width, 360).save(path)
        return Upload(str(path), name)

    return one


def added(
    handlers: MorePhotoHandlers,
    given: list[Upload],
    session: Session,
    more: tuple[KeptPhoto, ...],
    language: str,
) -> Updates:
    arrived = handlers.read(given, session, language)[handlers.panel.arrived]
    return handlers.join(arrived, session, more, language)


def test_good_photos_stay_and_the_bad_one_is_named(
    handlers: MorePhotoHandlers, upload: Callable[[str, int], Upload], temporary: Path
) -> None:
    notes = temporary / "notes.jpg"
    notes.write_text("no photo")
    session = Session()
    given = [upload("back.png", 440), Upload(str(notes), "<b>notes.jpg"), upload("side.png", 480)]
    updates = added(handlers, given, session, (), "zh")
    kept = updates[handlers.form.states.more_photos]
    assert [photo.file.parent for photo in kept] == [session.folder] * 2
    said = updates[handlers.panel.said]
    assert "&lt;b&gt;notes.jpg：无法识别这个文件" in said
    assert 'role="alert"' in said


def test_those_beyond_the_last_place_and_those_that_are_there_are_left_out(
    handlers: MorePhotoHandlers, upload: Callable[[str, int], Upload]
) -> None:
    photos = [upload(f"{width}.png", width) for width in range(400, 640, 40)]
    session = Session()
    session = Session(session.folder, keep_photo(Path(photos[0].path), session.folder))
    updates = added(handlers, [*photos[:4], photos[1], *photos[4:]], session, (), "en")
    assert len(updates[handlers.form.states.more_photos]) == MOST_PHOTOS - 1
    said = updates[handlers.panel.said]
    assert "400.png: this photo is here already." in said
    assert "440.png: this photo is here already." in said
    assert "At most 5 photos of one product fit. Left out: 600.png." in said


def test_what_changed_while_they_were_read_holds(
    handlers: MorePhotoHandlers, upload: Callable[[str, int], Upload]
) -> None:
    session = Session()
    arrived = handlers.read([upload("back.png", 440)], session, "en")[handlers.panel.arrived]
    updates = handlers.join(arrived, session, (SIDE,), "en")  # BACK and DETAIL were removed meanwhile
    assert updates[handlers.form.states.more_photos] == (SIDE, arrived.photos[0][1])
    assert updates[handlers.panel.arrived].photos == ()


def test_an_upload_without_end_is_not_read_to_its_end(
    handlers: MorePhotoHandlers, upload: Callable[[str, int], Upload]
) -> None:
    session = Session()
    one = upload("same.png", 440)
    arrived = handlers.read([one] * 40, session, "en")[handlers.panel.arrived]
    assert sum(photo is not None for _, photo in arrived.photos) == 2 * MOST_PHOTOS


def test_a_photo_that_moves_to_the_first_place_is_shown_there(handlers: MorePhotoHandlers) -> None:
    clicked = gr.EventData(None, {"photo": "b", "action": "earlier"})
    updates = handlers.arrange(Session(photo=FRONT), MORE, "en", None, clicked)
    assert updates[handlers.form.states.session].photo == BACK
    assert updates[handlers.form.view.form.photo] == "b.webp"
    assert updates[handlers.form.states.more_photos] == (FRONT, SIDE, DETAIL)
    assert "It is photo 1 now." in updates[handlers.panel.said]


@pytest.mark.parametrize(
    ("first", "more", "open_"),
    [(None, (), False), (FRONT, (), True), (None, MORE, True), (FRONT, (*MORE, BACK), False)],
)
def test_the_button_is_open_while_there_is_a_photo_and_a_place(
    handlers: MorePhotoHandlers, first: KeptPhoto | None, more: tuple[KeptPhoto, ...], open_: bool
) -> None:
    assert handlers.show(Session(photo=first), more, "en")[handlers.panel.add]["interactive"] is open_


def test_an_example_has_one_photo(handlers: MorePhotoHandlers) -> None:
    updates = handlers.form.take_example(0, Session(photo=FRONT), "en", None)
    assert updates[handlers.form.states.more_photos] == ()


def test_a_first_photo_that_goes_leaves_the_others(handlers: MorePhotoHandlers) -> None:
    updates = handlers.form.take_photo(None, Session(photo=FRONT), "en", None)
    assert updates[handlers.form.states.session].photo is None
    assert handlers.form.states.more_photos not in updates
