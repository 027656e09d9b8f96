"""Verdicts on pairs of records: duplicate, maybe or distinct, by which rule, and why in words.

The rules ask in this order: what must never be joined (related.py), identifiers, generic titles, and then
how much of the bibliographic facts agrees for titles that are the same, alike, akin or unlike. The first rule
that holds gives the verdict. `duplicate` is given where a false join would need several independent
coincidences; what one look by a person can settle is `maybe`. Every rule is a mask over all pairs at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from coprod_review.dedupe.arrow import Ints, Mask
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.compare import Comparison, compare
from coprod_review.dedupe.one_identifier import IDENTIFIER_TITLE, either_begins, two_under_one_identifier
from coprod_review.dedupe.other_titles import UNLIKE_RULE
from coprod_review.dedupe.places import are_pages_of_two_numberings, same_place_of_articles
from coprod_review.dedupe.registrations import registrations
from coprod_review.dedupe.related import guards
from coprod_review.dedupe.rulings import (
    Ruling,
    Sides,
    distinct_as,
    duplicate_as,
    loosely_distinct_as,
    maybe_as,
    only_by_people,
)
from coprod_review.dedupe.title_columns import SHARED
from coprod_review.dedupe.title_rules import say_the_same, title_rules
from coprod_review.dedupe.titles import AKIN, ALIKE, Pairs, compare_titles
from coprod_review.dedupe.told import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Pairs (places) with the ruling on each, by its number in `rulings`, and why in words."""

    pairs: Pairs
    ruling: Ints
    rulings: tuple[Ruling, ...]
    why: list[str]

    @property
    def firm(self) -> Mask:
        """Which pairs have a ruling that a fact speaks for."""
        firm = np.asarray([ruling.firm for ruling in self.rulings], dtype=np.bool_)
        return np.asarray(firm[self.ruling])


def judge(columns: Columns, pairs: Pairs) -> Judged:
    """The verdict on each pair of places, in the order given."""
    return judge_compared(columns, pairs, compare(columns, pairs, compare_titles(columns, pairs)))


def judge_compared(columns: Columns, pairs: Pairs, c: Comparison) -> Judged:
    """The verdict on each pair whose records are compared."""
    sides = Sides(columns=columns, pairs=pairs)
    asked = chain(
        registrations(sides, c),
        guards(sides, c),
        two_under_one_identifier(sides, c),
        _by_identifier(sides, c),
        _generic(sides, c),
        title_rules(sides, c),
    )
    ruling, rulings = _first(asked, len(pairs))
    return Judged(
        pairs=pairs, ruling=ruling, rulings=rulings, why=told(c, ruling, [r.because for r in rulings])
    )


def _first(asked: Iterable[tuple[Mask, Ruling]], n: int) -> tuple[Ints, tuple[Ruling, ...]]:
    """The number of the first rule that holds for each pair, and all the rulings."""
    chosen = np.full(n, -1, dtype=np.int64)
    rulings: list[Ruling] = []
    for mask, ruling in asked:
        chosen[(chosen < 0) & mask] = len(rulings)
        rulings.append(ruling)
    return chosen, tuple(rulings)


def _by_identifier(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    begins = c.part | (
        either_begins(sides, (c.doi > 0) | (c.pmid > 0)) & ~sides.either(sides.columns.generic)
    )
    alike = (c.title >= IDENTIFIER_TITLE) & ((c.title >= AKIN) | (c.authors >= 0))
    placed = same_place_of_articles(sides, c) | (c.same_place & (c.abstract > 0))
    elsewhere = c.substituted & (c.page < 0) & ~begins & (c.abstract <= 0)
    elsewhere &= ~are_pages_of_two_numberings(sides)
    for name, same in (("DOI", c.doi > 0), ("PMID", c.pmid > 0)):
        near = alike | begins | (placed & (c.authors >= 0))
        translated = sides.one(sides.columns.translated) & (c.n_differing == 0) & (c.authors > 0)
        yield (
            same & near & elsewhere,
            only_by_people(
                f"same {name}, other page",
                f"the {name}s are the same, and words of the titles and pages differ",
            ),
        )
        yield same & (near | translated), duplicate_as(f"same {name}", f"the {name}s are the same")
        yield same, maybe_as(f"same {name}, unlike titles", f"the {name}s are the same and the titles unlike")


def _generic(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    generic = sides.either(sides.columns.generic)
    yield generic & (c.title < ALIKE) & ~c.part, loosely_distinct_as(UNLIKE_RULE, "the titles differ")
    complete = c.same_place & (c.year > 0) & (c.container > 0) & (c.authors >= 0) & (c.last_page >= 0)
    yield (
        generic & complete & (c.issue >= 0),
        duplicate_as("generic title, same place", "container, year, volume and first page agree"),
    )
    about = np.isin(sides.columns.kind, SHARED)
    yield (
        generic & sides.both(about),
        distinct_as("related: about one article", "both are notices, comments or replies about one article"),
    )
    said = (c.authors > 0) & (c.container > 0) & (c.year_gap == 0) & (c.abstract >= 0)
    yield (
        generic & say_the_same(sides) & said,
        only_by_people(
            "generic title, same record",
            "many documents bear this title, and both say the same of authors, year and place",
        ),
    )
    yield generic, distinct_as("related: generic title", "many documents bear this title")
