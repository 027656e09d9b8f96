"""A finished run held against what is true of a generated corpus: nothing lost, duplicates, topic."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
from million import TRUTH
from million_copies import DAMAGES

from coprod_review.io.included import included_ids


def checks(review: Path) -> Iterator[tuple[str, float]]:
    """What was checked, and how it came out: sums as counts, precision and recall as shares of 1.

    A run that ended early is checked as far as its results go.
    """
    results = review / "results"
    truth = pq.read_table(review / TRUTH)
    ids = [f"{export}:{n}" for export, n in zip(*_columns(truth, "export", "entry"), strict=True)]
    if (results / "read" / "exports.csv").exists():
        yield from _entries(results, ids)
    if (results / "read" / "records.parquet").exists():
        yield from _damaged(results, dict(zip(ids, *_columns(truth, "damage"), strict=True)))
    if (results / "screen" / "conservation.csv").exists():
        sums = [row["holds"] == "yes" for row in _rows(results / "screen" / "conservation.csv")]
        yield "sums of the run", len(sums)
        yield "sums that do not hold", sums.count(False)
    if (results / "dedupe" / "reports.parquet").exists():
        verdicts = Counter(row["verdict"] for row in _rows(results / "dedupe" / "pairs.csv"))
        yield "pairs compared that are distinct", verdicts["distinct"]
        yield from _joined(results, truth, ids)


def _entries(results: Path, ids: list[str]) -> Iterator[tuple[str, float]]:
    """The entries of generated exports, and what all exports, the bundled ones too, were read into."""
    expected = Counter(name.rpartition(":")[0] for name in ids)
    told = {row["export"]: row for row in _rows(results / "read" / "exports.csv")}
    n_entries = sum(int(told[export]["n_entries"]) for export in expected)
    yield "entries generated", len(ids)
    yield "entries that reading counts beyond those", n_entries - len(ids)
    sums = {
        name: sum(int(row[name]) for row in told.values())
        for name in ("n_entries", "n_records", "n_set_aside")
    }
    yield "entries of all exports, the bundled ones too", sums["n_entries"]
    yield "of them records", sums["n_records"]
    yield "of them set aside", sums["n_set_aside"]
    out = [int(row["n_entries"]) - int(row["n_records"]) - int(row["n_set_aside"]) for row in told.values()]
    yield "entries neither read nor set aside", sum(map(abs, out))


def _damaged(results: Path, damage_by_id: dict[str, str]) -> Iterator[tuple[str, float]]:
    """What became of damaged entries: by kind, how many there are and how many could be read all the same."""
    records = pq.read_table(results / "read" / "records.parquet", columns=["record_id"])
    (names,) = _columns(records, "record_id")
    read = Counter(damage_by_id[name] for name in names if name in damage_by_id)
    generated = Counter(damage_by_id.values())
    yield "damaged entries", sum(generated[damage] for damage in DAMAGES)
    yield "damaged entries that were read all the same", sum(read[damage] for damage in DAMAGES)
    for damage in DAMAGES:
        yield f"damaged entries ({damage})", generated[damage]
        yield f"damaged entries ({damage}) that were read all the same", read[damage]
    yield "undamaged entries that were set aside", generated[""] - read[""]


def _joined(results: Path, truth, ids: list[str]) -> Iterator[tuple[str, float]]:
    """Reports, and how well undamaged records were joined and screened."""
    report_by_record = _reports(results)
    whole = [
        (name, document, topic)
        for name, document, topic, damage in zip(
            ids, *_columns(truth, "document", "is_on_topic", "damage"), strict=True
        )
        if not damage and name in report_by_record
    ]
    yield "reports", len(set(report_by_record.values()))
    yield "undamaged records", len(whole)
    yield from _duplicates([(document, report_by_record[name]) for name, document, _ in whole])
    if (results / "screen" / "decisions.parquet").exists():
        yield from _topic([(report_by_record[name], topic) for name, _, topic in whole], results)


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
    yield "reports included", len(included)
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


def _columns(table, *names: str) -> list[list]:
    return [table.column(name).to_pylist() for name in names]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
