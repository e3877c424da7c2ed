"""What the merchant wishes of the sound, checked."""

from __future__ import annotations

from mmdemo.errors import InputError
from mmdemo.sound import KEYS, MOODS, NOTICES, PACES, TEMPOS, Sound


def check_sound(sound: Sound) -> None:
    """Refuse a wish that nobody can fulfil. Which voices there are the registry knows.

    Raises:
        InputError: a pace, mood, tempo, key or notice that nobody has (`field="sound"`).
    """
    for name, chosen, known in (
        ("pace", sound.pace, PACES),
        ("mood", sound.mood, MOODS),
        ("tempo", sound.tempo, TEMPOS),
        ("key", sound.key, KEYS),
        ("notice", sound.notice, NOTICES),
    ):
        if chosen not in known:
            raise InputError(
                f"There is no {name} called “{chosen}”. Choose one of: {', '.join(known)}.",
                f"没有名为“{chosen}”的选项（{name}）。可选：{'、'.join(known)}。",
                field="sound",
            )
