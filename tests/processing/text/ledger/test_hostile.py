"""Whatever is pasted in, the ledger answers, and its answer is made of the text itself."""

import pytest

from mmdemo.processing.text.ledger import Ledger
from mmdemo.processing.text.ledger.sentences import sentences
from mmdemo.schema import Product
from tests.listings import BEI, MUG

TEXTS = [
    "",
    " \n\n ",
    "<script>alert('best')</script><b>350 ml</b>",
    "😀👩‍👩‍👧‍👦 100% 🧵",
    "قطن عضوي ٣٥٠ مل",
    "5'11\" tall, 1/2 cup, ½ cup, 1 1/2 inch, １２ｃｍ, 24/7",
    "İstanbul ΣΑΣ ß straße",
    "\u202e\u200b350\u200bml\ufeff",
    "{name} {facts} %s %(x)s \\1",
    "1,2,3,4.5.6,,..1e309",
    "-----###@@@",
    "1. Rinse\r\n2. Dry\r\n\r\n3. Repeat",
]
LONG = [
    *(
        "a",
        "a-",
        "1",
        "1,",
        "1/",
        " ",
        "。",
        ".",
        "不",
        "棉",
        "not ",
        "most ",
        "cotton ",
        "比",
        "5'11\"",
        "<b>",
        "😀",
        "١",
    ),
    *(
        "www.",
        "a@",
        "a.",
        "1 x ",
        "最",
        "百",
        "one ",
        "\n",
        "set of ",
        "no-",
        "x1",
        "-free",
        "#a",
        "Aa1",
        "$",
        "防",
        "A1-",
        "“",
        ' "a',
        "a hundred ",
        "thousand ",
        "一千",
        "1 fl-",
        "the ",
    ),
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("product", [MUG, BEI, Product("", "en")], ids=["mug", "bei", "empty"])
def test_the_answer_is_made_of_the_text(product: Product, text: str) -> None:
    for statement in Ledger(product).statements(text):
        assert statement.text in text
        assert all(words in statement.text for words in statement.open)


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_joined_are_the_text_again(text: str) -> None:
    parts = sentences(text)
    assert "".join(each.before + each.text + each.behind for each in parts) == (text if parts else "")


@pytest.mark.parametrize("piece", LONG)
def test_twenty_thousand_characters_are_read_to_the_end(piece: str) -> None:
    text = f"{piece * (20_000 // len(piece))} titanium"
    assert Ledger(MUG).statements(text)[-1].open[-1:] == ("titanium",)
