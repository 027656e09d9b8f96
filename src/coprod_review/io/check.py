"""Everything that people supplied, checked against everything else: all faults at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coprod_review import paths
from coprod_review.config import Config, ReviewSettings
from coprod_review.errors import ReviewError
from coprod_review.io import check_people as people
from coprod_review.io import check_rules as rules
from coprod_review.io import check_tables as tables
from coprod_review.io.check_enriched import check_enriched
from coprod_review.io.check_exports import Examine, check_exports
from coprod_review.io.check_judged import doubtful_judgements
from coprod_review.io.check_objections import check_objections
from coprod_review.io.check_pairs import check_pairs
from coprod_review.io.check_reach import narrow_sample
from coprod_review.io.check_replaced import doubtful_replacements
from coprod_review.io.check_rows_gone import rows_gone
from coprod_review.io.check_training import check_training
from coprod_review.io.check_unchecked import unchecked
from coprod_review.io.check_unseen import unseen_characters
from coprod_review.io.check_version import same_version_of_another
from coprod_review.io.codebook import read_codebook
from coprod_review.io.codings import codings_files, read_coder_codings
from coprod_review.io.corpus import (
    read_adjudications,
    read_audits,
    read_characteristics,
    read_coders,
    read_disputes,
    read_duplicate_decisions,
    read_judgements,
    read_registry,
)
from coprod_review.io.criteria import read_criteria
from coprod_review.io.findings import Findings
from coprod_review.io.known import Known, report_names, reports_of_last_run
from coprod_review.io.lineage import read_lineage
from coprod_review.io.named_dimensions import unknown_dimensions
from coprod_review.io.older_codebooks import read_older_codebooks
from coprod_review.io.partnership import read_partnership_model
from coprod_review.io.patterns import read_decisions, read_patterns, read_weighing
from coprod_review.io.planning import read_issues, read_readings, read_signs
from coprod_review.io.review_words import check_review_words, check_subject
from coprod_review.io.samples import read_sampled
from coprod_review.io.teaching import read_teaching
from coprod_review.io.terms import read_term_words
from coprod_review.io.training import training_files
from coprod_review.io.yamls import read_yaml, refuse_missing
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.corpus import Coder
from coprod_review.model.criteria import Criteria
from coprod_review.model.fixed_codes import codes_of, fault_of_fixed_codes
from coprod_review.model.pattern import LineageWork, Pattern
from coprod_review.model.planning import Sign
from coprod_review.model.report import Report
from coprod_review.model.rules import Weighing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFolders:
    """Where the corpus, the configuration and the last run stand, each file under its customary name."""

    corpus: Path
    config: Path
    results: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the rules go by; None where the file itself has faults, which have been told."""

    patterns: Sequence[Pattern] | None
    weighing: Weighing | None
    criteria: Criteria | None
    works: Sequence[LineageWork] | None
    signs: Sequence[Sign] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What the stages lend to the check: how exports are read, rules are tried, and reports come from disk.

    `sentences` gives the faults of rules that fail their own sentences.
    """

    examine: Examine
    sentences: Callable[[Rules], list[ReviewError]]
    read_reports: Callable[[Path], list[Report]]


def check_review(folders: ReviewFolders, *, checks: Checks, today: datetime.date) -> Findings:
    """Check a review's corpus and configuration; `today` bounds the dates that people wrote.

    Files that a review can do without (registry, codings, decisions, characteristics, samples) may be
    missing. What rests on a file with faults is not checked against it, so that one mistake is told once.
    Ids and quotes are checked against the registry and against the last run, as far as they are there.
    Nothing is changed.
    """
    findings = Findings()
    config = _check_config(folders.config, findings, sentences=checks.sentences)
    exports = check_exports(
        folders.corpus, findings, examine=checks.examine, today=today, max_file_mb=config.max_file_mb
    )
    findings.warnings += same_version_of_another(folders.config, folders.results, config.codebook)
    if config.review is not None:
        where = str(paths.within(folders.config, paths.SETTINGS))
        findings.warnings += check_review_words(config.review, exports.listed, where=where)
    findings.warnings += check_subject(folders.config)
    last_run, warnings = reports_of_last_run(folders.results, exports, read_reports=checks.read_reports)
    findings.warnings += warnings
    registry = findings.tried(partial(read_registry, paths.within(folders.corpus, paths.REGISTRY)))
    coding_paths = codings_files(paths.within(folders.corpus, paths.CODINGS))
    names = report_names(registry, last_run)
    reports = {report.report_id: report for report in last_run}
    known = Known(
        coders=_coders(paths.within(folders.corpus, paths.CODERS), coding_paths, findings),
        reports=names,
        today=today.isoformat(),
        aliases=frozenset(alias for r in registry or () for alias in r.aliases),
        texts={name: reports[present] for name, present in (names or {}).items() if present in reports},
        exports=exports,
    )
    findings.count_of(registry, "registered report")
    _check_tables(folders.corpus, config, known, findings)
    findings.warnings += rows_gone(folders.corpus, folders.results)
    if last_run:
        findings.warnings += narrow_sample(folders.corpus, folders.results, names)
    findings.warnings += unchecked(folders.corpus, folders.results, registry, last_run, coding_paths)
    return findings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Config:
    """What exports and tables are checked against; None where the file itself has faults."""

    codebook: Codebook | None
    criteria: frozenset[str] | None
    max_file_mb: int | None
    review: ReviewSettings | None = None


def _check_config(
    config: Path, findings: Findings, *, sentences: Callable[[Rules], list[ReviewError]]
) -> _Config:
    if not config.exists():
        findings.tried(partial(refuse_missing, config))
        return _Config(codebook=None, criteria=None, max_file_mb=None)
    settings = findings.tried(partial(read_yaml, paths.within(config, paths.SETTINGS), Config))
    codebook = findings.tried(partial(read_codebook, paths.within(config, paths.CODEBOOK)))
    lineage = findings.tried(partial(read_lineage, paths.within(config, paths.LINEAGE)))
    criteria = findings.tried(partial(read_criteria, paths.within(config, paths.CRITERIA)))
    weighing = findings.tried(partial(read_weighing, paths.within(config, paths.CONTEXTS)))
    known = None
    if codebook is not None:
        findings.count(len(codebook.dimensions), "dimension")
        fault = fault_of_fixed_codes(codes_of(codebook), where=str(paths.within(config, paths.CODEBOOK)))
        findings.faults += [fault] if fault else []
        if settings is not None and fault is None:
            path = paths.within(config, paths.SETTINGS)
            findings.faults += unknown_dimensions(path, settings, codebook)
    patterns = findings.tried(partial(read_patterns, paths.within(config, paths.PATTERNS), codebook))
    findings.tried(partial(read_decisions, paths.within(config, paths.RULE_STEPS), codebook))
    findings.count_of(patterns, "pattern")
    teaching = findings.tried(partial(read_teaching, paths.within(config, paths.TEACHING), codebook))
    findings.count_of(teaching.texts if teaching else None, "teaching text")
    if codebook is not None and patterns is not None:
        findings.warnings += rules.without_patterns(paths.within(config, paths.PATTERNS), codebook, patterns)
    if lineage is not None and codebook is not None:
        findings.count(len(lineage), "work of the lineage", "works of the lineage")
        keys = {work.key for work in lineage}
        findings.faults += rules.unknown_lineage(paths.within(config, paths.CODEBOOK), codebook, keys)
        known = keys | set(codebook.sources)
    findings.tried(partial(read_partnership_model, paths.within(config, paths.MODEL), known_sources=known))
    signs = _check_planning(paths.within(config, paths.PLANNING), codebook, known, findings)
    findings.tried(partial(read_term_words, paths.within(config, paths.TERMS)))
    gone_by = Rules(patterns=patterns, weighing=weighing, criteria=criteria, works=lineage, signs=signs)
    findings.faults += sentences(gone_by)
    if settings is not None:
        findings.count(settings.statements.n_stated, "statement of the authors", "statements of the authors")
    return _Config(
        codebook=codebook,
        criteria=frozenset(c.criterion_id for c in criteria.criteria) if criteria else None,
        max_file_mb=settings.read.max_file_mb if settings else None,
        review=settings.review if settings else None,
    )


def _check_planning(
    folder: Path, codebook: Codebook | None, known: Collection[str] | None, findings: Findings
) -> Sequence[Sign] | None:
    """The signs of the planner, its other files checked; a review may do without a planner."""
    if not folder.exists():
        return None
    issues = findings.tried(partial(read_issues, folder / paths.ISSUES.name))
    findings.count_of(issues, "told issue")
    path = folder / paths.READINGS.name
    findings.tried(partial(read_readings, path, codebook, known_sources=known or ()))
    return findings.tried(partial(read_signs, folder / paths.SIGNS.name))


def _check_tables(corpus: Path, config: _Config, known: Known, findings: Findings) -> None:
    by_coder = []
    older = findings.tried(partial(read_older_codebooks, paths.within(corpus, paths.OLDER_CODEBOOKS))) or {}
    versions = people.versions_of(config.codebook, older)
    for path in codings_files(paths.within(corpus, paths.CODINGS)):
        read = partial(read_coder_codings, path, codebook=config.codebook, reports=known.texts, older=older)
        own = findings.tried(read)
        if own is not None:
            by_coder.append((path, own))
            faults, warnings = tables.check_codings(path, own, known, config.codebook)
            findings.faults += faults
            findings.warnings += warnings
            findings.warnings += tables.codebooks_not_at_hand(path, own, config.codebook, older)
            findings.faults += people.decimal_commas(path, own, versions)
            findings.warnings += people.of_no_version(path, own, known, versions)
            findings.warnings += people.of_adjudicator(path, own, known)
    findings.warnings += people.twins([path for path, _ in by_coder])
    coded = {path.stem for path, own in by_coder if own}
    where = paths.within(corpus, paths.CODERS)
    findings.warnings += people.by_no_codebook(where, known, versions, coded=coded)
    persons = {name for name, coder in (known.coders or {}).items() if coder.kind == "person"}
    findings.count(sum(len(own) for _, own in by_coder), "coding")
    findings.counts[-1] += f" ({sum(len(own) for path, own in by_coder if path.stem in persons):,} by people)"
    codings = [coding for _, own in by_coder for coding in own]
    decided = paths.within(corpus, paths.PEOPLES_DECISIONS)
    _check_decisions(decided, known, config, findings, codings=codings, older=older)
    check_enriched(paths.within(corpus, paths.ENRICHED), known, findings)
    path = paths.within(corpus, paths.CHARACTERISTICS)
    described = findings.tried(partial(read_characteristics, path))
    findings.faults += tables.unknown_reports(path, "report", described or (), known)
    for sample in sorted(paths.within(corpus, paths.SAMPLES).glob("*.csv")):
        reports = findings.tried(partial(read_sampled, sample))
        findings.faults += tables.unknown_reports(sample, "report", reports or (), known)
    check_training(corpus, known, findings, codebook=config.codebook)
    written = [*codings_files(paths.within(corpus, paths.CODINGS)), *sorted(decided.glob("*.csv"))]
    findings.warnings += tables.otherwise_parted(written)
    findings.warnings += doubtful_replacements(written, known)
    findings.warnings += unseen_characters([*written, *training_files(corpus)])


def _coders(path: Path, coding_paths: Sequence[Path], findings: Findings) -> dict[str, Coder] | None:
    """The coders by name; None where their file has faults."""
    if not path.exists() and not coding_paths:
        return {}
    listed = findings.tried(partial(read_coders, path))
    findings.count_of(listed, "coder")
    if listed is None:
        return None
    coders = {coder.name: coder for coder in listed}
    findings.faults += tables.unlisted_coders(coding_paths, coders)
    return coders


def _check_decisions(
    folder: Path,
    known: Known,
    config: _Config,
    findings: Findings,
    *,
    codings: Sequence[Coding],
    older: Mapping[str, Codebook],
) -> None:
    path = folder / paths.SCREENING_JUDGEMENTS.name
    judgements = findings.tried(partial(read_judgements, path))
    findings.faults += tables.check_judgements(path, judgements or (), known, criteria=config.criteria)
    findings.warnings += doubtful_judgements(path, judgements or (), known)
    findings.count_of(judgements, "screening judgement")
    path = folder / paths.DUPLICATE_DECISIONS.name
    pairs = findings.tried(partial(read_duplicate_decisions, path))
    faults, warnings = check_pairs(path, pairs or (), known)
    findings.faults += faults
    findings.warnings += warnings
    findings.count_of(pairs, "decision on a pair", "decisions on pairs")
    path = folder / paths.ADJUDICATIONS.name
    settled = findings.tried(partial(read_adjudications, path, codebook=config.codebook, older=older))
    faults, warnings = tables.check_adjudications(path, settled or (), known, config.codebook)
    findings.faults += faults
    findings.warnings += warnings
    findings.warnings += tables.codebooks_not_at_hand(path, settled or (), config.codebook, older)
    versions = people.versions_of(config.codebook, older)
    findings.faults += people.decimal_commas(path, settled or (), versions)
    findings.warnings += people.of_no_version(path, settled or (), known, versions)
    findings.warnings += people.own_disagreements(path, settled or (), codings, known)
    findings.count_of(settled, "adjudication")
    path = folder / paths.DISPUTES.name
    disputes = findings.tried(partial(read_disputes, path, codebook=config.codebook))
    findings.faults += check_objections(path, disputes or (), known)
    findings.count_of(disputes, "dispute")
    path = folder / paths.AUDITS.name
    findings.faults += check_objections(path, findings.tried(partial(read_audits, path)) or (), known)
