"""Reporting checklists: which items a run answers, and where; the others are for the authors to fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from coprod_review.errors import ReviewError, raise_all
from coprod_review.model.checklist import Checklist, Item
from coprod_review.model.sheet_text import csv_text
from coprod_review.pages.results import Results
from coprod_review.report.robustness import robustness_of
from coprod_review.report.statements import stated_places

PLACES: Mapping[str, str] = {
    "title": "Title",
    "summary": "Summary",
    "introduction": "Introduction",
    "methods-sources": "Methods, Sources and searches",
    "methods-records": "Methods, Records and duplicates",
    "methods-screening": "Methods, Screening",
    "methods-codebook": "Methods, Codebook",
    "methods-coders": "Methods, Coders",
    "methods-machine": "Methods, Machine coders",
    "methods-measures": "Methods, Agreement and performance",
    "methods-analysis": "Methods, Analysis",
    "methods-model": "Methods, Partnership model",
    "methods-robustness": "Methods, Robustness",
    "methods-software": "Methods, Software and data",
    "results-flow": "Results, Included reports",
    "results-map": "Results, Traditions and framings",
    "results-model": "Results, The partnership model",
    "results-claims": "Results, The claims",
    "discussion": "Discussion",
    "limits": "Limits",
    "statements": "Statements of the authors",
    "appendix-search": "Appendix A",
    "appendix-excluded": "Appendix B",
    "appendix-codes": "Appendix C",
}
"""Places of the paper by their anchors, in words."""

CONDITIONS: Mapping[str, Callable[[Results], bool]] = {
    "always": lambda _: True,
    "exports": lambda results: bool(results.exports),
    "searched": lambda results: _searches(results, "database"),
    "queries": lambda results: _searches(results, "query"),
    "limits": lambda results: _searches(results, "limits"),
    "dated": lambda results: _searches(results, "searched"),
    "other_methods": lambda results: any(e.origin == "other_methods" for e in results.exports),
    "coded": lambda results: bool(results.codings),
    "included": lambda results: any(decision.included for decision in results.decisions),
    "codes": lambda results: any(code.codes for code in results.codes),
    "associations": lambda results: any(row["p"] for row in results.table("associations")),
    "robustness": lambda results: robustness_of(results).compares,
}
"""What a run must have to answer an item."""

OF_CLAIMS = ("results-claims", "results/analyse/claims.csv", "results/analyse/specification_summary.csv")
"""Places and files that a review without claims does not have, or has without rows."""

CSV_COLUMNS = ("item", "topic", "asks", "where", "for_you_to_fill")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An item with the places of the paper and the files that answer it; none where the authors have to."""

    item: str
    topic: str
    asks: str
    needed: str
    sections: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether the run answers the item."""
        return bool(self.sections or self.files)

    def where(self, pages: Mapping[str, object]) -> str:
        """Where it is answered, in words: places with their pages, as far as these are known, and files."""
        places = [
            f"{PLACES[name]} (p. {pages[name]})" if name in pages else PLACES[name] for name in self.sections
        ]
        return "; ".join([*places, *self.files])

    def told(self, pages: Mapping[str, object]) -> str:
        """Where it is answered, else what the authors have to fill."""
        return self.where(pages) or f"For you to fill: {self.needed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A checklist as far as a run fills it."""

    name: str
    title: str
    about: str
    source: str
    rows: tuple[Answer, ...]

    @property
    def filled(self) -> tuple[Answer, ...]:
        """The items that the run answers."""
        return tuple(row for row in self.rows if row.is_answered)

    @property
    def blank(self) -> tuple[Answer, ...]:
        """The items that the authors have to fill."""
        return tuple(row for row in self.rows if not row.is_answered)

    def refuse_lost(self, html: str) -> None:
        """Raise ReviewErrors where an answer names a place that the paper does not have."""
        raise_all(
            ReviewError(
                f"item {row.item} of the {self.title} is answered in {section!r}, which the paper lacks",
                where=f"report/data/{self.name}.yaml",
                remedy="correct the anchor, or give the section of the paper this id",
            )
            for row in self.filled
            for section in row.sections
            if section != "title" and f'id="{section}"' not in html
        )

    def as_csv(self, pages: Mapping[str, object]) -> str:
        """The rows as CSV: item, topic, what it asks, where it is answered, what the authors have to fill.

        `pages` are those of the anchors of the paper.
        """
        return csv_text(
            CSV_COLUMNS,
            (
                {
                    "item": row.item,
                    "topic": row.topic,
                    "asks": row.asks,
                    "where": row.where(pages),
                    "for_you_to_fill": "" if row.is_answered else row.needed,
                }
                for row in self.rows
            ),
        )


def answered(checklist: Checklist, results: Results) -> Filled:
    """The checklist as far as these results answer it.

    Raises ReviewErrors where an item names a place or a condition that does not exist.
    """
    raise_all(
        ReviewError(
            f"item {item.item} names {name!r}, which is neither a place of the paper nor a condition",
            where=f"report/data/{checklist.name}.yaml",
            remedy=f"use one of {', '.join(sorted([*PLACES, *CONDITIONS]))}",
        )
        for item in checklist.items
        for name in (*item.sections, *((item.when,) if item.when else ()))
        if name not in PLACES and name not in CONDITIONS
    )
    places = stated_places(checklist.name, results)
    return Filled(
        name=checklist.name,
        title=checklist.title,
        about=checklist.about,
        source=checklist.source,
        rows=tuple(_answer(item, results, places.get(item.item, "")) for item in checklist.items),
    )


def checklist_html(filled: Filled, pages: Mapping[str, object]) -> str:
    """A checklist as a document of its own: answered items with their places, and what is left to fill.

    `pages` are those of the anchors of the paper.
    """
    rows = Markup("\n").join(
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            row.item, row.topic, row.asks, row.told(pages)
        )
        for row in filled.rows
    )
    return str(
        Markup(
            "<h1>{title}</h1><p>{about} {n} of {all} items are answered from the run; the others are marked "
            "“For you to fill”. Pages are those of report.pdf.</p>"
            "<table><colgroup>{widths}</colgroup><thead><tr><th>Item</th><th>Topic</th>"
            "<th>What is to be reported</th><th>Where</th></tr></thead><tbody>{rows}</tbody></table>"
        ).format(
            title=filled.title,
            about=filled.about,
            n=len(filled.filled),
            all=len(filled.rows),
            widths=Markup("").join(Markup('<col style="width:{}%">').format(w) for w in (7, 18, 38, 37)),
            rows=rows,
        )
    )


def _answer(item: Item, results: Results, place: str) -> Answer:
    """The item as the run answers it, or the authors in a place of the paper, where they state it."""
    known = bool(place) or (bool(item.when) and CONDITIONS[item.when](results))
    left_out = () if results.config.analyse.tested else OF_CLAIMS
    return Answer(
        item=item.item,
        topic=item.topic,
        asks=item.asks,
        needed=item.needed,
        sections=(
            *(name for name in item.sections if known and name not in (*left_out, place)),
            *((place,) if place else ()),
        ),
        files=tuple(file for file in item.files if known and file not in left_out),
    )


def _searches(results: Results, fact: str) -> bool:
    """Whether there are searches, and each of them tells the fact."""
    searches = [export for export in results.exports if export.origin == "search"]
    return bool(searches) and all(getattr(export, fact) for export in searches)
