"""What a filled sheet changes among the codings of its coder: rows to be put behind those that stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.adjudicate.sheet_answers import Answer, Filled
from coprod_review.model.answer_rows import CODE_SEPARATOR, QUOTE_SEPARATOR, Said
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.given import SHOWN_SUGGESTIONS
from coprod_review.model.joined_answers import INSTEAD_OF, id_to_write, replaced_text
from coprod_review.model.report import Report

Place = tuple[str, str]
"""A report by an id, and a dimension."""

NEW, REVISED, RENEWED, SAME = "new", "revised", "looked at again", "as before"
OLDER = "older than what stands"

SHEET_BASIS = "coding sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row that a sheet adds: what kind it is, the answer before, and the row itself.

    `differs` tells what is new beside codes that are as before, and is None where the codes are others.
    """

    kind: str
    before: tuple[str, ...]
    row: Mapping[str, str]
    differs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The rows that a sheet adds, in the order of reports and dimensions; `n_by_kind` counts all answers.

    `older` are rows that would bring back what this coder has replaced or withdrawn since: such a sheet was
    filled in before, and only the coder knows whether the answer is meant to hold again.
    """

    rows: tuple[Change, ...]
    older: tuple[Change, ...]
    n_by_kind: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """Under which ids a coder has answered, where documents are joined under several.

    `ids` are those of each question by present report id and dimension, `own` leads from each id of the
    registry to the one that it has now, `revisions` says how often a question was answered under an id, and
    `standing` the revision of the answer that stands there. `seen` are the questions, as `ids` has them, of
    which an answer that stands under any id was given with suggestions.
    """

    ids: Mapping[Place, Sequence[str]]
    own: Mapping[str, str]
    revisions: Mapping[Place, int]
    standing: Mapping[Place, int]
    seen: Collection[Place] = ()

    def cells(self, place: Place) -> dict[str, str]:
        """The cells of a new answer that say under which id it stands, its revision, and what it replaces."""
        report_id, dimension = place
        ids = self.ids.get(place, ())
        written = id_to_write(report_id, ids, self.own)
        number = max((self.revisions[name, dimension] for name in ids), default=0) + 1
        others = ((name, dimension) for name in ids if name != written)
        replaced = replaced_text(
            (other[0], self.standing[other]) for other in others if other in self.standing
        )
        cells = {"report": written, "revision": f"{number}" if number > 1 else ""}
        return cells | ({INSTEAD_OF: replaced} if replaced else {})


def changes_of(
    filled: Filled,
    own: Mapping[tuple[str, str], Coding],
    codebook: Codebook,
    reports: Mapping[str, Report],
    *,
    under: Under,
    reopened: Collection[tuple[str, str]],
    former: Mapping[tuple[str, str], Collection[Said]],
    practised: Collection[str] = (),
    date: str,
) -> Changes:
    """The answers that say something that does not stand yet.

    `own` are the answers of this coder that count now, by present report id and dimension; `under` says
    under which ids answers are written, and `former` what was given and does not stand any more, by present
    report id. An answer that is as before adds no row, unless it is among `reopened`: then giving it again is
    what closes it. Empty words, confidence and notes take nothing away. Answers on `practised` reports, whose
    settled codes this coder has looked up, say so, as do those that follow an answer that does.
    """
    counts: Counter[str] = Counter()
    rows = []
    noted = {(report_id, coding.note) for (report_id, _), coding in own.items()}
    for answer in filled.answers:
        before = own.get((answer.report_id, answer.dimension))
        note = filled.note_by_report.get(answer.report_id, "")
        if (answer.report_id, note) in noted:
            note = ""
        noted.add((answer.report_id, note))
        place = (answer.report_id, answer.dimension)
        kind = _kind(answer, before, note, is_reopened=place in reopened)
        if kind in (NEW, REVISED) and any(_is(answer, said) for said in former.get(place, ())):
            kind = OLDER
        counts[kind] += 1
        if kind != SAME:
            row = _row(answer, before, codebook, reports[answer.report_id], note=note, date=date)
            row |= under.cells(place)
            had_seen = answer.report_id in practised or place in under.seen
            row["shown"] = SHOWN_SUGGESTIONS if had_seen else ""
            rows.append(_change(kind, answer, before, row, note=note))
    places = {name: at for at, name in enumerate(codebook.dimensions)}
    rows.sort(key=lambda change: (change.row["report"], places[change.row["dimension"]]))
    return Changes(
        rows=tuple(change for change in rows if change.kind != OLDER),
        older=tuple(change for change in rows if change.kind == OLDER),
        n_by_kind=counts,
    )


def _change(kind: str, answer: Answer, before: Coding | None, row: dict[str, str], *, note: str) -> Change:
    return Change(
        kind=kind,
        before=before.codes if before else (),
        row=row,
        differs=_beside(answer, before, note) if before and before.codes == answer.codes else None,
    )


def _is(answer: Answer, said: Said) -> bool:
    """Whether an answer is one that was given before; what a sheet leaves empty tells nothing else."""
    codes, quotes, confidence = said
    return (
        answer.codes == codes
        and answer.quotes in ((), quotes)
        and (not answer.confidence or answer.confidence == confidence)
    )


def _kind(answer: Answer, before: Coding | None, note: str, *, is_reopened: bool) -> str:
    if before is None:
        return NEW
    if is_reopened:
        return RENEWED
    return REVISED if answer.codes != before.codes or _beside(answer, before, note) else SAME


def _beside(answer: Answer, before: Coding, note: str) -> tuple[str, ...]:
    """What an answer says beside its codes that is not as before; what is left empty says nothing."""
    found = []
    if answer.quotes and answer.quotes != tuple(passage.quote for passage in before.evidence):
        found.append("other words")
    if answer.confidence and answer.confidence != before.confidence_word:
        former = f" instead of {before.confidence_word}" if before.confidence_word else ""
        found.append(f"confidence {answer.confidence}{former}")
    if note:
        found.append("another note" if before.note else "a note")
    return tuple(found)


def _row(
    answer: Answer, before: Coding | None, codebook: Codebook, report: Report, *, note: str, date: str
) -> dict[str, str]:
    """The row as the file of codings has it; what a sheet leaves empty is taken from the answer before."""
    kept = before if before is not None and before.codes == answer.codes else None
    quotes = answer.quotes or (tuple(p.quote for p in kept.evidence) if kept else ())
    absent = [code for code in codebook.dimensions[answer.dimension].codes if code not in answer.codes]
    return {
        "dimension": answer.dimension,
        "codes": CODE_SEPARATOR.join(answer.codes),
        "quote": QUOTE_SEPARATOR.join(quotes),
        "basis": f"{report.fields_shown()}: {SHEET_BASIS}",
        "confidence": answer.confidence or (kept.confidence_word if kept else ""),
        "codebook": codebook.version,
        "date": date,
        "absent": CODE_SEPARATOR.join(absent) if answer.codes else "",
        "note": note or (before.note if before else ""),
    }
