"""Decision files that come with the project, and the rows that guides tell people to write into them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from coprod_review.io.people_tables import ADJUDICATIONS, DISPUTES, DUPLICATES, PeopleTable
from coprod_review.io.sheets import header_of

PROJECT = Path(__file__).resolve().parents[2]
CORPORA = (PROJECT / "corpus", PROJECT / "src" / "coprod_review" / "practice" / "corpus")
TABLES = {"adjudications": ADJUDICATIONS, "disputes": DISPUTES, "duplicates": DUPLICATES}


@pytest.mark.parametrize("corpus", CORPORA, ids=("bundled", "practice"))
@pytest.mark.parametrize("name", TABLES)
def test_a_decision_file_that_comes_with_the_project_has_all_columns(corpus: Path, name: str) -> None:
    path = corpus / "decisions" / f"{name}.csv"
    assert tuple(header_of(path.read_bytes())) == tuple(TABLES[name].columns)


@pytest.mark.parametrize(
    ("page", "table", "row"),
    [
        ("coding-sheets", ADJUDICATIONS, r"`(p001,framing,.*?)`"),
        ("coding-sheets", ADJUDICATIONS, r"`(report,dimension,codes,coder,.*?)`"),
        ("deduplication", DUPLICATES, r"^ +(record_a,record_b,.*)$"),
        ("deduplication", DUPLICATES, r"^ +(doi:.*,duplicate,.*)$"),
        ("researcher", DUPLICATES, r"`(record_a,record_b,.*?)`"),
    ],
)
def test_a_row_that_a_guide_has_people_write_fits_the_file(page: str, table: PeopleTable, row: str) -> None:
    text = (PROJECT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    shown = re.findall(row, text, re.MULTILINE)
    assert [len(next(csv.reader([line]))) for line in shown] == [len(table.columns)]
    if shown[0].startswith(table.key[0]):
        assert tuple(shown[0].split(",")) == tuple(table.columns)
