import pytest

from mmdemo.processing.text.seen_facts import described, is_address, lettering, lettering_facts, listed
from mmdemo.schema import Message


@pytest.mark.parametrize(
    ("caption", "product"),
    [
        (
            "The image shows a white coffee mug sitting on top of a wooden table. The mug has a handle.",
            "A white coffee mug",
        ),
        ("In this image we can see a red flashlight.", "A red flashlight"),
        ("The image is a close-up of a pair of shoes.", "A pair of shoes"),
        (
            "A pair of black sunglasses with gold frames on a white background.",
            "A pair of black sunglasses with gold frames",
        ),
        ("The image features a hair dryer, placed on a white surface.", "A hair dryer"),
        ("A box of 2.5 kg in a store", "A box of 2.5 kg"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_description_is_cut_to_the_product(caption: str, product: str) -> None:
    assert described(caption) == product


def test_a_long_description_ends_in_an_ellipsis() -> None:
    assert len(described("A " + "very " * 100 + "long mug")) == 200


def test_lettering_is_cleaned_and_told_once() -> None:
    assert lettering(["NET\u200b WT  250 g", "net wt 250 g", "|||--", "a", "~~~~~a~b", "纯棉"]) == (
        "NET WT 250 g",
        "纯棉",
    )


def test_lettering_is_capped() -> None:
    assert [len(line) for line in lettering(["x1" * 100])] == [80]
    assert len(lettering(f"line {number}" for number in range(40))) == 12


def test_lettering_is_offered_in_the_language_of_the_listing() -> None:
    assert lettering_facts(["NET WT 250 g"], "en") == ("Text on the product: NET WT 250 g",)
    assert lettering_facts(["净含量250克"], "zh") == ("包装文字：净含量250克",)


@pytest.mark.parametrize(
    "text",
    [
        *("https://example.com/p/1", "www.example.com", "example.org/shop", "mailto:a@b.c", "Write to a@b.c"),
        *("More on example.com", "See https://example.com", "WIFI:T:WPA;S:shop;;", "BEGIN:VCARD"),
    ],
)
def test_an_address_is_known(text: str) -> None:
    assert is_address(text)
    assert lettering_facts(["NET WT 250 g", text], "en") == ("Text on the product: NET WT 250 g",)


@pytest.mark.parametrize(
    "text", ["NET WT 1.5kg", "Ingredients: oats", "Size:XL", "Since 1894.", "No.5", "Oak & Co. 250 g", "净含量：250克"]
)
def test_what_only_looks_like_an_address_is_offered(text: str) -> None:
    assert not is_address(text)


def test_names_are_listed_in_either_language() -> None:
    red, white, blue = Message("red", "红色"), Message("white", "白色"), Message("blue", "蓝色")
    assert [listed(names, "en") for names in ([red], [red, white], [red, white, blue])] == [
        "red",
        "red and white",
        "red, white and blue",
    ]
    assert [listed(names, "zh") for names in ([red], [red, white])] == ["红色", "红色、白色"]
