"""The learner's pages: exercises, what is settled once they are answered, and nothing of it before."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.cli.training_room import HOSTILE, QUOTE, SETTLED, make_room

from coprod_review.audit.server.access import new_access
from coprod_review.audit.server.app import make_app
from coprod_review.audit.server.train import learner_pages
from coprod_review.cli import train
from coprod_review.io.training import read_training, training_path
from coprod_review.tasks.train.room import Room
from coprod_review.tasks.train.serve import learner_desk, lessons_of

HEADERS = {"x-coprod-review": "desk", "origin": "http://127.0.0.1:8765"}


class Learner:
    """A browser at the pages of one learner."""

    def __init__(self, folder: Path, *, n: int = 1) -> None:
        parser = argparse.ArgumentParser()
        train.add_arguments(parser)
        where = make_room(folder, n=n)
        self.room: Room = train.room_of(parser.parse_args(["--coder", "AB", *where]))
        self.path = training_path(folder / "corpus", "AB")
        access = new_access(["127.0.0.1"], port=8765)
        pages = learner_pages(lessons_of(self.room, offer="An offer."))
        app: Any = make_app(learner_desk(self.room), access, more=[pages])
        self.client = TestClient(app, base_url="http://127.0.0.1:8765")
        self.client.get(f"/?token={access.token}")

    def page(self, path: str) -> str:
        return self.client.get(path).text

    def answer(self, dimension: str, *codes: str, report: str = "r0", **more: object) -> dict[str, Any]:
        body = {"report": report, "dimension": dimension, "codes": codes, **more}
        found: dict[str, Any] = self.client.post("/api/answer", json=body, headers=HEADERS).json()
        return found

    def answer_all(self) -> None:
        for dimension, codes in SETTLED.items():
            self.answer(dimension, *(("protective",) if dimension == "framing" else codes))


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def test_before_an_exercise_is_answered_no_page_tells_what_is_settled(learner: Learner) -> None:
    learner.answer("tradition", "none")
    for path in ("/", "/train", "/train/told/r0?round=1"):
        said = learner.page(path)
        assert "because of &lt;" not in said and "zadie" not in said
    assert [t.is_told for t in read_training(learner.path)] == [False]
    assert learner.client.get("/train/told/r0?round=2").status_code == 404


def test_questions_that_are_open_are_asked_for_before_anything_is_told(learner: Learner) -> None:
    learner.answer("tradition", "none")
    said = learner.page("/train/told/r0?round=1")
    assert "First answer every question" in said and "Safety strategy" in said


def test_once_answered_each_answer_stands_beside_what_is_settled_and_why(learner: Learner) -> None:
    learner.answer_all()
    said = learner.page("/train/told/r0?round=1")
    assert "<b>4 of 5</b> as settled" in said
    assert said.count("settled otherwise") == 1
    assert "Step 3 leads here" in said  # of framing: what comes from patients themselves is partnership
    assert '<mark class="P" data-letter="ABCDE">Relatives kept watch</mark>' in said
    assert "1 answered, 0 left" not in learner.page("/train")
    assert all(t.is_told for t in read_training(learner.path))


def test_an_answer_is_kept_at_once_and_may_change_until_it_is_looked_up(learner: Learner) -> None:
    first = learner.answer("tradition", "none", quotes=["relatives  KEPT watch".title()], seconds=3)
    assert first["problem"] == "a passage does not stand in the text"
    first = learner.answer("tradition", "none", quotes=[QUOTE], note="a note", seconds=3)
    assert (first["saved"], first["revision"], first["progress"]) == (True, 1, {"n": 5, "n_done": 1})
    assert learner.answer("tradition", "other")["revision"] == 2
    body = {"report": "r0", "dimension": "tradition"}
    taken = learner.client.post("/api/withdraw", json=body, headers=HEADERS).json()
    assert taken["progress"]["n_done"] == 0 and read_training(learner.path) == []
    learner.answer_all()
    learner.page("/train/told/r0?round=1")
    late = learner.client.post(
        "/api/answer", json={"report": "r1", "dimension": "framing", "codes": ["none"]}, headers=HEADERS
    )
    assert late.status_code == 409 and "go on with the exercise that is due" in late.json()["remedy"]
    assert {t.dimension: t.codes for t in read_training(learner.path)}["framing"] == ("protective",)


def test_codes_that_the_codebook_forbids_are_refused_with_those_that_it_has(learner: Learner) -> None:
    assert "use codes of framing: protective" in learner.answer("framing", "guarded")["remedy"]
    assert "takes one code" in learner.answer("framing", "none", "protective")["problem"]
    assert learner.answer("issue_character", "none")["problem"] == "this question is not asked here"
    assert not learner.path.exists()


def test_codes_that_break_a_constraint_together_are_kept_and_told(learner: Learner) -> None:
    learner.answer("tradition", "none")
    assert any("tradition" in rule for rule in learner.answer("tradition_basis", "explicit")["broken"])


def test_what_was_wrong_comes_again_and_kappa_stands_on_first_answers(learner: Learner) -> None:
    learner.answer_all()
    learner.page("/train/told/r0?round=1")
    assert "Again, round 2" in learner.page("/train")
    for dimension, codes in SETTLED.items():
        learner.answer(dimension, *codes)
    assert "<b>5 of 5</b> as settled" in learner.page("/train/told/r0?round=2")
    home = learner.page("/")
    assert "what was wrong came again and is right now" in home
    assert "0 of 1" in home and "taken for Safety for patients" in home
    assert learner.client.get("/train", follow_redirects=False).headers["location"] == "/"


def test_hostile_titles_and_reasons_are_text_on_every_page(learner: Learner) -> None:
    pages = [learner.page("/train")]
    learner.answer_all()
    pages += [learner.page("/train/told/r0?round=1"), learner.page("/")]
    for said in pages:
        assert HOSTILE not in said and "&lt;script&gt;alert(1)&lt;/script&gt;" in said


def test_a_learner_has_no_way_to_the_files_of_the_review(learner: Learner) -> None:
    for path in ("/api/adjudicate", "/api/dispute", "/api/agree", "/api/pair", "/api/screen"):
        body = {"report": "r0", "dimension": "framing", "codes": ["none"], "reason": "x"}
        assert learner.client.post(path, json=body, headers=HEADERS).status_code in (404, 405)
    for path in ("/report/r0", "/queue/all", "/audit/index.html", "/train/told/..%2f..%2fetc%2fpasswd"):
        assert learner.client.get(path).status_code == 404
    assert not (learner.room.corpus / "codings").exists() and not (learner.room.corpus / "decisions").exists()
