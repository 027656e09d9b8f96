"""The site and the report as one web of links: whole, inert, local, the same at every run."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import typst
from tests.audit.fixtures import run_in

from coprod_review.audit.list_data import SIGNS
from coprod_review.report.twins import script_digest, scripts

SCRIPTS = (
    *("list.js", "reports.js", "model.js", "model_data.js"),
    *("../list.js", "../number.js", "../report.js", "../reports.js"),
)

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Reader(HTMLParser):
    """The tags of a page, its ids and its links, and what was left open."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [a["href"] for tag, a in self.tags if tag == "a" and "href" in a]


def read_pages(review: Path) -> dict[Path, Reader]:
    """Report and audit pages of a review."""
    results = review / "results"
    found = [results / "report.html", *sorted((results / "audit").rglob("*.html"))]
    return {path: Reader(path) for path in found}


@pytest.fixture(scope="module")
def pages(review: Path) -> dict[Path, Reader]:
    return read_pages(review)


@pytest.fixture(scope="module")
def whole(review: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review with what a run writes beside the report: bibliographies, paper and checklists."""
    folder = tmp_path_factory.mktemp("whole") / "r"
    shutil.copytree(review, folder)
    for form in ("png", "pdf"):
        drawn = typst.compile(b"#rect()", format=form)
        (folder / "results" / "figures" / f"map.{form}").write_bytes(drawn)
    for command in ("write", "paper"):
        assert run_in(folder, command) == 0
    return folder


def words_of(html: str) -> str:
    """What a page says, its tags left out and no space unbreakable."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_every_link_leads_to_a_file_and_to_an_anchor_that_it_has(whole: Path) -> None:
    broken = []
    pages = read_pages(whole)
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("http", "https"), link
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if "figures" in target.parts or target.suffix == ".csv":
                continue  # drawn and counted by other stages, which the invented review stands in for
            if target.name == "workflow-report.html":
                continue  # the report says that it is there only if somebody made it
            anchor = "clicked" if parts.fragment.startswith("printed=") else parts.fragment
            if not target.is_file() or (anchor and target in pages and anchor not in pages[target].ids):
                broken.append((path.name, link))
    assert broken == []


def test_every_number_of_the_report_opens_its_list_and_every_member_its_page(
    review: Path, pages: dict[Path, Reader]
) -> None:
    results = review / "results"
    numbers = [a for tag, a in pages[results / "report.html"].tags if a.get("class") == "number"]
    assert numbers
    for attributes in numbers:
        listing = results / urlsplit(attributes["href"]).path
        members = [link for link in pages[listing].links if link.startswith(("../reports/", "../exports/"))]
        for link in members:
            assert (listing.parent / link.partition("#")[0]).is_file()
    included = pages[results / "audit" / "lists" / "flow.included.html"].links
    assert sum(link.startswith("../reports/") for link in included) == 5


def test_what_a_link_says_was_clicked_stands_on_the_page_that_opens(
    review: Path, pages: dict[Path, Reader]
) -> None:
    results = review / "results"
    told = [urlsplit(link) for link in pages[results / "report.html"].links if "#printed=" in link]
    assert told
    for link in told:
        page = (results / unquote(link.path)).read_text(encoding="utf-8")
        (value,) = parse_qs(link.fragment)["printed"]
        assert re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", words_of(page)), (link.path, value)


def test_every_page_is_well_formed_and_gives_each_id_once(pages: dict[Path, Reader]) -> None:
    for path, page in pages.items():
        assert page.crossed == [], path
        assert page.open == [], path
        assert len(page.ids) == len(set(page.ids)), path


def test_hostile_text_stays_text(pages: dict[Path, Reader]) -> None:
    for path, page in pages.items():
        for tag, attributes in page.tags:
            assert tag not in ("svg", "iframe", "object", "embed", "b") or "onload" not in attributes, path
            assert tag != "script" or path.name == "report.html" or attributes.get("src") in SCRIPTS, path
            assert not [name for name in attributes if name.startswith("on")], path
            assert not attributes.get("href", "").lower().startswith(("javascript:", "data:")), path


def test_the_report_has_its_own_script_and_data_and_allows_no_other(
    pages: dict[Path, Reader], review: Path
) -> None:
    path = review / "results" / "report.html"
    found = [attributes for tag, attributes in pages[path].tags if tag == "script"]
    assert found == [{"type": "application/json", "id": "twin-data"}, {}]
    (policy,) = [a["content"] for tag, a in pages[path].tags if tag == "meta" and a.get("http-equiv")]
    assert "default-src 'none'" in policy
    assert f"script-src '{script_digest(scripts())}';" in policy


def test_pages_load_nothing_from_anywhere_else(pages: dict[Path, Reader], review: Path) -> None:
    for path, page in pages.items():
        for tag, attributes in page.tags:
            source = attributes.get("src", "") or (attributes.get("href", "") if tag == "link" else "")
            assert not source.startswith(("http:", "https:", "//")), path
            if path.name == "report.html":
                assert tag != "link"
    for style in (review / "results").rglob("*.css"):
        assert not re.search(r"url\(|@import", style.read_text(encoding="utf-8"))


def test_the_text_of_a_report_stands_once_and_every_mark_leads_to_its_passage(
    review: Path, pages: dict[Path, Reader]
) -> None:
    path = review / "results" / "audit" / "reports" / "r002.html"
    text = path.read_text(encoding="utf-8")
    assert text.count('class="text-abstract"') == 1
    page = pages[path]
    assert {"R1", "R2", "C1", "C2", "S1"} <= set(page.ids)
    marks = [a["href"] for tag, a in page.tags if tag == "a" and a.get("class", "").split(" ")[0] in "RCS"]
    assert {"#R1", "#R2", "#S1", "#terms"} <= set(marks)
    assert "Families and patients" in text


def test_a_share_of_few_reports_lists_them_as_its_count_does(review: Path) -> None:
    lists = review / "results" / "audit" / "lists"
    share = (lists / "share.all.tradition.service_management.html").read_text(encoding="utf-8")
    assert share.count('href="../reports/') == 5
    assert "divided by all that have a code here" in share
    cell = (lists / "map.all.service_management.partnership.html").read_text(encoding="utf-8")
    assert cell.count('href="../reports/') == 5
    assert "Patients who check the pump, part 2" in cell


def test_a_number_that_counts_no_list_has_none_and_says_of_none_that_it_is_empty(review: Path) -> None:
    lists = review / "results" / "audit" / "lists"
    kept = (lists / "specification.people_first.claim_1.kept.html").read_text(encoding="utf-8")
    assert "A value that is not counted from a list." in kept
    assert "The list is empty" not in kept and 'id="members"' not in kept


def test_titles_in_lists_of_reports_turn_no_words_beside_them(review: Path) -> None:
    audit = review / "results" / "audit"
    title = "<bdi>Patients who check the pump, part 2</bdi>"
    pages = ("index.html", "lists/flow.screened.html", "reports/r002.html")
    assert [page for page in pages if title not in (audit / page).read_text(encoding="utf-8")] == []


def test_a_number_says_what_it_is_and_a_value_in_its_row_does_not_repeat_it(
    review: Path, pages: dict[Path, Reader]
) -> None:
    cell = "audit/lists/map.all.service_management.partnership.html"
    links = [
        a for tag, a in pages[review / "results" / "report.html"].tags if a.get("href", "").startswith(cell)
    ]
    in_answer, in_map, interval = (a.get("title", "") for a in links)
    assert in_answer == in_map == "service management, partnership"
    assert interval == ""


def data_of_lists(review: Path) -> tuple[dict[str, Any], list[list[str]]]:
    """What the scripts of the lists hold: the columns, and the first file of titles."""
    audit = review / "results" / "audit"
    script = (audit / "reports.js").read_text(encoding="utf-8")
    titles = (audit / "titles" / "0.js").read_text(encoding="utf-8")
    return (
        json.loads(script.removeprefix("const REPORTS = ").removesuffix(";\n")),
        json.loads(titles.removeprefix("TITLES(0, ").removesuffix(");\n")),
    )


def cells(column: dict[str, Any]) -> list[Any]:
    """The cells of a column as they were before it was packed."""
    width, text = column["width"], column["text"]
    numbers = []
    for start in range(0, len(text), width):
        number = 0
        for sign in text[start : start + width]:
            number = number * len(SIGNS) + SIGNS.index(sign)
        numbers.append(number)
    return [column["values"][number] for number in numbers]


def test_the_data_of_lists_holds_every_report_with_its_codes_and_who_differs(review: Path) -> None:
    data, titles = data_of_lists(review)
    assert data["ids"].split("\n") == [f"r{n:03}" for n in range(1, 7)]
    assert titles[1][:2] == ["No author stated", "Patients who check the pump, part 2"]
    assert cells(data["columns"]["screening"]) == ["included"] * 4 + ["excluded", "included"]
    assert cells(data["columns"]["year"])[1:3] == [2002, None]
    tradition = data["places"]["tradition"]
    assert cells(tradition["codes"])[1] == ["service_management"]
    assert cells(tradition["status"])[1] == "agreed"
    assert cells(tradition["status"])[4] == ""
    assert {name for found in cells(tradition["differences"]) for name in found} <= set(data["differences"])


def test_excluded_reports_have_pages_that_name_the_reason(review: Path) -> None:
    page = (review / "results" / "audit" / "reports" / "r005.html").read_text(encoding="utf-8")
    assert "excluded: " in page
    assert "No code of record: the report is excluded" in page


def test_a_report_page_shows_the_entry_as_exported_and_its_lines(review: Path) -> None:
    page = (review / "results" / "audit" / "reports" / "r002.html").read_text(encoding="utf-8")
    assert "TI  - Patients who check the pump, part 2" in page
    assert "../exports/a.ris.html#L6" in page
    assert "../../../corpus/exports/a.ris" in page


def test_two_runs_write_the_same_bytes(review: Path, make_review, tmp_path: Path) -> None:
    other = make_review(tmp_path / "r")
    for path in sorted((review / "results").rglob("*")):
        if path.suffix in (".html", ".css", ".js", ".json"):
            again = other / path.relative_to(review)
            assert path.read_bytes() == again.read_bytes(), path.name


@pytest.mark.parametrize("n_reports", [0, 1])
def test_an_empty_corpus_and_one_report_still_come_out(make_review, tmp_path: Path, n_reports: int) -> None:
    review = make_review(tmp_path / "r", n_reports=n_reports)
    report = (review / "results" / "report.html").read_text(encoding="utf-8")
    assert "no report to count" in report
    assert (review / "results" / "audit" / "index.html").is_file()
    if n_reports == 0:
        assert "no reports" in (review / "results" / "audit" / "index.html").read_text(encoding="utf-8")


def test_those_whose_answers_wait_are_not_named_as_adjudicating(review: Path) -> None:
    page = (review / "results" / "audit" / "reports" / "r002.html").read_text(encoding="utf-8")
    waiting = [line for line in page.split("<p ") if "waits for adjudication" in line]
    assert any("answered by reader 1, reader 2" in line for line in waiting)
    assert not any('"soft">by ' in line for line in waiting)
