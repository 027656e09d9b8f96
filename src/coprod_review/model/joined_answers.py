"""What one person answers on documents that are joined: which of the answers counts, and how a row says so.

An answer stands under the id for which it was given. One that is given on joined documents names those under
their other ids that it replaces, each with its revision: where the documents are parted again, or where such
an answer is given anew, it replaces nothing, and the other document has its own answer again. The report of
its id keeps it, though it was given on both texts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from coprod_review.model.answer_rows import number_in

INSTEAD_OF = "instead_of"
"""The column that names the answers under other ids that a row replaces."""

_SEPARATOR, _AT, _OF_DOI = ";", "@", "doi:"

Replaced = tuple[tuple[str, int], ...]
"""Ids as written, each with the revision of the answer under it."""


class Given(Protocol):
    """An answer under the id for which it was given."""

    @property
    def report_id(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def instead_of(self) -> Replaced: ...


G = TypeVar("G", bound=Given)


def not_replaced(answers: Sequence[G]) -> Sequence[G]:
    """Those of the answers to one question on joined documents that no other one of them replaces."""
    if len(answers) < 2:
        return answers
    gone = {replaced for one in answers for replaced in one.instead_of}
    return [one for one in answers if (one.report_id, one.revision) not in gone] or answers


def counting(answers: Iterable[G], question: Callable[[G], Hashable]) -> list[G]:
    """The answers, in their order, without those that another answer to the same question replaces."""
    by_question: dict[Hashable, list[G]] = {}
    given = list(answers)
    for one in given:
        by_question.setdefault(question(one), []).append(one)
    kept = {id(one) for same in by_question.values() for one in not_replaced(same)}
    return [one for one in given if id(one) in kept]


def replaced_in(text: str | None) -> Replaced:
    """What a cell of `instead_of` names; parts that name nothing are left out."""
    return tuple((name, number) for name, number in _parts(text or "") if name and number)


def is_replacing(text: str | None) -> bool:
    """Whether each part of a cell of `instead_of` names an id and a revision."""
    return all(name and number for name, number in _parts(text or ""))


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The name and the revision of each part, 0 where it has none; a DOI may have the separator in it."""
    begun = ""
    for cell in text.split(_SEPARATOR):
        part = f"{begun}{cell}".strip()
        name, _, number = part.rpartition(_AT)
        revision = number_in(number) or 0
        begun = f"{part}{_SEPARATOR}" if part.startswith(_OF_DOI) and not revision else ""
        if part and not begun:
            yield name.strip(), revision
    if begun:
        yield begun, 0


def replaced_text(replaced: Iterable[tuple[str, int]]) -> str:
    """The cell of `instead_of` that names these."""
    return _SEPARATOR.join(f"{name}{_AT}{revision}" for name, revision in sorted(replaced))


def id_to_write(report_id: str, written: Iterable[str], own: Mapping[str, str]) -> str:
    """The id under which an answer on a present report is written, by those under which it was before.

    It is one of the report's own ids, former ones among them (`own` leads from each to the registered one):
    that of another document, which is joined with it, keeps the answers that were given for that one.
    """
    of_report = [name for name in written if own.get(name, name) == report_id]
    return report_id if report_id in of_report or not of_report else of_report[-1]
