"""`coprod-review render` from stage files to figures and tables."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from coprod_review.cli import main
from coprod_review.cli.render import ANALYSIS_TABLES
from coprod_review.io import tables
from coprod_review.io.sheets import write_csv
from coprod_review.model.screening import ScreeningDecision
from coprod_review.render.assemble import SHAPES
from coprod_review.render.rows import columns_of
from coprod_review.render.sheet import row_of

from .conftest import full_results, invented_report

SETTINGS = "config/config.yaml"


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Path) -> Path:
    """A folder with the stage files of an invented review, whose titles are formulas."""
    results = full_results()
    analysis = tmp_path / "results" / "analyse"
    for name in (*ANALYSIS_TABLES, "flow", "agreement"):
        rows = []
        if name in SHAPES:
            field, shape = SHAPES[name]
            rows = [row_of(value) for value in getattr(results, field)]
            columns = columns_of(shape)
        else:
            columns = ("characteristic", "value", "n", "total", "share", "number_id")
        folder = {"flow": tmp_path / "results" / "screen", "agreement": tmp_path / "results" / "settle"}
        write_csv(folder.get(name, analysis) / f"{name}.csv", columns, rows)
    equation = {"equation": "read + set aside = entries", "left": 1, "right": 1, "holds": True}
    write_csv(tmp_path / "results" / "screen" / "conservation.csv", tuple(equation), [equation])
    report = invented_report("r1", title="=1+1")
    tables.write_reports(tmp_path / "results" / "dedupe" / "reports.parquet", [report])
    tables.write_screening(tmp_path / "results" / "screen" / "decisions.parquet", [_included("r1")])
    tables.write_codes(tmp_path / "results" / "code" / "codes.parquet", results.codes)
    config = tmp_path / "config"
    config.mkdir()
    for name in ("config.yaml", "codebook.yaml"):
        content = (project / "config" / name).read_text(encoding="utf-8")
        (config / name).write_text(content.replace("dpi: 300", "dpi: 72"), encoding="utf-8")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "manifest.yaml").write_text("exports: []\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _included(report_id: str) -> ScreeningDecision:
    return ScreeningDecision(
        report_id=report_id, included=True, reason="", decided_by=("a",), status="agreed",
        proposed_included=True, proposed_reason="",
    )  # fmt: skip


def hashes(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_render_writes_every_figure_and_table_and_the_same_bytes_again(review: Path) -> None:
    assert main(["render", "--workers", "1"]) == 0
    figures, made = review / "results" / "figures", review / "results" / "tables"
    listed = json.loads((figures / "figures.json").read_text(encoding="utf-8"))
    for entry in listed:
        assert entry["title"] and entry["caption"] and entry["alt_text"] and entry["note"]
        for ending in ("pdf", "svg", "png", "csv"):
            assert (figures / f"{entry['name']}.{ending}").stat().st_size > 0
    assert (made / "tables.xlsx").exists()
    assert (made / "codes_by_report.tex").exists()
    assert (review / "results" / "README.md").exists()
    first = hashes(review / "results")
    assert main(["render", "--workers", "2"]) == 0
    assert hashes(review / "results") == first


def test_a_title_like_a_formula_is_defused_in_csv(review: Path) -> None:
    assert main(["render", "--only", "map"]) == 0
    assert not (review / "results" / "tables").exists()
    assert main(["render"]) == 0
    with (review / "results" / "tables" / "codes_by_report.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == "'=1+1"


def test_a_missing_stage_file_ends_with_code_2_and_its_remedy(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (review / "results" / "analyse" / "map.csv").unlink()
    assert main(["render"]) == 2
    told = capsys.readouterr().err
    assert "map.csv" in told and "make review" in told


def test_an_unknown_figure_ends_with_code_2_and_the_names_that_exist(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["render", "--only", "mpa"]) == 2
    assert "prisma_flow" in capsys.readouterr().err
