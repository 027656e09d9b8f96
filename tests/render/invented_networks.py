"""Invented networks: sixty items on a ring and its middle, or one, or none."""

from __future__ import annotations

import math

from coprod_review.model.network import CO_CITATION, CO_WORDS, NETWORKS, Network, NetworkItem, NetworkLink

TRADITIONS = ("public_administration", "service_management", "safety", "", "none")


def invented_networks(n_items: int = 60, *, label: str = "Example {n}") -> tuple[Network, ...]:
    """The three networks, each item linked to the first and to its neighbour."""
    return tuple(_network(name, n_items, label) for name in NETWORKS)


def _network(name: str, n_items: int, label: str) -> Network:
    items = tuple(_item(name, n, label) for n in range(n_items))
    pairs = sorted({(0, n) for n in range(1, n_items)} | {(n, n + 1) for n in range(1, n_items - 1)})
    links = tuple(
        NetworkLink(
            item_a=items[a].item,
            item_b=items[b].item,
            n=1 + (a * b) % 9,
            association=1.5,
            number_id=f"network.{name}.{a}.with.{b}" if (a + b) % 2 else "",
        )
        for a, b in pairs
    )
    note = "" if items else "3 included reports have cited references, and a map needs 100"
    return Network(
        name=name,
        n_reports=120,
        n_used=110,
        least=100,
        n_found=400,
        n_kept=80,
        threshold=3,
        note=note,
        items=items,
        links=links,
    )


def _item(name: str, n: int, label: str) -> NetworkItem:
    part = n / 7
    counts = {"public_administration": n % 4, "service_management": n % 3, "none": 1}
    return NetworkItem(
        item=f"item{n}",
        label=label.format(n=n),
        description=f"Example, A., An invented work, number {n}",
        n=8 + (41 * n) % 60,
        links=3,
        strength=9,
        x=round(math.cos(part) * (n % 5), 4),
        y=round(math.sin(part) * (n % 5), 4),
        cluster=1 + n % 3,
        tradition=TRADITIONS[n % 5] if name in (CO_CITATION, "coupling") else "",
        mean_year=None if n == 4 else 2000.0 + n % 20,
        doi="10.1234/invented.5" if name != CO_WORDS and n % 2 else "",
        number_id=f"network.{name}.item{n}",
        n_by_tradition=counts,
    )
