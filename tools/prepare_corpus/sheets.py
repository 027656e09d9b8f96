"""What people keep beside the exports: registry, characteristics, codings, judgements, samples."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from coprod_review.io.codebook import read_codebook
from coprod_review.io.people_tables import ADJUDICATIONS, DISPUTES, DUPLICATES
from coprod_review.model.fingerprint import title_fingerprint
from prepare_corpus.choice import in_development_half
from prepare_corpus.forms import without_subtitle
from prepare_corpus.placement import Entry
from prepare_corpus.source import SAME_DOCUMENT, Facts, Source, SourceCoding

CODED_IN = "2026-11"
"""When the readers and the collector worked; the day is not recorded."""

SCREENING_DIMENSION = "on_topic"
VERDICTS = {"yes": "include", "no": "exclude"}
CODEBOOK = Path(__file__).resolve().parents[2] / "config" / "codebook.yaml"

SCREENED = Path(__file__).with_name("screened.csv")
"""What the two screening readers judged, blind, of the near misses mixed with other reports."""

CODING_COLUMNS = (
    "report",
    "dimension",
    "codes",
    "quote",
    "basis",
    "confidence",
    "codebook",
    "date",
    "absent",
)
JUDGEMENT_COLUMNS = ("report", "coder", "verdict", "criterion", "date", "reason")
DECISION_COLUMNS = {
    "duplicates.csv": DUPLICATES.columns,
    "adjudications.csv": ADJUDICATIONS.columns,
    "disputes.csv": DISPUTES.columns,
}
CHARACTERISTIC_COLUMNS = (
    "report", "text_status", "seen_at", "country", "setting", "design", "sample", "doubtful", "note",
)  # fmt: skip


def write_sheets(corpus: Path, source: Source, entries: Iterable[Entry]) -> None:
    """Write all sheets below `corpus`; files in which people decide are created, never overwritten."""
    reports = {report.report_id: report for report in source.reports}
    _write(corpus / "reports.csv", ("report_id", "aliases"), _registry(source.reports, list(entries)))
    _write(corpus / "characteristics.csv", CHARACTERISTIC_COLUMNS, _characteristics(source.reports))
    _write_codings(corpus / "codings", source.codings, reports)
    _write(corpus / "decisions" / "screening.csv", JUDGEMENT_COLUMNS, _judgements(source))
    for name, columns in DECISION_COLUMNS.items():
        if not (corpus / "decisions" / name).exists():
            _write(corpus / "decisions" / name, columns, [])
    sample = [[r.report_id] for r in _registered(source.reports) if in_development_half(r.report_id)]
    _write(corpus / "samples" / "rule_development.csv", ("report",), sample)


def _registered(reports: Iterable[Facts]) -> list[Facts]:
    return [report for report in reports if report.report_id not in SAME_DOCUMENT]


def _registry(reports: Sequence[Facts], entries: Sequence[Entry]) -> list[list[str]]:
    """Each report once, with every alias by which one of its records can find it.

    The fingerprint of a title without its subtitle is no alias where another report has it too.
    """
    aliases: dict[str, list[str]] = defaultdict(list)
    for former, registered in SAME_DOCUMENT.items():
        aliases[registered].append(f"id:{former}")
    for facts in [*reports, *(entry.facts for entry in entries)]:
        own = aliases[SAME_DOCUMENT.get(facts.report_id, facts.report_id)]
        own += [f"doi:{facts.doi.lower()}"] if facts.doi else []
        own += [f"pmid:{facts.pmid}"] if facts.pmid else []
        own += [f"title:{title_fingerprint(facts.title)}"]
    for entry in entries:
        registered = SAME_DOCUMENT.get(entry.facts.report_id, entry.facts.report_id)
        aliases[registered].append(f"accession:{entry.file}:{entry.accession}")
    _drop_shared(aliases, reports)
    order = {kind: i for i, kind in enumerate(("id", "doi", "pmid", "accession", "title"))}
    return [
        [report_id, " | ".join(sorted(set(own), key=lambda a: (order[a.split(":")[0]], a)))]
        for report_id, own in sorted(aliases.items())
    ]


def _drop_shared(aliases: Mapping[str, list[str]], reports: Iterable[Facts]) -> None:
    """Remove aliases that would lead to two reports, main titles without subtitle above all."""
    owners: dict[str, set[str]] = defaultdict(set)
    for report_id, own in aliases.items():
        for alias in own:
            owners[alias].add(report_id)
    for report in _registered(reports):
        main = without_subtitle(report.title)
        if main != report.title:
            owners[f"title:{title_fingerprint(main)}"].add(report.report_id)
    for own in aliases.values():
        own[:] = [alias for alias in own if len(owners[alias]) == 1]


def _characteristics(reports: Iterable[Facts]) -> list[list[str]]:
    return [
        [
            r.report_id,
            r.seen,
            r.seen_at,
            r.country,
            r.setting,
            r.design,
            r.sample,
            ";".join(r.doubtful),
            r.note,
        ]
        for r in _registered(reports)
    ]


def _write_codings(folder: Path, codings: Iterable[SourceCoding], reports: Mapping[str, Facts]) -> None:
    dimensions = read_codebook(CODEBOOK).dimensions
    rows: dict[str, list[list[str]]] = defaultdict(list)
    position = {name: i for i, name in enumerate(dimensions)}
    coded = [coding for coding in codings if coding.dimension != SCREENING_DIMENSION]
    for coding in sorted(coded, key=lambda c: (c.report_id, position[c.dimension])):
        others = [code for code in dimensions[coding.dimension].codes if code not in coding.codes]
        rows[coding.coder].append([
            coding.report_id,
            coding.dimension,
            ";".join(coding.codes),
            "",
            _basis(reports[coding.report_id]),
            coding.confidence,
            coding.codebook,
            CODED_IN,
            ";".join(sorted(others)),
        ])  # fmt: skip
    for coder, own in rows.items():
        _write(folder / f"{coder}.csv", CODING_COLUMNS, own)


def _basis(report: Facts) -> str:
    """What the coders saw of the report, and the page where it stands."""
    return f"{report.seen}: {report.link or 'no page recorded'}"


def _judgements(source: Source) -> list[list[str]]:
    rows = [
        [c.report_id, c.coder, VERDICTS[c.codes[0]], "", CODED_IN, ""]
        for c in source.codings
        if c.dimension == SCREENING_DIMENSION
    ]
    rows += [
        [r.report_id, "collector", "exclude", r.criterion, CODED_IN, "collected as a near miss"]
        for r in source.reports
        if r.criterion
    ]
    with SCREENED.open(encoding="utf-8", newline="") as file:
        rows += [[row[column] for column in JUDGEMENT_COLUMNS] for row in csv.DictReader(file)]
    return sorted(rows)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")
