"""Which answers of a run have to be looked at again, since the codebook has changed since they were given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coprod_review.coding.code_changes import CodeChange
from coprod_review.coding.reopened import Reopened, reopened_by
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import REOPENED, Coding


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """The answers to be looked at again, by report, dimension and coder.

    `n_by_missing_version` counts the answers under versions whose codebook is not at hand: nobody can tell
    what changed for them, and they stand as far as their codes are still there. `n_of_no_version` are those
    of which no version is known, where there are older ones.
    """

    reopened: Sequence[Reopened]
    n_by_missing_version: Mapping[str, int]
    n_of_no_version: int = 0

    @property
    def by_place(self) -> dict[tuple[str, str, str], Reopened]:
        """Each by report, dimension and coder."""
        return {(r.report_id, r.dimension, r.coder): r for r in self.reopened}


def reopening(
    codings: Iterable[Coding],
    codebook: Codebook,
    older: Mapping[str, Codebook],
    *,
    answers: Sequence[Coding] = (),
    changes: Mapping[str, Sequence[CodeChange]] | None = None,
    spoken_for: Collection[tuple[str, str]] = frozenset(),
) -> Reopening:
    """The answers under older versions that the changes since affect; those under the present one stand.

    `older` are the older codebooks at hand; is one of the present version among them, its version was not
    raised, no answer tells which definitions it followed, and all under it count as older. `answers` are the
    machine codings under the present one, `changes` where those under the older one of a version, as far as
    its patterns are at hand, differ from them, and `spoken_for` the codes for which there are patterns (see
    `reopened_by`). An answer without a version (`model.followed`) stands.
    """
    by_version: dict[str, list[Coding]] = {}
    for coding in codings:
        if coding.codebook != codebook.version or codebook.version in older:
            by_version.setdefault(coding.codebook, []).append(coding)
    n_of_no_version = len(by_version.pop("", ()))
    found: list[Reopened] = []
    missing: Counter[str] = Counter()
    for version, given in sorted(by_version.items()):
        old = older.get(version)
        if old is None:
            missing[version] = len(given)
            found += _without_codes(given, codebook)
        else:
            moved = (changes or {}).get(version, ())
            found += reopened_by(given, old, codebook, answers=answers, changes=moved, spoken_for=spoken_for)
    found.sort(key=lambda r: (r.report_id, r.dimension, r.coder))
    return Reopening(
        reopened=tuple(found),
        n_by_missing_version=dict(missing),
        n_of_no_version=n_of_no_version if older else 0,
    )


def set_back(coding: Coding, again: Reopened) -> Coding:
    """A coding that does not count any more: its answer and the reason stand in its note."""
    said = ", ".join(coding.codes) or "no answer"
    note = f"{REOPENED}: {said} by codebook {again.codebook}; {again.why}"
    return replace(coding, codes=(), note="; ".join(filter(None, (note, coding.note))))


def as_given(coding: Coding) -> Coding:
    """A coding with the answer that it had before a run has set it back."""
    said = None if coding.codes else _SET_BACK.match(coding.note)
    if said is None or said["codes"] == "no answer":
        return coding
    return replace(coding, codes=tuple(said["codes"].split(", ")), codebook=said["version"])


_SET_BACK = re.compile(rf"{REOPENED}: (?P<codes>.+?) by codebook (?P<version>.+?); ")


def _without_codes(codings: Iterable[Coding], codebook: Codebook) -> Iterable[Reopened]:
    for coding in codings:
        dimension = codebook.dimensions.get(coding.dimension)
        if dimension is None:
            why = f"codebook {codebook.version} has no dimension {coding.dimension}"
        elif gone := [code for code in coding.codes if code not in dimension.codes]:
            why = f"codebook {codebook.version} has no code {', '.join(gone)}"
        elif len(coding.codes) > 1 and not dimension.multiple:
            why = f"codebook {codebook.version} takes one code here"
        else:
            continue
        yield Reopened(
            report_id=coding.report_id,
            dimension=coding.dimension,
            coder=coding.coder,
            codes=coding.codes,
            codebook=coding.codebook,
            why=f"{why}, and codebook {coding.codebook} is not at hand to tell more",
        )
