"""The data of the ledger: every name it refers to is there, and every unit has a measure."""

import re

from mmdemo.processing.text.ledger.concepts import concepts
from mmdemo.processing.text.ledger.measures import measures_of
from mmdemo.processing.text.ledger.trie import longest_of
from mmdemo.processing.text.lexicon import read_table


def test_every_unit_of_the_lexicon_has_a_measure() -> None:
    units = read_table("units")["units"]
    assert units.keys() == read_table("concepts")["measures"].keys()
    assert all(measures_of(spelling) for unit in units.values() for spelling in (*unit["en"], *unit["zh"]))


def test_what_a_concept_also_is_is_a_concept() -> None:
    known = concepts()
    assert all(above in known.kinds for names in known.above.values() for above in names)
    assert known.above["solid oak"] == ("oak", "wood", "solid wood")


def test_concepts_have_ids_of_their_own_and_phrases() -> None:
    kinds = read_table("concepts")["kinds"]
    names = [name for group in kinds.values() for name in group]
    assert len(names) == len(set(names))
    assert all(entry["en"] or entry["zh"] for group in kinds.values() for entry in group.values())


def test_no_idiom_hides_a_concept_of_the_same_words() -> None:
    table = read_table("concepts")
    idioms = {*table["idioms"]["en"], *(word for line in table["idioms"]["zh"] for word in line.split())}
    phrases = {
        phrase
        for group in table["kinds"].values()
        for entry in group.values()
        for phrase in (*entry["en"], *entry["zh"])
    }
    assert idioms & phrases == set()


def test_the_askable_are_concepts() -> None:
    assert set(read_table("concepts")["askable"]) <= concepts().kinds.keys()


def test_the_longest_phrase_is_taken_and_a_blank_is_a_hyphen_too() -> None:
    pattern = re.compile(longest_of(["oak", "oak wood", "oat"]))
    assert pattern.findall("oak, oak-wood, oats, oa") == ["oak", "oak-wood", "oat"]
