from dataclasses import replace
from typing import Any

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.sound import check_sound
from mmdemo.sound import KEYS, MOODS, NOTICES, PACES, TEMPOS, Sound

KNOWN: dict[str, Any] = {"pace": PACES, "mood": MOODS, "tempo": TEMPOS, "key": KEYS, "notice": NOTICES}


@pytest.mark.parametrize("name", KNOWN)
def test_every_wish_on_the_list_is_taken_and_no_other(name: str) -> None:
    for value in KNOWN[name]:
        check_sound(replace(Sound(), **{name: value}))
    with pytest.raises(InputError, match="<b>") as caught:
        check_sound(replace(Sound(), **{name: "<b>"}))
    assert caught.value.field == "sound"
    assert all(value in caught.value.text("zh") for value in KNOWN[name])
