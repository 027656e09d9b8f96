"""The plan of a sample on the disk: a table with one row for each report that a draw could take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from coprod_review.io.files import read_bytes, read_text
from coprod_review.io.rows import RowFaults
from coprod_review.io.sheets import AT_LINE, header_of, read_csv, write_csv
from coprod_review.model.answer_rows import CODE_SEPARATOR, number_in, split_codes
from coprod_review.model.sample import AUDIT_COLUMNS, PLAN_COLUMNS, DrawnPlace, PlannedReport

LISTED = ("report", "report_id")
"""What the column of a list is called that names its reports."""

DRAWN = {"yes": True, "no": False}


def read_plan(path: Path) -> list[PlannedReport]:
    """The rows of a plan, in order; a file that is missing holds none. All faults are raised together."""
    if not path.exists():
        return []
    faults = RowFaults(path)
    line_by_row: dict[tuple[str, str], str] = {}
    again: dict[str, list[dict[str, str]]] = {}
    rows = []
    for row in read_csv(path, required=PLAN_COLUMNS):
        faults.need(row, *PLAN_COLUMNS)
        faults.need_one_of(row, "drawn", DRAWN, what="a word for drawn or not")
        key = (row["draw"], row["report"])
        if key in line_by_row:
            again.setdefault(row["draw"], []).append(row)
        line_by_row.setdefault(key, row[AT_LINE])
        draw, probability = _whole(row["draw"]), _probability(row["probability"])
        if draw is None:
            faults.add(row, f"{row['draw']!r} is no number of a draw", "count the draws 1, 2, 3")
        if probability is None or (probability == 0 and row["drawn"] == "yes"):
            faults.add(
                row,
                f"{row['probability']!r} is not the probability of this row",
                "give a number from 0 to 1, above 0 where the report was drawn",
            )
        rows.append(
            PlannedReport(
                draw=draw or 0,
                report_id=row["report"].strip(),
                stratum=row["stratum"].strip(),
                probability=probability or 0.0,
                drawn=DRAWN.get(row["drawn"], False),
            )
        )
    for number, doubles in again.items():
        _tell_twice(doubles, line_by_row[number, doubles[0]["report"]], faults)
    faults.raise_found()
    return rows


def _tell_twice(doubles: Sequence[dict[str, str]], before: str, faults: RowFaults) -> None:
    """The fault of reports that stand twice in a draw: a row too many, or another draw of the same number.

    `before` is the line of the first of them.
    """
    first, last = doubles[0], doubles[-1]
    if len(doubles) == 1:
        told = f"{first['report']} is in this draw before, in line {before}"
        faults.add(first, told, "keep one of the two rows")
        return
    faults.add(
        first,
        f"{len(doubles)} reports are in draw {first['draw']} twice, from here to line {last[AT_LINE]}: two "
        "people, or two branches of git, have drawn without knowing of each other, with other probabilities",
        "keep one draw whole, never rows of both: move all rows of the other into a plan of its own beside "
        "this one (corpus/samples/NAME.csv), or take the file as one of the branches has it",
    )


def read_sampled(path: Path) -> list[str]:
    """The reports that a file of samples names, in order: a plan, or a list with the one column report."""
    header = read_text(path).partition("\n")[0].strip().split(",")
    if "dimension" in header:
        return list(dict.fromkeys(place.report_id for place in read_audit_plan(path)))
    if set(header) & set(PLAN_COLUMNS) - {"report"}:
        return [row.report_id for row in read_plan(path)]
    return [row["report"].strip() for row in read_csv(path, required=("report",))]


def read_audit_plan(path: Path) -> list[DrawnPlace]:
    """The decided codes that an audit drew, in the order in which they are looked at; missing: none."""
    if not path.exists():
        return []
    faults = RowFaults(path)
    places = []
    for row in read_csv(path, required=AUDIT_COLUMNS):
        faults.need(row, *AUDIT_COLUMNS)
        n_group, chance = _whole(row["n_group"]), _probability(row["chance"])
        if n_group is None or not chance:
            faults.add(
                row,
                "n_group or chance is not what the draw wrote",
                "take the file back from git, or draw another sample",
            )
        places.append(
            DrawnPlace(
                report_id=row["report"].strip(),
                dimension=row["dimension"].strip(),
                codes=split_codes(row["codes"]),
                group=row["group"].strip(),
                n_group=n_group or 1,
                chance=chance or 1.0,
            )
        )
    faults.raise_found()
    return places


def write_audit_plan(path: Path, places: Iterable[DrawnPlace]) -> None:
    """Write what an audit drew, in the order in which it is to be looked at."""
    rows = (
        {
            "report": place.report_id,
            "dimension": place.dimension,
            "codes": CODE_SEPARATOR.join(place.codes),
            "group": place.group,
            "n_group": place.n_group,
            "chance": place.chance,
        }
        for place in places
    )
    write_csv(path, AUDIT_COLUMNS, rows)


def read_drawn(path: Path) -> list[str]:
    """The reports that a sample has, in order: those that a plan drew, or all of a list.

    A list may have further columns. Its ids stand in a column report, or report_id, as results and registry
    call it. Raises ReviewError where there is neither.
    """
    header = header_of(read_bytes(path))
    if set(header) & set(PLAN_COLUMNS) - {"report"}:
        return [row.report_id for row in read_plan(path) if row.drawn]
    ids = next((name for name in LISTED if name in header), LISTED[0])
    rows = read_csv(path, required=(ids,), optional=[name for name in header if name != ids])
    return list(dict.fromkeys(row[ids].strip() for row in rows if row[ids].strip()))


def write_plan(path: Path, plan: Iterable[PlannedReport]) -> None:
    """Write the plan, draw by draw; probabilities are told to their last digit."""
    write_csv(
        path,
        PLAN_COLUMNS,
        (
            {
                "draw": row.draw,
                "report": row.report_id,
                "stratum": row.stratum,
                "probability": row.probability,
                "drawn": "yes" if row.drawn else "no",
            }
            for row in plan
        ),
    )


def _whole(text: str) -> int | None:
    return number_in(text) or None


def _probability(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None
