"""What a run has found on one report or record, read without the rest of the review."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coprod_review import paths
from coprod_review.config import Config
from coprod_review.errors import ReviewError
from coprod_review.io import tables
from coprod_review.io.answered_ids import joined_ids, own_ids
from coprod_review.io.codebook import read_codebook
from coprod_review.io.coders import read_coders
from coprod_review.io.criteria import read_criteria
from coprod_review.io.decisions import read_adjudications, read_duplicate_decisions, read_judgements
from coprod_review.io.files import no_stage_file, read_text
from coprod_review.io.findings import Findings
from coprod_review.io.manifest import read_manifest
from coprod_review.io.pair_records import NowOf, records_now
from coprod_review.io.parquet import Only, read_columns
from coprod_review.io.people_tables import DISPUTES, latest_rows, read_people
from coprod_review.io.registry import ALIAS_SEPARATOR, read_registry
from coprod_review.io.results import LATER_TABLES, TABLE_FILES, read_table
from coprod_review.io.rows import RowFaults
from coprod_review.io.sheets import AT_LINE, CSV_FIELD_LIMIT
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import MACHINE_CODERS, CodeOfRecord, Coding
from coprod_review.model.corpus import DuplicateDecision
from coprod_review.model.joined_answers import INSTEAD_OF, Replaced, counting, replaced_in
from coprod_review.model.number import Number
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.model.sheet_text import defused, restored
from coprod_review.pages.catalogue import Catalogue, Decided
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.results import Results, Row

READ_FIRST = "run the review with `make review`, or read the exports alone with `coprod-review read`"

SEARCHED_COLUMNS = ("record_id", "export", "line", "end_line", "source_id", "doi", "pmid", "title")


def read_catalogue(results: Path) -> Catalogue:
    """What can be looked up in the results of a run, joined to reports as far as the run has come.

    Raises ReviewError where no run has read any export.
    """
    path = paths.within(results, paths.RECORDS)
    if not path.exists():
        raise ReviewError("there are no results yet", where=str(results), remedy=READ_FIRST)
    column = read_columns(path, SEARCHED_COLUMNS)
    reports = paths.within(results, paths.REPORTS)
    joined = read_columns(reports, ("report_id", "record_ids")) if reports.exists() else {}
    records_by_report = dict(zip(joined.get("report_id", ()), joined.get("record_ids", ()), strict=True))
    set_aside = paths.within(results, paths.SET_ASIDE)
    return Catalogue(
        record_ids=column["record_id"],
        exports=column["export"],
        lines=column["line"],
        end_lines=column["end_line"],
        source_ids=column["source_id"],
        dois=column["doi"],
        pmids=column["pmid"],
        titles=column["title"],
        report_id_by_record={record: i for i, records in records_by_report.items() for record in records},
        records_by_report=records_by_report,
        registered=partial(_names, paths.within(results, paths.REGISTRY_AFTER)),
        set_aside=read_table(set_aside) if set_aside.exists() else (),
    )


def read_one_report(
    *, results: Path, config: Path, corpus: Path, report_id: str, record_ids: Collection[str], aside: str = ""
) -> tuple[Results, list[ReviewError]]:
    """The results as if the review had this report alone, and what of them could not be read.

    Every table holds the rows on the report and its records only, those of the readings all exports.
    Of the ledger there are the numbers that rest on the report, on one of its records or on the set-aside
    entry `aside` ("file:line"), each without its members, and of the analysis the rows of those numbers.

    Raises ReviewErrors where the configuration has faults.
    """
    found = Findings()
    of_report = Only(column="report_id", values=[report_id] if report_id else [])
    of_records = Only(column="record_id", values=record_ids)
    numbers = _numbers(results, [name for name in (report_id, *record_ids, aside) if name], found)
    folders = ("settle/codings", *(f"code/{coder}" for coder in MACHINE_CODERS))
    reports: Sequence[Report] = ()
    decisions: Sequence[ScreeningDecision] | None = None
    codings: list[Coding] = []
    codes: Sequence[CodeOfRecord] = ()
    if report_id:
        reports = tables.read_reports(paths.within(results, paths.REPORTS), only=of_report)
        screened = paths.within(results, paths.DECISIONS)
        decisions = found.tried(partial(tables.read_screening, screened, only=of_report))
        for folder in folders:
            path = results / f"{folder}.parquet"
            codings += found.tried(partial(tables.read_codings, path, only=of_report)) or ()
        codes = _codes(results, of_report, found)
    here = Results(
        config=read_yaml(paths.within(config, paths.SETTINGS), Config),
        codebook=read_codebook(paths.within(config, paths.CODEBOOK)),
        ledger=Ledger.of(numbers),
        reports=reports,
        records=tables.read_records(paths.within(results, paths.RECORDS), only=of_records),
        decisions=decisions or (),
        codings=codings,
        codes=codes,
        coders=found.tried(partial(read_coders, paths.within(corpus, paths.CODERS))) or (),
        exports=found.tried(partial(read_manifest, paths.within(corpus, paths.MANIFEST))) or (),
        criteria=read_criteria(paths.within(config, paths.CRITERIA)).criteria,
        tables=_tables(results, record_ids, {number.number_id for number in numbers}, found)
        | {"enriched": _fetched(results, report_id)},
    )
    return here, found.faults


def read_decided(
    *, results: Path, corpus: Path, report_id: str, record_ids: Collection[str]
) -> tuple[Decided, list[ReviewError]]:
    """What people decided on the report, by whatever name they called it, and what could not be read.

    Answers on joined documents that another one replaces are not among it.
    """
    found = Findings()
    registry, folder = (
        paths.within(results, paths.REGISTRY_AFTER),
        paths.within(corpus, paths.PEOPLES_DECISIONS),
    )
    aliases: set[str] = set()
    if report_id and registry.exists():
        for row in rows_with(registry, [report_id], columns=("report_id",)):
            aliases |= set(row["aliases"].split(ALIAS_SEPARATOR))
    own = own_ids(results=results, corpus=corpus)
    present = own | joined_ids(own, results=results, corpus=corpus)
    ids = {report_id, *(name for name, now in present.items() if now == report_id)} if report_id else set()
    ids |= {alias.removeprefix("id:") for alias in aliases if alias.startswith("id:")}
    records = {*record_ids, *aliases}
    now_of = records_now(paths.within(results, paths.PAIRS))
    pairs = found.tried(partial(read_duplicate_decisions, folder / paths.DUPLICATE_DECISIONS.name)) or ()
    judgements = found.tried(partial(read_judgements, folder / paths.SCREENING_JUDGEMENTS.name)) or ()
    settled = found.tried(partial(read_adjudications, folder / paths.ADJUDICATIONS.name)) or ()
    disputes = found.tried(partial(_disputes, folder / paths.DISPUTES.name, ids)) or ()
    decided = Decided(
        pairs=[pair for pair in pairs if not records.isdisjoint(_records_of(pair, now_of))],
        judgements=counting((one for one in judgements if one.report_id in ids), lambda one: one.coder),
        adjudications=counting((one for one in settled if one.report_id in ids), lambda one: one.dimension),
        disputes=disputes,
    )
    return decided, found.faults


def _records_of(pair: DuplicateDecision, now_of: NowOf) -> Iterator[str]:
    """The records that a verdict is on, as the run has them, and aliases as they are written."""
    return (record for name, known_as in pair.ends for record in now_of(name, known_as))


def rows_with(path: Path, values: Collection[str], *, columns: Sequence[str]) -> list[Row]:
    """The rows of a CSV of a stage that have one of the values in one of the columns, as texts.

    A column that the file does not have has no value. Raises ReviewError where the file is missing or is
    not UTF-8.
    """
    if not path.exists():
        raise no_stage_file(path, "table of a stage")
    csv.field_size_limit(CSV_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(read_text(path), newline=""))
    header = next(reader, [])
    wanted = {*values, *map(defused, values)}
    places = [at for at, name in enumerate(header) if name in columns]
    return [
        dict(zip(header, map(restored, cells), strict=False))
        for cells in reader
        if any(at < len(cells) and cells[at] in wanted for at in places)
    ]


@dataclass(frozen=True, slots=True)
class _Disputed:
    """The row of a dispute, as an answer that another one may replace."""

    row: dict[str, str]
    revision: int

    @property
    def report_id(self) -> str:
        return self.row["report"].strip()

    @property
    def instead_of(self) -> Replaced:
        return replaced_in(self.row[INSTEAD_OF])


def _disputes(path: Path, ids: Collection[str]) -> list[Row]:
    """The rows of the disputes on a report that nobody has taken back."""
    faults = RowFaults(path)
    rows = [_Disputed(*found) for found in latest_rows(read_people(path, DISPUTES), DISPUTES, faults)]
    faults.raise_found()
    of_report = (one for one in rows if one.report_id in ids)
    return [
        {name: text for name, text in one.row.items() if name != AT_LINE}
        for one in counting(of_report, lambda one: (one.row["dimension"].strip(), one.row["coder"].strip()))
    ]


def _numbers(results: Path, members: Collection[str], found: Findings) -> list[Number]:
    files = (paths.within(results, paths.FLOW), paths.within(results, paths.NUMBERS))
    return [
        number
        for file in files
        for number in found.tried(partial(tables.read_numbers_counting, file, members)) or ()
    ]


def _codes(results: Path, of_report: Only, found: Findings) -> Sequence[CodeOfRecord]:
    """The codes of record, which included reports have, else what is settled of the report."""
    for path in (paths.within(results, paths.CODES), paths.within(results, paths.SETTLED)):
        if codes := found.tried(partial(tables.read_codes, path, only=of_report)):
            return codes
    return ()


def _tables(
    results: Path, record_ids: Collection[str], number_ids: Collection[str], found: Findings
) -> dict[str, list[Row]]:
    """The readings of all exports, the pairs of the records, and the rows of the numbers."""
    rows = {"exports": found.tried(partial(read_table, results / TABLE_FILES["exports"])) or []}
    pairs = partial(rows_with, results / TABLE_FILES["pairs"], record_ids, columns=("record_a", "record_b"))
    rows["pairs"] = found.tried(pairs) or []
    for name, file in TABLE_FILES.items():
        if name not in ("exports", "set_aside", "pairs") and (results / file).exists():
            of_numbers = rows_with(results / file, number_ids, columns=("number_id",))
            rows |= {name: of_numbers} if of_numbers else {}
    return rows


def _fetched(results: Path, report_id: str) -> list[Row]:
    """What services said of the report; nothing where the run is of a version that asked none."""
    path = results / LATER_TABLES["enriched"]
    return rows_with(path, [report_id], columns=("report_id",)) if report_id and path.exists() else []


def _names(registry: Path) -> dict[str, str]:
    """Aliases and former ids by the registry that the last run wrote; none where it cannot be read."""
    try:
        registrations = read_registry(registry)
    except ReviewError:
        return {}
    names = {alias: r.report_id for r in registrations for alias in r.aliases}
    return {name.removeprefix("id:"): i for name, i in names.items()} | names
