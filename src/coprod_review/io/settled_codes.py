"""Settled codes to compare with: as a run writes them, or as people list them."""

from __future__ import annotations

from pathlib import Path

from coprod_review.io.people_tables import CODINGS
from coprod_review.io.rows import RowFaults
from coprod_review.io.sheets import read_csv
from coprod_review.io.tables import read_codes
from coprod_review.model.answer_rows import split_codes
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord

COLUMNS = ("report", "dimension", "codes")


def read_settled_codes(path: Path, *, codebook: Codebook) -> list[CodeOfRecord]:
    """The codes of a Parquet file such as settled.parquet, or of a CSV with report, dimension and codes.

    Each row of a CSV counts as settled by a person; the other columns of coding files are passed over.
    ReviewErrors tell the rows that name unknown dimensions or break a rule of the codebook.
    """
    if path.suffix.casefold() != ".csv":
        return read_codes(path)
    others = [name for name in CODINGS.columns if name not in COLUMNS]
    faults = RowFaults(path)
    records = []
    for row in read_csv(path, required=COLUMNS, optional=others):
        faults.need(row, *COLUMNS)
        dimension, codes = row["dimension"].strip(), split_codes(row["codes"])
        for problem in codebook.violations({dimension: codes}) if dimension else ():
            faults.add(row, problem, "use the dimensions and codes of the codebook")
        records.append(
            CodeOfRecord(
                report_id=row["report"].strip(),
                dimension=dimension,
                codes=codes,
                status="person",
                coders=(path.stem,),
            )
        )
    faults.raise_found()
    return records
