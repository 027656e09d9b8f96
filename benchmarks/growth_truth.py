"""A finished run held against what is true of a generated corpus: nothing lost, duplicates, topic."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
from million import TRUTH

from coprod_review.io.included import included_ids


def checks(review: Path) -> Iterator[tuple[str, float]]:
    """What was checked, and how it came out: sums as counts, precision and recall as shares of 1."""
    results = review / "results"
    truth = pq.read_table(review / TRUTH)
    ids = [f"{export}:{n}" for export, n in zip(*_columns(truth, "export", "entry"), strict=True)]
    yield from _entries(results, ids)
    report_by_record = _reports(results)
    whole = [
        (name, document, topic)
        for name, document, topic, damage in zip(
            ids, *_columns(truth, "document", "is_on_topic", "damage"), strict=True
        )
        if not damage and name in report_by_record
    ]
    yield "undamaged records", len(whole)
    yield "undamaged entries that were set aside", _n_undamaged(truth) - len(whole)
    yield from _duplicates([(document, report_by_record[name]) for name, document, _ in whole])
    yield from _topic([(report_by_record[name], topic) for name, _, topic in whole], results)


def _entries(results: Path, ids: list[str]) -> Iterator[tuple[str, float]]:
    expected = Counter(name.rpartition(":")[0] for name in ids)
    told = {row["export"]: row for row in _rows(results / "read" / "exports.csv")}
    n_entries = sum(int(told[export]["n_entries"]) for export in expected)
    yield "entries generated", len(ids)
    yield "entries that reading counts beyond those", n_entries - len(ids)
    out = [int(row["n_entries"]) - int(row["n_records"]) - int(row["n_set_aside"]) for row in told.values()]
    yield "entries neither read nor set aside", sum(map(abs, out))
    sums = [row["holds"] == "yes" for row in _rows(results / "screen" / "conservation.csv")]
    yield "sums of the run", len(sums)
    yield "sums that do not hold", sums.count(False)


def _duplicates(pairs: list[tuple[int, str]]) -> Iterator[tuple[str, float]]:
    """Of all pairs of undamaged records: those of one document and of one report, and of both."""
    true, found = Counter(document for document, _ in pairs), Counter(report for _, report in pairs)
    n_both = _n_pairs(Counter(pairs))
    yield "pairs of one document", _n_pairs(true)
    yield "precision of joining", n_both / (_n_pairs(found) or 1)
    yield "recall of joining", n_both / (_n_pairs(true) or 1)


def _topic(topic_by_record: list[tuple[str, bool]], results: Path) -> Iterator[tuple[str, float]]:
    on_topic = {report for report, topic in topic_by_record if topic}
    off_topic = {report for report, topic in topic_by_record if not topic} - on_topic
    included = set(included_ids(results / "screen" / "decisions.parquet"))
    yield "reports on topic", len(on_topic)
    yield "recall of screening", len(on_topic & included) / (len(on_topic) or 1)
    yield "reports off topic that are included all the same", len(off_topic & included)


def _reports(results: Path) -> dict[str, str]:
    table = pq.read_table(results / "dedupe" / "reports.parquet", columns=["report_id", "record_ids"])
    return {
        name: report
        for report, names in zip(*_columns(table, "report_id", "record_ids"), strict=True)
        for name in names
    }


def _n_pairs(sizes: Counter) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _n_undamaged(truth) -> int:
    return sum(not damage for damage in truth.column("damage").to_pylist())


def _columns(table, *names: str) -> list[list]:
    return [table.column(name).to_pylist() for name in names]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
