"""What the rules propose for a report: included, or the first criterion that it fails, with the evidence.

The rules exclude only on positive grounds: a type or title that says so, a text long enough that is silent
about the subject, or a field that its words name while no word names services to people. All else is
included, and `doubt` says where that was not clear. Where nothing but words of many meanings speaks for the
subject, or a text is too short for its silence to count, people have to look. So they have where the text is
in no coded language: that the terms, which are English, are silent there tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coprod_review.model.coding import Evidence
from coprod_review.model.criteria import WEAK_WEIGHT, Criteria, TermGroup
from coprod_review.model.record import TEXT_FIELDS
from coprod_review.model.report import Report
from coprod_review.screen.language import language_of, languages_of
from coprod_review.screen.searching import TermSearch
from coprod_review.screen.untold_language import language_by_letters

SHOWN_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`reason` is the criterion that fails, or empty; `doubt` why people should look, or empty.

    `left_to_people` tells that a criterion asks for people: other languages, a subject of weak words alone,
    a short text that is silent about the subject.
    """

    included: bool
    reason: str
    evidence: tuple[Evidence, ...]
    doubt: str = ""
    left_to_people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """`by_silence`: that terms were not found decided, which counts only where the text `is_read`."""

    fails: bool
    doubt: str = ""
    left_to_people: bool = False
    by_silence: bool = False
    is_read: bool = True


class Rules:
    """The criteria, ready to be asked of many reports."""

    def __init__(self, criteria: Criteria) -> None:
        self._criteria = criteria
        self._of_title = TermSearch(criteria.groups)
        self._of_text = TermSearch([g for g in criteria.groups if "abstract" in _fields(g.criterion)])
        self._places = {
            criterion.criterion_id: [
                (name, self._place(name, group))
                for name in _fields(criterion.criterion_id)
                for group in criteria.groups
                if group.criterion == criterion.criterion_id
            ]
            for criterion in criteria.criteria
        }

    def propose(self, report: Report) -> Proposal:
        """Ask the criteria in their order; the first that fails is the reason.

        The evidence holds every passage that the rules found, for and against, in reading order.
        """
        found = {
            name: (self._of_title if name == "title" else self._of_text).passages(name, report.text_of(name))
            for name in TEXT_FIELDS
        }
        evidence = {
            criterion: tuple(e for name, place in places for e in found[name].get(place, ()))
            for criterion, places in self._places.items()
        }
        all_evidence = tuple(e for passages in evidence.values() for e in passages)
        answers = {c: _QUESTIONS[c](report, self._criteria, passages) for c, passages in evidence.items()}
        if not all(answer.is_read for answer in answers.values()):
            answers = {c: answer for c, answer in answers.items() if not answer.by_silence}
        for criterion, answer in answers.items():
            if answer.fails:
                return Proposal(included=False, reason=criterion, evidence=all_evidence)
        return Proposal(
            included=True,
            reason="",
            evidence=all_evidence,
            doubt="; ".join(answer.doubt for answer in answers.values() if answer.doubt),
            left_to_people=any(answer.left_to_people for answer in answers.values()),
        )

    def _place(self, field: str, group: TermGroup) -> int:
        return (self._of_title if field == "title" else self._of_text).groups.index(group)


def _fields(criterion: str) -> tuple[str, ...]:
    return ("title",) if criterion == "kind" else TEXT_FIELDS


def _language(report: Report, criteria: Criteria, _: tuple[Evidence, ...]) -> _Answer:
    """Passes where title or abstract is in a coded language; other languages wait for people.

    Of a text in several languages the larger part counts, and the doubt names them.
    """
    coded = criteria.languages.coded
    parts = {f: languages_of(report.text_of(f), criteria.languages) for f in ("title", "abstract")}
    mixed = "; ".join(
        f"the {field} is in {len(codes)} languages ({', '.join(codes)}; the first has most words)"
        for field, codes in parts.items()
        if len(codes) > 1
    )
    told = [codes[0] for codes in parts.values() if codes]
    if not told and (
        report.abstract or report.language not in coded
    ):  # a word or two tell less than an export
        by_letters = language_by_letters(f"{report.title}\n{report.abstract}", coded)
        told = [by_letters] if by_letters else []
    if any(code in coded for code in told) or (not told and report.language in ("", *coded)):
        return _Answer(fails=False, doubt=mixed)
    languages = sorted({*told, report.language} - {"", *coded})
    foreign = f"neither title nor abstract is in a coded language ({', '.join(languages)})"
    return _Answer(fails=False, doubt=mixed or foreign, left_to_people=True, is_read=False)


def _kind(report: Report, criteria: Criteria, evidence: tuple[Evidence, ...]) -> _Answer:
    """Fails for types that are no texts of their own, and for titles that begin or end as notices do."""
    if report.type in criteria.excluded_types:
        return _Answer(fails=True)
    ends = len(report.title.rstrip(" ].)"))
    if any(e.start <= 1 or e.end >= ends for e in evidence):
        return _Answer(fails=True)
    return _Answer(fails=False, doubt="a word of the title is used of notices" if evidence else "")


def _subject(report: Report, criteria: Criteria, evidence: tuple[Evidence, ...]) -> _Answer:
    """Fails where a longer text names neither taking part nor safety; people decide on what is unclear.

    An abstract in another language than the title is no part of that text.
    """
    if any(e.weight > WEAK_WEIGHT for e in evidence):
        return _Answer(fails=False)
    if weak := sorted({e.quote.lower() for e in evidence if e.weight > 0}):
        words = ", ".join(weak[:SHOWN_WORDS])
        return _Answer(
            fails=False,
            doubt=f"only words that have other meanings too speak for the subject ({words})",
            left_to_people=True,
        )
    is_read = language_of(report.abstract, criteria.languages) in ("", *criteria.languages.coded)
    fields = TEXT_FIELDS if is_read else [name for name in TEXT_FIELDS if name != "abstract"]
    if sum(len(report.text_of(name).split()) for name in fields) >= criteria.least_words:
        return _Answer(fails=True, by_silence=True)
    short = "text is too short" if is_read else "abstract is in no coded language, and the rest too short"
    doubt = f"the {short} for its silence about the subject to count"
    return _Answer(fails=False, doubt=doubt, left_to_people=True, by_silence=True)


def _field(report: Report, criteria: Criteria, evidence: tuple[Evidence, ...]) -> _Answer:
    """Fails where words name another field and none, or in the title none and in all fewer, name services."""
    against = [e for e in evidence if e.weight < 0]
    speaking = [e for e in evidence if e.weight > 0]
    if not against:
        return _Answer(fails=False, doubt="" if speaking else "no word names the field")
    in_title = any(e.field == "title" for e in against) and not any(e.field == "title" for e in speaking)
    if not speaking or (in_title and len(speaking) < len(against)):
        return _Answer(fails=True, by_silence=True)
    return _Answer(fails=False, doubt="words name another field too" if in_title else "")


def _duplicate(report: Report, criteria: Criteria, evidence: tuple[Evidence, ...]) -> _Answer:
    """Passes: duplicates were joined before, and a report is one document."""
    return _Answer(fails=False)


_QUESTIONS: Mapping[str, Callable[[Report, Criteria, tuple[Evidence, ...]], _Answer]] = {
    "language": _language,
    "kind": _kind,
    "subject": _subject,
    "field": _field,
    "duplicate": _duplicate,
}
