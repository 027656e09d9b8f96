"""Comparing pairs of records field by field, all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from coprod_review.dedupe.arrow import Ints, Mask
from coprod_review.dedupe.columns import Columns
from coprod_review.dedupe.record_columns import NO_YEAR
from coprod_review.dedupe.signs import (
    Signs,
    abstract_signs,
    are_swapped,
    author_signs,
    container_signs,
    follow_by_one,
    issue_signs,
    last_page_signs,
    orders_apart,
    page_signs,
    signs_of,
    supplement_signs,
    volume_signs,
)
from coprod_review.dedupe.titles import AKIN, ALIKE, SAME, Pairs, Scores, Titles, in_two_scripts
from coprod_review.dedupe.wording import Differences, differences

UNKNOWN_GAP = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How the fields of pairs compare, one place a pair.

    `part` tells that one title begins or ends the other, `in_two_scripts` that they cannot be compared;
    `numbers` to `denied` are those of `wording.Differences`, asked of titles that are alike, or akin where a
    further fact agrees; `reordered` tells that authors agree and the first of one is not the other's;
    `next_volume` tells that year and volume of one follow on the other's; `year_gap` is
    in years, or UNKNOWN_GAP; `range` tells that both pages are ranges of more than one page.
    """

    title: Scores
    part: Mask
    in_two_scripts: Mask
    numbers: Mask
    one_sided: Mask
    opposed: Mask
    substituted: Mask
    added: Mask
    subtitled: Mask
    dated: Mask
    reworded: Mask
    denied: Mask
    doi: Signs
    pmid: Signs
    registration: Signs
    authors: Signs
    reordered: Mask
    year_gap: Ints
    container: Signs
    volume: Signs
    next_volume: Mask
    issue: Signs
    page: Signs
    last_page: Signs
    supplement: Signs
    range: Mask
    abstract: Signs

    def __len__(self) -> int:
        return len(self.title)

    @property
    def year(self) -> Signs:
        """Whether the years agree."""
        signs = np.where(self.year_gap == 0, 1, -1)
        return np.where(self.year_gap == UNKNOWN_GAP, 0, signs).astype(np.int8)

    @property
    def same_place(self) -> Mask:
        """Whether both say the same volume and first page."""
        return np.asarray((self.volume > 0) & (self.page > 0))

    @property
    def n_agreeing(self) -> Ints:
        """How many of authors, year, container, volume and page agree."""
        return sum((sign > 0).astype(np.int64) for sign in self._supports)  # type: ignore[return-value]  # sum() begins with 0

    @property
    def n_differing(self) -> Ints:
        """How many of them differ; years count from a gap of two, and another last page of pages that begin
        alike, a supplement against none, or another issue, counts beside."""
        further = (self.last_page, np.minimum(self.supplement, self._issue_apart))
        differing = sum((sign < 0).astype(np.int64) for sign in (*self._supports, *further))
        return np.asarray(differing - (self.year_gap == 1))

    @property
    def _issue_apart(self) -> Signs:
        """-1 where the issues differ; not of one range of pages, which tells the place whatever the issue."""
        ranges = self.range & (self.page > 0) & (self.last_page > 0)
        return -((self.issue < 0) & ~ranges).astype(np.int8)

    @property
    def _supports(self) -> tuple[Signs, ...]:
        return (self.authors, self.year, self.container, self.volume, self.page)

    def at(self, places: npt.NDArray[np.integer] | Mask) -> Comparison:
        """The comparisons of some of the pairs."""
        return Comparison(**{field.name: getattr(self, field.name)[places] for field in fields(self)})


def compare(columns: Columns, pairs: Pairs, titles: Titles) -> Comparison:
    """Compare pairs (places) whose titles are compared."""
    a, b = pairs[:, 0], pairs[:, 1]
    gap = np.abs(columns.year[a] - columns.year[b])
    unknown = (columns.year[a] == NO_YEAR) | (columns.year[b] == NO_YEAR)
    page, page_range = page_signs(columns, a, b)
    doi, pmid, authors = (
        signs_of(columns.doi, a, b),
        signs_of(columns.pmid, a, b),
        author_signs(columns, a, b),
    )
    volume, issue = volume_signs(columns, a, b), issue_signs(columns, a, b)
    with_volume, with_issue = are_swapped(columns, a, b)
    page[with_volume | with_issue] = volume[with_volume] = issue[with_issue] = 1
    known = (doi > 0) | (pmid > 0) | (authors > 0) | (page > 0)
    alike = (titles.similarity >= ALIKE) | titles.part
    worded = ((titles.similarity >= AKIN) & known) | (alike & (authors == 0)) | (titles.similarity >= SAME)
    return Comparison(
        title=titles.similarity,
        part=titles.part,
        in_two_scripts=in_two_scripts(columns, pairs, titles.similarity),
        **_wordings(columns, a, b, worded),
        doi=doi,
        pmid=pmid,
        registration=signs_of(columns.registration, a, b),
        authors=authors,
        reordered=orders_apart(columns, a, b, authors > 0),
        year_gap=np.where(unknown, UNKNOWN_GAP, gap),
        container=container_signs(columns, a, b),
        volume=volume,
        next_volume=follow_by_one(columns, a, b),
        issue=issue,
        page=page,
        last_page=last_page_signs(columns, a, b),
        supplement=np.where(page > 0, 0, supplement_signs(columns, a, b)).astype(np.int8),
        range=page_range,
        abstract=abstract_signs(columns, a, b),
    )


def _wordings(columns: Columns, a: Ints, b: Ints, worded: Mask) -> dict[str, Mask]:
    """The differences of wording, asked in the mask where the titles are not the same; others count as
    `substituted` and `reworded`, so that a title in other words by others is never taken for the same."""
    names = Differences._fields
    found = np.zeros((len(names), len(a)), dtype=np.bool_)
    unlike = columns.letters[a] != columns.letters[b]
    places = np.flatnonzero(worded & unlike)
    answers = [
        differences(columns.titles[one].split(), columns.titles[other].split())
        for one, other in zip(a[places].tolist(), b[places].tolist(), strict=True)
    ]
    for name in ("substituted", "reworded"):
        found[names.index(name)] = ~worded & unlike
    found[:, places] = np.asarray(answers, dtype=np.bool_).reshape(-1, len(names)).T
    return dict(zip(names, found, strict=True))
