"""Exercises in the browser: what the learner's pages are given."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from coprod_review.tasks.serve.start import review_store

if TYPE_CHECKING:
    from coprod_review.audit.server.desk import Desk
    from coprod_review.audit.server.train_lessons import Lesson, Lessons
    from coprod_review.model.learning import Exercise
    from coprod_review.tasks.train.room import Room


def lessons_of(room: Room, *, offer: str) -> Lessons:
    """The exercises as the pages take them; what is due is found anew once the learner's file has changed."""
    from coprod_review.audit.server.train_lessons import GivenNow, Lessons

    now = _Now(room)

    def keep(given: GivenNow) -> int:
        return room.answer(
            now.exercise(),
            given.dimension,
            codes=given.codes,
            quotes=given.quotes,
            note=given.note,
            confidence=given.confidence,
            seconds=given.seconds,
        )

    return Lessons(
        offer=offer,
        due=now.lesson,
        keep=keep,
        take_back=lambda dimension: room.withdraw(now.exercise(), dimension),
        look_up=lambda: room.look_up(now.exercise()),
        told=room.told,
        report=now.report,
        standing=room.standing,
        done=room.done,
    )


class _Now:
    """What is due, kept as long as the file of answers stays as it is."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._seen: tuple[int, int] | None = (-1, -1)
        self._due: tuple[Exercise | None, Lesson | None] = (None, None)
        self.report = lru_cache(maxsize=64)(room.report)

    def exercise(self) -> Exercise:
        """The exercise that is due; raises NotHere where none is."""
        from coprod_review.audit.server.desk import NotHere

        exercise, _ = self._found()
        if exercise is None:
            raise NotHere("no exercise is due")
        return exercise

    def lesson(self) -> Lesson | None:
        """The same with its text and the answers given; None where none is due."""
        return self._found()[1]

    def _found(self) -> tuple[Exercise | None, Lesson | None]:
        seen = self._file()
        if seen != self._seen:
            exercise = self._room.exercise()
            self._due = (exercise, self._lesson(exercise) if exercise else None)
            self._seen = seen
        return self._due

    def _file(self) -> tuple[int, int] | None:
        try:
            found = self._room.path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size

    def _lesson(self, exercise: Exercise) -> Lesson:
        from coprod_review.audit.server.train_lessons import Lesson

        given = self._room.given(exercise)
        return Lesson(
            report=self.report(exercise.report.report_id),
            round=exercise.round,
            dimensions=tuple(
                name for name in self._room.codebook.dimensions if name in exercise.report.codes
            ),
            given={name: trial for name, trial in given.items() if name in exercise.report.codes},
        )


def learner_desk(room: Room) -> Desk:
    """The desk of a learner: codebook and name, with no run, no queue and no pen for the review's files."""
    from coprod_review.adjudicate.quoted import exact_quote
    from coprod_review.audit.server.desk import Desk, Material, Reports, Run, Writers
    from coprod_review.audit.server.standing import Latest, Standing

    nothing = Latest(("report", "dimension"), resolve=str, coder=room.learner)
    run = Run(reports=Reports(ids=(), titles=(), abouts=(), included=frozenset()), queues=())
    standing = Standing(who=room.learner, own=nothing, judged=nothing)
    return Desk(
        role="learner",
        who=room.learner,
        may=frozenset({"answer"}),
        review=room.config.review.title,
        store=f"{review_store(str(room.corpus.resolve()), room.learner)}:training",
        codebook=room.codebook,
        criteria=(),
        run=lambda: run,
        standing=lambda: standing,
        material=lambda report_id: Material(report=room.report(report_id)),
        decision=lambda _: None,
        records=lambda _: (),
        write=Writers(
            answer=_no_pen,
            take_back=_no_pen,
            undo=_no_pen,
            give_way=_no_pen,
            bring_back=_no_pen,
            judge_pair=_no_pen,
            screen=_no_pen,
        ),
        exact_quote=exact_quote,
        notices=lambda: (),
    )


def _no_pen(*_: object) -> NoReturn:
    """A learner decides nothing of the review; none of the learner's addresses leads here."""
    from coprod_review.audit.server.desk import NotHere

    raise NotHere("a learner decides nothing of the review")
