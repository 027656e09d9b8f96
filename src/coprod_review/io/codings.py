"""Codings of people and imported readers: one CSV a coder, named after the coder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from coprod_review.io.people_tables import CODINGS, latest_rows, read_people
from coprod_review.io.rows import RowFaults
from coprod_review.io.strangers import Strangers
from coprod_review.model.answer_rows import (
    Said,
    is_withdrawn,
    revision_of,
    seconds_of,
    split_codes,
    split_quotes,
)
from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.coding import CONFIDENCE_WORDS, Coding, Evidence
from coprod_review.model.joined_answers import INSTEAD_OF, replaced_in
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report

EXAMINED_BY_SEEN = {"abstract": ("title", "abstract"), "part": ("title", "abstract"), "title": ("title",)}
"""The fields that were read, by the word with which the basis of an imported coding begins."""

Codebooks = Mapping[str, Codebook]
"""Older codebooks by version."""


def read_codings(
    folder: Path,
    *,
    codebook: Codebook | None = None,
    reports: Mapping[str, Report] | None = None,
    older: Codebooks | None = None,
) -> list[Coding]:
    """All codings of a folder, in the order of coders and of rows; a folder that is missing has none.

    The coder is the name of the file. `report_id` is as written: the registry resolves former ids. With a
    codebook, unknown dimensions and codes are faults; a row under an older version is held against that one
    of `older`, and where that is not among them, its codes cannot be judged. With reports (by written id),
    each quote becomes Evidence, and a quote that the text does not contain is a fault; several quotes are
    parted by " || ". Of a coder's answers to one question the latest revision counts, and it alone is here,
    unless it withdraws the answer.
    """
    codings: list[Coding] = []
    for path in codings_files(folder):
        codings += read_coder_codings(path, codebook=codebook, reports=reports, older=older)
    return codings


def codings_files(folder: Path) -> list[Path]:
    """The coding files of a folder, in the order of the coders' names."""
    return sorted(folder.glob("*.csv")) if folder.is_dir() else []


def read_coder_codings(
    path: Path,
    *,
    codebook: Codebook | None = None,
    reports: Mapping[str, Report] | None = None,
    older: Codebooks | None = None,
) -> list[Coding]:
    """The codings of one coder, in the order of rows; ReviewErrors tell all faults of the file."""
    coder, rows = path.stem, read_people(path, CODINGS)
    faults = RowFaults(path)
    counting = {id(row) for row, _ in latest_rows(rows, CODINGS, faults)}
    codings = []
    strangers = Strangers(faults)
    for row in rows:
        _check_row(row, faults, _codebook_of(row, codebook, older or {}), strangers)
        if id(row) in counting:
            report = (reports or {}).get(row["report"].strip())
            codings.append(_coding(row, coder=coder, report=report, faults=faults))
    strangers.tell()
    faults.raise_found(codings)
    return codings


def last_revisions(path: Path) -> dict[tuple[str, str], int]:
    """How often a coder has answered, by report (as written) and dimension; a file that is missing: never.

    It is the greatest number of a row, or how many rows there are, where two branches of git gave more.
    """
    numbers: dict[tuple[str, str], list[int]] = {}
    for row in read_people(path, CODINGS):
        numbers.setdefault(_question(row), []).append(revision_of(row))
    return {answer: max(*given, len(given)) for answer, given in numbers.items()}


def former_answers(path: Path) -> dict[tuple[str, str], list[Said]]:
    """What a coder has answered and later replaced or withdrawn, by report (as written) and dimension.

    What stands again since is not among it.
    """
    rows = read_people(path, CODINGS)
    standing = [row for row, _ in latest_rows(rows, CODINGS, RowFaults(path))]
    now = {(_question(row), _said(row)) for row in standing}
    found: dict[tuple[str, str], list[Said]] = {}
    for row in rows:
        if not is_withdrawn(row) and (_question(row), _said(row)) not in now:
            found.setdefault(_question(row), []).append(_said(row))
    return found


def _question(row: Mapping[str, str]) -> tuple[str, str]:
    return row["report"].strip(), row["dimension"].strip()


def _said(row: Mapping[str, str]) -> Said:
    quotes, confidence = split_quotes(row["quote"]), row["confidence"].strip()
    return tuple(sorted(split_codes(row["codes"]))), tuple(quotes), confidence


def _codebook_of(row: Mapping[str, str], codebook: Codebook | None, older: Codebooks) -> Codebook | None:
    """The codebook that a row is held against: its own, or none where that is not at hand.

    A row that names no version is held against the present one.
    """
    version = row["codebook"].strip()
    if codebook is None or not version or version == codebook.version:
        return codebook
    return older.get(version)


def _check_row(
    row: Mapping[str, str], faults: RowFaults, codebook: Codebook | None, strangers: Strangers
) -> None:
    faults.need(row, "report", "dimension")
    faults.need_one_of(row, "confidence", CONFIDENCE_WORDS, what="a word of confidence")
    faults.need_date(row)
    codes, absent = split_codes(row["codes"]), split_codes(row.get("absent", ""))
    for code in sorted({code for code in codes if codes.count(code) > 1 or code in absent}):
        faults.add(row, f"the code {code!r} stands twice in this row", "name each code once")
    if codebook is None:
        return
    name = row["dimension"].strip()
    dimension = codebook.dimensions.get(name)
    if dimension is None:
        if name:
            strangers.add(row, name, "a dimension of the codebook", sorted(codebook.dimensions))
        return
    for code in sorted({*codes, *absent} - set(dimension.codes)):
        what = f"a code of {dimension.name}"
        strangers.add(row, code, what, dimension.codes, absent=code not in codes)
    if len(codes) > 1 and not dimension.multiple:
        faults.add(row, f"{dimension.name} takes one code, and {len(codes)} are given", "keep one code")
    elif len(codes) > 1 and NONE_CODE in codes:
        faults.add(
            row,
            f"{NONE_CODE} stands beside other codes of {dimension.name}",
            f"write {NONE_CODE} alone, or leave it out",
        )


def _coding(row: Mapping[str, str], *, coder: str, report: Report | None, faults: RowFaults) -> Coding:
    basis = row["basis"].strip()
    codes = split_codes(row["codes"])
    quotes = split_quotes(row["quote"])
    return Coding(
        report_id=row["report"].strip(),
        dimension=row["dimension"].strip(),
        codes=codes,
        coder=coder,
        codebook=row["codebook"].strip(),
        confidence_word=row["confidence"].strip(),
        evidence=tuple(_evidence(row, quotes, codes=codes, report=report, faults=faults)) if report else (),
        basis=basis,
        examined=EXAMINED_BY_SEEN.get(basis.partition(":")[0], TEXT_FIELDS),
        date=row["date"].strip(),
        note=row.get("note", "").strip(),
        shown=row.get("shown", "").strip(),
        seconds=seconds_of(row),
        revision=revision_of(row),
        instead_of=replaced_in(row.get(INSTEAD_OF)),
    )


def _evidence(
    row: Mapping[str, str],
    quotes: Sequence[str],
    *,
    codes: tuple[str, ...],
    report: Report,
    faults: RowFaults,
) -> list[Evidence]:
    """Each quote at the first place where it stands in the title, the abstract or the keywords."""
    found = []
    for quote in quotes:
        places = [(name, report.text_of(name).find(quote)) for name in TEXT_FIELDS]
        place = next(((name, start) for name, start in places if start >= 0), None)
        if place is None:
            faults.add(
                row,
                f"the quote {quote!r} does not stand in the text of {report.report_id}",
                "copy the passage word by word, or leave the quote empty and name the basis",
            )
            continue
        name, start = place
        found.append(
            Evidence(
                field=name,
                start=start,
                end=start + len(quote),
                quote=quote,
                code=codes[0] if len(codes) == 1 else "",
            )
        )
    return found
