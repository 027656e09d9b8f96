"""The works that the methods rest on: cited by author and year, listed where they are cited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from coprod_review.errors import ReviewError
from coprod_review.pages.names import doi_link

Work = Mapping[str, Any]

MOST_AUTHORS = 20
"""So many authors are named; of more, APA names the first nineteen and the last."""


@cache
def method_works() -> Mapping[str, Work]:
    """The works as CSL data, by key and in the order of authors, years and titles.

    Works of the same authors and year bear letters in this order, as "year-suffix".
    """
    text = files("coprod_review.report").joinpath("data/references.json").read_text(encoding="utf-8")
    works: Iterable[Work] = json.loads(text)
    ordered = sorted(works, key=lambda work: (_families(work), _year(work), work["title"]))
    by_citation: dict[tuple[str, str], list[str]] = {}
    for work in ordered:
        by_citation.setdefault((_authors(work), _year(work)), []).append(work["id"])
    suffixes = {
        key: chr(ord("a") + place)
        for keys in by_citation.values()
        if len(keys) > 1
        for place, key in enumerate(keys)
    }
    return {
        work["id"]: {**work, "year-suffix": suffixes[work["id"]]} if work["id"] in suffixes else work
        for work in ordered
    }


@dataclass(slots=True, kw_only=True)
class Citations:
    """Prints citations that lead to the list of references, and remembers which works were cited."""

    works: Mapping[str, Work]
    _cited: set[str] = field(default_factory=set)

    def cite(self, *keys: str) -> Markup:
        """Works within brackets, as "(Berg & Ahl, 2019; Dahl et al., 2020)".

        Raises ReviewError where a key is unknown.
        """
        return Markup("({})").format(Markup("; ").join(self._short(key) for key in keys))

    def listed(self) -> list[Work]:
        """The works that were cited, in the order of the list."""
        return [work for key, work in self.works.items() if key in self._cited]

    def as_csl(self) -> str:
        """The same as CSL-JSON."""
        return json.dumps(self.listed(), ensure_ascii=False)

    def _short(self, key: str) -> Markup:
        if key not in self.works:
            raise ReviewError(
                f"the text cites {key}, which is no work of the list of references",
                where="report/data/references.json",
                remedy="add the work to the list, or correct the key in the template",
            )
        self._cited.add(key)
        work = self.works[key]
        return Markup('<a class="cited" href="#ref-{}">{}, {}</a>').format(key, _authors(work), _year(work))


def refuse_unlisted(html: str) -> None:
    """Raise ReviewError where the HTML cites a work that its list of references does not have."""
    listed = set(re.findall(r'id="ref-([^"]+)"', html))
    lacking = sorted(set(re.findall(r'href="#ref-([^"]+)"', html)) - listed)
    if lacking:
        raise ReviewError(
            f"the text cites {', '.join(lacking)}, which the list of references lacks",
            where="the references of report or paper",
            remedy="print the list of references after everything that cites, as the templates do",
        )


def reference_text(work: Work) -> str:
    """A work as a reference in the order of APA (authors, year, title, where, DOI), without a processor."""
    place = work.get("container-title") or work.get("publisher", "")
    issue = f"({work['issue']})" if "issue" in work else ""
    volume = f"{work['volume']}{issue}" if "volume" in work else ""
    pages = work.get("page", "").replace("-", "–")
    where = ", ".join(part for part in (place, volume, pages) if part)
    doi = f" {doi_link(work['DOI'])}" if "DOI" in work else ""
    title = work["title"] if work["title"].endswith("?") else f"{work['title']}."
    return f"{_author_list(work)} ({_year(work)}). {title} {where}.{doi}"


def _author_list(work: Work) -> str:
    """All authors, families first; of more than twenty the first nineteen and the last, as APA has it."""
    names = [f"{name['family']}, {name['given']}" for name in work["author"]]
    if len(names) > MOST_AUTHORS:
        return ", ".join(names[: MOST_AUTHORS - 1]) + f", … {names[-1]}"
    return ", & ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def _families(work: Work) -> tuple[str, ...]:
    return tuple(name["family"] for name in work["author"])


def _authors(work: Work) -> str:
    families = _families(work)
    return f"{families[0]} et al." if len(families) > 2 else " & ".join(families)


def _year(work: Work) -> str:
    return f"{work['issued']['date-parts'][0][0]}{work.get('year-suffix', '')}"
