"""Which codings of people a change of the codebook re-opens, and why; all others stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from coprod_review.coding.code_changes import CodeChange
from coprod_review.coding.codebook_changes import CODE_NEW, DIMENSION_GONE, Difference, definition_changes
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.rule_set import RuleSet

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


def reopened(
    codings: Iterable[Coding],
    old: RuleSet,
    new: RuleSet,
    *,
    answers: Iterable[Coding],
    changes: Iterable[CodeChange],
) -> list[Reopened]:
    """The codings that the change from one rule set to another affects, by report, dimension and coder.

    See `reopened_by`; the patterns of the new rule set tell which codes any pattern speaks for.
    """
    return reopened_by(
        codings,
        old.codebook,
        new.codebook,
        answers=answers,
        changes=changes,
        spoken_for={(p.dimension, p.code) for p in new.patterns},
    )


def reopened_by(
    codings: Iterable[Coding],
    old: Codebook,
    new: Codebook,
    *,
    answers: Iterable[Coding],
    changes: Iterable[CodeChange],
    spoken_for: Collection[tuple[str, str]],
) -> list[Reopened]:
    """The codings that the change of the codebook affects, by report, dimension and coder.

    `answers` are the machine codings under the new version, `changes` where they differ from those under the
    old one. A coding is affected where its code is gone; where the definition of a code has changed that it
    or a machine coder gives; where its dimension has changed and a machine coder answers otherwise; where a
    code is new and no pattern tells which reports it concerns; and where a new constraint forbids it.
    `spoken_for` are the codes, by dimension, for which there are patterns.
    Codings under the new version are not affected; where the version was not raised, no coding tells which
    definitions it followed, and all count as older. Without a change of definitions or constraints nothing
    is re-opened: patterns are no instruction to people.
    """
    by_dimension: dict[str, list[Difference]] = defaultdict(list)
    for difference in definition_changes(old, new):
        by_dimension[difference.dimension].append(difference)
    if not by_dimension:
        return []
    moved = {(c.report_id, c.dimension): c for c in changes}
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for answer in answers:
        given[answer.report_id, answer.dimension].update(answer.codes)
    same_version = old.version == new.version
    older = [c for c in codings if same_version or c.codebook != new.version]
    forbidden = _forbidden(older, old, new)
    found = []
    for coding in older:
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
