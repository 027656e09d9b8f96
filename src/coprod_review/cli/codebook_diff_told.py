"""What `coprod-review codebook diff` says on the terminal, and its full tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from coprod_review.coding import code_changes
from coprod_review.coding.pattern_effects import PatternEffect
from coprod_review.pages.terminal import cut, grid
from coprod_review.pages.wording import counted
from coprod_review.tasks.codebook.diff import Compared

SHOWN = 40
"""So many differences, changes and re-opened codings are shown; the tables of --output have all."""

SHOWN_CHARS = 240


def lines_of(compared: Compared) -> Iterator[str]:
    """What differs in the files, which codes change and why, which codings re-open."""
    yield (
        f"{compared.old} (codebook {compared.old_version}) -> "
        f"{compared.new} (codebook {compared.new_version})"
    )
    parts = Counter(d.part for d in compared.differences)
    told = ", ".join(counted(n, part) for part, n in parts.items())
    yield f"differences in the files: {told or 'none that bears on codes'}"
    effects = {effect.pattern: effect for effect in compared.effects}
    for d in compared.differences[:SHOWN]:
        yield f"  {d.part} {cut(f'{d.name}: {d.change}', SHOWN_CHARS)}"
        if d.part == "pattern":
            yield f"    {cut(_effect(effects[d.name]), SHOWN_CHARS)}"
    yield from _more(compared.differences)
    yield ""
    yield from _change_lines(compared)
    yield ""
    yield from _reopened_lines(compared)


def _effect(effect: PatternEffect) -> str:
    """Where a pattern that differs counts, and what comes of it."""
    if not effect.n_before and not effect.n_after:
        return (
            "counts in no report, before and now: nothing matches, it is denied there, or a heavier pattern "
            "of the same code reads the words"
        )
    told = f"counts in {counted(effect.n_after, 'report')} (before in {effect.n_before:,}), "
    told += f"of which {effect.n_given:,} get its code; changes {counted(effect.n_changed, 'code')}"
    if effect.same_words:
        others = ", ".join(f"{name} ({counted(n, 'report')})" for name, n in effect.same_words)
        told += f"; reads the same words as {others}"
    return told


def _changed_in_words(n_reports: int, n_codes: int, *, of: int) -> str:
    """How many of all reports the machine codes otherwise, and in how many codes."""
    if not n_codes:
        return f"rules and lineage code {counted(of, 'report')} as before: no code changes"
    changes = "1 code changes" if n_codes == 1 else f"{n_codes:,} codes change"
    return f"rules and lineage code {n_reports:,} of {counted(of, 'report')} otherwise than before: {changes}"


def _change_lines(compared: Compared) -> Iterator[str]:
    changes = compared.changes
    yield _changed_in_words(len({c.report_id for c in changes}), len(changes), of=compared.n_reports)
    n_reports, n_codings = compared.otherwise
    if n_codings:
        yield (
            f"  in {counted(n_reports, 'report')} passages count otherwise and the code stays (in "
            f"{counted(n_codings, 'coding')}); the classifier sees them and may answer otherwise"
        )
    if any(compared.directions.values()):
        towards, away, neither = (
            compared.directions.get(d, 0)
            for d in (code_changes.TOWARDS, code_changes.AWAY, code_changes.NEITHER)
        )
        yield (
            f"  beside the settled codes of {compared.among}: {towards} to them, {away} away from them, "
            f"{neither} neither"
        )
    moves = Counter((c.coder, c.dimension, _codes(c.old), _codes(c.new)) for c in changes)
    rows = [
        (coder, dimension, f"{old} -> {new}", f"{n}")
        for (coder, dimension, old, new), n in sorted(moves.items(), key=lambda item: (-item[1], item[0]))
    ]
    yield from (f"  {line}" for line in grid(rows[:SHOWN], right=(3,)) if rows)
    yield from _more(rows)
    for c in changes[:SHOWN]:
        yield f"  {c.report_id} {c.dimension}: {_codes(c.old)} -> {_codes(c.new)} ({c.coder})"
        yield f"    {cut(c.why, SHOWN_CHARS)}"
    yield from _more(changes)


def _reopened_lines(compared: Compared) -> Iterator[str]:
    again = compared.reopening.reopened
    if not compared.n_codings:
        yield "re-opened: there are no codings of people or readers"
        return
    yield (
        f"re-opened: {counted(len(again), 'coding')} of {compared.n_codings:,} by people and readers, on "
        f"{counted(len({r.report_id for r in again}), 'report')}"
    )
    if again and compared.old_version == compared.new_version:
        yield (
            f"  the codebook changed and its version did not ({compared.new_version}): raise it, so that "
            "codings can say which definitions they follow"
        )
    elif again and not compared.is_kept:
        yield (
            f"  once codebook {compared.old_version} is kept (--keep): without it the next run re-opens only "
            "answers whose codes are gone"
        )
    of_run = compared.of_run.by_place
    hinted = [place for place in compared.reopening.by_place if place not in of_run]
    if hinted and compared.old_version != compared.new_version:
        reports = counted(len({report for report, _, _ in hinted}), "report")
        yield (
            f"  {len(hinted):,} of these, on {reports}, only since rules or lineage answer otherwise: a run "
            "has no older patterns, and does not re-open them"
        )
    yield from _version_lines(compared)
    for r in again[:SHOWN]:
        yield f"  {r.report_id} {r.dimension}: {_codes(r.codes)} by {r.coder} ({r.codebook or 'no version'})"
        yield f"    {cut(r.why, SHOWN_CHARS)}"
    yield from _more(again)


def _version_lines(compared: Compared) -> Iterator[str]:
    """Which versions what re-opens follows, where it is not OLD alone, and of what this cannot be told."""
    again = compared.reopening
    by_version = Counter(r.codebook for r in again.reopened)
    if {*by_version} - {compared.old_version}:
        told = ", ".join(f"{n:,} by codebook {version}" for version, n in sorted(by_version.items()))
        yield f"  of these were given: {told}; each is compared with the codebook that it follows"
    for version, n in sorted(again.n_by_missing_version.items()):
        yield (
            f"  {counted(n, 'answer follows', 'answers follow')} codebook {version}, which is not at hand: "
            "what has changed for them cannot be told, and they stand as far as their codes are there"
        )
    if n := again.n_of_no_version:
        told = counted(n, "answer names", "answers name")
        yield f"  {told} no codebook, and coders.yaml tells none: they stand"


def _codes(codes: Iterable[str]) -> str:
    return "; ".join(codes) or "no code"


def _more(items: Sequence[object]) -> Iterator[str]:
    if len(items) > SHOWN:
        yield f"  and {len(items) - SHOWN:,} more (--output writes all)"
