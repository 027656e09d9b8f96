"""The report in a browser: narrow and wide, by keyboard, in print, without scripts, and before axe-core."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.conftest import WIDTHS
from tests.report.coded_review import coded_review


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
def test_axe_finds_no_serious_fault_of_the_report(report, opened, axe, width, scheme) -> None:
    page = opened(report, width=width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    page.locator("#twin-map").get_by_role("button", name="Filter").click()
    page.locator("#twin-map .cell").first.click()
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate("axe.run(document).then((run) => run.violations)")
    serious = [
        (fault["id"], [node["html"][:120] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_no_wider_than_the_screen(report, opened, width) -> None:
    page = opened(report, width=width)
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    page.locator("#twin-map").get_by_role("button", name="Filter").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_stop_of_the_keyboard_skips_to_the_content(report, opened) -> None:
    page = opened(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_no_stop_of_the_keyboard_is_a_trap_and_each_shows_its_focus(report, opened) -> None:
    page = opened(report)
    seen: list[int] = []
    unseen: list[str] = []
    mark = "(document.activeElement.stop ??= (window.stops = (window.stops ?? 0) + 1))"
    for _ in range(150):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(mark))
        if page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none":
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 100)"))
    assert len(set(seen)) == 150
    assert unseen == []


def test_each_map_is_one_stop_of_the_keyboard(report, opened) -> None:
    page = opened(report)
    stops = page.evaluate(
        """[...document.querySelectorAll('.twin')]
        .map((map) => map.querySelectorAll(".cell[tabindex='0']").length)"""
    )
    assert len(stops) >= 6
    assert set(stops) == {1}


def test_print_shows_the_whole_of_long_tables_and_figures_instead_of_maps(report, opened) -> None:
    page = opened(report)
    page.emulate_media(media="print")
    assert not page.locator(".twin").first.is_visible()
    assert page.evaluate(
        "[...document.querySelectorAll('.off-page')].every((row) => getComputedStyle(row).display !== 'none')"
    )
    figures = page.locator("figure")
    assert figures.count() > 0
    assert all(figure.is_visible() for figure in figures.all())


def test_without_scripts_figures_and_tables_stand_where_the_maps_would(report, opened) -> None:
    page = opened(report, java_script_enabled=False)
    assert not page.locator(".twin").first.is_visible()
    assert page.locator("figure").first.is_visible()
    assert page.get_by_role("region", name="Reports by tradition and framing, all codes").first.is_visible()


def test_the_table_that_tells_what_the_map_tells_is_folded_on_a_screen_and_stands_in_print(
    report, opened
) -> None:
    page = opened(report)
    table = page.locator("details[data-twin='map'] table")
    assert not table.is_visible()
    page.get_by_text("The counts as a table, each linked to its list").click()
    assert table.is_visible()
    page.get_by_text("The counts as a table, each linked to its list").click()
    page.emulate_media(media="print")
    assert table.is_visible()


def test_a_long_table_comes_in_pages_with_a_search(tmp_path, project, write_report, opened) -> None:
    page = opened(write_report(coded_review(project, n=90, years=(2000, 2060)), tmp_path))
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    pager = page.get_by_role("group", name="Rows of: Reports by year and tradition")
    table = page.get_by_role("region", name="Reports by year and tradition")
    first = table.locator("tbody tr:visible th").all_inner_texts()
    assert len(first) == 20
    pager.get_by_role("button", name="Next rows").click()
    second = table.locator("tbody tr:visible th").all_inner_texts()
    assert len(second) == 20
    assert not set(first) & set(second)
    pager.get_by_role("searchbox").fill("2017")
    assert table.locator("tbody tr:visible th").all_inner_texts() == ["2017"]


def test_what_was_unfolded_is_so_again_when_the_reader_comes_back(report, opened, tmp_path) -> None:
    page = opened(report)
    folds = page.locator("main details")
    folded = next(fold for fold in folds.all() if fold.get_attribute("open") is None and fold.is_visible())
    name = folded.locator("summary").first.inner_text()
    folded.locator("summary").first.click()
    before = folds.evaluate_all("all => all.map((fold) => fold.open)")
    elsewhere = tmp_path / "number.html"
    elsewhere.write_text("<title>A number</title>", "utf-8")
    page.goto(elsewhere.as_uri())
    page.go_back()
    assert page.locator("main details[open] > summary").get_by_text(name, exact=True).count() == 1
    assert folds.evaluate_all("all => all.map((fold) => fold.open)") == before


def test_a_map_wider_than_a_telephone_says_so_and_shows_recent_years_first(report, opened) -> None:
    page = opened(report, width=390)
    hint = "table => getComputedStyle(table.querySelector('caption'), '::after').content"
    for figure, told in (("map", "scroll sideways →"), ("years", "← scroll sideways")):
        assert told in page.locator(f"#twin-{figure} .twin-table").evaluate(hint)
    wide = opened(report, width=1280)
    assert "scroll" not in wide.locator("#twin-map .twin-table").evaluate(hint)
    last = page.locator("#twin-years thead th").last.bounding_box()
    assert last and last["x"] + last["width"] <= 390
