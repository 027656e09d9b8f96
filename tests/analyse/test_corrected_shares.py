"""Corrected shares of a review: what they count, what they leave open, and their numbers."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from coprod_review.analyse.corrected_questions import ON_SAFETY, Question, questions
from coprod_review.analyse.corrected_shares import CorrectedShare, corrected_shares
from coprod_review.analyse.corrected_table import COLUMNS, REHEARSAL, corrected_section
from coprod_review.analyse.corrected_waiting import waiting_numbers
from coprod_review.analyse.gold_reach import reach_notes, reach_numbers
from coprod_review.analyse.gold_sample import GoldSample, gold_sample
from coprod_review.analyse.ledger import ledger
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.sample import Inclusion

TRADITIONS = ("public_administration", "service_management", "none")
FRAMINGS = ("partnership", "none")
REPORTS = [f"r{i:03}" for i in range(120)]


def true_codes(report: str) -> dict[str, str]:
    number = int(report[1:])
    return {"tradition": TRADITIONS[number % 3], "framing": FRAMINGS[number % 2]}


def settled(reports: Iterable[str], *, waiting: Iterable[str] = ()) -> list[CodeOfRecord]:
    return [
        CodeOfRecord(
            report_id=report,
            dimension=dimension,
            codes=() if report in waiting else (code,),
            status="waiting" if report in waiting else "agreed",
            coders=("one", "two"),
        )
        for report in reports
        for dimension, code in true_codes(report).items()
    ]


def machine(*, wrong_from: int = 90) -> list[Coding]:
    """A machine that takes every report from a number on for public administration without safety."""
    codings = []
    for report in REPORTS:
        given = dict(true_codes(report))
        if int(report[1:]) >= wrong_from:
            given = {"tradition": "public_administration", "framing": "none"}
        codings += [
            Coding(report_id=report, dimension=d, codes=(code,), coder="combination", scores={code: 0.9})
            for d, code in given.items()
        ]
    return codings


def included(*, drawn: set[str], probability: float) -> dict[str, Inclusion]:
    return {
        report: Inclusion(stratum="1: all reports", probability=probability, drawn=report in drawn)
        for report in REPORTS
    }


DRAWN = {report for report in REPORTS if int(report[1:]) % 4 == 1}


def gold(**changes: object) -> GoldSample:
    facts = {
        "inclusion": included(drawn=DRAWN, probability=0.25),
        "settled": settled(REPORTS),
        "machine": machine(),
        "only_settled": True,
    } | changes
    return gold_sample(REHEARSAL, REPORTS, **facts)  # type: ignore[arg-type]


def question(codebook: Codebook, measure: str, dimension: str, among: str = "") -> Question:
    return next(
        q for q in questions(codebook) if (q.measure, q.dimensions[0], q.among) == (measure, dimension, among)
    )


def by_code(shares: list[CorrectedShare]) -> dict[tuple[str, str], CorrectedShare]:
    return {(share.code, share.other or share.framing): share for share in shares}


def test_the_corrected_share_lies_nearer_to_the_truth_than_that_of_a_machine_that_errs(
    codebook: Codebook,
) -> None:
    shares = by_code(corrected_shares(gold(), question(codebook, "share", "tradition"), confidence=0.95))
    public = shares["public_administration", ""]
    assert public.every is not None and public.every.value == pytest.approx(1 / 3)
    assert public.naive.value == pytest.approx(0.5)
    assert abs(public.corrected.value - 1 / 3) < 0.05
    assert public.corrected.low <= 1 / 3 <= public.corrected.high


def test_where_all_reports_are_drawn_and_settled_corrected_share_and_truth_are_the_same(
    codebook: Codebook,
) -> None:
    whole = gold(inclusion=included(drawn=set(REPORTS), probability=1.0))
    for share in corrected_shares(whole, question(codebook, "share", "tradition"), confidence=0.95):
        assert share.every is not None
        assert share.corrected.value == pytest.approx(share.every.value)
        assert share.corrected.low == pytest.approx(share.corrected.high)
        assert (share.beyond.low, share.beyond.high) == pytest.approx((share.every.low, share.every.high))


def test_shares_among_reports_on_safety_are_plain_where_all_is_settled(codebook: Codebook) -> None:
    whole = gold(inclusion=included(drawn=set(REPORTS), probability=1.0))
    asked = question(codebook, "share", "tradition", ON_SAFETY)
    shares = by_code(corrected_shares(whole, asked, confidence=0.95))
    public = shares["public_administration", ""]
    assert public.every is not None and public.every.value == pytest.approx(20 / 60)
    assert public.corrected.value == pytest.approx(20 / 60)
    assert (public.beyond.low, public.beyond.high) == pytest.approx((public.every.low, public.every.high))
    difference = shares["public_administration", "service_management"]
    assert difference.corrected.value == pytest.approx(0)


def test_cells_add_up_to_the_shares_of_their_row(codebook: Codebook) -> None:
    cells = corrected_shares(gold(), question(codebook, "cell", "tradition"), confidence=0.95)
    assert sum(cell.corrected.value for cell in cells) == pytest.approx(1)
    assert len(cells) == 20


def test_a_drawn_report_that_waits_is_stood_for_by_the_others_of_its_stratum(codebook: Codebook) -> None:
    waiting = {"r001", "r005"}
    real = gold(settled=settled(REPORTS, waiting=waiting), only_settled=False)
    share = corrected_shares(real, question(codebook, "share", "tradition"), confidence=0.95)[0]
    assert share.total == 120
    assert set(share.sampled) == DRAWN - waiting
    assert share.every is None


def test_settled_codes_outside_the_sample_change_nothing(codebook: Codebook) -> None:
    asked = question(codebook, "share", "tradition")
    few = corrected_shares(gold(settled=settled(DRAWN), only_settled=False), asked, confidence=0.95)
    all_ = corrected_shares(gold(only_settled=False), asked, confidence=0.95)
    assert [share.corrected for share in few] == [share.corrected for share in all_]


def test_without_machine_codes_the_sample_speaks_alone_and_nothing_is_naive(codebook: Codebook) -> None:
    for share in corrected_shares(
        gold(machine=()), question(codebook, "share", "tradition"), confidence=0.95
    ):
        assert share.corrected == share.sample
        assert share.naive.value != share.naive.value


def test_an_abstaining_machine_is_heard_by_its_probabilities(codebook: Codebook) -> None:
    asked = question(codebook, "share", "tradition")
    unsure = [
        Coding(
            report_id=c.report_id,
            dimension=c.dimension,
            codes=c.codes,
            coder=c.coder,
            scores=c.scores,
            prediction_set=("none", "other"),
        )
        for c in machine()
    ]
    assert corrected_shares(gold(machine=unsure), asked, confidence=0.95) == corrected_shares(
        gold(), asked, confidence=0.95
    )


def test_strata_with_one_settled_report_are_joined_so_that_their_variance_is_known(
    codebook: Codebook,
) -> None:
    inclusion = {
        report: Inclusion(
            stratum="1: thin" if int(report[1:]) < 8 else "1: thick",
            probability=0.25,
            drawn=report in DRAWN and report != "r005",
        )
        for report in REPORTS
    }
    share = corrected_shares(
        gold(inclusion=inclusion), question(codebook, "share", "tradition"), confidence=0.95
    )[0]
    assert share.corrected.low < share.corrected.value < share.corrected.high


def test_every_row_of_the_table_has_its_numbers_and_no_two_share_an_id(codebook: Codebook) -> None:
    found = corrected_section([gold()], codebook, confidence=0.95)
    numbers = {n.number_id: n for n in ledger(found.numbers)}
    assert found.rows and all(tuple(row) == COLUMNS for row in found.rows)
    for row in found.rows:
        number = numbers[row["number_id"]]
        assert set(number.members) <= DRAWN
        assert f"{row['number_id']}.naive" in numbers
        assert f"{row['number_id']}.all_settled" in numbers
    share = numbers["corrected.rehearsal.tradition.public_administration.all_settled"]
    assert set(share.members) == {r for r in REPORTS if true_codes(r)["tradition"] == "public_administration"}
    assert numbers["corrected.rehearsal.tradition.sampled"].value == len(DRAWN)


def test_dimensions_without_settled_reports_in_the_sample_are_told_as_missing(codebook: Codebook) -> None:
    found = corrected_section([gold()], codebook, confidence=0.95)
    assert any("fewer than two settled reports in safety_strategy" in note for note in found.notes)


def test_what_waits_in_a_sample_is_counted_and_bounds_the_shares(codebook: Codebook) -> None:
    waiting = set(sorted(DRAWN)[:5])
    sample = gold(settled=settled(DRAWN, waiting=waiting), only_settled=False)
    told = {n.number_id: n for n in waiting_numbers(sample, codebook, confidence=0.95)}
    counts = [told[f"waiting.tradition.{name}"].value for name in ("drawn", "settled", "waiting")]
    assert counts == [len(DRAWN), len(DRAWN) - 5, 5]
    assert set(told["waiting.tradition.waiting"].members) == waiting
    shares = corrected_shares(sample, question(codebook, "share", "tradition"), confidence=0.95)
    for code in TRADITIONS:
        against, given = (told[f"waiting.tradition.{code}.{way}"].value for way in ("against", "for"))
        assert against < by_code(shares)[code, ""].corrected.value < given
        assert given - against == pytest.approx(5 / len(DRAWN), abs=0.05)


def test_where_all_of_a_sample_is_settled_nothing_bounds_its_shares(codebook: Codebook) -> None:
    told = waiting_numbers(gold(only_settled=False), codebook, confidence=0.95)
    assert {n.number_id.rpartition(".")[2] for n in told} == {"drawn", "settled", "waiting"}


def test_a_review_without_any_sample_has_an_empty_table(codebook: Codebook) -> None:
    found = corrected_section([], codebook, confidence=0.95)
    assert not found.rows and not found.numbers and not found.notes


def test_what_nobody_was_asked_for_has_no_corrected_share(codebook: Codebook) -> None:
    unasked = {("tradition", "other"), ("framing", "protective")}
    found = corrected_section([gold()], codebook, confidence=0.95, unasked=unasked)
    assert found.rows
    assert not any(
        {row["code"], row["other"]} & {"other"} and row["dimension"] == "tradition" for row in found.rows
    )
    assert not any("protective" in (row["code"], row["other"], row["framing"]) for row in found.rows)


def test_reports_that_no_draw_could_take_are_counted_and_told() -> None:
    numbers = reach_numbers(gold(), [*REPORTS, "later"])
    assert [(n.number_id, n.value) for n in numbers] == [
        ("gold_sample.reached", len(REPORTS)),
        ("gold_sample.outside", 1),
    ]
    (told,) = reach_notes(numbers)
    assert f"it stands for {len(REPORTS)} of {len(REPORTS) + 1} included reports" in told
    assert reach_numbers(gold(), REPORTS) == [] and reach_notes([]) == []
