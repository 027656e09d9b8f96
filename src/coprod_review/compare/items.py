"""Inputs taken apart into items that can be compared one by one: patterns, settings, rows of people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NAMES = ("id", "key", "name", "file")
"""What tells an entry of a list from the others, in the order in which it is looked for."""

ROW_NAMES = ("report", "report_id", "record_a", "record_b", "dimension", "id")
"""Columns that together tell which question a row of people answers."""


def items_of_data(data: Any) -> dict[str, dict[str, str]]:
    """YAML data by item: an entry of a list by its name, whatever else by its dotted key.

    An entry has each of its values under its own key; a value alone stands under the empty key.
    """
    items: dict[str, dict[str, str]] = {}
    for item, key, value in _leaves(data, "", ""):
        items.setdefault(item, {})[key] = value
    return items


def items_of_rows(rows: Sequence[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Rows of a table by the question that they answer; rows that answer the same one are numbered."""
    items: dict[str, dict[str, str]] = {}
    for row in rows:
        named = [row[column] for column in ROW_NAMES if row.get(column)]
        name = ", ".join(named) or json.dumps(row, ensure_ascii=False)
        again = 2
        while name in items:
            name, again = f"{name.partition(' #')[0]} #{again}", again + 1
        items[name] = {column: cell for column, cell in row.items() if cell}
    return items


def _leaves(data: Any, item: str, key: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(data, dict):
        for name, inner in data.items():
            if item and _is_entry(item):
                yield from _leaves(inner, item, f"{key}.{name}" if key else str(name))
            else:
                yield from _leaves(inner, f"{item}.{name}" if item else str(name), "")
    elif isinstance(data, list) and not _is_entry(item) and (names := _names(data)):
        for name, entry in zip(names, data, strict=True):
            yield from _leaves(entry, f"{item}[{name}]", "")
    else:
        yield item, key, data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, default=str)


def _is_entry(item: str) -> bool:
    return item.endswith("]")


def _names(entries: list[Any]) -> list[str]:
    """The names of entries that all have one of their own; none where they do not."""
    if not entries or not all(isinstance(entry, dict) for entry in entries):
        return []
    for name in NAMES:
        found = [str(entry.get(name, "")) for entry in entries]
        if all(found) and len(set(found)) == len(found):
            return found
    return []
