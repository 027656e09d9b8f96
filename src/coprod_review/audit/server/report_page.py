"""The deciding page of one report: for coders the text and the questions, for reviewers what others said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coprod_review.audit.grounds import set_signs
from coprod_review.audit.server.definitions import code_views, decide_steps
from coprod_review.audit.server.desk import Desk, Material, Run
from coprod_review.audit.server.first_looks import is_hidden_at, is_hidden_on
from coprod_review.audit.server.keys import mark_by_dimension
from coprod_review.audit.server.queues import Queues
from coprod_review.audit.server.report_views import (
    Adjudicated,
    CoderAnswer,
    DimensionView,
    DisputeView,
    Given,
    Passage,
    ReportView,
    Seen,
)
from coprod_review.audit.server.standing import Held, Standing
from coprod_review.audit.server.surroundings import (
    facts_of,
    fields_of,
    frame_of,
    links_of,
    place_in,
    text_note,
)
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CONFIDENCE_WORDS, MACHINE_CODERS, Coding
from coprod_review.pages.names import page_name
from coprod_review.pages.wording import STATUS_WORDS, authors_short, letter, year_text

MACHINE_LETTERS = {"rules": "R", "lineage": "L", "classifier": "C", "combination": "M"}

TERM = "term:"
"""What a rule begins with that is a term of the classifier."""

MOST_TERMS = 8
"""So many of the heaviest terms of an answer are shown; the audit page has all."""


def report_view(desk: Desk, queues: Queues, report_id: str, queue: str) -> ReportView:
    """The page; NotHere for a report that is not in the run."""
    material = desk.material(report_id)
    run, standing, report = desk.run(), desk.standing(), material.report
    dimensions = dimension_views(desk, run, standing, material, focus=_focus(queues, queue, report_id))
    codes = {n: c for n, c in standing.own_codes(report_id).items() if n in desk.codebook.dimensions}
    is_hidden = any(dimension.is_hidden for dimension in dimensions)
    has_page = desk.role == "reviewer" and not is_hidden
    return ReportView(
        frame=frame_of(desk),
        report_id=report_id,
        title=report.title or "(no title)",
        authors=authors_short(report),
        year=year_text(report),
        venue=report.container,
        facts=facts_of(report),
        links=links_of(report),
        fields=fields_of(report),
        text_note=text_note(material),
        dimensions=dimensions,
        place=place_in(queues, queue, report_id, kind="report"),
        confidence_words=CONFIDENCE_WORDS,
        broken=tuple(desk.codebook.violations(codes, in_labels=True)),
        audit_href=f"/audit/reports/{page_name(report_id)}.html" if has_page else "",
        is_hidden_first=is_hidden,
        has_practised=desk.has_practised(report_id),
    )


def dimension_views(
    desk: Desk, run: Run, standing: Standing, material: Material, *, focus: Sequence[str] = ()
) -> tuple[DimensionView, ...]:
    """Every question of the codebook, with this person's answer and, for reviewers, those of others."""
    report_id = material.report.report_id
    marks = mark_by_dimension(desk.codebook.dimensions)
    letters = _letters(material.codings)
    views = []
    for name, dimension in desk.codebook.dimensions.items():
        is_hidden = is_hidden_at(desk, standing, (report_id, name))
        is_seen = desk.role == "reviewer" and not is_hidden
        views.append(
            DimensionView(
                name=name,
                label=dimension.label,
                question=dimension.question,
                mark=marks[name],
                multiple=dimension.multiple,
                decide=decide_steps(dimension, desk.codebook),
                codes=code_views(dimension, desk.codebook),
                given=given_at(desk, standing, (report_id, name)),
                seen=_seen(desk, standing, material, name, letters) if is_seen else None,
                is_hidden=is_hidden,
                is_focus=name in focus,
                is_reopened=(report_id, name) in run.reopened,
            )
        )
    return tuple(views)


def given_at(desk: Desk, standing: Standing, place: tuple[str, str]) -> Given | None:
    """The answer of this person at a place: first what settles, then dispute, agreement, look, coding."""
    settled = standing.adjudication(place)
    own: list[tuple[str, Held]] = [("adjudication", settled)] if settled else []
    own += [("dispute", d) for d in standing.disputes(place) if standing.is_open(d)]
    own += [("agreement", a) for a in standing.agreements(place)]
    own += [("look", look)] if (look := standing.own_look(place)) else []
    coded = standing.own.by_key.get(place)
    own += [("coding", coded)] if coded else []
    kind, held = next(((kind, held) for kind, held in own if held.coder == desk.who), ("", None))
    if held is None:
        return None
    return Given(
        codes=held.codes,
        quotes=held.quotes,
        note=held.note,
        confidence=held.confidence,
        reason=held.reason,
        revision=held.revision,
        date=held.date,
        kind=kind,
    )


def _seen(desk: Desk, standing: Standing, material: Material, name: str, letters: dict[str, str]) -> Seen:
    place = (material.report.report_id, name)
    record, settled = material.codes.get(name), standing.adjudication(place)
    status = "adjudicated" if settled else record.status if record else ""
    codes = settled.codes if settled else record.codes if record else ()
    given = given_at(desk, standing, place)
    return Seen(
        status=status,
        status_words=STATUS_WORDS.get(status, ""),
        codes=codes,
        why=settled.reason if settled else record.reason if record else "",
        answers=tuple(
            coder_answer(
                coding,
                letters[coding.coder],
                desk.codebook,
                kind=desk.kinds.get(coding.coder, ""),
                has_terms=not is_hidden_on(desk, standing, place[0]),
            )
            for coding in sorted(material.codings, key=_reading_order)
            if coding.dimension == name
        ),
        adjudicated=Adjudicated(
            coder=settled.coder,
            codes=settled.codes,
            reason=settled.reason,
            date=settled.date,
            revision=settled.revision,
        )
        if settled
        else None,
        disputes=tuple(
            DisputeView(
                coder=d.coder,
                against=d.against,
                codes=d.codes,
                reason=d.reason,
                quotes=d.quotes,
                date=d.date,
                is_open=standing.is_open(d),
            )
            for d in sorted(standing.disputes(place), key=lambda d: d.coder)
        ),
        agreed_by=tuple(sorted({a.coder for a in standing.agreements(place) if set(a.codes) == set(codes)})),
        first_look=given.codes if given and given.kind == "look" else None,
    )


def coder_answer(
    coding: Coding, mark: str, codebook: Codebook, *, kind: str = "", has_terms: bool = True
) -> CoderAnswer:
    """What one coder said, its passages, and of a machine its probabilities and heaviest terms.

    Terms name what machines say on other questions: they are left out where some of these are hidden still.
    """
    passages = [
        Passage(
            field=e.field,
            start=e.start,
            end=e.end,
            quote=e.quote,
            code=e.code,
            rule=e.rule,
            weight=e.weight,
            context=e.context,
        )
        for e in coding.evidence
    ]
    is_machine = coding.coder in MACHINE_CODERS
    terms = sorted((p for p in passages if p.weight), key=lambda p: (-abs(p.weight), p.rule))
    has_chances = coding.coder in ("classifier", "combination")
    chances = sorted(coding.scores.items(), key=lambda item: (-item[1], item[0])) if has_chances else []
    return CoderAnswer(
        coder=coding.coder,
        kind="machine" if is_machine else kind,
        letter=mark,
        codes=coding.codes,
        confidence=coding.confidence_word
        or ("" if coding.confidence is None else f"{coding.confidence:.2f}"),
        probabilities=tuple(chances),
        signs=set_signs(coding),
        passages=tuple(p for p in passages if p.field != "references"),
        terms=tuple(_in_words(t, codebook) for t in _each_term(terms)[:MOST_TERMS])
        if is_machine and has_terms
        else (),
        basis=coding.basis,
        note=coding.note,
        date=coding.date,
    )


def _each_term(terms: Iterable[Passage]) -> list[Passage]:
    """Each rule once for each code, the heaviest place of it."""
    found: dict[tuple[str, str], Passage] = {}
    for term in terms:
        found.setdefault((term.rule, term.code), term)
    return list(found.values())


def _in_words(term: Passage, codebook: Codebook) -> Passage:
    """A term by what it stands for: words, a pattern, or the answer of another machine to a question."""
    kind, _, name = term.rule.removeprefix(TERM).partition(":")
    if not term.rule.startswith(TERM) or not name:
        return replace(term, rule=kind if term.rule.startswith(TERM) else term.rule)
    dimension, _, code = name.partition("/")
    if kind == "rule":
        return replace(term, rule=f"pattern “{name.replace('-', ' ')}”")
    asked = codebook.dimensions.get(dimension)
    if asked is None or code not in asked.codes:
        return replace(term, rule=f"{kind} {name}")
    return replace(term, rule=f"{kind} on {asked.label}: {asked.codes[code].label}")


def _reading_order(coding: Coding) -> tuple[int, str]:
    """People and readers first, by name; then machines."""
    is_machine = coding.coder in MACHINE_CODERS
    return (MACHINE_CODERS.index(coding.coder) + 1 if is_machine else 0, coding.coder)


def _letters(codings: Iterable[Coding]) -> dict[str, str]:
    people = sorted({coding.coder for coding in codings} - set(MACHINE_CODERS))
    return {name: letter(at) for at, name in enumerate(people)} | MACHINE_LETTERS


def _focus(queues: Queues, queue: str, report_id: str) -> Sequence[str]:
    """The questions because of which the queue led here."""
    found = queues.all().get(queue)
    if found is None or not found.rows.asked or report_id not in found.index:
        return ()
    return found.rows.asked[found.index[report_id]]
