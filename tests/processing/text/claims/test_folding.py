"""The folded form and the way back."""

import pytest

from mmdemo.processing.text.claims.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＮＯ．１", "no.1"),
        ("國家級", "国家级"),
        ("最 · 佳", "最佳"),
        ("最佳\n第一", "最佳\n第一"),
        ("<p>最</p><p>佳</p>", "\n最\n佳\n"),
        ("最&nbsp;佳 &amp; co", "最佳 & co"),
        ("Best   mug\r\n\r\nhere", "best mug\nhere"),
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("㎏", "kg"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_every_folded_character_knows_where_it_stood() -> None:
    text = "㎏<b>最</b>👍佳&nbsp;１００％ 第一"
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    start = folded.text.index("最佳")
    assert text[slice(*folded.span(start, start + 2))] == "最</b>👍佳"
