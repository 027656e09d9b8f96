"""`coprod-review plan` on an invented run, and its pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_review.cli import main

Plan = Callable[..., int]


@pytest.fixture(scope="module")
def run_of(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented run of six reports, three of them on safety; its tables of the analysis are empty."""
    from tests.audit import invented_review  # noqa: PLC0415 - its fixtures are not those of this file

    folder: Path = invented_review.write_review(tmp_path_factory.mktemp("run") / "r", project)
    return folder


@pytest.fixture
def plan(run_of: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Runs the command in the folder of the run."""
    monkeypatch.chdir(run_of)
    return lambda *arguments: main(["plan", *arguments])


def test_an_issue_is_planned_for_from_the_files_of_a_run(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan("the infusion pump gives the wrong dose to patients") == 0
    told = capsys.readouterr().out
    assert "TECHNICAL" in told
    assert "NEAREST REPORTS" in told
    assert "no clinical advice" in " ".join(told.split())


def test_plans_and_pages_for_planning_say_who_coded(
    plan: Plan, run_of: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = "language models that agree as blind readers"
    assert plan("falls at home", "--character", "technical") == 0
    assert who in " ".join(capsys.readouterr().out.split())
    page = tmp_path / "plan.html"
    assert plan("falls at home", "--character", "technical", "--page", str(page)) == 0
    assert who in page.read_text(encoding="utf-8")
    shutil.copytree(run_of, tmp_path / "r")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "r")
        assert main(["site"]) == 0
    for name in ("plan.html", "model.html"):
        told = (tmp_path / "r" / "results" / "audit" / name).read_text(encoding="utf-8")
        head = told[: told.index("<h2")]
        assert "People have settled none of the <a" in head
        assert who in head


def test_a_text_on_no_safety_issue_gets_told_so_and_no_plan(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan("Our football club needs a new website") == 0
    told = capsys.readouterr().out
    assert "Not on a safety issue" in told
    assert "NEAREST" not in told


def test_json_is_the_same_twice_and_holds_offsets_that_hold(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan("tablets were lost at discharge", "--json") == 0
    first = capsys.readouterr().out
    assert plan("tablets were lost at discharge", "--json") == 0
    assert capsys.readouterr().out == first
    reading = json.loads(first)["reading"]
    assert all(reading["text"][s["start"] : s["end"]] == s["quote"] for s in reading["signs"])


def test_an_issue_may_stand_in_a_file(plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "issue.txt"
    path.write_text("The handover between shifts lost the list of patients.\n", encoding="utf-8")
    assert plan("--file", str(path)) == 0
    assert "PROCEDURAL" in capsys.readouterr().out


def test_a_text_file_in_another_encoding_says_what_notepad_calls_the_right_one(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "issue.txt").write_bytes("falls at home".encode("utf-16"))
    assert plan("--file", str(tmp_path / "issue.txt")) == 2
    assert "Notepad does so at Save As" in capsys.readouterr().err


def test_a_character_may_be_chosen_without_any_text(plan: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan("--character", "social-interaction") == 0
    told = capsys.readouterr().out
    assert "SOCIAL INTERACTION" in told
    assert "Character chosen by hand" in told


def test_a_review_without_a_planner_says_so_and_is_no_missing_folder(
    run_of: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(run_of, tmp_path / "mine", ignore=shutil.ignore_patterns("planning"))
    monkeypatch.chdir(tmp_path / "mine")
    assert main(["plan", "falls at home"]) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "this review has no planner" in told and "everything else runs without it" in told
    assert "coprod-review new" not in told


@pytest.mark.parametrize(
    ("arguments", "problem", "remedy"),
    [
        ((), "no safety issue is told", "tell it in a sentence"),
        (("--character", "technicall"), "'technicall' is no character", "technical, procedural"),
        (("--file", "absent.txt"), "there is no such file", "correct the name"),
        (("falls", "--file", "config/config.yaml"), "told twice", "leave one of them out"),
        (("falls", "--nearest", "-1"), "a negative number", "give 0 or more"),
        (("falls", "--page", "nowhere/plan.html"), "no such folder for the page", "make the folder first"),
        (("wrong " * 20000,), "for one issue of up to 2,000", "coprod-review apply"),
        (("falls", "--results", "nowhere"), "no finished run", "make review"),
    ],
)
def test_a_mistake_ends_with_code_2_and_a_remedy(
    plan: Plan, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], problem: str, remedy: str
) -> None:
    assert plan(*arguments) == 2
    assert not Path("nowhere").exists()
    told = capsys.readouterr().err
    assert problem in told
    assert remedy in told


def test_the_page_needs_nothing_beside_it_and_escapes_what_was_told(plan: Plan, tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    hostile = "<script>alert(1)</script> the \u202epump\u202c gives\x9b the wrong dose"
    assert plan(hostile, "--character", "technical", "--page", str(page)) == 0
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;" in html
    assert not {"\u202e", "\u202c", "\x9b"}.intersection(html)
    assert "wrong dose" in html
    assert "<svg" in html
    assert 'src="' not in html
    assert "<link" not in html


def test_a_page_is_the_same_twice(plan: Plan, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert plan("falls at home", "--character", "technical", "--page", str(tmp_path / name)) == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_page_is_written_over_until_people_write_in_it(
    plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "plan.html"
    assert plan("falls at home", "--character", "technical", "--page", str(page)) == 0
    assert plan("pumps that leak", "--character", "technical", "--page", str(page)) == 0
    written = page.read_text(encoding="utf-8")
    assert "leak" in written
    agreed = "<p>Agreed: new sockets.</p>"
    for edited in (written.replace("</h1>", f"</h1>{agreed}", 1), written + agreed, written[:-90]):
        page.write_text(edited, encoding="utf-8")
        assert plan("falls at home", "--character", "technical", "--page", str(page)) == 2
        assert page.read_text(encoding="utf-8") == edited
        told = " ".join(capsys.readouterr().err.split())
        assert "somebody has written in it" in told
        assert "--force writes over it" in told
    assert plan("falls at home", "--character", "technical", "--page", str(page), "--force") == 0
    assert plan("falls at home", "--character", "technical", "--page", str(page)) == 0


def test_a_page_of_a_text_on_no_safety_issue_says_so_and_draws_nothing(plan: Plan, tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    assert plan("Our football club needs a new website", "--page", str(page)) == 0
    html = page.read_text(encoding="utf-8")
    assert "Not on a safety issue" in html
    assert "<svg" not in html


def test_the_site_has_a_page_with_the_plan_of_each_character_and_leads_to_it(
    run_of: Path, tmp_path: Path
) -> None:
    review = tmp_path / "r"
    shutil.copytree(run_of, review)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(review)
        assert main(["site"]) == 0
    page = (review / "results" / "audit" / "plan.html").read_text(encoding="utf-8")
    for character in ("technical", "procedural", "social_interaction"):
        assert f'id="of-{character}"' in page
        assert f'for="choose-{character}"' in page
    assert "coprod-review plan" in page
    assert 'href="plan.html"' in (review / "results" / "audit" / "index.html").read_text(encoding="utf-8")


def test_a_review_without_planning_files_has_a_site_without_the_page(run_of: Path, tmp_path: Path) -> None:
    review = tmp_path / "r"
    shutil.copytree(run_of, review)
    shutil.rmtree(review / "config" / "planning")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(review)
        assert main(["site"]) == 0
    assert not (review / "results" / "audit" / "plan.html").exists()
    assert 'href="plan.html"' not in (review / "results" / "audit" / "index.html").read_text(encoding="utf-8")
