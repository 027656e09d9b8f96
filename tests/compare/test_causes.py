"""Each change is put down to what bears on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.compare.made import (
    ADJUDICATIONS,
    CODINGS,
    DUPLICATES,
    EXPORT,
    HIT,
    LINEAGE,
    OTHER_EXPORT,
    PATTERNS,
    SCREENING,
    SETTINGS,
    code,
    decision,
    report,
    run,
    says,
    words,
)

from coprod_review.compare.causes import changed_inputs, kind_of_input
from coprod_review.compare.comparison import compare
from coprod_review.compare.run import Run
from coprod_review.compare.totals import summary
from coprod_review.model.codebook import Constraint
from coprod_review.model.coding import FOLLOWS, CodeOfRecord
from coprod_review.model.corpus import Registration
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision

REGISTRY = "corpus/reports.csv"


def pattern(weight: float) -> dict[str, Any]:
    return {PATTERNS: {"patterns": [{"id": "safety-word", "weight": weight}, {"id": "other", "weight": 1}]}}


def test_two_runs_of_the_same_have_no_changes() -> None:
    compared = compare(run(codes=[code("r1", "none")]), run(codes=[code("r1", "none")]))
    assert not any(
        [
            compared.inputs,
            compared.reports,
            compared.codes,
            compared.answers,
            compared.numbers,
            compared.claims,
        ]
    )


def test_an_answer_of_the_rules_comes_from_the_pattern_that_it_names() -> None:
    compared = compare(
        run(files=pattern(0.9), rules={"r1": says("none", hits=[HIT])}),
        run(files=pattern(1.5), rules={"r1": says("protective", hits=[("safety-word", "protective", 1.5)])}),
    )
    assert words(compared.answers) == ["pattern safety-word (changed: weight 0.9 -> 1.5)"]
    assert (compared.answers[0].before, compared.answers[0].after) == ("none", "protective")


def test_a_machine_code_comes_from_the_pattern_that_the_rules_name_in_the_report() -> None:
    old, new = [HIT], [("safety-word", "protective", 1.5)]
    compared = compare(
        run(
            files=pattern(0.9),
            codes=[code("r1", "none")],
            rules={"r1": says("none", hits=old)},
            combination={"r1": says("none", scores="a")},
        ),
        run(
            files=pattern(1.5),
            codes=[code("r1", "protective")],
            rules={"r1": says("none", hits=new)},
            combination={"r1": says("protective", scores="b")},
        ),
    )
    assert words(compared.codes) == ["pattern safety-word (changed: weight 0.9 -> 1.5)"]


def test_a_machine_code_without_a_changed_rule_comes_from_the_model_trained_anew() -> None:
    compared = compare(
        run(files=pattern(0.9), codes=[code("r1", "none")], combination={"r1": says("none", scores="a")}),
        run(
            files=pattern(1.5),
            codes=[code("r1", "protective")],
            combination={"r1": says("protective", scores="b")},
        ),
    )
    assert words(compared.codes) == ["the model, trained anew (since pattern safety-word)"]


def test_a_code_with_the_same_scores_comes_from_the_changed_threshold() -> None:
    compared = compare(
        run(
            files={SETTINGS: {"decide": {"coverage": 0.9}, "seed": 1}},
            codes=[code("r1", status="open")],
            combination={"r1": says(scores="a")},
        ),
        run(
            files={SETTINGS: {"decide": {"coverage": 0.7}, "seed": 1}},
            codes=[code("r1", "protective")],
            combination={"r1": says("protective", scores="a")},
        ),
    )
    assert words(compared.codes) == ["setting decide.coverage (changed: 0.9 -> 0.7)"]
    assert compared.codes[0].before == "open"


def test_a_settled_code_comes_from_the_person_who_adjudicated_this_question() -> None:
    rows = [
        {"report": "r1", "dimension": "framing", "codes": "none", "coder": "AB"},
        {"report": "r2", "dimension": "framing", "codes": "none", "coder": "AB"},
    ]
    compared = compare(
        run(files={ADJUDICATIONS: []}, codes=[code("r1", status="waiting")]),
        run(files={ADJUDICATIONS: rows}, codes=[code("r1", "none", status="adjudicated")]),
    )
    assert words(compared.codes) == ["adjudication on r1, framing by AB (new)"]


def test_a_code_that_follows_by_the_codebook_comes_from_what_it_follows_from() -> None:
    """Also where the coders gave their answers to the question itself anew, and over more than one step."""

    def given(dimension: str) -> dict[str, str]:
        return {"report": "r1", "dimension": dimension, "codes": "delivery", "coder": "reader_1"}

    def told(by: str, dimension: str) -> str:
        return f"{FOLLOWS}: {Constraint(when={by: 'none'}, then={dimension: 'none'})}"

    before = run(
        files={ADJUDICATIONS: [], CODINGS: []},
        codes=[
            code("r1", "integrative", dimension="tradition"),
            code("r1", "delivery", dimension="phase", status="agreed"),
            code("r1", "voluntary", dimension="nature", status="agreed"),
        ],
    )
    ruling = {"report": "r1", "dimension": "tradition", "codes": "none", "coder": "CD"}
    after = run(
        files={ADJUDICATIONS: [ruling], CODINGS: [given("phase"), given("nature"), given("locus")]},
        codes=[
            code("r1", "none", dimension="tradition", status="adjudicated"),
            code("r1", "none", dimension="phase", status="adjudicated", reason=told("tradition", "phase")),
            code("r1", "none", dimension="nature", status="adjudicated", reason=told("phase", "nature")),
        ],
    )
    by_dimension = {one.dimension: words([one]) for one in compare(before, after).codes}
    ruled = "adjudication on r1, tradition by CD (new)"
    assert by_dimension == {"nature": [ruled], "phase": [ruled], "tradition": [ruled]}
    gone = {one.dimension: words([one]) for one in compare(after, before).codes}
    assert "adjudication on r1, tradition by CD (removed)" in gone["phase"]


def test_a_coding_is_found_by_an_alias_of_the_report() -> None:
    def coded(codes: str) -> dict[str, Any]:
        return {CODINGS: [{"report": "doi:10.5555/x", "dimension": "framing", "codes": codes}]}

    registry = [Registration(report_id="r1", aliases=("doi:10.5555/x",))]
    compared = compare(
        run(files=coded("none"), codes=[code("r1", "none", status="agreed")], registrations=registry),
        run(files=coded("protective"), codes=[code("r1", status="waiting")], registrations=registry),
    )
    assert words(compared.codes) == [
        "coding of reader_1 on doi:10.5555/x, framing (changed: codes none -> protective)"
    ]


def test_a_report_comes_from_its_new_export_and_goes_with_it() -> None:
    one, two = [report("r1")], [report("r1"), report("r9", "b.ris:1")]
    compared = compare(run(reports=one), run(reports=two, exports=[EXPORT, OTHER_EXPORT]))
    assert [(change.report_id, change.fate) for change in compared.reports] == [("r9", "appeared")]
    assert words(compared.reports) == ["export b.ris (new)"]
    back = compare(run(reports=two, exports=[EXPORT, OTHER_EXPORT]), run(reports=one))
    assert [(change.report_id, change.fate) for change in back.reports] == [("r9", "gone")]
    assert words(back.reports) == ["export b.ris (removed)"]


def test_joined_reports_come_from_the_verdict_on_their_records() -> None:
    verdict = [{"record_a": "a.ris:1", "record_b": "a.ris:2", "verdict": "duplicate", "coder": "AB"}]
    compared = compare(
        run(files={DUPLICATES: []}),
        run(files={DUPLICATES: verdict}, reports=[report("r1", "a.ris:1", "a.ris:2")]),
    )
    assert [(c.report_id, c.fate, c.after) for c in compared.reports] == [("r2", "joined", "r1")]
    assert words(compared.reports) == ["verdict on duplicates on a.ris:1, a.ris:2 by AB (new)"]
    back = compare(
        run(files={DUPLICATES: verdict}, reports=[report("r1", "a.ris:1", "a.ris:2")]),
        run(files={DUPLICATES: []}),
    )
    assert [(c.report_id, c.fate, c.before) for c in back.reports] == [("r2", "parted", "r1")]


def test_a_report_with_a_new_id_is_the_same_report() -> None:
    compared = compare(
        run(reports=[report("r1", "a.ris:1")], codes=[code("r1", "none")]),
        run(reports=[report("q7", "a.ris:1")], codes=[code("q7", "none")]),
    )
    assert [(change.fate, change.before, change.after) for change in compared.reports] == [
        ("renamed", "r1", "q7")
    ]
    assert not compared.codes


def test_records_of_a_replaced_export_are_not_taken_for_the_same() -> None:
    before = run(reports=[report("r1", "a.ris:1")])
    after = run(reports=[report("q7", "a.ris:1")])
    changed = run(reports=[report("q7", "a.ris:1")], exports=[])
    assert {change.fate for change in compare(before, after).reports} == {"renamed"}
    assert {change.fate for change in compare(before, changed).reports} == {"appeared", "gone"}


def test_an_exclusion_comes_from_the_judgement_of_a_person_before_all_else() -> None:
    def judged(verdict: str) -> dict[str, Any]:
        return {
            SCREENING: [{"report": "r1", "coder": "AB", "verdict": verdict}],
            "config/criteria.yaml": {"criteria": [{"id": "field", "label": f"no service: {verdict}"}]},
        }

    compared = compare(
        run(files=judged("include")),
        run(
            files=judged("exclude"),
            decisions=[decision("r1", included=False, reason="field"), decision("r2")],
        ),
    )
    assert [(c.fate, c.before, c.after) for c in compared.reports] == [
        ("excluded", "included", "excluded: no service: exclude (field)")
    ]
    assert words(compared.reports) == [
        "screening judgement on r1 by AB (changed: verdict include -> exclude)"
    ]


def test_an_inclusion_without_a_judgement_comes_from_the_changed_criterion() -> None:
    compared = compare(
        run(
            files={"config/criteria.yaml": {"criteria": [{"id": "field", "label": "a"}]}},
            decisions=[decision("r1", included=False, reason="field")],
            reports=[report("r1")],
        ),
        run(
            files={"config/criteria.yaml": {"criteria": [{"id": "field", "label": "b"}]}},
            reports=[report("r1")],
        ),
    )
    assert words(compared.reports) == ["screening criterion field (changed: label a -> b)"]


CRITERIA = "config/criteria.yaml"


def criteria(**terms: str) -> dict[str, Any]:
    asked = {"safety": "subject", "industry": "field"}
    groups = [{"id": name, "criterion": asked[name], "terms": words} for name, words in terms.items()]
    return {CRITERIA: {"criteria": [{"id": "subject"}, {"id": "field"}], "groups": groups}}


def of_new_report(decided: ScreeningDecision, files: dict[str, Any] | None = None) -> list[str]:
    """The causes of a report that a new export brought while the terms of both groups changed."""
    compared = compare(
        run(reports=[report("r1")], files=criteria(safety="safe*", industry="steel")),
        run(
            reports=[report("r1"), report("r2", "b.ris:1")],
            decisions=[decision("r1"), decided],
            files={**criteria(safety="safety", industry="steel*"), **(files or {})},
            exports=[EXPORT, OTHER_EXPORT],
        ),
    )
    assert [change.fate for change in compared.reports] == ["appeared"]
    return words(compared.reports)


def test_a_new_report_that_the_rules_include_comes_from_its_export_and_the_changed_criteria() -> None:
    assert of_new_report(decision("r2")) == [
        "export b.ris (new)",
        "screening criterion industry (changed: terms steel -> steel*)",
        "screening criterion safety (changed: terms safe* -> safety)",
    ]


def test_a_new_report_that_the_rules_exclude_names_the_terms_of_its_reason_alone() -> None:
    assert of_new_report(decision("r2", included=False, reason="field")) == [
        "export b.ris (new)",
        "screening criterion industry (changed: terms steel -> steel*)",
    ]


def test_a_new_report_that_people_judged_names_their_judgement_and_no_criterion() -> None:
    judged = [{"report": "r2", "verdict": "include", "coder": "AB"}]
    decided = replace(decision("r2"), decided_by=("AB",), status="person")
    assert of_new_report(decided, files={SCREENING: judged}) == [
        "export b.ris (new)",
        "screening judgement on r2 by AB (new)",
    ]


def test_an_answer_on_another_text_comes_from_the_export_that_brought_it() -> None:
    longer = report("r1", "a.ris:1", "b.ris:1", abstract="Of safety and of partners.")
    compared = compare(
        run(reports=[report("r1", "a.ris:1")], rules={"r1": says("none")}),
        run(reports=[longer], rules={"r1": says("protective", hits=[HIT])}, exports=[EXPORT, OTHER_EXPORT]),
    )
    assert words(compared.answers) == ["export b.ris (new)"]


def test_a_work_of_the_lineage_is_told_by_its_key() -> None:
    changed = changed_inputs(
        run(files={LINEAGE: [{"key": "ostrom1973", "year": 1973}]}),
        run(files={LINEAGE: [{"key": "ostrom1973", "year": 1974}, {"key": "vargo2004", "year": 2004}]}),
    )
    assert [cause.words for cause in changed] == [
        "cited work of the lineage ostrom1973 (changed: year 1973 -> 1974)",
        "cited work of the lineage vargo2004 (new)",
    ]


def test_a_list_that_lost_all_its_entries_is_told_by_these_alone() -> None:
    manifest = "corpus/manifest.yaml"
    full = run(files={manifest: {"exports": [{"file": "a.ris"}]}})
    empty = run(files={manifest: {"exports": []}})
    assert [cause.words for cause in changed_inputs(full, empty)] == ["search log a.ris (removed)"]
    assert [cause.words for cause in changed_inputs(empty, full)] == ["search log a.ris (new)"]


def test_codes_that_went_with_their_reports_are_counted() -> None:
    before = run(reports=[report("r1"), report("r2")], codes=[code("r1", "none"), code("r2", "none")])
    gone = dict(summary(compare(before, run(reports=[report("r1")], codes=[code("r1", "none")]))))
    assert gone["codes of record"] == "none changed, 1 gone with their reports"
    come = dict(summary(compare(run(reports=[], codes=[]), before)))
    assert come["codes of record"] == "none changed, 2 come with new reports"


def test_versions_of_software_are_told_where_both_runs_know_them() -> None:
    changed = changed_inputs(
        run(software={"numpy": "2.0", "scipy": "1.0"}), run(software={"numpy": "2.1", "typst": "0.1"})
    )
    assert [cause.words for cause in changed] == ["software numpy (changed: 2.0 -> 2.1)"]


def test_without_copies_of_inputs_the_file_is_the_cause_and_that_is_said() -> None:
    compared = compare(run(files=pattern(0.9), kept=False, name="old"), run(files=pattern(1.5)))
    assert [cause.words for cause in compared.inputs] == [f"pattern {PATTERNS} (changed)"]
    assert "old kept no copies of its inputs" in compared.incomplete[0]


def test_a_change_that_nothing_explains_is_called_unexplained() -> None:
    compared = compare(run(rules={"r1": says("none")}), run(rules={"r1": says("protective")}))
    assert words(compared.answers) == ["unexplained (nothing that both runs kept explains it)"]


def test_a_rule_that_changed_is_a_change_of_the_workflow() -> None:
    assert kind_of_input("rules/read.smk") == kind_of_input("Snakefile") == "workflow"


def test_a_code_of_a_report_that_was_joined_comes_from_the_verdict() -> None:
    verdict = {"record_a": "a.ris:1", "record_b": "a.ris:2", "verdict": "duplicate", "coder": "A"}
    registry = {REGISTRY: [{"report_id": "r9", "aliases": "doi:10.5555/r9"}]}
    before = run(files=registry | {DUPLICATES: []}, codes=[code("r1", "none", status="person")])
    joined = (report("r1", "a.ris:1", "a.ris:2"),)
    grown = {REGISTRY: [*registry[REGISTRY], {"report_id": "r8", "aliases": "doi:10.5555/r8"}]}
    waits = [code("r1", status="waiting", reason="A coded this report differently under several ids")]
    after = run(files=grown | {DUPLICATES: [verdict]}, reports=joined, codes=waits)
    (told,) = words(compare(before, after).codes)
    assert told.startswith("verdict on duplicates on a.ris:1, a.ris:2")


def test_a_code_that_a_new_codebook_reopens_comes_from_it_though_the_report_has_one_record_more() -> None:
    def of(version: str, text: str, report_now: Report, exports: tuple[str, ...], now: CodeOfRecord) -> Run:
        said = {"version": version, "dimensions": {"framing": {"definition": text}}}
        return run(files={"config/codebook.yaml": said}, reports=(report_now,), codes=[now], exports=exports)

    before = of("0.2", "a", report("r1", "a.ris:1"), (EXPORT,), code("r1", "none", status="agreed"))
    waits = code("r1", status="waiting", reason="coded with an older codebook")
    after = of("0.3", "b", report("r1", "a.ris:1", "b.ris:7"), (EXPORT, OTHER_EXPORT), waits)
    told = words(compare(before, after).codes)
    assert told and all("codebook" in one and "export" not in one for one in told)
