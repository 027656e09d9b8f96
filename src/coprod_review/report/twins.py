"""The interactive twins of figures: which there are, how each counts, and the data that they draw from."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files as files_of_package

from markupsafe import Markup

from coprod_review.model.codebook import NONE_CODE, Codebook
from coprod_review.model.partnership import CHARACTERS, POSITIONS
from coprod_review.model.report import Report
from coprod_review.model.score_interval import normal_quantile
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results
from coprod_review.pages.totals import decade_of
from coprod_review.pages.wording import STATUS_WORDS, authors_short
from coprod_review.report.twins_columns import (
    RECORD,
    SETTLED,
    answers_of,
    asked_column,
    code_columns,
    country_column,
    included_reports,
    packed,
)

SCRIPTS = (
    "twins_count.js",
    "twins_filters.js",
    "twins_list.js",
    "twins_draw.js",
    "twins.js",
    "tables.js",
    "folds.js",
)
"""The scripts of the report, in the order in which they need each other."""

YEAR, COUNTRY = "year", "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """An interactive table in the place of a figure, which counts as the figure counts.

    `down`, `across` and `series` are dimensions, or year or country; `across` and `series` may be empty.
    Reports count only with codes in `down` and `across`, and in `series` where it is needed. `only` narrows a
    dimension to some codes. A report with k codes of the dimension `parts_of` counts 1/k under each, else
    once under each. `asked` is a dimension that must be a question for the report. `share_of` says of what n
    is a share: the reports in the table, or those in the row. `counting` tells the rule, `outside` what
    reports lack that are not in the table.
    """

    figure: str
    title: str
    down: str
    across: str = ""
    series: str = ""
    series_needed: bool = False
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    parts_of: str = ""
    asked: str = ""
    share_of: str = "table"
    shape: str = "shades"
    counting: str
    outside: str


ONCE = "Every report counts once. Shares are of all reports in the table."

TWINS = (
    Twin(
        figure="map",
        title="Tradition by framing",
        down="tradition",
        across="framing",
        counting=ONCE,
        outside="without a code of tradition or of framing",
    ),
    Twin(
        figure="evidence_gaps",
        title="Character of the issue by position of the patient, with traditions",
        down="issue_character",
        across="framing",
        series="tradition",
        only=(("framing", POSITIONS), ("issue_character", CHARACTERS)),
        parts_of="issue_character",
        share_of="row",
        shape="bubbles",
        counting="As in the model, a report with several characters of the issue counts in equal parts under "
        "each, so that n of a bubble may be a fraction. Shares are of the reports on that character; there, "
        "every report counts once.",
        outside="not on safety, or without a code of framing or of the issue",
    ),
    Twin(
        figure="alluvial",
        title="Tradition by position of the patient, with characters of the issue",
        down="tradition",
        across="framing",
        series="issue_character",
        series_needed=True,
        only=(("framing", POSITIONS),),
        parts_of="issue_character",
        shape="bubbles",
        counting="A report with several characters of the issue counts in equal parts under each, so that n "
        "of a bubble may be a fraction. Shares are of all reports in the table; there, every report counts "
        "once.",
        outside="not on safety, or without a code of tradition, of framing or of the issue",
    ),
    Twin(
        figure="years",
        title="Tradition by year",
        down="tradition",
        across=YEAR,
        shape="bars",
        counting=ONCE,
        outside="without a code of tradition",
    ),
    Twin(
        figure="strategies",
        title="Safety strategy by tradition",
        down="safety_strategy",
        across="tradition",
        asked="safety_strategy",
        counting="A report with several strategies counts once under each, as in the cross-tables. Shares "
        "are of all reports in the table, and may add up to more than all.",
        outside="not on safety, or without a code of tradition or of strategy",
    ),
    Twin(
        figure="forms",
        title="Nature by locus of involvement",
        down="involvement_nature",
        across="involvement_locus",
        counting=ONCE,
        outside="without a code of nature or of locus",
    ),
    Twin(
        figure="countries",
        title="Reports by country",
        down=COUNTRY,
        shape="bars",
        counting="A report of several countries counts once under each. Shares are of all reports whose "
        "country is stated.",
        outside="of which no country is stated",
    ),
)
"""The twins by the figure that they stand for; a further one is a further line."""


def twin_data(results: Results) -> Markup:
    """All that the twins draw from, as JSON that can stand within a script element of a page."""
    codebook, reports = results.codebook, included_reports(results)
    ids = [report.report_id for report in reports]
    answers = answers_of(results)
    confidence = results.config.analyse.interval
    asked = sorted({twin.asked for twin in TWINS if twin.asked})
    data = {
        "confidence": confidence,
        "quantile": normal_quantile(confidence),
        "reports": _documents(reports),
        "dimensions": [
            {
                "name": name,
                "label": dimension.label,
                "codes": [{"name": code.name, "label": code.label} for code in dimension.codes.values()],
            }
            for name, dimension in codebook.dimensions.items()
        ],
        "coders": [{"name": name, "label": label} for name, label in answers.label_by_coder.items()],
        "codes": {name: code_columns(answers, name, ids, codebook) for name in answers.label_by_coder},
        "asked": {
            name: {dimension: asked_column(answers, name, ids, codebook, dimension) for dimension in asked}
            for name in answers.label_by_coder
        },
        "with_status": (RECORD, SETTLED),
        "statuses": _statuses(results, ids),
        "status_words": STATUS_WORDS,
        "years": packed([report.year for report in reports]),
        "periods": _periods(reports),
        "countries": country_column(results, ids),
        "twins": [_described(twin, codebook) for twin in TWINS],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def scripts() -> Markup:
    """The text of all scripts of the report."""
    folder = files_of_package("coprod_review.report")
    text = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS)
    return Markup(text)


def script_digest(text: str) -> str:
    """The SHA-256 of a script as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _documents(reports: Sequence[Report]) -> dict[str, object]:
    """What lists tell of each report; pages are named where they are not called as the report."""
    return {
        "ids": [report.report_id for report in reports],
        "pages": {r.report_id: page for r in reports if (page := page_name(r.report_id)) != r.report_id},
        "authors": [authors_short(report) for report in reports],
        "titles": [report.title for report in reports],
    }


def _statuses(results: Results, ids: Iterable[str]) -> dict[str, object]:
    reports = list(ids)
    status_at = {(code.report_id, code.dimension): code.status for code in results.codes}
    return {
        name: packed([status_at.get((report, name), "open") for report in reports])
        for name in results.codebook.dimensions
    }


def _periods(reports: Sequence[Report]) -> list[dict[str, object]]:
    """The years from the first to the last, early ones by decade where any fell in it, the unknown last."""
    years = {report.year for report in reports if report.year is not None}
    periods: dict[str, dict[str, object]] = {}
    for year in range(min(years), max(years) + 1) if years else ():
        decade = decade_of(str(year))
        if year in years or not decade:
            period = periods.setdefault(f"{decade}s" if decade else str(year), {"from": year})
            period["to"] = year
    named = [{"label": label, **period} for label, period in periods.items()]
    return [*named, {"label": "unknown", "from": None, "to": None}]


def _described(twin: Twin, codebook: Codebook) -> dict[str, object]:
    """A twin as the scripts take it: codes by their place in the codebook, none told by name."""
    only = {
        name: [list(codebook.dimensions[name].codes).index(code) for code in codes]
        for name, codes in twin.only
    }
    none = {
        name: list(codebook.dimensions[name].codes).index(NONE_CODE)
        for name in (twin.down, twin.across, twin.series)
        if name in codebook.dimensions and NONE_CODE in codebook.dimensions[name].codes
    }
    return {
        "figure": twin.figure,
        "title": twin.title,
        "down": twin.down,
        "across": twin.across,
        "series": twin.series,
        "only": only,
        "none": none,
        "seriesNeeded": twin.series_needed,
        "partsOf": twin.parts_of,
        "asked": twin.asked,
        "shareOf": twin.share_of,
        "shape": twin.shape,
        "counting": twin.counting,
        "outside": twin.outside,
    }
