"""Every text of a copy by its place."""

from mmdemo.processing.text.copy_texts import changed_texts, texts_of
from mmdemo.schema import Copy, Mail, Post, Question

COPY = Copy(
    title="a",
    bullets=("b", "c"),
    short_description="d",
    long_description="",
    keywords=("e",),
    alt_texts={"image/main": "f"},
    script="g",
    highlights=("h",),
    seo_title="i",
    seo_description="j",
    headlines=("k",),
    posts={"tiktok": Post("l", "m", ("n",))},
    questions=(Question("o", "p"),),
    mail=Mail("q", "r"),
)


def test_every_text_is_found_once() -> None:
    found = texts_of(COPY)
    assert "".join(found.values()) == "abcdgefhijklmnopqr"
    assert found["bullets/1"] == "c"
    assert found["posts/tiktok/tags/0"] == "n"
    assert found["alt_texts/image/main"] == "f"
    assert "long_description" not in found


def test_every_text_can_be_changed() -> None:
    changed = texts_of(changed_texts(COPY, lambda place, text: text.upper()))
    assert changed == {place: text.upper() for place, text in texts_of(COPY).items()}
