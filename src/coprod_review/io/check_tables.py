"""Checks of people's tables against each other: ids, coders, dates, and the codebook's constraints."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.check_joined import coded_differently
from coprod_review.io.check_people import is_comma
from coprod_review.io.files import read_bytes
from coprod_review.io.known import Known
from coprod_review.io.rows import is_date
from coprod_review.io.sheets import AT_LINE, OTHER_MARKS, header_of, mark_of, read_csv
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.corpus import Adjudication, Judgement
from coprod_review.pages.wording import counted

Faults = list[ReviewError]


def check_codings(
    path: Path, codings: Sequence[Coding], known: Known, codebook: Codebook | None
) -> tuple[Faults, Faults]:
    """Faults and warnings of one coder's codings.

    Answers that break the codebook's constraints together are warned of: settling lets them wait, so that
    what one coder has begun stops nobody's run.
    """
    coder = (known.coders or {}).get(path.stem)
    lines = lines_by(path, "report", "dimension", last=True)
    faults = unknown_reports(path, "report", dict.fromkeys(c.report_id for c in codings), known)
    for coding in codings:
        where = f"{path}, line {lines[coding.report_id, coding.dimension]}"
        faults += future(coding.date, where, known)
        if coder and coding.codebook and "," not in coding.codebook and not coder.codes_by(coding.codebook):
            faults.append(
                ReviewError(
                    f"{coder.name} is said to code by codebook {coder.codebook}, and this row names "
                    f"{coding.codebook}",
                    where=where,
                    remedy="correct the version here, or name both in coders.yaml",
                )
            )
    remedy = "read the report again and correct the code that is wrong; until then its codes wait"
    if coder and coder.kind == "person":
        remedy = (
            f"correct one of them: `coprod-review serve --coder {coder.name}` has the report in its queue "
            "Unfinished, or edit the file; until then they wait"
        )
    broken = _broken_constraints(path, codings, codebook, known, lines, remedy=remedy)
    return faults, [*broken, *coded_differently(path, codings, known)]


def codebooks_not_at_hand(
    path: Path, answers: Iterable[Coding | Adjudication], codebook: Codebook | None, kept: Collection[str]
) -> Faults:
    """A warning for each older codebook that answers of a table follow and that `kept` has not.

    What its codes meant cannot be compared with what they mean now, so that no change re-opens them.
    """
    if codebook is None:
        return []
    at_hand = ("", codebook.version, *kept)
    versions = Counter(
        a.codebook for a in answers if a.codebook not in at_hand and not is_comma(a.codebook, at_hand)
    )
    return [
        ReviewError(
            f"{counted(n, 'answer')} {'follows' if n == 1 else 'follow'} codebook {version}, which is not at "
            "hand: their codes are not checked, and nobody can tell what has changed since",
            where=str(path),
            remedy="`coprod-review codebook diff OLD --keep` puts it into corpus/codebooks/, where OLD is "
            "results/inputs/config if there was no run since the change, a copy of config/ from before it, "
            f"or git:COMMIT; or copy the older codebook.yaml to corpus/codebooks/{version}.yaml yourself",
        )
        for version, n in sorted(versions.items())
    ]


def check_judgements(
    path: Path, judgements: Iterable[Judgement], known: Known, *, criteria: Collection[str] | None
) -> Faults:
    """Faults of the screening judgements: unknown reports, coders and criteria, dates in the future."""
    judgements = list(judgements)
    if not judgements:
        return []
    faults = unknown_reports(path, "report", dict.fromkeys(j.report_id for j in judgements), known)
    lines = lines_by(path, "report", "coder", last=True)
    for judgement in judgements:
        where = f"{path}, line {lines[judgement.report_id, judgement.coder]}"
        faults += [*unknown_coder(judgement.coder, where, known), *future(judgement.date, where, known)]
        if judgement.criterion and criteria is not None and judgement.criterion not in criteria:
            faults.append(
                ReviewError(
                    f"{judgement.criterion!r} is not a criterion of criteria.yaml",
                    where=where,
                    remedy=f"use one of: {', '.join(sorted(criteria))}",
                )
            )
    return faults


def check_adjudications(
    path: Path, adjudications: Iterable[Adjudication], known: Known, codebook: Codebook | None
) -> tuple[Faults, Faults]:
    """Faults of the adjudications (unknown reports and coders, dates in the future), and broken constraints.

    The latter are warned of, as those of coders are.
    """
    adjudications = list(adjudications)
    if not adjudications:
        return [], []
    faults = unknown_reports(path, "report", dict.fromkeys(a.report_id for a in adjudications), known)
    lines = lines_by(path, "report", "dimension", last=True)
    for settled in adjudications:
        where = f"{path}, line {lines[settled.report_id, settled.dimension]}"
        faults += [*unknown_coder(settled.coder, where, known), *future(settled.date, where, known)]
    remedy = (
        "correct one of them: `coprod-review serve --reviewer NAME` has the report in its queue What I have "
        "given, or edit the file; until then they wait"
    )
    return faults, _broken_constraints(path, adjudications, codebook, known, lines, remedy=remedy)


def unknown_reports(path: Path, column: str, ids: Iterable[str], known: Known) -> Faults:
    """A fault for each id of the table that neither registry nor last run knows, at its first line."""
    if known.reports is None:
        return []
    missing = [name for name in ids if name and name not in known.reports]
    lines = lines_by(path, column) if missing else {}
    return [
        ReviewError(
            f"the report {name!r} is not registered",
            where=f"{path}, line {lines.get((name,), '1')}",
            remedy="correct the id (results/screen/screening.csv lists them), or register it in reports.csv",
        )
        for name in missing
    ]


def n_reports_named(corpus: Path) -> int:
    """How many rows of people's codings and decisions name a report; tables that cannot be read name none."""
    tables = [
        *sorted(paths.within(corpus, paths.CODINGS).glob("*.csv")),
        *sorted(paths.within(corpus, paths.PEOPLES_DECISIONS).glob("*.csv")),
    ]
    n = 0
    for path in tables:
        with contextlib.suppress(ReviewError):
            header = _header(path, without=("report",))
            n += sum(
                bool(row["report"].strip()) for row in read_csv(path, required=("report",), optional=header)
            )
    return n


def n_quotes(path: Path) -> int:
    """How many rows of a coding file quote the text; a file that cannot be read quotes none."""
    with contextlib.suppress(ReviewError):
        header = _header(path, without=("quote",))
        rows = read_csv(path, required=("quote",), optional=header)
        return sum(bool(row["quote"].strip()) for row in rows)
    return 0


def otherwise_parted(paths: Iterable[Path]) -> Faults:
    """A warning for each table whose cells are parted as spreadsheets do where decimals have a comma."""
    marks = {path: mark_of(read_bytes(path)) for path in paths}
    return [
        ReviewError(
            f"the cells are parted by {OTHER_MARKS[mark]}, and are read so",
            where=f"{path}, line 1",
            remedy="nothing needs to be done; who puts a row into the file in an editor parts it likewise",
        )
        for path, mark in marks.items()
        if mark in OTHER_MARKS
    ]


def unlisted_coders(paths: Iterable[Path], coders: Collection[str]) -> Faults:
    """A fault for each coding file whose coder is not listed."""
    return [
        ReviewError(
            f"the coder {path.stem!r} is not listed",
            where=str(path),
            remedy=f"name the file {meant}.csv, as coders.yaml writes it"
            if (meant := _listed_as(path.stem, coders))
            else "describe the coder in coders.yaml, or name the file after a coder who is listed",
        )
        for path in paths
        if path.stem not in coders
    ]


def _listed_as(name: str, coders: Collection[str]) -> str:
    """The listed name that differs from this one in small and capital letters alone; empty: none does."""
    return next((coder for coder in coders if coder.casefold() == name.casefold()), "")


def _broken_constraints(
    path: Path,
    answers: Iterable[Coding | Adjudication],
    codebook: Codebook | None,
    known: Known,
    lines: Mapping[tuple[str, ...], str],
    *,
    remedy: str,
) -> Faults:
    """What answers of one table to one report, under whatever ids, break of the codebook they follow."""
    by_report: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    place: dict[tuple[str, str], str] = {}
    for answer in answers:
        follows = codebook is not None and answer.codebook in ("", codebook.version)
        if codebook is not None and follows and not _was_told(answer, codebook):
            report_id = (known.reports or {}).get(answer.report_id, answer.report_id)
            by_report[report_id][answer.dimension] = answer.codes
            place[report_id, answer.dimension] = lines[answer.report_id, answer.dimension]
    return [
        ReviewError(
            f"the codes of {report_id} break the codebook: {broken}",
            where=f"{path}, line {place[report_id, _first_named(broken, codes)]}",
            remedy=remedy,
        )
        for report_id, codes in by_report.items()
        for broken in (codebook.violations(codes) if codebook else ())
    ]


def _was_told(answer: Coding | Adjudication, codebook: Codebook) -> bool:
    """Whether reading the table has told what is wrong with an answer by itself."""
    dimension = codebook.dimensions.get(answer.dimension)
    if dimension is None or not {*answer.codes} <= {*dimension.codes}:
        return True
    return any(codebook.violations({answer.dimension: answer.codes}))


def _first_named(broken: str, codes: Mapping[str, tuple[str, ...]]) -> str:
    """The first dimension that the broken rule names."""
    return next((name for name in codes if name in broken.split()), next(iter(codes)))


def unknown_coder(name: str, where: str, known: Known) -> Faults:
    """A fault for a coder whom coders.yaml does not list; an empty name is for `need`."""
    if not name or known.coders is None or name in known.coders:
        return []
    meant = _listed_as(name, known.coders)
    remedy = f"write {meant}" if meant else "describe the coder in coders.yaml, or correct the name"
    return [ReviewError(f"the coder {name!r} is not listed", where=where, remedy=remedy)]


def future(date: str, where: str, known: Known) -> Faults:
    """A date later than today, compared as far as it is given (year, month or day)."""
    if not is_date(date) or date <= known.today[: len(date)]:
        return []
    return [ReviewError(f"the date {date} lies in the future", where=where, remedy="correct the date")]


def lines_by(path: Path, *columns: str, last: bool = False) -> dict[tuple[str, ...], str]:
    """The first line of the table, or the last, with each combination of values in the columns."""
    if not path.exists():
        return {}
    lines: dict[tuple[str, ...], str] = {}
    for row in read_csv(path, required=columns, optional=_header(path, without=columns)):
        place = tuple(row[name].strip() for name in columns)
        lines[place] = row[AT_LINE] if last else lines.get(place, row[AT_LINE])
    return lines


def _header(path: Path, *, without: Collection[str]) -> list[str]:
    return [name for name in header_of(read_bytes(path)) if name not in without]
