"""Which codings of people a change of the codebook re-opens, and why; all others stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.coding.code_changes import CodeChange
from coprod_review.coding.codebook_changes import CODE_NEW, DIMENSION_GONE, Difference, definition_changes
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding

COLUMNS = ("report", "dimension", "coder", "codes", "codebook", "why", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A coding that a person should look at again, since what it was given by has changed."""

    report_id: str
    dimension: str
    coder: str
    codes: tuple[str, ...]
    codebook: str
    why: str


def reopened_by(
    codings: Sequence[Coding],
    old: Codebook,
    new: Codebook,
    *,
    answers: Iterable[Coding],
    changes: Iterable[CodeChange],
    spoken_for: Collection[tuple[str, str]],
) -> list[Reopened]:
    """The codings under the old codebook that its change affects, by report, dimension and coder.

    `answers` are the machine codings under the new one, `changes` where they differ from those under the old
    one, as far as that is known. A coding is affected where its code is gone; where the definition of a code
    has changed that it or a machine coder gives; where its dimension has changed and a machine coder answers
    otherwise; where a code is new and no pattern tells which reports it concerns; and where a new constraint
    forbids it. `spoken_for` are the codes, by dimension, for which there are patterns. Without a change of
    definitions or constraints nothing is re-opened: patterns are no instruction to people.
    """
    by_dimension: dict[str, list[Difference]] = defaultdict(list)
    for difference in definition_changes(old, new):
        by_dimension[difference.dimension].append(difference)
    if not by_dimension:
        return []
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for answer in answers:
        given[answer.report_id, answer.dimension].update(answer.codes)
    moved = {(c.report_id, c.dimension): c for c in changes}
    forbidden = _forbidden(codings, old, new)
    found = []
    for coding in codings:
        place = (coding.report_id, coding.dimension)
        differences = by_dimension.get(coding.dimension, [])
        reasons = [
            *_by_definition(coding, differences, given[place], spoken_for),
            *_by_machine(differences, moved.get(place)),
            *forbidden.get((*place, coding.coder), ()),
        ]
        if reasons:
            found.append(_reopened(coding, reasons))
    return sorted(found, key=lambda r: (r.report_id, r.dimension, r.coder))


def _reopened(coding: Coding, reasons: Iterable[str]) -> Reopened:
    return Reopened(
        report_id=coding.report_id,
        dimension=coding.dimension,
        coder=coding.coder,
        codes=coding.codes,
        codebook=coding.codebook,
        why="; ".join(reasons),
    )


def _by_definition(
    coding: Coding,
    differences: Iterable[Difference],
    machine: Collection[str],
    spoken_for: Collection[tuple[str, str]],
) -> Iterator[str]:
    for difference in differences:
        if difference.change == DIMENSION_GONE:
            yield difference.change
        elif difference.change == CODE_NEW and (difference.dimension, difference.code) not in spoken_for:
            yield f"{difference.code}: {difference.change}, and no pattern tells which reports it concerns"
        elif difference.code in coding.codes:
            yield f"{difference.code}: {difference.change}"
        elif difference.code in machine:
            yield f"{difference.code}: {difference.change}, and a machine coder gives it"


def _by_machine(differences: Collection[Difference], change: CodeChange | None) -> Iterator[str]:
    if differences and change is not None:
        answers = f"{', '.join(change.old) or 'no code'} -> {', '.join(change.new) or 'no code'}"
        yield f"the dimension has changed, and {change.coder} now answers otherwise ({answers})"


def _forbidden(
    codings: Iterable[Coding], old: Codebook, new: Codebook
) -> Mapping[tuple[str, str, str], list[str]]:
    """New constraints that the codes of one coder for one report break, by report, dimension and coder."""
    before = set(map(str, old.constraints))
    constraints = [c for c in new.constraints if str(c) not in before]
    codes: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for coding in codings:
        codes.setdefault((coding.report_id, coding.coder), {})[coding.dimension] = coding.codes
    found: dict[tuple[str, str, str], list[str]] = {}
    for (report_id, coder), given in codes.items():
        for constraint in constraints:
            if constraint.is_broken_by(given):
                for dimension in (*constraint.when, *constraint.then):
                    if given.get(dimension):
                        told = found.setdefault((report_id, dimension, coder), [])
                        told.append(f"a new constraint forbids it: {constraint}")
    return found
