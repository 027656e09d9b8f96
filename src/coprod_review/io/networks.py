"""The networks of the analysis, read for those who draw them or write them for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from coprod_review.errors import ReviewError
from coprod_review.io.results import read_table
from coprod_review.model.network import (
    ITEM_COLUMNS,
    LINK_COLUMNS,
    SUMMARY_COLUMNS,
    TRADITION_PREFIX,
    Network,
    NetworkItem,
    NetworkLink,
)

TABLES = {"networks": SUMMARY_COLUMNS, "network_items": ITEM_COLUMNS, "network_links": LINK_COLUMNS}
REMEDY = "run `coprod-review analyse` again; the columns stand in docs/stages.md"

Row = Mapping[str, str]
T = TypeVar("T")


def read_networks(folder: Path) -> tuple[Network, ...]:
    """The networks of a folder of the analysis, in the order of its summary.

    Raises ReviewError for a missing file, column or number, with file and line.
    """
    summary, items, links = (_rows(folder / f"{name}.csv", columns) for name, columns in TABLES.items())
    found_items = _by_network(folder / "network_items.csv", items, _item)
    found_links = _by_network(folder / "network_links.csv", links, _link)
    networks = _by_network(folder / "networks.csv", summary, _network)
    return tuple(
        replace(network, items=tuple(found_items.get(name, ())), links=tuple(found_links.get(name, ())))
        for name, (network, *_) in networks.items()
    )


def _rows(path: Path, columns: tuple[str, ...]) -> list[Row]:
    rows = list(read_table(path))
    missing = [name for name in columns if rows and name not in rows[0]]
    if missing:
        raise ReviewError(f"this table lacks {', '.join(missing)}", where=f"{path}, line 1", remedy=REMEDY)
    return rows


def _by_network(path: Path, rows: list[Row], made: Callable[[Row], T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for line, row in enumerate(rows, start=2):
        try:
            found.setdefault(row["network"], []).append(made(row))
        except ValueError as error:
            raise ReviewError(
                f"a number is needed here ({error})", where=f"{path}, line {line}", remedy=REMEDY
            ) from None
    return found


def _network(row: Row) -> Network:
    return Network(
        name=row["network"],
        n_reports=int(row["n_reports"]),
        n_used=int(row["n_used"]),
        least=int(row["least"]),
        n_found=int(row["n_found"]),
        n_kept=int(row["n_kept"]),
        threshold=int(row["threshold"]),
        note=row["note"],
    )


def _item(row: Row) -> NetworkItem:
    return NetworkItem(
        item=row["item"],
        label=row["label"],
        description=row["description"],
        n=int(row["n"]),
        links=int(row["links"]),
        strength=int(row["strength"]),
        x=float(row["x"]),
        y=float(row["y"]),
        cluster=int(row["cluster"]),
        tradition=row["tradition"],
        mean_year=float(row["mean_year"]) if row["mean_year"] else None,
        doi=row["doi"],
        number_id=row["number_id"],
        n_by_tradition={
            name.removeprefix(TRADITION_PREFIX): int(cell)
            for name, cell in row.items()
            if name.startswith(TRADITION_PREFIX)
        },
    )


def _link(row: Row) -> NetworkLink:
    return NetworkLink(
        item_a=row["item_a"],
        item_b=row["item_b"],
        n=int(row["n"]),
        association=float(row["association"]),
        number_id=row["number_id"],
    )
