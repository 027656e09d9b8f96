"""Codings merged by git itself: two branches of one repository, with the attributes that the project has."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from coprod_review.adjudicate.given import GivenAnswer
from coprod_review.adjudicate.given_rows import answer_rows
from coprod_review.errors import ReviewError, ReviewErrors
from coprod_review.io.append import append_rows
from coprod_review.io.coders import read_coders
from coprod_review.io.coding_files import coding_file
from coprod_review.io.codings import read_coder_codings
from coprod_review.io.people_tables import CODINGS

PROJECT = Path(__file__).resolve().parents[2]
NAME = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *words: str) -> bool:
    done = subprocess.run(["git", *NAME, *words], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode == 0


def give(folder: Path, report: str, code: str) -> None:
    given = GivenAnswer(report=report, dimension="wind", codes=[code], codebook="1", date="2026-11-05")
    append_rows(
        coding_file(folder / "corpus", "ab"),
        corpus=folder / "corpus",
        columns=CODINGS,
        make=lambda rows: answer_rows(rows, given),
    )


def commit(folder: Path) -> None:
    assert git(folder, "add", "-A") and git(folder, "commit", "-q", "-m", "Code")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one coding on its branch `main`."""
    folder = tmp_path / "review"
    folder.mkdir()
    shutil.copyfile(PROJECT / ".gitattributes", folder / ".gitattributes")
    (folder / ".gitignore").write_text(".adding*\n")
    assert git(folder, "init", "-q", "-b", "main")
    give(folder, "r1", "light")
    commit(folder)
    return folder


def answers(folder: Path) -> dict[str, str]:
    read = read_coder_codings(coding_file(folder / "corpus", "ab"))
    return {coding.report_id: coding.codes[0] for coding in read}


def branches(folder: Path, ours: dict[str, str], theirs: dict[str, str]) -> bool:
    """Whether git merges a branch with their answers into one with ours."""
    assert git(folder, "checkout", "-q", "-b", "theirs")
    for report, code in theirs.items():
        give(folder, report, code)
    commit(folder)
    assert git(folder, "checkout", "-q", "main")
    for report, code in ours.items():
        give(folder, report, code)
    commit(folder)
    return git(folder, "merge", "-q", "-m", "Merge", "theirs")


def test_answers_to_different_questions_are_all_there_after_a_merge(repository: Path) -> None:
    assert branches(repository, {"r2": "light", "r3": "strong"}, {"r4": "strong"})
    assert answers(repository) == {"r1": "light", "r2": "light", "r3": "strong", "r4": "strong"}


def test_the_same_answers_on_both_branches_are_one(repository: Path) -> None:
    assert branches(repository, {"r2": "light"}, {"r2": "light"})
    assert answers(repository) == {"r1": "light", "r2": "light"}


def test_the_same_answer_given_in_other_seconds_on_another_day_is_one(repository: Path) -> None:
    path = coding_file(repository / "corpus", "ab")
    give(repository, "r2", "light")
    row = path.read_text("utf-8").splitlines()[-1]
    header = path.read_text("utf-8").splitlines()[0].split(",")
    cells = dict(zip(header, row.split(","), strict=True)) | {"date": "2026-11-06", "seconds": "7"}
    with path.open("a", encoding="utf-8") as stream:
        stream.write(",".join(cells[name] for name in header) + "\n")
    assert answers(repository) == {"r1": "light", "r2": "light"}


def test_two_latest_answers_are_named_though_an_earlier_one_is_missing(repository: Path) -> None:
    path = coding_file(repository / "corpus", "ab")
    for code in ("light", "strong", "none"):
        give(repository, "r2", code)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:2], lines[3], lines[4].replace(",3,", ",2,")]), encoding="utf-8")
    with pytest.raises(
        ReviewError, match="answered twice by ab, here and in line 3, both as revision 2"
    ) as told:
        answers(repository)
    assert "3 in a column revision" in told.value.remedy


def test_two_branches_that_each_describe_a_coder_are_told_how_to_join_the_file(repository: Path) -> None:
    path = repository / "corpus" / "coders.yaml"
    entry = "  - {name: %s, kind: person, role: reader, how: reads, codebook: '1', blind: true}\n"
    path.write_text("coders:\n" + entry % "ab", encoding="utf-8")
    commit(repository)
    for branch, name in (("theirs", "ef"), ("main", "cd")):
        git(repository, "checkout", "-q", "-b", branch)
        assert git(repository, "checkout", "-q", branch)
        path.write_text("coders:\n" + entry % "ab" + entry % name, encoding="utf-8")
        commit(repository)
        git(repository, "checkout", "-q", "main")
    assert not git(repository, "merge", "-q", "-m", "Merge", "theirs")
    with pytest.raises(ReviewError, match="git could not merge two branches here") as told:
        read_coders(path)
    assert "keep the entries of both branches" in told.value.remedy
    kept = [
        line
        for line in path.read_text("utf-8").splitlines()
        if line[:7] not in ("<<<<<<<", "=" * 7, ">>>>>>>")
    ]
    path.write_text("\n".join(kept), encoding="utf-8")
    assert [coder.name for coder in read_coders(path)] == ["ab", "cd", "ef"]


def test_two_answers_to_one_question_are_named_with_both_lines_and_a_later_one_settles_them(
    repository: Path,
) -> None:
    assert branches(repository, {"r2": "light"}, {"r2": "strong"})
    with pytest.raises(ReviewError, match="r2 wind is answered twice by ab, here and in line 3") as told:
        answers(repository)
    assert told.value.where.endswith("ab.csv, line 4")
    assert "keep one of the two rows" in told.value.remedy
    assert "3 in a column revision" in told.value.remedy
    give(repository, "r2", "light")
    assert answers(repository)["r2"] == "light"


def test_two_changes_of_one_answer_are_named_as_of_one_revision(repository: Path) -> None:
    assert branches(repository, {"r1": "strong"}, {"r1": "none"})
    with pytest.raises(ReviewError, match="line 3, both as revision 2"):
        answers(repository)


def test_an_answer_of_a_branch_is_not_hidden_by_two_of_the_other(repository: Path) -> None:
    assert git(repository, "checkout", "-q", "-b", "theirs")
    give(repository, "r2", "strong")
    commit(repository)
    assert git(repository, "checkout", "-q", "main")
    give(repository, "r2", "none")
    give(repository, "r2", "light")
    commit(repository)
    assert git(repository, "merge", "-q", "-m", "Merge", "theirs")
    with pytest.raises(ReviewError, match="r2 wind is answered twice by ab") as told:
        answers(repository)
    assert "4 in a column revision" in told.value.remedy
    assert "which counts by its number, is of one of the two branches" in told.value.problem
    assert "its later answers too" in told.value.remedy
    give(repository, "r2", "light")
    assert answers(repository)["r2"] == "light"


def test_files_without_a_last_line_end_lose_and_glue_nothing(repository: Path) -> None:
    path = coding_file(repository / "corpus", "ab")
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    commit(repository)
    assert branches(repository, {"r2": "light"}, {"r3": "strong"})
    assert answers(repository) == {"r1": "light", "r2": "light", "r3": "strong"}


def test_line_ends_of_a_spreadsheet_on_one_branch_do_not_double_the_rows(repository: Path) -> None:
    path = coding_file(repository / "corpus", "ab")
    assert git(repository, "checkout", "-q", "-b", "theirs")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    give(repository, "r3", "strong")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") == 3
    commit(repository)
    assert git(repository, "checkout", "-q", "main")
    give(repository, "r2", "light")
    commit(repository)
    assert git(repository, "merge", "-q", "-m", "Merge", "theirs")
    assert answers(repository) == {"r1": "light", "r2": "light", "r3": "strong"}


def test_marks_of_a_merge_that_failed_are_named_with_their_lines_and_nothing_is_put_behind_them(
    repository: Path,
) -> None:
    (repository / ".gitattributes").unlink()
    commit(repository)
    assert not branches(repository, {"r2": "light"}, {"r3": "strong"})
    path = coding_file(repository / "corpus", "ab")
    before = path.read_bytes()
    for attempt in (lambda: answers(repository), lambda: give(repository, "r4", "light")):
        with pytest.raises(ReviewError, match="left its marks in lines 3, 5 and 7") as told:
            attempt()
        assert "keep the rows of both branches" in told.value.remedy
    assert path.read_bytes() == before
    path.write_bytes(b"".join(x for x in before.splitlines(True) if x[:7] not in MARKS))
    assert answers(repository) == {"r1": "light", "r2": "light", "r3": "strong"}


MARKS = (b"<<<<<<<", b"=======", b">>>>>>>")


def test_a_branch_of_an_older_header_is_told_where_its_header_stands(repository: Path) -> None:
    path = coding_file(repository / "corpus", "ab")
    old = "report,dimension,codes,quote,basis,confidence,codebook,date\nr1,wind,light,,,,1,2026-11-05\n"
    path.write_text(old, encoding="utf-8")
    commit(repository)
    assert git(repository, "checkout", "-q", "-b", "theirs")
    path.write_text(f"{old}r3,wind,strong,,,,1,2026-11-05\n", encoding="utf-8")
    commit(repository)
    assert git(repository, "checkout", "-q", "main")
    give(repository, "r2", "light")
    commit(repository)
    assert git(repository, "merge", "-q", "-m", "Merge", "theirs")
    with pytest.raises(ReviewError, match="header of line 1 stands here again") as told:
        answers(repository)
    assert "give the rows behind line" in told.value.remedy


def test_two_files_put_behind_each_other_are_told_which_line_to_delete(repository: Path) -> None:
    path = coding_file(repository / "corpus", "ab")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.replace("r1", "r9"), encoding="utf-8")
    with pytest.raises(ReviewError, match="header of line 1 stands here again") as told:
        answers(repository)
    assert told.value.remedy == "delete line 3"


def test_all_questions_answered_twice_are_told_at_once(repository: Path) -> None:
    assert branches(repository, {"r2": "light", "r3": "light"}, {"r2": "strong", "r3": "strong"})
    with pytest.raises(ReviewErrors) as told:
        answers(repository)
    assert len(told.value.faults) == 2
