"""Which reports share a fold."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from coprod_review.coding.folds import assign_folds, groups_of
from coprod_review.io.related_pairs import read_related
from coprod_review.model.report import Report

REPORTS = [
    Report(report_id=f"r{n}", record_ids=(f"a.ris:{n}", f"b.ris:{n}"), title=title)
    for n, title in enumerate(
        ("Care made together", "The care made together", "Care, made together!", "A garden", "A harbour", "")
    )
]


def groups(*related: tuple[str, str]) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for report, group in groups_of(REPORTS, related).items():
        found.setdefault(group, set()).add(report)
    return sorted(found.values(), key=min)


def test_reports_of_one_title_share_a_group() -> None:
    assert groups() == [{"r0", "r2"}, {"r1"}, {"r3"}, {"r4"}, {"r5"}]


def test_reports_of_one_study_share_a_group_with_all_of_their_titles() -> None:
    assert groups(("b.ris:1", "a.ris:2")) == [{"r0", "r1", "r2"}, {"r3"}, {"r4"}, {"r5"}]


def test_what_a_third_report_links_is_one_group_in_whatever_order_it_is_told() -> None:
    links = (("a.ris:3", "a.ris:4"), ("a.ris:5", "b.ris:4"), ("a.ris:1", "b.ris:5"))
    assert groups(*links) == groups(*reversed(links)) == [{"r0", "r2"}, {"r1", "r3", "r4", "r5"}]


def test_records_of_other_reports_link_nothing() -> None:
    assert groups(("a.ris:1", "z.ris:9"), ("z.ris:7", "z.ris:8")) == groups()


def test_records_of_other_reports_may_stand_between_two() -> None:
    assert groups(("z.ris:9", "a.ris:3"), ("a.ris:4", "z.ris:9")) == [
        {"r0", "r2"},
        {"r1"},
        {"r3", "r4"},
        {"r5"},
    ]


def test_a_report_that_teaches_nothing_links_its_neighbours_and_names_no_group() -> None:
    dated = [replace(r, year=2000 if r.report_id == "r4" else 2010) for r in REPORTS]
    links = (("a.ris:3", "a.ris:4"), ("b.ris:4", "a.ris:5"))
    assert groups_of(dated, links, of={"r3", "r5"}) == {"r3": "r3", "r5": "r3"}


def test_one_study_is_never_parted_by_folds() -> None:
    related = (("a.ris:0", "a.ris:1"), ("a.ris:3", "a.ris:4"))
    groups = groups_of(REPORTS, related)
    for seed in range(20):
        folds = assign_folds(groups, groups, n_folds=3, seed=seed)
        assert folds["r0"] == folds["r1"] == folds["r2"] and folds["r3"] == folds["r4"]


def test_folds_do_not_depend_on_the_order_of_reports() -> None:
    ids = [r.report_id for r in REPORTS]
    turned = groups_of(REPORTS[::-1], (("a.ris:4", "a.ris:3"),))
    groups = groups_of(REPORTS, (("a.ris:3", "a.ris:4"),))
    assert groups == turned
    assert assign_folds(ids, groups, n_folds=3, seed=1) == assign_folds(ids[::-1], turned, n_folds=3, seed=1)


@pytest.mark.parametrize("related", [(), (("a.ris:3", "new.ris:1"),)])
def test_a_further_report_moves_no_other(related: tuple[tuple[str, str], ...]) -> None:
    before = groups_of(REPORTS)
    newcomer = Report(report_id="r9", record_ids=("new.ris:1",), title="A brook")
    after = groups_of([*REPORTS, newcomer], related)
    for seed in range(20):
        folds = assign_folds(before, before, n_folds=5, seed=seed)
        again = assign_folds(after, after, n_folds=5, seed=seed)
        assert folds == {i: k for i, k in again.items() if i != "r9"}
        assert not related or again["r9"] == folds["r3"]


def test_a_group_bears_the_id_of_its_earliest_report() -> None:
    link = (("a.ris:3", "a.ris:4"),)
    dated = [replace(r, year={"r3": 2020, "r4": 2016}.get(r.report_id)) for r in REPORTS]
    assert groups_of(REPORTS, link)["r4"] == "r3"
    assert groups_of(dated, link)["r3"] == "r4"
    assert groups_of([r if r.report_id != "r4" else replace(r, year=None) for r in dated], link)["r4"] == "r3"


def test_folds_are_about_as_large_as_each_other() -> None:
    folds = assign_folds([f"r{n}" for n in range(1000)], {}, n_folds=5, seed=1)
    assert all(160 < n < 240 for n in Counter(folds.values()).values())


@pytest.mark.parametrize(
    ("verdict", "rule", "is_related"),
    [
        ("distinct", "related: thesis and other form", True),
        ("distinct", "related: protocol and results", True),
        ("distinct", "related: parts", True),
        ("maybe", "part of the title", True),
        ("distinct", "related: recurring title", False),
        ("distinct", "related: generic title", False),
        ("distinct", "related: comment and article", False),
        ("distinct", "alike titles only", False),
    ],
)
def test_pairs_of_one_study_are_told_by_their_rule(
    tmp_path: Path, verdict: str, rule: str, is_related: bool
) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(f"record_a,record_b,verdict,rule,why\na.ris:1,b.ris:2,{verdict},{rule},so\n")
    assert read_related(path) == ((("a.ris:1", "b.ris:2"),) if is_related else ())


def test_without_verdicts_nothing_is_related(tmp_path: Path) -> None:
    assert read_related(tmp_path / "pairs.csv") == ()
