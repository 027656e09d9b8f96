"""What only the authors know, as they stated it: in the places that the paper keeps for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coprod_review.pages.results import Results

TOPICS: Mapping[str, str] = {
    "3": "Rationale",
    "10b": "Other variables",
    "11": "Risk of bias of studies",
    "14": "Reporting bias",
    "15": "Certainty",
    "17": "Characteristics",
    "18": "Risk of bias found",
    "20a": "Basis of syntheses",
    "21": "Reporting biases found",
    "22": "Certainty found",
    "23a": "Interpretation",
    "23d": "Implications",
    "24a": "Registration",
    "24b": "Protocol",
    "24c": "Amendments",
    "25": "Support",
    "26": "Competing interests",
}
"""The items of PRISMA 2020 that authors may state, in its order."""

SEARCH_TOPICS: Mapping[str, str] = {
    "2": "Several databases at once",
    "3": "Registers of studies",
    "4": "Websites and other sources",
    "5": "Citation searching",
    "6": "Contacts",
    "10": "Search filters",
    "11": "Strategies of earlier reviews",
    "12": "Updates of searches",
    "14": "Peer review of strategies",
}
"""The items of PRISMA-S that no export tells, in its order."""

PLACES: Mapping[str, str] = {"3": "introduction", "23a": "discussion", "23d": "discussion"}
"""Where the paper prints a statement, by its item; the others stand with the statements of the authors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the authors say on an item of a checklist."""

    item: str
    topic: str
    paragraphs: tuple[str, ...]


def statements_of(results: Results) -> dict[str, Statement]:
    """The statements on items of PRISMA 2020, by item."""
    return _statements(TOPICS, results.config.statements.by_item())


def search_statements_of(results: Results) -> dict[str, Statement]:
    """The statements on items of PRISMA-S, by item."""
    return _statements(SEARCH_TOPICS, results.searching)


def stated_places(checklist: str, results: Results) -> dict[str, str]:
    """Where the paper prints what the authors state, by the item of a checklist that it answers."""
    if checklist == "prisma_s":
        return dict.fromkeys(search_statements_of(results), "methods-sources")
    if checklist == "prisma_2020":
        return {item: PLACES.get(item, "statements") for item in statements_of(results)}
    return {}


def words_of_authors(results: Results) -> list[str]:
    """Every paragraph that the authors wrote, which may hold numbers that no ledger has."""
    stated = (*statements_of(results).values(), *search_statements_of(results).values())
    return [paragraph for statement in stated for paragraph in statement.paragraphs]


def _statements(topics: Mapping[str, str], text_by_item: Mapping[str, str]) -> dict[str, Statement]:
    return {
        item: Statement(item=item, topic=topic, paragraphs=paragraphs)
        for item, topic in topics.items()
        if (paragraphs := paragraphs_of(text_by_item.get(item, "")))
    }


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, which empty lines part."""
    found = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in found if part)
