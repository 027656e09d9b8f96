"""Checks of people's verdicts on pairs: coders, dates, and whether the records are those that were judged."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.check_tables import Faults, future, lines_by, unknown_coder
from coprod_review.io.known import Known
from coprod_review.model.corpus import DuplicateDecision
from coprod_review.model.known_as import Bearers
from coprod_review.pages.wording import counted

ALIAS_KINDS = ("doi", "pmid", "accession", "id", "title")


def check_pairs(path: Path, decisions: Sequence[DuplicateDecision], known: Known) -> tuple[Faults, Faults]:
    """Faults and warnings of the verdicts on pairs.

    Unknown coders, records and aliases, dates in the future and verdicts of one person that contradict each
    other are faults. A verdict whose records now stand
    at another place, and verdicts that do not keep what their records are, are warnings.
    """
    lines = lines_by(path, "record_a", "record_b", last=True) if decisions else {}
    ends = _Ends(known)
    faults: Faults = []
    for decision in decisions:
        where = f"{path}, line {lines[decision.record_a, decision.record_b]}"
        faults += [*unknown_coder(decision.coder, where, known), *future(decision.date, where, known)]
        for name, known_as in decision.ends:
            ends.check(name, known_as, where)
    faults += _contradictions(path, decisions, lines)
    return [*faults, *ends.faults], [*ends.moved, *_places_alone(path, decisions)]


class _Ends:
    """The records that verdicts name, held against those that are there; found faults gather here."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.faults: Faults = []
        self.moved: Faults = []

    @cached_property
    def _bearers(self) -> Bearers:
        return self._known.exports.bearers()

    def check(self, name: str, known_as: str, where: str) -> None:
        """Note what is wrong with one record of a verdict."""
        if not known_as or _is_alias(name) or self._is_export_unread():
            self.faults += _unknown_record(name, where, self._known)
            return
        now = self._bearers.found(name, known_as)
        if not now:
            self.faults.append(_gone(name, known_as, where))
        elif now != (name,):
            problem = f"the record that was {name} is now {' and '.join(now)}; the verdict is used there"
            self.moved.append(ReviewError(problem, where=where, remedy=f"write {now[0]} in place of {name}"))

    def _is_export_unread(self) -> bool:
        exports = self._known.exports
        return bool(exports.unread) or not exports.log_was_read


def _contradictions(
    path: Path, decisions: Sequence[DuplicateDecision], lines: Mapping[tuple[str, ...], str]
) -> Iterator[ReviewError]:
    """Pairs that a person keeps apart and joins through other records, with the lines that say so."""
    joins: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for one in decisions:
        if one.verdict == "duplicate":
            line = lines[one.record_a, one.record_b]
            joins[one.coder][one.record_a][one.record_b] = line
            joins[one.coder][one.record_b][one.record_a] = line
    for one in decisions:
        if one.verdict == "distinct" and (way := _way(joins[one.coder], one.record_a, one.record_b)):
            yield ReviewError(
                f"{one.coder} keeps {one.record_a} and {one.record_b} apart, and joins them through other "
                f"records in lines {' and '.join(sorted(way, key=int))}",
                where=f"{path}, line {lines[one.record_a, one.record_b]}",
                remedy=f"ask {one.coder} which of these verdicts is wrong, and correct or delete its row",
            )


def _way(joins: Mapping[str, Mapping[str, str]], start: str, end: str) -> list[str]:
    """The lines of the fewest joins that lead from one record to the other; none if none do."""
    came: dict[str, tuple[str, str]] = {}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for there, line in joins.get(here, {}).items():
            if there != start and there not in came:
                came[there] = (here, line)
                waiting.append(there)
    way: list[str] = []
    while end in came:
        end, line = came[end]
        way.append(line)
    return way


def _gone(name: str, known_as: str, where: str) -> ReviewError:
    return ReviewError(
        f"the record that was {name} when this verdict was given ({known_as}) is in no export, so that the "
        "verdict is not applied",
        where=where,
        remedy="restore the export that had it, or delete the row; if the record is there and its data were "
        f"corrected, write its id and known_as as {paths.PAIRS} has them",
    )


def _places_alone(path: Path, decisions: Sequence[DuplicateDecision]) -> Faults:
    """One warning for all verdicts that name a place in an export and not what stands there."""
    n = sum(any(not known and not _is_alias(name) for name, known in d.ends) for d in decisions)
    if not n:
        return []
    return [
        ReviewError(
            f"{counted(n, 'verdict')} on pairs {'names' if n == 1 else 'name'} records by their place in an "
            "export alone: if the export is downloaded again, other records may stand there",
            where=str(path),
            remedy=f"after a run, copy known_as_a and known_as_b of these pairs from {paths.PAIRS}",
        )
    ]


def _is_alias(name: str) -> bool:
    return name.partition(":")[0] in ALIAS_KINDS


def _unknown_record(name: str, where: str, known: Known) -> Faults:
    if _is_alias(name):
        if name in known.aliases or known.exports.know_alias(name):
            return []
        problem = f"no report is registered under {name}, and no record bears it"
    elif known.exports.know_record(name):
        return []
    else:
        problem = f"no export has the record {name}"
    remedy = f"use a record id as in {paths.PAIRS} (scopus.csv:12), or an alias of reports.csv"
    return [ReviewError(problem, where=where, remedy=remedy)]
