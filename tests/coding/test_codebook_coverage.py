"""Which patterns fire, fire together, read the same words, and oppose what is settled."""

from __future__ import annotations

import pytest

from coprod_review.coding.constraint_checks import checked
from coprod_review.coding.pattern_conflicts import NO_BETTER, OPPOSES, TOO_FEW, PatternPrecision, precisions
from coprod_review.coding.pattern_coverage import Firings, coverage, overlaps
from coprod_review.model.codebook import Code, Codebook, Constraint, Dimension
from coprod_review.model.coding import CodeOfRecord, Coding, Evidence
from coprod_review.model.pattern import Pattern


def pattern(name: str, code: str = "tea", *, dimension: str = "drink", weight: float = 1.0) -> Pattern:
    return Pattern(
        pattern_id=name,
        dimension=dimension,
        code=code,
        weight=weight,
        phrases=(name,),
        tokens=(),
        matches=(name,),
        misses=("water",),
        file="drink.yaml",
        line=1,
    )


def coding(
    report: str, *found: tuple[str, int, int], weight: float = 1.0, flags: tuple[str, ...] = ()
) -> Coding:
    """A coding whose evidence are passages of patterns, by rule, start and end."""
    evidence = tuple(
        Evidence(
            field="title",
            start=s,
            end=e,
            quote="x" * (e - s),
            code="tea",
            rule=r,
            weight=weight,
            context=flags,
        )
        for r, s, e in found
    )
    return Coding(report_id=report, dimension="drink", codes=("tea",), coder="rules", evidence=evidence)


def settled(report: str, *codes: str, status: str = "agreed") -> CodeOfRecord:
    return CodeOfRecord(report_id=report, dimension="drink", codes=codes, status=status, coders=("ann",))


def test_every_pattern_has_a_row_and_one_that_never_fires_has_zeros() -> None:
    firings = Firings([coding("r1", ("cup", 0, 3), ("cup", 8, 11)), coding("r2")])
    cup, pot = coverage([pattern("cup"), pattern("pot")], firings)
    assert (cup.n_passages, cup.n_reports, cup.share, cup.n_counting) == (2, 1, 0.5, 1)
    assert (pot.n_passages, pot.n_reports, pot.share, pot.n_counting) == (0, 0, 0.0, 0)


def test_a_pattern_that_is_negated_everywhere_fires_and_does_not_count() -> None:
    firings = Firings([coding("r1", ("cup", 0, 3), weight=0.0, flags=("negated",))])
    (cup,) = coverage([pattern("cup")], firings)
    assert (cup.n_reports, cup.n_counting, cup.n_negated) == (1, 0, 1)


def test_patterns_that_fire_in_the_same_reports_are_told_with_their_share() -> None:
    both = [coding(f"r{i}", ("cup", 0, 3), ("pot", 8, 11)) for i in range(3)]
    (pair,) = overlaps([pattern("pot"), pattern("cup")], Firings([*both, coding("r9", ("cup", 0, 3))]))
    assert (pair.a.pattern_id, pair.b.pattern_id) == ("cup", "pot")
    assert (pair.n_a, pair.n_b, pair.n_both, pair.n_same_words) == (4, 3, 3, 0)
    assert pair.together == 0.75
    assert pair.relation == "one code"


def test_patterns_that_read_the_same_words_are_told_though_one_fires_far_more_often() -> None:
    same = [coding(f"r{i}", ("cup", 0, 5), ("cup of", 0, 8)) for i in range(3)]
    more = [coding(f"s{i}", ("cup", 0, 5)) for i in range(20)]
    patterns = [pattern("cup"), pattern("cup of", "milk")]
    (pair,) = overlaps(patterns, Firings([*same, *more]))
    assert pair.n_same_words == 3
    assert pair.reads_the_same
    assert pair.relation == "two codes of one dimension"


def test_a_pair_that_reads_the_same_words_for_tradition_and_framing_is_a_fault_with_places_and_remedy() -> (
    None
):
    same = [coding(f"r{i}", ("cup", 0, 5), ("cup of", 0, 8)) for i in range(3)]
    cup, of = pattern("cup", dimension="tradition"), pattern("cup of", dimension="framing")
    (pair,) = overlaps([cup, of], Firings(same))
    assert pair.joins_related
    assert "cup (tradition) and cup of (framing) read the same words in 3 of the 3" in pair.fault.problem
    assert pair.fault.where == "drink.yaml, line 1; drink.yaml, line 1"
    assert "`beside`" in pair.fault.remedy
    (other,) = overlaps([cup, pattern("cup of", dimension="drink")], Firings(same))
    assert not other.joins_related


@pytest.mark.parametrize("n", [1, 2])
def test_patterns_that_meet_in_one_or_two_reports_are_not_told(n: int) -> None:
    both = [coding(f"r{i}", ("cup", 0, 3), ("pot", 0, 3)) for i in range(n)]
    assert overlaps([pattern("cup"), pattern("pot")], Firings(both)) == []


def judged(*answers: tuple[bool, str], weight: float = 1.0) -> PatternPrecision:
    """The precision of a pattern in reports given as whether it fires there and the settled code."""
    reports = [(f"r{i}", fires, code) for i, (fires, code) in enumerate(answers)]
    firings = Firings([coding(r, *([("cup", 0, 3)] if fires else [])) for r, fires, _ in reports])
    (found,) = precisions(
        [pattern("cup", weight=weight)], firings, [settled(r, code) for r, _, code in reports]
    )
    return found


def test_a_pattern_whose_reports_have_another_code_opposes_its_own() -> None:
    found = judged(*[(True, "milk")] * 10, *[(False, "tea")] * 10)
    assert found.verdict == OPPOSES
    assert (found.n, found.n_right, found.expected) == (10, 0, 0.5)
    assert found.high == pytest.approx(0.2775, abs=1e-4)  # Wilson's upper bound of none in ten
    assert found.instead == (("milk", 10),)


def test_a_pattern_that_is_right_as_often_as_any_report_is_no_better_than_chance() -> None:
    found = judged(*[(True, "milk")] * 3, *[(True, "tea")] * 3, *[(False, "tea")] * 3, *[(False, "milk")] * 3)
    assert (found.precision, found.expected, found.verdict) == (0.5, 0.5, NO_BETTER)


def test_a_pattern_in_few_settled_reports_is_not_judged() -> None:
    assert judged(*[(True, "milk")] * 4, (False, "tea")).verdict == TOO_FEW


def test_a_pattern_that_counts_against_a_code_is_right_where_the_code_is_not() -> None:
    found = judged(*[(True, "milk")] * 6, *[(False, "tea")] * 6, weight=-1.0)
    assert (found.n_right, found.verdict) == (6, "")


def test_what_waits_is_not_settled_and_other_reports_than_those_asked_for_are_not_looked_at() -> None:
    firings = Firings([coding(r, ("cup", 0, 3)) for r in ("r1", "r2", "r3")])
    records = [settled("r1", "tea"), settled("r2", "milk"), settled("r3", status="waiting")]
    (found,) = precisions([pattern("cup")], firings, records, among={"r1", "r3"})
    assert (found.n, found.n_right) == (1, 1)


BOOK = Codebook(
    version="1",
    dimensions={
        name: Dimension(
            name=name,
            label=name,
            question="?",
            multiple=False,
            source="review",
            codes={c: Code(name=c, label=c, definition=c) for c in ("tea", "none")},
        )
        for name in ("drink", "cup")
    },
    constraints=(Constraint(when={"drink": "none"}, then={"cup": "none"}),),
    coproduction_form={},
    sources={},
)


def test_the_codings_of_a_coder_that_break_a_constraint_are_counted_by_report() -> None:
    answers = [
        ("r1", "drink", ("none",)),
        ("r1", "cup", ("tea",)),
        ("r2", "drink", ("none",)),
        ("r2", "cup", ()),
        ("r3", "drink", ()),
        ("r4", "drink", ("none",)),
        ("r4", "cup", ("tea", "none")),
    ]
    check = checked("ann", answers, BOOK)
    assert (check.n_reports, check.n_breaking) == (3, 2)
    assert [report for report, _, _ in check.breaks].count("r4") > 1  # and is counted once
    ((report, broken, codes),) = (told for told in check.breaks if told[0] == "r1")
    assert (report, broken) == ("r1", "when drink is none, then cup none")
    assert codes == {"drink": ("none",), "cup": ("tea",)}
