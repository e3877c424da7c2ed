"""What happens at the form before anything is made: a photo comes or goes, an example fills it, the language turns."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path

import gradio as gr

from mmdemo.errors import InputError
from mmdemo.registry import Registry
from mmdemo.schema import Kit, Language
from mmdemo.ui.brand import picker_html
from mmdemo.ui.cards import task_html
from mmdemo.ui.examples import examples
from mmdemo.ui.files import KeptPhoto, keep_photo
from mmdemo.ui.form import Form, category_choices
from mmdemo.ui.here import generator_choices, hearing_html, look_html
from mmdemo.ui.language import Words, as_language, word
from mmdemo.ui.session import Session, States, forget, press_stop
from mmdemo.ui.typed import MAKERS
from mmdemo.ui.view import Updates, View


@dataclass(frozen=True)
class FormHandlers:
    """Each handler returns a dictionary of changed components."""

    view: View
    states: States
    words: Words
    registry: Registry

    def take_photo(
        self, upload: str | None, session: Session | None, page_language: str, reading: threading.Event | None
    ) -> Updates:
        """Check an uploaded first photo at once and keep only its cleaned copy.

        Further photos stay in their order when it is taken away or replaced: while it is away they count from 1.
        """
        session = session or Session()
        if upload is None:
            press_stop(reading)
            return self._reading_anew(False) | {self.states.session: replace(session, photo=None)}
        try:
            taken = self.show_photo(session, keep_photo(Path(upload), session.folder)) | self.view.problem("")
            press_stop(reading)
        except InputError as error:
            # The photo that was there before stays.
            before = None if session.photo is None else str(session.photo.preview)
            return {self.states.session: session, self.view.form.photo: before} | self.view.problem(
                error.text(as_language(page_language))
            )
        finally:
            forget(upload)
        return taken

    def take_example(
        self, index: int, session: Session | None, listing_language: str, reading: threading.Event | None
    ) -> Updates:
        """Fill the form with an example product in the language of the listing. It has one photo."""
        example = examples()[index]
        fields = example.fields[as_language(listing_language)]
        form = self.view.form
        press_stop(reading)
        session = session or Session()
        return self.show_photo(session, keep_photo(Path(example.photo), session.folder)) | {
            self.states.more_photos: (),
            form.more_photos.said: task_html(""),
            form.name: fields["name"],
            form.category: fields["category"],
            form.price: fields["price"],
            form.brand: fields["brand"],
            form.facts: "\n".join(fields["facts"]),
            form.problem: "",
        }

    def greet(self, page_language: str) -> Updates:
        """What gradio's own labels cannot say, when a page opens: they speak the browser's language already."""
        language = as_language(page_language)
        return (
            self._spoken(language, untouched=True)
            | self.view.parts(None, None, {}, language, busy=False)
            | self.view.steps(language, word("ready", language), "idle", {})
        )

    def speak(self, page_language: str, kit: Kit | None, session: Session | None, name: str) -> Updates:
        """Relabel the page; what was typed and made stays. An untouched form switches its listing language too."""
        language = as_language(page_language)
        media = self.view.media(kit, session)
        updates = self.words.updates(language) | self.view.parts(kit, kit, media, language, busy=False)
        updates |= self.view.problem("") | {self.view.form.more_photos.said: task_html("")}
        updates |= self._spoken(language, untouched=not name.strip())
        if kit is None:
            return updates | self.view.steps(language, word("ready", language), "idle", {})
        return updates | self.view.finished(kit, language)

    def _spoken(self, language: Language, untouched: bool) -> Updates:
        form = self.view.form
        updates = machine_updates(form, self.registry, language)
        updates[form.category] = gr.update(choices=category_choices(language), label=word("category", language))
        updates |= {
            button: gr.update(value=example.fields[language]["name"])
            for button, example in zip(form.examples, examples(), strict=True)
        }
        if untouched:
            updates[form.language] = gr.update(value=language, label=word("listing_language", language))
        return updates

    def show_photo(self, session: Session, photo: KeptPhoto) -> Updates:
        """Put a photo in the first place."""
        return self._reading_anew(True) | {
            self.states.session: replace(session, photo=photo),
            self.view.form.photo: str(photo.preview),
        }

    def _reading_anew(self, there_is_a_photo: bool) -> Updates:
        """What was read in another photo goes."""
        panel = self.view.form.reading
        return {
            panel.start: gr.update(interactive=there_is_a_photo),
            panel.status: task_html(""),
            panel.facts: gr.update(visible=False),
            panel.add: gr.update(visible=False),
        }


def machine_updates(form: Form, registry: Registry, language: Language) -> Updates:
    """Whatever in the form depends on which models are here."""
    missing = hearing_html(registry, language)
    updates: Updates = {
        form.look.print: look_html(registry, language),
        form.look.brand.picker: picker_html(language),
        form.dictation.box: gr.update(visible=not missing),
        form.dictation.missing: gr.update(value=missing, visible=bool(missing)),
    }
    for name, maker in form.makers.items():
        choices = generator_choices(registry, MAKERS[name], language)
        updates[maker] = gr.update(choices=choices, label=word(name, language))
    return updates
