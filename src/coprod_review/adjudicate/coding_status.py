"""How far the coding of samples has come, and how far coders agree, without a word on any single report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding

LEAST_TOLD = 10
"""Agreement is told from so many reports on that both have coded: fewer would tell who said what."""

Place = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderStatus:
    """How much of a sample a coder has coded, and how many answers wait to be looked at again."""

    sample: str
    coder: str
    n: int
    n_whole: int
    n_part: int
    n_reopened: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairStatus:
    """What two coders have both coded of a sample, and how often they differ.

    `n_differing` counts reports with another answer in any dimension, and `n_settled` those of them whose
    every difference an adjudication settles; both are None below `LEAST_TOLD` reports, and while one of the
    two still codes blind: `n_to_go` has the reports that each of these has before them.
    """

    sample: str
    coder_a: str
    coder_b: str
    n_both: int
    n_differing: int | None
    n_settled: int | None
    n_to_go: Mapping[str, int]


def coder_statuses(
    samples: Mapping[str, Collection[str]],
    codings: Iterable[Coding],
    codebook: Codebook,
    *,
    reopened: Collection[tuple[str, str, str]] = (),
) -> list[CoderStatus]:
    """Every coder of anything of a sample, by sample and coder; re-opened answers count as missing."""
    standing = _standing(codings, reopened)
    found = []
    for sample, reports in samples.items():
        for coder, answers in sorted(standing.items()):
            n_by_report = {r: sum((r, d) in answers for d in codebook.dimensions) for r in reports}
            again = sum(r in reports and name == coder for r, _, name in reopened)
            if not again and not any(n_by_report.values()):
                continue
            n_whole = sum(n == len(codebook.dimensions) for n in n_by_report.values())
            found.append(
                CoderStatus(
                    sample=sample,
                    coder=coder,
                    n=len(reports),
                    n_whole=n_whole,
                    n_part=sum(n > 0 for n in n_by_report.values()) - n_whole,
                    n_reopened=again,
                )
            )
    return found


def pair_statuses(
    samples: Mapping[str, Collection[str]],
    codings: Iterable[Coding],
    codebook: Codebook,
    *,
    parts: Mapping[str, Collection[Collection[str]]],
    blind: Collection[str],
    adjudicated: Collection[Place] = (),
    reopened: Collection[tuple[str, str, str]] = (),
) -> list[PairStatus]:
    """Every two coders who have coded one report of a sample, by sample and coders.

    `blind` are the coders who are told nothing of agreement before they have finished, since they could try
    an answer and look whether agreement rises. `parts` are the sets of reports that a sample is coded in:
    whoever has begun one finishes it whole, and every report that was begun, in all dimensions they code.
    """
    codings = list(codings)
    standing = _standing(codings, reopened)
    asked = _dimensions(codings, codebook)
    found = []
    for sample, reports in samples.items():
        for a, b in combinations(sorted(standing), 2):
            of_a, of_b = standing[a], standing[b]
            both = [place for place in of_a if place in of_b and place[0] in reports]
            n_both = len({report for report, _ in both})
            if not n_both:
                continue
            differing = [place for place in both if of_a[place] != of_b[place]]
            unsettled = {report for report, d in differing if (report, d) not in adjudicated}
            n_differing = len({report for report, _ in differing})
            to_go = {
                name: n
                for name in (a, b)
                if name in blind and (n := _n_to_go(standing[name], reports, parts[sample], asked[name]))
            }
            told = n_both >= LEAST_TOLD and not to_go
            found.append(
                PairStatus(
                    sample=sample,
                    coder_a=a,
                    coder_b=b,
                    n_both=n_both,
                    n_differing=n_differing if told else None,
                    n_settled=n_differing - len(unsettled) if told else None,
                    n_to_go=to_go,
                )
            )
    return found


def codings_of_sample(
    codings: Iterable[Coding], reports: Collection[str], reopened: Collection[tuple[str, str, str]]
) -> Sequence[Coding]:
    """The codings on a sample that count."""
    return [
        c for c in codings if c.report_id in reports and (c.report_id, c.dimension, c.coder) not in reopened
    ]


def _n_to_go(
    answers: Collection[Place],
    reports: Collection[str],
    parts: Collection[Collection[str]],
    asked: Collection[str],
) -> int:
    """How many reports a coder has still to code: of each part that was begun, and of the reports begun."""
    begun = {report for report, dimension in answers if report in reports and dimension in asked}
    mine = begun.union(*(part for part in parts if not begun.isdisjoint(part)))
    return sum(any((report, d) not in answers for d in asked) for report in mine)


def _dimensions(codings: Iterable[Coding], codebook: Codebook) -> dict[str, set[str]]:
    """The dimensions of the codebook that each coder codes; nobody has to finish another one."""
    found: dict[str, set[str]] = {}
    for coding in codings:
        mine = found.setdefault(coding.coder, set())
        if coding.dimension in codebook.dimensions:
            mine.add(coding.dimension)
    return found


def _standing(
    codings: Iterable[Coding], reopened: Collection[tuple[str, str, str]]
) -> dict[str, dict[Place, tuple[str, ...]]]:
    found: dict[str, dict[Place, tuple[str, ...]]] = {}
    for coding in codings:
        if (coding.report_id, coding.dimension, coding.coder) not in reopened:
            found.setdefault(coding.coder, {})[coding.report_id, coding.dimension] = coding.codes
    return found
