"""Every rule of the tables: its own examples, its rewrites, its severity, its patterns."""

import re

import pytest

from mmdemo.processing.text.claims import apply_rewrite, check_claims
from mmdemo.processing.text.claims.finding import SEVERITIES
from mmdemo.processing.text.claims.rules import TABLES, goods, rules
from mmdemo.processing.text.lexicon import read_table

ENTRIES = [entry for table in TABLES for entry in read_table(table)["rules"]]
UNLAWFUL = [(entry["id"], text) for entry in ENTRIES for text in entry["unlawful"]]
LAWFUL = [(entry["id"], text) for entry in ENTRIES for text in entry["lawful"]]


@pytest.mark.parametrize(("rule", "text"), UNLAWFUL)
def test_a_rule_finds_its_unlawful_examples(rule: str, text: str) -> None:
    assert rule in {finding.rule for finding in check_claims(text)}


@pytest.mark.parametrize(("rule", "text"), LAWFUL)
def test_a_rule_passes_its_lawful_examples(rule: str, text: str) -> None:
    assert rule not in {finding.rule for finding in check_claims(text)}


@pytest.mark.parametrize(("rule", "text"), UNLAWFUL)
def test_a_rewrite_leaves_its_finding_behind(rule: str, text: str) -> None:
    for finding in check_claims(text):
        if finding.rewrite is not None:
            rewritten = apply_rewrite(text, finding)
            again = [one for one in check_claims(rewritten) if (one.rule, one.text) == (finding.rule, finding.text)]
            assert len(again) < sum((one.rule, one.text) == (finding.rule, finding.text) for one in check_claims(text))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_rule_is_complete(entry: dict[str, object]) -> None:
    assert entry["unlawful"] and entry["lawful"] and entry["find"]
    assert entry["severity"] in SEVERITIES
    assert set(entry.get("goods", [])) | set(entry.get("not_goods", [])) <= set(goods())


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids))


def test_only_sources_that_were_read_may_block() -> None:
    for rule in rules():
        assert rule.source.grade in "ABC" and rule.source.article and re.fullmatch(r"\d{4}-\d\d-\d\d", rule.source.date)
        if rule.severity == "block":
            assert rule.source.grade in "AB", rule.id


def test_every_reason_and_title_speaks_both_languages() -> None:
    for rule in rules():
        for message in (rule.reason, rule.source.title):
            assert re.search(r"[a-z]", message.en) and not re.search(r"[\u4e00-\u9fff]", message.en), rule.id
            assert re.search(r"[\u4e00-\u9fff]", message.zh), rule.id


def test_a_source_names_its_article_once() -> None:
    for rule in rules():
        for title in (rule.source.title.en, rule.source.title.zh):
            assert not re.search(rf"(?:section|article|第) ?{re.escape(rule.source.article)}", title), rule.id


def test_no_pattern_repeats_without_bound() -> None:
    for rule in rules():
        for pattern in (*(pattern for pattern, _ in rule.find), *rule.unless):
            plain = re.sub(r"\\.|\[[^\]]*\]", "", pattern.pattern)
            assert not re.search(r"[*+]|\{\d*,\}", plain), (rule.id, pattern.pattern[:80])


def test_a_kept_word_has_its_group() -> None:
    for rule in rules():
        for pattern, rewrite in rule.find:
            assert ("{keep}" in (rewrite or "")) <= ("keep" in pattern.groupindex), rule.id


def test_traditional_forms_have_a_simplified_one_each() -> None:
    table = read_table("claims_zh")["variants"]
    assert len(table["from"]) == len(table["to"])
