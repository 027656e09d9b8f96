"""The interactive maps in a browser: their numbers, filters, lists, address and keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.coded_review import coded_review

from coprod_review.pages.names import page_name

CELLS = """twin => Array.from(document.querySelectorAll(`#twin-${twin} .cell`), (cell) => {
    const { key, n, reports, total } = cell.counted;
    return { key, n, reports: reports.length, total, name: cell.textContent };
})"""


def cells_of(page: Any, twin: str) -> dict[str, dict[str, Any]]:
    """What the cells of a twin count, by their key."""
    return {cell["key"]: cell for cell in page.evaluate(CELLS, twin)}


def opened_filters(page: Any, twin: str = "map") -> Any:
    place = page.locator(f"#twin-{twin}")
    place.get_by_role("button", name="Filter").click()
    return place


def filtered(page: Any, twin: str, text: str) -> Any:
    """The place of the twin once its summary says that the filter is at work."""
    place = page.locator(f"#twin-{twin}")
    place.locator(".twin-summary", has_text=text).wait_for()
    return place


def test_without_a_filter_the_map_counts_as_the_ledger_does(report, opened, coded) -> None:
    cells = cells_of(opened(report), "map")
    rows = [row for row in coded.sections["map"].rows if row["basis"] == "all"]
    assert len(cells) == len(rows)
    for row in rows:
        cell = cells[f"{row['tradition']}:{row['framing']}"]
        assert (cell["n"], cell["total"]) == (row["n"], row["total"])


def test_the_words_of_a_cell_tell_the_interval_of_the_analysis_and_what_none_leaves_room_for(
    report, opened, coded
) -> None:
    cells = cells_of(opened(report), "map")
    rows = [row for row in coded.sections["map"].rows if row["basis"] == "all"]
    for row in rows:
        words = cells[f"{row['tradition']}:{row['framing']}"]["name"].replace("\u00a0", " ")
        if row["n"]:
            assert f": {row['n']} of {row['total']} reports" in words
            assert f"95 % interval {points(row['low'])} to {points(row['high'])} %" in words
        else:
            assert f"none found, at most {row['at_most']} of {row['total']} reports at 95 %" in words


def points(share: float) -> str:
    return f"{share * 100:.1f}" if 0 < share * 100 < 9.95 else f"{share * 100:.0f}"


def test_years_forms_strategies_and_countries_count_as_the_ledger_does(report, opened, coded) -> None:
    page = opened(report)
    years, forms = cells_of(page, "years"), cells_of(page, "forms")
    for row in coded.sections["trends"].rows:
        if row["year"] is None or row["year"] >= 2000:
            assert years[f"{row['tradition']}:{row['year'] or 'unknown'}"]["n"] == row["n"]
    nineties = [
        r["n"]
        for r in coded.sections["trends"].rows
        if r["tradition"] == "other" and 1990 <= (r["year"] or 0) < 2000
    ]
    assert years["other:1990s"]["n"] == sum(nineties) > 0
    assert {key: cell["n"] for key, cell in forms.items()} == {
        f"{row['nature']}:{row['locus']}": row["n"] for row in coded.sections["forms"].rows
    }
    assert {key: cell["n"] for key, cell in cells_of(page, "strategies").items()} == {
        f"{row['strategy']}:{row['tradition']}": row["n"] for row in coded.sections["strategies"].rows
    }
    assert {key: cell["n"] for key, cell in cells_of(page, "countries").items()} == {
        f"{row['name']}:all": row["n"]
        for row in coded.sections["countries"].rows
        if row["kind"] != "not_stated"
    }


def test_maps_with_issues_count_in_parts_as_the_model_and_the_alluvial_do(report, opened, coded) -> None:
    page = opened(report)
    gaps, ways = cells_of(page, "evidence_gaps"), cells_of(page, "alluvial")
    for (character, position), members in coded.members_of_model.items():
        parts = [cell for key, cell in gaps.items() if key.startswith(f"{character}:{position}")]
        assert sum(cell["reports"] for cell in parts) == len(members)
    assert abs(sum(c["n"] for c in gaps.values()) - len(set().union(*coded.members_of_model.values()))) < 1e-9
    found: dict[str, float] = {}
    for row in coded.sections["alluvial"].rows:
        key = f"{row['tradition']}:{row['framing']}:{row['character']}"
        found[key] = found.get(key, 0) + row["n"]
    assert {key: cell["n"] for key, cell in ways.items() if cell["reports"]} == pytest.approx(found, abs=1e-4)


def test_a_cell_that_counts_in_parts_says_so_even_where_its_parts_add_up_to_a_whole(report, opened) -> None:
    page = opened(report)
    cells = [
        c for twin in ("evidence_gaps", "alluvial") for c in cells_of(page, twin).values() if c["reports"]
    ]
    in_parts = [abs(cell["n"] - cell["reports"]) > 1e-9 for cell in cells]
    assert any(apart and abs(c["n"] - round(c["n"])) < 1e-9 for c, apart in zip(cells, in_parts, strict=True))
    for cell, apart in zip(cells, in_parts, strict=True):
        words = cell["name"].replace("\u00a0", " ")
        shown = f"{cell['n']:.1f}".removesuffix(".0")
        counted = f"{shown} counted in parts: " if apart else ""
        assert f": {counted}{cell['reports']} of {cell['total']} reports" in words


def test_the_bars_of_a_tradition_have_its_colour_and_those_of_countries_have_one_colour(
    report, opened
) -> None:
    page = opened(report)
    colours = """twin => Array.from(document.querySelectorAll(`#twin-${twin} tbody tr`), (row) => {
        const bars = Array.from(row.querySelectorAll(".bar"));
        return Array.from(new Set(bars.map((bar) => getComputedStyle(bar).backgroundColor)));
    })"""
    years = page.evaluate(colours, "years")
    assert all(len(row) == 1 for row in years)
    assert len({row[0] for row in years}) == len(years) > 3
    legend = page.locator("#twin-evidence_gaps .twin-legend .bubble")
    of_bubbles = legend.evaluate_all("all => all.map((one) => getComputedStyle(one).backgroundColor)")
    assert [row[0] for row in years] == of_bubbles[: len(years)]
    assert len({colour for row in page.evaluate(colours, "countries") for colour in row}) == 1


def test_the_ring_of_a_field_in_focus_leaves_its_label_free(report, opened) -> None:
    page = opened(report)
    opened_filters(page)
    for name in ("coder", "to"):
        page.locator(f"[name={name}]").focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        label, ring = page.evaluate(
            """() => {
                const field = document.activeElement, style = getComputedStyle(field);
                const reach = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
                const label = field.closest("label").querySelector("span").getBoundingClientRect();
                return [label.bottom, field.getBoundingClientRect().top - reach];
            }"""
        )
        assert label <= ring


def test_the_filter_explicit_gives_the_map_of_explicit_codes(report, opened, coded) -> None:
    page = opened(report)
    opened_filters(page)
    page.locator("[name=tradition_basis]").select_option("explicit")
    filtered(page, "map", "Basis of the tradition code: Explicit")
    cells = cells_of(page, "map")
    for row in (row for row in coded.sections["map"].rows if row["basis"] == "explicit"):
        assert cells[f"{row['tradition']}:{row['framing']}"]["n"] == row["n"]


def test_another_coder_shows_its_own_codes(report, opened, coded) -> None:
    page = opened(report)
    opened_filters(page)
    page.locator("[name=coder]").select_option("reader_1")
    filtered(page, "map", "codes: Reader 1")
    included = {d.report_id for d in coded.results.decisions if d.included}
    given: dict[str, dict[str, tuple[str, ...]]] = {}
    for coding in coded.results.codings:
        if coding.coder == "reader_1" and coding.report_id in included:
            given.setdefault(coding.report_id, {})[coding.dimension] = coding.codes
    both = [codes for codes in given.values() if codes["tradition"] and codes["framing"]]
    cells = cells_of(page, "map")
    assert {cell["total"] for cell in cells.values()} == {len(both)}
    wanted = sum(c["tradition"] == ("other",) and c["framing"] == ("none",) for c in both)
    assert cells["other:none"]["n"] == wanted


def test_years_and_country_narrow_every_map_and_one_button_shows_all_again(report, opened, coded) -> None:
    page = opened(report)
    place = opened_filters(page)
    before = cells_of(page, "forms")
    page.locator("[name=from]").fill("2005")
    page.locator("[name=to]").fill("2015")
    page.locator("[name=country]").select_option("Kenya")
    filtered(page, "map", "years 2005 to 2015; country: Kenya")
    kenya = next(r for r in coded.sections["countries"].rows if r["name"] == "Kenya")
    year_of = {report.report_id: report.year for report in coded.results.reports}
    wanted = [
        r for r in coded.results.ledger[kenya["number_id"]].members if 2005 <= (year_of[r] or 0) <= 2015
    ]
    assert cells_of(page, "countries")["Kenya:all"]["n"] == len(wanted) > 0
    assert cells_of(page, "forms") != before
    place.get_by_role("button", name="Show all again").click()
    assert cells_of(page, "forms") == before
    assert "&" not in page.url


def test_a_click_lists_the_reports_of_the_cell_with_links_to_their_pages(report, opened, coded) -> None:
    page = opened(report)
    rows = [r for r in coded.sections["map"].rows if r["basis"] == "all" and 0 < r["n"] <= 25]
    row = max(rows, key=lambda r: r["n"])
    place = page.locator("#twin-map")
    page.evaluate(
        "key => [...document.querySelectorAll('#twin-map .cell')].find((c) => c.counted.key === key).click()",
        f"{row['tradition']}:{row['framing']}",
    )
    links = place.locator(".twin-reports a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    members = coded.results.ledger[row["number_id"]].members
    assert sorted(links) == sorted(f"audit/reports/{page_name(member)}.html" for member in members)
    words = place.locator(".twin-reports .badge").all_inner_texts()
    assert {word.strip("· ") for word in words} <= {"readers agree", "decided by machine", "adjudicated"}
    place.get_by_role("button", name="Close the list").click()
    assert place.locator(".twin-list").is_hidden()
    assert page.evaluate("document.activeElement.classList.contains('cell')")


def test_long_lists_come_in_pages(tmp_path, project, write_report, opened) -> None:
    page = opened(write_report(coded_review(project, n=260, seed=3), tmp_path))
    place = page.locator("#twin-countries")
    place.locator(".cell").first.click()
    total = page.evaluate("document.querySelector('#twin-countries .cell').counted.reports.length")
    assert total > 50
    assert place.locator(".twin-reports li").count() == 25
    place.get_by_role("button", name="Show 25 more").click()
    assert place.locator(".twin-reports li").count() == 50


def test_the_address_keeps_filters_and_list_and_brings_them_back(report, opened) -> None:
    page = opened(report)
    opened_filters(page)
    page.locator("[name=coder]").select_option("rules")
    page.locator("[name=from]").fill("2001")
    place = filtered(page, "map", "codes: Rules (machine); from 2001")
    place.locator(".cell").nth(3).click()
    heading = place.locator(".twin-list h4").inner_text()
    again = opened(report, part="#" + page.url.partition("#")[2])
    assert again.locator("#twin-map .twin-list h4").inner_text() == heading
    assert cells_of(again, "map") == cells_of(page, "map")
    assert again.locator("[name=coder]").input_value() == "rules"


def test_an_address_with_foreign_names_filters_nothing(report, opened) -> None:
    plain = cells_of(opened(report), "map")
    part = "#twin-map&coder=__proto__&framing=nonsense&constructor=x&from=abc&show=map:no:such&country=<b>"
    assert cells_of(opened(report, part=part), "map") == plain


def test_the_keyboard_alone_reaches_filters_cells_and_lists(report, opened) -> None:
    page = opened(report)
    page.locator("#twin-map").get_by_role("button", name="Filter").focus()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.className + ' ' + document.activeElement.tagName")
        )
    assert any(name.startswith("cell") for name in reached)
    page.locator("#twin-map .cell[tabindex='0']").focus()
    for key, column, row in (
        ("ArrowRight", 2, 0),
        ("ArrowDown", 2, 1),
        ("ArrowLeft", 1, 1),
        ("ArrowUp", 1, 0),
    ):
        page.keyboard.press(key)
        found = page.evaluate(
            "(({ parentNode: td }) => [td.cellIndex, td.parentNode.sectionRowIndex])(document.activeElement)"
        )
        assert found == [column, row]
    assert page.locator("#twin-map .twin-told").inner_text().startswith("Public administration")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H4"
    page.keyboard.press("Escape")
    assert page.locator("#twin-map .twin-list").is_hidden()
    assert page.evaluate("document.activeElement.classList.contains('cell')")


def test_a_hostile_title_is_text_in_the_list(report, opened) -> None:
    page = opened(report)
    first = "[...document.querySelectorAll('.twin .cell')].find((cell) => cell.counted.reports[0] === 0)"
    page.evaluate(f"{first}.click()")
    title = page.locator(".twin-list:not([hidden]) .twin-reports a").first
    assert title.inner_text().startswith("</script><script>alert(1)</script><b>")
    assert page.locator(".twin-reports b").count() == 0


def test_a_title_that_turns_the_direction_of_writing_turns_no_words_beside_it(report, opened) -> None:
    page = opened(report)
    page.locator("#twin-map .cell b").first.click()
    title = page.locator("#twin-map .twin-reports a > *").first
    assert title.evaluate("one => getComputedStyle(one).unicodeBidi") == "isolate"


def test_with_one_report_every_map_stands_and_its_cell_lists_it(
    tmp_path, project, write_report, opened
) -> None:
    page = opened(write_report(coded_review(project, n=1), tmp_path))
    assert "of 1 included reports" in page.locator("#twin-forms .twin-summary").inner_text()
    counted = [
        cell for twin in ("map", "years", "forms") for cell in cells_of(page, twin).values() if cell["n"]
    ]
    assert {(cell["n"], cell["reports"], cell["total"]) for cell in counted} == {(1, 1, 1)}


def test_without_reports_every_map_says_that_there_is_nothing_to_count(
    tmp_path, project, write_report, opened
) -> None:
    page = opened(write_report(coded_review(project, n=0), tmp_path))
    assert "Shown: 0 of 0 included reports." in page.locator("#twin-map .twin-summary").inner_text()
    assert all("nothing to count" in cell["name"] for cell in cells_of(page, "map").values())
    assert page.locator("#twin-countries .cell").count() == 0
    assert page.locator("#twin-years").is_hidden()
