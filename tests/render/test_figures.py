"""Every figure comes out whole: nothing cut, nothing overlapping, whatever the results lack."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from coprod_review.config import FigureSettings
from coprod_review.io.codebook import read_codebook
from coprod_review.model.corpus import ExportFile
from coprod_review.render import lettering, style
from coprod_review.render.figure_spec import Columns, FigureSpec, drawn
from coprod_review.render.figures import FIGURES
from coprod_review.render.results import FlowBox, Results
from coprod_review.render.wording import SOURCE

from .conftest import CASES, overlap_of

PRINT = FigureSettings(dpi=(72,), width_one_column_mm=88, width_two_columns_mm=180)
PAGE_MM = 235.0
TOUCH = 0.75
"""Points by which boxes of letters may meet: side bearings and the room for descenders."""

SPECS = pytest.mark.parametrize("spec", FIGURES, ids=lambda spec: spec.name)
FOR_ALL = ("full", "empty", "single", "long", "large")
FOR_SOME = {
    "prisma_flow": ("both_ways", "long_both_ways", "updated", "updated_both_ways", "updated_long"),
    "overlap": ("many_sources", "one_source", "forty_sources"),
}
"""Cases that change nothing but these figures."""
IN_WIDTHS = pytest.mark.parametrize(
    ("spec", "columns", "case"),
    [
        pytest.param(spec, columns, case, id=f"{spec.name}-{columns}-{case}")
        for spec in FIGURES
        for columns in ("one", "two")
        if columns == "two" or not spec.only_wide
        for case in (*FOR_ALL, *FOR_SOME.get(spec.name, ()))
    ],
)
"""Every figure in each width of a journal, but in one column where it says that it does not fit."""


def visible_texts(figure: Figure) -> list[Text]:
    """Every text that prints, tick labels among them."""
    figure.draw_without_rendering()
    found = []
    for axes in figure.axes:
        shown = [*_ticks(axes.xaxis), *_ticks(axes.yaxis)] if axes.axison else []
        labels = [axes.xaxis.label, axes.yaxis.label] if axes.axison else []
        found += [*axes.texts, *shown, *(t for t in labels if t.get_text())]
    return [*found, *figure.texts]


def _ticks(axis: Axis) -> list[Text]:
    """The labels of the ticks that lie in the view; Matplotlib keeps others that it never draws."""
    low, high = sorted(axis.get_view_interval())
    return [
        tick.label1
        for tick in axis.get_major_ticks()
        if low <= tick.get_loc() <= high and tick.label1.get_visible() and tick.label1.get_text()
    ]


def made(spec: FigureSpec, results: Results, columns: Columns | None = None) -> tuple[Figure, list[Text]]:
    """The figure on a canvas of points, and its texts."""
    figure = drawn(spec, results, PRINT, columns=columns)
    FigureCanvasAgg(figure)
    figure.set_dpi(72)
    return figure, visible_texts(figure)


@IN_WIDTHS
def test_a_figure_keeps_its_letters_inside_apart_and_on_a_page_in_seven_points_or_more(
    spec: FigureSpec, columns: Columns, case: str
) -> None:
    with style.figure_style():
        figure, texts = made(spec, CASES[case](), columns)
        boxes = [(t.get_text(), t.get_window_extent()) for t in texts]
        width, height = figure.bbox.width, figure.bbox.height
    assert boxes
    for words, box in boxes:
        inside = (
            box.x0 >= -TOUCH and box.y0 >= -TOUCH and box.x1 <= width + TOUCH and box.y1 <= height + TOUCH
        )
        assert inside, f"{words!r} is cut: {box} in {width} x {height}"
    for (words, a), (others, b) in combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        along = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across < TOUCH or along < 2 * TOUCH, f"{words!r} and {others!r} overlap"
    width, height = style.size_mm(figure)
    assert width == pytest.approx(180 if columns == "two" else 88)
    assert height <= PAGE_MM
    assert min(float(t.get_fontsize()) for t in texts) >= style.SMALL


@pytest.mark.parametrize(
    ("spec", "columns"),
    [
        pytest.param(spec, columns, id=f"{spec.name}-{columns}")
        for spec in FIGURES
        for columns in ("one", "two")
        if columns == "two" or not spec.only_wide
    ],
)
def test_labels_of_the_codebook_are_never_cut(
    spec: FigureSpec, columns: Columns, full: Results, project: Path
) -> None:
    labels = read_codebook(project / "config" / "codebook.yaml")
    with style.figure_style():
        _, texts = made(spec, replace(full, codebook=labels), columns)
    assert not [t.get_text() for t in texts if "…" in t.get_text()]


@SPECS
def test_a_figure_of_nothing_says_what_is_missing(spec: FigureSpec) -> None:
    with style.figure_style():
        _, texts = made(spec, CASES["empty"]())
    words = " ".join(t.get_text() for t in texts)
    assert any(part in words for part in ("No ", "Nothing", "needs", "is known of no")), words


@SPECS
def test_a_figure_tells_in_words_what_it_shows(spec: FigureSpec, full: Results) -> None:
    assert spec.title and spec.caption.endswith(".") and spec.alt_text.endswith(".")
    assert spec.note(full)
    sheet = spec.data(full)
    assert sheet.rows
    assert all(set(row) >= set(sheet.names) for row in sheet.rows)


def test_every_case_is_drawn_by_some_figure() -> None:
    assert set(CASES) == {*FOR_ALL, *(case for cases in FOR_SOME.values() for case in cases)}


def test_a_figure_that_does_not_fit_one_column_does_not_ask_for_it() -> None:
    only_wide = [spec for spec in FIGURES if spec.only_wide]
    assert all(spec.columns == "two" for spec in only_wide)
    assert {"alluvial", "countries", "years", "overlap"}.isdisjoint(spec.name for spec in only_wide)


def test_figures_have_names_of_their_own() -> None:
    names = [spec.name for spec in FIGURES]
    assert len(set(names)) == len(names)


def test_an_empty_cell_of_the_map_tells_how_many_it_still_allows(full: Results) -> None:
    spec = next(s for s in FIGURES if s.name == "map")
    with style.figure_style():
        _, texts = made(spec, full)
    words = [t.get_text() for t in texts]
    assert "none found, at most" in words
    assert "3 of 190 at 95\u00a0%" in words


def test_years_that_are_unknown_are_counted_beside_the_strips(full: Results) -> None:
    spec = next(s for s in FIGURES if s.name == "years")
    with style.figure_style():
        _, texts = made(spec, full)
    assert "year unknown: 4" in [t.get_text() for t in texts]


@pytest.mark.parametrize("columns", ["one", "two"])
def test_large_counts_beside_the_years_are_not_cut(full: Results, columns: Columns) -> None:
    trends = [replace(t, n=1000 * t.n + 999) for t in full.trends]
    spec = next(s for s in FIGURES if s.name == "years")
    with style.figure_style():
        figure, texts = made(spec, replace(full, trends=trends), columns)
        right = max(t.get_window_extent().x1 for t in texts)
    assert right <= figure.bbox.width + TOUCH


def test_prepared_files_are_never_called_searches(full: Results) -> None:
    spec = next(s for s in FIGURES if s.name == "prisma_flow")
    with style.figure_style():
        _, texts = made(spec, full)
    words = " ".join(t.get_text() for t in texts)
    assert "2 prepared files" in words
    assert "not by a database search" in words


def test_who_excluded_stands_in_a_block_of_its_own_below_the_reasons(full: Results) -> None:
    excluders = [
        FlowBox(box=f"excluded_by.{kind}", label=f"reports excluded by {kind}", n=n, number_id=kind)
        for kind, n in (("people", 2), ("models", 5))
    ]
    words = words_of("prisma_flow", replace(full, flow=[*full.flow, *excluders]))
    heading = words.index("The same reports by who decided")
    assert [words.index(told) > heading for told in ("By people", "By models")] == [True, True]
    assert "The same reports by who decided" not in words_of("prisma_flow", full)


def test_other_methods_have_a_column_of_their_own_and_the_rule_of_counting_is_said() -> None:
    words = words_of("prisma_flow", CASES["both_ways"]())
    text = " ".join(words)
    assert "Identification via databases and registers" in words
    assert "Identification via other methods" in words
    assert "11 Held by databases and registers too, counted there" in text
    assert "found both ways counts once" in text
    assert "14 Via other methods" in text


@pytest.mark.parametrize("case", ["updated", "updated_both_ways"])
def test_an_updated_review_has_a_box_of_its_previous_version_and_of_both(case: str) -> None:
    text = " ".join(words_of("prisma_flow", CASES[case]()))
    assert "Previous" in text and "n = 120" in text and "97" in text
    assert "Reports included in this version" in text and "New reports" not in text
    assert "Reports included in total" in text and "n = 308" in text
    note = spec_of("prisma_flow").note(CASES[case]())
    assert "Previous version (Ann 2019): counted by what the search log says" in note


def test_reports_of_which_none_was_found_again_are_new() -> None:
    results = CASES["updated"]()
    new = replace(results, flow=[box for box in results.flow if not box.box.endswith("found_again")])
    assert "New reports included" in " ".join(words_of("prisma_flow", new))


def test_a_first_version_speaks_of_no_previous_one(full: Results) -> None:
    assert "version" not in " ".join(words_of("prisma_flow", full))


def test_sources_that_are_too_many_for_a_box_are_told_together() -> None:
    text = " ".join(words_of("prisma_flow", CASES["both_ways"]()))
    assert "75 5 further ones together" in text


def test_a_source_with_several_exports_is_one_line_of_the_flow() -> None:
    results = CASES["both_ways"]()
    text = " ".join(words_of("prisma_flow", results))
    assert "Citation search of the included reports" in text
    assert "Cited by the next ten" not in text
    assert "Cited by the next ten" in [row["label"] for row in spec_of("prisma_flow").data(results).rows]


def test_the_flow_counts_databases_and_not_their_exports() -> None:
    twice = (
        FlowBox(box="identified", label="Records identified", n=9, number_id="flow.identified"),
        FlowBox(box="identified.one", label="Index One", n=9, number_id="flow.identified.one"),
        *(
            FlowBox(box=f"identified.one.{n}", label=f"part {n}", n=n, number_id=f"flow.identified.one.{n}")
            for n in (4, 5)
        ),
    )
    searched = tuple(
        ExportFile(file=f"{n}.ris", label=f"part {n}", origin="search", database="Index One") for n in (4, 5)
    )
    text = " ".join(words_of("prisma_flow", replace(CASES["full"](), flow=twice, exports=searched)))
    assert "Records identified from 1 database" in text
    assert "part 4" not in text


def test_every_combination_of_sources_is_drawn_or_said_not_to_be() -> None:
    results = CASES["many_sources"]()
    spec = spec_of("overlap")
    with style.figure_style():
        figure, texts = made(spec, results)
    (canvas,) = figure.axes
    upright = [t.get_text() for t in texts if t.get_rotation() == 90]
    n_drawn = len(upright) // 2
    assert n_drawn >= 20
    assert f"Not drawn: {60 - n_drawn} further combinations, with" in spec.note(results)
    assert len(spec.data(results).rows) == 60
    marked = [line for line in canvas.lines if line.get_marker() == "o" and line.get_color() == style.INK]
    assert [np.size(line.get_xdata()) for line in marked] == [
        len(c.sources.split(" | ")) for c in results.combination_counts[:n_drawn]
    ]


@pytest.mark.parametrize("n_sources", [1, 2, 3, 6])
@pytest.mark.parametrize("columns", ["one", "two"])
def test_the_overlap_of_few_sources_fills_its_width(columns: Columns, n_sources: int) -> None:
    names = [f"Index {n}" for n in range(n_sources)]
    chosen = [" | ".join(c) for size in range(1, n_sources + 1) for c in combinations(names, size)]
    counts = {combination: 300 - n for n, combination in enumerate(chosen)}
    results = replace(CASES["full"](), **overlap_of(counts))
    with style.figure_style():
        figure, _ = made(spec_of("overlap"), results, columns)
        width, _ = style.size_mm(figure)
        dots = [float(x) for line in figure.axes[0].lines for x in np.ravel(line.get_xdata())]
    first, last, n_drawn = min(dots), max(dots), len({*dots})
    apart = (last - first) / (n_drawn - 1) if n_drawn > 1 else 2 * (width - last)
    assert width - last - apart / 2 < 3, "the columns end before the figure does"


def test_on_one_column_the_overlap_counts_what_is_not_drawn_there() -> None:
    results = CASES["many_sources"]()
    with style.figure_style():
        figure, _ = made(spec_of("overlap"), results, "one")
    drawn_lines = [line for line in figure.axes[0].lines if line.get_linestyle() == "-"]
    rest = results.combination_counts[len(drawn_lines) :]
    n = sum(c.n for c in rest if c.among == "all")
    told = " ".join(t.get_text() for t in reversed(figure.texts))
    assert 0 < len(drawn_lines) < 60
    assert f"Not drawn: {60 - len(drawn_lines)} further combinations, with {n:,} reports" in told


def test_the_bubbles_of_the_evidence_gap_map_add_up_to_its_reports(full: Results) -> None:
    rows = spec_of("evidence_gaps").data(full).rows
    counted = sum(float(row["n"] or 0) for row in rows)
    assert counted == pytest.approx(sum(cell.n for cell in full.model_cells))
    assert "not settled" in words_of("evidence_gaps", full)
    settled = [replace(c, share_by_tradition={"none": 1.0}) for c in full.model_cells]
    assert "not settled" not in words_of("evidence_gaps", replace(full, model_cells=settled))


def test_the_axis_of_the_years_has_a_name(full: Results) -> None:
    assert "Reports in a year" in words_of("years", full)


def test_counts_of_sources_too_many_for_the_page_are_said(full: Results) -> None:
    note = spec_of("overlap").note(CASES["forty_sources"]())
    assert "n = 821 reports from 40 sources" in note
    assert "Not drawn: 17 further combinations and 16 sources with fewer reports, with 137 reports" in note
    assert "Not drawn" not in spec_of("overlap").note(full)


def spec_of(name: str) -> FigureSpec:
    return next(s for s in FIGURES if s.name == name)


def words_of(name: str, results: Results) -> list[str]:
    with style.figure_style():
        _, texts = made(spec_of(name), results)
    return [t.get_text() for t in texts]


def test_a_cell_of_the_map_tells_how_many_bases_are_not_settled(full: Results) -> None:
    words = words_of("map", full)
    assert "1 basis not settled" in words
    halves = [replace(c, n=c.n - c.n % 2) for c in full.map_cells if c.basis != "implicit"]
    equal = [replace(c, n=0) for c in full.map_cells if c.basis == "implicit"]
    counted = {(c.tradition, c.framing): c.n for c in halves if c.basis == "all"}
    explicit = [replace(c, n=counted[c.tradition, c.framing]) for c in halves]
    settled = words_of("map", replace(full, map_cells=[*explicit, *equal]))
    assert not any("basis not settled" in line for line in settled if "or no tradition" not in line)


def test_a_tradition_without_a_report_on_safety_has_no_panel_and_the_note_says_so(full: Results) -> None:
    words = words_of("strategies", full)
    assert "Public administration" not in words
    assert "Service management" in words
    assert "No panel, as no report counts: public administration." in spec_of("strategies").note(full)


def test_of_the_baselines_only_the_best_is_drawn_and_lineage_stands_in_the_note(full: Results) -> None:
    worse = [
        replace(p, coder="baseline_worse", macro_f1=0.01) for p in full.performance if p.baseline == "yes"
    ]
    sparse = [
        replace(p, n_decided=9) if p.coder == "lineage" else p
        for p in full.performance
        if p.coder != "lineage" or p.dimension == "tradition"
    ]
    results = replace(full, performance=[*worse, *sparse])
    words = words_of("performance", results)
    assert "majority (best baseline on average)" in words
    assert not any("worse" in line or line == "lineage" for line in words)
    note = spec_of("performance").note(results)
    assert "codes only reports whose cited works are known, its silence counting as wrong: 9 of 150" in note


def test_a_bin_of_few_predictions_is_grey_and_off_the_curve(full: Results) -> None:
    dimension = full.calibration[0].dimension
    bins = [b for b in full.calibration if b.dimension == dimension]
    with style.figure_style():
        figure, _ = made(
            spec_of("calibration"), replace(full, calibration=[replace(bins[0], n=4), *bins[1:]])
        )
    (axes,) = [a for a in figure.axes if a.collections]
    assert np.size(axes.lines[1].get_xdata()) == len(bins) - 1
    assert len(np.unique(np.asarray(axes.collections[0].get_facecolor()), axis=0)) == 2


@pytest.mark.parametrize("spec", [s for s in FIGURES if s.columns == "one"], ids=lambda spec: spec.name)
def test_the_note_of_a_narrow_figure_stays_small_beside_it(spec: FigureSpec, full: Results) -> None:
    assert lettering.note_height(spec.note(full), 88) < 0.25 * spec.body_height(full)


def test_the_notes_of_flow_and_overlap_say_alike_what_a_source_is(full: Results) -> None:
    notes = [spec.note(full) for spec in FIGURES if spec.name in ("prisma_flow", "overlap")]
    assert len(notes) == 2
    assert all(SOURCE in note for note in notes)
