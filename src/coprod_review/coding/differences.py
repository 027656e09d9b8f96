"""Where rules, lineage, classifier, their combination and people do not all say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coprod_review.coding.record_codes import WAITING
from coprod_review.model.coding import MACHINE_CODERS, SETTLED_STATUSES, CodeOfRecord, Coding

COMBINATION = "combination"
PEOPLE_DIFFER = "people differ"
MACHINE_AGAINST_PEOPLE = "machine against people"
CODER_AGAINST_PEOPLE = "single coder against people"
CODERS_DIFFER = "coders differ"
KINDS = (PEOPLE_DIFFER, MACHINE_AGAINST_PEOPLE, CODER_AGAINST_PEOPLE, CODERS_DIFFER)

DIFFERENCE_COLUMNS = (
    "report_id",
    "title",
    "dimension",
    "kind",
    "status",
    "settled",
    "people",
    "rules",
    "rules_scores",
    "lineage",
    "lineage_scores",
    "classifier",
    "classifier_probability",
    "combination",
    "combination_probability",
)

Answer = frozenset[str]


def difference_table(
    codes: Iterable[CodeOfRecord],
    *,
    machine: Iterable[Coding],
    people: Iterable[Coding],
    titles: Mapping[str, str],
) -> list[dict[str, Any]]:
    """A row for each code of record on which not all answers are the same, sorted by report and dimension.

    `machine` are the codings of all machine coders, `people` those of readers and persons. Who gives no
    answer differs from nobody. Once people have settled a place, their settled code counts and not what
    each of them said before. `kind` is the first of `KINDS` that holds: people differ and it waits; the
    combination says another code than people; only single coders do; machine coders differ among themselves.
    """
    by_coder = {(c.coder, c.report_id, c.dimension): c for c in machine}
    given: dict[tuple[str, str], list[Coding]] = {}
    for coding in people:
        if coding.coder not in MACHINE_CODERS and coding.codes:
            given.setdefault((coding.report_id, coding.dimension), []).append(coding)
    rows = []
    for entry in sorted(codes, key=lambda c: (c.report_id, c.dimension)):
        place = (entry.report_id, entry.dimension)
        answers = {coder: by_coder[coder, *place] for coder in MACHINE_CODERS if (coder, *place) in by_coder}
        said = given.get(place, []) if entry.status == WAITING else []
        kind = _kind(entry, answers, said)
        if kind:
            told = sorted(f"{c.coder}: {' + '.join(c.codes)}" for c in given.get(place, ()))
            row = {"report_id": place[0], "title": titles.get(place[0], ""), "dimension": place[1]}
            rows.append(row | {"kind": kind, "people": "; ".join(told)} | _settled(entry) | _cells(answers))
    return rows


def _kind(entry: CodeOfRecord, machine: Mapping[str, Coding], said: Sequence[Coding]) -> str:
    answers = {coder: frozenset(c.codes) for coder, c in machine.items() if c.codes}
    by_people: set[Answer] = {frozenset(c.codes) for c in said}
    if len(by_people) > 1:
        return PEOPLE_DIFFER
    if entry.status in SETTLED_STATUSES:
        by_people = {frozenset(entry.codes)}
    if len(by_people | set(answers.values())) < 2:
        return ""
    if not by_people:
        return CODERS_DIFFER
    if COMBINATION in answers and answers[COMBINATION] not in by_people:
        return MACHINE_AGAINST_PEOPLE
    return CODER_AGAINST_PEOPLE


def _settled(entry: CodeOfRecord) -> dict[str, str]:
    codes = entry.codes if entry.status in SETTLED_STATUSES else ()
    return {"status": entry.status, "settled": " + ".join(codes)}


def _cells(machine: Mapping[str, Coding]) -> dict[str, str]:
    """Each coder's answer, with all scores of rules and lineage and the probability that the others give."""
    cells = {coder: " + ".join(coding.codes) for coder, coding in machine.items()}
    for coder in ("rules", "lineage"):
        if coder in machine:
            ranked = sorted(machine[coder].scores.items(), key=lambda item: (-item[1], item[0]))
            cells[f"{coder}_scores"] = ", ".join(f"{code} {score:.2f}" for code, score in ranked)
    for coder in ("classifier", COMBINATION):
        if coder in machine and machine[coder].confidence is not None:
            cells[f"{coder}_probability"] = f"{machine[coder].confidence:.3f}"
    return cells
