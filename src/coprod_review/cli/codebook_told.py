"""What `coprod-review codebook test` says on the terminal: figures first, then each failure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coprod_review.coding.codebook_examples import (
    codes_without_examples,
    example_figures,
)
from coprod_review.coding.constraint_checks import ConstraintCheck
from coprod_review.coding.pattern_conflicts import NO_BETTER, OPPOSES, PatternPrecision
from coprod_review.coding.pattern_coverage import TWO_CODES, PatternOverlap
from coprod_review.model.codebook import GETS
from coprod_review.model.pattern import Pattern
from coprod_review.model.rule_set import RuleSet
from coprod_review.pages.terminal import cut, grid
from coprod_review.pages.wording import counted
from coprod_review.tasks.codebook.tried import Tried, TriedOnRun

NEARLY_ALWAYS = 0.8
"""Patterns are told as firing together from this share of the reports in which either fires."""

SHOWN = 15
"""So many pairs and patterns of a kind are shown; the tables of --output have all."""

SHOWN_CHARS = 150


def tried_lines(rules: RuleSet, tried: Tried) -> Iterator[str]:
    """What the rule set holds, and how its patterns, citations and examples fare."""
    codebook, patterns, works = rules.codebook, rules.patterns, rules.works
    n_codes = sum(len(d.codes) for d in codebook.dimensions.values())
    yield (
        f"codebook {codebook.version}: {counted(len(codebook.dimensions), 'dimension')}, "
        f"{counted(n_codes, 'code')}, {counted(len(patterns), 'pattern')}, "
        f"{counted(len(works), 'work')} of the lineage"
    )
    yield (
        f"patterns: {counted(sum(len(p.matches) for p in patterns), 'sentence')} that must match and "
        f"{sum(len(p.misses) for p in patterns):,} that must not: {_verdict(tried.pattern_faults)}"
    )
    yield from map(str, tried.pattern_faults)
    yield (
        f"lineage: {counted(sum(len(w.cited_as) for w in works), 'listed citation')}, "
        f"{sum(len(w.matches) for w in works):,} further ones that must resolve and "
        f"{sum(len(w.misses) for w in works):,} that must not: {_verdict(tried.lineage_faults)}"
    )
    yield from map(str, tried.lineage_faults)
    if tried.readable:
        yield from _example_lines(rules, tried)


def on_run_lines(on_run: TriedOnRun) -> Iterator[str]:
    """Coverage, overlap and conflicts of the patterns, and the codings that break the codebook."""
    yield ""
    yield f"patterns over {counted(on_run.n_reports, 'report')} ({on_run.reports})"
    yield from _coverage_lines(on_run)
    yield from _overlap_lines(on_run.overlaps)
    yield from map(str, on_run.faults)
    yield ""
    if on_run.precisions:
        yield from _conflict_lines(on_run.precisions, on_run.among)
    else:
        yield "nothing is settled: which patterns oppose settled codes cannot be told"
    yield from _constraint_lines(on_run.checks)


def _verdict(faults: Sequence[object]) -> str:
    return f"{len(faults):,} fail" if faults else "all hold"


def _example_lines(rules: RuleSet, tried: Tried) -> Iterator[str]:
    examples, known = tried.examples, {failure.example: failure for failure in tried.known}
    failing = [r for r in examples if not r.holds]
    yield (
        f"examples of the codes, coded by the rules: {len(examples):,}, of which {len(failing):,} fail"
        f"{f' ({_percent(len(failing) / len(examples))})' if examples else ''}"
    )
    for dimension, code in codes_without_examples(rules.codebook):
        yield f"  {dimension}: {code} has no example, or no near miss"
    if not examples:
        return
    figures = [f for f in example_figures(examples, rules.codebook) if not f.code]
    rows = [
        (f.dimension, f"{f.n_got} of {f.n_gets}", f"{f.n_kept_away} of {f.n_near_misses}", f"{f.n_failing}")
        for f in figures
    ]
    header = ("dimension", "get their code", "near misses kept away", "failing")
    yield from (f"  {line}" for line in grid([header, *rows], right=(1, 2, 3)))
    yield f"  of those that fail, {len(tried.new_failures):,} are not known to (known_failures.yaml)"
    for result in sorted(failing, key=lambda r: r.example in known):
        what = "does not get" if result.must == GETS else "must not get"
        given = ", ".join(result.given) or "no code"
        yield f"  {result.dimension}: {what} {result.code} (given: {given}; {result.note})"
        yield f"    {cut(result.text, SHOWN_CHARS)}"
        yield f"    known: {known[result.example].reason}" if result.example in known else "    NOT KNOWN"
    for failure in tried.holds_by_now:
        yield f"  {failure.dimension}: known to fail, holds by now; delete its entry in known_failures.yaml:"
        yield f"    {cut(failure.text, SHOWN_CHARS)}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _coverage_lines(on_run: TriedOnRun) -> Iterator[str]:
    silent = [c.pattern for c in on_run.coverage if not c.n_reports]
    idle = [c.pattern for c in on_run.coverage if c.n_reports and not c.n_counting]
    yield from _named("never fire", silent)
    if on_run.n_teaching:
        nowhere = [p for p in silent if p.pattern_id not in on_run.fire_in_teaching]
        texts = counted(on_run.n_teaching, "teaching text")
        yield from _named(f"of these, find nothing in the {texts} either", nowhere)
    yield from _named("fire and never count (negated, or covered by heavier ones)", idle)


def _named(what: str, patterns: Sequence[Pattern]) -> Iterator[str]:
    yield f"  {what}: {len(patterns)}"
    by_dimension: dict[str, list[str]] = {}
    for pattern in patterns:
        by_dimension.setdefault(pattern.dimension, []).append(pattern.pattern_id)
    for dimension, names in by_dimension.items():
        yield f"    {dimension}: {', '.join(names)}"


def _overlap_lines(overlaps: Sequence[PatternOverlap]) -> Iterator[str]:
    close = [o for o in overlaps if o.together >= NEARLY_ALWAYS]
    yield (
        f"  nearly always fire together (in {_percent(NEARLY_ALWAYS)} or more of the reports that either "
        f"finds): {counted(len(close), 'pair')}"
    )
    yield from _pair_lines(close)
    reads_the_same = sorted((o for o in overlaps if o.reads_the_same), key=lambda o: -o.n_same_words)
    for pairs, what in (
        (
            [o for o in reads_the_same if o.joins_related],
            "tradition and for framing, which builds their association in",
        ),
        (
            [o for o in reads_the_same if o.relation == TWO_CODES],
            "two codes of one dimension, which takes from the one what it gives to the other",
        ),
    ):
        yield f"  read the same words for {what}: {counted(len(pairs), 'pair')}"
        yield from _pair_lines(pairs)


def _pair_lines(pairs: Sequence[PatternOverlap]) -> Iterator[str]:
    rows = [
        (
            f"{o.a.pattern_id} + {o.b.pattern_id}",
            f"{o.n_both} of {o.n_a + o.n_b - o.n_both}",
            _percent(o.together),
            o.relation,
            f"same words in {o.n_same_words}",
        )
        for o in pairs[:SHOWN]
    ]
    yield from (f"    {line}" for line in grid(rows, right=(1, 2)) if rows)
    if len(pairs) > SHOWN:
        yield f"    and {len(pairs) - SHOWN} more (--output writes all)"


def _conflict_lines(precisions: Sequence[PatternPrecision], among: str) -> Iterator[str]:
    judged = [p for p in precisions if p.n]
    yield (
        f"patterns against the settled codes of {among}: {counted(len(judged), 'pattern')} of "
        f"{len(precisions)} count in a settled report"
    )
    for verdict, meaning in (
        (OPPOSES, "opposing their code (even the upper bound of the precision is below that of chance)"),
        (NO_BETTER, "no better than chance, as far as so few reports tell"),
    ):
        found = sorted((p for p in precisions if p.verdict == verdict), key=_worst)
        yield f"  {meaning}: {len(found)}"
        yield from _precision_lines(found)


def _worst(p: PatternPrecision) -> tuple[float, str]:
    return p.high - p.expected, p.pattern.pattern_id


def _precision_lines(found: Sequence[PatternPrecision]) -> Iterator[str]:
    rows = [
        (
            p.pattern.pattern_id,
            f"{p.pattern.dimension}: {p.pattern.code} ({p.pattern.weight:+g})",
            f"right in {p.n_right} of {p.n}",
            f"{_percent(p.n_right / p.n)} [{_percent(p.low)}, {_percent(p.high)}]",
            f"by chance {_percent(p.expected)}",
            f"instead {', '.join(f'{code} {n}' for code, n in p.instead[:3])}",
        )
        for p in found[:SHOWN]
    ]
    yield from (f"    {line}" for line in grid(rows) if rows)
    if len(found) > SHOWN:
        yield f"    and {len(found) - SHOWN} more (--output writes all)"


def _constraint_lines(checks: Iterable[ConstraintCheck]) -> Iterator[str]:
    checks = list(checks)
    if not checks:
        return
    yield ""
    yield "constraints of the codebook in the codings of the run (reports whose codes break one)"
    rows = [(c.coder, f"{c.n_breaking} of {c.n_reports}") for c in checks]
    yield from (f"  {line}" for line in grid(rows, right=(1,)))
