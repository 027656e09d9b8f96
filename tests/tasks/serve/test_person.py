"""Who decides at a server: which role fits which entry of coders.yaml, and what each may do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coprod_review.errors import ReviewError
from coprod_review.io.coders import read_coders
from coprod_review.model.codebook import Codebook
from coprod_review.model.corpus import Coder
from coprod_review.tasks.serve.desk import Task
from coprod_review.tasks.serve.person import person_of, rights_of

CODEBOOK = Codebook(version="0.10", dimensions={}, constraints=(), coproduction_form={}, sources={})

CODERS = """\
coders:
- {name: ada, kind: person, role: reader, how: reads abstracts, codebook: "0.10", blind: true}
- {name: bo, kind: person, role: reader, how: looks through sheets, codebook: "0.10", blind: false}
- {name: cy, kind: person, role: adjudicator, how: settles, codebook: "0.10", blind: false}
- {name: di, kind: person, role: reader, how: reads abstracts, codebook: "0.1", blind: true}
"""


@pytest.fixture
def task(tmp_path: Path) -> Task:
    (tmp_path / "coders.yaml").write_text(CODERS, encoding="utf-8")
    return Task(
        coder=None,
        reviewer=None,
        sample=None,
        how=None,
        kind="person",
        corpus=tmp_path,
        config=tmp_path,
        results=tmp_path,
    )


def decides(task: Task) -> tuple[Coder, list[str]]:
    """Who decides, and what was told of it."""
    told: list[str] = []
    return person_of(task, CODEBOOK, tell=told.append), told


@pytest.mark.parametrize(("coder", "reviewer"), [("ada", None), ("bo", None), (None, "bo"), (None, "cy")])
def test_who_is_described_for_a_role_takes_it_and_nothing_is_told(
    task: Task, coder: str | None, reviewer: str | None
) -> None:
    found, told = decides(replace(task, coder=coder, reviewer=reviewer))
    assert (found.name, told) == (coder or reviewer, [])


@pytest.mark.parametrize(
    ("coder", "reviewer", "problem", "remedy"),
    [
        (None, "ada", "ada codes blind, and a reviewer sees what others answered", "serve --coder ada"),
        ("cy", None, "cy adjudicates, and who adjudicates does not code any more", "serve --reviewer cy"),
        ("di", None, "di is said to code by codebook 0.1, not by 0.10", 'codebook: "0.1 and 0.10"'),
    ],
)
def test_who_does_not_fit_a_role_is_refused_with_the_way_that_fits(
    task: Task, coder: str | None, reviewer: str | None, problem: str, remedy: str
) -> None:
    with pytest.raises(ReviewError) as refused:
        decides(replace(task, coder=coder, reviewer=reviewer))
    assert (refused.value.problem, refused.value.where) == (problem, str(task.corpus / "coders.yaml"))
    assert remedy in refused.value.remedy


def test_a_reviewer_need_not_know_the_present_codebook(task: Task) -> None:
    coders = CODERS.replace("blind: true", "blind: false")
    (task.corpus / "coders.yaml").write_text(coders, encoding="utf-8")
    assert decides(replace(task, reviewer="di"))[0].codebook == "0.1"


@pytest.mark.parametrize("how", [None, "", " \n "])
def test_who_is_not_described_is_asked_to_be(task: Task, how: str | None) -> None:
    with pytest.raises(ReviewError, match="nobody has described 'ed'") as refused:
        decides(replace(task, coder="ed", how=how))
    assert '--how "reads title and abstract, blind to others' in refused.value.remedy
    assert [coder.name for coder in read_coders(task.corpus / "coders.yaml")] == ["ada", "bo", "cy", "di"]


@pytest.mark.parametrize(
    ("option", "role", "blind"), [("coder", "reader", True), ("reviewer", "adjudicator", False)]
)
def test_who_is_new_is_described_by_the_role_that_is_begun(
    task: Task, option: str, role: str, blind: bool
) -> None:
    named: dict[str, Any] = {option: " ed "}
    found, told = decides(replace(task, how="reads\n  at night", **named))
    assert (found.name, found.role, found.blind) == ("ed", role, blind)
    assert (found.how, found.codebook) == ("reads at night", "0.10")
    assert read_coders(task.corpus / "coders.yaml")[-1] == found
    assert len(told) == 1 and "ed is described as" in told[0]


@pytest.mark.parametrize(
    ("name", "sees_all", "may"),
    [
        ("ada", False, {"answer", "screen"}),
        ("bo", True, {"agree", "dispute", "pair", "screen", "answer"}),
        ("cy", True, {"agree", "dispute", "pair", "screen", "adjudicate"}),
    ],
)
def test_each_role_may_do_its_part_and_is_told_why_not_the_rest(
    task: Task, name: str, sees_all: bool, may: set[str]
) -> None:
    coder = next(c for c in read_coders(task.corpus / "coders.yaml") if c.name == name)
    found, why_not = rights_of(coder, sees_all=sees_all)
    assert found == may
    assert found | set(why_not) == {"answer", "screen", "agree", "dispute", "adjudicate", "pair"}
    assert not found & set(why_not)
    assert all("\n" in why for why in why_not.values()), "a remedy stands behind each reason"
