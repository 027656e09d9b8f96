"""The queue for people: what waits, what is open, and where the machine contradicts what is settled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coprod_review.coding.record_codes import OPEN, WAITING, settled_counts
from coprod_review.model.coding import MACHINE_CODERS, SETTLED_STATUSES, CodeOfRecord, Coding

AGAINST = "machine against settled"
QUEUE_COLUMNS = ("report_id", "title", "dimension", "status", "why", "suggestion", "priority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One dimension of one report that a person should look at.

    `priority` from 0 to 1 is the probability that the answer at hand (the settled one, else the machine's
    best) is wrong; where no machine has an answer it is 1. `suggestion` is the machine's best answer.
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
    people: Sequence[Coding],
    titles: Mapping[str, str],
    rare_below: int,
) -> list[Question]:
    """What people should look at, most useful first.

    What has no answer yet comes before contradictions. Within these: first answers that may be a code with
    fewer than `rare_below` settled reports, since each of them teaches most, then by priority.
    """
    machine = {(c.report_id, c.dimension): c for c in combination}
    given: defaultdict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in people:
        if coding.coder not in MACHINE_CODERS:
            given[coding.report_id, coding.dimension].append(coding)
    counts = settled_counts(codes)
    found: list[tuple[bool, bool, Question]] = []
    for entry in codes:
        answer = machine.get((entry.report_id, entry.dimension))
        question = _question(entry, answer, given[entry.report_id, entry.dimension], titles)
        if question is not None:
            rare = _may_be_rare(answer, counts[entry.dimension], rare_below)
            found.append((question.status == AGAINST, not rare, question))
    found.sort(key=lambda f: (f[0], f[1], -f[2].priority, f[2].report_id, f[2].dimension))
    return [question for _, _, question in found]


def _question(
    entry: CodeOfRecord, coding: Coding | None, given: Sequence[Coding], titles: Mapping[str, str]
) -> Question | None:
    wrong = 1.0 - (coding.confidence or 0.0) if coding else 1.0
    if entry.status == WAITING:
        status, why = (
            WAITING,
            "; ".join(
                f"{c.coder}: {' + '.join(c.codes) or 'no answer'}"
                for c in sorted(given, key=lambda c: c.coder)
            )
            or entry.reason,
        )
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
        suggestion=" + ".join(coding.codes) if coding else "",
        priority=wrong,
    )


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
