"""A review at its beginning: of none to five coded reports everything is drawn and printed."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.analyse.conftest import made as study
from tests.render.test_figures import PRINT

from coprod_review.analyse.analysis import Analysis, analyse
from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import Section
from coprod_review.analyse.overlap import overlap_of, overlap_sections
from coprod_review.analyse.performance import performance_tables
from coprod_review.config import AnalyseSettings
from coprod_review.io.codebook import read_codebook
from coprod_review.io.partnership import read_partnership_model
from coprod_review.io.results import read_table
from coprod_review.io.sheets import write_csv
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.partnership import PartnershipModel
from coprod_review.render import style
from coprod_review.render.assemble import assembled
from coprod_review.render.figure_spec import drawn
from coprod_review.render.figures import FIGURES
from coprod_review.render.latex import latex_table
from coprod_review.render.results import Results
from coprod_review.render.tables import sheets
from coprod_review.render.workbook import workbook

UNCODED = 3
SAFE = {"safety_perspective": "safety_1", "safety_strategy": "mitigation", "issue_character": "technical"}
NOT_SAFE = dict.fromkeys(SAFE, "none")
INVOLVED = {
    "involvement_phase": "design",
    "involvement_nature": "voluntary",
    "involvement_locus": "system",
}
GIVEN = (
    {"tradition": "other", "tradition_basis": "explicit", "framing": "partnership", **SAFE, **INVOLVED},
    {"tradition": "none", "tradition_basis": "none", "framing": "protective", **SAFE},
    {"tradition": "integrative", "tradition_basis": "implicit", "framing": "none", **NOT_SAFE, **INVOLVED},
    {"tradition": "service_management", "framing": "consultative", **SAFE, "issue_character": "procedural"},
    {"tradition": "public_administration", "tradition_basis": "explicit", "framing": "waiting"},
)


@pytest.fixture(scope="module")
def codebook(project: Path) -> Codebook:
    return read_codebook(project / "config" / "codebook.yaml")


@pytest.fixture(scope="module")
def model(project: Path) -> PartnershipModel:
    return replace(read_partnership_model(project / "config" / "model.yaml"), n_draws=50)


def analysed(n: int, codebook: Codebook, model: PartnershipModel) -> Analysis:
    """The analysis of `n` coded reports and of some that nobody has coded, with rules and a combination."""
    coded = study(*((1, answers) for answers in GIVEN[:n]), (UNCODED, {}))
    return analyse(
        coded,
        codebook,
        model,
        (),
        performance=performance_tables(
            machine_codings(coded),
            list(coded.record_by_place.values()),
            (),
            codebook,
            development_ids=frozenset(),
            seed=1,
            draws=20,
            confidence=0.95,
            coverage=0.9,
        ),
        operating=Section(),
        agreement=Section(),
        overlap=overlap_sections(overlap_of(coded.report_by_id.values(), ()), included=set(coded)),
        corrected=Section(),
        settings=AnalyseSettings(interval=0.95, bootstrap_draws=100, monte_carlo_draws=100, min_group=10),
        seed=1,
    )


def machine_codings(coded: CodedReports) -> list[Coding]:
    return [
        Coding(
            report_id=report,
            dimension="framing",
            codes=("none",),
            coder=coder,
            confidence=0.4,
            prediction_set=("none", "protective"),
        )
        for report in coded
        for coder in ("rules", "combination")
    ]


def results_of(analysis: Analysis, codebook: Codebook, folder: Path) -> Results:
    """What render reads of the analysis, by way of its files."""
    for name, table in analysis.tables.items():
        write_csv(folder / f"{name}.csv", table.columns, table.rows)
    tables = {name: read_table(folder / f"{name}.csv") for name in analysis.tables}
    return assembled(tables, codebook=codebook, interval=0.95)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("n", [0, 1, 2, 3, 5])
def test_few_coded_reports_give_every_table_and_figure_and_no_number_that_is_none(
    n: int, codebook: Codebook, model: PartnershipModel, tmp_path: Path
) -> None:
    analysis = analysed(n, codebook, model)
    for name, table in analysis.tables.items():
        for row in table.rows:
            assert all(math.isfinite(c) for c in row.values() if isinstance(c, float)), (name, row)
    results = results_of(analysis, codebook, tmp_path)
    made = sheets(results)
    assert all(latex_table(sheet) for sheet in made)
    book = openpyxl.load_workbook(io.BytesIO(workbook(made, title="Invented")))
    assert len(book.sheetnames) == len(made) + 1
    with style.figure_style():
        for spec in FIGURES:
            drawn(spec, results, PRINT).draw_without_rendering()


def test_a_number_that_is_not_finite_leaves_its_cell_empty(codebook: Codebook) -> None:
    row = {"rows": "tradition", "columns": "framing", "n": "3", "chi2": "inf", "cramers_v": "nan"}
    results = assembled({"associations": [row]}, codebook=codebook, interval=0.95)
    (sheet,) = [s for s in sheets(results) if s.name == "associations"]
    assert (sheet.rows[0]["n"], sheet.rows[0]["chi2"], sheet.rows[0]["cramers_v"]) == (3, None, None)
    assert workbook([sheet], title="Invented")
