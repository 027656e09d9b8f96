"""Cited works: references of any form that stand for one work are joined, and counted by citing report.

References are one work where they share a DOI and the author, or a DOI, year and page; where first author,
year, volume and first page agree; where author, year and the beginning of the title agree and nothing
contradicts; and where author, year and book or container of references without volume and page agree, of
which one may be cut short. References that the lineage coder has resolved are the works of the lineage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_review.analyse.networks_references import Reference, reference_of
from coprod_review.model.coding import Coding
from coprod_review.model.pattern import LineageWork
from coprod_review.model.report import Report

LEAST_TITLE = 20
"""Titles of fewer letters tell no work apart from others of the same author and year."""

LEAST_CUT = 15
"""So many letters a title or container must keep where it was cut short."""

LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """A work and the reports that cite it.

    `work` is its key in the lineage, else its DOI or the first of its references; `label` is author and year.
    `reference` is the form most cited of `n_forms`; `tradition` is that of a work of the lineage, else empty.
    """

    work: str
    label: str
    reference: str
    year: int | None
    doi: str
    tradition: str
    reports: tuple[str, ...]
    n_forms: int


def lineage_by_reference(codings: Iterable[Coding]) -> dict[str, str]:
    """The key of the work that the lineage coder took each reference for, mostly."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for coding in codings:
        for item in coding.evidence:
            if item.field == "references":
                found[item.quote][item.rule] += 1
    return {text: min(counts, key=lambda key: (-counts[key], key)) for text, counts in found.items()}


def cited_works(
    reports: Iterable[Report], *, lineage: Mapping[str, str], works: Mapping[str, LineageWork]
) -> list[CitedWork]:
    """The works that the reports cite, the most cited first, each report counted once for a work.

    `lineage` names the known work of a reference, by its text; `works` are these by key. A reference that
    tells neither year nor DOI stands for no work that could be told from others, and is passed over.
    """
    citing: dict[str, dict[str, None]] = defaultdict(dict)
    for report in reports:
        for text in report.references:
            if text.strip():
                citing[text].setdefault(report.report_id)
    facts = {text: reference_of(text) for text in sorted(citing)}
    texts = [text for text, told in facts.items() if told.year or told.dois or text in lineage]
    found = []
    for group in _groups(texts, facts, lineage=lineage):
        citers = sorted({report for text in group for report in citing[text]})
        first = min(group, key=lambda text: (-len(citing[text]), not facts[text].dois, -len(text), text))
        known = works.get(lineage.get(first, ""))
        dois = sorted(doi for text in group for doi in facts[text].dois)
        found.append(
            CitedWork(
                work=known.key if known else (dois[0] if dois else min(group)),
                label=f"{_surname_of(known)} {known.year}" if known else label_of(first, facts[first]),
                reference=first,
                year=known.year if known else facts[first].year,
                doi=known.doi if known and known.doi else (dois[0] if dois else ""),
                tradition=known.tradition if known else "",
                reports=tuple(citers),
                n_forms=len(group),
            )
        )
    return sorted(found, key=lambda work: (-len(work.reports), work.work))


def label_of(text: str, reference: Reference) -> str:
    """Author and year of a reference, or its beginning where it tells no author."""
    name = reference.name.title() if reference.name.isupper() else reference.name
    name = name if name and not name.startswith("[") else text
    cut = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"
    return cut if name == text else f"{cut} {reference.year or 'n.d.'}"


def _groups(
    texts: Sequence[str], facts: Mapping[str, Reference], *, lineage: Mapping[str, str]
) -> Iterator[list[str]]:
    """The references of each work. A joined group with works of the lineage is parted into these; what the
    lineage coder left open goes to the most frequent of them."""
    joined = _Joined(texts)
    for key_of in (_by_doi, _by_place):
        first: dict[Hashable, str] = {}
        for text in texts:
            for key in key_of(facts[text]):
                joined.join(first.setdefault(key, text), text)
    for one, other in _alike_titles(texts, facts):
        joined.join(one, other)
    known: dict[str, list[str]] = defaultdict(list)
    for group in joined.groups():
        keys = Counter(lineage[text] for text in group if text in lineage)
        if not keys:
            yield group
            continue
        mostly = min(keys, key=lambda key: (-keys[key], key))
        for text in group:
            known[lineage.get(text, mostly)].append(text)
    for key in sorted(known):
        yield sorted(known[key])


def _by_doi(reference: Reference) -> Iterator[Hashable]:
    """A DOI is believed where the author agrees too, or year and page: databases give many a wrong one."""
    for doi in reference.dois:
        if reference.surname:
            yield doi, reference.surname
        if reference.page:
            yield doi, reference.year, reference.page


def _by_place(reference: Reference) -> Iterator[Hashable]:
    if reference.surname and reference.year and reference.volume and reference.page:
        yield reference.surname, reference.year, reference.volume, reference.page


def _alike_titles(texts: Sequence[str], facts: Mapping[str, Reference]) -> Iterator[tuple[str, str]]:
    """Pairs of one author and year whose titles, or containers without a place, agree as far as they go."""
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for text in texts:
        reference = facts[text]
        least = LEAST_CUT if reference.short else LEAST_TITLE
        placed = reference.volume or reference.page or reference.dois
        told = reference.surname and reference.year and len(reference.title) >= least
        if told and not (reference.short and placed):
            key = (reference.short, reference.surname, reference.initial, reference.year)
            groups[key].append(text)
    for group in groups.values():
        ordered = sorted(group, key=lambda text: (facts[text].title, text))
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if not facts[other].title.startswith(facts[one].title):
                    break
                if not _contradict(facts[one], facts[other]):
                    yield one, other


def _contradict(one: Reference, other: Reference) -> bool:
    """Whether both tell a volume, a page or a DOI, and not the same."""
    pairs = ((one.volume, other.volume), (one.page, other.page), (one.dois, other.dois))
    return any(a and b and a != b for a, b in pairs)


def _surname_of(work: LineageWork) -> str:
    return work.authors[0].partition(",")[0] if work.authors else work.key.rstrip("0123456789").capitalize()


class _Joined:
    """Texts joined in pairs to groups."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._root = {text: text for text in texts}

    def join(self, one: str, other: str) -> None:
        """Let two texts stand in one group."""
        low, high = sorted((self._top(one), self._top(other)))
        self._root[high] = low

    def groups(self) -> list[list[str]]:
        """The groups, each in the order of its texts, by its first."""
        found: dict[str, list[str]] = defaultdict(list)
        for text in self._root:
            found[self._top(text)].append(text)
        return [sorted(found[first]) for first in sorted(found)]

    def _top(self, text: str) -> str:
        while self._root[text] != text:
            self._root[text] = self._root[self._root[text]]
            text = self._root[text]
        return text
