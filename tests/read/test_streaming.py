"""Exports in pieces, archives, batches and processes: none of them changes what is read."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from coprod_review.model.limits import DEFAULT_LIMITS, ReadingLimits
from coprod_review.read import bibtex_values, nbib, ris, wos
from coprod_review.read.reading import Reading
from coprod_review.tasks.read.batches import Gathered, read_batches

EXPORTS = sorted((Path(__file__).parent / "exports").iterdir())
NAMES = [path.name for path in EXPORTS]


@dataclass
class InPieces:
    """Bytes that come a few at a time, as from a slow disk."""

    raw: bytes
    n: int
    limits: ReadingLimits = DEFAULT_LIMITS

    def pieces(self) -> Iterator[bytes]:
        for at in range(0, len(self.raw), self.n):
            yield self.raw[at : at + self.n]


@pytest.mark.parametrize("path", EXPORTS, ids=NAMES)
@pytest.mark.parametrize("n", [7, 1000])
def test_the_size_of_pieces_changes_no_record(path, n):
    raw = path.read_bytes()
    if raw.startswith(b"PK"):
        pytest.skip("archives are unpacked whole")
    assert list(Reading(InPieces(raw, n), export="x")) == list(Reading(raw, export="x"))


def test_the_last_line_is_looked_at_though_nothing_ends_it():
    raw = b"%0 Journal Article\n%T One\n%A Lund, Kim\n\n%0 Book\n%T Two"
    assert len(list(Reading(raw, export="x"))) == 2


@pytest.mark.parametrize("path", EXPORTS, ids=NAMES)
def test_an_export_packed_by_gzip_has_the_same_records(path):
    raw = path.read_bytes()
    if raw.startswith(b"PK"):
        pytest.skip("an archive within an archive is refused")
    reading = Reading(gzip.compress(raw), export="x")
    assert list(reading) == list(Reading(raw, export="x"))
    assert "unpacked from gzip" in reading.summary().repairs


def test_two_archives_in_one_file_are_read_one_after_the_other():
    raw = (Path(__file__).parent / "exports" / "plain.ris").read_bytes()
    packed = gzip.compress(raw) + gzip.compress(b"\n" + raw)
    n = len(list(Reading(raw, export="x")))
    assert len(list(Reading(packed, export="x"))) == 2 * n


def test_an_archive_that_is_cut_short_is_read_as_far_as_it_goes_and_says_so():
    entry = "TY  - JOUR\nTI  - Bells of ward {n}\nPY  - 2001\nER  - \n\n"
    packed = gzip.compress("".join(entry.format(n=n * 7919) for n in range(2000)).encode())
    reading = Reading(packed[: len(packed) // 2], export="x")
    items = list(reading)
    assert 100 < len(items) < 2000
    assert any("cut short" in note for note in reading.summary().repairs)


@pytest.mark.parametrize("workers", [1, 2])
def test_batches_read_in_other_processes_are_those_read_in_this_one(workers):
    raws = [path.read_bytes() for path in EXPORTS]
    readings = [Reading(raw, export=path.name) for raw, path in zip(raws, EXPORTS, strict=True)]
    gathered = Gathered()
    table = pa.Table.from_batches(read_batches(readings, gathered, workers=workers))
    items = [i for raw, p in zip(raws, EXPORTS, strict=True) for i in Reading(raw, export=p.name)]
    assert table["record_id"].to_pylist() == [i.record_id for i in items if hasattr(i, "record_id")]
    assert gathered.set_aside == [i for i in items if not hasattr(i, "record_id")]
    assert [s.n_records + s.n_set_aside for s in gathered.summaries] == [
        s.n_entries for s in gathered.summaries
    ]


@pytest.mark.parametrize(
    ("module", "name", "never"),
    [
        (ris, "whole_entry", lambda _: ""),
        (nbib, "is_regular", lambda _: False),
        (wos, "whole_entry", lambda _: ""),
        (bibtex_values, "_PLAIN_HEAD", re.compile(r"(?!)")),
    ],
)
@pytest.mark.parametrize("path", EXPORTS, ids=NAMES)
def test_entries_read_line_by_line_are_those_read_as_a_whole(path, module, name, never, monkeypatch):
    raw = path.read_bytes()
    quick = Reading(raw, export="x")
    by_expression = list(quick), quick.summary()
    monkeypatch.setattr(module, name, never)
    careful = Reading(raw, export="x")
    assert (list(careful), careful.summary()) == by_expression
