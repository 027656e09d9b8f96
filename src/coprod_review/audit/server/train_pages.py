"""Views of the learner's pages, made of what is due, what was told, and how the learner stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from coprod_review.audit.server.definitions import code_views, decide_steps
from coprod_review.audit.server.desk import Desk
from coprod_review.audit.server.keys import mark_by_dimension
from coprod_review.audit.server.report_views import CodeView, DimensionView, Given, ReportView
from coprod_review.audit.server.surroundings import fields_of, links_of
from coprod_review.audit.server.train_lessons import Lesson, Lessons, told_href
from coprod_review.audit.server.train_views import (
    DoneExercise,
    ExerciseView,
    Segment,
    StandingRow,
    TextPart,
    ToldPageView,
    ToldView,
    TrainHomeView,
)
from coprod_review.audit.server.views import Frame, Link, Place, Progress
from coprod_review.model.codebook import Codebook, Dimension
from coprod_review.model.coding import CONFIDENCE_WORDS
from coprod_review.model.learning import LEAST_TOLD, DimensionStanding, Told, Trial
from coprod_review.model.report import Report
from coprod_review.pages.learning import advice, confusion_words, kappa_words, labels, source_words
from coprod_review.pages.wording import STATUS_WORDS, authors_short, year_text

MOST_LISTED = 8


def train_home_view(desk: Desk, lessons: Lessons) -> TrainHomeView:
    """The first page."""
    standing, lesson = lessons.standing(), lessons.due()
    dimensions = desk.codebook.dimensions
    return TrainHomeView(
        frame=learner_frame(desk, here="/"),
        offer=lessons.offer,
        n_reports=standing.n_reports,
        n_left=standing.n_left,
        rows=tuple(_standing_row(d, dimensions[d.dimension]) for d in standing.dimensions),
        level=standing.level.kappa,
        level_reports=standing.level.reports,
        confusions=tuple(
            confusion_words(dimensions[c.dimension], c)
            for c in standing.confusions
            if c.dimension in dimensions
        )[:MOST_LISTED],
        advice=advice(standing) if standing.dimensions else "",
        is_reached=standing.is_reached,
        start="/train" if lesson else "",
        is_begun=bool(lesson and lesson.given),
        latest=tuple(_done(lessons, *exercise) for exercise in list(lessons.done())[:MOST_LISTED]),
    )


def exercise_view(desk: Desk, lessons: Lessons, lesson: Lesson, *, asks_all: bool) -> ExerciseView:
    """The page of the exercise; `asks_all` names the questions that are open."""
    report = lesson.report
    given = {name: trial.codes for name, trial in lesson.given.items()}
    n_done = len({(r, n) for r, n, _, _ in lessons.done()})
    view = ReportView(
        frame=learner_frame(desk, here="/train"),
        report_id=report.report_id,
        title=report.title or "(no title)",
        authors=authors_short(report),
        year=year_text(report),
        venue=report.container,
        facts=(),
        links=links_of(report),
        fields=fields_of(report),
        text_note="" if report.abstract else "No abstract is known: there are title and keywords only.",
        dimensions=_dimensions(desk, lesson),
        place=Place(
            queue="",
            label="Exercises",
            position=0,
            n=0,
            back_href="",
            next_href=told_href(report.report_id, lesson.round),
            queue_href="/",
            progress=Progress(n=len(lesson.dimensions), n_done=len(given)),
        ),
        confidence_words=CONFIDENCE_WORDS,
        broken=tuple(desk.codebook.violations(given, in_labels=True)),
    )
    open_ = tuple(desk.codebook.dimensions[name].label for name in lesson.unanswered) if asks_all else ()
    return ExerciseView(report=view, round=lesson.round, n_done=n_done, unanswered=open_)


def told_page_view(desk: Desk, report: Report, told: Sequence[Told]) -> ToldPageView:
    """The page of an exercise with what is settled; `told` is not empty."""
    marks = mark_by_dimension(desk.codebook.dimensions)
    passages = [
        (quote, marks[t.trial.dimension]) for t in told for source in t.sources for quote in source.quotes
    ]
    facts = (authors_short(report) or "No author stated", year_text(report) or "no year", report.container)
    return ToldPageView(
        frame=learner_frame(desk, here=""),
        report_id=report.report_id,
        title=report.title or "(no title)",
        byline=" · ".join(filter(None, facts)),
        links=links_of(report),
        parts=tuple(
            TextPart(name=field.name, segments=tuple(_segments(field.text, passages)))
            for field in fields_of(report)
        ),
        round=told[0].trial.round,
        n_right=sum(t.trial.is_right for t in told),
        told=tuple(_told_view(t, desk.codebook, marks[t.trial.dimension]) for t in told),
        next_href="/train",
    )


def learner_frame(desk: Desk, *, here: str) -> Frame:
    """What stands around a learner's page."""
    links = (("How I stand", "/"), ("Exercise", "/train"))
    return Frame(
        role=desk.role,
        who=desk.who,
        review=desk.review,
        store=desk.store,
        links=tuple(Link(label=label, href=href, is_here=href == here) for label, href in links),
        may=desk.may,
    )


def _standing_row(standing: DimensionStanding, dimension: Dimension) -> StandingRow:
    agreed = standing.so_far
    words = kappa_words(agreed)
    is_told = agreed.kappa is not None and agreed.n >= LEAST_TOLD
    low, high = agreed.kappa_interval or (None, None)
    return StandingRow(
        label=dimension.label,
        n=agreed.n,
        n_right=agreed.n_right,
        percent=round(100 * agreed.percent),
        kappa_words=words,
        kappa=_drawn(agreed.kappa) if is_told else None,
        low=_drawn(low) if is_told else None,
        high=_drawn(high) if is_told else None,
        is_reached=standing.is_reached,
    )


def _drawn(value: float | None) -> float | None:
    """Where a value from 0 to 1 stands on a line of 100; values below 0 stand at its beginning."""
    return None if value is None else round(100 * min(1.0, max(0.0, value)), 1)


def _done(lessons: Lessons, report_id: str, round_: int, n_right: int, n: int) -> DoneExercise:
    return DoneExercise(
        title=lessons.report(report_id).title or "(no title)",
        href=told_href(report_id, round_),
        n_right=n_right,
        n=n,
        round=round_,
    )


def _dimensions(desk: Desk, lesson: Lesson) -> tuple[DimensionView, ...]:
    marks = mark_by_dimension(desk.codebook.dimensions)
    return tuple(
        DimensionView(
            name=name,
            label=dimension.label,
            question=dimension.question,
            mark=marks[name],
            multiple=dimension.multiple,
            decide=decide_steps(dimension, desk.codebook),
            codes=code_views(dimension, desk.codebook),
            given=_given(lesson.given.get(name)),
        )
        for name, dimension in desk.codebook.dimensions.items()
        if name in lesson.dimensions
    )


def _given(trial: Trial | None) -> Given | None:
    if trial is None:
        return None
    return Given(
        codes=trial.codes,
        quotes=trial.quotes,
        note=trial.note,
        confidence=trial.confidence,
        revision=trial.revision,
        date=trial.date,
    )


def _told_view(told: Told, codebook: Codebook, mark: str) -> ToldView:
    trial = told.trial
    dimension = codebook.dimensions[trial.dimension]
    code_by_name = {code.name: code for code in code_views(dimension, codebook)}

    def known(codes: Iterable[str]) -> tuple[CodeView, ...]:
        return tuple(code_by_name[code] for code in codes if code in code_by_name)

    return ToldView(
        mark=mark,
        label=dimension.label,
        question=dimension.question,
        is_right=trial.is_right,
        given=labels(dimension, trial.codes),
        settled=labels(dimension, trial.settled),
        status_words=STATUS_WORDS.get(told.status, told.status),
        reason=told.reason,
        quotes=trial.quotes,
        note=trial.note,
        sources=tuple((s.coder, source_words(s)) for s in told.sources),
        others=tuple((s.coder, labels(dimension, s.codes)) for s in told.others),
        steps=dimension.decide,
        step=told.step,
        settled_codes=known(trial.settled),
        given_codes=known(code for code in trial.codes if code not in trial.settled),
    )


def _segments(text: str, passages: Iterable[tuple[str, str]]) -> Iterable[Segment]:
    """The text cut where evidence begins and ends."""
    spans = [
        (text.find(quote), text.find(quote) + len(quote), letter)
        for quote, letter in passages
        if quote in text
    ]
    cuts = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    for start, end in pairwise(cuts):
        over = sorted({letter for first, last, letter in spans if first <= start and end <= last})
        yield Segment(text=text[start:end], letters="".join(over))
