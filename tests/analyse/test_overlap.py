"""Which sources found which reports: every count recomputed, sources named as the manifest has them."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from coprod_review.analyse.ledger import ledger
from coprod_review.analyse.overlap import Overlap, overlap_of, overlap_sections
from coprod_review.model.corpus import ExportFile
from coprod_review.model.report import Report

FILES = ("a.ris", "b.nbib", "c.csv", "d.bib")


def export(file: str, database: str, *, origin: str = "search", label: str = "") -> ExportFile:
    return ExportFile(file=file, label=label or file, origin=origin, database=database)


def report(report_id: str, *files: str) -> Report:
    return Report(report_id=report_id, record_ids=tuple(f"{file}:{n}" for n, file in enumerate(files, 1)))


def overlap(*exports: ExportFile, reports: list[Report] | None = None) -> Overlap:
    found = [report(f"r{n}", e.file) for n, e in enumerate(exports)] if reports is None else reports
    return overlap_of(found, exports)


def test_a_database_that_was_searched_twice_is_one_source() -> None:
    found = overlap(export("a.ris", "Invented Index"), export("b.nbib", "invented  index"))
    assert found.sources == ("Invented Index",)
    assert found.members("Invented Index", "only") == ("r0", "r1")


def test_prepared_files_are_sources_by_their_labels() -> None:
    found = overlap(export("a.ris", "PubMed", origin="prepared", label="prepared file 1"))
    assert found.sources == ("prepared file 1",)


def test_what_other_methods_found_is_apart_from_the_database_of_the_same_name() -> None:
    found = overlap(export("a.ris", "OpenAlex"), export("b.nbib", "OpenAlex", origin="other_methods"))
    assert found.sources == ("OpenAlex", "OpenAlex (other methods)")


def test_a_file_that_the_manifest_does_not_name_is_a_source_by_its_own_name() -> None:
    assert overlap_of([report("r1", "x.ris")], ()).sources == ("x.ris",)


def test_sources_in_other_letters_have_numbers_of_their_own() -> None:
    found = overlap(export("a.ris", "万方"), export("b.nbib", "中国知网"), export("c.csv", "万-方"))
    numbers = overlap_sections(found, included=())["overlap"].numbers
    assert len({n.number_id for n in numbers}) == len(numbers) == 18


def test_a_sign_that_parts_names_is_taken_out_of_them() -> None:
    (source,) = overlap(export("a.ris", "Web | of\nScience")).sources
    assert source == "Web / of Science"


def test_an_empty_corpus_has_tables_without_reports_and_says_so() -> None:
    sections = overlap_sections(overlap_of((), (export("a.ris", "Invented Index"),)), included=())
    assert [row["n"] for row in sections["overlap"].rows] == [0] * 6
    assert sections["overlap"].rows[0]["share"] is None
    assert sections["overlap_combinations"].rows == ()
    assert sections["overlap"].notes == ("overlap: no report was found",)


@given(st.lists(st.lists(st.sampled_from(FILES), min_size=1, max_size=6), max_size=30), st.data())
def test_every_count_is_the_number_of_the_reports_that_it_names(
    files_of_reports: list[list[str]], data: st.DataObject
) -> None:
    reports = [report(f"r{n:02}", *files) for n, files in enumerate(files_of_reports)]
    ids = [r.report_id for r in reports]
    included = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    exports = [export(file, f"Index {file[0]}") for file in FILES]
    sections = overlap_sections(overlap_of(reports, exports), included)
    numbers = {n.number_id: n for s in sections.values() for n in ledger(s.numbers)}
    for row in [row for s in sections.values() for row in s.rows]:
        assert numbers[row["number_id"]].members == tuple(
            sorted(
                r.report_id
                for r in reports
                if (row["among"] == "all" or r.report_id in included) and counts_in(row, r)
            )
        )
        assert row["n"] == numbers[row["number_id"]].value
    for among, whole in (("all", len(reports)), ("included", len(included))):
        counted = [r["n"] for r in sections["overlap_combinations"].rows if r["among"] == among]
        assert sum(counted) == whole


def counts_in(row: Mapping[str, object], one: Report) -> bool:
    """Whether a report counts in a row, by its records alone."""
    found = {f"Index {record_id[0]}" for record_id in one.record_ids}
    if "sources" in row:
        return found == set(str(row["sources"]).split(" | "))
    alone = len(found) == 1
    return row["source"] in found and {"found": True, "only": alone, "shared": not alone}[str(row["measure"])]
