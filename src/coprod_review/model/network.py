"""Networks of works, reports or terms, laid out as a map: what the analysis finds and others draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CO_CITATION, COUPLING, CO_WORDS = "co_citation", "coupling", "co_words"
NETWORKS = (CO_CITATION, COUPLING, CO_WORDS)

ITEM_COLUMNS = (
    *("network", "item", "label", "description", "n", "links", "strength", "x", "y", "cluster"),
    *("tradition", "mean_year", "doi", "number_id"),
)
"""Columns of network_items.csv; a column n_<tradition> for each code of the tradition follows."""

LINK_COLUMNS = ("network", "item_a", "item_b", "n", "association", "number_id")
SUMMARY_COLUMNS = (
    *("network", "n_reports", "n_used", "least", "n_found", "n_kept", "n_items", "n_links", "threshold"),
    "note",
)
TRADITION_PREFIX = "n_tradition_"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkItem:
    """A cited work, a report or a term, with its place on the map.

    `n` counts the reports that cite the work, that share a cited work with the report, or that have the
    term. `links` counts its neighbours among the items and `strength` sums its links. Distances on the map
    average 1. `tradition` is that of a work of the lineage or the one code of a report, else empty;
    `n_by_tradition` counts the reports behind `n` by their codes. `mean_year` is the year of the work or
    report, or the mean year of the reports with the term.
    """

    item: str
    label: str
    description: str
    n: int
    links: int
    strength: int
    x: float
    y: float
    cluster: int
    tradition: str = ""
    mean_year: float | None = None
    doi: str = ""
    number_id: str = ""
    n_by_tradition: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkLink:
    """Two items that occur together `n` times, and their association strength.

    `n` counts reports that cite both works or have both terms, or works that both reports cite. Links that
    are drawn have a number in the ledger; `number_id` of the others is empty.
    """

    item_a: str
    item_b: str
    n: int
    association: float
    number_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network with what it was made of.

    Of `n_reports` included reports `n_used` have what it takes (cited references, or terms), `least` of
    which are needed. Of `n_found` candidates `n_kept` reach the `threshold`, of which the items are the
    most frequent. `note` says why there is no network; then there are no items.
    """

    name: str
    n_reports: int
    n_used: int
    least: int
    n_found: int = 0
    n_kept: int = 0
    threshold: int = 0
    note: str = ""
    items: tuple[NetworkItem, ...] = ()
    links: tuple[NetworkLink, ...] = ()

    @property
    def drawn_links(self) -> tuple[NetworkLink, ...]:
        """The links that a picture shows."""
        return tuple(link for link in self.links if link.number_id)
