"""Fields of a row of a table out of the one line in which journal, volume, pages and year stand."""

from __future__ import annotations

import re

from coprod_review.read.source_line import fill_from_source
from coprod_review.read.table_dialects import BVS, PUBMED_TO_2020, SCIELO

OF_PUBMED = ("PubMed", PUBMED_TO_2020)
"""The tables that have citations as the National Library of Medicine writes them."""

_OF_SCIELO = re.compile(
    r"(?P<container>.+?); (?P<volume>[^();]{0,40})(?:\((?P<issue>[^()]{0,40})\))?; (?P<pages>[^;]{1,40})"
)
"""Such as "Journal of Owls; 48(141); 11-22"; a hyphen alone stands for pages that nobody knows."""

_OF_BVS = re.compile(
    r";\s?(?:(?:[A-Za-z]{1,3}\.? ?)?\d[\w.-]{0,12})?(?:\s?\([^();]{1,40}\))?(?<=[\w)]):\s?\[?"
    r"([A-Za-z]{0,4}\d\w*(?:-[A-Za-z]{0,4}\d\w*)?)\]?[,;](?=[^;]*(?:19|20)\d\d)"
)
"""The pages behind volume and issue in "J Owls;139(2): 179-184, jul. 2030."; the other parts have columns."""


def fill_from_line(value: dict[str, list[str]], line: str, dialect: str) -> None:
    """Give the fields of a row what the line says and no column does."""
    if dialect in OF_PUBMED:
        from coprod_review.read.nlm_citation import fill_from_citation  # noqa: PLC0415 - for PubMed alone

        fill_from_citation(value, line)
    elif dialect == SCIELO:
        found = _OF_SCIELO.fullmatch(line.strip())
        for name, text in found.groupdict().items() if found else ():
            if text and text.strip("- ") and not value.get(name):
                value[name] = [text.strip()]
    elif dialect == BVS:
        if (pages := _OF_BVS.search(line)) and not value.get("pages"):
            value["pages"] = [pages[1]]
    else:
        fill_from_source(value, line)
