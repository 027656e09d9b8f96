"""Pages with one choice: whether two records are one document, and whether a report is on topic."""

from __future__ import annotations

from collections.abc import Mapping

from coprod_review.audit.server.choice_views import CriterionView, PairView, RecordField, ScreenView
from coprod_review.audit.server.desk import Desk, NotHere
from coprod_review.audit.server.keys import CODE_KEYS
from coprod_review.audit.server.queues import Queues
from coprod_review.audit.server.surroundings import facts_of, fields_of, frame_of, links_of, place_in
from coprod_review.model.criteria import label_by_reason
from coprod_review.model.record import Record
from coprod_review.model.screening import ScreeningDecision
from coprod_review.pages.wording import authors_short, year_text

SHOWN_FIELDS = (
    "title", "authors", "year", "container", "volume", "issue", "pages", "doi", "pmid", "type", "language",
    "abstract", "keywords", "export",
)  # fmt: skip

INCLUDE_KEY = "0"

OTHERS = frozenset({"duplicate"})
"""Criteria that are decided elsewhere: duplicates have a page of their own."""


def pair_view(desk: Desk, queues: Queues, number: int) -> PairView:
    """The two records of a pair side by side; NotHere where there is none of this number."""
    pairs = desk.run().pairs
    if not 1 <= number <= len(pairs):
        raise NotHere(number)
    pair = pairs[number - 1]
    by_id = {record.record_id: record for record in desk.records((pair.record_a, pair.record_b))}
    given = pair.verdict_in(desk.standing())
    return PairView(
        frame=frame_of(desk),
        number=number,
        record_a=pair.record_a,
        record_b=pair.record_b,
        fields=tuple(_fields(by_id.get(pair.record_a), by_id.get(pair.record_b))),
        rule=pair.rule,
        why=pair.why,
        given_verdict=given.verdict if given else "",
        given_reason=given.reason if given else "",
        given_by=given.coder if given else "",
        place=place_in(queues, "pairs", str(number), kind="pair"),
    )


def _fields(a: Record | None, b: Record | None) -> list[RecordField]:
    found = []
    for name in SHOWN_FIELDS:
        left, right = _text(a, name), _text(b, name)
        if left or right:
            same = " ".join(left.casefold().split()) == " ".join(right.casefold().split())
            found.append(RecordField(name=name, a=left, b=right, same=same))
    return found


def _text(record: Record | None, name: str) -> str:
    value = getattr(record, name, None)
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def screen_view(desk: Desk, queues: Queues, report_id: str, queue: str) -> ScreenView:
    """On topic or not; NotHere for a report that is not in the run."""
    material = desk.material(report_id)
    report, standing = material.report, desk.standing()
    given = standing.judged.by_key.get((report_id, desk.who))
    is_reviewer = desk.role == "reviewer"
    criteria = [c for c in desk.criteria if c.criterion_id not in OTHERS]
    decision = desk.decision(report_id) if is_reviewer else None
    labels = label_by_reason(desk.criteria)
    return ScreenView(
        frame=frame_of(desk),
        report_id=report_id,
        title=report.title or "(no title)",
        authors=authors_short(report),
        year=year_text(report),
        venue=report.container,
        facts=facts_of(report),
        links=links_of(report),
        fields=fields_of(report),
        criteria=tuple(
            CriterionView(
                name=c.criterion_id, label=c.label, definition=" ".join(c.definition.split()), key=key
            )
            for c, key in zip(criteria, CODE_KEYS, strict=False)
        ),
        include_key=INCLUDE_KEY,
        given_verdict=given.verdict if given else "",
        given_criterion=given.criterion if given else "",
        given_reason=given.reason if given else "",
        place=place_in(queues, queue or "screening", report_id, kind="screen"),
        others=tuple(
            (held.coder, held.verdict, labels.get(held.criterion, held.criterion), held.reason)
            for held in standing.judged.on(report_id)
            if held.coder != desk.who
        )
        if is_reviewer
        else (),
        proposed=_proposed(decision, labels) if decision else "",
        terms=tuple(dict.fromkeys(e.quote for e in decision.evidence)) if decision else (),
    )


def _proposed(decision: ScreeningDecision, labels: Mapping[str, str]) -> str:
    """What the rules propose, with the label of the criterion that fails."""
    if decision.proposed_waiting:
        return "include, in doubt"
    reason = decision.proposed_reason
    return "include" if decision.proposed_included else f"exclude, {labels.get(reason, reason)}"
