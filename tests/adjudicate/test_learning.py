"""Exercises for learners: which they get, in what order, how a learner stands, what a learner is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from coprod_review.adjudicate.learning import next_exercise, settled_reports
from coprod_review.adjudicate.learning_feedback import step_to, told_answers
from coprod_review.adjudicate.learning_standing import agreed, confusions, learner_standing
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding, Evidence
from coprod_review.model.learning import Level, SettledReport, Trial

LEVEL = Level(kappa=0.6, reports=4)
DRAWS: dict[str, Any] = {"draws": 200, "seed": 1, "confidence": 0.95}


def record(
    report: str, dimension: str, *codes: str, status: str = "person", reason: str = ""
) -> CodeOfRecord:
    return CodeOfRecord(
        report_id=report, dimension=dimension, codes=codes, status=status, coders=("ada",), reason=reason
    )


def coding(report: str, dimension: str, coder: str, *codes: str, quote: str = "") -> Coding:
    evidence = (Evidence(field="abstract", start=0, end=len(quote), quote=quote),) if quote else ()
    return Coding(report_id=report, dimension=dimension, codes=codes, coder=coder, evidence=evidence)


def trial(report: str, dimension: str, given: str, settled: str, *, round_: int = 1) -> Trial:
    return Trial(
        report_id=report,
        dimension=dimension,
        round=round_,
        codes=tuple(given.split()),
        settled=tuple(settled.split()),
    )


def report(name: str, *, differed: Sequence[str] = (), **codes: str) -> SettledReport:
    return SettledReport(
        report_id=name,
        codes={dimension: tuple(given.split()) for dimension, given in codes.items()},
        first_differed=frozenset(differed),
    )


def all_right(exercise: SettledReport, *, round_: int = 1) -> list[Trial]:
    return [
        trial(exercise.report_id, d, " ".join(codes), " ".join(codes), round_=round_)
        for d, codes in exercise.codes.items()
    ]


def test_an_exercise_is_a_report_that_people_have_settled_and_nobody_will_ask_the_learner_to_code(
    codebook: Codebook,
) -> None:
    records = [
        record(name, dimension, code)
        for name in ("settled", "sampled", "own", "machine")
        for dimension, code in (("wind", "light"), ("direction", "north"))
    ]
    records = [replace(r, status="machine") if r.report_id == "machine" else r for r in records]
    records.append(record("scarcely", "wind", "light"))
    found = settled_reports(
        records, [coding("own", "wind", "AB", "light")], codebook, kept_away={"sampled"}, learner="ab"
    )
    assert [r.report_id for r in found] == ["settled"]


def test_a_report_is_difficult_where_readers_first_differed_or_an_adjudicator_had_to_settle(
    codebook: Codebook,
) -> None:
    records = [
        record("r", "wind", "light", status="adjudicated"),
        record("r", "direction", "north"),
        record("r", "clothes", "hat"),
    ]
    codings = [
        coding("r", "clothes", "ada", "hat"),
        coding("r", "clothes", "bo", "coat"),
        coding("r", "direction", "ada", "north"),
        coding("r", "direction", "rules", "south"),
    ]
    (found,) = settled_reports(records, codings, codebook, kept_away=(), learner="AB")
    assert found.first_differed == {"wind", "clothes"}
    assert found.difficulty == pytest.approx(2 / 3)


def test_every_code_comes_up_before_one_comes_up_again() -> None:
    reports = [report(f"light{i}", wind="light") for i in range(5)]
    reports += [report("strong", wind="strong"), report("calm", wind="none")]
    trials: list[Trial] = []
    first = []
    for _ in range(3):
        exercise = next_exercise(reports, trials, learner="AB", level=LEVEL)
        assert exercise is not None
        first.append(exercise.report.codes["wind"])
        trials += all_right(exercise.report)
    assert sorted(first) == [("light",), ("none",), ("strong",)]


def test_a_code_that_was_mistaken_comes_again_in_another_report() -> None:
    reports = [report(f"{code}{i}", wind=code) for code in ("light", "strong", "none") for i in range(3)]
    trials = [
        trial("light0", "wind", "light", "light"),
        trial("strong0", "wind", "light", "strong"),
        trial("none0", "wind", "none", "none"),
    ]
    exercise = next_exercise(reports, trials, learner="AB", level=LEVEL)
    assert exercise is not None and exercise.report.codes["wind"] == ("strong",)
    trials += all_right(exercise.report)
    exercise = next_exercise(reports, trials, learner="AB", level=LEVEL)
    assert exercise is not None and exercise.report.codes["wind"] != ("strong",)


def test_difficult_reports_come_later() -> None:
    easy = [report(f"easy{i}", wind="light") for i in range(4)]
    reports = [report("hard", wind="light", differed=["wind"]), *easy]
    trials: list[Trial] = []
    order = []
    for _ in range(5):
        exercise = next_exercise(reports, trials, learner="AB", level=LEVEL)
        assert exercise is not None
        order.append(exercise.report.report_id)
        trials += all_right(exercise.report)
    assert order[0] != "hard" and "hard" in order[2:4]


def test_what_was_wrong_comes_as_a_further_round_once_every_report_was_had() -> None:
    reports = [report("a", wind="light"), report("b", wind="strong")]
    trials = [trial("a", "wind", "strong", "light"), trial("b", "wind", "strong", "strong")]
    again = next_exercise(reports, trials, learner="AB", level=LEVEL)
    assert again is not None and (again.report.report_id, again.round) == ("a", 2)
    trials += all_right(reports[0], round_=2)
    assert next_exercise(reports, trials, learner="AB", level=LEVEL) is None


def test_an_exercise_that_is_begun_is_finished_first() -> None:
    reports = [report(name, wind="light", direction="north") for name in "abc"]
    trials = [*all_right(reports[0]), replace(trial("c", "wind", "light", "light"), settled=())]
    begun = next_exercise(reports, trials, learner="AB", level=LEVEL)
    assert begun is not None and begun.report.report_id == "c"


def test_two_learners_get_orders_of_their_own_and_each_always_the_same() -> None:
    reports = [report(f"r{i}", wind="light") for i in range(30)]
    first = {name: next_exercise(reports, [], learner=name, level=LEVEL) for name in ("AB", "CD", "EF", "GH")}
    assert first["AB"] == next_exercise(reports, [], learner="AB", level=LEVEL)
    assert len({e.report.report_id for e in first.values() if e}) > 1


def test_kappa_counts_first_answers_alone_since_later_ones_know_the_answer(codebook: Codebook) -> None:
    trials = [
        trial("a", "wind", "strong", "light"),
        trial("b", "wind", "strong", "strong"),
        trial("a", "wind", "light", "light", round_=2),
    ]
    standing = learner_standing(trials, [], codebook, level=LEVEL, **DRAWS)
    (wind,) = standing.dimensions
    assert (wind.so_far.n, wind.so_far.n_right, standing.n_reports) == (2, 1, 2)


def test_kappa_is_that_of_cohen_and_lies_in_its_interval() -> None:
    pairs = [("light", "light")] * 20 + [("strong", "strong")] * 15 + [("light", "strong")] * 5
    pairs += [("strong", "light")] * 10
    found = agreed([trial(f"r{i}", "wind", g, s) for i, (g, s) in enumerate(pairs)], **DRAWS)
    assert found.kappa == pytest.approx(0.4)  # Cohen (1960): (0.70 - 0.50) / (1 - 0.50)
    assert found.kappa_interval is not None
    assert found.kappa_interval[0] < 0.4 < found.kappa_interval[1]


def test_a_learner_who_has_all_answers_right_has_an_interval_as_wide_as_their_number_allows() -> None:
    def of(n: int) -> float:
        trials = [trial(f"r{i}", "wind", code, code) for i, code in enumerate(["light", "strong"] * n)]
        found = agreed(trials, **DRAWS)
        assert found.kappa == 1 and found.kappa_interval is not None and found.kappa_interval[1] == 1
        return found.kappa_interval[0]

    # Wilson (1927) of 10 of 10 is 0.7225; corrected for a chance of one half.
    assert of(5) == pytest.approx((0.7225 - 0.5) / 0.5, abs=1e-3)
    assert of(5) < of(50) < 1


def test_a_kappa_that_every_resample_repeats_has_no_interval() -> None:
    trials = [trial(f"r{i}", "wind", "light", code) for i, code in enumerate(["light", "strong"] * 10)]
    found = agreed(trials, **DRAWS)
    assert (found.kappa, found.kappa_interval) == (0, None)


def test_cannot_tell_is_never_right() -> None:
    assert agreed([trial("a", "wind", "", "light")], **DRAWS).n_right == 0


def test_the_level_needs_enough_reports_and_counts_the_latest_of_them(codebook: Codebook) -> None:
    wrong = [trial(f"w{i}", "wind", "light", "strong") for i in range(4)]
    right = [
        trial(f"r{i}", "wind", code, code) for i, code in enumerate(("light", "strong", "light", "none"))
    ]
    few = learner_standing(right[:3], [], codebook, level=LEVEL, **DRAWS)
    late = learner_standing([*wrong, *right], [], codebook, level=LEVEL, **DRAWS)
    early = learner_standing([*right, *wrong], [], codebook, level=LEVEL, **DRAWS)
    assert [s.is_reached for s in (few, late, early)] == [False, True, False]


def test_confusions_pair_what_was_left_out_with_what_was_added() -> None:
    found = confusions(
        [
            trial("a", "clothes", "coat hat", "coat scarf"),
            trial("b", "clothes", "coat hat", "coat scarf"),
            trial("c", "clothes", "coat", "coat scarf"),
            trial("d", "clothes", "coat", "coat"),
        ]
    )
    assert [(c.settled, c.given, c.n) for c in found] == [("scarf", "hat", 2), ("scarf", "", 1)]


def test_a_learner_is_told_who_settled_it_on_which_words_and_who_had_first_said_otherwise(
    codebook: Codebook,
) -> None:
    told = told_answers(
        [trial("a", "clothes", "hat", "coat"), trial("a", "wind", "light", "light")],
        codebook,
        records={"clothes": record("a", "clothes", "coat", status="adjudicated", reason="it says so")},
        codings=[
            coding("a", "clothes", "ada", "coat", quote="a long coat"),
            coding("a", "clothes", "bo", "hat"),
            coding("a", "clothes", "rules", "coat", quote="coat"),
        ],
    )
    assert [t.trial.dimension for t in told] == ["wind", "clothes"]
    clothes = told[1]
    assert (clothes.status, clothes.reason) == ("adjudicated", "it says so")
    assert [(s.coder, s.quotes) for s in clothes.sources] == [("ada", ("a long coat",))]
    assert [s.coder for s in clothes.others] == ["bo"]


def test_nobody_is_told_of_answers_that_may_still_change(codebook: Codebook) -> None:
    begun = replace(trial("a", "wind", "light", "light"), settled=())
    assert told_answers([begun], codebook, records={}, codings=[]) == []


def test_the_step_that_leads_to_a_code_is_the_one_that_ends_in_it(codebook: Codebook) -> None:
    wind = replace(
        codebook.dimensions["wind"],
        decide=(
            "Is there any wind? If not: none. (A breath in a closed room: light.)",
            "Do the trees bend: strong.",
            "Else: light.",
        ),
    )
    assert [step_to(wind, [code]) for code in ("none", "strong", "light", "gale")] == [1, 2, 3, None]
