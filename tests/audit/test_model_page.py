"""The page of the partnership model: whole without script, numbers with their lists, cells with arguments."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.audit.fixtures import run_in

from coprod_review.io.codebook import read_codebook
from coprod_review.io.partnership import read_partnership_model
from coprod_review.model.partnership import CHARACTERS, POSITIONS

from .model_review import write_model

CELLS = [(c, p) for c in CHARACTERS for p in POSITIONS]


@pytest.fixture(scope="module")
def measured(
    write_review: Callable[..., Path],
    run_site: Callable[[Path], int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A review of twelve reports with a measured model, and its site."""
    review = write_review(tmp_path_factory.mktemp("model") / "r", n_reports=12)
    write_model(review)
    assert run_site(review) == 0
    return review


@pytest.fixture(scope="module")
def run_site() -> Callable[[Path], int]:
    """Runs the stage of the site in the folder of a review."""
    return lambda review: run_in(review, "site")


def page_of(review: Path) -> str:
    return (review / "results" / "audit" / "model.html").read_text(encoding="utf-8")


def data_of(review: Path) -> dict[str, Any]:
    script = (review / "results" / "audit" / "model_data.js").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(script.removeprefix("const MODEL = ").removesuffix(";\n"))
    return found


def test_the_page_to_plan_with_cites_works_by_their_authors_and_not_by_their_keys(measured: Path) -> None:
    page = (measured / "results" / "audit" / "plan.html").read_text(encoding="utf-8")
    assert "McColl-Kennedy et al. 2012" in page and "Vincent &amp; Amalberti 2016" in page
    assert "Mccollkennedy" not in page and "Vincent 2016" not in page


def test_every_cell_has_its_weight_its_argument_and_its_sources(measured: Path) -> None:
    page = page_of(measured)
    model = read_partnership_model(measured / "config" / "model.yaml")
    for character, position in CELLS:
        cell = model.cells[character][position]
        assert cell.because[:60] in page
        assert f"weight {cell.weight:g}" in page
    assert "Leape (1994). Error in medicine. JAMA 272, 1851-1857." in page
    assert 'href="https://doi.org/10.1007/978-3-319-25559-0"' in page


def test_every_number_of_a_cell_and_of_a_row_leads_to_its_list(measured: Path) -> None:
    page = page_of(measured)
    audit = measured / "results" / "audit"
    for character, position in CELLS:
        for part in ("", ".potential", ".untapped", ".over_served", ".top3", ".n"):
            href = f"lists/model.{character}.{position}{part}.html"
            assert f'href="{href}"' in page
            assert (audit / href).is_file()
    for character in CHARACTERS:
        assert f'href="lists/model.{character}.untapped.html"' in page
        assert f'href="lists/specification.people_first.left_out.{character}.protective.html"' in page


def test_a_row_tells_what_chance_alone_would_give_beside_its_untapped_share(measured: Path) -> None:
    page = page_of(measured)
    for character in CHARACTERS:
        for part in ("chance", "chance_high"):
            assert f'href="lists/model.{character}.{part}.html"' in page


def test_a_cell_tells_the_traditions_of_its_reports(measured: Path) -> None:
    label = read_codebook(measured / "config" / "codebook.yaml").dimensions["tradition"].codes
    cell = page_of(measured).partition('data-cell="0-0"')[2].partition("</td>")[0]
    assert label["service_management"].label in cell
    assert "100\u00a0%" in cell.partition("<dt>traditions</dt>")[2]
    assert label["public_administration"].label not in cell


def test_an_empty_cell_says_how_many_reports_it_leaves_room_for(measured: Path) -> None:
    assert re.search(r"none found, at most <a [^>]*>\d+</a> at 95", page_of(measured))


def test_the_data_holds_the_attention_as_the_ledger_has_it_and_only_varied_runs(measured: Path) -> None:
    data = data_of(measured)
    assert data["weights"] == [[4, 2, 1], [3, 3, 2], [1, 2, 4]]
    assert all(sum(row) == pytest.approx(1, abs=1e-12) for row in data["attention"])
    assert [(run["varied"], run["coded_by"]) for run in data["runs"]] == [
        ("left_out", "people_first"),
        ("left_out", "people_first"),
        ("abstention", "people_first"),
        ("left_out", "machines_alone"),
    ]


def test_the_page_is_led_to_by_every_page_of_the_site(measured: Path) -> None:
    audit = measured / "results" / "audit"
    assert 'href="model.html"' in (audit / "index.html").read_text(encoding="utf-8")
    assert 'href="../model.html"' in (audit / "reports" / "r001.html").read_text(encoding="utf-8")


def test_a_model_that_was_never_measured_still_shows_its_arguments(
    write_review: Callable[..., Path], run_site: Callable[[Path], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r", n_reports=0)
    assert run_site(review) == 0
    page = page_of(review)
    assert "No cell of this run could be measured" in page
    assert "Weight 4" in page
    assert data_of(review)["attention"] == [[None] * 3] * 3


def test_hostile_arguments_and_sources_stay_text(
    write_review: Callable[..., Path], run_site: Callable[[Path], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r", n_reports=1)
    path = review / "config" / "model.yaml"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    hostile = '</script><script>alert(1)</script> <img src=x onerror="alert(2)">'
    cell = written["potential"]["technical"]["protective"]
    cell["because"], cell["sources"] = f"{hostile} {'because it is so ' * 10}", [hostile]
    path.write_text(yaml.safe_dump(written), encoding="utf-8")
    assert run_site(review) == 0
    page = page_of(review)
    assert "<script>alert" not in page and "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert hostile in data_of(review)["because"][0][0]


def test_a_model_other_than_that_of_the_run_is_refused_with_its_remedy(
    write_review: Callable[..., Path],
    run_site: Callable[[Path], int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    review = write_review(tmp_path / "r", n_reports=6)
    write_model(review)
    path = review / "config" / "model.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("weight: 4", "weight: 3", 1), encoding="utf-8")
    assert run_site(review) == 2
    told = capsys.readouterr().err
    assert "the potential of technical, protective is not the one that the run was made with" in told
    assert "run `make review`, so that the analysis and its pages rest on one model" in told


def test_a_corpus_without_reports_on_safety_has_potential_and_says_that_attention_is_unknown(
    write_review: Callable[..., Path], run_site: Callable[[Path], int], tmp_path: Path
) -> None:
    review = write_review(tmp_path / "r", n_reports=0)
    write_model(review)
    assert run_site(review) == 0
    page = page_of(review)
    assert page.count("unknown: no report on issues of this kind") == 9
    assert 'href="lists/model.technical.protective.potential.html"' in page
    assert data_of(review)["attention"] == [[None] * 3] * 3
    assert "0 of 1" not in page
    assert '<span class="range">no report</span>' in page
    assert "undefined" not in page
    assert "<dt>traditions</dt>" not in page
