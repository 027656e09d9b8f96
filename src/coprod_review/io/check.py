"""Everything that people supplied, checked against everything else: all faults at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from coprod_review.config import Config
from coprod_review.errors import ReviewError
from coprod_review.io import check_tables as tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.codings import codings_files, read_coder_codings
from coprod_review.io.corpus import (
    read_adjudications,
    read_characteristics,
    read_coders,
    read_duplicate_decisions,
    read_judgements,
    read_manifest,
    read_registry,
    registered_ids,
)
from coprod_review.io.criteria import read_criteria
from coprod_review.io.files import read_bytes, sha256_of
from coprod_review.io.lineage import read_lineage
from coprod_review.io.manifest import line_of_export
from coprod_review.io.partnership import read_partnership_model
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.io.sheets import read_csv
from coprod_review.io.yamls import read_yaml
from coprod_review.model.codebook import Codebook
from coprod_review.model.corpus import Coder, ExportFile

T = TypeVar("T")

DISPUTE_COLUMNS = ("report", "dimension", "codes", "quote", "coder", "date", "reason")
SAMPLE_COLUMNS = ("report",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFolders:
    """Where the corpus and the configuration of a review stand, each file under its customary name."""

    corpus: Path
    config: Path


@dataclass(slots=True, kw_only=True)
class Findings:
    """What a check found: faults that stop a run, warnings that do not, and counts for the summary."""

    faults: list[ReviewError] = field(default_factory=list)
    warnings: list[ReviewError] = field(default_factory=list)
    counts: list[str] = field(default_factory=list)

    def tried(self, read: Callable[[], T]) -> T | None:
        """The value that was read; else None, its faults noted."""
        try:
            return read()
        except ReviewError as error:
            self.faults += getattr(error, "faults", [error])
            return None

    def count(self, number: int, name: str, plural: str = "") -> None:
        """Note a count for the summary, in words."""
        self.counts.append(f"{number:,} {name if number == 1 else plural or f'{name}s'}")

    def summary(self) -> str:
        """One line: what there is, and how much of it is wrong."""
        verdict = f"{len(self.faults) or 'no'} fault{'' if len(self.faults) == 1 else 's'}"
        warned = f"{len(self.warnings) or 'no'} warning{'' if len(self.warnings) == 1 else 's'}"
        return f"{', '.join(self.counts) or 'nothing'}: {verdict}, {warned}"


Recognise = Callable[[bytes, str], object]
"""Raises ReviewError for the bytes of an export, and its place, that no parser can read."""


def check_review(folders: ReviewFolders, *, recognise: Recognise, today: datetime.date) -> Findings:
    """Check a review's corpus and configuration; `today` bounds the dates that people wrote.

    Files that a review can do without (registry, codings, decisions, characteristics, samples) may be
    missing. Nothing is changed.
    """
    findings = Findings()
    config = _check_config(folders.config, findings)
    _check_exports(folders.corpus, findings, recognise=recognise, today=today)
    _check_tables(folders.corpus, config, findings, today=today)
    return findings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Config:
    """What the tables are checked against; None where the file itself has faults."""

    codebook: Codebook | None
    criteria: frozenset[str] | None


def _check_config(config: Path, findings: Findings) -> _Config:
    findings.tried(partial(read_yaml, config / "config.yaml", Config))
    codebook = findings.tried(partial(read_codebook, config / "codebook.yaml"))
    lineage = findings.tried(partial(read_lineage, config / "lineage.yaml"))
    criteria = findings.tried(partial(read_criteria, config / "criteria.yaml"))
    findings.tried(partial(read_weighing, config / "contexts.yaml"))
    known = None
    if codebook is not None:
        findings.count(len(codebook.dimensions), "dimension")
        patterns = findings.tried(partial(read_patterns, config / "patterns", codebook))
        findings.tried(partial(read_decisions, config / "decisions.yaml", codebook))
        findings.count(len(patterns or ()), "pattern")
    if lineage is not None and codebook is not None:
        findings.count(len(lineage), "work of the lineage", "works of the lineage")
        keys = {work.key for work in lineage}
        findings.faults += tables.unknown_lineage(config / "codebook.yaml", codebook, keys)
        known = keys | set(codebook.sources)
    findings.tried(partial(read_partnership_model, config / "model.yaml", known_sources=known))
    names = frozenset(c.criterion_id for c in criteria.criteria) if criteria else None
    return _Config(codebook=codebook, criteria=names)


def _check_exports(corpus: Path, findings: Findings, *, recognise: Recognise, today: datetime.date) -> None:
    manifest, folder = corpus / "manifest.yaml", corpus / "exports"
    exports = findings.tried(partial(read_manifest, manifest))
    if exports is None:
        return
    findings.count(len(exports), "export")
    present = {p.name for p in folder.iterdir() if not p.name.startswith(".")} if folder.is_dir() else set()
    for export in exports:
        where = f"{manifest}, line {line_of_export(manifest, export.file)}"
        if export.file not in present:
            findings.faults.append(
                ReviewError(
                    f"the export {export.file} is not in {folder}",
                    where=where,
                    remedy="put the file there, or remove its entry",
                )
            )
            continue
        path = folder / export.file
        findings.tried(partial(_recognised, path, recognise))
        _check_export(path, export, findings, where=where, today=today)
    for name in sorted(present - {export.file for export in exports}):
        findings.faults.append(
            ReviewError(
                f"the export {name} has no entry in the search log",
                where=str(folder / name),
                remedy=f"write an entry for it into {manifest}, or remove the file",
            )
        )


def _recognised(path: Path, recognise: Recognise) -> object:
    return recognise(read_bytes(path), str(path))


def _check_export(
    path: Path, export: ExportFile, findings: Findings, *, where: str, today: datetime.date
) -> None:
    actual = sha256_of(path)
    if export.sha256 is None:
        findings.warnings.append(
            ReviewError(
                f"the export {export.file} has no sha256, so that a change would go unnoticed",
                where=where,
                remedy=f"write sha256: {actual}",
            )
        )
    elif export.sha256 != actual:
        findings.faults.append(
            ReviewError(
                f"the export {export.file} is not the file that was logged: its sha256 differs",
                where=where,
                remedy=f"restore the file; if the new one is meant, write sha256: {actual}",
            )
        )
    if export.searched and export.searched > today.isoformat():
        findings.faults.append(
            ReviewError(
                f"the date of the search, {export.searched}, lies in the future",
                where=where,
                remedy="correct the date",
            )
        )


def _check_tables(corpus: Path, config: _Config, findings: Findings, *, today: datetime.date) -> None:
    coding_paths = codings_files(corpus / "codings")
    coders = _coders(corpus / "coders.yaml", coding_paths, findings)
    registry = findings.tried(partial(read_registry, corpus / "reports.csv")) or ()
    known = tables.Known(
        coders=coders,
        reports=registered_ids(registry),
        aliases=frozenset(alias for r in registry for alias in r.aliases),
        today=today.isoformat(),
    )
    findings.count(len(registry), "registered report")
    by_coder = []
    for path in coding_paths:
        own = findings.tried(partial(read_coder_codings, path, codebook=config.codebook))
        if own is not None:
            by_coder.append((path, own))
            faults, warnings = tables.check_codings(path, own, known, config.codebook)
            findings.faults += faults
            findings.warnings += warnings
    people = {name for name, coder in coders.items() if coder.kind == "person"}
    findings.count(sum(len(own) for _, own in by_coder), "coding")
    findings.counts[-1] += f" ({sum(len(own) for path, own in by_coder if path.stem in people):,} by people)"
    _check_decisions(corpus / "decisions", known, config, findings)
    path = corpus / "characteristics.csv"
    described = findings.tried(partial(read_characteristics, path))
    findings.faults += tables.unknown_reports(path, "report", described or (), known)
    for sample in sorted((corpus / "samples").glob("*.csv")):
        rows = findings.tried(partial(read_csv, sample, required=SAMPLE_COLUMNS))
        findings.faults += tables.unknown_reports(
            sample, "report", [row["report"].strip() for row in rows or ()], known
        )


def _coders(path: Path, coding_paths: Sequence[Path], findings: Findings) -> dict[str, Coder]:
    if not path.exists() and not coding_paths:
        return {}
    coders = {coder.name: coder for coder in findings.tried(partial(read_coders, path)) or ()}
    findings.count(len(coders), "coder")
    if coders:
        findings.faults += tables.unlisted_coders(coding_paths, coders)
    return coders


def _check_decisions(folder: Path, known: tables.Known, config: _Config, findings: Findings) -> None:
    path = folder / "screening.csv"
    judgements = findings.tried(partial(read_judgements, path))
    findings.faults += tables.check_judgements(path, judgements or (), known, criteria=config.criteria)
    findings.count(len(judgements or ()), "screening judgement")
    path = folder / "duplicates.csv"
    pairs = findings.tried(partial(read_duplicate_decisions, path))
    findings.faults += tables.check_pairs(path, pairs or (), known)
    findings.count(len(pairs or ()), "decision on a pair", "decisions on pairs")
    path = folder / "adjudications.csv"
    settled = findings.tried(partial(read_adjudications, path, codebook=config.codebook))
    findings.faults += tables.check_adjudications(path, settled or (), known)
    findings.count(len(settled or ()), "adjudication")
    path = folder / "disputes.csv"
    if path.exists():
        rows = findings.tried(partial(read_csv, path, required=DISPUTE_COLUMNS))
        findings.faults += tables.check_disputes(path, rows or (), known)
