"""Rows on pairs of records: those on the same two places that are on the same records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from coprod_review.model.answer_rows import revision_of
from coprod_review.model.known_as import may_be_same

Row = dict[str, str]


def name_pairs_alike(rows: Sequence[Row]) -> None:
    """Let rows on the same places keep the same of their records, where they may be on the same ones.

    What the latest of them says is taken, so that they are one question; rows on other records that stood in
    these places at another time stay apart.
    """
    by_places: defaultdict[frozenset[str], list[Row]] = defaultdict(list)
    for row in rows:
        by_places[frozenset(row[f"record_{side}"].strip() for side in "ab")].append(row)
    for group in by_places.values():
        if len(group) > 1 and any(row.get("known_as_a") or row.get("known_as_b") for row in group):
            _name_alike(group)


def _name_alike(group: Sequence[Row]) -> None:
    pairs: list[dict[str, str]] = []
    for row in sorted(group, key=revision_of):
        kept = _named(row)
        same = _same_pair(pairs, kept)
        if same is None and any(kept.values()):
            pairs.append(kept)
        elif same is not None:
            same |= {name: text for name, text in kept.items() if text}
    for row in group:
        same = _same_pair(pairs, _named(row)) or _named(row)
        row |= {f"known_as_{side}": same[row[f"record_{side}"].strip()] for side in "ab"}


def _same_pair(pairs: Sequence[dict[str, str]], kept: dict[str, str]) -> dict[str, str] | None:
    """The latest of the pairs that the row may be on."""
    same = (p for p in reversed(pairs) if all(may_be_same(p[name], text) for name, text in kept.items()))
    return next(same, None)


def _named(row: Row) -> dict[str, str]:
    return {row[f"record_{side}"].strip(): (row.get(f"known_as_{side}") or "").strip() for side in "ab"}
