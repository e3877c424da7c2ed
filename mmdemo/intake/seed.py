"""The seed as typed."""

from __future__ import annotations

from mmdemo.errors import InputError

MAX_SEED = 2**31 - 1


def read_seed(typed: str) -> int | None:
    """The seed, or None when the field is empty.

    Raises:
        InputError: it is not a whole number from 0 to `MAX_SEED` (`field="seed"`).
    """
    text = typed.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(MAX_SEED)) or int(text) > MAX_SEED:
        raise InputError(
            f"The seed must be a whole number from 0 to {MAX_SEED}. Leave it empty to draw one.",
            f"随机种子必须是 0 到 {MAX_SEED} 之间的整数；留空则随机生成。",
            field="seed",
        )
    return int(text)
