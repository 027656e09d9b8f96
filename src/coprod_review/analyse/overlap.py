"""Which sources found which reports: what each contributed alone, and what they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coprod_review.analyse.ledger import Section, count, number_id
from coprod_review.model.corpus import ExportFile
from coprod_review.model.record import export_of
from coprod_review.model.sources import id_parts, sources_by_file

SEPARATOR = " | "
"""Between the sources of a combination, which therefore have no such sign in their names."""

MEASURES = ("found", "only", "shared")
"""Reports that a source found; of these, those that it alone found, and those that others found too."""

REPORTS = {"all": "reports", "included": "included reports"}
"""Among which reports is counted, in words."""

Combination = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The sources in the order of the manifest, and those that found each report, in the same order."""

    sources: tuple[str, ...]
    found_by: Mapping[str, Combination]

    def among(self, report_ids: Collection[str]) -> Overlap:
        """The overlap of these reports alone; the sources stay, even where they found none of them."""
        kept = set(report_ids)
        return Overlap(
            sources=self.sources, found_by={r: found for r, found in self.found_by.items() if r in kept}
        )

    def members(self, source: str, measure: str) -> tuple[str, ...]:
        """The reports that a source found, by one of MEASURES."""
        found = [(report, sources) for report, sources in self.found_by.items() if source in sources]
        if measure == "found":
            return tuple(report for report, _ in found)
        alone = measure == "only"
        return tuple(report for report, sources in found if (len(sources) == 1) == alone)

    def combinations(self) -> dict[Combination, tuple[str, ...]]:
        """The reports of each combination of sources that found exactly these, the largest first.

        Ties are in the order of the sources. Every report stands in one combination.
        """
        found: dict[Combination, list[str]] = {}
        for report, sources in self.found_by.items():
            found.setdefault(sources, []).append(report)
        place = {source: n for n, source in enumerate(self.sources)}
        order = sorted(found, key=lambda c: (-len(found[c]), len(c), [place[source] for source in c]))
        return {combination: tuple(found[combination]) for combination in order}


class Sourced(Protocol):
    """What tells where a report came from: a report itself, or as much of it as sources look at."""

    @property
    def report_id(self) -> str: ...
    @property
    def record_ids(self) -> tuple[str, ...]: ...


def overlap_of(reports: Iterable[Sourced], exports: Sequence[ExportFile]) -> Overlap:
    """The overlap of the sources of the reports, as `model.sources` tells sources by the manifest.

    Reports from the same files share what is kept of these, so that a million take little room.
    """
    files_of: dict[tuple[str, ...], tuple[str, ...]] = {}
    found: dict[str, tuple[str, ...]] = {}
    for report in reports:
        files = tuple(export_of(record_id) for record_id in report.record_ids)
        found[report.report_id] = files_of.setdefault(files, files)
    strangers = sorted({file for files in files_of for file in files} - {e.file for e in exports})
    source_by_file = sources_by_file(exports, strangers)
    sources = tuple(dict.fromkeys(source_by_file.values()))
    place = {source: n for n, source in enumerate(sources)}
    found_by = {
        files: tuple(sorted({source_by_file[file] for file in files}, key=place.__getitem__))
        for files in files_of
    }
    return Overlap(sources=sources, found_by={report: found_by[files] for report, files in found.items()})


def overlap_sections(overlap: Overlap, included: Collection[str]) -> dict[str, Section]:
    """The tables `overlap` (by source) and `overlap_combinations`, among all reports and the included ones.

    In `overlap`, `n` of `total`: found, of the reports that any source found; only and shared, of those that
    the source found. Both tables have rows for every source and every combination among all reports.
    """
    names = id_parts(overlap.sources)
    amongs = {"all": overlap, "included": overlap.among(included)}
    combinations = list(overlap.combinations())
    sections = {
        "overlap": [_by_source(among, part, names) for among, part in amongs.items()],
        "overlap_combinations": [
            _by_combination(among, part, names, combinations) for among, part in amongs.items()
        ],
    }
    missing = () if overlap.found_by else ("overlap: no report was found",)
    return {
        name: Section(
            rows=tuple(row for s in parts for row in s.rows),
            numbers=tuple(number for s in parts for number in s.numbers),
            notes=missing if name == "overlap" else (),
        )
        for name, parts in sections.items()
    }


def _by_source(among: str, overlap: Overlap, names: Mapping[str, str]) -> Section:
    labels = {"found": "that {} found", "only": "that {} alone found", "shared": "that {} and others found"}
    rows, numbers = [], []
    for source in overlap.sources:
        n_found = len(overlap.members(source, "found"))
        for measure in MEASURES:
            there = overlap.members(source, measure)
            total = len(overlap.found_by) if measure == "found" else n_found
            identity = number_id("overlap", among, "source", names[source], measure)
            row = {"among": among, "source": source, "measure": measure}
            rows.append({**row, **_counted(len(there), total, identity)})
            numbers.append(count(identity, there, f"{REPORTS[among]} {labels[measure].format(source)}"))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _by_combination(
    among: str, overlap: Overlap, names: Mapping[str, str], combinations: Iterable[Combination]
) -> Section:
    reports = overlap.combinations()
    rows, numbers = [], []
    for combination in combinations:
        there = reports.get(combination, ())
        identity = number_id("overlap", among, "exactly", *(names[source] for source in combination))
        row = {"among": among, "sources": SEPARATOR.join(combination), "n_sources": len(combination)}
        rows.append({**row, **_counted(len(there), len(overlap.found_by), identity)})
        label = f"{REPORTS[among]} that exactly these found: {', '.join(combination)}"
        numbers.append(count(identity, there, label))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _counted(n: int, total: int, identity: str) -> dict[str, object]:
    return {"n": n, "total": total, "share": n / total if total else None, "number_id": identity}
