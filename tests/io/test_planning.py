"""The files of the planner: read whole, or refused with place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.coding.sign_checks import sign_faults
from coprod_review.errors import ReviewError
from coprod_review.io.codebook import read_codebook
from coprod_review.io.lineage import read_lineage
from coprod_review.io.planning import read_issues, read_readings, read_signs
from coprod_review.model.codebook import Codebook
from coprod_review.model.partnership import CHARACTERS, POSITIONS

HEADER = "id,text,codes,note\n"


@pytest.fixture(scope="module")
def codebook(project: Path) -> Codebook:
    return read_codebook(project / "config" / "codebook.yaml")


def issues_file(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "issues.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def test_the_signs_of_the_project_find_their_sentences(project: Path) -> None:
    path = project / "config" / "planning" / "signs.yaml"
    assert sign_faults(read_signs(path), where=str(path)) == []


def test_the_told_issues_of_the_project_have_every_character_and_none(project: Path) -> None:
    issues = read_issues(project / "config" / "planning" / "issues.csv")
    assert {code for issue in issues for code in issue.codes} == set(CHARACTERS)
    assert any(not issue.codes for issue in issues)


def test_the_readings_of_the_project_cover_every_cell_and_rest_on_known_sources(
    project: Path, codebook: Codebook
) -> None:
    config = project / "config"
    known = {*codebook.sources, *(work.key for work in read_lineage(config / "lineage.yaml"))}
    readings = read_readings(config / "planning" / "readings.yaml", codebook, known_sources=known)
    assert {(c, p) for c, asked in readings.questions.items() for p in asked} == {
        (c, p) for c in CHARACTERS for p in POSITIONS
    }
    assert all(readings.forms[c] and readings.traditions[c] for c in CHARACTERS)


def test_codes_of_an_issue_are_read_and_none_becomes_no_code(tmp_path: Path) -> None:
    issues = read_issues(
        issues_file(tmp_path, 'a1,"Lost, again",technical; procedural,\na2,A menu,none,near\n')
    )
    assert [(i.issue_id, i.codes, i.note) for i in issues] == [
        ("a1", ("procedural", "technical"), ""),
        ("a2", (), "near"),
    ]


@pytest.mark.parametrize(
    ("row", "problem", "remedy"),
    [
        ("a1,x,tecnical,\n", "'tecnical' is no character of an issue", "use technical"),
        ("a1,x,none; technical,\n", "none stands beside other codes", "write none alone"),
        ("a1,x,,\n", "the column codes is empty", "fill in codes"),
        ("a1,x,none,\na1,y,none,\n", "the id a1 stands twice", "another id"),
    ],
)
def test_a_fault_of_an_issue_is_told_with_its_line(
    tmp_path: Path, row: str, problem: str, remedy: str
) -> None:
    with pytest.raises(ReviewError) as found:
        read_issues(issues_file(tmp_path, row))
    assert found.value.problem == problem
    assert "issues.csv, line " in found.value.where
    assert remedy in found.value.remedy


def test_a_sign_of_something_unknown_is_refused_with_what_it_may_be_of(tmp_path: Path) -> None:
    path = tmp_path / "signs.yaml"
    path.write_text(
        "signs:\n  - {id: s, of: weather, says: rain, phrases: [rain], matches: [Rain.], misses: [Sun.]}\n"
    )
    with pytest.raises(ReviewError) as found:
        read_signs(path)
    assert "technical, procedural, social_interaction, harm" in found.value.remedy


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("form: co_construction", "form: co_konstruktion"),
            ("is no form of co-production", "use one of: co_production"),
        ),
        (
            ("    consultative: What do patients see", "    consulted: What do patients see"),
            ("consultative is missing or no position", "write one question for each of protective"),
        ),
        (("hall2010", "hall1999"), ("'hall1999' is not known", "use a key of lineage.yaml")),
        (
            ("    service_management:\n      says: It would look", "    trade:\n      says: It would look"),
            ("'trade' is no tradition", "service_management"),
        ),
    ],
)
def test_a_fault_of_the_readings_is_told_with_a_remedy(
    project: Path, tmp_path: Path, codebook: Codebook, change: tuple[str, str], told: tuple[str, str]
) -> None:
    config = project / "config"
    known = {*codebook.sources, *(work.key for work in read_lineage(config / "lineage.yaml"))}
    text = (config / "planning" / "readings.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    path = tmp_path / "readings.yaml"
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ReviewError) as found:
        read_readings(path, codebook, known_sources=known)
    assert all(words in str(found.value) for words in told)
