"""Rows of the list of all reports, drawn without templates: a large review has thousands of them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from coprod_review.audit.listing import BAND_WORDS, DIFFERENCE_WORDS, INCLUDED, Listed, Place
from coprod_review.audit.lists import STATUS_SIGNS
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results
from coprod_review.pages.wording import STATUS_WORDS

FIRST = 50
"""So many reports stand in the page itself and on each page that the script draws."""

PLAIN = 250
"""So many stand on a page of the plain list."""


def index_row(row: Listed, results: Results, leading: Sequence[str]) -> str:
    """A row as the script draws it too: with the codes of the leading dimensions."""
    names = tuple(results.codebook.dimensions)
    codes = "".join(_codes(row.places[names.index(name)], name, results) for name in leading)
    return f"<tr>{_facts(row, root='')}{codes}<td>{escape(row.text_status)}</td></tr>\n"


def plain_row(row: Listed) -> str:
    """A row without codes, for the plain list."""
    return f"<tr>{_facts(row, root='../')}<td>{row.screening}</td></tr>\n"


def _facts(row: Listed, *, root: str) -> str:
    mark = (
        ""
        if row.screening == INCLUDED
        else f' <span class="badge plain" data-sign="–">{row.screening}</span>'
    )
    page = escape(page_name(row.report_id))
    return (
        f'<th scope="row"><a href="{root}reports/{page}.html">{escape(row.report_id)}</a></th>'
        f'<td>{escape(row.authors)}</td><td class="n">{"—" if row.year is None else row.year}</td>'
        f'<td class="title"><bdi>{escape(row.title or "(no title)")}</bdi>{mark}</td>'
    )


def _codes(place: Place, dimension: str, results: Results) -> str:
    named = escape(results.codebook.dimensions[dimension].label)
    if not place.status:
        return f'<td class="soft" data-label="{named}">not coded</td>'
    labels = escape(", ".join(results.label(dimension, code) for code in place.codes))
    kind, sign = STATUS_SIGNS.get(place.status, ("plain", "·"))
    words = escape(STATUS_WORDS.get(place.status, place.status))
    told = "; ".join(details(place))
    small = f' <small class="differs">{told}</small>' if told else ""
    badge = f'<span class="badge {kind}" data-sign="{sign}">{words}</span>'
    return f'<td data-label="{named}">{labels} {badge}{small}</td>'


def details(place: Place) -> list[str]:
    """How probable the machine's answer is where nobody settled the code, and who differs from whom."""
    band = [BAND_WORDS[place.machine]] if place.machine and place.status in ("machine", "open") else []
    return [*band, *(DIFFERENCE_WORDS[difference] for difference in place.differences)]
