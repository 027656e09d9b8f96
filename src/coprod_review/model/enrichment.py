"""What public services say of reports beyond the exports: facts with their source, and the requests for them.

A fact fills a field that the exports leave empty, and overwrites nothing. Its value in a report is told as
from `enriched:<service>`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

SERVICES = ("openalex", "crossref", "europepmc")

NAME_BY_SERVICE = {"openalex": "OpenAlex", "crossref": "Crossref", "europepmc": "Europe PMC"}

FIELDS = ("doi", "pmid", "abstract", "references", "notice")
"""What a fact may say. A notice (of retraction, say) is about a report and fills none of its fields."""

IDENTIFIERS = ("doi", "pmid")

ORDER_BY_FIELD = {
    "doi": ("crossref", "europepmc", "openalex"),
    "pmid": ("europepmc", "openalex", "crossref"),
    "abstract": ("europepmc", "crossref", "openalex"),
    "references": ("crossref", "openalex", "europepmc"),
    "notice": ("crossref", "europepmc", "openalex"),
}
"""Which service goes first where several have a field: who registers it, then who prints it whole, then who
gathers it from others (OpenAlex rebuilds abstracts from an index of words)."""

SOURCE = "enriched:"
"""What stands before the service in `source_by_field` of a report."""

LIST_SEPARATOR = " || "
"""Parts cited works in a cell."""

NOTICE_SEPARATOR = "; "
NOTICES = (
    "retraction",
    "partial_retraction",
    "withdrawal",
    "removal",
    "expression_of_concern",
)
"""What a notice may be; an erratum is none, since it leaves the report standing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one service said of the report of an alias on a day, and the address where it stands.

    An empty value says that the service no longer has what it had before.
    """

    alias: str
    field: str
    value: str
    service: str
    address: str
    date: str

    @property
    def source(self) -> str:
        """What `source_by_field` of a report says where the value stands there."""
        return f"{SOURCE}{self.service}"

    @property
    def notices(self) -> tuple[str, ...]:
        """The notices of a fact of that field, each `<kind>` or `<kind> doi:...` or `<kind> pmid:...`."""
        return tuple(self.value.split(NOTICE_SEPARATOR)) if self.field == "notice" and self.value else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to a service: where, with which parameters, and the keys of the documents asked for.

    Keys are `doi:...`, `pmid:...` or `title:<fingerprint>:<year>`.
    """

    service: str
    path: str
    parameters: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of what is asked, which names the answer on the disk."""
        asked = json.dumps([self.service, self.path, self.parameters])
        return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()


def values_of(cell: str) -> tuple[str, ...]:
    """The cited works of a cell."""
    return tuple(value for value in cell.split(LIST_SEPARATOR) if value)


def cell_of(values: Iterable[str]) -> str:
    """Cited works in one cell, so that `values_of` gives the same number of them."""
    plain = (" | ".join(part for part in value.split(LIST_SEPARATOR) if part).strip() for value in values)
    return LIST_SEPARATOR.join(value for value in plain if value)


def in_force(facts: Iterable[Fact]) -> list[Fact]:
    """The last fact of each alias, field and service, unless it is empty; by alias, field and order."""
    last: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        known = last.get((fact.alias, fact.field, fact.service))
        if known is None or known.date <= fact.date:
            last[fact.alias, fact.field, fact.service] = fact
    return sorted((fact for fact in last.values() if fact.value), key=_order)


def _order(fact: Fact) -> tuple[str, int, int]:
    order = ORDER_BY_FIELD[fact.field]
    return fact.alias, FIELDS.index(fact.field), order.index(fact.service)
