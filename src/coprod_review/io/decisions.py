"""What people decided: screening, duplicates, adjudications, disputes, audits; a missing file holds none.

Of the answers to one question the latest revision is here, unless it withdraws the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path

from coprod_review.io.people_tables import (
    ADJUDICATIONS,
    AUDITS,
    CODINGS,
    DISPUTES,
    DUPLICATES,
    SCREENING,
    PeopleTable,
    latest_rows,
    read_people,
)
from coprod_review.io.rows import RowFaults
from coprod_review.model.answer_rows import (
    after_of,
    is_withdrawn,
    number_in,
    revision_of,
    seconds_of,
    split_codes,
    undoes_of,
)
from coprod_review.model.codebook import Codebook
from coprod_review.model.corpus import (
    Adjudication,
    Audit,
    Dispute,
    DuplicateDecision,
    FormerLook,
    Judgement,
)
from coprod_review.model.given import AGREE, DIFFERS, SHOWN_NOTHING, Course
from coprod_review.model.joined_answers import INSTEAD_OF, replaced_in
from coprod_review.model.report import VERDICTS
from coprod_review.model.screening import EXCLUDE, INCLUDE

JUDGEMENT_VERDICTS = (INCLUDE, EXCLUDE)
DUPLICATE_VERDICTS = tuple(verdict for verdict in VERDICTS if verdict != "maybe")


def read_judgements(path: Path) -> list[Judgement]:
    """The screening judgements, in the order of rows; of one coder one on each report."""
    faults = RowFaults(path)
    judgements = []
    rows = read_people(path, SCREENING)
    first = {SCREENING.question(row): row["date"].strip() for row in reversed(rows)}
    for row, revision in latest_rows(rows, SCREENING, faults):
        faults.need(row, "report", "coder", "verdict")
        faults.need_one_of(row, "verdict", JUDGEMENT_VERDICTS, what="a verdict")
        faults.need_date(row)
        judgement = Judgement(
            report_id=row["report"].strip(),
            coder=row["coder"].strip(),
            verdict=row["verdict"].strip(),
            criterion=row["criterion"].strip(),
            date=row["date"].strip(),
            reason=row["reason"].strip(),
            since=first[SCREENING.question(row)],
            revision=revision,
            instead_of=replaced_in(row.get(INSTEAD_OF)),
        )
        if judgement.verdict == INCLUDE and judgement.criterion:
            faults.add(row, "an included report has failed no criterion", "empty the column criterion")
        judgements.append(judgement)
    faults.raise_found(judgements)
    return judgements


def read_duplicate_decisions(path: Path) -> list[DuplicateDecision]:
    """Verdicts on pairs of records, in the order of rows; one on each pair, whichever record comes first."""
    faults = RowFaults(path)
    decisions = []
    for row, _ in _standing(path, DUPLICATES, faults):
        faults.need(row, *DUPLICATES.required)
        faults.need_one_of(row, "verdict", DUPLICATE_VERDICTS, what="a verdict on a pair")
        faults.need_date(row)
        named = {name: row[name].strip() for name in DUPLICATES.required}
        kept = {name: (row.get(name) or "").strip() for name in ("known_as_a", "known_as_b")}
        decision = DuplicateDecision(**named, **kept)
        if decision.record_a == decision.record_b:
            faults.add(row, "a record is compared with itself", "name two different records")
        decisions.append(decision)
    faults.raise_found(decisions)
    return decisions


def read_adjudications(
    path: Path, *, codebook: Codebook | None = None, older: Mapping[str, Codebook] | None = None
) -> list[Adjudication]:
    """Settled answers with their reasons, in the order of rows; an adjudication without reason is a fault.

    A row may name the version of the codebook that it follows; it is then held against that one, which is
    looked for in `older`.
    """
    faults = RowFaults(path)
    adjudications = []
    rows = read_people(path, ADJUDICATIONS)
    since = _since(rows)
    for row, revision in latest_rows(rows, ADJUDICATIONS, faults):
        faults.need(row, *ADJUDICATIONS.required)
        faults.need_date(row)
        version = row.get("codebook", "").strip()
        is_present = codebook is None or version in ("", codebook.version)
        _check_answer(row, faults, codebook if is_present else (older or {}).get(version))
        adjudications.append(
            Adjudication(
                report_id=row["report"].strip(),
                dimension=row["dimension"].strip(),
                codes=split_codes(row["codes"]),
                coder=row["coder"].strip(),
                date=row["date"].strip(),
                reason=row["reason"].strip(),
                codebook=version,
                revision=revision,
                since=since[ADJUDICATIONS.question(row), revision],
                shown=row.get("shown", "").strip(),
                seconds=seconds_of(row),
                instead_of=replaced_in(row.get(INSTEAD_OF)),
            )
        )
    faults.raise_found(adjudications)
    return adjudications


def read_disputes(path: Path, *, codebook: Codebook | None = None) -> list[Dispute]:
    """The objections of reviewers, in the order of rows; one without reason is a fault.

    Whether a dispute is settled by now is told by the adjudications: `adjudicate.disputes`. Proposed codes
    are held against the codebook, if one is given; what was disputed may have been a code of an older one.
    """
    faults = RowFaults(path)
    disputes = []
    for row, revision in _standing(path, DISPUTES, faults):
        faults.need(row, "report", "dimension", "coder")
        if not row["reason"].strip():
            faults.add(row, "a dispute without a reason", "write why the code is wrong")
        faults.need_date(row)
        after = row.get("after", "").strip()
        if after and number_in(after) is None:
            faults.add(row, f"{after!r} is no number of an adjudication", "write 0, or its revision")
        _check_answer(row, faults, codebook)
        disputes.append(
            Dispute(
                report_id=row["report"].strip(),
                dimension=row["dimension"].strip(),
                codes=split_codes(row["codes"]),
                quote=row["quote"].strip(),
                coder=row["coder"].strip(),
                date=row["date"].strip(),
                reason=row["reason"].strip(),
                against=split_codes(row.get("against", "")),
                after=after_of(row),
                shown=row.get("shown", "").strip(),
                seconds=seconds_of(row),
                revision=revision,
                instead_of=replaced_in(row.get(INSTEAD_OF)),
            )
        )
    faults.raise_found(disputes)
    return disputes


def read_audits(path: Path) -> list[Audit]:
    """What reviewers said of codes, in the order of rows; of one reviewer one for each question.

    Who agrees names the codes; an own answer that differs may be that it cannot be told.
    """
    faults = RowFaults(path)
    audits = []
    for row, revision in _standing(path, AUDITS, faults):
        verdict = row["verdict"].strip()
        differs = verdict == DIFFERS
        faults.need(row, "report", "dimension", "coder", "verdict", *(() if differs else ("codes",)))
        faults.need_one_of(
            row, "verdict", (AGREE, DIFFERS), what="a verdict of an audit (who objects disputes)"
        )
        faults.need_date(row)
        audits.append(
            Audit(
                report_id=row["report"].strip(),
                dimension=row["dimension"].strip(),
                codes=split_codes(row["codes"]),
                coder=row["coder"].strip(),
                date=row["date"].strip(),
                sample=row["sample"].strip(),
                reason=row["reason"].strip(),
                verdict=verdict,
                against=split_codes(row.get("against") or ""),
                shown=row.get("shown", "").strip(),
                seconds=seconds_of(row),
                revision=revision,
                instead_of=replaced_in(row.get(INSTEAD_OF)),
            )
        )
    faults.raise_found(audits)
    return audits


def read_former_looks(*, audits: Path, disputes: Path, adjudications: Path) -> list[FormerLook]:
    """First looks that do not count any more: what a reviewer said before seeing what others say.

    Whether suggestions sway reviewers is told by what they said first, whatever they think now.
    """
    files = (
        ("agreement", audits, AUDITS),
        ("dispute", disputes, DISPUTES),
        ("adjudication", adjudications, ADJUDICATIONS),
    )
    found = []
    for kind, path, table in files:
        rows = read_people(path, table)
        counting = {id(row) for row, _ in latest_rows(rows, table, RowFaults(path))}
        found += [
            FormerLook(
                report_id=row["report"].strip(),
                dimension=row["dimension"].strip(),
                coder=row["coder"].strip(),
                kind="look" if _differs(row) else kind,
                codes=split_codes(row["codes"]),
                against=split_codes(
                    row["codes"] if kind == "agreement" and not _differs(row) else row.get("against", "")
                ),
                seconds=seconds_of(row),
                date=row["date"].strip(),
            )
            for row in rows
            if row.get("shown", "").strip() == SHOWN_NOTHING
            and not is_withdrawn(row)
            and id(row) not in counting
        ]
    return found


def read_first_codings(path: Path, *, coder: str) -> list[FormerLook]:
    """What a reviewer who codes answered first to each question, by the file of the codings.

    One that a later answer replaced is among them: whether suggestions sway is told by what was said first.
    Where it is not known what had been shown, the answer is left out.
    """
    rows = read_people(path, CODINGS)
    counting = {id(row) for row, _ in latest_rows(rows, CODINGS, RowFaults(path))}
    first: dict[Hashable, dict[str, str]] = {}
    for row in sorted(rows, key=revision_of):
        if not is_withdrawn(row):
            first.setdefault(CODINGS.question(row), row)
    return [
        FormerLook(
            report_id=row["report"].strip(),
            dimension=row["dimension"].strip(),
            coder=coder,
            kind="coding",
            codes=split_codes(row["codes"]),
            stands=id(row) in counting,
            shown=row.get("shown", "").strip(),
            seconds=seconds_of(row),
            date=row["date"].strip(),
        )
        for row in first.values()
        if row.get("shown", "").strip()
    ]


def _differs(row: Mapping[str, str]) -> bool:
    return row.get("verdict", "").strip() == DIFFERS


def _since(rows: Iterable[Mapping[str, str]]) -> dict[tuple[Hashable, int], int]:
    """By question and revision of a ruling the revision since which it stands."""
    courses: defaultdict[Hashable, Course] = defaultdict(Course)
    found: dict[tuple[Hashable, int], int] = {}
    for row in sorted(rows, key=revision_of):
        question, revision = ADJUDICATIONS.question(row), revision_of(row)
        found[question, revision] = courses[question].take(revision, undoes_of(row))
    return found


def _standing(path: Path, table: PeopleTable, faults: RowFaults) -> Iterator[tuple[dict[str, str], int]]:
    yield from latest_rows(read_people(path, table), table, faults)


def _check_answer(row: Mapping[str, str], faults: RowFaults, codebook: Codebook | None) -> None:
    if codebook is None or not (name := row["dimension"].strip()):
        return
    faults.need_one_of(row, "dimension", codebook.dimensions, what="a dimension of the codebook")
    dimension = codebook.dimensions.get(name)
    codes = split_codes(row["codes"])
    if dimension is None or not codes:
        return
    for problem in codebook.violations({name: codes}):
        faults.add(row, problem, f"use codes of {name}: {', '.join(dimension.codes)}")
