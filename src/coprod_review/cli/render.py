"""`coprod-review render`: analysis -> figures and tables."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--analysis", type=Path, default=paths.ANALYSIS, metavar="FOLDER")
    parser.add_argument(
        "--flow", type=Path, default=paths.FLOW.with_suffix(".csv"), metavar="FILE", help="PRISMA flow as CSV"
    )
    parser.add_argument(
        "--conservation", type=Path, default=paths.FLOW.parent / "conservation.csv", metavar="FILE"
    )
    parser.add_argument("--agreement", type=Path, default=paths.AGREEMENT, metavar="FILE")
    parser.add_argument("--reports", type=Path, default=paths.REPORTS, metavar="FILE")
    parser.add_argument("--decisions", type=Path, default=paths.DECISIONS, metavar="FILE")
    parser.add_argument("--codes", type=Path, default=paths.CODED / "codes.parquet", metavar="FILE")
    parser.add_argument("--manifest", type=Path, default=paths.MANIFEST, metavar="FILE")
    parser.add_argument("--codebook", type=Path, default=paths.CODEBOOK, metavar="FILE")
    parser.add_argument("--settings", type=Path, default=paths.SETTINGS, metavar="FILE")
    parser.add_argument("--figures", type=Path, default=paths.FIGURES, metavar="FOLDER")
    parser.add_argument("--tables", type=Path, default=paths.TABLES, metavar="FOLDER")
    parser.add_argument("--readme", type=Path, default=paths.RESULTS / "README.md", metavar="FILE")
    parser.add_argument("--only", metavar="NAME", help="draw this figure alone, and no tables")
    parser.add_argument(
        "--columns",
        choices=("one", "two"),
        help="draw figures in this width into a folder of their own below that of the figures, and no tables",
    )
    parser.add_argument(
        "--sheet", type=Path, metavar="FILE", help="write all figures on one sheet too, as .png or .pdf"
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=2,
        metavar="N",
        help="processes that draw; the bytes are the same for any",
    )


def run(arguments: argparse.Namespace) -> None:
    """Read the results, draw the figures, write the tables and the README of the results."""
    from coprod_review.config import Config
    from coprod_review.io.yamls import read_yaml
    from coprod_review.render.contact_sheet import accepted
    from coprod_review.render.drawing import chosen, fitting
    from coprod_review.render.figures import FIGURES

    config = read_yaml(arguments.settings, Config)
    accepted(arguments.sheet.suffix if arguments.sheet else ".png")
    specs = fitting(chosen(arguments.only) if arguments.only else FIGURES, arguments.columns)
    results = read_results(arguments, config)
    if arguments.only or arguments.columns:
        _write_figures(arguments, results, config, specs)
        logging.getLogger("coprod_review").info(
            "render: %d figures, %s", len(specs), ", ".join(spec.name for spec in specs)
        )
        return
    n_tables = _write_figures(
        arguments, results, config, specs, meanwhile=lambda: _write_tables(arguments, results, config)
    )
    logging.getLogger("coprod_review").info(
        "render: %d figures, %d tables of %d included reports", len(specs), n_tables, len(results.reports)
    )


def read_results(arguments: argparse.Namespace, config: Config) -> Results:
    """What figures and tables are made of, from the files that the options name."""
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.included import read_included
    from coprod_review.io.manifest import read_manifest
    from coprod_review.io.networks import read_networks
    from coprod_review.io.results import read_table
    from coprod_review.render.assemble import assembled

    files: Mapping[str, Path] = {
        "flow": arguments.flow,
        "conservation": arguments.conservation,
        "agreement": arguments.agreement,
    } | {name: arguments.analysis / f"{name}.csv" for name in ANALYSIS_TABLES}
    return assembled(
        {name: read_table(path) for name, path in files.items()},
        codebook=read_codebook(arguments.codebook),
        interval=config.analyse.interval,
        reports=read_included(arguments.reports, arguments.decisions),
        codes=tables.read_codes(arguments.codes),
        exports=read_manifest(arguments.manifest),
        networks=read_networks(arguments.analysis),
    )


def _write_figures(
    arguments: argparse.Namespace,
    results: Results,
    config: Config,
    specs: Sequence[FigureSpec],
    *,
    meanwhile: Callable[[], int] = lambda: 0,
) -> int:
    """Draw and write the figures; what `meanwhile` gives, which this process does while others draw."""
    from coprod_review.io.files import write_bytes, write_text
    from coprod_review.io.sheets import write_spreadsheet
    from coprod_review.render.contact_sheet import contact_sheet
    from coprod_review.render.drawing import drawing, figure_index, spec_of

    columns = arguments.columns
    folder = arguments.figures / f"{columns}_column" if columns else arguments.figures
    pictures = {}
    written: set[str] = set()
    names = [spec.name for spec in specs]
    with drawing(names, results, config.figures, workers=arguments.workers, columns=columns) as figures:
        given = meanwhile()
        for name, files in figures:
            for ending, content in files.items():
                write_bytes(folder / f"{name}{ending}", content)
            sheet = spec_of(name).data(results)
            write_spreadsheet(folder / f"{name}.csv", sheet.names, sheet.rows)
            written |= {f"{name}.csv", *(f"{name}{ending}" for ending in files)}
            if arguments.sheet:
                pictures[name] = files[".png"]
    if not arguments.only:
        words = figure_index(specs, results, config.figures, columns=columns)
        write_text(folder / "figures.json", words)
        _remove_former(folder, names, written)
    if arguments.sheet:
        made = contact_sheet(specs, pictures, ending=arguments.sheet.suffix)
        write_bytes(arguments.sheet, made)
    return given


def _remove_former(folder: Path, names: Sequence[str], written: Collection[str]) -> None:
    """Remove pictures of these figures in a resolution that a former run wrote and this one did not."""
    for name in names:
        for path in folder.glob(f"{name}-[0-9]*.*"):
            if path.name not in written and path.stem.removeprefix(f"{name}-").isdecimal():
                path.unlink()


def _write_tables(arguments: argparse.Namespace, results: Results, config: Config) -> int:
    from coprod_review.io.files import write_bytes, write_text
    from coprod_review.io.sheets import write_spreadsheet
    from coprod_review.render.document import document_sheets, printed_as, wider_than_a_page
    from coprod_review.render.docx import docx_tables
    from coprod_review.render.figures import FIGURES
    from coprod_review.render.latex import latex_table
    from coprod_review.render.readme import readme
    from coprod_review.render.tables import sheets
    from coprod_review.render.workbook import workbook

    made = sheets(results)
    for sheet in made:
        write_spreadsheet(arguments.tables / f"{sheet.name}.csv", sheet.names, sheet.rows)
        markup = "\n".join(latex_table(printed) for printed in printed_as(sheet, results))
        write_text(arguments.tables / f"{sheet.name}.tex", markup)
    title = config.review.title
    write_bytes(arguments.tables / "tables.xlsx", workbook(made, title=title))
    opening = " ".join(filter(None, (OPENING, wider_than_a_page(made, results))))
    document = docx_tables(document_sheets(made, results), title=f"{title}: tables", opening=opening)
    write_bytes(arguments.tables / "tables.docx", document)
    write_text(arguments.readme, readme(FIGURES, made))
    return len(made)
