"""Descriptions as HTML and as plain text, our own and strangers'."""

import pytest

from mmdemo.export.imports.rich_text import description_html, description_text, read_html, read_text

PARAGRAPHS = ("A mug & a cup, <b>not bold</b>.", "Two\nlines.", "قدح خزفي ☕️", "C:\\new &amp;")
BULLETS = ("Holds 350 ml", "-1 > 0")


def test_both_forms_are_read_back() -> None:
    assert read_html(description_html(PARAGRAPHS, BULLETS)) == (PARAGRAPHS, BULLETS)
    assert read_text(description_text(PARAGRAPHS, BULLETS)) == (PARAGRAPHS, BULLETS)
    assert read_html("") == read_text("") == ((), ())


def test_nothing_of_a_text_is_markup() -> None:
    written = description_html(("<script>alert(1)</script>",), ("</li><img src=x onerror=alert(1)>",))
    assert "<script" not in written
    assert "<img" not in written


@pytest.mark.parametrize(
    ("markup", "paragraphs", "bullets"),
    [
        ("plain &amp; simple", ("plain & simple",), ()),
        ("<h2>Mug</h2>Holds <b>350</b>\n   ml", ("Mug", "Holds 350 ml"), ()),
        ("<ul><li><p>one</p></li><li>two<br/>three</li></ul>after", ("after",), ("one", "two\nthree")),
        ("<p>a<!-- no <p> -->b</p><?php x ?><!DOCTYPE y>c", ("ab", "c"), ()),
        ("<style>p{}</style><p>x</p><script>if (1 < 2) y()</script>z", ("x", "z"), ()),
        ("<p>5 < 6 and &lt;b&gt;", ("5 < 6 and <b>",), ()),
        ("<table><tr><td>Oak</td><td>Beech</td></tr></table>", ("Oak", "Beech"), ()),
        ("<!-- never closed <p>x</p>", (), ()),
    ],
)
def test_the_html_of_strangers_is_read(markup: str, paragraphs: tuple[str, ...], bullets: tuple[str, ...]) -> None:
    assert read_html(markup) == (paragraphs, bullets)


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<![CDATA[", "<a b='", "</", "<", "<p>", "&#", "<script>", "<!", "a", "!"]
)
def test_a_hundred_thousand_open_tags_are_read_in_one_pass(piece: str) -> None:
    """Python's own parser takes minutes for the first of them, and this test would not end."""
    read_html(piece * 100_000)
    read_html(f"<{piece * 100_000}")
