"""Corpus and config validated, or single exports looked at: every fault at once, with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.errors import ReviewError
    from coprod_review.io.check import Rules
    from coprod_review.io.check_exports import Examined
    from coprod_review.io.findings import Findings
    from coprod_review.model.columns import NamedColumns
    from coprod_review.model.corpus import ExportFile
    from coprod_review.model.known_as import Facts
    from coprod_review.model.record import ExportReading, Record
    from coprod_review.model.report import Report
    from coprod_review.read.content import Content
    from coprod_review.read.reading import Reading

TABLE = "csv"
"""The format in which columns can be named."""

ANY_TABLE = "CSV"
"""The dialect of tables by nobody in particular."""

UNREAD_SHEET = " holds records too and is not read"
FURTHER_SHEET = " holds records too and is read as well"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Single exports with the columns and encoding that are named, or where the review stands."""

    files: Sequence[Path]
    columns: NamedColumns
    encoding: str | None
    corpus: Path
    config: Path
    results: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of one export: its reading, and for a table the columns by the field that each fills.

    `columns` is empty for exports that are no tables.
    """

    name: str
    reading: ExportReading
    columns: Mapping[str, Sequence[str]]


def check(task: Task) -> tuple[Findings, Sequence[Told]]:
    """What is wrong or to be warned of, and what reading each export gave."""
    from coprod_review.io.check import Checks, ReviewFolders, check_review
    from coprod_review.io.utc_day import utc_day

    told: list[Told] = []
    if task.files:
        examine = partial(_examine, told=told, columns=task.columns, encoding=task.encoding)
        return _check_files(task.files, told, examine=examine, settings=task.config), told
    checks = Checks(
        examine=partial(_examine_logged, told=told),
        sentences=partial(_sentence_faults, config=task.config),
        read_reports=_read_reports,
    )
    folders = ReviewFolders(corpus=task.corpus, config=task.config, results=task.results)
    findings = check_review(folders, checks=checks, today=utc_day())
    findings.warnings += _stale_penalties(task, findings)
    return findings, told


def _stale_penalties(task: Task, findings: Findings) -> list[ReviewError]:
    """What is told of kept penalties that no longer fit; nothing where something else cannot be read."""
    from coprod_review.tasks.coding.tuned_on import stale

    if findings.faults:
        return []
    found = findings.tried(partial(stale, task.config, task.results))
    return [found] if found else []


def _check_files(
    files: Sequence[Path], told: list[Told], *, examine: Callable[..., Examined], settings: Path
) -> Findings:
    """What reading files gives that belong to no corpus; the limit of size holds where there is one."""
    from coprod_review.config import Config
    from coprod_review.io.check_exports import unread_entries
    from coprod_review.io.exports import FileContent
    from coprod_review.io.findings import Findings
    from coprod_review.io.yamls import read_yaml
    from coprod_review.model.limits import DEFAULT_LIMITS

    findings = Findings()
    path = settings / paths.SETTINGS.name
    config = findings.tried(partial(read_yaml, path, Config)) if path.exists() else None
    limits = config.read.limits() if config else DEFAULT_LIMITS
    findings.count(len(files), "export")
    namesakes = Counter(file.name for file in files)
    for file in files:
        content = FileContent(path=file, limits=limits)
        name = file.name if namesakes[file.name] == 1 else str(file)
        examined = findings.tried(partial(examine, content, str(file), name=name))
        findings.warnings += unread_entries(file, examined) if examined else []
    findings.count(sum(t.reading.n_records for t in told), "record")
    findings.count(sum(t.reading.n_set_aside for t in told), "set-aside entry", "set-aside entries")
    return findings


def _examine_logged(raw: bytes, where: str, export: ExportFile, *, told: list[Told]) -> Examined:
    return _examine(raw, where, columns=export.columns, encoding=export.encoding, told=told)


def _examine(
    content: Content | bytes,
    where: str,
    *,
    columns: NamedColumns,
    encoding: str | None,
    told: list[Told],
    name: str = "",
) -> Examined:
    """Read an export and note what it gave; raise ReviewError where it is empty or of no known format."""
    from coprod_review.io.check_exports import Examined
    from coprod_review.model.record import SetAside
    from coprod_review.read.reading import Reading

    export = Path(where).name
    reading = Reading(content, export=export, where=where, columns=columns, encoding=encoding)
    records, set_aside = [], []
    for item in reading:
        if isinstance(item, SetAside):
            set_aside.append(item)
        else:
            records.append(item)
    summary = reading.summary()
    told.append(Told(name=name or export, reading=summary, columns=_columns(reading, columns)))

    def aliases() -> set[str]:
        from coprod_review.dedupe.naming import aliases_of

        return {alias for record in records for alias in aliases_of(record)}

    def facts() -> list[Facts]:
        from coprod_review.dedupe.known_as import facts_of

        return [facts_of(record) for record in records]

    return Examined(
        record_ids=tuple(record.record_id for record in records),
        set_aside=tuple(set_aside),
        aliases=aliases,
        facts=facts,
        unread=(
            *_unread_parts(summary.repairs),
            *_untitled(records, is_table=reading.format.name == TABLE),
        ),
    )


def _untitled(records: Sequence[Record], *, is_table: bool) -> Iterator[tuple[str, str]]:
    """What is told of an export of which most records have no title: in a table another column may."""
    n, n_titled = len(records), sum(1 for record in records if record.title)
    if n and n_titled * 2 < n:
        told = f"only {n_titled:,} of" if n_titled else "none of"
        yield (
            f"{told} {n:,} records has a title" if n_titled < 2 else f"{told} {n:,} records have a title",
            "if a column holds the titles under another name, name it (columns: {title: NAME} in the entry "
            "of corpus/manifest.yaml, or --columns); else export again with titles"
            if is_table
            else "export again, with titles chosen among the fields",
        )


def _unread_parts(repairs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What reading did not reach, or took from elsewhere, by its own notes, which alone would hide it."""
    from coprod_review.model.record import CALLED_RETRACTED
    from coprod_review.read.wrapping import CUT_ARCHIVE, CUT_ZIP
    from coprod_review.read.xml_entries import ENTITIES_IGNORED

    for repair in repairs:
        if repair in (CUT_ARCHIVE, CUT_ZIP):
            yield f"{repair}: records behind are missing", "download the export again"
        elif repair.startswith(CALLED_RETRACTED):
            yield (
                repair,
                "`coprod-review enrich --fields notice` keeps the notices with their reports; read them and "
                "decide in corpus/decisions/screening.csv: nothing is excluded by itself",
            )
        elif repair == ENTITIES_IGNORED:
            yield repair, "export again from the database itself; known ones declare no entities"
        elif UNREAD_SHEET in repair:
            problem, _, remedy = repair.rpartition(": ")
            yield problem, f"{remedy}, and name both"
        elif FURTHER_SHEET in repair:
            problem, _, _ = repair.rpartition(": ")
            yield problem, "delete the sheet from the export if it only repeats or sorts those of another"


def _columns(reading: Reading, named: NamedColumns) -> dict[str, list[str]]:
    """The columns of a table by the field that they fill, where its maker or one of them is not known."""
    from coprod_review.read.columns import key_of
    from coprod_review.read.table_header import header_of

    if reading.format.name != TABLE:
        return {}
    found = header_of(reading.text, named)
    if found is None or not (
        found.header.dialect == ANY_TABLE or found.columns.likened or found.columns.unknown
    ):
        return {}
    return {
        key_of(field): [found.header.names[at].strip() for at in places]
        for field, places in found.columns.places.items()
    }


def _read_reports(path: Path) -> list[Report]:
    from coprod_review.io.tables import read_reports

    return read_reports(path)


def _sentence_faults(rules: Rules, *, config: Path) -> list[ReviewError]:
    """Patterns, cues and criteria that fail their own sentences, works that fail their own citations."""
    from coprod_review.coding.lineage_checks import lineage_faults
    from coprod_review.coding.pattern_checks import cue_faults, pattern_faults
    from coprod_review.coding.sign_checks import sign_faults
    from coprod_review.screen.criteria import check_terms

    faults = pattern_faults(rules.patterns) if rules.patterns is not None else []
    if rules.weighing is not None:
        faults += cue_faults(rules.weighing, where=str(config / paths.CONTEXTS.name))
    if rules.works is not None:
        faults += lineage_faults(rules.works)
    if rules.criteria is not None:
        faults += check_terms(rules.criteria)
    if rules.signs is not None:
        faults += sign_faults(rules.signs, where=str(config / "planning" / "signs.yaml"))
    return faults
