"""VOSviewer: a network as a map file and a network file, and as the JSON of VOSviewer and VOSviewer Online.

A map file has a line for each item, parted by tabs: id, label, description, url, x, y, cluster, weights and
scores. A network file has a line for each link: the ids of two items and the strength of the link, here how
often they occur together. Clusters are numbers from 1 to 1000.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from coprod_review.model.network import CO_CITATION, CO_WORDS, COUPLING, Network, NetworkItem
from coprod_review.model.sheet_text import defused
from coprod_review.write.visible import visible_line

MOST_CLUSTERS = 1000
WEIGHTS = ("Links", "Total link strength")
REPORTS = {
    CO_CITATION: "Citing reports",
    COUPLING: "Coupled reports",
    CO_WORDS: "Reports",
}
TITLES = {
    CO_CITATION: "Works that are cited together",
    COUPLING: "Reports that cite alike",
    CO_WORDS: "Terms that stand in the same reports",
}
YEAR = "Mean year"
RESOLVER = "https://doi.org/"


def map_text(network: Network) -> str:
    """The items as a VOSviewer map file; mean years are in it where every item has one."""
    traditions = _traditions(network)
    weights = [*WEIGHTS, REPORTS[network.name]]
    dated = [YEAR] if network.items and all(i.mean_year is not None for i in network.items) else []
    scores = [*dated, *(_share_name(tradition) for tradition in traditions)]
    header = ["id", "label", "description", "url", "x", "y", "cluster"]
    header += [f"weight<{name}>" for name in weights] + [f"score<{name}>" for name in scores]
    lines = [header]
    for number, item in enumerate(network.items, start=1):
        weighed, scored = _weights(network, item), _scores(item, traditions)
        lines.append(
            [
                str(number),
                _quoted(item.label),
                _quoted(_description(network, item)),
                _address(item),
                f"{item.x:.4f}",
                f"{item.y:.4f}",
                str(min(item.cluster, MOST_CLUSTERS)),
                *(str(weighed[name]) for name in weights),
                *(f"{scored[name]:g}" for name in scores),
            ]
        )
    return "".join("\t".join(line) + "\n" for line in lines)


def network_text(network: Network) -> str:
    """The links as a VOSviewer network file, the strongest first."""
    numbers = _numbers(network)
    return "".join(f"{numbers[link.item_a]}\t{numbers[link.item_b]}\t{link.n}\n" for link in network.links)


def vosviewer_json_text(network: Network) -> str:
    """Items, links and clusters as VOSviewer JSON; the same bytes every time.

    An empty network says in the description of `info` why it is empty.
    """
    numbers = _numbers(network)
    traditions = _traditions(network)
    items = [
        {
            "id": numbers[item.item],
            "label": visible_line(item.label),
            "description": _description(network, item),
            **({"url": address} if (address := _address(item)) else {}),
            "x": item.x,
            "y": item.y,
            "cluster": min(item.cluster, MOST_CLUSTERS),
            "weights": _weights(network, item),
            "scores": _scores(item, traditions),
        }
        for item in network.items
    ]
    links = [
        {"source_id": numbers[link.item_a], "target_id": numbers[link.item_b], "strength": link.n}
        for link in network.links
    ]
    clusters = sorted({item["cluster"] for item in items})  # type: ignore[type-var]
    whole: dict[str, Any] = {
        **({"info": {"title": TITLES[network.name], "description": network.note}} if network.note else {}),
        "network": {
            "items": items,
            "links": links,
            "clusters": [{"cluster": number, "label": f"Cluster {number}"} for number in clusters],
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _numbers(network: Network) -> Mapping[str, int]:
    return {item.item: number for number, item in enumerate(network.items, start=1)}


def _traditions(network: Network) -> Sequence[str]:
    return tuple(dict.fromkeys(t for item in network.items for t in item.n_by_tradition))


def _weights(network: Network, item: NetworkItem) -> dict[str, int]:
    links, strength = WEIGHTS
    return {links: item.links, strength: item.strength, REPORTS[network.name]: item.n}


def _scores(item: NetworkItem, traditions: Iterable[str]) -> dict[str, float]:
    """The mean year where it is known, and the share of the item's reports in each tradition."""
    year = {} if item.mean_year is None else {YEAR: item.mean_year}
    shares = {_share_name(t): round(item.n_by_tradition.get(t, 0) / max(1, item.n), 4) for t in traditions}
    return {**year, **shares}


def _share_name(tradition: str) -> str:
    return f"Share {visible_line(tradition.replace('_', ' '))}"


def _description(network: Network, item: NetworkItem) -> str:
    """What VOSviewer shows of an item when it is pointed at; it reads HTML."""
    told = [visible_line(item.description)]
    if network.name == COUPLING:
        told.append(f"report {visible_line(item.item)}")
    if item.tradition:
        told.append(f"tradition: {visible_line(item.tradition.replace('_', ' '))}")
    return "<br>".join(escape(part, quote=False) for part in told)


def _address(item: NetworkItem) -> str:
    return f"{RESOLVER}{visible_line(item.doi).replace(' ', '%20')}" if item.doi else ""


def _quoted(text: str) -> str:
    """Text in double quotes, as VOSviewer asks for where there are commas; quotes within are single.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    return '"' + defused(visible_line(text)).replace('"', "'") + '"'
