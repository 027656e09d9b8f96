"""The lists of reports in a browser: search, filters, order, pages, address; and the pages behind them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.audit import invented_review
from tests.audit.fixtures import run_in
from tests.stage_tables import write_reports, write_screening

from coprod_review.io import tables

COPIES = 90
"""The invented reports come so often, so that a list has several pages and more members than are drawn."""


@pytest.fixture(scope="module")
def audit(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a review of 540 reports; on some, people decided."""
    review = invented_review.write_review(tmp_path_factory.mktemp("listed") / "r", project)
    results = review / "results"
    reports = tables.read_reports(results / "dedupe" / "reports.parquet")
    names = {r.report_id: [f"{r.report_id}-{n:02}" for n in range(1, COPIES)] for r in reports}

    def multiplied(rows: Any) -> list[Any]:
        return [*rows, *(replace(row, report_id=name) for row in rows for name in names[row.report_id])]

    again = [
        replace(r, report_id=name, title=f"{r.title}, copy {name[-2:]}", doi=f"10.1/{name}")
        for r in reports
        for name in names[r.report_id]
    ]
    write_reports(results / "dedupe" / "reports.parquet", [*reports, *again])
    decided = tables.read_screening(results / "screen" / "decisions.parquet")
    write_screening(results / "screen" / "decisions.parquet", multiplied(decided))
    codes = tables.read_codes(results / "code" / "codes.parquet")
    tables.write_codes(results / "code" / "codes.parquet", multiplied(codes))
    for path in (results / "settle" / "codings.parquet", *(results / "code").glob("[rlc]*.parquet")):
        if path.name not in ("codes.parquet",):
            tables.write_codings(path, multiplied(tables.read_codings(path)))
    flow = tables.read_numbers(results / "screen" / "flow.parquet")
    every = tuple(sorted([r.report_id for r in reports] + [r.report_id for r in again]))
    tables.write_numbers(
        results / "screen" / "flow.parquet",
        [
            replace(n, members=every, value=float(len(every)), text=str(len(every)))
            if n.number_id == "flow.screened"
            else n
            for n in flow
        ],
    )
    decisions = review / "corpus" / "decisions"
    decisions.mkdir(exist_ok=True)
    (decisions / "disputes.csv").write_text(
        "report,dimension,codes,quote,coder,date,reason,against,after\n"
        "r002,tradition,integrative,,CD,2026-11-20,It argues from <i>both</i>.,service_management,0\n",
        encoding="utf-8",
    )
    assert run_in(review, "site") == 0
    return results / "audit"


@pytest.fixture
def listed(opened: Any, audit: Path) -> Any:
    """The list of all reports, its rows drawn."""
    return drawn(opened(audit / "index.html"))


def drawn(page: Any) -> Any:
    page.wait_for_function(
        "document.querySelector('.pager button') && document.getElementById('found').textContent"
    )
    return page


def choose(page: Any, name: str, value: str, told: str) -> None:
    page.locator(f"[name='{name}']").select_option(value)
    page.get_by_text(told, exact=True).wait_for()


def ids(page: Any) -> list[str]:
    found: list[str] = page.locator("#reports tbody th").all_inner_texts()
    return found


def test_fifty_reports_stand_on_a_page_and_the_keyboard_turns_to_the_next(listed) -> None:
    assert listed.locator("#found").inner_text() == "540 of 540 reports"
    first = ids(listed)
    listed.locator(".found .next").focus()
    listed.keyboard.press("Enter")
    listed.wait_for_function("location.hash === '#page=2'")
    assert len(first) == len(ids(listed)) == 50
    assert not set(first) & set(ids(listed))


def test_filters_narrow_together_and_all_are_taken_back_at_once(listed) -> None:
    choose(listed, "screening", "excluded", "90 of 540 reports")
    assert all(name.startswith("r005") for name in ids(listed))
    listed.get_by_role("button", name="Show all").click()
    listed.get_by_text("540 of 540 reports").wait_for()
    listed.get_by_text("Filter by codes").click()
    choose(listed, "code.tradition", "service_management", "450 of 540 reports")
    choose(listed, "in", "tradition", "450 of 540 reports")
    choose(listed, "differs", "disputed", "1 of 540 reports")
    assert ids(listed) == ["r002"]
    assert "disputed, not settled" in listed.locator("#reports tbody").inner_text()


def test_a_search_finds_words_of_title_author_id_and_doi(listed) -> None:
    for sought, told in (
        ("copy 07", "6 of 540 reports"),
        ("LIND pump", "180 of 540 reports"),
        ("10.1/r003-11", "1 of 540 reports"),
        ("r006", "90 of 540 reports"),
        ("nowhere", "0 of 540 reports"),
    ):
        listed.locator("[name='q']").fill(sought)
        listed.get_by_text(told, exact=True).wait_for()


def test_columns_sort_both_ways_with_unknown_years_last(listed) -> None:
    year = listed.locator("[data-sort='year']")
    year.get_by_role("button").click()
    listed.wait_for_function("document.querySelector('[data-sort=year]').ariaSort === 'ascending'")
    assert listed.locator("#reports tbody td.n").first.inner_text() == "2001"
    year.get_by_role("button").press("Enter")
    listed.wait_for_function("document.querySelector('[data-sort=year]').ariaSort === 'descending'")
    assert listed.evaluate("document.activeElement.parentElement.dataset.sort") == "year"
    listed.goto(f"{listed.url.partition('#')[0]}#sort=-year&page=11")
    listed.wait_for_function("document.querySelector('.pager input').value === '11'")
    assert listed.locator("#reports tbody td.n").last.inner_text() == "—"


def test_the_address_brings_filters_order_and_page_back(opened, audit, listed) -> None:
    choose(listed, "screening", "included", "450 of 540 reports")
    listed.locator("[data-sort='title'] button").click()
    listed.locator(".found .next").click()
    listed.wait_for_function("location.hash.includes('page=2') && location.hash.includes('sort=title')")
    again = drawn(opened(audit / "index.html", part=listed.evaluate("location.hash")))
    assert again.locator("#found").inner_text() == "450 of 540 reports"
    assert ids(again) == ids(listed)
    assert again.locator("[data-sort='title']").get_attribute("aria-sort") == "ascending"


def test_an_address_with_foreign_names_filters_nothing(opened, audit) -> None:
    page = drawn(
        opened(
            audit / "index.html", part="#__proto__=x&constructor=y&screening=nonsense&sort=valueOf&page=-3"
        )
    )
    assert page.locator("#found").inner_text() == "540 of 540 reports"
    assert len(ids(page)) == 50


def test_hostile_titles_are_text_in_the_list(opened, audit) -> None:
    page = drawn(opened(audit / "index.html", part="#q=script"))
    assert "<script>alert(1)</script>" in page.locator("#reports tbody").inner_text()
    assert page.locator("#reports script, #reports svg").count() == 0


def test_the_list_behind_a_number_of_many_members_has_them_all_with_their_codes(opened, audit) -> None:
    page = drawn(opened(audit / "lists" / "flow.screened.html"))
    assert page.locator("#found").inner_text() == "540 of 540 reports"
    assert len(ids(page)) == 50
    page.locator("[name='q']").fill("copy 89")
    page.get_by_text("6 of 540 reports").wait_for()
    page.locator("#reports tbody th a").first.click()
    page.wait_for_url("**/reports/r001-89.html")
    assert page.locator(".eyebrow a").inner_text().lower() == "r001-89"


def test_a_number_shows_in_its_head_what_was_clicked(opened, audit) -> None:
    page = drawn(opened(audit / "lists" / "flow.screened.html", part="#printed=%3C1+to+2.5+%25"))
    assert page.locator("#clicked b").inner_text() == "<1 to 2.5 %"
    page.locator("[name='q']").fill("copy 89")
    page.get_by_text("6 of 540 reports").wait_for()
    page.reload()
    assert page.locator("#clicked").is_visible()
    plain = opened(audit / "lists" / "flow.screened.html")
    assert not plain.locator("#clicked").is_visible()


def test_a_report_page_tells_its_dispute_and_the_counts_that_it_is_part_of(opened, audit) -> None:
    page = opened(audit / "reports" / "r002.html")
    assert (
        "Disputed by CD, 2026-11-20: It argues from <i>both</i>." in page.locator("#tradition").inner_text()
    )
    assert "open" in page.locator("[aria-labelledby='history'] tbody").inner_text()
    page.get_by_text("Counts that it is a member of").click()
    page.get_by_role("link", name="Included", exact=True).or_(page.locator("#counts li a")).first.wait_for()
    assert page.locator("#counts li a").count() > 1


def test_without_scripts_every_report_stands_on_plain_pages(opened, audit) -> None:
    page = opened(audit / "index.html", java_script_enabled=False)
    assert not page.locator("#filters").is_visible()
    assert len(ids(page)) == 50
    page.get_by_role("link", name="plain pages").click()
    found = ids_of_table(page)
    while page.locator("a[rel='next']").count():
        page.locator("a[rel='next']").first.click()
        found += ids_of_table(page)
    assert len(found) == len(set(found)) == 540


def ids_of_table(page: Any) -> list[str]:
    names: list[str] = page.locator("tbody th").all_inner_texts()
    return names


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize(
    "name", ["index.html", "lists/flow.screened.html", "reports/r002.html", "plain/1.html"]
)
def test_no_page_of_the_site_is_wider_than_its_screen(opened, audit, name, width) -> None:
    page = opened(audit / name, width=width)
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_long_reason_for_exclusion_stays_within_a_telephone(opened, audit) -> None:
    page = opened(audit / "reports" / "r005.html", width=390)
    long = "excluded: is about no co-production, and about no service in which patients take part"
    page.evaluate("(words) => { document.querySelector('.badge.bad').textContent = words }", long)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("look", [(1280, "light"), (400, "dark")])
@pytest.mark.parametrize("name", ["index.html", "lists/flow.screened.html", "reports/r002.html"])
def test_axe_finds_no_serious_fault_of_the_site(opened, audit, axe, name, look) -> None:
    page = opened(audit / name, width=look[0], color_scheme=look[1], bypass_csp=True)
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    page.wait_for_timeout(300)
    page.evaluate(axe)
    run = "axe.run(document, { preload: false }).then((run) => run.violations)"
    found: list[dict[str, Any]] = page.evaluate(run)
    serious = [
        (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_print_shows_the_list_and_leaves_out_what_is_for_the_screen(listed) -> None:
    listed.emulate_media(media="print")
    assert not listed.locator("#filters").is_visible()
    assert listed.locator("#reports").is_visible()
    assert not any(nav.is_visible() for nav in listed.locator(".pager").all())
