from __future__ import annotations

import math

import numpy as np
import pytest
from tests.coding.classifier_examples import example_reports, rule_codings, told_by
from tests.coding.one_lesson import fit_linear

from coprod_review.coding.explain import explain, feature_rows
from coprod_review.coding.features import FeatureSpace, blocks_of, places_of
from coprod_review.coding.terms import terms_of
from coprod_review.coding.tokens import texts_of

REPORTS, SETTLED = example_reports()
RULES = rule_codings(REPORTS)
PLACES = {s.report_id: s.codes for s in SETTLED if s.dimension == "place"}
ROWS = np.arange(len(PLACES))
TERMS = [terms_of(texts_of(report)) for report in REPORTS]
BLOCKS = blocks_of(REPORTS, terms=TERMS, rules=RULES, lineage=(), inputs=("text", "rules", "venue"))
SPACE = FeatureSpace.fitted(BLOCKS, ROWS, told=told_by(REPORTS, SETTLED))
MODEL = fit_linear(
    SPACE.matrix(BLOCKS, ROWS), list(PLACES.values()), ("garden", "harbour", "none"), regularisation=3.0
)


@pytest.mark.parametrize("n_shown", [0, 1, 12, 1000])
@pytest.mark.parametrize("code", MODEL.codes)
def test_what_is_shown_what_is_left_and_the_intercept_sum_to_the_score(code: str, n_shown: int) -> None:
    scores = MODEL.scores(SPACE.matrix(BLOCKS, ROWS))
    for i in range(0, len(ROWS), 5):
        found = explain(
            MODEL,
            next(feature_rows(SPACE.matrix(BLOCKS, ROWS[[i]]))),
            code,
            report=REPORTS[i],
            names=SPACE.names,
            places=places_of(TERMS[i], [RULES[i]]),
            n_shown=n_shown,
        )
        parts = [e.weight for e in found.evidence] + [w for _, w in found.unplaced]
        assert math.fsum([*parts, found.intercept, found.other]) == pytest.approx(found.score, abs=1e-12)
        assert found.score == pytest.approx(scores[i, MODEL.codes.index(code)], abs=1e-12)


def explained(i: int, code: str = "garden", n_shown: int = 1000):  # type: ignore[no-untyped-def]
    return explain(
        MODEL,
        next(feature_rows(SPACE.matrix(BLOCKS, ROWS[[i]]))),
        code,
        report=REPORTS[i],
        names=SPACE.names,
        places=places_of(TERMS[i], [RULES[i]]),
        n_shown=n_shown,
    )


def test_every_passage_reads_as_quoted_and_names_its_term() -> None:
    for i in range(len(ROWS)):
        for passage in explained(i).evidence:
            assert passage.holds_in(REPORTS[i].text_of(passage.field))
            assert passage.rule.startswith("term:")
            assert passage.code == "garden"


def test_a_rule_hit_is_shown_where_the_rule_matched() -> None:
    hits = [e for i in range(len(ROWS)) for e in explained(i).evidence if e.rule == "term:rule:compost-rule"]
    assert hits
    assert {e.quote for e in hits} == {"compost"}


def test_words_of_the_venue_are_named_in_the_note_since_they_stand_in_no_text() -> None:
    assert "venue:garden" in explained(3).note()


def test_the_largest_contributions_are_shown_first() -> None:
    few, all_of_them = explained(0, n_shown=3), explained(0)
    assert few.evidence == all_of_them.evidence[: len(few.evidence)]
    assert "other terms" in few.note()
    assert few.n_other > 0
