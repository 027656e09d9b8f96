"""The learner's addresses: the exercise that is due, what is settled once it is answered, how one stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from coprod_review.audit.server.app import Pages
from coprod_review.audit.server.bodies import AnswerBody, PlaceBody, Refused
from coprod_review.audit.server.desk import Desk, NotHere
from coprod_review.audit.server.files import Render
from coprod_review.audit.server.train_lessons import GivenNow, Lesson, Lessons
from coprod_review.audit.server.train_pages import exercise_view, told_page_view, train_home_view
from coprod_review.model.coding import CONFIDENCE_WORDS


def learner_pages(lessons: Lessons) -> Pages:
    """The addresses that the role learner has instead of those of deciding."""

    def pages(desk: Desk, render: Render) -> APIRouter:
        router = APIRouter()
        _add_pages(router, lessons, desk, render)
        _add_answers(router, lessons, desk)
        return router

    return pages


def _add_pages(router: APIRouter, lessons: Lessons, desk: Desk, render: Render) -> None:
    @router.get("/")
    def home() -> HTMLResponse:
        return render("train_home", train_home_view(desk, lessons))

    @router.get("/train")
    def exercise(asked: int = 0) -> Response:
        lesson = lessons.due()
        if lesson is None:
            return RedirectResponse("/", status_code=303)
        view = exercise_view(desk, lessons, lesson, asks_all=bool(asked))
        return render("train_exercise", view)

    @router.get("/train/told/{report_id:path}")
    def told(report_id: str, asked_round: Annotated[int, Query(alias="round")] = 1) -> Response:
        lesson = lessons.due()
        if lesson is not None and lesson.is_at(report_id, asked_round):
            if lesson.unanswered:
                return RedirectResponse("/train?asked=1", status_code=303)
            lessons.look_up()
        found = lessons.told(report_id, asked_round)
        if not found:
            raise NotHere(report_id)
        return render("train_told", told_page_view(desk, lessons.report(report_id), found))


def _add_answers(router: APIRouter, lessons: Lessons, desk: Desk) -> None:
    @router.post("/api/answer")
    def answer(body: AnswerBody) -> Mapping[str, Any]:
        lesson = _lesson_of(body, lessons)
        revision = lessons.keep(_checked(body, lesson, desk))
        return _saved(revision, lessons, desk)

    @router.post("/api/withdraw")
    def withdraw(body: PlaceBody) -> Mapping[str, Any]:
        _lesson_of(body, lessons)
        return _saved(lessons.take_back(body.dimension), lessons, desk)


def _lesson_of(body: PlaceBody, lessons: Lessons) -> Lesson:
    """The exercise that is due, if the answer is for it; raises Refused else."""
    lesson = lessons.due()
    where = f"{body.dimension} of {body.report}"
    if lesson is None or lesson.report.report_id != body.report:
        raise Refused(
            "this exercise is not the one that is due: its answers were looked up already",
            where=where,
            remedy="go on with the exercise that is due",
            status=409,
        )
    if body.dimension not in lesson.dimensions:
        raise Refused(
            "this question is not asked here", where=where, remedy="answer the questions of the page"
        )
    return lesson


def _checked(body: AnswerBody, lesson: Lesson, desk: Desk) -> GivenNow:
    """The answer with codes of the codebook and passages as the text has them."""
    where = f"{body.dimension} of {body.report}"
    codes = tuple(sorted(set(body.codes)))
    for broken in desk.codebook.violations({body.dimension: codes}):
        names = ", ".join(desk.codebook.dimensions[body.dimension].codes)
        raise Refused(broken[:300], where=where, remedy=f"use codes of {body.dimension}: {names}")
    if body.confidence not in ("", *CONFIDENCE_WORDS):
        raise Refused(
            f"{body.confidence[:40]!r} is no word of confidence",
            where=where,
            remedy=f"choose {', '.join(CONFIDENCE_WORDS)}, or none",
        )
    quotes = [desk.exact_quote(quote, lesson.report) for quote in body.quotes if quote.strip()]
    if None in quotes:
        raise Refused(
            "a passage does not stand in the text", where=where, remedy="mark the words in the text again"
        )
    return GivenNow(
        dimension=body.dimension,
        codes=codes,
        quotes=tuple(quote for quote in quotes if quote),
        note=" ".join(body.note.split()),
        confidence=body.confidence,
        seconds=body.seconds,
    )


def _saved(revision: int, lessons: Lessons, desk: Desk) -> Mapping[str, Any]:
    lesson = lessons.due()
    given = {name: trial.codes for name, trial in lesson.given.items()} if lesson else {}
    return {
        "saved": True,
        "revision": revision,
        "progress": {"n": len(lesson.dimensions) if lesson else 0, "n_done": len(given)},
        "broken": list(desk.codebook.violations(given, in_labels=True)),
    }
