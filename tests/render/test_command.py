"""`coprod-review render` from stage files to figures and tables."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from tests.stage_tables import write_reports, write_screening

from coprod_review.cli import main
from coprod_review.io import tables
from coprod_review.io.networks import TABLES as NETWORK_TABLES
from coprod_review.io.sheets import write_csv
from coprod_review.model.screening import ScreeningDecision
from coprod_review.render.assemble import SHAPES
from coprod_review.render.figures import FIGURES
from coprod_review.render.rows import columns_of
from coprod_review.render.sheet import row_of
from coprod_review.tasks.render import ANALYSIS_TABLES, _files_of_figures, _remove_former

from .conftest import full_results, invented_report

CHARACTERISTICS = ("characteristic", "value", "n", "total", "share", "number_id")


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """A folder with the stage files of an invented review, whose one title is a formula."""
    folder = tmp_path_factory.mktemp("review")
    results = full_results()
    for name in (*ANALYSIS_TABLES, "flow", "agreement"):
        columns: tuple[str, ...] = CHARACTERISTICS
        rows: list[dict[str, object]] = []
        if name in SHAPES:
            field, shape = SHAPES[name]
            columns = columns_of(shape)
            rows = [dict(row_of(value)) for value in getattr(results, field)]
        stage = {"flow": "screen", "agreement": "settle"}.get(name, "analyse")
        write_csv(folder / "results" / stage / f"{name}.csv", columns, rows)
    for name, columns in NETWORK_TABLES.items():
        write_csv(folder / "results" / "analyse" / f"{name}.csv", columns, [])
    equation = {"equation": "read + set aside = entries", "left": 1, "right": 1, "holds": True}
    write_csv(folder / "results" / "screen" / "conservation.csv", tuple(equation), [equation])
    report = invented_report("r1", title="=1+1")
    write_reports(folder / "results" / "dedupe" / "reports.parquet", [report])
    write_screening(folder / "results" / "screen" / "decisions.parquet", [_included("r1")])
    tables.write_codes(folder / "results" / "code" / "codes.parquet", results.codes)
    (folder / "config").mkdir()
    for file in ("config.yaml", "codebook.yaml"):
        content = (
            (project / "config" / file)
            .read_text(encoding="utf-8")
            .replace("dpi: [300, 600]", "dpi: [72, 144]")
        )
        (folder / "config" / file).write_text(content, encoding="utf-8")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "manifest.yaml").write_text("exports: []\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def rendered(review: Path) -> Path:
    """The results of the invented review, after `render`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(review)
        assert main(["render"]) == 0
    return review / "results"


def _included(report_id: str) -> ScreeningDecision:
    return ScreeningDecision(
        report_id=report_id, included=True, reason="", decided_by=("a",), status="agreed",
        proposed_included=True, proposed_reason="",
    )  # fmt: skip


def test_render_writes_every_figure_with_its_data_and_words(rendered: Path) -> None:
    listed = json.loads((rendered / "figures" / "figures.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in listed] == [spec.name for spec in FIGURES]
    for entry in listed:
        assert entry["title"] and entry["caption"] and entry["alt_text"] and entry["note"]
        for ending in (".pdf", ".svg", ".png", "-144.png", ".csv"):
            assert (rendered / "figures" / f"{entry['name']}{ending}").stat().st_size > 0


def test_render_writes_every_table_in_every_format_and_explains_them(rendered: Path) -> None:
    made = rendered / "tables"
    names = {path.stem for path in made.glob("*.csv")}
    assert names == {path.stem for path in made.glob("*.tex")}
    assert "codes_by_report" in names
    assert (made / "tables.xlsx").exists()
    explained = (rendered / "README.md").read_text(encoding="utf-8")
    assert all(f"`tables/{name}.*`" in explained for name in names)


def test_a_title_like_a_formula_is_defused_in_csv(rendered: Path) -> None:
    with (rendered / "tables" / "codes_by_report.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == "'=1+1"


def test_tables_for_people_begin_with_a_byte_order_mark(rendered: Path) -> None:
    made = [*(rendered / "tables").glob("*.csv"), *(rendered / "figures").glob("*.csv")]
    assert len(made) > len(FIGURES)
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in made)


def test_no_table_has_the_name_of_a_stage_file_of_another_meaning(rendered: Path) -> None:
    names = {path.stem for path in (rendered / "tables").glob("*.csv")}
    assert {"overlap_by_source", "overlap_combinations"} <= names
    assert "overlap" not in names


def test_one_figure_can_be_drawn_alone_and_is_the_same(
    review: Path, rendered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(review)
    options = ["--figures", str(tmp_path / "figures"), "--tables", str(tmp_path / "tables")]
    assert main(["render", "--only", "untapped", *options]) == 0
    drawn = sorted((tmp_path / "figures").iterdir())
    endings = ("-144.png", ".csv", ".pdf", ".png", ".svg")
    assert [path.name for path in drawn] == [f"untapped{ending}" for ending in endings]
    assert all(path.read_bytes() == (rendered / "figures" / path.name).read_bytes() for path in drawn)
    assert not (tmp_path / "tables").exists()


def test_pictures_in_a_resolution_of_a_former_run_go_and_other_files_stay(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(review)
    folder, tables = tmp_path / "figures", tmp_path / "tables"
    own = {"a.svg", "map.xlsx", "years.md", "map-2023.csv", "map.ai", "map-300.png", "map-of-mine.png"}
    folder.mkdir()
    tables.mkdir()
    for name in own:
        (folder / name).write_bytes(b"of somebody")
    for name in ("prisma_flow.csv", "not_tested.csv", "notes.csv"):
        (tables / name).write_bytes(b"of somebody")
    monkeypatch.setattr("coprod_review.render.tables.untested_tables", lambda _: ["not_tested"])
    call = ["render", "--figures", str(folder), "--tables", str(tables), "--readme", str(tmp_path / "R.md")]
    assert main(call) == 0
    assert {name for name in own if (folder / name).exists()} == own
    assert (tables / "not_tested.csv").exists()
    (folder / "map-600.png").write_bytes(b"of a former run")
    (tables / "not_tested.csv").write_bytes(b"of a former run")
    for name, place in (("map-600.png", folder), ("not_tested.csv", tables)):
        with (place / "files.txt").open("a", encoding="utf-8") as stream:
            stream.write(f"{name}\nmap-of-mine.png\nnotes.csv\n")
    assert main(call) == 0
    assert {name for name in own if (folder / name).exists()} == own
    assert not (folder / "map-600.png").exists() and not (tables / "not_tested.csv").exists()
    assert (tables / "notes.csv").exists()


def test_in_the_folder_of_a_run_what_looks_like_a_picture_is_former_without_a_list(tmp_path: Path) -> None:
    for name in ("map-600.png", "map-of-mine.png", "map-2023.csv", "map.ai", "notes.csv"):
        (tmp_path / name).write_bytes(b"")
    _remove_former(tmp_path, _files_of_figures(tmp_path, ["map"]), usual=tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"map-of-mine.png", "map-2023.csv", "map.ai", "notes.csv"}


def test_a_missing_stage_file_ends_with_code_2_and_its_remedy(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(review)
    assert main(["render", "--analysis", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "map.csv" in told and "make review" in told


def test_an_unknown_figure_ends_with_code_2_and_the_names_that_exist(
    review: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(review)
    assert main(["render", "--only", "mpa"]) == 2
    assert "prisma_flow" in capsys.readouterr().err


def test_a_width_of_choice_goes_into_a_folder_of_its_own(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(review)
    assert main(["render", "--columns", "one", "--only", "alluvial", "--figures", str(tmp_path)]) == 0
    assert (tmp_path / "one_column" / "alluvial.pdf").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["one_column"]


def test_figures_of_a_width_of_choice_have_a_list_of_their_own(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(review)
    assert main(["render", "--columns", "one", "--figures", str(tmp_path)]) == 0
    listed = json.loads((tmp_path / "one_column" / "figures.json").read_text(encoding="utf-8"))
    assert {figure["columns"] for figure in listed} == {"one"}
    assert {figure["name"] for figure in listed} == {
        path.stem for path in (tmp_path / "one_column").glob("*.pdf")
    }


@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_all_figures_can_stand_on_one_sheet(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, start: bytes
) -> None:
    monkeypatch.chdir(review)
    sheet = tmp_path / f"all{ending}"
    options = ["--sheet", str(sheet), "--figures", str(tmp_path / "figures")]
    assert main(["render", "--only", "untapped", *options]) == 0
    first = sheet.read_bytes()
    assert first.startswith(start)
    assert main(["render", "--only", "untapped", *options]) == 0
    assert sheet.read_bytes() == first


def test_a_sheet_of_another_kind_is_refused_before_anything_is_drawn(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(review)
    options = ["--sheet", "all.gif", "--figures", str(tmp_path / "figures")]
    assert main(["render", *options]) == 2
    assert ".png or .pdf" in capsys.readouterr().err
    assert not (tmp_path / "figures").exists()


def test_a_review_without_claims_has_no_figure_and_no_table_of_them(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(review, folder, ignore=shutil.ignore_patterns("figures", "tables"))
    settings = folder / "config" / "config.yaml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace("claims: [1, 2, 3]", "claims: []"), encoding="utf-8")
    figures, tables = folder / "results" / "figures", folder / "results" / "tables"
    for left in (figures / "claims.csv", figures / "specification_curve_1-600.png", tables / "claims.tex"):
        left.parent.mkdir(exist_ok=True)
        left.write_bytes(b"of a former run")
    monkeypatch.chdir(folder)
    assert main(["render"]) == 0
    made = {path.name for path in (*figures.iterdir(), *tables.iterdir())}
    assert not {name for name in made if "claim" in name or name.startswith("specification_curve")}
    assert {"map.pdf", "specifications.csv"} <= made
    assert "laim" not in (folder / "results" / "README.md").read_text(encoding="utf-8")
