"""Figures in what people write (names, labels, questions, searches, statements) never stop a report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.audit.invented_review import write_review

from coprod_review.cli import main
from coprod_review.io import tables
from coprod_review.io.csv_columns import read_csv_columns
from coprod_review.io.sheets import write_csv
from coprod_review.model.number import Number

ODD = "4 of 12 in 2019-2024 (v2, 5 %)"
QUERY = '"(safety 1990:2020) AND (p2 OR 3d*) NEAR/5 45 #1"'
MANIFEST = f"""exports:
  - file: a.ris
    label: file 71 of 2026-11
    origin: search
    database: Base 24-7
    platform: Host 3.0 (v2)
    query: {QUERY}
    searched: 2026-03-01
    hits: 4567
    limits: 1999 to 2024; 18+ years
    note: {ODD}
"""
STATEMENTS = ("rationale", "registration", "protocol", "amendments", "funding", "interests", "discussion")
N_VALUES = 14
"""So many values of a characteristic are not all told in its table."""


@pytest.fixture
def review(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An invented review in which every text of people has figures."""
    folder = write_review(tmp_path / "review", project, n_reports=12)
    (folder / "corpus" / "manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    coders = folder / "corpus" / "coders.yaml"
    coders.write_text(coders.read_text("utf-8").replace("how: read", "how: read 2 of 3 in 2025"), "utf-8")
    for name in ("criteria", "codebook"):
        path = folder / "config" / f"{name}.yaml"
        text = re.sub(r'^( *label: "?)', r"\1Level 3b 2024, ", path.read_text("utf-8"), flags=re.M)
        path.write_text(text, "utf-8")
    path = folder / "config" / "config.yaml"
    text = path.read_text("utf-8")
    for key in STATEMENTS:
        assert f'  {key}: ""\n' in text
        text = text.replace(f'  {key}: ""\n', f'  {key}: "{ODD}"\n')
    text = text.replace("  title: ", "  title: 2.0 ").replace("    How can", f"    {ODD} How can")
    text = text.replace("    - On which", f"    - {ODD} on which").replace("    The two", f"    {ODD} The 2")
    path.write_text(text, "utf-8")
    _give_many_values(folder / "results")
    monkeypatch.chdir(folder)
    return folder


def _give_many_values(results: Path) -> None:
    """Reports of many periods, settings and countries, whose names hold figures alone, or with words."""
    path = results / "analyse" / "characteristics.csv"
    names = ("characteristic", "value", "n", "total", "share", "number_id")
    known = read_csv_columns(path, names)
    assert set(known) == set(names)
    rows, numbers = [], []
    for kind, form in (("period", "{0}-{1}"), ("setting", "ward {0} of 3"), ("country", "{0}")):
        for place in range(N_VALUES):
            value = form.format(1900 + 5 * place, 1904 + 5 * place)
            number_id = f"characteristic.{kind}.{place}"
            rows.append(
                {"characteristic": kind, "value": value, "n": "1", "total": "12", "share": "0.08"}
                | {"number_id": number_id}
            )
            numbers.append(
                Number(
                    number_id=number_id,
                    value=1.0,
                    text="1",
                    label=f"{kind} is {value}",
                    member_kind="report",
                    members=("r001",),
                    is_count=True,
                )
            )
    write_csv(path, names, rows)
    path = results / "analyse" / "numbers.parquet"
    tables.write_numbers(path, [*tables.read_numbers(path), *numbers])


def test_the_report_is_written_whatever_figures_people_write(review: Path) -> None:
    assert main(["report"]) == 0
    told = (review / "results" / "report.html").read_text(encoding="utf-8")
    for written in ("2.0 Co-production", "1965-1969", "ward 1950 of 3", "Level 3b 2024", "Base 24-7", ODD):
        assert written in told
