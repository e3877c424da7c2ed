"""The settings to choose from, as they stand on the page."""

import pytest

from mmdemo.look import SETTINGS
from mmdemo.schema import LANGUAGES, Language
from mmdemo.ui.language import word
from mmdemo.ui.scenes import scenes_html

PICTURES = {setting: b"RIFF" for setting in SETTINGS if setting != "auto"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", PICTURES)
def test_every_setting_is_a_button_and_one_is_pressed(language: Language, chosen: str) -> None:
    page = scenes_html(PICTURES, chosen, language)
    assert page.count("<button") == len(PICTURES)
    assert page.count('aria-pressed="true"') == 1
    assert f'data-setting="{chosen}" aria-pressed="true"' in page
    assert all(f"<b>{word(f'setting_{setting}', language)}</b>" in page for setting in PICTURES)


def test_a_setting_that_is_not_among_them_presses_none() -> None:
    assert 'aria-pressed="true"' not in scenes_html(PICTURES, "auto", "en")
