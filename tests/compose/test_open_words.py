"""Words that wait to be confirmed."""

from mmdemo.compose.open_words import open_words, settled_by
from mmdemo.schema import Statement

BOTH = Statement("Holds 350 ml or 900 ML", (), ("350 ml", "900 ML"))
ONE = Statement("Takes 900 ml", (), ("900 ml",))
TWICE = Statement("900 ml, yes, 900 ML", (), ("900 ml", "900 ML"))


def test_statements_are_found_by_each_of_their_words() -> None:
    assert open_words((BOTH, ONE, TWICE)) == {"350 ml": (BOTH,), "900 ml": (BOTH, ONE, TWICE)}
    assert open_words(()) == {}


def test_a_statement_is_settled_once_all_its_words_are() -> None:
    assert settled_by((BOTH, ONE, TWICE), ["900 ml"]) == (ONE.text, TWICE.text)
    assert settled_by((BOTH, ONE), ["900 ml", "350 ml"]) == (BOTH.text, ONE.text)
    assert settled_by((BOTH, ONE), []) == ()
