from __future__ import annotations

from dataclasses import replace

import pytest
from tests.coding.classifier_examples import (
    PLAN,
    agreed,
    example_codebook,
    example_reports,
    flipped,
    rule_codings,
)

from coprod_review.coding.baselines import code_baselines
from coprod_review.coding.classifier import Classification, classify
from coprod_review.coding.features import Input
from coprod_review.coding.material import gathered
from coprod_review.coding.settled_sides import CLASSIFIER as CODER
from coprod_review.coding.settled_sides import fold_left_out, without_fold
from coprod_review.model.coding import CodeOfRecord

CODEBOOK = example_codebook()


def classified(settled: list[CodeOfRecord] | None = None, **options: object) -> Classification:
    reports, known = example_reports()
    settings = {"rules": rule_codings(reports), "plan": PLAN, **options}
    return classify(reports, settled=settled or known, codebook=CODEBOOK, **settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found() -> Classification:
    return classified()


def test_every_report_is_coded_in_every_dimension(found: Classification) -> None:
    reports, settled = example_reports()
    assert [(c.report_id, c.dimension) for c in found.codings] == [
        (r.report_id, d) for r in reports for d in ("place", "tools")
    ]
    assert found.n_out_of_fold == len(settled)
    assert not found.untrained


def test_what_the_words_tell_is_learned(found: Classification) -> None:
    _, settled = example_reports()
    given = {(c.report_id, c.dimension): c.codes for c in found.codings}
    right = [given[s.report_id, s.dimension] == s.codes for s in settled if s.dimension == "place"]
    assert sum(right) / len(right) > 0.8


@pytest.mark.parametrize("report_id", ["r000", "r010", "r035"])
def test_the_coding_of_a_report_does_not_change_when_its_own_codes_do(
    found: Classification, report_id: str
) -> None:
    _, settled = example_reports()
    again = classified(flipped(settled, report_id))
    before = [c for c in found.codings if c.report_id == report_id]
    assert before == [c for c in again.codings if c.report_id == report_id]
    assert found.codings != again.codings


def test_inner_scores_of_a_fold_know_nothing_of_its_reports(found: Classification) -> None:
    _, settled = example_reports()
    again = classified(flipped(settled, "r010"))
    coder = without_fold(found.fold_by_report["r010"])
    before = [c for c in found.inner if c.coder == coder]
    assert before == [c for c in again.inner if c.coder == coder]
    assert "r010" not in {c.report_id for c in before}


def test_the_order_of_the_input_does_not_change_the_result(found: Classification) -> None:
    reports, settled = example_reports()
    again = classify(
        reports[::-1],
        settled=settled[::-1],
        rules=rule_codings(reports)[::-1],
        codebook=CODEBOOK,
        plan=PLAN,
    )
    assert again == found


def test_a_penalty_that_is_kept_is_not_chosen_again(found: Classification) -> None:
    kept = classified(plan=replace(PLAN, penalties={"place": 3.0}))
    assert kept.final.coders["place"].regularisation == 3.0
    assert kept.final.coders["tools"].regularisation == found.final.coders["tools"].regularisation


def test_below_the_least_number_of_settled_reports_nothing_is_trained_and_the_reason_is_told() -> None:
    found = classified(plan=replace(PLAN, min_settled=1000))
    assert found.codings == []
    assert found.untrained["place"] == "46 settled reports, 1000 are needed"


def test_a_code_that_one_or_two_reports_carry_gets_no_score_and_breaks_nothing() -> None:
    _, settled = example_reports()
    rare = [replace(s, codes=("both",)) if s.report_id == "r001" else s for s in settled]
    found = classified(rare)
    assert all("both" not in c.scores for c in found.codings)
    assert {c.report_id for c in found.codings} >= {"r001"}


def test_a_dimension_with_one_answer_only_is_not_trained() -> None:
    _, settled = example_reports()
    same = [replace(s, codes=("garden",)) for s in settled if s.dimension == "place"]
    found = classified(same)
    assert found.codings == []
    assert "fewer than two codes" in found.untrained["place"]


def test_probabilities_of_a_single_code_sum_to_one(found: Classification) -> None:
    for coding in found.codings:
        if coding.dimension == "place":
            assert sum(coding.scores.values()) == pytest.approx(1)
        assert coding.coder == CODER
        assert coding.confidence is not None
        assert 0 < coding.confidence <= 1


def test_in_several_code_dimensions_none_stands_alone(found: Classification) -> None:
    assert all(c.codes == ("none",) or "none" not in c.codes for c in found.codings)


@pytest.mark.parametrize("inputs", [("text",), ("rules",), ("venue",), ("text", "lineage")])
def test_each_input_can_be_switched_off(inputs: tuple[Input, ...]) -> None:
    found = classified(plan=replace(PLAN, inputs=inputs))
    said = {e.rule for c in found.codings for e in c.evidence}
    assert any(rule.startswith("term:rule") for rule in said) == ("rules" in inputs)
    assert all("venue:" in c.note for c in found.codings[:1]) == ("venue" in inputs)


def test_reports_of_one_title_share_a_fold() -> None:
    reports, settled = example_reports()
    reports = [replace(r, title="The same title!") if i < 6 else r for i, r in enumerate(reports)]
    found = classify(reports, settled=settled, codebook=CODEBOOK, plan=PLAN)
    assert len({found.fold_by_report[f"r{i:03}"] for i in range(6)}) == 1


def test_a_report_that_waits_keeps_its_neighbours_of_one_study_in_one_fold() -> None:
    reports, settled = example_reports()
    reports = [
        replace(r, record_ids=(*r.record_ids, "second")) if r.report_id == "r047" else r for r in reports
    ]
    for other in range(1, 9):
        links = (("invented:0", "invented:47"), ("second", f"invented:{other}"))
        found = gathered(reports, settled=settled, codebook=CODEBOOK, plan=PLAN, related=links)
        assert found.fold_by_report["r000"] == found.fold_by_report[f"r{other:03}"]
        assert "r047" not in found.fold_by_report


def test_another_code_of_one_report_moves_no_report_and_changes_nothing_in_its_fold(
    found: Classification,
) -> None:
    _, settled = example_reports()
    again = classified(flipped(settled, "r010"))
    assert again.fold_by_report == found.fold_by_report
    k = found.fold_by_report["r010"]
    there = {r for r, fold in found.fold_by_report.items() if fold == k}
    assert [c for c in found.codings if c.report_id in there] == [
        c for c in again.codings if c.report_id in there
    ]


def test_one_more_settled_report_moves_no_other(found: Classification) -> None:
    _, settled = example_reports()
    again = classified([*settled, agreed("r047", "place", "garden"), agreed("r047", "tools", "shears")])
    assert found.fold_by_report == {r: k for r, k in again.fold_by_report.items() if r != "r047"}


@pytest.mark.parametrize("seed", range(12))
def test_few_settled_reports_leave_folds_empty_and_every_side_knows_all_others(seed: int) -> None:
    _, settled = example_reports()
    few = [s for s in settled if s.report_id < "r007" and s.dimension == "place"]
    few = [replace(s, codes=("garden" if i % 2 else "harbour",)) for i, s in enumerate(few)]
    found = classified(few, plan=replace(PLAN, n_folds=7, n_inner=3, min_settled=1, seed=seed))
    assert len(found.fold_by_report) == 7 > len(set(found.fold_by_report.values()))
    assert {c.report_id for c in found.codings} >= {f"r{i:03}" for i in range(7, 48)}
    for name in {c.coder for c in found.inner}:
        others = {r for r, k in found.fold_by_report.items() if k != fold_left_out(name)}
        assert {c.report_id for c in found.inner if c.coder == name} == others


def test_where_all_settled_reports_fall_into_one_fold_none_of_them_is_coded_by_the_classifier() -> None:
    reports, settled = example_reports()
    places = {s.report_id for s in settled}
    alike = [replace(r, title="The same title!") if r.report_id in places else r for r in reports]
    found = classify(alike, settled=settled, rules=rule_codings(alike), codebook=CODEBOOK, plan=PLAN)
    assert len(set(found.fold_by_report.values())) == 1
    assert {c.report_id for c in found.codings} == {"r046", "r047"}
    assert found.inner == []


def test_baselines_do_not_see_the_codes_of_the_report_they_predict(found: Classification) -> None:
    reports, settled = example_reports()

    def baselines(codes: list[CodeOfRecord]) -> list[object]:
        coded = code_baselines(
            reports,
            settled=codes,
            fold_by_report=found.fold_by_report,
            codebook=CODEBOOK,
            min_settled=10,
        )
        return [c for c in coded if c.report_id == "r010"]

    assert len(baselines(settled)) == 6
    assert baselines(settled) == baselines(flipped(settled, "r010"))


def test_codes_that_wait_teach_nothing() -> None:
    _, settled = example_reports()
    waiting = replace(agreed("r047", "place"), status="waiting")
    assert classified([*settled, waiting]) == classified(settled)


def test_a_dimension_is_not_coded_by_the_patterns_that_are_hidden_from_it() -> None:
    reports, settled = example_reports()
    seen = classify(
        reports, settled=settled, rules=rule_codings(reports), codebook=example_codebook(), plan=PLAN
    )
    hiding = replace(PLAN, hidden={"place": ("place",)})
    hidden = classify(
        reports, settled=settled, rules=rule_codings(reports), codebook=example_codebook(), plan=hiding
    )

    def weights(found: Classification, dimension: str) -> list[float]:
        columns = [i for i, name in enumerate(found.final.features.names) if name.startswith("rule")]
        return found.final.coders[dimension].model.weights[:, columns].ravel().tolist()

    assert any(weights(seen, "place"))
    assert not any(weights(hidden, "place"))
    assert weights(hidden, "tools") == pytest.approx(weights(seen, "tools"), abs=1e-9)
