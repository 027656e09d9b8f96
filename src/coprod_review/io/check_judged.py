"""Screening judgements to be looked at again: two of one person on a report, or one older than its title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.check_joined import ONCE_MORE, present_id
from coprod_review.io.known import Known
from coprod_review.model.corpus import Judgement
from coprod_review.model.joined_answers import counting, not_replaced
from coprod_review.model.screening import INCLUDE
from coprod_review.model.stamps import RETRACTED, stamp_of

_KNOWN = re.compile(r"retract", re.IGNORECASE)


def doubtful_judgements(path: Path, judgements: Sequence[Judgement], known: Known) -> list[ReviewError]:
    """The warnings of both kinds."""
    return [
        *_judged_differently(path, judgements, known),
        *_included_though_retracted(path, judgements, known),
    ]


def _judged_differently(path: Path, judgements: Iterable[Judgement], known: Known) -> list[ReviewError]:
    """Reports that one person included under one id and excluded under another, now one; both count."""
    given: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        given[present_id(judgement.report_id, known), judgement.coder].append(judgement)
    found = []
    for (_, coder), judged in given.items():
        same = not_replaced(judged)
        if len({judgement.verdict for judgement in same}) > 1:
            said = " and ".join(f"{j.verdict}s {j.report_id}" for j in same)
            problem = f"{coder} {said}, which are one report; it is included until this is settled"
            found.append(ReviewError(problem, where=str(path), remedy=ONCE_MORE))
    return found


def _included_though_retracted(
    path: Path, judgements: Iterable[Judgement], known: Known
) -> list[ReviewError]:
    """A warning for each judgement that includes a report with such a title, and gives no reason on it."""
    found = []
    for one in counting(judgements, lambda one: (present_id(one.report_id, known), one.coder)):
        report = known.texts.get(one.report_id)
        coder = (known.coders or {}).get(one.coder)
        is_persons = coder is None or coder.kind == "person"
        if report and is_persons and one.verdict == INCLUDE and stamp_of(report.title) == RETRACTED:
            if _KNOWN.search(one.reason):
                continue
            when = f" (given {one.date})" if one.date else ""
            problem = f"{one.coder} includes {one.report_id}{when}, which its title calls retracted by now"
            remedy = "read it and decide again; who includes it still writes “retracted” into the reason"
            found.append(ReviewError(problem, where=str(path), remedy=remedy))
    return found
