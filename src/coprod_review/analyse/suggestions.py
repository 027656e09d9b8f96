"""How far suggestions sway reviewers: agreement with the machine where it was shown, and where not."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import NormalDist
from typing import Any

from coprod_review.analyse.audit_errors import Look, exact_interval
from coprod_review.analyse.ledger import Section, estimate, number_id, percent
from coprod_review.model.given import SHOWN_NOTHING, SHOWN_SUGGESTIONS
from coprod_review.pages.wording import counted

COLUMNS = ("shown", "n_reports", "n_answers", "n_agree", "share", "low", "high", "note", "number_id")

DIFFERENCE = "difference"
TOLD_APART = 0.10
"""The difference that the note reckons the needed number of answers for: ten points."""

POWER = 0.80

Place = tuple[str, str]


def suggestion_section(
    looks: Iterable[Look], machine: Mapping[Place, tuple[str, ...]], *, confidence: float, min_group: int
) -> Section:
    """Agreement with the machine by what was shown first, and the difference with its interval.

    Which reports were shown without suggestions is a lot, so that the difference is what suggestions do.
    Of a reviewer's answers to one question the first look counts. Answers on one report hang together, so
    that the spread is that of reports (ratio estimator); intervals are exact at the effective size, that of
    the difference joins them (Newcombe's square and add). The difference is left open where either side has
    fewer than `min_group` reports; the note then says what is needed. No look: no rows.
    """
    arms: dict[str, dict[str, list[bool]]] = {SHOWN_SUGGESTIONS: {}, SHOWN_NOTHING: {}}
    for look in _first_looks(looks):
        codes = machine.get((look.report_id, look.dimension))
        agrees = _agrees(look, codes) if codes else None
        if agrees is not None:
            arms[look.shown].setdefault(look.report_id, []).append(agrees)
    if not any(arms.values()):
        return Section()
    rows = [_arm(shown, by_report, confidence=confidence) for shown, by_report in arms.items()]
    labels = [
        "reviewers' agreement with the machine where they had seen what it says",
        "reviewers' agreement with the machine where they answered before seeing what it says",
        "agreement with the machine after suggestions, minus that without",
    ]
    members = [list(by_report) for by_report in arms.values()]
    rows.append(_difference(*rows, confidence=confidence, min_group=min_group))
    numbers = [
        estimate(
            row["number_id"],
            row["share"],
            reports,
            label,
            text=_points(row["share"]) if row["shown"] == DIFFERENCE else percent(row["share"]),
            low=row["low"],
            high=row["high"],
        )
        for row, label, reports in zip(
            rows, labels, [*members, [report for some in members for report in some]], strict=True
        )
    ]
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def answers_needed(
    share: float, *, apart: float = TOLD_APART, confidence: float, power: float = POWER
) -> int:
    """How many answers each side needs to tell `share` from one so far `apart` (two shares, normal theory).

    The other is the lower one, or the higher where none lies so far below.
    """
    other = share - apart if share >= apart else share + apart
    z = NormalDist().inv_cdf(0.5 + confidence / 2) + NormalDist().inv_cdf(power)
    return math.ceil(z * z * (share * (1 - share) + other * (1 - other)) / (apart * apart))


def _first_looks(looks: Iterable[Look]) -> list[Look]:
    """Of each reviewer and question the answer before suggestions, replaced or not, else the first kind."""
    order = ("coding", "look", "agreement", "dispute", "adjudication")
    by_question: defaultdict[tuple[str, str, str], list[Look]] = defaultdict(list)
    for look in looks:
        if look.shown in (SHOWN_NOTHING, SHOWN_SUGGESTIONS):
            by_question[look.report_id, look.dimension, look.coder].append(look)
    return [
        min(given, key=lambda look: (look.shown != SHOWN_NOTHING, look.stands, order.index(look.kind)))
        for _, given in sorted(by_question.items())
    ]


def _agrees(look: Look, machine: tuple[str, ...]) -> bool | None:
    """Whether the answer is the machine's; unknown where nothing is proposed against another record."""
    if look.codes:
        return look.codes == machine
    return False if look.against == machine else None


def _arm(shown: str, by_report: Mapping[str, Sequence[bool]], *, confidence: float) -> dict[str, Any]:
    share, effective = _share(list(by_report.values()))
    low, high = (None, None) if share is None else exact_interval(share, effective, confidence=confidence)
    return {
        "shown": shown,
        "n_reports": len(by_report),
        "n_answers": sum(map(len, by_report.values())),
        "n_agree": sum(map(sum, by_report.values())),
        "share": share,
        "low": low,
        "high": high,
        "note": "",
        "number_id": number_id("suggested", shown),
    }


def _share(by_report: Sequence[Sequence[bool]]) -> tuple[float | None, float]:
    """The share over all answers, and of how many independent answers it has the spread."""
    n, k = sum(map(len, by_report)), len(by_report)
    if not n:
        return None, 0.0
    share = sum(map(sum, by_report)) / n
    spread = sum((sum(given) - share * len(given)) ** 2 for given in by_report) / (n * n)
    if k < 2 or spread == 0:
        return share, float(k)
    return share, min(float(n), share * (1 - share) / (spread * k / (k - 1)))


def _difference(
    shown: dict[str, Any], hidden: dict[str, Any], *, confidence: float, min_group: int
) -> dict[str, Any]:
    """The row of the difference; open, with what is needed, where a side has too few reports."""
    row: dict[str, Any] = {
        "shown": DIFFERENCE,
        "n_reports": shown["n_reports"] + hidden["n_reports"],
        "n_answers": shown["n_answers"] + hidden["n_answers"],
        "n_agree": None,
        "share": None,
        "low": None,
        "high": None,
        "number_id": number_id("suggested", DIFFERENCE),
    }
    likely = max(shown["share"] or 0.0, hidden["share"] or 0.0)
    needed = answers_needed(likely, confidence=confidence)
    apart = f"{100 * TOLD_APART:.0f} points"
    fewest = min(shown["n_reports"], hidden["n_reports"])
    if fewest < min_group:
        row["note"] = (
            f"too few to compare: {counted(fewest, 'report')} on the smaller side, of {min_group} needed; to "
            f"tell {apart} from none takes some {needed} answers on either side"
        )
        return row
    p, q = shown["share"], hidden["share"]
    row["share"] = p - q
    row["low"] = p - q - math.hypot(p - shown["low"], hidden["high"] - q)
    row["high"] = p - q + math.hypot(shown["high"] - p, q - hidden["low"])
    fewer = min(shown["n_answers"], hidden["n_answers"])
    row["note"] = (
        "" if fewer >= needed else f"to tell {apart} from none takes some {needed} answers on either side"
    )
    return row


def _points(difference: float | None) -> str:
    return "not told yet" if difference is None else f"{100 * difference:.0f} points"
