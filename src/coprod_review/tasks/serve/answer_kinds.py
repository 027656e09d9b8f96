"""In which table the answers of each kind stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coprod_review.io.people_tables import PeopleTable

BY_CODER = ("dispute", "agreement", "look")
"""The kinds of answers of which every reviewer gives one to the same question."""

FILES = {
    "adjudication": "adjudications",
    "dispute": "disputes",
    "agreement": "audits",
    "look": "audits",
    "pair": "duplicates",
    "screening": "screening",
}
"""The names of the tables of decisions by kind of answer."""


def table_of(kind: str) -> PeopleTable:
    """The columns of the answers of a kind."""
    from coprod_review.io import people_tables as tables

    return {
        "coding": tables.CODINGS,
        "adjudication": tables.ADJUDICATIONS,
        "dispute": tables.DISPUTES,
        "agreement": tables.AUDITS,
        "look": tables.AUDITS,
        "pair": tables.DUPLICATES,
        "screening": tables.SCREENING,
    }[kind]
