"""The page of the partnership model in a browser: it reckons as the analysis does, by keyboard and link."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.audit import invented_review
from tests.audit.fixtures import run_in
from tests.audit.model_review import write_model

from coprod_review.analyse.ledger import percent
from coprod_review.analyse.model import (
    Reals,
    leading,
    over_served,
    potential_draws,
    potential_shares,
    row_shares,
    top_shares,
    total_variation,
    untapped,
)
from coprod_review.io.partnership import read_partnership_model
from coprod_review.io.results import read_table
from coprod_review.model.partnership import CHARACTERS, POSITIONS

WEIGHTS = (
    [[4, 2, 1], [3, 3, 2], [1, 2, 4]],
    [[1, 2, 4], [0, 0, 0.5], [4, 4, 4]],
    [[1, 1, 6 / 4], [2.5, 0, 3], [0, 4, 0]],
    [[8 / 7, 1 / 3, 4], [3, 1, 4], [0.1, 0.2, 0.3]],
)


@pytest.fixture(scope="module")
def measured(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented review with a measured model, and its site."""
    review = invented_review.write_review(tmp_path_factory.mktemp("browsed") / "r", project, n_reports=23)
    write_model(review)
    assert run_in(review, "site") == 0
    return review


@pytest.fixture
def page(opened: Any, measured: Path) -> Any:
    """The page of the model; errors of its script and requests to elsewhere fail the test."""
    return opened(address(measured))


def address(review: Path) -> Path:
    return review / "results" / "audit" / "model.html"


def attention_of(review: Path, table: str = "model_cells", **wanted: str) -> Reals:
    """The shares of attention as the analysis wrote them."""
    rows = read_table(review / "results" / "analyse" / f"{table}.csv")
    kept = [r for r in rows if all(r[name] == value for name, value in wanted.items())]
    shares = {(r["character"], r["position"]): float(r["attention"] or "nan") for r in kept}
    return np.array([[shares[c, p] for p in POSITIONS] for c in CHARACTERS])


def from_script(matrix: list[Any]) -> Reals:
    return np.array(matrix, dtype=float)


@pytest.mark.parametrize("weights", WEIGHTS, ids=["stated", "turned", "uneven", "odd"])
def test_potential_untapped_over_served_and_distance_are_those_of_the_analysis(
    page: Any, measured: Path, weights: list[list[float]]
) -> None:
    attention = from_script(page.evaluate("MODEL.attention"))
    assert attention == pytest.approx(attention_of(measured), abs=1e-5)
    found = page.evaluate("weights => PARTNERSHIP.computed(MODEL, weights)", weights)
    potential = row_shares(np.array(weights, dtype=float))
    assert from_script(found["potential"]) == pytest.approx(potential, abs=1e-12)
    assert from_script(found["untapped"]) == pytest.approx(untapped(potential, attention), abs=1e-12)
    assert from_script(found["overServed"]) == pytest.approx(over_served(potential, attention), abs=1e-12)
    assert from_script(found["distance"]) == pytest.approx(total_variation(potential, attention), abs=1e-12)
    ranks = np.array(found["ranks"])
    assert ((ranks > 0) & (ranks <= 3)).tolist() == leading(untapped(potential, attention)).tolist()


@pytest.mark.parametrize("weights", WEIGHTS, ids=["stated", "turned", "uneven", "odd"])
def test_the_runs_that_keep_a_cell_are_counted_as_the_analysis_counts_them(
    page: Any, measured: Path, weights: list[list[float]]
) -> None:
    found = page.evaluate(
        "weights => PARTNERSHIP.keptInRuns(PARTNERSHIP.shares(weights), "
        "MODEL.runs.filter(run => run.varied === 'left_out' && run.coded_by === 'people_first'))",
        weights,
    )
    potential = row_shares(np.array(weights, dtype=float))
    runs = [
        attention_of(measured, "specification_model", specification=name)
        for name in ("people_first.coder_rules", "people_first.patterns_framing")
    ]
    expected = np.sum([leading(untapped(potential, run)) for run in runs], axis=0)
    assert found == expected.tolist()
    if weights == WEIGHTS[0]:
        rows = read_table(measured / "results" / "analyse" / "model_sensitivity.csv")
        stated = [
            int(r["kept"]) for r in rows if (r["varied"], r["coded_by"]) == ("left_out", "people_first")
        ]
        assert np.array(found).ravel().tolist() == stated


def test_random_potentials_keep_cells_as_often_as_in_the_analysis_but_for_chance(
    page: Any, measured: Path
) -> None:
    found = page.evaluate(
        "PARTNERSHIP.keptInDraws("
        "PARTNERSHIP.shares(MODEL.weights), MODEL.attention, MODEL.concentration, 20000)"
    )
    model = read_partnership_model(measured / "config" / "model.yaml")
    attention = from_script(page.evaluate("MODEL.attention"))
    expected = top_shares(untapped(potential_draws(model, seed=3), attention))
    four_errors = 4 * np.sqrt(0.25 / model.n_draws)
    assert np.abs(from_script(found) - expected).max() < four_errors


def test_numbers_above_each_other_stand_a_finger_apart(page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    tops = page.eval_on_selector_all(
        ".facts a.number",
        "links => links.map(a => a.getBoundingClientRect()).map(r => [r.top, r.left])",
    )
    for (top, left), (below, beside) in pairwise(tops):
        if abs(left - beside) < 1:
            assert below - top >= 24


def test_what_chance_alone_gives_stands_beside_the_untapped_share_of_a_row(page: Any, measured: Path) -> None:
    rows = read_table(measured / "results" / "analyse" / "model_rows.csv")
    told = page.inner_text(".model-grid tbody")
    assert told.count("by chance alone") == sum(bool(row["chance_share"]) for row in rows) > 0


def test_percentages_are_printed_as_the_ledger_prints_them(page: Any) -> None:
    shares = [0.0, 0.004, 0.0625, 0.0995, 0.09949, 0.125, 0.135, 0.5, 0.6666666, 1.0]
    found = page.evaluate("shares => shares.map(PARTNERSHIP.percent)", shares)
    assert [text.replace("\u00a0", " ") for text in found] == [percent(share) for share in shares]


def test_a_weight_is_changed_by_keyboard_and_everything_follows_beside_the_stated_shares(
    page: Any, measured: Path
) -> None:
    page.focus("#weight-0-2")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.input_value("#weight-0-2") == "2"
    weights = [[4, 2, 2], [3, 3, 2], [1, 2, 4]]
    potential = row_shares(np.array(weights, dtype=float))
    attention = from_script(page.evaluate("MODEL.attention"))
    cell = page.locator('[data-cell="0-2"]')
    assert potential[0, 2] == 0.25
    assert "25" in cell.locator('[data-yours="potential"]').inner_text()
    assert "14" in cell.locator("a.number").first.inner_text()
    row = page.locator('th [data-row-yours="0"]').inner_text()
    assert row.strip("→ ").replace("\u00a0", " ") == percent(total_variation(potential, attention)[0])
    assert page.url.endswith("#w=4,2,2,3,3,2,1,2,4")
    page.wait_for_function("document.getElementById('told').textContent.startsWith('1 weight changed')")


def test_a_link_brings_the_weights_back_and_reset_those_of_the_run(opened: Any, measured: Path) -> None:
    page = opened(address(measured), part="#w=4,2,1,3,3,2,0,2,2.5")
    assert page.input_value("#weight-2-2") == "2.5"
    assert page.locator(".your-column").first.is_visible()
    page.focus("#reset")
    page.keyboard.press("Enter")
    assert page.input_value("#weight-2-2") == "4"
    assert "#" not in page.url
    assert not page.locator(".your-column").first.is_visible()


@pytest.mark.parametrize("link", ["#w=9,9", "#w=0,0,0,3,3,2,1,2,4", "#w=4,2,1,3,3,2,1,2,5", "#w=a"])
def test_a_link_that_names_no_weights_is_told_and_changes_nothing(
    opened: Any, measured: Path, link: str
) -> None:
    page = opened(address(measured), part=link)
    assert "names no weights that the model takes" in page.inner_text("#told")
    assert page.input_value("#weight-0-0") == "4"


@pytest.mark.parametrize("wrong", ["", "5", "-1"])
def test_a_weight_that_is_none_is_told_and_the_last_shares_stay(page: Any, wrong: str) -> None:
    page.fill("#weight-1-1", wrong)
    assert page.get_attribute("#weight-1-1", "aria-invalid") == "true"
    assert "a weight is a number from 0 to 4" in page.inner_text("#fault")
    assert not page.locator('[data-cell="1-1"] [data-yours="potential"]').is_visible()
    page.fill("#weight-1-1", "1")
    assert not page.locator("#fault").is_visible()


def test_a_row_without_weight_is_told(page: Any) -> None:
    for column in range(3):
        page.fill(f"#weight-0-{column}", "0")
    assert "give at least one position a weight" in page.inner_text("#fault")


def test_the_block_is_a_model_that_the_review_reads_with_the_new_weight_and_argument(
    page: Any, measured: Path, tmp_path: Path
) -> None:
    page.fill("#weight-0-0", "2.5")
    page.fill("#weight-2-1", "0")
    own = (
        'Infusion pumps: families learn them "by heart" #1 - and\t say so.  '
        + "They notice drift at night. " * 5
    )
    page.fill("#own-0-0", own)
    block = page.inner_text("#block")
    stated = read_partnership_model(measured / "config" / "model.yaml")
    path = tmp_path / "model.yaml"
    path.write_text(f"{block}\nsensitivity:\n  concentration: 20\n  draws: 1000\n", encoding="utf-8")
    read = read_partnership_model(path)
    weights = [[read.cells[c][p].weight for p in POSITIONS] for c in CHARACTERS]
    assert weights == [[2.5, 2, 1], [3, 3, 2], [1, 0, 4]]
    assert read.cells["technical"]["protective"].because == " ".join(own.split())
    unchanged = read.cells["social_interaction"]["consultative"]
    assert unchanged.because == stated.cells["social_interaction"]["consultative"].because
    assert "# was 2: write your own argument in place of the one below" in block
    assert "# was 4" not in block
    for c in CHARACTERS:
        for p in POSITIONS:
            assert read.cells[c][p].sources == stated.cells[c][p].sources
    assert potential_shares(read)[0] == pytest.approx(np.array([2.5, 2, 1]) / 5.5)


def test_arguments_of_any_signs_come_through_the_block(page: Any, tmp_path: Path) -> None:
    nasty = (
        "- key: [value] {x} & *a !b | > % @ ` 'q' \"d\" # no\u0007\u2028\ufeff\ud83d\ude00 Å <b> \\n "
        "---\n...\n" + "so it is " * 20
    )
    block = page.evaluate("text => PARTNERSHIP.yaml(MODEL, MODEL.weights, {'1-1': text})", nasty)
    path = tmp_path / "model.yaml"
    path.write_text(f"{block}sensitivity:\n  concentration: 20\n  draws: 1000\n", encoding="utf-8")
    because = read_partnership_model(path).cells["procedural"]["consultative"].because
    assert because.startswith("- key: [value] {x} & *a !b | > % @ ` 'q' \"d\" # no")
    assert because.endswith("--- ... " + ("so it is " * 20).strip())


def test_without_script_the_page_explains_and_shows_every_share(opened: Any, measured: Path) -> None:
    page = opened(address(measured), java_script_enabled=False)
    assert page.locator(".without-script").is_visible()
    assert "Weight 4" in page.inner_text('[data-cell="0-0"]')
    assert not page.locator("#reset").is_visible()
    assert page.locator(".ranking tbody tr").count() == 9


@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_of_the_page_lies_beyond_the_window(opened: Any, measured: Path, width: int) -> None:
    page = opened(address(measured), width=width, part="#w=4,2,1,3,3,2,0,2,2.5")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("part", ["", "#w=4,2,1,3,3,2,0,2,2.5"], ids=["stated", "changed"])
@pytest.mark.parametrize("look", [{"width": 1280}, {"width": 400, "color_scheme": "dark"}], ids=str)
def test_axe_finds_no_fault(opened: Any, measured: Path, axe: str, part: str, look: dict[str, Any]) -> None:
    page = opened(address(measured), part=part, **look)
    page.evaluate(axe)
    found = page.evaluate("axe.run({preload: false})")
    assert [violation["id"] for violation in found["violations"]] == []


def test_without_any_report_weights_still_give_potential_and_nothing_is_ranked(
    opened: Any, project: Path, tmp_path: Path
) -> None:
    review = invented_review.write_review(tmp_path / "r", project, n_reports=0)
    write_model(review)
    assert run_in(review, "site") == 0
    page = opened(address(review))
    page.fill("#weight-0-0", "1")
    assert "25" in page.inner_text('[data-cell="0-0"] [data-yours="potential"]')
    assert page.locator(".leads-now").count() == 0
    assert page.locator('[data-now="draws"]').all_inner_texts() == ["–"] * 9
