"""The law of conservation: whatever is read, every entry ends in exactly one named fate."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.screen.review import screen_reports

from coprod_review.dedupe.join import join_records
from coprod_review.errors import ReviewError
from coprod_review.io.criteria import read_criteria
from coprod_review.model.corpus import Coder, ExportFile, Judgement
from coprod_review.model.record import Record
from coprod_review.screen.conservation import check, equations
from coprod_review.screen.flow import ExportCount, count_flow

CRITERIA = read_criteria(Path(__file__).parents[2] / "config" / "criteria.yaml")
CODERS = tuple(
    Coder(name=name, kind="language_model", role="reader", how="", codebook="", blind=True)
    for name in ("reader_1", "reader_2")
)
EXPORTS = ("a.ris", "b.nbib", "c.csv")
MANIFEST = tuple(
    ExportFile(file=name, label=f"prepared file {n}", origin="prepared", database="")
    for n, name in enumerate(EXPORTS, start=1)
)
BOTH_WAYS = (
    ExportFile(file="a.ris", label="Invented Index", origin="search", database="Invented Index"),
    *(
        ExportFile(file=name, label=name, origin="other_methods", database="Citation search")
        for name in EXPORTS[1:]
    ),
)

TITLES = st.sampled_from(
    [
        "",
        "Editorial",
        "Families at the bedside",
        "Families at the bedside: part 2",
        "Co-production of hydrogen",
    ]
)
FACTS = st.fixed_dictionaries(
    {"export": st.sampled_from(EXPORTS), "title": st.one_of(TITLES, st.text(max_size=30))},
    optional={
        "doi": st.sampled_from(["10.5555/1", "10.5555/2"]),
        "year": st.integers(1990, 1992),
        "type": st.sampled_from(["article", "erratum", "thesis"]),
        "abstract": st.text(max_size=80),
        "authors": st.lists(st.text(max_size=8), max_size=3).map(tuple),
    },
)
VERDICTS = st.lists(
    st.tuples(st.sampled_from(["include", "exclude"]), st.sampled_from(["include", "exclude"]))
)


@given(
    st.lists(FACTS, max_size=15),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
    VERDICTS,
    st.sampled_from([MANIFEST, BOTH_WAYS]),
)
def test_the_sums_hold_for_any_records(
    facts: list[dict[str, Any]],
    n_aside: list[int],
    verdicts: list[tuple[str, str]],
    manifest: tuple[ExportFile, ...],
) -> None:
    n_of: Counter[str] = Counter()
    records = []
    for known in facts:
        n_of[known["export"]] += 1
        line = n_of[known["export"]]
        records.append(Record(record_id=f"{known['export']}:{line}", line=line, end_line=line, **known))
    counts = [
        ExportCount(
            export=name,
            n_entries=n_of[name] + n,
            n_records=n_of[name],
            set_aside=tuple(f"{name}:{1000 + k}" for k in range(n)),
        )
        for name, n in zip(EXPORTS, n_aside, strict=True)
    ]
    reports = join_records(records).reports
    judgements = [
        Judgement(report_id=report.report_id, coder=coder, verdict=verdict, criterion="", date="", reason="")
        for report, pair in zip(reports, verdicts, strict=False)
        for coder, verdict in zip(("reader_1", "reader_2"), pair, strict=True)
    ]
    decisions = screen_reports(reports, CRITERIA, judgements=judgements, coders=CODERS)
    sums = equations(counts, records, reports, decisions, CRITERIA, exports=manifest)
    check(sums)

    boxes = count_flow(counts, records, reports, decisions, exports=manifest, criteria=CRITERIA)
    n = {box.number_id: int(box.value) for box in boxes}
    identified = n["flow.identified"] + n.get("flow.identified_other", 0)
    assert identified == n["flow.set_aside"] + n["flow.joined"] + n["flow.screened"]
    assert n["flow.screened"] == n["flow.included"] + n["flow.excluded"]
    for equation in sums:
        for side, ids in (
            (equation.left, equation.left_number_ids),
            (equation.right, equation.right_number_ids),
        ):
            assert ids
            if not equation.equation.startswith("records = ") or not n["flow.set_aside"]:
                assert sum(n[number_id] for number_id in ids) == side
    wholes = ["identified", "excluded", "included"]
    if manifest is BOTH_WAYS:
        wholes += ["identified_other", "excluded_databases", "excluded_other"]
        assert n["flow.joined"] == sum(n[f"flow.joined_{way}"] for way in ("databases", "other", "both_ways"))
    for whole in wholes:
        assert sum(parts_of(f"flow.{whole}", n)) == n[f"flow.{whole}"]
    for source in [number_id for number_id in n if number_id.startswith("flow.identified")]:
        assert not (parts := parts_of(source, n)) or sum(parts) == n[source]
    assert all(box.value == len(box.members) for box in boxes if box.is_count)


def parts_of(whole: str, n: dict[str, int]) -> list[int]:
    return [value for number_id, value in n.items() if number_id.rpartition(".")[0] == whole]


def one_report() -> tuple[list[ExportCount], list[Record]]:
    records = [Record(record_id="a.ris:1", export="a.ris", line=1, end_line=3, title="Families at home")]
    return [ExportCount(export="a.ris", n_entries=1, n_records=1, set_aside=())], records


def test_an_entry_that_vanished_while_reading_is_told_with_its_export() -> None:
    _, records = one_report()
    reports = join_records(records).reports
    decisions = screen_reports(reports, CRITERIA)
    lost = [ExportCount(export="a.ris", n_entries=2, n_records=1, set_aside=())]
    with pytest.raises(ReviewError) as error:
        check(equations(lost, records, reports, decisions, CRITERIA))
    assert "a.ris: entries = records read + set aside: 2 against 1" in str(error.value)
    assert "conservation.csv" in error.value.remedy


def test_a_record_that_no_report_holds_is_named() -> None:
    counts, records = one_report()
    with pytest.raises(ReviewError) as error:
        check(equations(counts, records, (), (), CRITERIA))
    assert "in no report: a.ris:1" in str(error.value)


def test_a_report_that_nobody_decided_is_named() -> None:
    counts, records = one_report()
    reports = join_records(records).reports
    with pytest.raises(ReviewError) as error:
        check(equations(counts, records, reports, (), CRITERIA))
    assert f"not decided: {reports[0].report_id}" in str(error.value)


def test_prepared_files_are_named_so_and_never_as_searches() -> None:
    counts, records = one_report()
    reports = join_records(records).reports
    decisions = screen_reports(reports, CRITERIA)
    boxes = count_flow(counts, records, reports, decisions, exports=MANIFEST, criteria=CRITERIA)
    labels = [box.label for box in boxes]
    assert "prepared file 1" in labels
    assert not any("search" in label.lower() or "database" in label.lower() for label in labels)


def test_records_found_by_other_methods_have_their_own_boxes() -> None:
    counts, records = one_report()
    other = (ExportFile(file="a.ris", label="citation search", origin="other_methods", database=""),)
    reports = join_records(records).reports
    decisions = screen_reports(reports, CRITERIA)
    boxes = count_flow(counts, records, reports, decisions, exports=other, criteria=CRITERIA)
    n = {box.number_id: box.value for box in boxes}
    assert n["flow.identified"] == 0
    assert n["flow.identified_other"] == 1
    assert n["flow.identified_other.citation_search"] == 1


def test_exports_stand_in_the_order_of_the_manifest_however_they_were_read() -> None:
    counts = [
        ExportCount(export=name, n_entries=0, n_records=0, set_aside=()) for name in ("z.ris", *EXPORTS[::-1])
    ]
    boxes = count_flow(counts, (), (), (), exports=MANIFEST, criteria=CRITERIA)
    named = [box.number_id for box in boxes if box.number_id.startswith("flow.identified.")]
    sources = (*(f"prepared_file_{n}" for n in (1, 2, 3)), "z_ris")
    assert named == [f"flow.identified.{source}" for source in sources]


def searched(file: str, database: str, *, label: str, origin: str = "search") -> ExportFile:
    return ExportFile(file=file, label=label, origin=origin, database=database)


def boxes_of(manifest: tuple[ExportFile, ...], n_by_file: dict[str, int]) -> list[tuple[str, str, int]]:
    """The boxes of what was identified: number id, label, n."""
    counts = [ExportCount(export=f, n_entries=n, n_records=0, set_aside=()) for f, n in n_by_file.items()]
    boxes = count_flow(counts, (), (), (), exports=manifest, criteria=CRITERIA)
    return [
        (b.number_id.removeprefix("flow."), b.label.partition(" (of which")[0], int(b.value))
        for b in boxes
        if b.number_id.startswith("flow.identified")
    ]


def test_a_database_that_was_searched_twice_has_one_box_with_a_part_for_each_export() -> None:
    manifest = (
        searched("first.ris", "Invented Index", label="Invented Index"),
        searched("other.nbib", "Second Index", label="Second Index, spring"),
        searched("again.ris", "invented  index", label="Invented Index, update"),
    )
    assert boxes_of(manifest, {"first.ris": 7, "other.nbib": 5, "again.ris": 2}) == [
        ("identified", "Records identified", 14),
        ("identified.invented_index", "Invented Index", 9),
        ("identified.invented_index.first_ris", "Invented Index (first.ris)", 7),
        ("identified.invented_index.again_ris", "Invented Index, update (again.ris)", 2),
        ("identified.second_index", "Second Index, spring", 5),
    ]


def test_exports_of_one_other_method_are_one_box_apart_from_the_database_of_that_name() -> None:
    manifest = (
        searched("a.ris", "OpenAlex", label="OpenAlex"),
        searched("b.csv", "Citation search", label="cited by the first ten", origin="other_methods"),
        searched("c.csv", "Citation search", label="cited by the next ten", origin="other_methods"),
        searched("d.json", "OpenAlex", label="sent by experts", origin="other_methods"),
    )
    boxes = boxes_of(manifest, {"a.ris": 4, "b.csv": 3, "c.csv": 2, "d.json": 1})
    assert [box for box in boxes if box[0].count(".") < 2] == [
        ("identified", "Records identified", 4),
        ("identified.openalex", "OpenAlex", 4),
        ("identified_other", "Records from other methods", 6),
        ("identified_other.citation_search", "Citation search", 5),
        ("identified_other.openalex_other_methods", "sent by experts", 1),
    ]


def test_exports_whose_names_differ_in_signs_alone_have_numbers_of_their_own() -> None:
    manifest = tuple(
        searched(f, "Index", label=f) for f in ("a b.ris", "a-b.ris", "a_b.ris", "万.ris", "方.ris")
    )
    ids = [number_id for number_id, _, _ in boxes_of(manifest, {export.file: 1 for export in manifest})]
    assert len(ids) == len(set(ids)) == 7


def found_both_ways() -> tuple[list[ExportCount], list[Record]]:
    """Two reports of a database, one of them in the citation search too, and two of that search alone."""
    entries = (
        ("b.nbib", "The one that both found", "10.5555/1"),
        ("b.nbib", "Cited and in no database", "10.5555/3"),
        ("c.csv", "Cited and in no database", "10.5555/3"),
        ("c.csv", "Erratum to: Soup at noon", ""),
        ("a.ris", "The one that both found", "10.5555/1"),
        ("a.ris", "What the database alone found", "10.5555/2"),
    )
    records = [
        Record(record_id=f"{export}:{n}", export=export, line=n, end_line=n, title=title, doi=doi)
        for n, (export, title, doi) in enumerate(entries, start=1)
    ]
    counts = [ExportCount(export=name, n_entries=2, n_records=2, set_aside=()) for name in EXPORTS]
    return counts, records


def test_a_report_that_was_found_both_ways_counts_once_and_among_the_databases() -> None:
    counts, records = found_both_ways()
    reports = join_records(records).reports
    decisions = screen_reports(reports, CRITERIA)
    boxes = count_flow(counts, records, reports, decisions, exports=BOTH_WAYS, criteria=CRITERIA)
    n = {box.number_id.removeprefix("flow."): int(box.value) for box in boxes}
    assert (n["identified"], n["joined_databases"], n["screened_databases"]) == (2, 0, 2)
    assert (n["identified_other"], n["joined_both_ways"], n["joined_other"], n["assessed_other"]) == (
        4,
        1,
        1,
        2,
    )
    assert (n["excluded_other"], n["excluded_other.kind"], n["included_other"]) == (1, 1, 1)
    both = next(box for box in boxes if box.number_id == "flow.joined_both_ways")
    assert both.members == ("b.nbib:1",)
    assert "counted there" in both.label


def test_the_sums_of_each_column_are_among_the_sums_of_the_run() -> None:
    counts, records = found_both_ways()
    reports = join_records(records).reports
    decisions = screen_reports(reports, CRITERIA)
    sums = {
        s.equation: s for s in equations(counts, records, reports, decisions, CRITERIA, exports=BOTH_WAYS)
    }
    assert sums["databases and registers: entries = set aside + joined + screened"].holds
    assert sums["other methods: entries = set aside + joined + assessed"].left == 4
    lost = [replace(count, n_entries=3) if count.export == "c.csv" else count for count in counts]
    broken = {
        s.equation: s for s in equations(lost, records, reports, decisions, CRITERIA, exports=BOTH_WAYS)
    }
    assert not broken["other methods: entries = set aside + joined + assessed"].holds


def test_a_review_without_other_methods_has_no_columns() -> None:
    counts, records = one_report()
    reports = join_records(records).reports
    decisions = screen_reports(reports, CRITERIA)
    boxes = count_flow(counts, records, reports, decisions, exports=MANIFEST, criteria=CRITERIA)
    assert not any("_other" in box.number_id or "_databases" in box.number_id for box in boxes)
