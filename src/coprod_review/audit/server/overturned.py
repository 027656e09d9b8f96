"""What a ruling would overturn beside, told to an adjudicator before it is sent."""

from __future__ import annotations

from coprod_review.audit.server.desk import Desk
from coprod_review.audit.server.first_looks import is_hidden_at
from coprod_review.model.coding import CodeOfRecord


def overturned_by(desk: Desk, report_id: str, dimension: str, codes: tuple[str, ...]) -> list[str]:
    """The settled codes that would be others, or wait, by the codebook: each in words, with its reason.

    Nothing of questions that are shown without suggestions still; NotHere for an unknown report.
    """
    codes_of_record = desk.material(report_id).codes
    if "adjudicate" not in desk.may or dimension not in desk.codebook.dimensions or not codes:
        return []
    standing = desk.standing()
    shown = [name for name in desk.codebook.dimensions if not is_hidden_at(desk, standing, (report_id, name))]
    if dimension not in shown:
        return []
    records = []
    for name in shown:
        ruled, record = standing.adjudication((report_id, name)), codes_of_record.get(name)
        if ruled:
            records.append(_ruling(report_id, name, ruled.codes, by=ruled.coder, reason=ruled.reason))
        elif record and record.status != "adjudicated":
            # An adjudicated one without a ruling is taken back by now, or follows from another.
            records.append(record)
    ruling = _ruling(report_id, dimension, codes, by=desk.who)
    return [_words(desk, was, now, is_ruling=was is ruling) for was, now in desk.overturned(records, ruling)]


def _ruling(
    report_id: str, dimension: str, codes: tuple[str, ...], *, by: str, reason: str = ""
) -> CodeOfRecord:
    return CodeOfRecord(
        report_id=report_id,
        dimension=dimension,
        codes=codes,
        status="adjudicated",
        coders=(by,),
        reason=reason,
    )


def _words(desk: Desk, was: CodeOfRecord, now: CodeOfRecord, *, is_ruling: bool) -> str:
    known = desk.codebook.dimensions[was.dimension]

    def labels(codes: tuple[str, ...]) -> str:
        return "; ".join(known.codes[code].label if code in known.codes else code for code in codes)

    if is_ruling:
        return "this ruling itself waits: it breaks the codebook with another"
    why = f" ({was.reason})" if was.reason else ""
    old = f"“{labels(was.codes)}”{why}"
    if not now.codes:
        return f"{known.label} waits: {old} breaks the codebook with it"
    return f"{known.label} becomes “{labels(now.codes)}” by the codebook, in place of {old}"
