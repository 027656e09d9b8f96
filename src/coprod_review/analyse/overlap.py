"""Which sources found which reports: what each contributed alone, and what they share."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.analyse.ledger import Section, count, number_id, slug
from coprod_review.model.corpus import ExportFile
from coprod_review.model.report import Report

SEPARATOR = " | "
"""Between the sources of a combination, which therefore have no such sign in their names."""

MEASURES = ("found", "only", "shared")
"""Reports that a source found; of these, those that it alone found, and those that others found too."""

REPORTS = {"all": "reports", "included": "included reports"}
"""Among which reports is counted, in words."""

PREPARED = "prepared"
ORIGIN_WORDS = {"search": "database", PREPARED: "prepared file", "other_methods": "other methods"}
"""What tells sources of one name and of different origins apart."""

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


def overlap_of(reports: Iterable[Report], exports: Sequence[ExportFile]) -> Overlap:
    """The overlap of the sources of the reports.

    Exports of one database are one source, however often it was searched; a prepared file is a source by its
    label, since no database was searched for it; what other methods found is apart from a database of the
    same name. A file that the manifest does not name is a source by its own name.
    """
    reports = list(reports)
    found = {r.report_id: [record_id.rpartition(":")[0] for record_id in r.record_ids] for r in reports}
    strangers = sorted({e for files in found.values() for e in files} - {e.file for e in exports})
    source_by_file = sources_by_file(exports) | {file: _plain(file) for file in strangers}
    sources = tuple(dict.fromkeys(source_by_file.values()))
    place = {source: n for n, source in enumerate(sources)}
    return Overlap(
        sources=sources,
        found_by={
            report: tuple(sorted({source_by_file[file] for file in files}, key=place.__getitem__))
            for report, files in found.items()
        },
    )


def sources_by_file(exports: Iterable[ExportFile]) -> dict[str, str]:
    """The source of each export by its file, in the order of the manifest.

    Spellings of a database that differ in case or blanks alone are one source, called as it is first.
    """
    names: dict[tuple[str, str], str] = {}
    source_by_file = {}
    for export in exports:
        written = _plain(export.label if export.origin == PREPARED else export.database or export.label)
        key = (export.origin, written.casefold())
        if key not in names:
            clash = written.casefold() in {name.casefold() for name in names.values()}
            names[key] = f"{written} ({ORIGIN_WORDS[export.origin]})" if clash else written
        source_by_file[export.file] = names[key]
    return source_by_file


def overlap_sections(overlap: Overlap, included: Collection[str]) -> dict[str, Section]:
    """The tables `overlap` (by source) and `overlap_combinations`, among all reports and the included ones.

    In `overlap`, `n` of `total`: found, of the reports that any source found; only and shared, of those that
    the source found. Both tables have rows for every source and every combination among all reports.
    """
    names = _name_by_source(overlap.sources)
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


def _plain(name: str) -> str:
    """A name in one line, without the sign that parts names."""
    return " ".join(name.replace("|", "/").split()) or "unnamed"


def _name_by_source(sources: Iterable[str]) -> dict[str, str]:
    """The part of a number id for each source; names that are alike or in other letters get marks."""
    names: dict[str, str] = {}
    for source in sources:
        name = slug(source)
        if name == "empty":
            name = f"source_{hashlib.sha256(source.encode('utf-8')).hexdigest()[:8]}"
        n, marked = 1, name
        while marked in names.values():
            n += 1
            marked = f"{name}_{n}"
        names[source] = marked
    return names
