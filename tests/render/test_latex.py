"""LaTeX tables as another program reads them: every row, every column, every sign."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.pandoc import pandoc_path
from coprod_review.render.document import printed_as
from coprod_review.render.latex import latex_table
from coprod_review.render.results import Results
from coprod_review.render.sheet import Sheet, printed, text, whole
from coprod_review.render.tables import sheets

from .conftest import CASES

SIGNS = r"All 100 % of a_b & {c} #1 ~2 $3 ^4 \input{x} <b> * [e]"


def read_back(markup: str) -> list[list[list[str]]]:
    """The tables that pandoc finds in LaTeX markup, as rows of cells of plain text, without their headers."""
    try:
        program = pandoc_path()
    except ReviewError as error:
        pytest.skip(str(error))
    command = [str(program), "--from", "latex", "--to", "json"]
    done = subprocess.run(command, input=markup, capture_output=True, text=True, encoding="utf-8", check=True)
    blocks = json.loads(done.stdout)["blocks"]
    return [_rows(table) for table in _found(blocks, "Table")]


def _found(node: Any, kind: str) -> list[Any]:
    if isinstance(node, list):
        return [found for child in node for found in _found(child, kind)]
    if isinstance(node, dict):
        return [node] if node.get("t") == kind else _found(list(node.values()), kind)
    return []


def _rows(table: Any) -> list[list[str]]:
    bodies = table["c"][4]
    return [[_words(cell[4]) for cell in row[1]] for body in bodies for row in body[3]]


def _words(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_words, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] in ("Space", "SoftBreak"):
        return " "
    if node["t"] == "Str":
        return str(node["c"])
    if node["t"] == "Math":
        return str(node["c"][1])
    return _words(node.get("c", []))


def test_every_sign_of_a_text_is_read_as_it_stands() -> None:
    sheet = Sheet(name="s", title="S", columns=(text("a"), text("b")), rows=[{"a": SIGNS, "b": SIGNS}] * 2)
    (rows,) = read_back(latex_table(sheet))
    assert [cell.replace("\u200b", "") for row in rows[-2:] for cell in row] == [SIGNS] * 4


@pytest.mark.parametrize("opening", ["* starred", "[in brackets]"])
def test_a_row_may_begin_with_what_the_break_before_it_would_take(opening: str) -> None:
    rows = [{"a": "first"}, {"a": opening}]
    markup = latex_table(Sheet(name="s", title="S", columns=(text("a"),), rows=rows))
    assert f"\n{{}}{opening} " in markup


@pytest.mark.parametrize("case", CASES)
def test_every_table_is_read_back_with_all_its_rows_and_columns(case: str) -> None:
    results = CASES[case]()
    for sheet in sheets(results):
        for form in printed_as(sheet, results):
            (rows,) = read_back(latex_table(form))
            columns = [c for c in form.columns if c.printed]
            for row in rows:
                assert len(row) in (1, len(columns)), form.name
            assert len(rows) >= max(1, len(form.rows)), form.name


def test_the_words_of_a_table_are_those_of_its_cells(full: Results) -> None:
    appendix = next(s for s in sheets(full) if s.name == "codes_by_report")
    few = replace(appendix, columns=[c for c in appendix.columns if c.name in ("report_id", "title")])
    (rows,) = read_back(latex_table(few))
    cells = [[printed(row[c.name], c) for c in few.columns] for row in few.rows]
    assert [[cell.replace("\u200b", "") for cell in row] for row in rows[-2:]] == cells


def test_a_long_heading_above_short_numbers_stands_in_lines_that_break() -> None:
    headings = ("Monitoring, adaptation and response of everybody involved",) * 4
    columns = (text("a"), *(whole(f"n_{place}", words) for place, words in enumerate(headings)))
    markup = latex_table(Sheet(name="s", title="S", columns=columns, rows=[{"a": "x", "n_0": 1}]))
    parts = [float(part) for part in re.findall(r"p\{([.\d]+)\\linewidth\}", markup)]
    assert len(parts) == 4
    assert sum(parts) < 0.9
    assert "\\begin{landscape}" not in markup


def test_short_headings_above_numbers_need_no_lines_of_their_own() -> None:
    markup = latex_table(Sheet(name="s", title="S", columns=(text("a"), whole("n")), rows=[{"a": "x"}]))
    assert r"\begin{longtable}{lr}" in markup
