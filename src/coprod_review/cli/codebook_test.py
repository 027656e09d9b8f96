"""`coprod-review codebook test`: examples, patterns, citations and constraints, tried and told."""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.cli.codebook_among import ALL, add_among_option, read_among

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_review.cli.codebook_told import Tried, TriedOnRun
    from coprod_review.coding.constraint_checks import Answer, ConstraintCheck
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.rule_set import RuleSet

FAILING = 1
"""Exit code where a pattern, a cue or a citation fails what it says of itself."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is tested, the run that it is tried on, and where the full tables go."""
    add = parser.add_argument
    add("--config", type=Path, default=paths.CONFIG, metavar="FOLDER", help="what is tested")
    add("--results", type=Path, default=paths.RESULTS, metavar="FOLDER", help="a finished run")
    add("--reports", type=Path, metavar="FILE", help="reports to try the patterns on; else those of the run")
    add("--codes", type=Path, metavar="FILE", help="settled codes of these reports; else those of the run")
    add_among_option(parser)
    add("--output", type=Path, metavar="FOLDER", help="write the full tables there as CSV")


def run(arguments: argparse.Namespace) -> int:
    """Try everything, print it, write the tables; 1 where patterns, cues or citations fail."""
    from coprod_review.cli import codebook_told
    from coprod_review.io.rule_sets import read_rule_set

    rules = read_rule_set(arguments.config)
    tried = _tried(rules, contexts=str(arguments.config / paths.CONTEXTS.name))
    lines = list(codebook_told.tried_lines(rules, tried))
    reports = arguments.reports or _of_run(arguments.results, paths.REPORTS)
    on_run = None
    if not tried.readable:
        lines.append("Examples and reports are not coded before every pattern and cue can be read.")
    elif reports.exists() or arguments.reports:
        on_run = _tried_on_run(rules, reports, arguments)
        lines += codebook_told.on_run_lines(on_run)
    else:
        lines.append(f"no reports at {reports}: coverage, overlap and conflicts are told after a run")
    print("\n".join(lines), flush=True)
    if arguments.output:
        _write(arguments.output, tried, on_run, rules.codebook)
    return FAILING if tried.faults else 0


def _tried(rules: RuleSet, *, contexts: str) -> Tried:
    """The configuration tried on its own sentences, without any report."""
    from coprod_review.cli.codebook_told import Tried
    from coprod_review.coding.codebook_examples import example_results
    from coprod_review.coding.lineage_checks import lineage_faults, misplaced_works
    from coprod_review.coding.pattern_checks import cue_faults, pattern_faults, unreadable_patterns
    from coprod_review.coding.rule_set_codings import rule_coder

    cues = cue_faults(rules.weighing, where=contexts)
    readable = not cues and not unreadable_patterns(rules.patterns)
    return Tried(
        pattern_faults=[*pattern_faults(rules.patterns), *cues],
        lineage_faults=[*lineage_faults(rules.works), *misplaced_works(rules.codebook, rules.works)],
        examples=example_results(rule_coder(rules), rules.codebook) if readable else [],
        readable=readable,
    )


def _tried_on_run(rules: RuleSet, reports: Path, arguments: argparse.Namespace) -> TriedOnRun:
    """The patterns over reports, beside the settled codes; and the codings of the run beside the codebook."""
    from coprod_review.cli.codebook_told import TriedOnRun
    from coprod_review.coding.pattern_conflicts import precisions
    from coprod_review.coding.pattern_coverage import Firings, coverage, overlaps
    from coprod_review.coding.rule_set_codings import rule_coder
    from coprod_review.coding.rules import code_by_rules
    from coprod_review.io.settled_codes import read_settled_codes
    from coprod_review.io.tables import read_reports

    firings = Firings(code_by_rules(rule_coder(rules), read_reports(reports)))
    settled = arguments.codes or _of_run(arguments.results, paths.SETTLED)
    found = arguments.codes or settled.exists()
    records = read_settled_codes(settled, codebook=rules.codebook) if found else []
    among = read_among(ALL if arguments.codes and not arguments.among else arguments.among)
    return TriedOnRun(
        reports=reports,
        n_reports=len(firings.report_ids),
        coverage=coverage(rules.patterns, firings),
        overlaps=overlaps(rules.patterns, firings),
        precisions=precisions(rules.patterns, firings, records, among=among.report_ids) if records else [],
        among=among.told,
        checks=_checks(arguments.results, rules.codebook),
    )


def _checks(results: Path, codebook: Codebook) -> list[ConstraintCheck]:
    """Each coder of the run held against the codebook, and what is settled and of record."""
    from coprod_review.coding.constraint_checks import checked

    by_coder: dict[str, list[Answer]] = defaultdict(list)
    for coder, answer in _answers(results):
        by_coder[coder].append(answer)
    return [checked(coder, answers, codebook) for coder, answers in by_coder.items()]


def _answers(results: Path) -> Iterator[tuple[str, Answer]]:
    from coprod_review.io.tables import read_codes, read_codings
    from coprod_review.model.coding import MACHINE_CODERS

    machines = [_of_run(results, paths.CODED) / f"{coder}.parquet" for coder in MACHINE_CODERS]
    for path in (_of_run(results, paths.PEOPLES_CODINGS), *machines):
        for coding in read_codings(path) if path.exists() else ():
            yield coding.coder, (coding.report_id, coding.dimension, coding.codes)
    for name, path in (("settled codes", paths.SETTLED), ("codes of record", paths.CODES)):
        for record in read_codes(_of_run(results, path)) if _of_run(results, path).exists() else ():
            yield name, (record.report_id, record.dimension, record.codes)


def _of_run(results: Path, path: Path) -> Path:
    return results / path.relative_to(paths.RESULTS)


def _write(folder: Path, tried: Tried, on_run: TriedOnRun | None, codebook: Codebook) -> None:
    from coprod_review.io.sheets import write_csv
    from coprod_review.tasks.codebook import tables as codebook_tables

    for name, columns, rows in codebook_tables.tables_of_test(tried, on_run, codebook):
        write_csv(folder / f"{name}.csv", columns, rows)
