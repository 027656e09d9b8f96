"""The teaching texts of a review: one CSV an area, a column a dimension."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.codebook import ONE_MORE
from coprod_review.io.files import read_bytes
from coprod_review.io.rows import RowFaults
from coprod_review.io.sheets import AT_LINE, header_of, read_csv
from coprod_review.model.answer_rows import split_codes
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.report import Report
from coprod_review.model.teaching import PREFIX, Teaching

TEXT_COLUMNS = ("id", "title", "abstract", "keywords")
INVENTED = "invented with its codes"


def read_teaching(folder: Path, codebook: Codebook | None, *, weight: float = 1.0) -> Teaching:
    """All teaching texts of a folder, sorted by id; none where the folder is missing or the weight is 0.

    Raises ReviewErrors that tell all faults of all files with their lines: a column that is missing, an id
    that stands twice, a code that the codebook does not have, codes that break a constraint. Without a
    codebook, what concerns codes is not checked, and the texts have none.
    """
    if not weight or not folder.is_dir():
        return Teaching()
    texts: list[Report] = []
    codes: list[CodeOfRecord] = []
    line_by_id: dict[str, str] = {}
    told: list[ReviewError] = []
    for path in sorted(folder.glob("*.csv")):
        faults = RowFaults(path)
        try:
            rows = _rows(path, codebook)
        except ReviewError as error:
            told += getattr(error, "faults", [error])
            continue
        for row in rows:
            text = _text(row)
            if text.report_id in line_by_id:
                faults.add(
                    row, f"{row['id']} stands at {line_by_id[text.report_id]} too", "give it another id"
                )
            line_by_id[text.report_id] = f"{path.name}, line {row[AT_LINE]}"
            faults.need(row, "id", "title", "abstract")
            texts.append(text)
            codes += _codes(row, text.report_id, codebook, faults) if codebook else []
        told += faults.faults
    raise_all(told)
    texts.sort(key=lambda text: text.report_id)
    codes.sort(key=lambda code: (code.report_id, code.dimension))
    return Teaching(texts=tuple(texts), codes=tuple(codes), weight=weight)


def _rows(path: Path, codebook: Codebook | None) -> list[dict[str, str]]:
    header = header_of(read_bytes(path))
    if codebook is None:
        return read_csv(path, required=TEXT_COLUMNS, optional=header)
    lacking = [name for name in codebook.dimensions if name not in header]
    if lacking and {*TEXT_COLUMNS} <= {*header}:
        raise ReviewError(
            f"the header lacks {', '.join(lacking)}: a teaching text has codes in every dimension",
            where=f"{path}, line 1",
            remedy=f"add the column and fill it in every row; none where the text says nothing ({ONE_MORE})",
        )
    return read_csv(path, required=(*TEXT_COLUMNS, *codebook.dimensions))


def _text(row: Mapping[str, str]) -> Report:
    return Report(
        report_id=PREFIX + row["id"].strip(),
        record_ids=(),
        title=row["title"].strip(),
        abstract=row["abstract"].strip(),
        keywords=split_codes(row["keywords"]),
    )


def _codes(
    row: Mapping[str, str], report_id: str, codebook: Codebook, faults: RowFaults
) -> list[CodeOfRecord]:
    found = {name: tuple(sorted(split_codes(row[name]))) for name in codebook.dimensions}
    for name, codes in found.items():
        dimension = codebook.dimensions[name]
        for code in sorted({*codes} - {*dimension.codes}):
            faults.add(row, f"{code!r} is not a code of {name}", f"use one of: {', '.join(dimension.codes)}")
        if not codes or (len(codes) > 1 and not dimension.multiple):
            faults.add(row, f"{name} has {len(codes)} codes", "name one code")
    for broken in codebook.violations(found):
        faults.add(row, f"these codes break a constraint of the codebook: {broken}", "correct the codes")
    return [
        CodeOfRecord(
            report_id=report_id, dimension=name, codes=codes, status="agreed", coders=(), reason=INVENTED
        )
        for name, codes in found.items()
    ]
