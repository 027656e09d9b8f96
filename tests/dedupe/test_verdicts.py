from __future__ import annotations

import pytest
from tests.dedupe.records import record
from tests.dedupe.trap_pairs import LINDEN, MUST_JOIN, PLACE, TITLE, TRAPS, Facts

from coprod_review.dedupe.join import Joining, join_records

Pair = tuple[Facts, Facts, Facts]


def joined(common: Facts, first: Facts, second: Facts) -> Joining:
    return join_records([record("a.ris:1", **common | first), record("b.ris:1", **common | second)])


@pytest.fixture(scope="module", params=[trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def trap(request: pytest.FixtureRequest) -> tuple[Pair, Joining]:
    """Two look-alikes, and what comes of them."""
    return request.param, joined(*request.param)


@pytest.fixture(scope="module", params=[pair[1:] for pair in MUST_JOIN], ids=[pair[0] for pair in MUST_JOIN])
def two_forms(request: pytest.FixtureRequest) -> tuple[Pair, Joining]:
    """One document in two forms, and what comes of them."""
    return request.param, joined(*request.param)


def test_look_alikes_are_never_joined(trap: tuple[Pair, Joining]) -> None:
    assert len(trap[1].reports) == 2


def test_the_verdict_on_look_alikes_does_not_depend_on_their_order(trap: tuple[Pair, Joining]) -> None:
    verdicts_are_the_same_backwards(*trap)


def test_no_two_traps_are_joined_when_all_are_read_together() -> None:
    records = [
        record(f"{side}.ris:{n}", **common | facts)
        for n, (_, common, *sides) in enumerate(TRAPS, start=1)
        for side, facts in zip("ab", sides, strict=True)
    ]
    for report in join_records(records).reports:
        traps = [record_id.split(":")[1] for record_id in report.record_ids]
        assert len(set(traps)) == len(traps), report.record_ids


def test_one_document_in_two_forms_is_one_report(two_forms: tuple[Pair, Joining]) -> None:
    joining = two_forms[1]
    assert [v.verdict for v in joining.verdicts] == ["duplicate"], joining.verdicts
    assert len(joining.reports) == 1


def test_the_verdict_on_one_document_does_not_depend_on_the_order_of_its_forms(
    two_forms: tuple[Pair, Joining],
) -> None:
    verdicts_are_the_same_backwards(*two_forms)


def verdicts_are_the_same_backwards(pair: Pair, forwards: Joining) -> None:
    common, first, second = pair
    backwards = joined(common, second, first)
    assert [v.rule for v in forwards.verdicts] == [v.rule for v in backwards.verdicts]


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        (f"Erratum: {TITLE}", "related: notice and article"),
        (f"Comment on: {TITLE}", "related: comment and article"),
        (f"Book review: {TITLE}", "related: comment and article"),
        (f"{TITLE}: study protocol", "related: protocol and results"),
    ],
)
def test_documents_about_a_document_are_linked_as_related(title: str, rule: str) -> None:
    (verdict,) = joined(LINDEN, {"title": TITLE}, {"title": title}).verdicts
    assert (verdict.verdict, verdict.rule) == ("distinct", rule)


@pytest.mark.parametrize(
    ("authors", "others", "told"),
    [
        (("Alder, Jo", "Birch, Pia"), ("Birch, Pia", "Alder, Jo"), "authors (in another order, or not all)"),
        (("Alder, Jo", "Birch, Pia"), ("Birch, Pia",), "authors (in another order, or not all)"),
        (("Alder, Jo", "Birch, Pia"), ("Alder, Jo",), "first author"),
        (("Alder, Jo",), ("Jo, Alder",), "first author"),
        (("Aldergrove, Jo",), ("Aldergrave, Jo",), "first author"),
    ],
)
def test_the_first_author_is_told_to_agree_only_where_it_is_the_first_of_both(
    authors: tuple[str, ...], others: tuple[str, ...], told: str
) -> None:
    (verdict,) = joined(LINDEN | PLACE | {"title": TITLE}, {"authors": authors}, {"authors": others}).verdicts
    assert f"agree: {told}, year" in verdict.why


def test_a_verdict_says_in_words_which_fields_agree_and_how_alike_the_titles_are() -> None:
    (verdict,) = joined(LINDEN | PLACE, {"title": TITLE}, {"title": TITLE.upper(), "year": 2015}).verdicts
    assert "titles 100 % alike" in verdict.why
    assert "agree: first author, container, volume, first page" in verdict.why
    assert "differ: year (by 1)" in verdict.why


def test_different_dois_with_all_else_the_same_are_left_to_people() -> None:
    (verdict,) = joined(
        LINDEN | PLACE | {"title": TITLE}, {"doi": "10.5555/1"}, {"doi": "10.5555/2"}
    ).verdicts
    assert (verdict.verdict, verdict.rule) == ("maybe", "different DOIs, all else agrees")


def test_one_doi_on_unlike_titles_is_left_to_people() -> None:
    (verdict,) = joined(
        {"doi": "10.5555/x"}, {"title": "Soup at noon in ward nine"}, {"title": TITLE}
    ).verdicts
    assert verdict.verdict == "maybe"


def test_records_without_any_title_are_not_joined() -> None:
    assert len(joined({"year": 2014}, {}, {}).reports) == 2
