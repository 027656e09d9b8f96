"""What pages say of the bundled corpus is what the tables of its run say."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from tests.workflow.bundled_review import finished_review


@pytest.fixture(scope="module")
def analysed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the analysis of a finished run of the bundled corpus."""
    return finished_review(project, tmp_path_factory) / "results" / "analyse"


def rows_of(path: Path, **cells: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if cells.items() <= row.items()]


def test_the_page_on_the_model_says_which_rows_have_reports_without_people(
    analysed: Path, project: Path
) -> None:
    machines = {"coded_by": "machines_alone", "varied": "left_out"}
    tried = rows_of(analysed / "model_sensitivity.csv", **machines, position="protective")
    empty = {row["character"]: f"{row['unknown']} of {row['tried']}" for row in tried}
    assert empty["procedural"] == empty["social_interaction"]
    reports: defaultdict[str, float] = defaultdict(float)
    for row in rows_of(analysed / "specification_model.csv", **machines, character="social_interaction"):
        reports[row["specification"]] += float(row["n"])
    few, many = min(n for n in reports.values() if n), max(reports.values())
    said = (
        f"{empty['technical']} such runs leave the technical row without any report, because the machine "
        f"abstains, and {empty['procedural']} the two others; "
        f"the social row then rests on {few:g} to {many:g} reports"
    )
    assert said in (project / "docs" / "model.md").read_text(encoding="utf-8")


def test_the_page_on_robustness_says_what_moves_the_claims_most(analysed: Path, project: Path) -> None:
    moved = {
        (row["claim"], row["coded_by"]): row["moved_most_by"]
        for row in rows_of(analysed / "specification_summary.csv")
    }
    assert {moved[claim, "people_first"] for claim in "12"} == {"implicit"}
    assert (moved["2", "machines_alone"], moved["1", "machines_alone"]) == ("implicit", "natural_sample")
    said = (
        "With settled codes first, counting them moves claims 1 and 2 most; as if machines alone had coded, "
        "it moves claim 2 most, and the natural sample claim 1"
    )
    assert said in (project / "docs" / "robustness.md").read_text(encoding="utf-8").replace("\n  ", " ")
