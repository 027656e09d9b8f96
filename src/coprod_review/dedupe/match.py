"""Verdicts on pairs of records: duplicate, maybe or distinct, by which rule, and why in words.

The rules ask in this order: what must never be joined (related.py), identifiers, generic titles, and then how
much of the bibliographic facts agrees for titles that are the same, alike, akin or unlike. `duplicate` is
given where a false join would need several independent coincidences; what one look by a person can settle is
`maybe`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from coprod_review.dedupe.compare import Comparison, compare, title_similarities
from coprod_review.dedupe.features import Features
from coprod_review.dedupe.related import AKIN, ALIKE, Ruling, guard
from coprod_review.model.report import PairVerdict

SAME = 96.0
LONG_TITLE_WORDS = 6
IDENTIFIER_TITLE = 60.0


def judge_pairs(features: Sequence[Features], pairs: npt.NDArray[np.int64]) -> Iterator[PairVerdict]:
    """The verdict on each candidate pair (places in `features`), in the order of `pairs`."""
    scores = title_similarities(features, pairs)
    for (a, b), score in zip(pairs.tolist(), scores.tolist(), strict=True):
        yield judge(features[a], features[b], title=score)


def judge(a: Features, b: Features, *, title: float) -> PairVerdict:
    """The verdict on two records whose title similarity (0 to 100) is known."""
    c = compare(a, b, title=title)
    ruling = guard(a, b, c) or _by_identifier(a, b, c) or _by_facts(a, b, c)
    return PairVerdict(
        record_a=a.record_id,
        record_b=b.record_id,
        verdict=ruling.verdict,
        rule=ruling.rule,
        why=f"{ruling.because}; {told(c)}",
    )


def told(c: Comparison) -> str:
    """A comparison in words: the similarity of the titles, and the fields that agree or differ."""
    year = {None: None, 0: True}.get(c.year_gap, False)
    fields = {
        "DOI": c.doi,
        "PMID": c.pmid,
        "authors": c.authors,
        "year": year,
        "container": c.container,
        "volume": c.volume,
        "first page": c.first_page,
        "abstract": c.abstract,
    }
    parts = [f"titles {c.title:.0f} % alike" + (" (one is the beginning of the other)" if c.cut else "")]
    for value, verb in ((True, "agree"), (False, "differ")):
        names = [
            f"year (by {c.year_gap})" if name == "year" and value is False else name
            for name, agreement in fields.items()
            if agreement is value
        ]
        if names:
            parts.append(f"{verb}: {', '.join(names)}")
    return "; ".join(parts)


def _by_identifier(a: Features, b: Features, c: Comparison) -> Ruling | None:
    for name, same in (("DOI", c.doi), ("PMID", c.pmid)):
        if not same:
            continue
        begins = a.core.startswith(b.core) or b.core.startswith(a.core)
        if c.title >= IDENTIFIER_TITLE or begins or (c.same_place and c.authors is not False):
            return Ruling("duplicate", f"same {name}", f"the {name}s are the same")
        return Ruling(
            "maybe", f"same {name}, unlike titles", f"the {name}s are the same and the titles unlike"
        )
    return None


def _by_facts(a: Features, b: Features, c: Comparison) -> Ruling:
    if a.generic or b.generic:
        return _generic(a, b, c)
    if c.title >= SAME or c.cut:
        return _same_title(a, c)
    if c.title >= ALIKE:
        return _alike_titles(c)
    if c.title >= AKIN:
        return _akin_titles(c)
    return _unlike_titles(a, b, c)


def _generic(a: Features, b: Features, c: Comparison) -> Ruling:
    if a.core != b.core and c.title < ALIKE:
        return Ruling("distinct", "unlike titles", "the titles differ")
    complete = c.same_place and c.same_year and c.container and c.authors is not False
    if complete and c.last_page is not False and c.issue is not False:
        return Ruling(
            "duplicate", "generic title, same place", "container, year, volume and pages are the same"
        )
    return Ruling("distinct", "related: generic title", "many documents bear this title")


def _same_title(a: Features, c: Comparison) -> Ruling:
    near_year = c.year_gap is None or c.year_gap <= 1
    long = len(a.words) >= LONG_TITLE_WORDS
    agreeing, differing = c.n_agreeing, c.n_differing
    rulings = (
        (
            c.first_page and agreeing >= 3 and differing <= 1,
            Ruling("duplicate", "same title, same page", "title and first page are the same"),
        ),
        (
            c.abstract and not differing and (agreeing or long),
            Ruling("duplicate", "same title, same abstract", "title and abstract are the same"),
        ),
        (
            c.abstract is False and not c.same_place,
            Ruling(
                "maybe", "same title, other abstract", "the titles are the same and the abstracts are not"
            ),
        ),
        (
            c.authors and near_year and not differing and (agreeing >= 3 or (long and not c.cut)),
            Ruling(
                "duplicate", "same title, same authors", "title and authors are the same, nothing differs"
            ),
        ),
        (
            agreeing >= 4 and differing <= 1 and c.title >= SAME,
            Ruling("duplicate", "same title, one field differs", "four of five facts agree"),
        ),
        (
            c.authors and c.container and _is_early_view(c),
            Ruling("duplicate", "early view and issue", "only one of them has volume or pages yet"),
        ),
        (
            c.authors is None and agreeing >= 3 and not differing,
            Ruling("duplicate", "same title, same container", "no authors to compare, three facts agree"),
        ),
        (
            c.container is False and not c.volume and (c.first_page is False or c.volume is False),
            Ruling("distinct", "related: published twice", "one title in two places"),
        ),
        (
            c.authors is False and differing >= 3,
            Ruling("distinct", "same title only", "authors and place differ"),
        ),
    )
    unclear = Ruling("maybe", "same title", "the titles are the same, and too little else agrees")
    return next((ruling for holds, ruling in rulings if holds), unclear)


def _is_early_view(c: Comparison) -> bool:
    return c.year_gap is not None and c.year_gap <= 2 and c.volume is None and c.first_page is not True


def _alike_titles(c: Comparison) -> Ruling:
    if c.first_page and c.n_agreeing >= 3 and c.n_differing <= 1 and c.authors is not False:
        return Ruling("duplicate", "alike titles, same page", "first page and two more facts agree")
    if c.same_place and c.container and c.same_year:
        return Ruling("duplicate", "alike titles, same place", "container, year, volume and page agree")
    if c.authors and c.same_year and c.container and not c.n_differing and c.volume:
        return Ruling("duplicate", "alike titles, same authors", "authors, year, container and volume agree")
    if c.authors is not False and c.n_agreeing >= 2 and c.first_page is not False and c.n_differing <= 1:
        return Ruling("maybe", "alike titles", "the titles are alike and nothing strong speaks against it")
    return Ruling("distinct", "alike titles only", "the titles are alike and the facts are not")


def _akin_titles(c: Comparison) -> Ruling:
    if c.same_place and c.authors and c.n_differing == 0 and c.n_agreeing >= 4:
        return Ruling("duplicate", "akin titles, same place", "authors, volume, page and more agree")
    if c.same_place and c.last_page and c.container and c.same_year and c.authors is None:
        return Ruling("duplicate", "akin titles, same pages", "container, year, volume and both pages agree")
    if c.first_page and c.n_agreeing >= 3 and c.n_differing <= 1:
        return Ruling("maybe", "akin titles, same page", "first page and two more facts agree")
    return Ruling("distinct", "unlike titles", "the titles differ")


def _unlike_titles(a: Features, b: Features, c: Comparison) -> Ruling:
    whole = c.same_place and c.last_page and c.authors and c.same_year
    if whole and c.container is not False and a.translated != b.translated:
        return Ruling(
            "duplicate", "translated title, same place", "one title is a translation; all else agrees"
        )
    if whole:
        return Ruling("maybe", "unlike titles, same place", "all but the titles agree")
    return Ruling("distinct", "unlike titles", "the titles differ")
