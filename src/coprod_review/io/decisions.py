"""What people decided: screening judgements, duplicates, adjudications; a file that is missing holds none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coprod_review.io.rows import RowFaults, split_codes
from coprod_review.io.sheets import AT_LINE, read_csv
from coprod_review.model.codebook import Codebook
from coprod_review.model.corpus import Adjudication, DuplicateDecision, Judgement
from coprod_review.model.report import VERDICTS

JUDGEMENT_COLUMNS = ("report", "coder", "verdict", "criterion", "date", "reason")
DUPLICATE_COLUMNS = ("record_a", "record_b", "verdict", "coder", "date", "reason")
ADJUDICATION_COLUMNS = ("report", "dimension", "codes", "coder", "date", "reason")

JUDGEMENT_VERDICTS = ("include", "exclude")
DUPLICATE_VERDICTS = tuple(verdict for verdict in VERDICTS if verdict != "maybe")


def read_judgements(path: Path) -> list[Judgement]:
    """The screening judgements, in the order of rows; one coder judges a report once."""
    faults = RowFaults(path)
    line_by_judgement: dict[tuple[str, str], str] = {}
    judgements = []
    for row in _rows(path, JUDGEMENT_COLUMNS):
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
        )
        if judgement.verdict == "include" and judgement.criterion:
            faults.add(row, "an included report has failed no criterion", "empty the column criterion")
        key = (judgement.report_id, judgement.coder)
        if key in line_by_judgement:
            faults.add(
                row,
                f"{key[1]} has judged {key[0]} before, in line {line_by_judgement[key]}",
                "keep one of the two rows",
            )
        line_by_judgement.setdefault(key, row[AT_LINE])
        judgements.append(judgement)
    faults.raise_found()
    return judgements


def read_duplicate_decisions(path: Path) -> list[DuplicateDecision]:
    """Verdicts on pairs of records, in the order of rows; a pair is decided once, whichever comes first."""
    faults = RowFaults(path)
    line_by_pair: dict[frozenset[str], str] = {}
    decisions = []
    for row in _rows(path, DUPLICATE_COLUMNS):
        faults.need(row, *DUPLICATE_COLUMNS)
        faults.need_one_of(row, "verdict", DUPLICATE_VERDICTS, what="a verdict on a pair")
        faults.need_date(row)
        decision = DuplicateDecision(**{name: row[name].strip() for name in DUPLICATE_COLUMNS})
        pair = frozenset((decision.record_a, decision.record_b))
        if len(pair) == 1:
            faults.add(row, "a record is compared with itself", "name two different records")
        elif pair in line_by_pair:
            faults.add(
                row, f"this pair is decided before, in line {line_by_pair[pair]}", "keep one of the two rows"
            )
        line_by_pair.setdefault(pair, row[AT_LINE])
        decisions.append(decision)
    faults.raise_found()
    return decisions


def read_adjudications(
    path: Path, *, codebook: Codebook | None = None, older: Mapping[str, Codebook] | None = None
) -> list[Adjudication]:
    """Settled answers with their reasons, in the order of rows; an adjudication without reason is a fault.

    A row may name the version of the codebook that it follows; it is then held against that one, which is
    looked for in `older`.
    """
    faults = RowFaults(path)
    line_by_answer: dict[tuple[str, str], str] = {}
    adjudications = []
    for row in _rows(path, ADJUDICATION_COLUMNS, optional=("codebook",)):
        faults.need(row, *ADJUDICATION_COLUMNS)
        faults.need_date(row)
        answer = (row["report"].strip(), row["dimension"].strip())
        if answer in line_by_answer:
            faults.add(
                row,
                f"{answer[1]} of {answer[0]} is settled before, in line {line_by_answer[answer]}",
                "keep the row that holds, and mention the earlier one in its reason",
            )
        line_by_answer.setdefault(answer, row[AT_LINE])
        version = row.get("codebook", "").strip()
        is_present = codebook is None or version in ("", codebook.version)
        _check_answer(row, faults, codebook if is_present else (older or {}).get(version))
        adjudications.append(
            Adjudication(
                report_id=answer[0],
                dimension=answer[1],
                codes=split_codes(row["codes"]),
                coder=row["coder"].strip(),
                date=row["date"].strip(),
                reason=row["reason"].strip(),
                codebook=version,
            )
        )
    faults.raise_found()
    return adjudications


def _check_answer(row: Mapping[str, str], faults: RowFaults, codebook: Codebook | None) -> None:
    if codebook is None:
        return
    name = row["dimension"].strip()
    faults.need_one_of(row, "dimension", codebook.dimensions, what="a dimension of the codebook")
    dimension = codebook.dimensions.get(name)
    if dimension is None:
        return
    for problem in codebook.violations({name: split_codes(row["codes"])}):
        faults.add(row, problem, f"use codes of {name}: {', '.join(dimension.codes)}")


def _rows(path: Path, columns: tuple[str, ...], *, optional: tuple[str, ...] = ()) -> list[dict[str, str]]:
    return read_csv(path, required=columns, optional=optional) if path.exists() else []
