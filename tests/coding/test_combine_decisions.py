from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from tests.coding.classifier_examples import agreed, example_codebook

from coprod_review.coding.joint import joint_answers
from coprod_review.coding.queue import Usefulness, questions
from coprod_review.coding.record_codes import codes_of_record
from coprod_review.model.codebook import Constraint
from coprod_review.model.coding import CodeOfRecord, Coding

CODEBOOK = example_codebook()
BACKGROUND = [agreed(f"b{i}", "place", "garden") for i in range(12)] + [
    agreed(f"b{i}", "tools", "shears") for i in range(12)
]


def machine(name: str, *codes: str, sure: bool = True, confidence: float = 0.9) -> Coding:
    return Coding(
        report_id="r1",
        dimension=name,
        codes=codes,
        coder="combination",
        confidence=confidence,
        scores=dict.fromkeys(codes, confidence),
        prediction_set=codes if sure else (*codes, "none"),
    )


def recorded(*combination: Coding, settled: tuple[CodeOfRecord, ...] = ()) -> dict[str, CodeOfRecord]:
    codes = codes_of_record(
        {"r1"},
        settled=[*BACKGROUND, *settled],
        combination=combination,
        codebook=CODEBOOK,
        min_settled_per_code=10,
    )
    return {c.dimension: c for c in codes}


def test_every_included_report_has_one_code_of_record_in_every_dimension() -> None:
    codes = codes_of_record(
        {"r1", "b1"}, settled=BACKGROUND, combination=(), codebook=CODEBOOK, min_settled_per_code=10
    )
    assert [(c.report_id, c.dimension) for c in codes] == [
        ("b1", "place"),
        ("b1", "tools"),
        ("r1", "place"),
        ("r1", "tools"),
    ]


def test_settled_codes_stand_whatever_the_machine_says() -> None:
    entry = agreed("r1", "place", "harbour")
    assert recorded(machine("place", "garden"), settled=(entry,))["place"] == entry


def test_what_waits_for_adjudication_is_not_decided_by_machine() -> None:
    entry = replace(agreed("r1", "place"), status="waiting")
    assert recorded(machine("place", "garden"), settled=(entry,))["place"].status == "waiting"


def test_a_machine_that_is_sure_decides() -> None:
    entry = recorded(machine("place", "garden"))["place"]
    assert (entry.status, entry.codes, entry.coders) == ("machine", ("garden",), ("combination",))
    assert entry.confidence == 0.9


def test_a_machine_that_is_not_sure_leaves_it_open_and_says_what_is_possible() -> None:
    entry = recorded(machine("place", "garden", sure=False))["place"]
    assert (entry.status, entry.codes) == ("open", ())
    assert entry.reason == "several answers are possible: garden, none"


def test_a_machine_whose_answer_is_ruled_out_leaves_it_open_and_says_so() -> None:
    coding = replace(machine("place", "garden"), prediction_set=("none",))
    entry = recorded(coding)["place"]
    assert (entry.status, entry.codes) == ("open", ())
    assert entry.reason == "the answer that is given, garden, is ruled out; possible: none"


def test_a_code_with_few_settled_reports_is_never_decided_by_machine_alone() -> None:
    entry = recorded(machine("place", "harbour"))["place"]
    assert entry.status == "open"
    assert entry.reason == "fewer than 10 settled reports carry harbour (0)"


def test_without_a_machine_coder_a_report_is_open() -> None:
    assert recorded()["place"].reason == "too few settled reports to train a machine coder"


def test_a_machine_code_that_breaks_a_constraint_with_a_settled_one_is_opened() -> None:
    codes = recorded(machine("tools", "shears"), settled=(agreed("r1", "place", "none"),))
    assert codes["place"].codes == ("none",)
    assert codes["tools"].status == "open"
    assert "when place is none, then tools none" in codes["tools"].reason


def test_the_queue_names_the_codes_of_each_coder_and_puts_the_unanswered_first() -> None:
    waiting = replace(agreed("r1", "place"), status="waiting")
    against = agreed("r2", "place", "harbour")
    asked = questions(
        [*BACKGROUND, against, waiting],
        combination=[
            machine("place", "garden", confidence=0.6),
            replace(machine("place", "garden"), report_id="r2"),
        ],
        people=[
            replace(machine("place", "garden"), coder="bo"),
            replace(machine("place", "harbour"), coder="ann"),
        ],
        titles={"r1": "A title"},
        usefulness=Usefulness(),
    )
    assert [(q.report_id, q.status) for q in asked] == [
        ("r1", "waiting"),
        ("r2", "machine against settled"),
    ]
    assert asked[0].why.startswith("ann: harbour; bo: garden; ")
    assert asked[0].title == "A title"
    assert asked[1].priority == 0.9


def test_the_queue_says_whose_answer_it_suggests() -> None:
    entries = [replace(agreed(r, "place"), status="open") for r in ("r1", "r2", "r3")]
    rules = [replace(machine("place", "garden"), report_id=r, coder="rules") for r in ("r1", "r2")]
    lineage = replace(machine("place", "harbour"), report_id="r2", coder="lineage")
    silent = replace(machine("place"), report_id="r3", coder="rules")
    asked = questions(
        entries,
        combination=[machine("place", "none")],
        coders=[lineage, *rules, silent],
        people=[],
        titles={},
        usefulness=Usefulness(),
    )
    assert {q.report_id: q.suggestion for q in asked} == {
        "r1": "combination: none",
        "r2": "rules: garden; lineage: harbour",
        "r3": "",
    }


def test_among_the_unanswered_the_most_doubtful_comes_first() -> None:
    entries = [replace(agreed(r, "place"), status="open") for r in ("r1", "r2")]
    doubtful = replace(machine("place", "garden", confidence=0.4), report_id="r2")
    assert order(entries, machine("place", "garden"), doubtful) == [("r2", "place"), ("r1", "place")]


def test_questions_on_a_report_stand_together_and_their_sum_ranks_it() -> None:
    one = machine("place", "garden", confidence=0.4)
    two = [
        replace(machine(d, "none", confidence=0.6), report_id="r2", dimension=d) for d in ("place", "tools")
    ]
    entries = [opened("r1", "place"), opened("r2", "place"), opened("r2", "tools")]
    assert order(entries, one, *two) == [("r2", "place"), ("r2", "tools"), ("r1", "place")]


def test_a_dimension_that_weighs_more_comes_first_and_the_question_says_how_it_counts() -> None:
    asked = questions(
        [opened("r1", "place"), opened("r1", "tools")],
        combination=[machine("place", "garden", confidence=0.4), machine("tools", "none", confidence=0.5)],
        people=[],
        titles={},
        usefulness=Usefulness(weights={"tools": 1.0}, other_weight=0.25),
    )
    assert [(q.dimension, q.priority) for q in asked] == [("tools", 0.5), ("place", 0.25 * 0.6)]
    assert asked[1].why.endswith("; priority 0.15 = weight 0.25 x chance of a change 0.60")


def test_where_a_rare_code_is_possible_an_answer_counts_more_and_the_question_says_so() -> None:
    usual = machine("place", "garden", confidence=0.5)
    rare = replace(machine("place", "harbour", confidence=0.6), report_id="r2")
    asked = questions(
        [*BACKGROUND, opened("r1", "place"), opened("r2", "place")],
        combination=[usual, rare],
        people=[],
        titles={},
        usefulness=Usefulness(rare=2.0, rare_below=10),
    )
    assert [q.report_id for q in asked] == ["r2", "r1"]
    assert asked[0].why.endswith(
        "; priority 0.80 = weight 1 x chance of a change 0.40 x a rare code is possible 2"
    )


def test_a_settled_code_that_the_machine_is_very_sure_against_is_asked_before_what_is_open() -> None:
    entries = [agreed("r1", "place", "harbour"), opened("r2", "place"), agreed("r3", "place", "harbour")]
    codings = [
        replace(machine("place", "garden", confidence=p), report_id=r)
        for r, p in (("r1", 0.94), ("r2", 0.5), ("r3", 0.97))
    ]
    asked = questions(
        entries, combination=codings, people=[], titles={}, usefulness=Usefulness(slip_from=0.95)
    )
    assert [q.report_id for q in asked] == ["r3", "r2", "r1"]
    assert asked[0].why.startswith("possible slip, settled: harbour; ")
    assert asked[0].why.endswith("; priority 0.97 = weight 1 x machine's probability of another code 0.97")
    assert asked[2].why.startswith("settled: harbour; ")


def test_a_mere_contradiction_does_not_raise_a_report_where_something_is_open() -> None:
    entries = [opened("r1", "place"), opened("r2", "place"), agreed("r2", "tools", "none")]
    one = machine("place", "garden", confidence=0.4)
    two = replace(machine("place", "garden", confidence=0.6), report_id="r2")
    against = replace(machine("tools", "shears", confidence=0.9), report_id="r2")
    assert order(entries, one, two, against) == [("r1", "place"), ("r2", "place"), ("r2", "tools")]


def opened(report_id: str, name: str) -> CodeOfRecord:
    return replace(agreed(report_id, name), status="open", reason="nobody knows")


def order(entries: list[CodeOfRecord], *combination: Coding) -> list[tuple[str, str]]:
    asked = questions(entries, combination=combination, people=[], titles={}, usefulness=Usefulness())
    return [(q.report_id, q.dimension) for q in asked]


LOGS = st.floats(-8, 0)


@given(st.tuples(LOGS, LOGS, LOGS), st.tuples(LOGS, LOGS, LOGS), st.tuples(LOGS, LOGS))
def test_joint_answers_are_the_most_probable_legal_ones(
    a: tuple[float, ...], b: tuple[float, ...], c: tuple[float, ...]
) -> None:
    logs: dict[str, dict[tuple[str, ...], float]] = {
        "a": {("none",): a[0], ("x",): a[1], ("y",): a[2]},
        "b": {("none",): b[0], ("x",): b[1], ("x", "y"): b[2]},
        "c": {("none",): c[0], ("z",): c[1]},
    }
    constraints = [
        Constraint(when={"a": "none"}, then={"b": "none"}),
        Constraint(when={"c": "none"}, then={"a": "none"}),
        Constraint(when={"a": "none"}, then={"c": "none"}),
    ]
    legal = [
        given
        for combination in product(*(sorted(logs[d]) for d in "abc"))
        if not any(k.is_broken_by(given := dict(zip("abc", combination, strict=True))) for k in constraints)
    ]
    found = joint_answers(logs, constraints)
    total = math.fsum(logs[d][found[d]] for d in "abc")
    assert not any(k.is_broken_by(found) for k in constraints)
    assert total >= max(math.fsum(logs[d][g[d]] for d in "abc") for g in legal) - 1e-9


def test_dimensions_without_constraints_keep_their_own_best_answer() -> None:
    assert joint_answers({"a": {("x",): -1.0, ("y",): -0.5}}, ()) == {"a": ("y",)}


def test_what_no_machine_may_read_is_open_unless_people_settled_it() -> None:
    entry = agreed("r1", "tools", "shears")
    codes = codes_of_record(
        {"r1"},
        settled=[*BACKGROUND, entry],
        combination=[machine("place", "garden")],
        codebook=CODEBOOK,
        min_settled_per_code=10,
        undecidable={"r1": "no abstract was read"},
    )
    assert codes[1] == entry
    assert (codes[0].status, codes[0].reason) == ("open", "no abstract was read")


def test_the_disputed_stand_first_in_the_queue_with_who_objects_and_why() -> None:
    waiting = replace(agreed("r1", "place"), status="waiting")
    asked = questions(
        [waiting, agreed("r2", "place", "harbour")],
        combination=[],
        people=[],
        titles={},
        usefulness=Usefulness(),
        disputed={("r2", "place"): "cd objects to harbour: it is a garden"},
    )
    assert [(q.report_id, q.status) for q in asked] == [("r2", "disputed"), ("r1", "waiting")]
    assert asked[0].why.startswith("cd objects to harbour: it is a garden; priority")
