"""What stands under a cutout: how far it can be trusted, who mended it, and the other outlines."""

from dataclasses import replace

import numpy as np
import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.outline import Outline
from mmdemo.processing.image.arrays import encode
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, LANGUAGES, Language
from mmdemo.ui.language import word
from mmdemo.ui.mend_cards import CUTOUT, judgement_html

PAINTED = encode(np.full((48, 64), 255, np.uint8))


@pytest.fixture(scope="module")
def kit(photo: bytes) -> Kit:
    registry = Registry(found for found in installed().specs() if found.id == EMBEDDED)
    return make_kit(Request(name="Mug", facts=("350 ml",), photo=photo, seed=1), registry=registry)


def judged(kit: Kit, language: Language, mended: Outline | None = None) -> str:
    request = replace(kit.request, outlines={} if mended is None else {CUTOUT: mended})
    return judgement_html(replace(kit, request=request), CUTOUT, kit.pictures[CUTOUT], language)


def trusted(kit: Kit, language: Language) -> str:
    return word(f"confidence_{kit.pictures[CUTOUT].confidence}", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outline_is_judged_until_it_is_painted_or_picked(kit: Kit, language: Language) -> None:
    said = judged(kit, language)
    assert trusted(kit, language) in said
    assert word("mended_by_you", language) not in said
    picked = kit.pictures[CUTOUT].alternatives[-1].id
    for seen in (Outline(keep=PAINTED), Outline(erase=PAINTED), Outline(candidate=picked)):
        said = judged(kit, language, seen)
        assert trusted(kit, language) not in said
        assert word("mended_by_you", language) in said


def test_what_was_found_in_a_frame_is_judged_too(kit: Kit) -> None:
    said = judged(kit, "en", Outline(box=(0.2, 0.1, 0.8, 0.95)))
    assert trusted(kit, "en") in said
    assert word("mended_by_you", "en") in said


def test_the_outline_that_was_picked_is_marked(kit: Kit) -> None:
    ids = [one.id for one in kit.pictures[CUTOUT].alternatives]
    assert len(ids) >= 2
    for mended, chosen in ((None, ids[0]), (Outline(candidate=ids[1]), ids[1])):
        said = judged(kit, "en", mended)
        assert said.count('aria-pressed="true"') == 1
        assert f'data-outline="{chosen}" aria-pressed="true"' in said
