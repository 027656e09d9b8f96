"""corpus/enriched.csv: what services said of reports, one row a report's alias, field and service.

Rows are only ever added; of one alias, field and service the last counts, and an empty value takes it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from coprod_review.io.append import Standing, append_rows
from coprod_review.io.people_tables import PeopleTable, read_people
from coprod_review.io.rows import RowFaults
from coprod_review.model.enrichment import FIELDS, NOTICE_SEPARATOR, NOTICES, SERVICES, Fact

COLUMNS = ("alias", "field", "value", "service", "address", "date")

ENRICHED = PeopleTable(required=COLUMNS, optional=(), key=("alias", "field", "service"))

_ALIAS = re.compile(r"doi:10\.\S+|pmid:\d+|title:\S+|accession:[^:]+:.+")
_FORM_BY_FIELD = {
    "doi": re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+"),
    "pmid": re.compile(r"\d{1,9}"),
    "notice": re.compile(
        rf"(?:{'|'.join(NOTICES)})(?: (?:doi:10\.\S+|pmid:\d+))?"
        rf"(?:{NOTICE_SEPARATOR}(?:{'|'.join(NOTICES)})(?: (?:doi:10\.\S+|pmid:\d+))?)*"
    ),
}


def read_enriched(path: Path) -> list[Fact]:
    """The facts in the order of rows, those taken back since among them; none where there is no file.

    Raises ReviewErrors for an alias, field, service, value or date that is none.
    """
    faults = RowFaults(path)
    facts = []
    for row in read_people(path, ENRICHED):
        faults.need(row, "alias", "field", "service", "date")
        faults.need_one_of(row, "field", FIELDS, what="a field that services fill")
        faults.need_one_of(row, "service", SERVICES, what="a service")
        faults.need_date(row)
        fact = Fact(**{name: row[name].strip() for name in COLUMNS})
        if fact.alias and not _ALIAS.fullmatch(fact.alias):
            faults.add(
                row, f"{fact.alias[:80]!r} is no alias", "use doi:10..., pmid:123 or title:<fingerprint>"
            )
        form = _FORM_BY_FIELD.get(fact.field)
        if form and fact.value and not form.fullmatch(fact.value):
            faults.add(
                row,
                f"{fact.value[:80]!r} is no {fact.field}",
                "correct the value, or empty it to take it back",
            )
        facts.append(fact)
    faults.raise_found()
    return facts


def append_facts(
    path: Path, *, corpus: Path, make: Callable[[Sequence[Fact]], Sequence[Fact]]
) -> Sequence[Fact]:
    """Add the facts that `make` makes of those that stand there, under the corpus’s lock, and return them.

    Where there are none the file is not touched.
    """
    added: list[Fact] = []

    def rows(_: Standing) -> list[dict[str, object]]:
        added.extend(make(read_enriched(path)))
        return [dict(asdict(fact)) for fact in added]

    append_rows(path, corpus=corpus, columns=ENRICHED, make=rows)
    return added
