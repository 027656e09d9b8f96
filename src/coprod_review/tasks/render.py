"""From the analysis to figures and tables: what they are made of, drawn and written."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coprod_review import paths

if TYPE_CHECKING:
    from coprod_review.config import Config
    from coprod_review.render.figure_spec import FigureSpec
    from coprod_review.render.results import Results

ANALYSIS_TABLES = (
    "map",
    "trends",
    "crosstabs",
    "crosstab_totals",
    "associations",
    "model_cells",
    "model_rows",
    "claims",
    "characteristics",
    "forms",
    "strategies",
    "statuses",
    "alluvial",
    "alluvial_nodes",
    "countries",
    "performance",
    "performance_codes",
    "calibration",
    "coverage",
    "operating_points",
    "claim_variants",
    "reconciliation",
    "corrected_shares",
    "specifications",
    "specification_claims",
    "specification_summary",
    "specification_model",
    "model_sensitivity",
    "overlap",
    "overlap_combinations",
)
"""The files <name>.csv of the analysis folder that are drawn or printed."""

OPENING = (
    "All tables of the review. Longer ones are cut here and say so: the folder of this document holds every "
    "table whole, as CSV and LaTeX, and all of them as one workbook, tables.xlsx."
)
"""What the document of tables says before the first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The analysis and what it counts, where figures and tables go, and in which width they are drawn."""

    analysis: Path
    flow: Path
    conservation: Path
    agreement: Path
    reports: Path
    decisions: Path
    codes: Path
    manifest: Path
    codebook: Path
    settings: Path
    figures: Path
    tables: Path
    readme: Path
    only: str | None
    columns: Literal["one", "two"] | None
    sheet: Path | None
    workers: int


def render_results(task: Task) -> None:
    """Read the results, draw the figures, write the tables and the README of the results."""
    from coprod_review.config import Config
    from coprod_review.io.yamls import read_yaml
    from coprod_review.render.contact_sheet import accepted
    from coprod_review.render.drawing import asked_for, chosen, fitting

    config = read_yaml(task.settings, Config)
    accepted(task.sheet.suffix if task.sheet else ".png")
    specs = fitting(chosen(task.only) if task.only else asked_for(config.analyse.tested), task.columns)
    results = read_results(task, config)
    if task.only or task.columns:
        _write_figures(task, results, config, specs)
        logging.getLogger("coprod_review").info(
            "render: %d figures, %s", len(specs), ", ".join(spec.name for spec in specs)
        )
        return
    n_tables = _write_figures(
        task, results, config, specs, meanwhile=lambda: _write_tables(task, results, config)
    )
    logging.getLogger("coprod_review").info(
        "render: %d figures, %d tables of %d included reports", len(specs), n_tables, len(results.reports)
    )


def read_results(task: Task, config: Config) -> Results:
    """What figures and tables are made of, from the files that are named."""
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.included import read_included
    from coprod_review.io.manifest import read_manifest
    from coprod_review.io.networks import read_networks
    from coprod_review.io.results import read_table
    from coprod_review.render.assemble import assembled

    files: Mapping[str, Path] = {
        "flow": task.flow,
        "conservation": task.conservation,
        "agreement": task.agreement,
    } | {name: task.analysis / f"{name}.csv" for name in ANALYSIS_TABLES}
    return assembled(
        {name: read_table(path) for name, path in files.items()},
        codebook=read_codebook(task.codebook),
        interval=config.analyse.interval,
        reports=read_included(task.reports, task.decisions),
        codes=tables.read_codes(task.codes),
        exports=read_manifest(task.manifest),
        networks=read_networks(task.analysis),
    )


def _write_figures(
    task: Task,
    results: Results,
    config: Config,
    specs: Sequence[FigureSpec],
    *,
    meanwhile: Callable[[], int] = lambda: 0,
) -> int:
    """Draw and write the figures; what `meanwhile` gives, which this process does while others draw."""
    from coprod_review.io.files import write_bytes, write_text
    from coprod_review.io.listed_results import list_files
    from coprod_review.io.sheets import write_spreadsheet
    from coprod_review.render.contact_sheet import contact_sheet
    from coprod_review.render.drawing import drawing, figure_index, spec_of
    from coprod_review.render.figures import FIGURES

    columns = task.columns
    folder = task.figures / f"{columns}_column" if columns else task.figures
    pictures = {}
    written: set[str] = set()
    names = [spec.name for spec in specs]
    with drawing(names, results, config.figures, workers=task.workers, columns=columns) as figures:
        given = meanwhile()
        for name, files in figures:
            for ending, content in files.items():
                write_bytes(folder / f"{name}{ending}", content)
            sheet = spec_of(name).data(results)
            write_spreadsheet(folder / f"{name}.csv", sheet.names, sheet.rows)
            written |= {f"{name}.csv", *(f"{name}{ending}" for ending in files)}
            if task.sheet:
                pictures[name] = files[".png"]
    if not task.only:
        words = figure_index(specs, results, config.figures, columns=columns)
        write_text(folder / "figures.json", words)
        known = _files_of_figures(folder, [spec.name for spec in FIGURES])
        _remove_former(folder, known.difference(written), usual=paths.FIGURES)
        list_files(folder, written)
    if task.sheet:
        made = contact_sheet(specs, pictures, ending=task.sheet.suffix)
        write_bytes(task.sheet, made)
    return given


def _remove_former(folder: Path, names: Collection[str], *, usual: Path) -> None:
    """Remove those of the files that a former run wrote here, by its list; this run does not make them.

    That is pictures in another resolution, and figures and tables that this run has none of. A run removes
    the list before it draws; its own folder, the `usual` one, holds nothing else of these names.
    """
    from coprod_review.io.listed_results import listed_files

    listed = listed_files(folder)
    if listed is None:
        listed = list(names) if paths.place_of(folder) == paths.place_of(usual) else []
    for name in sorted({*names}.intersection(listed)):
        (folder / name).unlink(missing_ok=True)


def _files_of_figures(folder: Path, names: Sequence[str]) -> set[str]:
    """The files as which figures of these names are written, in whatever resolutions the folder has."""
    found = {f"{name}{ending}" for name in names for ending in (".pdf", ".svg", ".png", ".csv")}
    for path in folder.glob("*-*.png"):
        name, _, resolution = path.stem.rpartition("-")
        if name in names and resolution.isdecimal():
            found.add(path.name)
    return found


def _write_tables(task: Task, results: Results, config: Config) -> int:
    from coprod_review.io.files import write_bytes, write_text
    from coprod_review.io.listed_results import list_files
    from coprod_review.io.sheets import write_spreadsheet
    from coprod_review.render.document import document_sheets, printed_as, wider_than_a_page
    from coprod_review.render.docx import docx_tables
    from coprod_review.render.drawing import asked_for
    from coprod_review.render.latex import latex_table
    from coprod_review.render.readme import readme
    from coprod_review.render.tables import sheets, untested_tables
    from coprod_review.render.workbook import workbook

    tested = config.analyse.tested
    made = sheets(results, tested=tested)
    for sheet in made:
        write_spreadsheet(task.tables / f"{sheet.name}.csv", sheet.names, sheet.rows)
        markup = "\n".join(latex_table(printed) for printed in printed_as(sheet, results))
        write_text(task.tables / f"{sheet.name}.tex", markup)
    untested = {f"{name}.{form}" for name in untested_tables(tested) for form in ("csv", "tex")}
    _remove_former(task.tables, untested, usual=paths.TABLES)
    list_files(task.tables, (f"{sheet.name}.{form}" for sheet in made for form in ("csv", "tex")))
    title = config.review.title
    write_bytes(task.tables / "tables.xlsx", workbook(made, title=title))
    opening = " ".join(filter(None, (OPENING, wider_than_a_page(made, results))))
    document = docx_tables(document_sheets(made, results), title=f"{title}: tables", opening=opening)
    write_bytes(task.tables / "tables.docx", document)
    write_text(task.readme, readme(asked_for(tested), made))
    return len(made)
