"""Examples of the codes: tried by the rules, counted, and invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.coding.codebook_examples import rules_of

from coprod_review.coding.codebook_examples import (
    codes_without_examples,
    example_figures,
    example_results,
)
from coprod_review.coding.rule_set_codings import rule_coder
from coprod_review.io.codebook import read_codebook
from coprod_review.io.rule_sets import read_rule_set
from coprod_review.model.codebook import Codebook
from coprod_review.model.record import Record
from coprod_review.read.reading import Reading
from coprod_review.share.word_runs import folded_words

RUN = 7
"""So many words in a row in an example and in a text of the corpus are no chance."""


@pytest.fixture(scope="module")
def shipped(project: Path) -> Codebook:
    return read_codebook(project / "config" / "codebook.yaml")


def examples_of(codebook: Codebook) -> list[str]:
    return [
        text
        for dimension in codebook.dimensions.values()
        for code in dimension.codes.values()
        for text in (*code.examples.gets, *code.examples.near_misses)
    ]


def test_an_example_holds_where_the_rules_give_its_code_and_a_near_miss_where_they_do_not(
    tmp_path: Path, project: Path
) -> None:
    rules = rules_of(tmp_path, project / "config")
    results = example_results(rule_coder(rules), rules.codebook)
    assert [(r.code, r.must, r.holds, r.given) for r in results] == [
        ("pot", "get it", True, ("pot",)),
        ("pot", "get it", False, ("none",)),
        ("pot", "not get it", True, ("none",)),
        ("none", "get it", True, ("none",)),
        ("none", "not get it", True, ("pot",)),
    ]


def test_a_failing_example_says_what_the_answer_rests_on(tmp_path: Path, project: Path) -> None:
    rules = rules_of(tmp_path, project / "config")
    (failing,) = (r for r in example_results(rule_coder(rules), rules.codebook) if not r.holds)
    assert failing.text == "Guests like a mug of tea."
    assert failing.rules == ("tea-any +1.00 pot",)
    assert failing.note == "silence: what was found is too little"


def test_the_figures_of_a_dimension_are_the_sums_of_those_of_its_codes(project: Path) -> None:
    rules = read_rule_set(project / "config")
    results = example_results(rule_coder(rules), rules.codebook)
    figures = example_figures(results, rules.codebook)
    for name, dimension in rules.codebook.dimensions.items():
        (whole,) = (f for f in figures if f.dimension == name and not f.code)
        parts = [f for f in figures if f.dimension == name and f.code]
        assert [f.code for f in parts] == list(dimension.codes)
        for count in ("n_gets", "n_got", "n_near_misses", "n_kept_away", "n", "n_failing"):
            assert getattr(whole, count) == sum(getattr(f, count) for f in parts)
    assert sum(f.n for f in figures if not f.code) == len(results) == len(examples_of(rules.codebook))
    assert sum(f.n_failing for f in figures if not f.code) == sum(not r.holds for r in results)


def test_a_code_without_example_or_near_miss_is_named(tmp_path: Path, project: Path) -> None:
    rules = rules_of(tmp_path, project / "config", codebook=('near_misses: ["Tea was iced in cans."]', ""))
    assert list(codes_without_examples(rules.codebook)) == [
        ("tradition", "pot"),
        ("tradition", "bag"),
        ("framing", "milk"),
        ("framing", "none"),
    ]


def test_every_code_of_the_review_has_three_examples_and_two_near_misses(shipped: Codebook) -> None:
    for dimension in shipped.dimensions.values():
        for code in dimension.codes.values():
            assert len(set(code.examples.gets)) >= 3, f"{dimension.name}: {code.name}"
            assert len(set(code.examples.near_misses)) >= 2, f"{dimension.name}: {code.name}"


def test_no_example_is_given_twice(shipped: Codebook) -> None:
    texts = examples_of(shipped)
    assert len(texts) == len(set(texts))


def test_no_example_has_words_in_a_row_from_a_text_of_the_corpus(shipped: Codebook, project: Path) -> None:
    runs: dict[tuple[str, ...], str] = {}
    for text in examples_of(shipped):
        words = folded_words(text)
        runs |= {tuple(words[i : i + RUN]): text for i in range(len(words) - RUN + 1)}
    taken = set()
    for path in sorted((project / "corpus" / "exports").iterdir()):
        for record in Reading(path.read_bytes(), export=path.name):
            if isinstance(record, Record):
                words = folded_words(f"{record.title} {record.abstract or ''}")
                found = (runs.get(tuple(words[i : i + RUN])) for i in range(len(words) - RUN + 1))
                taken |= {text for text in found if text}
    assert taken == set()
