"""The registry of report ids and the extraction sheet; a file that is missing holds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from coprod_review.io.files import read_text
from coprod_review.io.merge_marks import refuse_marks
from coprod_review.io.rows import RowFaults
from coprod_review.io.sheets import read_csv, write_csv_parts
from coprod_review.model.corpus import Characteristics, Registration
from coprod_review.model.report import TEXT_STATUSES
from coprod_review.model.sheet_text import rows_text

ALIAS_SEPARATOR = " | "

REGISTRY_COLUMNS = ("report_id", "aliases")
ROWS = 10_000
"""So many registrations are gathered before they are written."""

CHARACTERISTIC_COLUMNS = ("report", "text_status", "seen_at")
OPTIONAL_CHARACTERISTICS = ("country", "setting", "design", "sample", "doubtful", "note")

_ALIAS = re.compile(r"doi:10\.\S+|pmid:\d+|accession:[^:]+:.+|id:\S+|title:\S+")


def read_registry(path: Path) -> tuple[Registration, ...]:
    """The registered reports, in the order of rows.

    Raises ReviewErrors for an id that stands twice, an alias of no known form, and an alias of two reports.
    """
    if not path.exists():
        return ()
    refuse_marks(read_text(path), where=str(path))
    faults = RowFaults(path)
    owner_by_name: dict[str, str] = {}
    registrations = []
    for row in read_csv(path, required=REGISTRY_COLUMNS):
        faults.need(row, "report_id")
        report_id = row["report_id"].strip()
        aliases = tuple(alias.strip() for alias in row["aliases"].split(ALIAS_SEPARATOR) if alias.strip())
        for alias in aliases:
            if not _ALIAS.fullmatch(alias):
                remedy = (
                    "use doi:10..., pmid:123, accession:<export>:<id>, id:<former id> or title:<fingerprint>"
                )
                faults.add(row, f"{alias!r} is no alias", remedy)
        taken = {name: owner_by_name[name] for name in (f"id:{report_id}", *aliases) if name in owner_by_name}
        for name, owner in taken.items():
            remedy = "let each id and each alias lead to one report"
            faults.add(row, f"{name} belongs to {owner} already", remedy)
        owner_by_name |= dict.fromkeys((f"id:{report_id}", *aliases), report_id) | taken
        registrations.append(Registration(report_id=report_id, aliases=aliases))
    faults.raise_found()
    return tuple(registrations)


def is_alias(text: str) -> bool:
    """Whether the registry can hold this alias."""
    return bool(_ALIAS.fullmatch(text)) and ALIAS_SEPARATOR not in text


def write_registry(path: Path, registrations: Iterable[Registration]) -> None:
    """Write the registry, so that `read_registry` gives the same, without aliases that it cannot hold."""
    waiting = iter(registrations)
    parts = iter(lambda: list(islice(waiting, ROWS)), [])
    write_csv_parts(path, REGISTRY_COLUMNS, (rows_text(REGISTRY_COLUMNS, map(_row, part)) for part in parts))


def _row(registration: Registration) -> dict[str, str]:
    aliases = ALIAS_SEPARATOR.join(filter(is_alias, registration.aliases))
    return {"report_id": registration.report_id, "aliases": aliases}


def registered_ids(registrations: Iterable[Registration]) -> dict[str, str]:
    """Every id by which a report may be called, former ids too, with the id that it has now."""
    ids: dict[str, str] = {}
    for registration in registrations:
        ids[registration.report_id] = registration.report_id
        for alias in registration.aliases:
            kind, _, name = alias.partition(":")
            if kind == "id":
                ids[name] = registration.report_id
    return ids


def former_ids(report_ids: Iterable[str], aliases: Iterable[str]) -> dict[str, str]:
    """As `registered_ids`, from the two columns of a registry that a stage has written, unchecked."""
    ids: dict[str, str] = {}
    for report_id, names in zip(report_ids, aliases, strict=True):
        ids[report_id] = report_id
        if "id:" in names:
            former = (name for name in names.split(ALIAS_SEPARATOR) if name.startswith("id:"))
            ids |= {name.removeprefix("id:"): report_id for name in former}
    return ids


def read_characteristics(path: Path) -> dict[str, Characteristics]:
    """The extraction sheet by report id, in the order of rows; a report has one row."""
    if not path.exists():
        return {}
    faults = RowFaults(path)
    characteristics: dict[str, Characteristics] = {}
    for row in read_csv(path, required=CHARACTERISTIC_COLUMNS, optional=OPTIONAL_CHARACTERISTICS):
        faults.need(row, "report", "text_status")
        faults.need_one_of(row, "text_status", TEXT_STATUSES, what="a status of the text")
        report_id = row["report"].strip()
        if report_id in characteristics:
            faults.add(row, f"{report_id} has a row already", "keep one of the two rows")
        characteristics[report_id] = Characteristics(
            report_id=report_id,
            text_status=row["text_status"].strip(),
            seen_at=row["seen_at"].strip(),
            country=row.get("country", "").strip(),
            setting=row.get("setting", "").strip(),
            design=row.get("design", "").strip(),
            sample=row.get("sample", "").strip(),
            doubtful=tuple(name.strip() for name in row.get("doubtful", "").split(";") if name.strip()),
            note=row.get("note", "").strip(),
        )
    faults.raise_found()
    return characteristics
