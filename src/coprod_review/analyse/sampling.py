"""Drawing the gold sample: stratified, with known probabilities, and the same for the same seed."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from coprod_review.errors import ReviewError
from coprod_review.model.coding import Coding
from coprod_review.model.sample import PlannedReport, inclusion_by_report

SILENT = "no answer"
ALL_ALIKE = "all reports"


def machine_strata(
    report_ids: Iterable[str], codings: Iterable[Coding], dimensions: Sequence[str]
) -> dict[str, str]:
    """The stratum of each report: the machine's answers in the dimensions; without any, one for all."""
    answers = {
        (coding.report_id, coding.dimension): " + ".join(coding.codes)
        for coding in codings
        if coding.dimension in dimensions
    }
    return {
        report: " x ".join(answers.get((report, name)) or SILENT for name in dimensions) or ALL_ALIKE
        for report in report_ids
    }


def is_drawn_from_all_alike(plan: Sequence[PlannedReport]) -> bool:
    """Whether there are draws, and all of them took from all reports without strata."""
    return bool(plan) and all(row.stratum.partition(": ")[2] == ALL_ALIKE for row in plan)


def draw(
    stratum_by_report: Mapping[str, str],
    plan: Sequence[PlannedReport],
    *,
    size: int,
    floor: int,
    seed: int,
) -> list[PlannedReport]:
    """The next draw, by report id: `size` reports more than `plan` has taken, told for all in reach.

    Reports of earlier draws keep their stratum, new ones get strata of their own; those taken before are not
    in reach again. A stratum gets its share of the whole sample, and at least `floor` reports or all it has.
    Within a stratum every report has the same chance; which ones are taken follows from the seed and their
    ids alone. Raises ReviewError where `size` cannot hold the floors, or nothing is left to draw.
    """
    number = max((row.draw for row in plan), default=0) + 1
    known = inclusion_by_report(plan)
    strata: defaultdict[str, list[str]] = defaultdict(list)
    for report, answer in sorted(stratum_by_report.items()):
        strata[known[report].stratum if report in known else f"{number}: {answer}"].append(report)
    drawn = {report for report, inclusion in known.items() if inclusion.drawn}
    sizes = {name: len(reports) for name, reports in sorted(strata.items())}
    taken = {name: len(drawn.intersection(strata[name])) for name in sizes}
    if sum(sizes.values()) <= sum(taken.values()):
        raise ReviewError(
            "every report that could be drawn is in the sample",
            where=f"draw {number}",
            remedy="draw again when a search has brought new reports",
        )
    wanted = allocation(sizes, taken, size=sum(taken.values()) + size, floor=floor)
    rows = []
    for name in sizes:
        left = sorted(set(strata[name]) - drawn, key=lambda report: _lot(seed, number, report))
        more = wanted[name] - taken[name]
        rows += [
            PlannedReport(
                draw=number,
                report_id=report,
                stratum=name,
                probability=more / len(left),
                drawn=place < more,
            )
            for place, report in enumerate(left)
        ]
    return sorted(rows, key=lambda row: row.report_id)


def allocation(
    sizes: Mapping[str, int], taken: Mapping[str, int], *, size: int, floor: int
) -> dict[str, int]:
    """How many reports of each stratum the whole sample holds: the floor, what was taken, then in proportion.

    The rest goes one by one to the stratum that lacks most of its proportion, by name where two lack alike.
    Raises ReviewError where `size` cannot hold the floor and what was taken.
    """
    held = Counter({name: max(taken.get(name, 0), min(floor, n)) for name, n in sizes.items()})
    total = sum(sizes.values())
    least_more = held.total() - sum(taken.values())
    if held.total() > min(size, total):
        raise ReviewError(
            f"{size} reports cannot hold {floor} of each of {len(sizes)} strata",
            where="the size of the sample",
            remedy=f"draw at least {least_more}, lower the floor, or name fewer strata",
        )
    for _ in range(min(size, total) - held.total()):
        open_strata = [name for name, n in sizes.items() if held[name] < n]
        least = max(open_strata, key=lambda name: (size * sizes[name] / total - held[name], name))
        held[least] += 1
    return dict(held)


def _lot(seed: int, number: int, report: str) -> str:
    return hashlib.sha256(f"sample:{seed}:{number}:{report}".encode()).hexdigest()
