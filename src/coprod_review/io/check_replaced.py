"""What rows of people say that they replace on joined documents (`instead_of`), held against what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from coprod_review.errors import ReviewError
from coprod_review.io.files import read_bytes
from coprod_review.io.known import Known
from coprod_review.io.sheets import AT_LINE, first_line, header_of, read_csv
from coprod_review.model.answer_rows import is_withdrawn, revision_of
from coprod_review.model.joined_answers import INSTEAD_OF, replaced_in

Row = dict[str, str]


def doubtful_replacements(paths: Iterable[Path], known: Known) -> list[ReviewError]:
    """Warnings of answers that replace what the table does not have, or what stands on another report by now.

    Tables that cannot be read are passed over: their readers say why.
    """
    found: list[ReviewError] = []
    for path in paths:
        content = read_bytes(path)
        if INSTEAD_OF.encode() not in first_line(content):
            continue
        try:
            rows = read_csv(path, required=("report", INSTEAD_OF), optional=header_of(content))
        except ReviewError:
            continue
        latest = [row for row in _latest(rows) if row[INSTEAD_OF].strip() and not is_withdrawn(row)]
        found += _of_nothing(path, rows, latest)
        found += _of_parted(path, latest, known)
    return found


def _of_nothing(path: Path, rows: Iterable[Row], latest: Iterable[Row]) -> Iterator[ReviewError]:
    """A warning for each row that names an answer which the table does not have."""
    given = {(_report(row), _dimension(row), revision_of(row)) for row in rows}
    for row in latest:
        lost = [f"{n}@{r}" for n, r in replaced_in(row[INSTEAD_OF]) if (n, _dimension(row), r) not in given]
        if lost:
            yield ReviewError(
                f"{_report(row)} is answered instead of {' and '.join(lost)}, which this table does not have",
                where=f"{path}, line {row[AT_LINE]}",
                remedy="write the id and the revision as the row of that answer has them, or nothing",
            )


def _of_parted(path: Path, latest: Iterable[Row], known: Known) -> Iterator[ReviewError]:
    """A warning for each report whose answers were given on it and another one, which are two by now."""
    parted: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in latest:
        own = known.texts.get(_report(row))
        for name, _ in replaced_in(row[INSTEAD_OF]):
            other = known.texts.get(name)
            if own and other and own.report_id != other.report_id:
                parted[_report(row), name].append(row)
    for (report, name), rows in parted.items():
        dimensions = ", ".join(dict.fromkeys(filter(None, map(_dimension, rows))))
        yield ReviewError(
            f"{report} is answered as one report with {name}{f' in {dimensions}' if dimensions else ''}, and "
            "they are two by now; the answer counts for the former alone",
            where=f"{path}, line {rows[0][AT_LINE]}",
            remedy=f"look at {report} again and answer anew, or undo the answer (`coprod-review serve`)",
        )


def _latest(rows: Iterable[Row]) -> list[Row]:
    """The latest row of each question, whoever may answer it."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        asked = (_report(row), _dimension(row), row.get("coder", "").strip())
        if asked not in found or revision_of(row) >= revision_of(found[asked]):
            found[asked] = row
    return list(found.values())


def _report(row: Row) -> str:
    return row["report"].strip()


def _dimension(row: Row) -> str:
    return row.get("dimension", "").strip()
