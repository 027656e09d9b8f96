"""What a record is, kept with people's verdicts on it: so it is found when another stands in its place.

A record id is an export and a place in it. When the export is downloaded again, other records may stand
there; DOI, PMID and title stay, and year, container, volume and pages tell like titles apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from coprod_review.model.record import export_of

Facts = Mapping[str, str]
"""What is known of a record by kind; kinds of which nothing is known are missing or empty."""

IDENTIFIERS = ("doi", "pmid")
CIRCUMSTANCES = ("year", "in", "volume", "pages")
KINDS = (*IDENTIFIERS, "title", *CIRCUMSTANCES)

_KIND = re.compile(rf"(?:^|; )({'|'.join(KINDS)}):")


def facts_text(facts: Facts) -> str:
    """The facts as a cell of a table; empty where nothing is known."""
    return "; ".join(f"{kind}:{facts[kind]}" for kind in KINDS if facts.get(kind))


def facts_in(text: str) -> dict[str, str]:
    """The facts of such a cell; none where it is empty or written otherwise."""
    parts = _KIND.split(" ".join(text.split()))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def likeness(kept: Facts, found: Facts, *, is_there: bool) -> int:
    """How many of the facts kept of a record a found one shares; 0 where it is another record.

    An identifier makes a record the same where title or circumstances agree with it (chapters share the DOI
    of their book), and another one where only identifiers differ. A title alone needs equal circumstances, of
    which one may have been corrected where the record stands in its place (`is_there`).
    """
    equal = {kind for kind in KINDS if kept.get(kind) and kept.get(kind) == found.get(kind)}
    differ = {kind for kind in KINDS if kept.get(kind) and found.get(kind)} - equal
    n_other = len(differ.intersection(CIRCUMSTANCES))
    if equal.intersection(IDENTIFIERS):
        is_same = "title" in equal or not n_other
    elif differ.intersection(IDENTIFIERS) or "title" in differ:
        is_same = False
    elif "title" in equal:
        is_same = n_other <= is_there
    else:
        is_same = is_there and not n_other and bool(equal)
    return len(equal) if is_same else 0


def may_be_same(one: str, other: str) -> bool:
    """Whether two cells on the record of one place may be of one record; an empty cell says nothing."""
    a, b = facts_in(one), facts_in(other)
    return not a or not b or likeness(a, b, is_there=True) > 0


class Bearers:
    """The records that are there now, found by what is kept of them.

    `facts_at` gives the facts of the record at a place; it is asked as rarely as can be.
    """

    def __init__(self, record_ids: Sequence[str], facts_at: Callable[[int], Facts]) -> None:
        self._record_ids = record_ids
        self._place = {record_id: place for place, record_id in enumerate(record_ids)}
        self._facts_at = facts_at

    def found(self, name: str, known_as: str) -> tuple[str, ...]:
        """The ids of the records of which this was kept under a record id; none: it is there no more.

        The record in its place comes before others in its export, and these before those in other exports.
        Records of which all that is kept is equal are all given. Where nothing is kept, the place counts.
        """
        kept = facts_in(known_as)
        place = self._place.get(name)
        if not kept or (place is not None and _holds(kept, self._facts_at(place))):
            return (name,) if place is not None else ()
        candidates = {at for kind in (*IDENTIFIERS, "title") for at in self._places(kind, kept.get(kind))}
        candidates |= {place} if place is not None else set()
        alike = {at: likeness(kept, self._facts_at(at), is_there=at == place) for at in sorted(candidates)}
        alike = {at: n for at, n in alike.items() if n}
        export = export_of(name)
        own = {at: n for at, n in alike.items() if export_of(self._record_ids[at]) == export}
        alike = own or alike
        best = [self._record_ids[at] for at, n in alike.items() if n == max(alike.values())]
        return (name,) if name in best else tuple(best)

    def _places(self, kind: str, value: str | None) -> Sequence[int]:
        return self._places_by_fact.get((kind, value), ()) if value else ()

    @cached_property
    def _places_by_fact(self) -> Mapping[tuple[str, str], Sequence[int]]:
        found = defaultdict(list)
        for place in range(len(self._record_ids)):
            facts = self._facts_at(place)
            for kind in (*IDENTIFIERS, "title"):
                if facts.get(kind):
                    found[kind, facts[kind]].append(place)
        return found


def _holds(kept: Facts, found: Facts) -> bool:
    """Whether all that is kept of a record is so."""
    return all(found.get(kind) == value for kind, value in kept.items())
