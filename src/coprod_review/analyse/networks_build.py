"""A network of the review as a value: its items laid out on a map, and its numbers for the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from coprod_review.analyse.coded import CodedReports
from coprod_review.analyse.ledger import Row, Section, count, estimate, number_id
from coprod_review.analyse.networks_map import Ints, ItemMap, item_map
from coprod_review.config import NetworkSettings
from coprod_review.model.codebook import Codebook
from coprod_review.model.network import (
    CO_WORDS,
    COUPLING,
    ITEM_COLUMNS,
    LINK_COLUMNS,
    SUMMARY_COLUMNS,
    TRADITION_PREFIX,
    Network,
    NetworkItem,
    NetworkLink,
)
from coprod_review.model.number import Number, slug

DIMENSION = "tradition"
ASSOCIATION_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What becomes an item, with the reports behind it; `tradition` and `year` are its own, if it has any."""

    item: str
    label: str
    description: str
    reports: tuple[str, ...]
    tradition: str = ""
    year: float | None = None
    doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A network, and its numbers for the ledger."""

    network: Network
    numbers: tuple[Number, ...] = ()


def together_in(candidates: Sequence[Candidate]) -> Ints:
    """In how many reports each two of the candidates stand; the diagonal is how many each stands in."""
    place = {report: n for n, report in enumerate({r: None for c in candidates for r in c.reports})}
    stands = np.zeros((len(candidates), len(place)), dtype=np.int64)
    for row, candidate in zip(stands, candidates, strict=True):
        row[[place[report] for report in candidate.reports]] = 1
    found: Ints = stands @ stands.T
    return found


def built(
    frame: Network,
    candidates: Sequence[Candidate],
    together: Ints,
    coded: CodedReports,
    codebook: Codebook,
    *,
    settings: NetworkSettings,
    seed: int,
) -> Built:
    """The network of the candidates, which are few enough by now, in the order of their weight.

    `frame` is the network without items. Items and the links that are drawn get numbers with members.
    """
    weights = np.array([len(c.reports) for c in candidates], dtype=np.int64)
    laid = item_map(together, weights=weights, resolution=settings.resolution, seed=seed)
    ids = _number_ids(frame.name, [c.item for c in candidates])
    traditions = tuple(codebook.dimensions[DIMENSION].codes)
    off_diagonal = together - np.diag(np.diag(together))
    items = tuple(
        NetworkItem(
            item=candidate.item,
            label=candidate.label,
            description=candidate.description,
            n=len(candidate.reports),
            links=int((off_diagonal[n] > 0).sum()),
            strength=int(off_diagonal[n].sum()),
            x=float(laid.places[n, 0]),
            y=float(laid.places[n, 1]),
            cluster=int(laid.clusters[n]),
            tradition=candidate.tradition,
            mean_year=_mean_year(candidate, coded),
            doi=candidate.doi,
            number_id=ids[n],
            n_by_tradition=_by_tradition(candidate.reports, coded, traditions),
        )
        for n, candidate in enumerate(candidates)
    )
    links, link_numbers = _links(frame.name, candidates, off_diagonal, laid, ids, settings=settings)
    numbers = [
        count(item.number_id, candidate.reports, _item_label(frame.name, item))
        for item, candidate in zip(items, candidates, strict=True)
    ]
    network = replace(frame, items=items, links=links)
    return Built(network=network, numbers=(*numbers, *link_numbers))


def sections_of(found: Sequence[Built]) -> dict[str, Section]:
    """The tables networks, network_items and network_links, and the numbers of all networks."""
    networks = [one.network for one in found]
    return {
        "networks": Section(
            rows=tuple(_summary(network) for network in networks),
            notes=tuple(f"{network.name}: {network.note}" for network in networks if network.note),
        ),
        "network_items": Section(
            rows=tuple(_item_row(network, item) for network in networks for item in network.items),
            numbers=tuple(number for one in found for number in one.numbers),
        ),
        "network_links": Section(
            rows=tuple(_link_row(network, link) for network in networks for link in network.links)
        ),
    }


def network_columns(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """The columns of the three tables."""
    traditions = codebook.dimensions[DIMENSION].codes
    return {
        "networks": SUMMARY_COLUMNS,
        "network_items": (*ITEM_COLUMNS, *(f"{TRADITION_PREFIX}{code}" for code in traditions)),
        "network_links": LINK_COLUMNS,
    }


def _links(
    name: str,
    candidates: Sequence[Candidate],
    together: Ints,
    laid: ItemMap,
    ids: Sequence[str],
    *,
    settings: NetworkSettings,
) -> tuple[tuple[NetworkLink, ...], list[Number]]:
    """All links, the strongest first, and the numbers of those that are drawn."""
    pairs = [(int(i), int(j)) for i, j in np.argwhere(np.triu(together) > 0)]
    pairs.sort(key=lambda p: (-int(together[p]), -round(float(laid.association[p]), 9), p))
    drawn = _drawn(pairs, most=settings.most_links)
    links, numbers = [], []
    for one, other in pairs:
        times = int(together[one, other])
        identity = ""
        if (one, other) in drawn:
            identity = f"{ids[one]}.with.{ids[other].rpartition('.')[2]}"
            numbers.append(_link_number(name, identity, candidates[one], candidates[other], times))
        links.append(
            NetworkLink(
                item_a=candidates[one].item,
                item_b=candidates[other].item,
                n=times,
                association=round(float(laid.association[one, other]), ASSOCIATION_DIGITS),
                number_id=identity,
            )
        )
    return tuple(links), numbers


def _drawn(pairs: Sequence[tuple[int, int]], *, most: int) -> set[tuple[int, int]]:
    """The strongest link of every item, and beyond these the strongest, up to `most` of all."""
    seen: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for pair in pairs:
        if not seen.issuperset(pair):
            chosen.append(pair)
            seen.update(pair)
    firsts = set(chosen)
    chosen += [pair for pair in pairs if pair not in firsts]
    return set(chosen[: max(most, 1)])


def _link_number(name: str, identity: str, one: Candidate, other: Candidate, times: int) -> Number:
    if name == COUPLING:
        label = f"works that both {one.label} and {other.label} cite"
        return estimate(identity, times, (one.item, other.item), label, text=str(times))
    both = sorted(set(one.reports) & set(other.reports))
    verb = "cite" if name != CO_WORDS else "have"
    return count(identity, both, f"included reports that {verb} both {one.label} and {other.label}")


def _item_label(name: str, item: NetworkItem) -> str:
    if name == COUPLING:
        return f"included reports that share a cited work with {item.label}"
    verb = "cite" if name != CO_WORDS else "have the term"
    return f"included reports that {verb} {item.label}"


def _number_ids(name: str, items: Sequence[str]) -> list[str]:
    """An id for each item, told apart where two items come to the same."""
    taken: Counter[str] = Counter()
    ids = []
    for item in items:
        part = slug(item)[:80].strip("_") or "item"
        taken[part] += 1
        ids.append(number_id("network", name, part if taken[part] == 1 else f"{part}_{taken[part]}"))
    return ids


def _mean_year(candidate: Candidate, coded: CodedReports) -> float | None:
    if candidate.year is not None:
        return candidate.year
    years = [y for r in candidate.reports if (y := coded.report_by_id[r].year) is not None]
    return round(sum(years) / len(years), 1) if years else None


def _by_tradition(
    reports: Sequence[str], coded: CodedReports, traditions: Sequence[str]
) -> Mapping[str, int]:
    found = Counter(code for report in reports for code in coded.codes(report, DIMENSION))
    return {code: found[code] for code in traditions}


def _summary(network: Network) -> Row:
    sizes = {"n_items": len(network.items), "n_links": len(network.links)}
    facts = {name: getattr(network, name) for name in SUMMARY_COLUMNS if hasattr(network, name)}
    return {"network": network.name, **facts, **sizes}


def _item_row(network: Network, item: NetworkItem) -> Row:
    facts: dict[str, Any] = {name: getattr(item, name) for name in ITEM_COLUMNS if name != "network"}
    shares = {f"{TRADITION_PREFIX}{code}": n for code, n in item.n_by_tradition.items()}
    return {"network": network.name, **facts, **shares}


def _link_row(network: Network, link: NetworkLink) -> Row:
    return {
        "network": network.name,
        **{name: getattr(link, name) for name in LINK_COLUMNS if name != "network"},
    }
