"""The codebook tried: on its own sentences, and its patterns on the reports of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.coding.codebook_examples import ExampleResult
from coprod_review.coding.constraint_checks import ConstraintCheck
from coprod_review.coding.pattern_conflicts import PatternPrecision
from coprod_review.coding.pattern_coverage import PatternCoverage, PatternOverlap
from coprod_review.errors import ReviewError
from coprod_review.tasks.codebook.among import ALL, read_among

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_review.coding.constraint_checks import Answer
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.known_failure import KnownFailure
    from coprod_review.model.rule_set import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The configuration that is tried, and the reports and codes that it is tried on."""

    config: Path
    results: Path
    reports: Path | None
    codes: Path | None
    among: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The configuration tried on its own sentences; examples only where every pattern can be read.

    `known` are the examples that are known to fail.
    """

    pattern_faults: Sequence[ReviewError]
    lineage_faults: Sequence[ReviewError]
    examples: Sequence[ExampleResult]
    readable: bool
    known: Sequence[KnownFailure] = ()

    @property
    def faults(self) -> list[ReviewError]:
        """What fails what it says of itself."""
        return [*self.pattern_faults, *self.lineage_faults]

    @property
    def new_failures(self) -> list[ExampleResult]:
        """The examples that fail and are not known to."""
        known = {failure.example for failure in self.known}
        return [r for r in self.examples if not r.holds and r.example not in known]

    @property
    def holds_by_now(self) -> list[KnownFailure]:
        """The examples that are known to fail and do not."""
        holding = {r.example for r in self.examples if r.holds}
        return [failure for failure in self.known if failure.example in holding]

    @property
    def fails(self) -> bool:
        """Whether anything fails that is not known to."""
        return bool(self.faults or self.new_failures)


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedOnRun:
    """The patterns over the reports of a run; `precisions` is empty where nothing is settled.

    `fire_in_teaching` are the ids of the patterns that find something in the teaching texts.
    """

    reports: Path
    n_reports: int
    coverage: Sequence[PatternCoverage]
    overlaps: Sequence[PatternOverlap]
    precisions: Sequence[PatternPrecision]
    among: str
    checks: Sequence[ConstraintCheck]
    n_teaching: int = 0
    fire_in_teaching: frozenset[str] = frozenset()

    @property
    def faults(self) -> list[ReviewError]:
        """Pairs of patterns that join, by their words, the dimensions whose association is reported."""
        return [pair.fault for pair in self.overlaps if pair.joins_related]


def try_codebook(rules: RuleSet, *, config: Path) -> Tried:
    """The configuration tried on its own sentences, without any report."""
    from coprod_review.coding.codebook_examples import example_results
    from coprod_review.coding.lineage_checks import lineage_faults, misplaced_works
    from coprod_review.coding.pattern_checks import cue_faults, pattern_faults, unreadable_patterns
    from coprod_review.coding.rule_set_codings import rule_coder
    from coprod_review.io.known_failures import read_known_failures

    known = read_known_failures(config / paths.KNOWN_FAILURES.name, rules.codebook)
    cues = cue_faults(rules.weighing, where=str(config / paths.CONTEXTS.name))
    readable = not cues and not unreadable_patterns(rules.patterns)
    return Tried(
        pattern_faults=[*pattern_faults(rules.patterns), *cues],
        lineage_faults=[*lineage_faults(rules.works), *misplaced_works(rules.codebook, rules.works)],
        examples=example_results(rule_coder(rules), rules.codebook) if readable else [],
        readable=readable,
        known=known,
    )


def try_on_run(rules: RuleSet, reports: Path, task: Task) -> TriedOnRun:
    """The patterns over reports, beside the settled codes; and the codings of the run beside the codebook."""
    from coprod_review.coding.pattern_conflicts import precisions
    from coprod_review.coding.pattern_coverage import Firings, coverage, overlaps
    from coprod_review.coding.rule_set_codings import rule_coder
    from coprod_review.coding.rules import code_by_rules
    from coprod_review.io.settled_codes import read_settled_codes
    from coprod_review.io.tables import read_reports
    from coprod_review.io.teaching import read_teaching

    coder = rule_coder(rules)
    firings = Firings(code_by_rules(coder, read_reports(reports)))
    teaching = read_teaching(task.config / paths.TEACHING.name, None).texts
    settled = task.codes or paths.within(task.results, paths.SETTLED)
    found = task.codes or settled.exists()
    records = read_settled_codes(settled, codebook=rules.codebook) if found else []
    among = read_among(ALL if task.codes and not task.among else task.among)
    return TriedOnRun(
        reports=reports,
        n_reports=len(firings.report_ids),
        coverage=coverage(rules.patterns, firings),
        overlaps=overlaps(rules.patterns, firings),
        precisions=precisions(rules.patterns, firings, records, among=among.report_ids) if records else [],
        among=among.told,
        checks=_checks(task.results, rules.codebook),
        n_teaching=len(teaching),
        fire_in_teaching=frozenset(Firings(code_by_rules(coder, teaching)).reports),
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

    machines = [paths.within(results, paths.CODED) / f"{coder}.parquet" for coder in MACHINE_CODERS]
    for path in (paths.within(results, paths.PEOPLES_CODINGS), *machines):
        for coding in read_codings(path) if path.exists() else ():
            yield coding.coder, (coding.report_id, coding.dimension, coding.codes)
    for name, path in (("settled codes", paths.SETTLED), ("codes of record", paths.CODES)):
        for record in read_codes(paths.within(results, path)) if paths.within(results, path).exists() else ():
            yield name, (record.report_id, record.dimension, record.codes)


def write_tables(folder: Path, tried: Tried, on_run: TriedOnRun | None, codebook: Codebook) -> None:
    """Write every table of the test as CSV."""
    from coprod_review.io.sheets import write_csv
    from coprod_review.tasks.codebook.tables import tables_of_test

    for name, columns, rows in tables_of_test(tried, on_run, codebook):
        write_csv(folder / f"{name}.csv", columns, rows)
