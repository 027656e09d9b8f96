"""How many of the decided codes are wrong, by what reviewers said of a random sample of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.analyse.ledger import Section, count, estimate, number_id, percent
from coprod_review.model.number import Number
from coprod_review.model.sample import DrawnPlace

COLUMNS = (
    *("sample", "decided_by", "n_decided", "n_drawn", "n_looked", "n_wrong", "error", "low", "high"),
    *("disputed", "number_id"),
)

ALL = "all"

RIGHT, WRONG, DISPUTED = "right", "wrong", "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a reviewer said of a code: agreement, dispute, adjudication; a look is another answer before it.

    `against` are the codes looked at, `settled_as` those by which a dispute was settled, `shown` what had
    been shown of others' answers. One that does not stand was replaced or taken back since.
    """

    report_id: str
    dimension: str
    coder: str
    kind: str
    codes: tuple[str, ...]
    against: tuple[str, ...] = ()
    settled_as: tuple[str, ...] = ()
    shown: str = ""
    stands: bool = True


def audit_section(
    samples: Mapping[str, Sequence[DrawnPlace]], looks: Iterable[Look], *, confidence: float
) -> Section:
    """The error of decided codes by each audit sample, of all together and by who had decided them.

    A drawn code is right if a reviewer agreed with it, wrong if it was disputed or adjudicated otherwise;
    one whose dispute an adjudication settled counts as that says, and one whose dispute is open as wrong.
    What nobody has looked at yet is left out, as if by chance. Shares are weighted by the number of codes
    that each group stands for (stratified estimator), with the interval of Korn and Graubard (1998), which
    is that of Clopper and Pearson at the effective size.
    """
    by_place: defaultdict[tuple[str, str], list[Look]] = defaultdict(list)
    for look in looks:
        if not look.stands:
            continue
        by_place[look.report_id, look.dimension].append(look)
    rows, numbers, notes = [], [], []
    for name, places in sorted(samples.items()):
        judged = [(place, _verdict(place, by_place[place.report_id, place.dimension])) for place in places]
        groups = sorted({place.group for place in places})
        n_looked = sum(verdict != "" for _, verdict in judged)
        n_waiting = sum(
            not verdict and any(look.kind == "look" for look in by_place[place.report_id, place.dimension])
            for place, verdict in judged
        )
        if n_waiting:
            notes.append(
                f"audit: {n_waiting} codes of the sample {name} were answered otherwise before they were "
                "shown, and are neither agreed with nor disputed since; the error leaves them out and is too "
                "small until they are"
            )
        if n_looked < len(judged):
            notes.append(
                f"audit: of the {len(judged)} codes of the sample {name} {n_looked} have been looked at; "
                "until all have been, its error is that of those"
            )
        for group in (ALL, *groups):
            row, number = _row(name, group, judged, confidence=confidence)
            rows.append(row)
            numbers.append(number)
    return Section(rows=tuple(rows), numbers=tuple(numbers), notes=tuple(notes))


def dispute_numbers(states: Iterable[tuple[str, str]]) -> list[Number]:
    """How many reports have disputes, from the report and state (open, settled) of each; none: no number."""
    reports: defaultdict[str, set[str]] = defaultdict(set)
    for report, state in states:
        reports[state].add(report)
    return [
        count(number_id("disputes", state), reports[state], f"reports with a dispute that is {state}")
        for state in sorted(reports)
    ]


def _verdict(place: DrawnPlace, looks: Sequence[Look]) -> str:
    """Right, wrong, disputed, or empty where nobody has looked."""
    said = {
        kind: [look for look in looks if look.kind == kind]
        for kind in ("dispute", "agreement", "adjudication")
    }
    if any(look.codes != place.codes for look in said["adjudication"]):
        return WRONG
    disputes = [look for look in said["dispute"] if look.against in ((), place.codes)]
    if any(look.settled_as and look.settled_as != place.codes for look in disputes):
        return WRONG
    if any(not look.settled_as for look in disputes):
        return DISPUTED
    if disputes or any(look.codes == place.codes for look in said["agreement"]):
        return RIGHT
    return ""


def _row(
    sample: str, group: str, judged: Sequence[tuple[DrawnPlace, str]], *, confidence: float
) -> tuple[dict[str, object], Number]:
    own = [(place, verdict) for place, verdict in judged if group in (ALL, place.group)]
    looked = [(place, verdict) for place, verdict in own if verdict]
    wrong = [place for place, verdict in looked if verdict != RIGHT]
    sizes = {place.group: place.n_group for place, _ in own}
    counts = {
        name: (
            n,
            sum(place.group == name for place, _ in looked),
            sum(place.group == name for place in wrong),
        )
        for name, n in sizes.items()
    }
    error, low, high = stratified_share(list(counts.values()), confidence=confidence)
    identity = number_id("audit", sample, group)
    who = "decided codes" if group == ALL else f"codes that are {group}"
    row: dict[str, object] = {
        "sample": sample,
        "decided_by": group,
        "n_decided": sum(sizes.values()),
        "n_drawn": len(own),
        "n_looked": len(looked),
        "n_wrong": len(wrong),
        "error": error,
        "low": low,
        "high": high,
        "disputed": sum(verdict == DISPUTED for _, verdict in looked),
        "number_id": identity,
    }
    number = estimate(
        identity,
        error,
        (place.report_id for place in wrong),
        f"share of wrong ones among {who}, by the audit sample {sample}",
        text=percent(error),
        low=low,
        high=high,
    )
    return row, number


def stratified_share(
    strata: Sequence[tuple[int, int, int]], *, confidence: float
) -> tuple[float | None, float | None, float | None]:
    """A share and its interval from strata of N units, n of them looked at, x of these wrong.

    Strata without a look are left out of share and weights. The variance is that of a stratified sample
    without replacement; its effective size goes into the interval of Clopper and Pearson, so that a share of
    none or all has an interval as well. It is never above what the sizes of the strata alone would give:
    where few units of a large stratum were looked at and none is wrong, its variance is not known to be
    nothing. None where nothing was looked at.
    """
    seen = [(size, n, wrong) for size, n, wrong in strata if n]
    total = sum(size for size, _, _ in seen)
    if not total:
        return None, None, None
    share = sum(size / total * wrong / n for size, n, wrong in seen)
    if all(n >= size for size, n, _ in seen):
        return share, share, share
    kish = 1 / sum((size / total) ** 2 / n for size, n, _ in seen)
    variance = sum(
        (size / total) ** 2 * (1 - n / size) * (wrong / n) * (1 - wrong / n) / max(n - 1, 1)
        for size, n, wrong in seen
    )
    if variance > 0:
        most = 1 / sum((size / total) ** 2 * (1 - n / size) / n for size, n, _ in seen)
        effective = min(share * (1 - share) / variance, most)
    else:
        effective = kish
    return share, *exact_interval(share, effective, confidence=confidence)


def exact_interval(share: float, effective: float, *, confidence: float) -> tuple[float, float]:
    """The interval of Clopper and Pearson for a share of so many cases, which need not be whole."""
    from scipy.special import betaincinv  # noqa: PLC0415 - half a second of import, and few reviews have audits

    hits, tail = share * effective, (1 - confidence) / 2
    low = float(betaincinv(hits, effective - hits + 1, tail)) if hits > 0 else 0.0
    high = float(betaincinv(hits + 1, effective - hits, 1 - tail)) if hits < effective else 1.0
    return low, high
