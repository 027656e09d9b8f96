"""What learners answered in exercises: one CSV a learner below corpus/training/, never read as codings.

An answer may change as long as its column `settled` is empty; once the learner has looked up what was
settled, a last row holds both, and the answer stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.append import Standing, append_rows
from coprod_review.io.people_tables import PeopleTable, latest_rows, read_people
from coprod_review.io.rows import RowFaults
from coprod_review.model.answer_rows import (
    QUOTE_SEPARATOR,
    join_codes,
    number_in,
    revision_of,
    seconds_of,
    split_codes,
    split_quotes,
)
from coprod_review.model.codebook import Codebook
from coprod_review.model.given import WITHDRAWN
from coprod_review.model.learning import Codes, Trial

TRAINING = PeopleTable(
    required=("report", "dimension", "round", "codes", "settled", "codebook", "date"),
    optional=("quote", "note", "confidence", "seconds", "revision", "state"),
    key=("report", "dimension", "round"),
)

_CONTENT = ("codes", "settled", "quote", "note", "confidence")


def training_path(corpus: Path, learner: str) -> Path:
    """Where the answers of a learner stand."""
    return paths.within(corpus, paths.TRAINING) / f"{learner}.csv"


def training_files(corpus: Path) -> list[Path]:
    """The files of all learners, in the order of their names."""
    folder = paths.within(corpus, paths.TRAINING)
    return sorted(folder.glob("*.csv")) if folder.is_dir() else []


def read_training(path: Path, *, codebook: Codebook | None = None) -> list[Trial]:
    """The answers of a learner that count, in the order of their questions; a file that is missing has none.

    Raises ReviewErrors that tell all faults of the file: an unknown dimension or code (of rows under the
    version of `codebook`), a round that is no number, one question answered twice under one revision.
    """
    faults = RowFaults(path)
    rows = read_people(path, TRAINING)
    for row in rows:
        _check_row(row, faults, codebook)
    trials = [_trial(row, revision) for row, revision in latest_rows(rows, TRAINING, faults)]
    faults.raise_found()
    return trials


def looked_up(path: Path) -> dict[str, str]:
    """The reports of which a learner has looked up settled codes, each with the day of the first time."""
    rows = read_people(path, TRAINING) if path.exists() else ()
    found: dict[str, str] = {}
    for row in rows:
        if row["settled"].strip():
            report, day = row["report"].strip(), row["date"].strip()
            found[report] = min(day, found.get(report, day))
    return found


def append_trial(path: Path, trial: Trial, *, corpus: Path) -> int:
    """Put an answer that may still change behind those of its question; the number of its revision.

    The same answer again makes no new row. Raises ReviewError where the settled answer was looked up already.
    """

    def make(standing: Standing) -> Sequence[Mapping[str, object]]:
        before = _latest(standing, trial)
        return _unless_told(path, before, _row(trial))

    return _revision(append_rows(path, corpus=corpus, columns=TRAINING, make=make), path, trial)


def withdraw_trial(path: Path, trial: Trial, *, corpus: Path) -> int:
    """Take an answer back that may still change; the number of the revision as of which there is none."""

    def make(standing: Standing) -> Sequence[Mapping[str, object]]:
        before = _latest(standing, trial)
        if before is None or before.get("state", "").strip() == WITHDRAWN:
            return ()
        taken_back = _row(replace(trial, codes=(), quotes=(), note="", confidence=""))
        return _unless_told(path, before, taken_back | {"state": WITHDRAWN})

    return _revision(append_rows(path, corpus=corpus, columns=TRAINING, make=make), path, trial)


def look_up(
    path: Path, trials: Collection[Trial], settled: Mapping[str, Codes], *, corpus: Path
) -> list[Trial]:
    """Let the answers to one exercise stand, each beside what is settled by dimension; those answers.

    Answers that stand already stay as they are.
    """

    def make(standing: Standing) -> Sequence[Mapping[str, object]]:
        rows = []
        for trial in trials:
            before = _latest(standing, trial)
            if before is None or not before["settled"].strip():
                rows.append(_row(replace(trial, settled=settled[trial.dimension])) | _next(before))
        return rows

    append_rows(path, corpus=corpus, columns=TRAINING, make=make)
    places = {(t.report_id, t.dimension, t.round) for t in trials}
    return [t for t in read_training(path) if (t.report_id, t.dimension, t.round) in places]


def _latest(standing: Standing, trial: Trial) -> dict[str, str] | None:
    rows = standing.having(report=trial.report_id, dimension=trial.dimension, round=str(trial.round))
    return max(rows, key=revision_of, default=None)


def _unless_told(
    path: Path, before: Mapping[str, str] | None, row: Mapping[str, object]
) -> Sequence[Mapping[str, object]]:
    if before is not None and before["settled"].strip():
        raise ReviewError(
            "what is settled here has been looked up, and the answer given before it stands",
            where=f"{path}, {before['dimension']} of {before['report']}",
            remedy="go on to the next exercise; what was wrong comes again",
        )
    is_same = before is not None and all(before.get(name, "") == str(row.get(name, "")) for name in _CONTENT)
    same_state = before is not None and before.get("state", "") == str(row.get("state", ""))
    return () if is_same and same_state else (dict(row) | _next(before),)


def _next(before: Mapping[str, str] | None) -> dict[str, str]:
    return {"revision": str(revision_of(before) + 1 if before is not None else 1)}


def _revision(rows: Sequence[Mapping[str, object]], path: Path, trial: Trial) -> int:
    if rows:
        return int(str(rows[-1]["revision"]))
    place = (trial.report_id, trial.dimension, trial.round)
    found = [t.revision for t in read_training(path) if (t.report_id, t.dimension, t.round) == place]
    return found[0] if found else 0


def _row(trial: Trial) -> dict[str, object]:
    return {
        "report": trial.report_id,
        "dimension": trial.dimension,
        "round": str(trial.round),
        "codes": join_codes(trial.codes),
        "settled": join_codes(trial.settled),
        "codebook": trial.codebook,
        "date": trial.date,
        "quote": QUOTE_SEPARATOR.join(trial.quotes),
        "note": trial.note,
        "confidence": trial.confidence,
        "seconds": "" if trial.seconds is None else str(trial.seconds),
        "state": "",
    }


def _trial(row: Mapping[str, str], revision: int) -> Trial:
    return Trial(
        report_id=row["report"].strip(),
        dimension=row["dimension"].strip(),
        round=_round(row) or 1,
        codes=split_codes(row["codes"]),
        settled=split_codes(row["settled"]),
        codebook=row["codebook"].strip(),
        date=row["date"].strip(),
        quotes=split_quotes(row.get("quote")),
        note=row.get("note", ""),
        confidence=row.get("confidence", "").strip(),
        seconds=seconds_of(row),
        revision=revision,
    )


def _round(row: Mapping[str, str]) -> int | None:
    return number_in(row["round"]) or None


def _check_row(row: Mapping[str, str], faults: RowFaults, codebook: Codebook | None) -> None:
    faults.need(row, "report", "dimension", "round")
    faults.need_date(row)
    if row["round"].strip() and _round(row) is None:
        faults.add(row, f"{row['round']!r} is no number of a round", "count the rounds 1, 2, 3")
    if codebook is None or row["codebook"].strip() not in ("", codebook.version):
        return
    dimension = codebook.dimensions.get(row["dimension"].strip())
    if dimension is None:
        faults.need_one_of(row, "dimension", codebook.dimensions, what="a dimension of the codebook")
        return
    for code in sorted({*split_codes(row["codes"]), *split_codes(row["settled"])} - {*dimension.codes}):
        faults.add(
            row, f"{code!r} is not a code of {dimension.name}", f"use one of: {', '.join(dimension.codes)}"
        )
