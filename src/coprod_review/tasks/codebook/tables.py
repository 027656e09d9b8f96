"""The full tables of `coprod-review codebook`, as columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from coprod_review.coding import codebook_examples, constraint_checks, pattern_conflicts, pattern_coverage
from coprod_review.errors import ReviewError
from coprod_review.model.codebook import Codebook
from coprod_review.model.pattern import Pattern
from coprod_review.tasks.codebook.tried import Tried, TriedOnRun

Rows = Iterable[Mapping[str, Any]]
Table = tuple[str, Sequence[str], Rows]

FAULT_COLUMNS = ("what", "problem", "where", "remedy")


def tables_of_test(tried: Tried, on_run: TriedOnRun | None, codebook: Codebook) -> Iterator[Table]:
    """Name, columns and rows of each table of `codebook test`; those over reports only after a run."""
    faults = [("pattern", f) for f in tried.pattern_faults] + [("lineage", f) for f in tried.lineage_faults]
    faults += [("same words", f) for f in on_run.faults] if on_run else []
    yield "faults", FAULT_COLUMNS, [_fault(what, fault) for what, fault in faults]
    yield "examples", codebook_examples.COLUMNS, [_yes_no(asdict(r)) for r in tried.examples]
    figures = codebook_examples.example_figures(tried.examples, codebook)
    names = codebook_examples.FIGURE_COLUMNS
    yield "example_figures", names, [{name: getattr(f, name) for name in names} for f in figures]
    if on_run is None:
        return
    yield "coverage", pattern_coverage.COVERAGE_COLUMNS, _coverage(on_run)
    yield "overlaps", pattern_coverage.OVERLAP_COLUMNS, _overlaps(on_run)
    yield "conflicts", pattern_conflicts.COLUMNS, _conflicts(on_run)
    yield "constraints", constraint_checks.COLUMNS, _breaks(on_run)


def _fault(what: str, fault: ReviewError) -> dict[str, str]:
    return {"what": what, "problem": fault.problem, "where": fault.where, "remedy": fault.remedy}


def _yes_no(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: ("yes" if value else "no") if isinstance(value, bool) else value for name, value in row.items()
    }


def _pattern(pattern: Pattern) -> dict[str, Any]:
    return {
        "pattern": pattern.pattern_id,
        "dimension": pattern.dimension,
        "code": pattern.code,
        "weight": pattern.weight,
        "file": f"{pattern.file}, line {pattern.line}",
    }


def _coverage(on_run: TriedOnRun) -> Iterator[dict[str, Any]]:
    for c in on_run.coverage:
        counts = ("n_passages", "n_reports", "n_counting", "n_negated")
        yield _pattern(c.pattern) | {n: getattr(c, n) for n in counts} | {"share": round(c.share, 4)}


def _overlaps(on_run: TriedOnRun) -> Iterator[dict[str, Any]]:
    for pair in on_run.overlaps:
        yield {
            "pattern_a": pair.a.pattern_id,
            "pattern_b": pair.b.pattern_id,
            "relation": pair.relation,
            "n_a": pair.n_a,
            "n_b": pair.n_b,
            "n_both": pair.n_both,
            "together": round(pair.together, 4),
            "n_same_words": pair.n_same_words,
            "code_a": f"{pair.a.dimension}: {pair.a.code}",
            "code_b": f"{pair.b.dimension}: {pair.b.code}",
        }


def _conflicts(on_run: TriedOnRun) -> Iterator[dict[str, Any]]:
    for p in on_run.precisions:
        yield _pattern(p.pattern) | {
            "n": p.n,
            "n_right": p.n_right,
            "precision": None if p.precision is None else round(p.precision, 4),
            "low": round(p.low, 4),
            "high": round(p.high, 4),
            "expected": round(p.expected, 4),
            "verdict": p.verdict,
            "instead": [f"{code} {n}" for code, n in p.instead],
        }


def _breaks(on_run: TriedOnRun) -> Iterator[dict[str, Any]]:
    for check in on_run.checks:
        for report, broken, codes in check.breaks:
            told = [f"{dimension}: {', '.join(given)}" for dimension, given in codes.items()]
            yield {"coder": check.coder, "report": report, "broken": broken, "codes": told}
