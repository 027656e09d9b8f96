"""What `coprod-review settle` says: answers that lead nowhere, what is re-opened or disputed, counts."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.errors import ReviewError
from coprod_review.pages.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coprod_review.adjudicate.disputes import Disputed
    from coprod_review.adjudicate.overruled import Overruled
    from coprod_review.adjudicate.resolve import Unresolved
    from coprod_review.coding.reopening import Reopening
    from coprod_review.model.coding import CodeOfRecord, Coding
    from coprod_review.model.corpus import Coder

LOG = logging.getLogger("coprod_review")

IDS_NAMED = 10
"""So many unknown ids of a file are told; settle/unresolved.csv lists them all."""

UNKNOWN_REMEDY = (
    "correct the ids (`coprod-review check` names their lines), or put back the corpus/reports.csv that they "
    "come from; settle/unresolved.csv lists all"
)


def nobodys(lost: Sequence[Unresolved], *, codings: Path, decisions: Mapping[str, Path]) -> list[ReviewError]:
    """A fault for each file with answers on reports that neither the registry nor this run knows."""
    from coprod_review.adjudicate.resolve import UNKNOWN

    by_file: dict[Path, list[Unresolved]] = {}
    for answer in lost:
        if answer.reason == UNKNOWN:
            path = decisions.get(answer.kind, codings / f"{answer.coder}.csv")
            by_file.setdefault(path, []).append(answer)
    faults = []
    for path, answers in sorted(by_file.items()):
        ids = sorted({answer.report for answer in answers})
        more = f" and {len(ids) - IDS_NAMED:,} more" if len(ids) > IDS_NAMED else ""
        problem = (
            f"{len(answers):,} answers are on reports that neither the registry nor the exports have: "
            f"{', '.join(map(repr, ids[:IDS_NAMED]))}{more}"
        )
        faults.append(ReviewError(problem, where=str(path), remedy=UNKNOWN_REMEDY))
    return faults


def tell_reopening(again: Reopening, folder: Path) -> None:
    """Tell how many answers a changed codebook re-opens, and of how many that cannot be told."""
    for version, n in again.n_by_missing_version.items():
        LOG.info(
            "settle: %d answers follow codebook %s, which %s does not hold: what has changed for them cannot "
            "be told, and they stand as far as their codes are there (`codebook diff OLD --keep` keeps it)",
            n,
            version,
            folder,
        )
    if again.n_of_no_version:
        LOG.warning(
            "settle: %s no codebook, and coders.yaml tells none that is at hand for their coders: no change "
            "of the codebook re-opens them (`check` names their files)",
            counted(again.n_of_no_version, "answer names", "answers name"),
        )
    if again.reopened:
        LOG.warning(
            "settle: %d answers on %d reports are re-opened, since the codebook has changed: they do not "
            "count until their coders look again; reopened.csv tells which and why",
            len(again.reopened),
            len({r.report_id for r in again.reopened}),
        )


def tell_seen(seen: Sequence[Mapping[str, object]]) -> None:
    """Tell how many answers are left out of agreement, since their coders had looked up what is settled."""
    if seen:
        LOG.warning(
            "settle: %d answers of blind coders on %d reports were given after looking up what others said, "
            "in an exercise for instance: they are left out of agreement (seen.csv)",
            len(seen),
            len({row["report"] for row in seen}),
        )


def tell_overruled(found: Sequence[Overruled]) -> None:
    """Tell how many codes one person alone has settled against readers who agree."""
    for one in found:
        LOG.warning(
            "settle: %s alone has settled %s on %s against readers who agree, and a person's answer counts: "
            "disagreements.csv lists them, for an adjudicator to look at where it is a beginner's",
            one.person,
            counted(one.n_codes, "code"),
            counted(one.n_reports, "report"),
        )


def tell_overruled_by_codebook(found: Sequence[CodeOfRecord]) -> None:
    """Tell which codes follow by the codebook in place of what coders had settled, the first by name."""
    if not found:
        return
    named = [f"{record.report_id} {record.dimension}" for record in found[:IDS_NAMED]]
    more = f" and {len(found) - IDS_NAMED:,} more" if len(found) > IDS_NAMED else ""
    LOG.warning(
        "settle: %s by the codebook from what is adjudicated beside, in place of what those who coded had "
        "settled: %s%s; if they are right, the adjudication is wrong (their reasons tell both)",
        counted(len(found), "code follows", "codes follow"),
        ", ".join(named),
        more,
    )


def tell_disputes(objections: Sequence[Disputed]) -> None:
    """Warn of the disputes that are open."""
    n_open = sum(one.is_open for one in objections)
    if n_open:
        LOG.warning(
            "settle: %d disputes are open: they stand in the report until they are adjudicated or taken back "
            "(disputes.csv)",
            n_open,
        )


def tell(
    codings: Sequence[Coding],
    settled: Iterable[CodeOfRecord],
    lost: Sequence[Unresolved],
    *,
    n_differing: int,
    coders: Mapping[str, Coder],
) -> None:
    """One line: what was coded by whom, what came of it, and a warning of answers without a report."""
    if lost:
        n_reports = len({x.report for x in lost})
        LOG.warning(
            "settle: %d answers are not used, since no export holds the %s now (%s); they count again once "
            "one does, and unresolved.csv lists them",
            len(lost),
            "registered report" if n_reports == 1 else f"{n_reports} registered reports",
            "; ".join(f"{coder}: {n}" for coder, n in sorted(Counter(x.coder for x in lost).items())),
        )
    statuses = Counter(record.status for record in settled)
    LOG.info(
        "settle: %d codings by %d coders (%d by persons); %s; %d disagreements; %d answers without a report",
        len(codings),
        len({coding.coder for coding in codings}),
        sum(coders[coding.coder].kind == "person" for coding in codings),
        ", ".join(f"{n} {status}" for status, n in sorted(statuses.items())) or "nothing coded",
        n_differing,
        len(lost),
    )
