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
from coprod_review.dedupe.compare import UNKNOWN_GAP, Comparison, compare
from coprod_review.dedupe.related import Ruling, Sides, distinct_as, guards, maybe_as
from coprod_review.dedupe.titles import AKIN, ALIKE, WORDED_ALIKE, Pairs, compare_titles
from coprod_review.dedupe.told import told

UNLIKE_RULE = "unlike titles"
SAME = 96.0
LONG_TITLE_LETTERS = 40
VERY_LONG_TITLE_LETTERS = 60
IDENTIFIER_TITLE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Pairs (places) with the ruling on each, by its number in `rulings`, and why in words."""

    pairs: Pairs
    ruling: Ints
    rulings: tuple[Ruling, ...]
    why: list[str]

    def given(self, verdict: str, *, firm: bool = False) -> Mask:
        """Which pairs have this verdict; with `firm`, a firm one."""
        wanted = [r.verdict == verdict and (r.firm or not firm) for r in self.rulings]
        return np.asarray(np.asarray(wanted, dtype=np.bool_)[self.ruling], dtype=np.bool_)


def judge(columns: Columns, pairs: Pairs) -> Judged:
    """The verdict on each pair of places, in the order given."""
    return judge_compared(columns, pairs, compare(columns, pairs, compare_titles(columns, pairs)))


def judge_compared(columns: Columns, pairs: Pairs, c: Comparison) -> Judged:
    """The verdict on each pair whose records are compared."""
    sides = Sides(columns=columns, pairs=pairs)
    asked = chain(
        guards(sides, c), _by_identifier(sides, c), _generic(sides, c), _by_facts(sides, c), _unlike(sides, c)
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


def _duplicate(rule: str, because: str) -> Ruling:
    return Ruling(verdict="duplicate", rule=rule, because=because)


def _distinct(rule: str, because: str) -> Ruling:
    return Ruling(verdict="distinct", rule=rule, because=because)


def _by_identifier(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    begins = c.part | (_either_begins(sides) & ~sides.either(sides.columns.generic))
    for name, same in (("DOI", c.doi > 0), ("PMID", c.pmid > 0)):
        near = (c.title >= IDENTIFIER_TITLE) | begins | (c.same_place & (c.authors >= 0))
        translated = sides.one(sides.columns.translated) & (c.n_differing == 0) & (c.authors > 0)
        yield same & (near | translated), _duplicate(f"same {name}", f"the {name}s are the same")
        yield same, maybe_as(f"same {name}, unlike titles", f"the {name}s are the same and the titles unlike")


def _either_begins(sides: Sides) -> Mask:
    titles = sides.columns.titles
    texts = ((titles[a], titles[b]) for a, b in sides.pairs.tolist())
    return np.fromiter(
        (bool(x and y) and (x.startswith(y) or y.startswith(x)) for x, y in texts), np.bool_, len(sides.pairs)
    )


def _generic(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    generic = sides.either(sides.columns.generic)
    yield generic & (c.title < ALIKE) & ~c.part, _distinct(UNLIKE_RULE, "the titles differ")
    complete = c.same_place & (c.year > 0) & (c.container > 0) & (c.authors >= 0) & (c.last_page >= 0)
    yield (
        generic & complete & ((c.issue >= 0) | _counted_on(sides)),
        _duplicate("generic title, same place", "container, year, volume and pages are the same"),
    )
    yield generic, distinct_as("related: generic title", "many documents bear this title")


def _counted_on(sides: Sides) -> Mask:
    """Whether both issues are numbers beyond those of a year, and so no place within the volume."""
    beyond = np.asarray([issue.isdecimal() and int(issue) > 60 for issue in sides.columns.issues])
    return sides.both(beyond[sides.columns.issue])


def _by_facts(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    spelt = (c.title >= WORDED_ALIKE) & ~c.substituted & ~c.added
    same = spelt | ((c.title >= SAME) & ~c.substituted)
    yield from _same_titles(sides, c, same)
    yield from _parts_of_titles(sides, c, c.part)
    yield from _alike_titles(c, c.title >= ALIKE)


def _same_titles(sides: Sides, c: Comparison, same: Mask) -> Iterator[tuple[Mask, Ruling]]:
    long, very_long = _longer_than(sides, LONG_TITLE_LETTERS), _longer_than(sides, VERY_LONG_TITLE_LETTERS)
    near = c.year_gap <= 1
    agreeing, differing = c.n_agreeing, c.n_differing
    both_pages = c.range & (c.last_page > 0)
    yield (
        same
        & (c.page > 0)
        & (agreeing >= 3)
        & (differing <= 1 + (agreeing >= 4))
        & ((c.authors >= 0) | both_pages),
        _duplicate("same title, same page", "title and first page are the same"),
    )
    yield (
        same & c.same_place & (c.authors >= 0) & long & (differing <= 1),
        _duplicate("same title, same place", "title, volume and first page are the same"),
    )
    yield (
        same & long & _say_the_same(sides) & (c.abstract >= 0),
        _duplicate(
            "same record twice", "the title is the same and neither says anything that the other does not"
        ),
    )
    yield (
        same & (c.abstract > 0) & (differing == 0) & ((agreeing > 0) | long),
        _duplicate("same title, same abstract", "title and abstract are the same"),
    )
    yield (
        same & (c.abstract < 0) & ~c.same_place & ((agreeing < 4) | (differing > 0)),
        maybe_as("same title, other abstract", "the titles are the same and the abstracts are not"),
    )
    yield (
        same & (c.authors > 0) & near & (differing == 0) & ((agreeing >= 3) | long),
        _duplicate("same title, same authors", "title and authors are the same, nothing differs"),
    )
    apart = (c.page < 0) & c.range
    yield (
        same & (agreeing >= 4) & (differing <= 1) & ~apart,
        _duplicate("same title, one field differs", "four of five facts agree"),
    )
    yield (
        same
        & (c.authors > 0)
        & (c.volume > 0)
        & (c.year_gap == 0)
        & (c.page >= 0)
        & (differing <= 1)
        & very_long,
        _duplicate("same title, same volume", "title, authors, year and volume are the same"),
    )
    early = (c.year_gap >= 0) & (c.year_gap <= 2) & (c.volume == 0)
    late = (c.abstract > 0) & (c.year_gap >= 0) & (c.year_gap <= 2) & (c.volume > 0) & long
    early = (early & ((c.page == 0) | _counted_from_one(sides))) | late
    yield (
        same & (c.authors > 0) & (c.container > 0) & early,
        _duplicate("early view and issue", "only one of them has volume or pages yet"),
    )
    yield (
        same & (c.authors == 0) & (differing == 0) & ((agreeing >= 3) | ((agreeing >= 2) & very_long)),
        _duplicate("same title, same container", "no authors to compare, the other facts agree"),
    )
    yield (
        same & (c.container < 0) & (c.volume <= 0) & ((c.page < 0) | (c.volume < 0)),
        Ruling(
            verdict="distinct", rule="related: published twice", because="one title in two places", firm=True
        ),
    )
    yield (
        same & (c.authors < 0) & (differing >= 3),
        Ruling(verdict="distinct", rule="same title only", because="authors and place differ", firm=True),
    )
    yield same, maybe_as("same title", "the titles are the same, and too little else agrees")


def _say_the_same(sides: Sides) -> Mask:
    """Whether two records are the same in authors, year, container, volume, issue and pages, said or not."""
    c, (a, b) = sides.columns, sides.pairs.T
    same = c.year[a] == c.year[b]
    for codes in (c.authors, c.container, c.volume, c.issue, c.first_page, c.last_page):
        same &= codes[a] == codes[b]
    return np.asarray(same)


def _longer_than(sides: Sides, letters: int) -> Mask:
    lengths = np.fromiter((len(title) for title in sides.columns.titles), np.int64, sides.columns.n)
    return sides.both(lengths >= letters)


def _counted_from_one(sides: Sides) -> Mask:
    """Whether one of the records has no volume and pages from 1, as articles have before their issue."""
    c = sides.columns
    one = np.asarray([page == "1" for page in c.first_pages])[c.first_page]
    return sides.either(np.asarray((c.volume == 0) & one))


def _parts_of_titles(sides: Sides, c: Comparison, part: Mask) -> Iterator[tuple[Mask, Ruling]]:
    """One title is the other with more at its beginning or end: a subtitle, a translation, another study."""
    long, very_long = _longer_than(sides, LONG_TITLE_LETTERS), _longer_than(sides, VERY_LONG_TITLE_LETTERS)
    agreeing, differing = c.n_agreeing, c.n_differing
    yield (
        part & (c.page > 0) & (agreeing >= 3) & (differing <= 1) & (c.authors >= 0),
        _duplicate(
            "part of the title, same page", "one title is part of the other, the first page is the same"
        ),
    )
    yield (
        part & (c.abstract > 0) & (differing == 0) & (c.authors >= 0) & ((agreeing > 0) | long),
        _duplicate("part of the title, same abstract", "one title is part of the other, one abstract"),
    )
    quiet = part & (c.authors > 0) & (differing == 0) & (c.abstract >= 0)
    yield (
        quiet & (c.volume > 0) & (agreeing >= 4),
        _duplicate("part of the title, same volume", "authors, year, container and volume agree"),
    )
    yield (
        quiet & (agreeing >= 3) & very_long & c.subtitled,
        _duplicate("subtitle left out", "one title lacks the subtitle, and nothing differs"),
    )
    yield (
        part & (differing >= 2) & ((c.authors < 0) | (c.page <= 0)),
        _distinct("part of the title only", "one title is part of the other and the facts differ"),
    )
    yield part, maybe_as("part of the title", "one title is part of the other, and too little else agrees")


def _alike_titles(c: Comparison, alike: Mask) -> Iterator[tuple[Mask, Ruling]]:
    agreeing, differing = c.n_agreeing, c.n_differing
    yield (
        alike & (c.page > 0) & (agreeing >= 3) & (differing <= 1) & (c.authors >= 0),
        _duplicate("alike titles, same page", "first page and two more facts agree"),
    )
    yield (
        alike & c.same_place & (c.container > 0) & (c.year > 0),
        _duplicate("alike titles, same place", "container, year, volume and page agree"),
    )
    yield (
        alike & (c.abstract > 0) & (c.authors > 0) & (differing == 0) & (agreeing >= 2),
        _duplicate("alike titles, same abstract", "abstract, authors and one more fact agree"),
    )
    yield (
        alike & (c.authors >= 0) & (agreeing >= 2) & (c.page >= 0) & (differing <= 1) & (c.abstract >= 0),
        maybe_as("alike titles", "the titles are alike and nothing strong speaks against it"),
    )
    yield alike, _distinct("alike titles only", "the titles are alike and the facts are not")


def _unlike(sides: Sides, c: Comparison) -> Iterator[tuple[Mask, Ruling]]:
    """Titles that are akin or have nothing in common: a translation, a title in other words, or chance."""
    agreeing, differing = c.n_agreeing, c.n_differing
    akin = c.title >= AKIN
    yield (
        akin & c.same_place & (c.authors > 0) & (differing == 0) & (agreeing >= 4),
        _duplicate("akin titles, same place", "authors, volume, page and more agree"),
    )
    whole = c.same_place & (c.last_page > 0) & (c.year_gap <= 1) & (c.year_gap != UNKNOWN_GAP)
    yield (
        akin & whole & (c.container > 0) & (c.authors == 0),
        _duplicate("akin titles, same pages", "container, year, volume and both pages agree"),
    )
    translated = sides.one(sides.columns.translated) & (c.authors > 0) & c.same_place
    near = (c.year_gap == 0) | (c.year_gap == 1)
    placed = near & (c.container > 0) & (c.last_page >= 0)
    yield (
        translated & (placed | (whole & (c.range | (c.container >= 0)))),
        _duplicate("translated title, same place", "one title is a translation; all else agrees"),
    )
    yield (
        whole & (c.authors > 0) & (c.container > 0) & c.range & (c.abstract >= 0),
        _duplicate("unlike titles, same pages", "authors, container, year, volume and both pages agree"),
    )
    yield (
        c.same_place & (c.abstract > 0) & (c.authors > 0) & (differing == 0),
        _duplicate("unlike titles, same abstract", "abstract, authors, volume and page agree"),
    )
    yield (
        whole & (c.authors > 0),
        maybe_as("unlike titles, same place", "all but the titles agree"),
    )
    yield (
        (c.abstract > 0) & (c.authors > 0) & (differing == 0) & (agreeing >= 2),
        maybe_as("unlike titles, same abstract", "abstract and authors agree and the titles do not"),
    )
    yield (
        akin & (c.page > 0) & (agreeing >= 3) & (differing <= 1),
        maybe_as("akin titles, same page", "first page and two more facts agree"),
    )
    yield np.ones(len(c), dtype=np.bool_), _distinct(UNLIKE_RULE, "the titles differ")
