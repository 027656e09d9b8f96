"""Laws of reading: whatever happens to a file, every entry is a record or set aside."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_review.errors import ReviewError
from coprod_review.model.record import Record
from coprod_review.read.reading import Reading

EXPORTS = [path.read_bytes() for path in sorted((Path(__file__).parent / "exports").iterdir())]
SHARED = Path(os.environ.get("COPROD_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"
CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "exports"


def check_law(raw: bytes) -> None:
    """Nothing but advice for the user is raised, and every entry is accounted for."""
    try:
        reading = Reading(raw, export="x")
    except ReviewError as error:
        assert error.remedy
        return
    items = list(reading)
    summary = reading.summary()
    assert summary.n_entries == summary.n_records + summary.n_set_aside == len(items)
    assert summary.n_records == sum(isinstance(item, Record) for item in items)
    places = [item.line for item in items]
    assert places == sorted(places)


@given(st.sampled_from(EXPORTS), st.integers(0, 3000))
@settings(max_examples=80, deadline=None)
def test_a_file_cut_anywhere_loses_no_entry(raw, at):
    check_law(raw[:at])


@given(st.sampled_from(EXPORTS), st.sampled_from(EXPORTS), st.integers(0, 3000), st.integers(0, 3000))
@settings(max_examples=80, deadline=None)
def test_files_spliced_anywhere_lose_no_entry(one, other, at, there):
    check_law(one[:at] + other[there:])


@given(
    st.sampled_from(EXPORTS),
    st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(b'"{}[]\\\r\n\t\x00\xff@,- A0')), max_size=12),
)
@settings(max_examples=120, deadline=None)
def test_bytes_changed_anywhere_lose_no_entry(raw, changes):
    changed = bytearray(raw)
    for at, byte in changes:
        changed[at % len(changed)] = byte
    check_law(bytes(changed))


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(raw):
    check_law(raw)


@given(st.sampled_from(EXPORTS), st.sampled_from(["\r\n", "\r"]), st.sampled_from(["utf-8-sig", "utf-16"]))
@settings(deadline=None, max_examples=30)
def test_line_ends_and_encodings_change_no_record(raw, line_end, encoding):
    plain = list(Reading(raw, export="x"))
    text = raw.decode("utf-8-sig").replace("\n", line_end)
    assert list(Reading(text.encode(encoding), export="x")) == plain


def test_deep_braces_long_lines_and_big_cells_end():
    for raw in (
        b"@article{a, title={" + b"{" * 100_000 + b"}" * 100_000 + b"}}",
        b"@article{a, title={" + b"x " * 500_000 + b"}}",
        b"[" * 50_000 + b'{"authorships": 1}',
        b'{"id": "https://openalex.org/W1", "authorships": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'title,doi\n"' + b"x" * 2_000_000 + b'",10.5555/1\n',
        b'title,doi\n"' + b'"a\n' * 20_000,
        b"TY  - JOUR\nTI  - " + b"y" * 1_000_000 + b"\nER  - \n",
    ):
        check_law(raw)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the bundled corpus is not there")
def test_the_bundled_exports_are_read_without_a_set_aside_entry():
    for path in sorted(CORPUS.iterdir()):
        items = list(Reading(path.read_bytes(), export=path.name))
        assert items
        assert all(isinstance(item, Record) and item.title and item.source_id for item in items)


@pytest.mark.skipif(not (SHARED / "MANIFEST.tsv").exists(), reason="the shared test data are not there")
@pytest.mark.parametrize(
    "kind",
    [
        "ris",
        "bibtex",
        "nbib",
        "wos-tagged",
        "scopus-csv",
        "openalex-json",
        "csl-json",
        "json-list",
        "wos-tab",
        "openalex-csv",
        "pubmed-xml",
        "endnote-xml",
        "tsv",
    ],
)
def test_real_exports_have_as_many_entries_as_start_marks(kind):
    with (SHARED / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [
            r for r in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE) if r["format"] == kind
        ]
    explained = {"exports/jabref__MedlinePlainImporterTestMultipleEntries.txt": 7}
    for row in rows:
        reading = Reading((SHARED / row["file"]).read_bytes(), export=row["file"])
        n = sum(1 for _ in reading)
        assert n == explained.get(row["file"], int(row["records"])), row["file"]
