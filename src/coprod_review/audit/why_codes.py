"""Screening and codes of one report in words for a terminal: what counts, who said what, on which words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from coprod_review.audit.grounds import TERM, signed, weights_of
from coprod_review.audit.notes import note_in_words
from coprod_review.audit.report_pages import Answer, DimensionPart, parts_of
from coprod_review.audit.trail import Trail, evidence_holds, kinds_of_coders, letters_of, texts_of
from coprod_review.model.coding import Coding, Evidence
from coprod_review.model.report import Report
from coprod_review.model.screening import ScreeningDecision
from coprod_review.pages.results import Results
from coprod_review.pages.terminal import paragraph
from coprod_review.pages.wording import STATUS_WORDS, humane, in_words, sentence

PASSAGES_SHOWN = 8
"""So many passages of one answer are quoted; screening may go by dozens."""

TERMS_SHOWN = 4


def screening_words(decision: ScreeningDecision | None, criteria: Mapping[str, str]) -> str:
    """What screening decided, by whom, and what the rules alone would have decided."""
    if decision is None:
        return "Not screened yet: run the stage screen, or the whole review with `make review`."
    reason = criteria.get(decision.reason, humane(decision.reason)) or "no reason given"
    verdict = "Included" if decision.included else f"Excluded: {reason}"
    by = in_words([humane(name) for name in decision.decided_by]) or "nobody named"
    status = STATUS_WORDS.get(decision.status, humane(decision.status))
    alone = criteria.get(decision.proposed_reason, humane(decision.proposed_reason))
    proposal = f"{'included' if decision.proposed_included else 'excluded'}{f' ({alone})' if alone else ''}"
    asked = " and left it to people" if decision.proposed_waiting else ""
    note = f" {sentence(humane(decision.note))}." if decision.note else ""
    return f"{verdict}, decided by {by} ({status}). The rules alone would have {proposal} it{asked}.{note}"


def coder_lines(trail: Trail, results: Results, *, width: int) -> Iterator[str]:
    """Each coder of the report: who it is, what it read, by which codebook and on what basis."""
    kinds = kinds_of_coders(results)
    for witness in parts_of(trail, letters_of(results)).witnesses:
        how = witness.working
        words = f"{humane(witness.coder)} ({kinds.get(witness.coder, 'not described in coders.yaml')})"
        words += f" read {', '.join(how.examined) or 'no text, or does not say which'}"
        words += f"; codebook {how.codebook}" if how.codebook else ""
        words += f", {how.date}" if how.date else ""
        words += f"; basis: {how.basis}" if how.basis else ""
        yield from paragraph(words, width=width, indent=2, hanging=4)


def code_lines(trail: Trail, results: Results, *, width: int, is_brief: bool) -> Iterator[str]:
    """Dimension by dimension the code of record and its status; unless brief, every answer and its words."""
    for part in parts_of(trail, letters_of(results)).dimensions:
        if not is_brief:
            yield ""
        yield from paragraph(_of_record(part, trail, results), width=width, indent=2, hanging=4)
        if is_brief:
            continue
        for answer in part.answers:
            yield from paragraph(_answer(answer, part, results), width=width, indent=4, hanging=4)
        for coding, grounds in part.grounds:
            yield f"    The words of {humane(coding.coder)}:"
            yield from evidence_lines(
                [ground.evidence for ground in grounds],
                trail.report,
                label=partial(_label, part=part, results=results),
                width=width,
            )
        for words in _machine_notes(part, results):
            yield from paragraph(words, width=width, indent=4, hanging=4)


def evidence_lines(
    evidence: Sequence[Evidence], report: Report, *, label: Callable[[str], str], width: int
) -> Iterator[str]:
    """Passages: the words, the field with offsets, the code, the rule with its weight, the context.

    One that no longer reads so in the report's text says it.
    """
    for e in evidence[:PASSAGES_SHOWN]:
        at = f"{e.field} {e.start}–{e.end}" if e.field != "references" else f"reference {e.start + 1}"
        words = f"“{e.quote}” ({at})"
        words += f" for {label(e.code)}" if e.code else ""
        words += f", {e.rule}" if e.rule else ""
        words += f" {signed(e.weight)}" if e.weight else ""
        words += f", {', '.join(e.context)}" if e.context else ""
        words += "" if evidence_holds(report, texts_of(report), e) else "; THE TEXT NO LONGER READS SO"
        yield from paragraph(words, width=width, indent=6, hanging=2)
    if (rest := len(evidence) - PASSAGES_SHOWN) > 0:
        yield f"      and {rest:,} more (--json has all)"


def _of_record(part: DimensionPart, trail: Trail, results: Results) -> str:
    code, name = part.found.code, part.found.dimension.label
    if code is None:
        return (
            f"{name}: no code of record, {'not coded' if trail.is_included else 'the report is not included'}"
        )
    given = _codes(code.codes, part, results) if code.codes else "no code"
    words = f"{name}: {given}; {STATUS_WORDS.get(code.status, code.status)}"
    if code.reason:
        words += f" ({humane(code.reason)})"
    elif code.coders:
        words += f" (by {in_words([humane(coder) for coder in code.coders])})"
    return f"{words}, confidence {code.confidence:.2f}" if code.confidence is not None else words


def _answer(answer: Answer, part: DimensionPart, results: Results) -> str:
    given = _codes(answer.codes, part, results) if answer.codes else "abstain"
    return f"{given}: {', '.join(map(_coder, answer.codings))}"


def _coder(coding: Coding) -> str:
    if coding.confidence is not None:
        return f"{humane(coding.coder)} ({coding.confidence:.2f})"
    return f"{humane(coding.coder)}{f' ({coding.confidence_word})' if coding.confidence_word else ''}"


def _machine_notes(part: DimensionPart, results: Results) -> Iterator[str]:
    """What the machine coders note, for the classifier the terms that weigh most for the codes given."""
    name = part.found.dimension.name
    for coding in part.notes:
        if coding is not part.weighed:
            note = note_in_words(coding, lambda code: results.label(name, code))
            yield f"{sentence(humane(coding.coder))}: {note}"
    if part.weighed:
        yield from _terms(part.weighed, part, results)


def _terms(weighed: Coding, part: DimensionPart, results: Results) -> Iterator[str]:
    """The heaviest terms on each code of the classifier, of record and of the combination, or that there are
    none to tell."""
    weights = weights_of(weighed)
    of_record = part.found.code.codes if part.found.code else ()
    combined = (
        code for coding in part.found.codings if coding.coder == "combination" for code in coding.codes
    )
    for code in dict.fromkeys((*(weighed.codes or tuple(weights)[:1]), *of_record, *combined)):
        label = _label(code, part, results)
        terms = [
            f"{rule.removeprefix(TERM)} {signed(weight)}"
            for rule, weight in weights.get(code, ())[:TERMS_SHOWN]
        ]
        if terms:
            yield f"Classifier, heaviest terms on {label}: {', '.join(terms)}"
        elif code in weighed.scores:
            probability = f"its probability is {weighed.scores[code]:.2f}"
            yield f"Classifier, {label}: not explained by terms; {probability}"
        else:
            yield f"Classifier, {label}: not explained, since it has not learned this code"


def _codes(codes: Sequence[str], part: DimensionPart, results: Results) -> str:
    return " + ".join(_label(code, part, results) for code in codes)


def _label(code: str, part: DimensionPart, results: Results) -> str:
    return f"“{results.label(part.found.dimension.name, code)}”"
