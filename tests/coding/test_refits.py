"""The combination learned anew: what changes when a coder, its passages or the level do."""

from __future__ import annotations

import pytest
from tests.coding.test_combine import CODEBOOK, REPORTS, RULES, SETTLED, classified, combined

from coprod_review.coding.material import settled_answers
from coprod_review.coding.record_codes import settled_counts
from coprod_review.coding.refits import Refits
from coprod_review.coding.specified_codes import specified_codes
from coprod_review.coding.stacking import scored_by
from coprod_review.model.coding import Coding
from coprod_review.model.specification import MACHINES_ALONE, PEOPLE_FIRST, Departure, Specification

TARGETS = [r.report_id for r in REPORTS]


@pytest.fixture(scope="module")
def refits() -> Refits:
    found = classified()
    return Refits(
        scored=scored_by(rules=RULES, lineage=(), classifier=found.codings, inner=found.inner),
        rules_without=lambda slug: [] if slug == "patterns_all" else RULES,
        answers=settled_answers(SETTLED),
        targets=TARGETS,
        judged=tuple(CODEBOOK.dimensions),
        codebook=CODEBOOK,
        coverage=0.8,
        per_code_from=10,
    )


def under(refits: Refits, *departures: Departure) -> list[Coding]:
    specification = Specification(coded_by=MACHINES_ALONE, departures=departures)
    return sorted(refits.codings(specification), key=lambda c: (c.report_id, c.dimension))


def test_without_a_departure_it_is_the_combination_of_the_run(refits: Refits) -> None:
    assert under(refits) == combined(classified(), SETTLED)


def test_without_the_rules_it_is_what_the_combination_learns_without_them(refits: Refits) -> None:
    without = combined(classified(), SETTLED, rules=())
    assert under(refits, Departure(kind="coder", name="rules")) == without
    assert under(refits, Departure(kind="patterns", name="all")) == without


def test_a_classifier_that_is_left_out_adds_nothing_to_any_score(refits: Refits) -> None:
    found = under(refits, Departure(kind="coder", name="classifier"))
    assert found != under(refits)
    assert not any("classifier" in c.note for c in found)


def test_another_level_changes_the_sets_and_not_the_answers(refits: Refits) -> None:
    strict = under(refits, Departure(kind="level", name="0.95"))
    assert [c.codes for c in strict] == [c.codes for c in under(refits)]
    assert sum(len(c.prediction_set) for c in strict) > sum(len(c.prediction_set) for c in under(refits))


def test_a_machine_that_decides_everything_leaves_no_other_answer(refits: Refits) -> None:
    found = under(refits, Departure(kind="level", name="all"))
    assert all(c.prediction_set == c.codes for c in found)


@pytest.mark.parametrize(("coded_by", "status"), [(PEOPLE_FIRST, "agreed"), (MACHINES_ALONE, "machine")])
def test_where_machines_alone_code_no_settled_code_counts(refits: Refits, coded_by: str, status: str) -> None:
    specification = Specification(coded_by=coded_by, departures=(Departure(kind="level", name="all"),))
    codes = specified_codes(
        specification,
        TARGETS,
        settled=SETTLED,
        combination=refits.codings(specification),
        counts=settled_counts(SETTLED),
        codebook=CODEBOOK,
        min_settled_per_code=5,
    )
    settled = {(s.report_id, s.dimension) for s in SETTLED if s.codes}
    coded = {c.status for c in codes if (c.report_id, c.dimension) in settled}
    assert coded == {status}


def test_machine_codes_can_be_left_out_altogether(refits: Refits) -> None:
    specification = Specification(coded_by=PEOPLE_FIRST, departures=(Departure(kind="machine_codes"),))
    codes = specified_codes(
        specification,
        TARGETS,
        settled=(),
        combination=refits.codings(specification),
        counts=settled_counts(SETTLED),
        codebook=CODEBOOK,
        min_settled_per_code=0,
    )
    assert {c.status for c in codes} == {"open"}
