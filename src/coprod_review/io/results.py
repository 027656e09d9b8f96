"""Reads what the stages have written, for the report and the site."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from coprod_review import paths
from coprod_review.config import Config
from coprod_review.errors import ReviewError
from coprod_review.io import tables
from coprod_review.io.codebook import read_codebook
from coprod_review.io.coders import read_coders
from coprod_review.io.criteria import read_criteria
from coprod_review.io.files import no_stage_file, read_text, sha256_of
from coprod_review.io.judged import read_judged_by
from coprod_review.io.kept import Kept, kept_reports, read_numbers_of
from coprod_review.io.lineage import read_lineage
from coprod_review.io.listed_results import below_results, is_list, listed_results
from coprod_review.io.manifest import read_manifest, read_searching
from coprod_review.io.parquet import Only, read_columns
from coprod_review.io.partnership import read_partnership_model
from coprod_review.io.sheets import CSV_FIELD_LIMIT
from coprod_review.io.supplied import supplied_files
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import MACHINE_CODERS, Coding
from coprod_review.model.number import Number
from coprod_review.model.record import Record
from coprod_review.model.sheet_text import restored
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.results import Figure, Results, Row

TABLE_FILES = {
    "exports": "read/exports.csv",
    "set_aside": "read/set_aside.csv",
    "pairs": "dedupe/pairs.csv",
    "conservation": "screen/conservation.csv",
    "screening_performance": "screen/performance.csv",
    "agreement": "settle/agreement.csv",
    "map": "analyse/map.csv",
    "shares": "analyse/shares.csv",
    "trends": "analyse/trends.csv",
    "crosstabs": "analyse/crosstabs.csv",
    "crosstab_totals": "analyse/crosstab_totals.csv",
    "associations": "analyse/associations.csv",
    "model_cells": "analyse/model_cells.csv",
    "model_rows": "analyse/model_rows.csv",
    "plans": "analyse/plans.csv",
    "claims": "analyse/claims.csv",
    "characteristics": "analyse/characteristics.csv",
    "forms": "analyse/forms.csv",
    "strategies": "analyse/strategies.csv",
    "alluvial": "analyse/alluvial.csv",
    "alluvial_nodes": "analyse/alluvial_nodes.csv",
    "countries": "analyse/countries.csv",
    "statuses": "analyse/statuses.csv",
    "performance": "analyse/performance.csv",
    "performance_codes": "analyse/performance_codes.csv",
    "calibration": "analyse/calibration.csv",
    "coverage": "analyse/coverage.csv",
    "operating_points": "analyse/operating_points.csv",
    "claim_variants": "analyse/claim_variants.csv",
    "reconciliation": "analyse/reconciliation.csv",
    "corrected_shares": "analyse/corrected_shares.csv",
    "specification_claims": "analyse/specification_claims.csv",
    "specification_summary": "analyse/specification_summary.csv",
    "specification_cells": "analyse/specification_cells.csv",
    "specification_model": "analyse/specification_model.csv",
    "model_sensitivity": "analyse/model_sensitivity.csv",
    "specifications": "analyse/specifications.csv",
    "overlap": "analyse/overlap.csv",
    "overlap_combinations": "analyse/overlap_combinations.csv",
    "missing": "analyse/missing.csv",
}
"""The CSV files of the stages by the name that pages use; their columns stand in docs/stages.md."""

LATER_TABLES = {
    "enriched": "dedupe/enriched.csv",
    "disputes": "settle/disputes.csv",
    "audit_errors": "analyse/audit_errors.csv",
    "suggestions": "analyse/suggestions.csv",
    "networks": "analyse/networks.csv",
}
"""Files that not every run has, those of earlier versions do not: then the table is empty."""


STAGE_FOLDERS = (
    "read",
    "dedupe",
    "screen",
    "settle",
    "code",
    "rehearse",
    "analyse",
    "figures",
    "tables",
    "bibliography",
    "networks",
)


def read_results(
    *,
    results: Path,
    config: Path,
    corpus: Path,
    with_codings: bool = True,
    with_records: bool = True,
    for_pages: bool = False,
) -> Results:
    """What a run has found; the codings of single coders, which are many, only on request.

    For pages, a large run is cut to the reports that have some (`io.kept`). Raises ReviewError naming the
    file that is missing and the stage that writes it.
    """
    settings = read_yaml(paths.within(config, paths.SETTINGS), Config)
    up_to = settings.site.pages_up_to
    judged_by = read_judged_by(results=results, corpus=corpus)
    kept = (
        kept_reports(results, up_to=up_to, with_records=with_records, judged=judged_by) if for_pages else None
    )
    numbers, had = _numbers(results, kept)
    return Results(
        config=settings,
        codebook=read_codebook(paths.within(config, paths.CODEBOOK)),
        ledger=Ledger.of(numbers),
        reports=kept.reports if kept else tables.read_reports(paths.within(results, paths.REPORTS)),
        records=kept.records if kept else _records(results) if with_records else (),
        decisions=kept.decisions if kept else tables.read_screening(paths.within(results, paths.DECISIONS)),
        judged_by=judged_by,
        codings=_codings(results) if with_codings else (),
        codes=tables.read_codes(paths.within(results, paths.CODES)),
        coders=read_coders(paths.within(corpus, paths.CODERS)),
        exports=read_manifest(paths.within(corpus, paths.MANIFEST)),
        searching=read_searching(paths.within(corpus, paths.MANIFEST)),
        criteria=read_criteria(paths.within(config, paths.CRITERIA)).criteria,
        partnership=read_partnership_model(paths.within(config, paths.MODEL)),
        works=read_lineage(paths.within(config, paths.LINEAGE)),
        tables={name: _table(name, results / file, kept) for name, file in TABLE_FILES.items()}
        | {
            name: read_table(results / file) if (results / file).exists() else []
            for name, file in LATER_TABLES.items()
        },
        n_left_out=kept.n_left_out if kept else 0,
        n_members_by_cut=had,
    )


def read_table(path: Path, *, only: Callable[[Row], bool] | None = None) -> list[Row]:
    """The rows of a CSV that a stage wrote, cells as text, without the guard against formulas.

    With `only`, those rows of which it is true. Raises ReviewError where the file is missing or a row does
    not fit the header.
    """
    csv.field_size_limit(CSV_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(_stage_text(path), newline=""), strict=True)
    header = next(reader, [])
    try:
        rows = (dict(zip(header, map(restored, cells), strict=True)) for cells in reader if cells)
        return list(rows if only is None else filter(only, rows))
    except (csv.Error, ValueError):
        raise ReviewError(
            "this table of a stage is damaged",
            where=f"{path}, line {reader.line_num}",
            remedy="delete the file and run the review again",
        ) from None


def read_figures(folder: Path) -> list[Figure]:
    """The finished figures with their words, as figures.json lists them.

    Raises ReviewError where the list or a drawing is missing.
    """
    path = folder / "figures.json"
    remedy = "run `coprod-review render`, or the whole review with `make review`"
    if not path.exists():
        raise ReviewError("the list of figures does not exist", where=str(path), remedy=remedy)
    try:
        entries = json.loads(read_text(path))
        return [
            Figure(
                name=entry["name"],
                title=entry["title"],
                caption=entry["caption"],
                alt_text=entry["alt_text"],
                svg=read_text(folder / f"{entry['name']}.svg"),
                columns=entry.get("columns", "two"),
            )
            for entry in entries
        ]
    except (json.JSONDecodeError, KeyError, TypeError):
        raise ReviewError("the list of figures is damaged", where=str(path), remedy=remedy) from None


def digests_below(folders: Sequence[Path]) -> dict[str, str]:
    """The SHA-256 of every file that people supplied below the folders, by its path with forward slashes."""
    return {path.as_posix(): sha256_of(path) for path in supplied_files(folders)}


def read_digests(path: Path) -> dict[str, str]:
    """The SHA-256 of each input of a run, by path, as provenance.json tells them.

    Raises ReviewError where there was no run, or its provenance is damaged.
    """
    if not path.is_file():
        raise ReviewError("there is no finished run", where=str(path), remedy="run `make review` first")
    try:
        return {entry["path"]: entry["sha256"] for entry in json.loads(read_text(path))["inputs"]}
    except (json.JSONDecodeError, KeyError, TypeError):
        raise ReviewError(
            "the provenance of the run is damaged", where=str(path), remedy="run `make review` again"
        ) from None


def files_of_stages(results: Path, declared: Iterable[str] | None = None) -> list[str]:
    """The files that the stages before the report have written, from the results folder, in order.

    They are the declared ones and those in the lists of the stages; whatever lies there where none are told.
    """
    if declared is not None:
        listed = listed_results(results, below_results(declared))
        return [name for name in listed if name.split("/")[0] in STAGE_FOLDERS and not is_list(name)]
    found = (path for name in STAGE_FOLDERS for path in (results / name).rglob("*") if path.is_file())
    return sorted(
        path.relative_to(results).as_posix()
        for path in found
        if not path.name.startswith(".") and not is_list(path.name)
    )


def read_codings_of(results: Path, report_ids: Collection[str]) -> list[Coding]:
    """The codings of some reports, those of people first, as the run has them."""
    only = Only(column="report_id", values=report_ids)
    return [coding for path in _coding_files(results) for coding in tables.read_codings(path, only=only)]


def who_coded(results: Path) -> list[Coding]:
    """For each report and coder who is no machine one coding without any answer."""
    columns = read_columns(_coding_files(results)[0], ("report_id", "coder"))
    pairs = dict.fromkeys(zip(columns["report_id"], columns["coder"], strict=True))
    return [Coding(report_id=report_id, dimension="", codes=(), coder=coder) for report_id, coder in pairs]


def _numbers(results: Path, kept: Kept | None) -> tuple[list[Number], dict[str, int]]:
    """The ledger of all stages, and of numbers that lost members how many they had."""
    numbers: list[Number] = []
    had: dict[str, int] = {}
    for ledger in (paths.within(results, path) for path in paths.LEDGERS):
        if kept is None:
            numbers += tables.read_numbers(ledger)
        else:
            found, cut = read_numbers_of(ledger, kept)
            numbers += found
            had |= cut
    return numbers, had


def _records(results: Path) -> list[Record]:
    return tables.read_records(paths.within(results, paths.RECORDS))


def _table(name: str, path: Path, kept: Kept | None) -> list[Row]:
    """A table of the run; of pairs those that touch a kept record: duplicates of a million are many."""
    if kept is None or name != "pairs":
        return read_table(path)
    ids = kept.record_ids
    return read_table(path, only=lambda row: row["record_a"] in ids or row["record_b"] in ids)


def _codings(results: Path) -> list[Coding]:
    return [coding for path in _coding_files(results) for coding in tables.read_codings(path)]


def _coding_files(results: Path) -> list[Path]:
    """The codings of people, then those of each machine coder."""
    machines = (paths.within(results, paths.CODED) / f"{coder}.parquet" for coder in MACHINE_CODERS)
    return [paths.within(results, paths.PEOPLES_CODINGS), *machines]


def _stage_text(path: Path) -> str:
    if not path.exists():
        raise no_stage_file(path, "table of a stage")
    return read_text(path)
