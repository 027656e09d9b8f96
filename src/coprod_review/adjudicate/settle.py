"""What settles a code: an adjudication, else the persons who coded, else blind readers who agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from coprod_review.adjudicate.resolve import ResolvedAdjudications, ResolvedCodings
from coprod_review.adjudicate.seen import had_seen
from coprod_review.model.codebook import Codebook, Constraint
from coprod_review.model.coding import FOLLOWS, REOPENED, SETTLED_STATUSES, CodeOfRecord, Coding
from coprod_review.model.corpus import Adjudication, Coder

IN_PLACE_OF = "; without it"
"""Behind this stands what coders had settled there, and how."""

UNHEARD = {"collector": "collectors", "adjudicator": "adjudicators who saw others' answers"}
"""Who may have coded without being heard, by role."""

_Records = dict[tuple[str, str], CodeOfRecord]


def settle(
    resolved: ResolvedCodings,
    adjudications: ResolvedAdjudications,
    coders: Mapping[str, Coder],
    codebook: Codebook,
    *,
    reopened: Mapping[tuple[str, str, str], str] | None = None,
) -> list[CodeOfRecord]:
    """The settled or waiting code of every report and dimension that anybody coded or adjudicated.

    An adjudication goes before persons, persons before readers; who is not heard (`Coder.is_heard`), such as
    a collector, settles nothing by coding. Persons settle
    a code where all who coded it gave one answer, readers where at least two, blind to each other, did:
    an answer that was given after others' had been shown is not blind, whoever gives it.
    What follows from settled codes by the codebook's constraints is settled with them; where settled codes
    break a constraint, the one with less authority waits, or both do.

    `reopened` says, by report, dimension and coder, why an answer does not count until it is looked at again:
    its place waits for that, unless a person has answered anew or an adjudication that stands settles it.
    Codings that a run has written say so themselves, in their notes.

    Raises KeyError for a coding by a coder who is not among `coders`.
    """
    by_place: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in resolved.codings:
        by_place[coding.report_id, coding.dimension].append(coding)
    twice = defaultdict(list)
    for report, dimension, coder in resolved.contradictions:
        twice[report, dimension].append(coder)
    again: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for coding in resolved.codings:
        if not coding.codes and coding.note.startswith(f"{REOPENED}: "):
            again[coding.report_id, coding.dimension][coding.coder] = coding.note
    for (report, dimension, coder), why in (reopened or {}).items():
        again[report, dimension][coder] = why
    records: _Records = {}
    for place in sorted({*by_place, *adjudications.by_place}):
        records[place] = _settled(
            place,
            adjudications.by_place.get(place, ()),
            sorted(by_place.get(place, ()), key=lambda coding: coding.coder),
            coders,
            contradictory=twice.get(place, ()),
            again=again[place],
        )
    for report in sorted({report for report, _ in records}):
        constrain(report, records, codebook)
    return [records[place] for place in sorted(records)]


def adjudication_name(adjudication: Adjudication) -> str:
    """How an adjudication is called among the answers of coders."""
    return f"adjudication of {adjudication.coder}"


def _settled(
    place: tuple[str, str],
    adjudications: tuple[Adjudication, ...],
    codings: list[Coding],
    coders: Mapping[str, Coder],
    *,
    contradictory: Iterable[str],
    again: Mapping[str, str],
) -> CodeOfRecord:
    standing = tuple(a for a in adjudications if adjudication_name(a) not in again)
    if standing:
        return _by_adjudication(place, standing)
    persons = [c for c in codings if coders[c.coder].kind == "person" and coders[c.coder].is_heard]
    persons = [c for c in persons if c.coder not in again] or persons
    readers = [c for c in codings if coders[c.coder].kind != "person" and coders[c.coder].is_heard]
    heard = persons or readers
    names = [c.coder for c in heard if c.coder in again]
    if not (persons and not names):
        names += [name for a in adjudications if (name := adjudication_name(a)) in again]
    if names:
        told = "; ".join(f"{name}: {again[name]}" for name in sorted(names))
        return _waiting(place, heard, f"{REOPENED}: {told}")
    torn = sorted({c.coder for c in heard} & set(contradictory))
    if torn:
        return _waiting(place, heard, f"{_listed(torn)} coded this report differently under several ids")
    if persons:
        return _by_persons(place, persons)
    if readers:
        return _by_readers(place, readers, coders)
    unheard = {UNHEARD[coders[c.coder].role] for c in codings if not coders[c.coder].is_heard}
    return _waiting(place, codings, f"only {_listed(unheard)} have coded this, and they settle nothing")


def _by_adjudication(place: tuple[str, str], adjudications: tuple[Adjudication, ...]) -> CodeOfRecord:
    """The adjudicated code; adjudications under several ids of one report must agree."""
    report, dimension = place
    names = tuple(sorted({a.coder for a in adjudications}))
    answers = {a.codes for a in adjudications}
    if len(answers) > 1:
        return CodeOfRecord(
            report_id=report,
            dimension=dimension,
            codes=(),
            status="waiting",
            coders=names,
            reason="adjudicated differently under several ids of this report",
        )
    latest = max(adjudications, key=lambda a: a.date)
    return CodeOfRecord(
        report_id=report,
        dimension=dimension,
        codes=latest.codes,
        status="adjudicated",
        coders=names,
        reason=latest.reason,
    )


def _by_persons(place: tuple[str, str], persons: list[Coding]) -> CodeOfRecord:
    silent = [c.coder for c in persons if not c.codes]
    if silent:
        return _waiting(place, persons, f"{_listed(silent)} examined the report and gave no answer")
    if len({c.codes for c in persons}) > 1:
        return _waiting(place, persons, f"{_listed([c.coder for c in persons])} differ")
    names = [c.coder for c in persons]
    reason = f"{_listed(names)} agree" if len(names) > 1 else f"{names[0]} coded this"
    return _agreed(place, persons, "person", reason)


def _by_readers(place: tuple[str, str], readers: list[Coding], coders: Mapping[str, Coder]) -> CodeOfRecord:
    names = [c.coder for c in readers]
    silent = [c.coder for c in readers if not c.codes]
    seeing = [c for c in readers if not coders[c.coder].blind or had_seen(c, coders[c.coder])]
    if silent:
        return _waiting(place, readers, f"{_listed(silent)} examined the report and gave no answer")
    if len({c.codes for c in readers}) > 1:
        return _waiting(place, readers, f"{_listed(names)} differ")
    if len(names) - len(seeing) < 2:
        alone = f"{names[0]} alone has" if len(names) == 1 else "fewer than two blind readers have"
        return _waiting(place, readers, f"{alone} coded this; it takes two who agree")
    return _agreed(place, readers, "agreed", f"{_listed(names)} agree")


def _agreed(place: tuple[str, str], codings: list[Coding], status: str, reason: str) -> CodeOfRecord:
    return CodeOfRecord(
        report_id=place[0],
        dimension=place[1],
        codes=codings[0].codes,
        status=status,
        coders=tuple(c.coder for c in codings),
        reason=reason,
    )


def _waiting(place: tuple[str, str], codings: Iterable[Coding], reason: str) -> CodeOfRecord:
    return CodeOfRecord(
        report_id=place[0],
        dimension=place[1],
        codes=(),
        status="waiting",
        coders=tuple(sorted({c.coder for c in codings})),
        reason=reason,
    )


def constrain(report: str, records: _Records, codebook: Codebook) -> None:
    """Let the constraints of the codebook settle what follows, and stop what contradicts them.

    One pass for each constraint is enough to reach the end of every chain.
    """
    for _ in codebook.constraints:
        for constraint in codebook.constraints:
            _apply(report, records, constraint)


def _apply(report: str, records: _Records, constraint: Constraint) -> None:
    reasons = [records.get((report, name)) for name in constraint.when]
    settled = [record for record in reasons if record is not None]
    if len(settled) < len(reasons) or any(
        record.codes != (constraint.when[record.dimension],) for record in settled
    ):
        return
    weakest = max(settled, key=lambda record: SETTLED_STATUSES.index(record.status))
    held = [
        (record, code) for name, code in constraint.then.items() if (record := records.get((report, name)))
    ]
    other = [(record, code) for record, code in held if record.codes != (code,)]
    against = [record for record, _ in other if record.codes and _rank(record) <= _rank(weakest)]
    if against:
        # Nothing follows from what waits; all that contradicts it is stopped, not the first of it alone.
        reason = f"the settled codes break the codebook: {constraint}"
        equal = [record for record in against if _rank(record) == _rank(weakest)]
        for record in (weakest, *equal):
            records[report, record.dimension] = replace(record, codes=(), status="waiting", reason=reason)
        return
    for current, code in other:
        records[report, current.dimension] = replace(
            current,
            codes=(code,),
            status=weakest.status,
            coders=weakest.coders,
            reason=f"{FOLLOWS}: {constraint}{_in_place_of(current)}",
        )


def _in_place_of(record: CodeOfRecord) -> str:
    """What is to be said of a settled answer that another one leaves no room for."""
    if not record.codes or record.reason.startswith(FOLLOWS):
        return ""
    return f"{IN_PLACE_OF}: {', '.join(record.codes)} ({record.reason})"


def _rank(record: CodeOfRecord) -> int:
    return SETTLED_STATUSES.index(record.status)


def _listed(names: Iterable[str]) -> str:
    *first, last = sorted(names)
    return f"{', '.join(first)} and {last}" if first else last
