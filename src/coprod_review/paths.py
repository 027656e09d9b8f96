"""Where things stand in a review folder: the defaults of every command's options."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from coprod_review.errors import ReviewError

CORPUS = Path("corpus")
CONFIG = Path("config")
RESULTS = Path("results")
SNAKEFILE = Path("Snakefile")

MANIFEST = CORPUS / "manifest.yaml"
EXPORTS = CORPUS / "exports"
CODERS = CORPUS / "coders.yaml"
CODINGS = CORPUS / "codings"
REGISTRY = CORPUS / "reports.csv"
CHARACTERISTICS = CORPUS / "characteristics.csv"
ENRICHED = CORPUS / "enriched.csv"
PEOPLES_DECISIONS = CORPUS / "decisions"
SAMPLES = CORPUS / "samples"
SCREENING_JUDGEMENTS = PEOPLES_DECISIONS / "screening.csv"
DUPLICATE_DECISIONS = PEOPLES_DECISIONS / "duplicates.csv"
ADJUDICATIONS = PEOPLES_DECISIONS / "adjudications.csv"
DISPUTES = PEOPLES_DECISIONS / "disputes.csv"
AUDITS = PEOPLES_DECISIONS / "audits.csv"
RULE_DEVELOPMENT = SAMPLES / "rule_development.csv"
GOLD_PLAN = SAMPLES / "gold.csv"
AUDIT_PLAN = SAMPLES / "audit.csv"
OLDER_CODEBOOKS = CORPUS / "codebooks"
TRAINING = CORPUS / "training"
"""Answers in exercises: no run reads them, and they are not published with the corpus."""

SETTINGS = CONFIG / "config.yaml"
CODEBOOK = CONFIG / "codebook.yaml"
PATTERNS = CONFIG / "patterns"
CONTEXTS = CONFIG / "contexts.yaml"
RULE_STEPS = CONFIG / "decisions.yaml"
TEACHING = CONFIG / "teaching"
LINEAGE = CONFIG / "lineage.yaml"
CRITERIA = CONFIG / "criteria.yaml"
MODEL = CONFIG / "model.yaml"
TERMS = CONFIG / "terms.yaml"
TUNED = CONFIG / "tuned.yaml"
KNOWN_FAILURES = CONFIG / "known_failures.yaml"
PLANNING = CONFIG / "planning"
ISSUES = PLANNING / "issues.csv"
READINGS = PLANNING / "readings.yaml"
SIGNS = PLANNING / "signs.yaml"

RECORDS = RESULTS / "read" / "records.parquet"
SET_ASIDE = RESULTS / "read" / "set_aside.csv"
EXPORT_READINGS = RESULTS / "read" / "exports.csv"
PAIRS = RESULTS / "dedupe" / "pairs.csv"
REPORTS = RESULTS / "dedupe" / "reports.parquet"
REGISTRY_AFTER = RESULTS / "dedupe" / "reports.csv"
ENRICHED_AFTER = RESULTS / "dedupe" / "enriched.csv"
DECISIONS = RESULTS / "screen" / "decisions.parquet"
FLOW = RESULTS / "screen" / "flow.parquet"
CODED = RESULTS / "code"
BY_RULES = CODED / "rules.parquet"
BY_LINEAGE = CODED / "lineage.parquet"
BY_CLASSIFIER = CODED / "classifier.parquet"
INNER = CODED / "classifier_inner.parquet"
BASELINES = CODED / "baselines.parquet"
OUT_OF_FOLD = CODED / "train"
TRAINED = CODED / "trained"
PARTS = CODED / "parts"
TEACHING_RULES = CODED / "teaching_rules.parquet"
TEACHING_CLASSIFIER = CODED / "teaching_classifier.parquet"
SETTLED = RESULTS / "settle" / "settled.parquet"
PEOPLES_CODINGS = RESULTS / "settle" / "codings.parquet"
AGREEMENT = RESULTS / "settle" / "agreement.csv"
DISAGREEMENTS = RESULTS / "settle" / "disagreements.csv"
REOPENED = RESULTS / "settle" / "reopened.csv"
DISPUTED = RESULTS / "settle" / "disputes.csv"
LOOKS = RESULTS / "settle" / "looks.csv"
UNRESOLVED = RESULTS / "settle" / "unresolved.csv"
SEEN = RESULTS / "settle" / "seen.csv"
CODES = CODED / "codes.parquet"
QUEUE = CODED / "queue.csv"
NEXT = RESULTS / "next"
SIMULATED = RESULTS / "simulate"
REHEARSAL = RESULTS / "rehearse"
UNREHEARSED = REHEARSAL / "not_rehearsed.csv"
ANALYSIS = RESULTS / "analyse"
NUMBERS = ANALYSIS / "numbers.parquet"
SPECIFICATION_NUMBERS = ANALYSIS / "specification_numbers.parquet"
LEDGERS = (FLOW, NUMBERS, SPECIFICATION_NUMBERS)
FIGURES = RESULTS / "figures"
TABLES = RESULTS / "tables"
BIBLIOGRAPHY = RESULTS / "bibliography"
NETWORKS = RESULTS / "networks"
REPORT = RESULTS / "report.html"
PAPER_WORD = RESULTS / "report.docx"
PAPER_PDF = RESULTS / "report.pdf"
CHECKLISTS = RESULTS / "checklists"
PROVENANCE = RESULTS / "provenance.json"
WORKFLOW_REPORT = RESULTS / "workflow-report.html"
AUDIT = RESULTS / "audit"


def within(folder: Path, path: Path) -> Path:
    """Where a file of the customary corpus, configuration or results stands in a folder in its place."""
    return folder.joinpath(*path.parts[1:])


def refuse_same(*, inputs: Mapping[str, Path], outputs: Mapping[str, Path]) -> None:
    """Raise ReviewError where a file would be written over another, or over one that is read."""
    seen = {place_of(path): name for name, path in inputs.items()}
    for name, path in outputs.items():
        other = seen.get(place_of(path))
        if other:
            raise ReviewError(
                f"{name} names the same file as {other}, which it would overwrite",
                where=str(path),
                remedy=f"give {name} a path of its own",
            )
        seen[place_of(path)] = name


def place_of(path: Path) -> Path:
    """Where a path leads, links followed; of a link that leads to itself, the link."""
    return Path(os.path.realpath(path))
