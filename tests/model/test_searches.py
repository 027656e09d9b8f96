"""Hits of searches beside what their files hold."""

from __future__ import annotations

from coprod_review.model.corpus import ExportFile
from coprod_review.model.searches import Difference, differences, searches, shared_documents


def export(file: str, *, hits: int, database: str = "MEDLINE", platform: str = "PubMed") -> ExportFile:
    return ExportFile(
        file=file, label=file, origin="search", database=database, platform=platform, query="falls", hits=hits
    )


def ids(file: str, *numbers: int) -> list[tuple[str, dict[str, str]]]:
    return [(f"{file}:{place}", {"doi": f"10.5555/{n}"}) for place, n in enumerate(numbers, start=1)]


def told(hits: int, *, of_a: tuple[int, ...], of_b: tuple[int, ...], set_aside: int = 0) -> list[Difference]:
    exports = [export("a", hits=hits), export("b", hits=hits)]
    n_entries = {"a": len(of_a) + set_aside, "b": len(of_b) + set_aside}
    documents = shared_documents([*ids("a", *of_a), *ids("b", *of_b)])
    return list(differences(exports, n_entries, lambda files: documents))


def test_names_of_databases_and_platforms_are_one_in_any_case_and_with_any_blanks() -> None:
    others = [export("a", hits=3), export("b", hits=3, database=" medline", platform="pubmed")]
    assert [[one.file for one in files] for files in searches(others)] == [["a", "b"]]
    assert len(searches([*others, export("c", hits=4)])) == 2


def test_what_two_formats_of_one_search_hold_counts_once() -> None:
    assert told(4, of_a=(1, 2, 3), of_b=(1, 2, 3, 4)) == []
    (found,) = told(3, of_a=(1, 2, 3), of_b=(1, 2, 3, 4))
    assert (found.n_held, found.is_counted_once, found.is_short) == (4, True, False)
    assert found.remedy.endswith(
        "; where the files are one search in several formats, leave hits as they are"
    )


def test_copies_within_one_file_and_entries_set_aside_count_before_hits_are_too_few() -> None:
    assert [one.n_held for one in told(3, of_a=(1, 1, 2, 2), of_b=(1, 2))] == [4]
    assert [one.n_held for one in told(2, of_a=(1, 2), of_b=(1, 2), set_aside=1)] == [3]


def test_parts_of_a_search_that_repeat_a_document_are_not_called_short() -> None:
    assert told(4, of_a=(1, 2), of_b=(2, 3)) == []
    assert [one.n_held for one in told(5, of_a=(1, 2), of_b=(2, 3))] == [4]


def test_a_search_with_a_file_that_was_not_read_is_passed_over() -> None:
    exports = [export("a", hits=9), export("b", hits=9)]
    assert list(differences(exports, {"a": 1}, lambda files: ())) == []


def test_records_that_share_an_identifier_or_a_title_are_one_document() -> None:
    records = [
        ("a:1", {"doi": "10.5555/1", "pmid": "", "title": "an owl"}),
        ("a:2", {"doi": "", "pmid": "7", "title": "another"}),
        ("b:1", {"doi": "10.5555/1", "pmid": "8", "title": "an owl at night"}),
        ("b:2", {"title": "another"}),
        ("b:3", {}),
    ]
    assert shared_documents(records) == [["a:1", "b:1"], ["a:2", "b:2"], ["b:3"]]
