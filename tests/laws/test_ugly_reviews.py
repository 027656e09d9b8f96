"""Reviews that lack or spoil something, run through all stages: every output comes out and opens."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from PIL import Image

from coprod_review.io.codebook import read_codebook
from coprod_review.io.workflow_files import workflow_files
from coprod_review.model.sheet_text import FORMULA_SIGNS
from coprod_review.pages.titles import Titles

from .small_reviews import (
    COMMANDS_BY_RULE,
    PLACES,
    PROJECT,
    SAFETY,
    WITHOUT_COMMAND,
    codings_of,
    entry,
    review_in,
    ris,
    run_stages,
)

LONG = ("Lindqvist of the northern wards and of the many others who were there at night " * 4)[:200]
HOSTILE = (
    '=HYPERLINK("x") <script>alert(1)</script> <img src=x onerror=alert(1)> \\input{/etc/passwd} $x_1$ & % # '
    "~ ^ {unbalanced \u202egnitirw \u200f\u200b ]]> <!-- 'a' \"b\" \x07"
)
ABSTRACT = SAFETY[1].format(place="Lindholm")
SPOILT = (
    ris(
        f"{HOSTILE} patient safety",
        ABSTRACT + HOSTILE,
        authors=(HOSTILE.replace(",", ""), "@cmd, =1+1"),
        doi="10.5555/0",
    ),
    ris(f"{LONG} patient safety {LONG}", ABSTRACT, authors=(LONG,) * 30, year="", doi="10.5555/1"),
    ris(
        "Patient safety, broken \x00 in two", "\x00 co-production of patient safety", year="", doi="10.5555/2"
    ),
    *(
        ris(f"Co-production of patient safety in {place}", year="", doi=f"10.5555/{number}")
        for number, place in enumerate(PLACES[:3], start=3)
    ),
)
"""Signs that mean something to some program, 200-character names, no years, no abstracts."""

REVIEWS: Mapping[str, tuple[Mapping[str, str], Mapping[int, bool]]] = {
    "empty": ({}, {}),
    "one report": ({"a.ris": entry(1)}, {1: True}),
    "none on safety": (
        {"a.ris": "".join(entry(n, on_safety=False) for n in range(5))},
        dict.fromkeys(range(5), False),
    ),
    "spoilt": ({"a.ris": "".join(SPOILT)}, dict.fromkeys(range(6), True)),
}
SAID = {
    "empty": ("No report is included", "The exports held 0 entries, and the review includes 0 reports"),
    "one report": ("Model: no included report is on technical issues",),
    "none on safety": ("Model: no included report on safety has both a position and a character",),
    "spoilt": ("Trends: of 6 reports with a co-production tradition, the year of 5 is unknown",),
}
"""What the report has to say that is missing."""

FORMULA_SIGNS_OF_CELLS = tuple(sign for sign in FORMULA_SIGNS if sign not in "-－")
"""A cell that begins with a minus may be a number."""


@pytest.fixture(scope="module", params=REVIEWS)
def ugly(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The name of an ugly review, and its folder after all stages have run."""
    exports, on_safety = REVIEWS[request.param]
    folder = tmp_path_factory.mktemp("ugly") / "review"
    review_in(folder, exports, codings=codings_of(on_safety) if on_safety else None)
    run_stages(folder)
    return request.param, folder


def workflow() -> str:
    """The Snakefile and its rules as one text."""
    return "".join(path.read_text("utf-8") for path in workflow_files(PROJECT).values())


def promised() -> list[str]:
    """The outputs of the rules of the workflow, those of the crate aside."""
    outputs: list[str] = []
    for rule in re.split(r"^rule ", workflow(), flags=re.M)[1:]:
        block = re.search(r"^    output:\n((?: {8}.*\n)+)", rule, flags=re.M)
        if block and not rule.startswith("crate"):
            outputs += re.findall(r'"(results/[^"{}]+)"', block[1])
    return outputs


def test_every_rule_of_the_workflow_is_run_here() -> None:
    rules = re.findall(r"^ *rule (\w+):", workflow(), flags=re.M)
    assert sorted(set(rules) - WITHOUT_COMMAND) == sorted(COMMANDS_BY_RULE)


def test_every_promised_output_comes_out(ugly: tuple[str, Path]) -> None:
    _, folder = ugly
    assert len(promised()) > 40
    assert [path for path in promised() if not (folder / path).is_file()] == []


class Elements(HTMLParser):
    """The elements of a page that could run something, and its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.active: list[str] = []
        self.words: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.active += [f"{name}={value}" for name, value in attrs if name.startswith("on")]
        if tag in ("script", "style"):
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.words.append(data)
        elif self._within[-1] == "script" and data.strip().startswith("alert("):
            self.active.append(data)


def page(content: bytes) -> Elements:
    elements = Elements()
    elements.feed(content.decode("utf-8"))
    elements.close()
    return elements


def open_html(content: bytes) -> None:
    assert not page(content).active


def open_xlsx(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def open_docx(content: bytes) -> None:
    docx.Document(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None


def open_csv(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS_OF_CELLS)]


def open_pdf(content: bytes) -> None:
    assert content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]


def open_tex(content: bytes) -> None:
    text = content.decode("utf-8")
    assert text.count(r"\begin{longtable}") == text.count(r"\end{longtable}") > 0
    assert r"\input" not in text


OPENED: Mapping[str, Callable[[bytes], object]] = {
    ".html": open_html,
    ".xlsx": open_xlsx,
    ".docx": open_docx,
    ".csv": open_csv,
    ".pdf": open_pdf,
    ".tex": open_tex,
    ".svg": lambda content: ElementTree.fromstring(content.decode("utf-8")),
    ".rdf": lambda content: ElementTree.fromstring(content.decode("utf-8")),
    ".graphml": lambda content: ElementTree.fromstring(content.decode("utf-8")),
    ".json": lambda content: json.loads(content.decode("utf-8")),
    ".png": lambda content: Image.open(io.BytesIO(content)).verify(),
}
"""How each kind of file is opened."""


@pytest.mark.parametrize("ending", OPENED)
def test_every_output_opens(ugly: tuple[str, Path], ending: str) -> None:
    _, folder = ugly
    paths = [path for path in (folder / "results").rglob(f"*{ending}") if path.is_file()]
    assert paths
    faults = {}
    for path in paths:
        try:
            OPENED[ending](path.read_bytes())
        except Exception as fault:
            faults[path.relative_to(folder).as_posix()] = repr(fault)[:200]
    assert faults == {}


def test_the_report_says_what_is_missing(ugly: tuple[str, Path]) -> None:
    name, folder = ugly
    content = (folder / "results" / "report.html").read_bytes()
    words = " ".join("".join(page(content).words).split())
    assert [said for said in SAID[name] if said not in words] == []
    missing = (folder / "results" / "analyse" / "missing.csv").read_text(encoding="utf-8")
    told = [row[0] for row in csv.reader(io.StringIO(missing, newline=""))][1:]
    titles = Titles(codebook=read_codebook(folder / "config" / "codebook.yaml"))
    in_words = [" ".join(titles.in_words(row).split()) for row in told]
    assert [row for row in in_words if row[1:] not in words] == []


def test_the_tables_of_words_and_spreadsheets_hold_every_included_report(ugly: tuple[str, Path]) -> None:
    name, folder = ugly
    n_reports = {"empty": 0, "one report": 1, "none on safety": 5, "spoilt": 6}[name]
    book = openpyxl.load_workbook(folder / "results" / "tables" / "tables.xlsx")
    sheet = book["codes by report"]
    assert len([row for row in sheet.iter_rows(min_row=5, max_col=1) if row[0].value]) == n_reports
    tables = docx.Document(str(folder / "results" / "tables" / "tables.docx")).tables
    assert len(tables[-1].rows) == 1 + max(1, n_reports)
