"""Reporting checklists as data: what each item asks, and where a run can answer it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a checklist asks, where a run that meets `when` answers it, and what is needed where it does not.

    `sections` are anchors of the paper, `files` paths in the review's folder. Without `when` no run can
    answer the item.
    """

    item: str
    topic: str
    asks: str
    sections: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    when: str = ""
    needed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The items of one guideline in their order; `source` is the key of the work that states them."""

    name: str
    title: str
    about: str
    source: str
    items: tuple[Item, ...]
