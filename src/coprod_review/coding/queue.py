"""The queue for people: what waits, what is open, and where the machine contradicts what is settled."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coprod_review.coding.record_codes import OPEN, WAITING, settled_counts
from coprod_review.model.coding import (
    MACHINE_CODERS,
    REOPENED,
    SETTLED_STATUSES,
    CodeOfRecord,
    Coding,
)

AGAINST = "machine against settled"
DISPUTED = "disputed"
QUEUE_COLUMNS = ("report_id", "title", "dimension", "status", "why", "suggestion", "priority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usefulness:
    """What an answer of a person is worth, as the configuration says it.

    A question is worth the weight of its dimension times the chance that the answer changes what is at hand,
    as the machine sees it; `rare` times that where a code with fewer than `rare_below` settled reports is
    possible, since each of these teaches most. From the probability `slip_from` on, another answer of the
    machine than the settled one is taken for a possible slip of people.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    other_weight: float = 1.0
    rare: float = 1.0
    rare_below: int = 0
    slip_from: float = 1.0

    def worth(self, dimension: str, chance: float, *, rare: bool) -> float:
        """The worth of one answer."""
        return self.weight(dimension) * chance * (self.rare if rare else 1.0)

    def weight(self, dimension: str) -> float:
        """The weight of a dimension."""
        return self.weights.get(dimension, self.other_weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One dimension of one report that a person should look at.

    `priority` is the worth of an answer (`Usefulness`): weight times the probability, to the machine, that
    the answer at hand (the settled one, else its own best) is wrong; 1 where the combination has no answer.
    The end of `why` shows how it is reckoned. `suggestion` names the machine coder and its answer
    ("combination: best_practice"): the combination, or where it has none, each single coder that does.
    """

    report_id: str
    title: str
    dimension: str
    status: str
    why: str
    suggestion: str
    priority: float


def questions(
    codes: Sequence[CodeOfRecord],
    *,
    combination: Sequence[Coding],
    coders: Sequence[Coding] = (),
    people: Sequence[Coding],
    titles: Mapping[str, str],
    usefulness: Usefulness,
    disputed: Mapping[tuple[str, str], str] | None = None,
) -> list[Question]:
    """What people should look at, report by report, since who reads a report can answer all that it asks.

    `coders` are the codings of single machine coders (rules, lineage), which suggest an answer where there is
    no combination of them, as long as too few reports are settled to train it.
    `disputed` says by report and dimension who objects to the code of record, and why.
    First stand reports of which something is disputed, next those of which something waits for adjudication
    or may be settled by a slip, then those with something open, last those that the machine contradicts and
    no more. Among each, reports with the greater sum of priorities come first, into which a mere
    contradiction enters in the last group only: how often people who agree err is not known. In a report,
    questions stand in the same order.
    """
    machine = {(c.report_id, c.dimension): c for c in combination}
    given = _by_place(coding for coding in people if coding.coder not in MACHINE_CODERS)
    single = _by_place(coders)
    counts = settled_counts(codes)
    found: dict[str, list[tuple[int, Question]]] = {}
    for entry in codes:
        place = (entry.report_id, entry.dimension)
        answer = machine.get(place)
        objection = (disputed or {}).get(place)
        asked = (
            _Asked(turn=-1, status=DISPUTED, why=objection, chance=1.0)
            if objection
            else _asked(entry, answer, given.get(place, ()), usefulness.slip_from)
        )
        if asked is None:
            continue
        rare = _may_be_rare(answer, counts[entry.dimension], usefulness.rare_below)
        question = Question(
            report_id=entry.report_id,
            title=titles.get(entry.report_id, ""),
            dimension=entry.dimension,
            status=asked.status,
            why=f"{asked.why}; {_reckoned(usefulness, entry.dimension, asked, rare=rare)}",
            suggestion=_suggestion([answer] if answer else []) or _suggestion(single.get(place, ())),
            priority=usefulness.worth(entry.dimension, asked.chance, rare=rare),
        )
        found.setdefault(entry.report_id, []).append((asked.turn, question))
    return [question for _, asked in sorted(found.items(), key=_turn) for question in _in_report(asked)]


_MERE_CONTRADICTION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Why a place is asked about, when its turn is, and how likely an answer changes it."""

    turn: int
    status: str
    why: str
    chance: float


def _asked(
    entry: CodeOfRecord, coding: Coding | None, given: Sequence[Coding], slip_from: float
) -> _Asked | None:
    sure = (coding.confidence or 0.0) if coding else 0.0
    if entry.status == WAITING:
        told = "; ".join(f"{c.coder}: {_said(c)}" for c in _in_order(given))
        if entry.reason.startswith(REOPENED) and REOPENED not in told:
            told = "; ".join(filter(None, (entry.reason, told)))
        return _Asked(turn=0, status=WAITING, why=told or entry.reason, chance=1.0 - sure)
    if entry.status == OPEN:
        why = "; ".join(filter(None, (entry.reason, _probabilities(coding))))
        return _Asked(turn=1, status=OPEN, why=why, chance=1.0 - sure)
    if entry.status in SETTLED_STATUSES and coding is not None and _contradicts(coding, entry):
        slip = sure >= slip_from
        why = f"settled: {' + '.join(entry.codes)}; {_probabilities(coding)}"
        return _Asked(
            turn=0 if slip else _MERE_CONTRADICTION,
            status=AGAINST,
            why=f"possible slip, {why}" if slip else why,
            chance=sure,
        )
    return None


def _in_report(questions: Sequence[tuple[int, Question]]) -> list[Question]:
    ranked = sorted(questions, key=lambda q: (q[0], -q[1].priority, q[1].dimension))
    return [question for _, question in ranked]


def _turn(item: tuple[str, Sequence[tuple[int, Question]]]) -> tuple[int, float, str]:
    report_id, asked = item
    first = min(turn for turn, _ in asked)
    counted = [question.priority for turn, question in asked if turn < _MERE_CONTRADICTION or turn == first]
    return first, -math.fsum(counted), report_id


def _reckoned(usefulness: Usefulness, dimension: str, asked: _Asked, *, rare: bool) -> str:
    """How the priority of a question comes about, in words."""
    what = "machine's probability of another code" if asked.status == AGAINST else "chance of a change"
    factors = [f"weight {usefulness.weight(dimension):g}", f"{what} {asked.chance:.2f}"]
    if rare and usefulness.rare != 1.0:
        factors.append(f"a rare code is possible {usefulness.rare:g}")
    return f"priority {usefulness.worth(dimension, asked.chance, rare=rare):.2f} = {' x '.join(factors)}"


def _said(coding: Coding) -> str:
    """What a person answered; of an answer that is re-opened, what it was and why it does not count."""
    if coding.codes:
        return " + ".join(coding.codes)
    return coding.note if coding.note.startswith(REOPENED) else "no answer"


def _suggestion(codings: Iterable[Coding]) -> str:
    """Each coder's answer under its name; empty where none of them has one."""
    return "; ".join(f"{c.coder}: {' + '.join(c.codes)}" for c in _in_order(codings) if c.codes)


def _in_order(codings: Iterable[Coding]) -> list[Coding]:
    """The codings of one place: machine coders in their order, then people by name."""
    ranks = {coder: rank for rank, coder in enumerate(MACHINE_CODERS)}
    return sorted(codings, key=lambda c: (ranks.get(c.coder, len(ranks)), c.coder))


def _by_place(codings: Iterable[Coding]) -> dict[tuple[str, str], list[Coding]]:
    found: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        found.setdefault((coding.report_id, coding.dimension), []).append(coding)
    return found


def _contradicts(coding: Coding, entry: CodeOfRecord) -> bool:
    """Whether the machine, predicting out of fold, is sure of another answer than the settled one."""
    return coding.prediction_set == coding.codes and bool(coding.codes) and coding.codes != entry.codes


def _may_be_rare(coding: Coding | None, counts: Counter[str], rare_below: int) -> bool:
    return coding is not None and any(counts[code] < rare_below for code in coding.prediction_set)


def _probabilities(coding: Coding | None) -> str:
    if coding is None:
        return ""
    ranked = sorted(coding.scores.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{code} {p:.2f}" for code, p in ranked if p >= 0.01)
