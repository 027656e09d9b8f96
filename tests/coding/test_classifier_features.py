from __future__ import annotations

import numpy as np
from tests.coding.classifier_examples import example_reports, rule_codings

from coprod_review.coding.features import FeatureSpace, blocks_of, terms_of, words_in
from coprod_review.model.report import Report


def report(title: str = "", abstract: str = "", keywords: tuple[str, ...] = ()) -> Report:
    return Report(report_id="r1", record_ids=(), title=title, abstract=abstract, keywords=keywords)


def test_a_short_compound_is_one_word_with_and_without_hyphen() -> None:
    assert [w for w, _, _ in words_in("Co-design, codesign, CO\u2010DESIGN")] == ["codesign"] * 3


def test_a_long_compound_is_two_words() -> None:
    assert [w for w, _, _ in words_in("patient-led")] == ["patient", "led"]


def test_every_term_stands_where_its_offsets_say() -> None:
    text = report("Bees keep gardens.", "Old bees; young bees", ("bees", "honey"))
    for term, places in terms_of(text).items():
        for field, start, end in places:
            assert [w for w, _, _ in words_in(text.text_of(field)[start:end])] == term.split()


def test_no_pair_reaches_over_the_end_of_a_sentence_or_keyword() -> None:
    terms = terms_of(report("Bees keep. Gardens grow", keywords=("honey", "wax")))
    assert "bees keep" in terms
    assert "keep gardens" not in terms
    assert "honey wax" not in terms


def test_words_of_the_other_side_of_a_fold_are_no_features() -> None:
    reports, _ = example_reports()
    blocks = blocks_of(reports, rules=rule_codings(reports), lineage=(), inputs=("text", "rules"))
    gardens = np.arange(0, len(reports), 3)
    names = FeatureSpace.fitted(blocks, gardens).names
    assert "compost" in names
    assert "cargo cranes" not in names


def test_the_words_of_a_report_have_length_one() -> None:
    reports, _ = example_reports()
    rows = np.arange(len(reports))
    blocks = blocks_of(reports, rules=(), lineage=(), inputs=("text",))
    space = FeatureSpace.fitted(blocks, rows)
    words = [i for i, name in enumerate(space.names) if " " not in name]
    lengths = np.sqrt((space.matrix(blocks, rows).toarray()[:, words] ** 2).sum(axis=1))
    assert np.allclose(lengths, 1)
