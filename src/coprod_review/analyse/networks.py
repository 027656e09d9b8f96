"""Co-citation and bibliographic coupling: which works reports cite together, and which reports cite alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.networks_build import Built, Candidate, built, together_in
from coprod_review.analyse.networks_map import Ints
from coprod_review.analyse.networks_works import CitedWork, cited_works, lineage_by_reference
from coprod_review.config import NetworkSettings
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.network import CO_CITATION, COUPLING, Network
from coprod_review.model.pattern import LineageWork

LONGEST_SURNAME = 30


def citation_networks(
    coded: CodedReports,
    codebook: Codebook,
    *,
    lineage: Iterable[Coding],
    works: Iterable[LineageWork],
    settings: NetworkSettings,
    seed: int,
) -> tuple[Built, Built]:
    """The co-citation network of the cited works and the coupling network of the reports that cite them.

    `lineage` are the codings by cited works: what they resolved are the `works`. Where fewer included reports
    than `settings.least_reports` cite anything, both networks are empty and say so.
    """
    cited = cited_works(
        coded.report_by_id.values(),
        lineage=lineage_by_reference(lineage),
        works={work.key: work for work in works},
    )
    n_citing = len({report for work in cited for report in work.reports})
    frame = Network(name=CO_CITATION, n_reports=len(coded), n_used=n_citing, least=settings.least_reports)
    other = replace(frame, name=COUPLING)
    if n_citing < settings.least_reports:
        why = _too_few(n_citing, settings.least_reports)
        return Built(network=replace(frame, note=why)), Built(network=replace(other, note=why))
    return (
        _co_citation(frame, cited, coded, codebook, settings=settings, seed=seed),
        _coupling(other, cited, coded, codebook, settings=settings, seed=seed),
    )


def _co_citation(
    frame: Network,
    cited: Sequence[CitedWork],
    coded: CodedReports,
    codebook: Codebook,
    *,
    settings: NetworkSettings,
    seed: int,
) -> Built:
    least = settings.least_citations
    kept = [work for work in cited if len(work.reports) >= least]
    frame = replace(frame, n_found=len(cited), n_kept=len(kept), threshold=least)
    if len(kept) < 2:
        return Built(network=replace(frame, note=f"fewer than 2 works are cited by {least} or more reports"))
    chosen = kept[: settings.most_items]
    candidates = [
        Candidate(
            item=work.work,
            label=label,
            description=work.reference,
            reports=work.reports,
            tradition=work.tradition,
            year=work.year,
            doi=work.doi,
        )
        for work, label in zip(chosen, told_apart([w.label for w in chosen]), strict=True)
    ]
    return built(frame, candidates, together_in(candidates), coded, codebook, settings=settings, seed=seed)


def _coupling(
    frame: Network,
    cited: Sequence[CitedWork],
    coded: CodedReports,
    codebook: Codebook,
    *,
    settings: NetworkSettings,
    seed: int,
) -> Built:
    ids = sorted({report for work in cited for report in work.reports})
    citers = _citers(ids, [work for work in cited if len(work.reports) > 1])
    strengths = np.zeros(len(ids), dtype=np.int64)
    for places in citers:
        strengths[places] += len(places) - 1
    kept = [n for n in range(len(ids)) if strengths[n]]
    frame = replace(frame, n_found=len(ids), n_kept=len(kept), threshold=1)
    if len(kept) < 2:
        return Built(network=replace(frame, note="no two included reports cite a work in common"))
    chosen = sorted(kept, key=lambda n: (-int(strengths[n]), ids[n]))[: settings.most_items]
    shared = _shared(chosen, citers, len(ids))
    labels = told_apart([_label(coded, ids[n]) for n in chosen])
    candidates = [
        Candidate(
            item=ids[n],
            label=label,
            description=coded.report_by_id[ids[n]].title,
            reports=tuple(ids[other] for other in np.flatnonzero(shared[row]).tolist() if other != n),
            tradition=coded.code(ids[n], "tradition"),
            year=coded.report_by_id[ids[n]].year,
            doi=coded.report_by_id[ids[n]].doi,
        )
        for row, (n, label) in enumerate(zip(chosen, labels, strict=True))
    ]
    return built(frame, candidates, shared[:, chosen], coded, codebook, settings=settings, seed=seed)


def _citers(ids: Sequence[str], cited: Sequence[CitedWork]) -> list[Ints]:
    """The reports that cite each work, by their places."""
    place = {report: n for n, report in enumerate(ids)}
    return [np.array([place[report] for report in work.reports], dtype=np.int64) for work in cited]


def _shared(chosen: Sequence[int], citers: Sequence[Ints], n_reports: int) -> Ints:
    """How many works each chosen report (row) has in common with every report (column)."""
    row_of = {n: row for row, n in enumerate(chosen)}
    shared = np.zeros((len(chosen), n_reports), dtype=np.int64)
    for places in citers:
        for n in places.tolist():
            if n in row_of:
                shared[row_of[n], places] += 1
    return shared


def told_apart(labels: Sequence[str]) -> list[str]:
    """The labels, those that stand more than once with letters behind them: "Example 2004a"."""
    again = {label for label in labels if labels.count(label) > 1}
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        n = seen[label] = seen.get(label, -1) + 1
        found.append(f"{label}{_letter(n)}" if label in again else label)
    return found


def _letter(n: int) -> str:
    return chr(ord("a") + n) if n < 26 else f"{chr(ord('a') + n // 26 - 1)}{chr(ord('a') + n % 26)}"


def _label(coded: CodedReports, report_id: str) -> str:
    report = coded.report_by_id[report_id]
    if not report.authors:
        return report_id
    name = report.authors[0].partition(",")[0]
    cut = name if len(name) <= LONGEST_SURNAME else f"{name[: LONGEST_SURNAME - 1].rstrip()}…"
    return f"{cut} {report.year or 'n.d.'}"


def _too_few(n_citing: int, least: int) -> str:
    verb = "has" if n_citing == 1 else "have"
    return (
        f"{n_citing} included {'report' if n_citing == 1 else 'reports'} {verb} cited references, and a map "
        f"needs {least}; export with cited references (Web of Science: Full Record and Cited References; "
        "Scopus: Include references)"
    )
