"""What the planner learns from, as people write it: signs.yaml, issues.csv."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from coprod_review.config import Strict
from coprod_review.errors import ReviewError, raise_all
from coprod_review.io.rows import RowFaults, split_codes
from coprod_review.io.sheets import read_csv
from coprod_review.io.yamls import read_yaml
from coprod_review.model.codebook import NONE_CODE
from coprod_review.model.partnership import CHARACTERS
from coprod_review.model.planning import CARE, ELSEWHERE, HARM, Issue, Sign

Sentences = Annotated[tuple[str, ...], Field(min_length=1)]

SPOKEN_FOR = (*CHARACTERS, HARM, CARE, ELSEWHERE)


class SignEntry(Strict):
    """One sign as written."""

    id: str
    of: str
    says: str
    phrases: Sentences
    matches: Sentences
    misses: Sentences


class SignFile(Strict):
    """The whole of signs.yaml."""

    signs: tuple[SignEntry, ...]


def read_signs(path: Path) -> tuple[Sign, ...]:
    """The signs of a file, in its order.

    Raises ReviewErrors for misspelt keys, ids that stand twice, and signs of what the planner does not know.
    """
    written = read_yaml(path, SignFile).signs
    faults = []
    for place, entry in enumerate(written):
        if entry.id in {other.id for other in written[:place]}:
            faults.append(
                ReviewError(f"the sign {entry.id} stands twice", where=str(path), remedy="rename one")
            )
        if entry.of not in SPOKEN_FOR:
            faults.append(
                ReviewError(
                    f"the sign {entry.id} is of {entry.of!r}, which no sign can speak for",
                    where=str(path),
                    remedy=f"use one of: {', '.join(SPOKEN_FOR)}",
                )
            )
    raise_all(faults)
    return tuple(
        Sign(
            sign_id=entry.id,
            of=entry.of,
            says=entry.says,
            phrases=entry.phrases,
            matches=entry.matches,
            misses=entry.misses,
        )
        for entry in written
    )


def read_issues(path: Path) -> tuple[Issue, ...]:
    """The told issues of a table with the columns id, text, codes and note, in its order.

    `none` stands alone in `codes` and makes an issue without any. Raises ReviewErrors that tell all faults of
    the file with their lines.
    """
    faults = RowFaults(path)
    issues: dict[str, Issue] = {}
    for row in read_csv(path, required=("id", "text", "codes"), optional=("note",)):
        faults.need(row, "id", "codes")
        codes = split_codes(row["codes"])
        if NONE_CODE in codes and len(codes) > 1:
            faults.add(row, "none stands beside other codes", "write none alone, or leave it out")
        for code in sorted({*codes} - {*CHARACTERS, NONE_CODE}):
            faults.add(row, f"{code!r} is no character of an issue", f"use {', '.join(CHARACTERS)}, or none")
        if row["id"] in issues:
            faults.add(row, f"the id {row['id']} stands twice", "give the issue another id")
        issues[row["id"]] = Issue(
            issue_id=row["id"],
            text=row["text"],
            codes=tuple(code for code in codes if code != NONE_CODE),
            note=row.get("note", ""),
        )
    faults.raise_found()
    return tuple(issues.values())
