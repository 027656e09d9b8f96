"""What suggestions do to reviewers: agreement with the machine by what had been shown."""

from __future__ import annotations

from dataclasses import replace

from coprod_review.analyse.audit_errors import Look
from coprod_review.analyse.suggestions import answers_needed, suggestion_section

MACHINE = {(f"r{i}", d): ("light",) for i in range(200) for d in ("wind", "tide")}


def look(report: int, shown: str, *codes: str, kind: str = "agreement", against: str = "light") -> Look:
    return Look(
        report_id=f"r{report}",
        dimension="wind",
        coder="cd",
        kind=kind,
        codes=codes,
        against=(against,),
        shown=shown,
    )


def section(looks: list[Look]) -> dict[str, dict[str, object]]:
    found = suggestion_section(looks, MACHINE, confidence=0.95, min_group=10)
    return {str(row["shown"]): dict(row) for row in found.rows}


def test_without_a_look_there_is_nothing_to_tell() -> None:
    assert suggestion_section([], MACHINE, confidence=0.95, min_group=10).rows == ()
    assert section([look(1, "", "light")]) == {}


def test_the_difference_is_told_with_its_interval() -> None:
    looks = [look(i, "suggestions", "light" if i % 10 else "strong") for i in range(100)]
    looks += [look(i, "nothing", "light" if i % 2 else "strong") for i in range(100, 140)]
    rows = section(looks)
    assert (rows["suggestions"]["share"], rows["nothing"]["share"]) == (0.9, 0.5)
    gap = rows["difference"]
    assert abs(float(str(gap["share"])) - 0.4) < 1e-9
    assert 0.2 < float(str(gap["low"])) < 0.4 < float(str(gap["high"])) < 0.6


def test_with_too_few_reports_the_difference_is_left_open_and_the_need_is_told() -> None:
    looks = [look(i, "suggestions", "light") for i in range(30)] + [look(50, "nothing", "strong")]
    gap = section(looks)["difference"]
    assert gap["share"] is None
    assert "1 report on the smaller side, of 10 needed" in str(gap["note"])
    assert "answers on either side" in str(gap["note"])


def test_answers_on_one_report_hang_together_and_count_for_less() -> None:
    apart = [look(i, "nothing", "light" if i % 2 else "strong") for i in range(40)]
    together = []
    for i in range(20):
        for dimension in ("wind", "tide"):
            one = look(i, "nothing", "light" if i % 2 else "strong")
            together.append(
                Look(
                    report_id=one.report_id,
                    dimension=dimension,
                    coder="cd",
                    kind=one.kind,
                    codes=one.codes,
                    shown="nothing",
                )
            )
    wide, narrow = section(together)["nothing"], section(apart)["nothing"]
    assert wide["share"] == narrow["share"] == 0.5
    assert float(str(wide["high"])) - float(str(wide["low"])) > float(str(narrow["high"])) - float(
        str(narrow["low"])
    )


def test_of_two_answers_of_a_reviewer_the_first_look_counts() -> None:
    looks = [
        look(1, "suggestions", "light", kind="adjudication"),
        look(1, "nothing", "strong", kind="dispute"),
    ]
    rows = section(looks)
    assert (rows["nothing"]["n_answers"], rows["suggestions"]["n_answers"]) == (1, 0)


def test_a_first_look_counts_though_its_giver_agreed_after_seeing_the_answers() -> None:
    given_in = replace(look(1, "nothing", "strong", kind="dispute"), stands=False)
    rows = section([look(1, "suggestions", "light"), given_in])
    assert (rows["nothing"]["n_answers"], rows["nothing"]["n_agree"]) == (1, 0)
    assert rows["suggestions"]["n_answers"] == 0


def test_a_look_that_differs_counts_before_the_dispute_that_follows_it() -> None:
    looks = [look(1, "suggestions", "light", kind="dispute"), look(1, "nothing", "strong", kind="look")]
    assert section(looks)["nothing"]["n_answers"] == 1
    assert section(looks)["suggestions"]["n_answers"] == 0


def test_a_dispute_without_a_proposal_differs_from_the_machine_only_where_it_objects_to_its_answer() -> None:
    rows = section([look(1, "nothing", kind="dispute"), look(2, "nothing", kind="dispute", against="none")])
    assert (rows["nothing"]["n_answers"], rows["nothing"]["n_agree"]) == (1, 0)


def test_the_number_of_answers_needed_is_that_of_the_textbooks() -> None:
    # Fleiss (1981) without continuity correction: 0.6 against 0.5 at 5 % and 80 % power, 385 a side.
    assert answers_needed(0.6, confidence=0.95) == 385
    assert answers_needed(0.0, confidence=0.95) == answers_needed(0.1, confidence=0.95) == 71
