"""The report as a paper: every number of its results has a source, and two runs give the same bytes."""

from __future__ import annotations

import base64
import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import typst
from tests.audit.fixtures import run_in
from tests.report.coded_review import coded_review

from coprod_review.config import Config
from coprod_review.errors import ReviewError
from coprod_review.io.typesetting import typeset
from coprod_review.io.yamls import read_yaml
from coprod_review.model.coding import CodeOfRecord
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger
from coprod_review.report.paper import (
    Numbering,
    _coded_cell,
    equal_widths,
    long_tables_of,
    pictures_of,
    with_own_pages,
    with_pages,
    with_pictures,
)
from coprod_review.report.paper_numbers import (
    MarkedNumberPrinter,
    refuse_unsourced,
    sections_of,
    without_cells,
)
from coprod_review.report.write import report_environment

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)

Make = Callable[..., Path]
Run = Callable[[Path, str], int]


def with_paper(write_review: Make, run: Run, folder: Path, **how: object) -> Path:
    """The results of an invented review whose paper was written."""
    review = write_review(folder, **how)
    figures = review / "results" / "figures"
    (figures / "map.png").write_bytes(PIXEL)
    (figures / "map.pdf").write_bytes(typst.compile(b"#rect()", format="pdf"))
    assert run(review, "paper") == 0
    return review / "results"


@pytest.fixture(scope="module")
def results(write_review: Make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_paper(write_review, run_in, tmp_path_factory.mktemp("paper") / "r")


def words_of(results: Path) -> str:
    """Everything that the Word document says, cells of tables included."""
    document = docx.Document(io.BytesIO((results / "report.docx").read_bytes()))
    return "\n".join(text.text or "" for text in document.element.body.iter() if text.tag.endswith("}t"))


def test_the_paper_has_the_parts_of_a_paper(results: Path):
    document = docx.Document(io.BytesIO((results / "report.docx").read_bytes()))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[:5] == ["Summary", "Introduction", "Methods", "Results", "Discussion"]
    assert headings[5:8] == ["Limits", "Statements of the authors", "References"]
    assert headings[8:11] == [
        "Appendix A: search log",
        "Appendix B: excluded reports by reason",
        "Appendix C: codes by report",
    ]
    (title, *_) = document.paragraphs
    assert title.style is not None and title.style.name == "Title"


def test_tables_are_numbered_in_the_order_in_which_they_are_printed(results: Path):
    numbers = [int(n) for n in re.findall(r"^Table (\d+)\.", words_of(results), flags=re.MULTILINE)]
    assert numbers == sorted(numbers)
    assert len(numbers) > 2


def test_limits_of_the_paper_speak_of_the_claims_that_are_tested(results: Path):
    assert "Claims on both are judged on explicit codes" in words_of(results).replace("\n", "")


def test_the_introduction_opens_with_the_background_of_the_review(results: Path):
    said = words_of(results)
    background = read_yaml(results.parent / "config" / "config.yaml", Config).review.background
    assert said.partition("\nIntroduction\n")[2].startswith(background)


def test_what_only_authors_know_has_a_place_in_the_text(results: Path):
    said = words_of(results)
    for topic in ("Rationale", "Interpretation", "Implications", "Registration", "Support"):
        assert f"[For the authors to write. {topic}: " in said


def test_what_authors_state_fills_its_places_and_its_items(write_review: Make, run: Run, tmp_path: Path):
    stated = {
        "authors: []": "authors: [{name: Ada Roe, affiliation: Lamp House}]",
        'rationale: ""': 'rationale: "In 2019, 14 reviews had asked this."',
        'registration: ""': 'registration: "Not registered."',
        'discussion: ""': 'discussion: "This agrees with 3 others."',
        "items: {}": 'items: {"11": "No appraisal was made."}',
    }
    results = with_paper(write_review, run, tmp_path / "r")
    review = results.parent
    settings, manifest = review / "config" / "config.yaml", review / "corpus" / "manifest.yaml"
    text = settings.read_text(encoding="utf-8")
    for empty, filled in stated.items():
        assert text.count(empty) == 1
        text = text.replace(empty, filled)
    settings.write_text(text, encoding="utf-8")
    with manifest.open("a", encoding="utf-8") as written:
        written.write("\nsearching:\n  registries: None of 2 was searched.\n")
    assert [run(review, "report"), run(review, "paper")] == [0, 0]
    said, page = words_of(results), (results / "report.html").read_text(encoding="utf-8")
    for words in ("In 2019, 14 reviews had asked this.", "Not registered.", "None of 2 was searched."):
        assert words in said and words in page
    assert ", Lamp House" in said and '<p class="by">Ada Roe</p>' in page
    assert [f"to write. {topic}:" in said for topic in ("Rationale", "Protocol")] == [False, True]
    rows = {row["item"]: row for row in csv.DictReader(io.StringIO(_checklist(results, "prisma_2020")))}
    places = {item: rows[item]["where"].partition(" (p.")[0] for item in ("3", "11", "23a", "24a", "24b")}
    own = "Statements of the authors"
    assert places == {"3": "Introduction", "11": own, "23a": "Discussion", "24a": own, "24b": ""}
    searched = {row["item"]: row for row in csv.DictReader(io.StringIO(_checklist(results, "prisma_s")))}
    assert searched["3"]["where"].startswith("Methods, Sources and searches") and not searched["4"]["where"]


def _checklist(results: Path, name: str) -> str:
    return (results / "checklists" / f"{name}.csv").read_text(encoding="utf-8-sig")


def test_a_report_without_authors_stands_in_the_appendices_by_its_title(results: Path):
    said = words_of(results)
    assert "No author" not in said
    assert "Patients who check the pump, part 2 (2002) [r002]" in said


def test_criteria_tell_what_is_asked_for_before_what_fails(results: Path):
    said = words_of(results)
    assert "A report has to meet all of them" in said
    assert not re.search(r"^excluded as", said, flags=re.MULTILINE)


def test_language_model_readers_are_named_once_in_the_summary(results: Path):
    summary = words_of(results).partition("Introduction")[0]
    assert summary.count("All readers who coded") + summary.count("Nobody has coded") <= 1


def test_two_runs_in_different_folders_give_the_same_bytes(
    write_review: Make, run: Run, results: Path, tmp_path: Path
):
    other = with_paper(write_review, run, tmp_path / "elsewhere")
    for name in ("report.docx", "report.pdf", "checklists/prisma_s.docx", "checklists/prisma_2020.csv"):
        assert (results / name).read_bytes() == (other / name).read_bytes(), name


def test_the_pdf_is_tagged_and_bears_no_date(results: Path):
    pdf = (results / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf
    assert b"/CreationDate" not in pdf


def test_a_paper_without_reports_says_what_is_missing(write_review: Make, run: Run, tmp_path: Path):
    said = words_of(with_paper(write_review, run, tmp_path / "empty", n_reports=0))
    assert "No report is included." in said
    assert "that agreement cannot be told" in said


def test_hostile_text_stays_text(results: Path):
    said = words_of(results).replace("\n", "")
    assert "<script>alert(1)</script>" in said


def test_an_appendix_cell_of_none_is_empty_and_of_nothing_decided_a_dash():
    def cell(*codes: str, status: str = "agreed") -> str:
        return _coded_cell(
            CodeOfRecord(report_id="r", dimension="d", codes=codes, status=status, coders=("a",))
        )

    assert [cell("none"), cell("best_practice"), cell("technical", status="machine")] == [
        "",
        "best practice",
        "technical*",
    ]
    assert (cell(status="waiting"), _coded_cell(None)) == ("–", "–")


def test_the_note_of_a_long_table_stands_where_no_page_can_part_it_from_its_table(project: Path):
    results = coded_review(project, n=2).results
    environment = report_environment(
        results, {}, printer=MarkedNumberPrinter(ledger=results.ledger, lists="")
    )
    environment.globals |= {"numbered": Numbering(), "whole_table": 9}
    pieces: Any = environment.get_template("paper/pieces.html").make_module()
    short, long = (str(pieces.table("t", "Words", ("A",), [("x",)] * n, note="A note.")) for n in (3, 30))
    assert short.index("A note.") > short.index("</table>")
    assert long.index("A note.") < long.index("</caption>") and long.count("A note.") == 1


def test_a_missing_picture_is_told_with_a_remedy(
    write_review: Make, run: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    review = write_review(tmp_path / "r")
    assert run(review, "paper") == 2
    told = capfd.readouterr().err
    assert "map.png" in told or "map.pdf" in told
    assert "remedy" in told


def test_items_of_a_checklist_are_answered_or_left_to_the_authors_with_what_is_needed(results: Path):
    for name in ("prisma_2020", "prisma_s"):
        text = (results / "checklists" / f"{name}.csv").read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert rows
        assert all(bool(row["where"]) != bool(row["for_you_to_fill"]) for row in rows)


def test_answered_items_name_the_pages_of_the_pdf_in_csv_and_word_alike(results: Path):
    text = (results / "checklists" / "prisma_2020.csv").read_text(encoding="utf-8")
    row = next(row for row in csv.DictReader(io.StringIO(text)) if row["item"] == "4")
    assert re.match(r"Introduction \(p\. \d+\); ", row["where"])
    assert row["where"] in words_of(results)
    assert "⟦" not in words_of(results)


def test_pages_are_told_by_the_anchors_of_headings(tmp_path: Path):
    markup = "= First <a-first>\n#pagebreak()\n= Second <a-second>\n= No anchor\n"
    _, pages = typeset(markup, root=tmp_path, title="T", subtitle="")
    assert pages == {"a-first": 1, "a-second": 2}


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_table_that_runs_over_pages_says_in_its_repeated_head_that_it_goes_on(tmp_path: Path):
    rows = "".join(f"[{place}], [x],\n" for place in range(150))
    head = "columns: 2, table.header([Report], [Codes]),"
    markup = f"#figure(table({head} {rows}), kind: table, supplement: none) <table-codes>\n"
    pdf, _ = typeset(markup, root=tmp_path, title="T", subtitle="", breaking=["table-codes"])
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    pages = told.decode("utf-8").split("\f")[:-1]
    assert len(pages) > 1
    assert ["continued" in page for page in pages] == [False] + [True] * (len(pages) - 1)


def test_setting_leaves_nothing_but_what_it_gives_even_where_it_fails(tmp_path: Path):
    typeset("= First <a-first>\n", root=tmp_path, title="T", subtitle="")
    with pytest.raises(ReviewError, match="could not be set"):
        typeset('#image("/none.png")', root=tmp_path, title="T", subtitle="")
    assert list(tmp_path.iterdir()) == []


def test_places_for_pages_are_filled_by_number_or_by_typst():
    assert with_pages("<td>Limits (p. ⟦limits⟧)</td>", {"limits": 7}) == "<td>Limits (p. 7)</td>"
    assert with_own_pages("p. ⟦limits⟧)") == "p. #context counter(page).at(<limits>).first();)"


PRINTER = MarkedNumberPrinter(
    ledger=Ledger.of(
        [
            Number(
                number_id="share.x",
                value=0.25,
                text="25 %",
                label="x",
                member_kind="report",
                low=0.1,
                high=0.5,
            )
        ]
    ),
    lists="",
)


def test_a_number_of_the_paper_names_its_source_and_leads_nowhere():
    assert PRINTER.number("share.x") == '<span data-number="share.x">25\u00a0%</span>'
    assert "href" not in PRINTER.interval("share.x")


def test_a_number_that_is_not_counted_cannot_be_printed():
    with pytest.raises(ReviewError, match=r"names the number share\.y") as refused:
        PRINTER.number("share.y")
    assert "run the analysis again" in refused.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "<p>Of 12 kettles</p>",
        "<td>0.5</td>",
        "<p>in <b>7</b> %</p>",
        "<p>share.x 25 %</p>",
        "<caption><b>Table 3.</b> All 12 kettles</caption>",
        "<thead><tr><th>Kettles in 7</th></tr></thead>",
    ],
)
def test_a_number_without_a_source_is_refused_with_its_words(text: str):
    with pytest.raises(ReviewError, match="a number of the text has no source") as refused:
        refuse_unsourced(text, names=[], printed=PRINTER.printed)
    assert "print it by its id in the ledger" in refused.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        f"<p>Of {PRINTER.number('share.x')} and {PRINTER.interval('share.x')}</p>",
        '<p>as <a href="#table-x">Table 3</a> and <a href="#figure-y">Figure 12</a> show</p>',
        '<p><a class="cited" href="#ref-b">Berg, 2019</a></p>',
        "<p>the code “Kettle-2” of file 4</p>",
        "<p>Macro-F1 and AC1</p>",
        "<p>Kettle-2 and kettle-2, FILE 4</p>",
    ],
)
def test_numbers_with_a_source_and_names_with_figures_pass(text: str):
    refuse_unsourced(text, names=["Kettle-2", "file 4", "9"], printed=PRINTER.printed)


@pytest.mark.parametrize(
    "mark",
    [
        '<span data-number="share.x">26 %</span>',
        '<span class="fact" data-fact="stated">26</span>',
        '<a class="number" href="audit/lists/share.x.html" title="x">26 %</a>',
    ],
)
def test_a_mark_that_no_printer_made_is_refused(mark: str):
    PRINTER.number("share.x")
    with pytest.raises(ReviewError, match="a mark that is written by hand: “26") as refused:
        refuse_unsourced(f"<p>Of {mark} kettles</p>", names=[], printed=PRINTER.printed)
    assert "print it by its id in the ledger" in refused.value.remedy


def test_what_a_stage_states_beside_the_ledger_is_printed_as_facts():
    text = PRINTER.facts_in("the year of 3 of 12 reports is <unknown>")
    assert text.count('data-fact="stated"') == 2
    assert "&lt;unknown&gt;" in text
    refuse_unsourced(f"<li>{text}</li>", names=[], printed=PRINTER.printed)


def test_a_name_that_is_a_bare_number_excuses_nothing():
    with pytest.raises(ReviewError, match="no source"):
        refuse_unsourced("<p>9 kettles</p>", names=["9"], printed=())


def test_the_results_of_a_finished_paper_hold_no_number_that_no_printer_marked(results: Path):
    said = words_of(results)
    assert re.search(r"The review includes\s+\d", said.replace("\n", " "))


def test_pictures_are_named_once_and_readdressed():
    html = '<img src="figures/map.png"><img src="figures/map.png"><img src="figures/years.png">'
    assert pictures_of(html) == ["map", "years"]
    assert with_pictures(html, {"map": "a", "years": "b"}).count('src="a"') == 2


def test_only_long_tables_may_run_over_pages():
    row = "<tr><td>x</td></tr>"
    html = f'<table id="table-a">{row * 3}</table><table id="table-b">{row * 40}</table>'
    assert long_tables_of(html) == ["table-b"]


@pytest.mark.parametrize("n_columns", [0, 1, 4, 9])
def test_widths_of_columns_never_exceed_the_page(n_columns: int):
    widths = equal_widths(n_columns)
    assert len(widths) == n_columns + 1
    assert sum(widths) <= 100


def test_sections_are_read_whole_and_cells_of_tables_left_out_but_not_their_captions():
    html = (
        '<section id="map" aria-labelledby="x"><p>a</p><table><caption>7 kettles</caption>'
        "<tr><th>8</th><td>9</td></tr></table></section><section id='other'>10</section>"
    )
    text = without_cells(sections_of(html, ["map"]))
    assert "7 kettles" in text
    assert not any(figure in text for figure in ("8", "9", "10"))
