"""What a shared copy withholds, as a table, and whether a holder's files agree with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coprod_review.errors import ReviewError
from coprod_review.share.marks import sha256_text
from coprod_review.share.withheld import Withholding

LEDGER_NAME = "withheld.csv"
SUMS_NAME = "SHA256SUMS"
README_NAME = "README.md"

COLUMNS = ("kind", "name", "field", "characters", "sha256")

TEXT_KINDS = ("record", "report")
LEFT_OUT, CHANGED, DRAWN_ANEW = FILE_KINDS = ("left out", "changed", "drawn anew")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """One withheld thing: a text of a record or report, or a file that the copy has not, or has otherwise.

    `name` is the record id, the report id or the path; `characters` is None for files, whose hash is of the
    holder's bytes, or empty where the holder has no such file.
    """

    kind: str
    name: str
    sha256: str
    field: str = ""
    characters: int | None = None


def withheld_texts(withholding: Withholding) -> list[Withheld]:
    """A row for each withheld text, records before reports, by their ids."""
    return [
        Withheld(kind=kind, name=name, field=field, characters=len(text), sha256=sha256_text(text))
        for kind, by_name in zip(TEXT_KINDS, (withholding.by_record, withholding.by_report), strict=True)
        for name, texts in sorted(by_name.items())
        for field, text in sorted(texts.items())
    ]


def differing_texts(told: Iterable[Withheld], holder: Withholding, *, where: str) -> list[ReviewError]:
    """A fault for each withheld text that the holder has not, or has otherwise."""
    theirs = {(row.kind, row.name, row.field): row.sha256 for row in withheld_texts(holder)}
    return [
        fault
        for row in told
        if row.kind in TEXT_KINDS
        and (
            fault := _fault(
                f"the {row.field} of {row.kind} {row.name}", row.sha256, theirs.get(_key(row)), where
            )
        )
    ]


def differing_files(
    told: Iterable[Withheld], sha256_by_path: Mapping[str, str | None], *, where: str
) -> list[ReviewError]:
    """A fault for each file that the copy has not, or has otherwise, and that is not the holder's."""
    return [
        fault
        for row in told
        if row.kind in FILE_KINDS
        and (fault := _fault(f"the file {row.name}", row.sha256 or None, sha256_by_path.get(row.name), where))
    ]


def _key(row: Withheld) -> tuple[str, str, str]:
    return row.kind, row.name, row.field


def _fault(what: str, told: str | None, theirs: str | None, where: str) -> ReviewError | None:
    if theirs == told:
        return None
    problem = (
        f"{what} is not there"
        if theirs is None
        else f"{what} is another (sha256 {theirs}, not {told or 'none'})"
    )
    return ReviewError(
        problem, where=where, remedy="look for the version of the exports from which the copy was made"
    )
