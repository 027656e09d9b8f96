"""The queue for people: what waits, what is open, and where the machine contradicts what is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.coding.record_codes import OPEN, WAITING, settled_counts
from coprod_review.model.coding import (
    MACHINE_CODERS,
    REOPENED,
    SETTLED_STATUSES,
    CodeOfRecord,
    Coding,
)

AGAINST = "machine against settled"
QUEUE_COLUMNS = ("report_id", "title", "dimension", "status", "why", "suggestion", "priority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One dimension of one report that a person should look at.

    `priority` from 0 to 1 is the probability that the answer at hand (the settled one, else the machine's
    best) is wrong; where the combination has no answer it is 1. `suggestion` names the machine coder and its
    answer ("combination: best_practice"): the combination, or where it has none, each single coder that does.
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
    rare_below: int,
) -> list[Question]:
    """What people should look at, most useful first.

    `coders` are the codings of single machine coders (rules, lineage), which suggest an answer where there is
    no combination of them, as long as too few reports are settled to train it.
    What has no answer yet comes before contradictions. Within these: first answers that may be a code with
    fewer than `rare_below` settled reports, since each of them teaches most, then by priority.
    """
    machine = {(c.report_id, c.dimension): c for c in combination}
    given = _by_place(coding for coding in people if coding.coder not in MACHINE_CODERS)
    single = _by_place(coders)
    counts = settled_counts(codes)
    found: list[tuple[bool, bool, Question]] = []
    for entry in codes:
        place = (entry.report_id, entry.dimension)
        answer = machine.get(place)
        suggestion = _suggestion([answer] if answer else []) or _suggestion(single.get(place, ()))
        question = _question(entry, answer, given.get(place, ()), titles, suggestion)
        if question is not None:
            rare = _may_be_rare(answer, counts[entry.dimension], rare_below)
            found.append((question.status == AGAINST, not rare, question))
    found.sort(key=lambda f: (f[0], f[1], -f[2].priority, f[2].report_id, f[2].dimension))
    return [question for _, _, question in found]


def _question(
    entry: CodeOfRecord,
    coding: Coding | None,
    given: Sequence[Coding],
    titles: Mapping[str, str],
    suggestion: str,
) -> Question | None:
    wrong = 1.0 - (coding.confidence or 0.0) if coding else 1.0
    if entry.status == WAITING:
        told = "; ".join(f"{c.coder}: {_said(c)}" for c in _in_order(given))
        if entry.reason.startswith(REOPENED) and REOPENED not in told:
            told = "; ".join(filter(None, (entry.reason, told)))
        status, why = WAITING, told or entry.reason
    elif entry.status == OPEN:
        status, why = OPEN, "; ".join(filter(None, (entry.reason, _probabilities(coding))))
    elif entry.status in SETTLED_STATUSES and coding is not None and _contradicts(coding, entry):
        status, why = AGAINST, f"settled: {' + '.join(entry.codes)}; {_probabilities(coding)}"
        wrong = coding.confidence or 0.0
    else:
        return None
    return Question(
        report_id=entry.report_id,
        title=titles.get(entry.report_id, ""),
        dimension=entry.dimension,
        status=status,
        why=why,
        suggestion=suggestion,
        priority=wrong,
    )


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
