"""Everything that a run has found, as the report and the site take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coprod_review.config import Config
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import CodeOfRecord, Coding
from coprod_review.model.corpus import Coder, ExportFile
from coprod_review.model.partnership import PartnershipModel
from coprod_review.model.pattern import LineageWork
from coprod_review.model.record import Record
from coprod_review.model.report import Report
from coprod_review.model.screening import Criterion, ScreeningDecision
from coprod_review.pages.ledger import Ledger

Row = Mapping[str, str]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A finished figure: its words, its drawing as SVG text, and whether it is one or two columns wide."""

    name: str
    title: str
    caption: str
    alt_text: str
    svg: str
    columns: str = "two"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFile:
    """A file of the results: its path from the results folder, and what it holds."""

    path: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results of one run.

    `tables` are the CSV files of the stages by name (map, shares, ...), cells as text. `partnership` is the
    model as it is argued for, `works` are those that its arguments and the codebook may cite. `searching` is
    what the manifest states beyond single exports, by the item of PRISMA-S that it answers; `judged_by` who
    judged a report for screening, though others decide on it, by report. Of a large run,
    `reports`, `records` and `decisions` are those that pages show and `n_left_out` counts the other reports;
    the numbers named in `n_members_by_cut` have fewer members here than were counted.
    """

    config: Config
    codebook: Codebook
    ledger: Ledger
    reports: Sequence[Report]
    records: Sequence[Record] = ()
    decisions: Sequence[ScreeningDecision] = ()
    judged_by: Mapping[str, Sequence[str]] = field(default_factory=dict)
    codings: Sequence[Coding] = ()
    codes: Sequence[CodeOfRecord] = ()
    coders: Sequence[Coder] = ()
    exports: Sequence[ExportFile] = ()
    criteria: Sequence[Criterion] = ()
    partnership: PartnershipModel | None = None
    works: Sequence[LineageWork] = ()
    tables: Mapping[str, Rows] = field(default_factory=dict)
    searching: Mapping[str, str] = field(default_factory=dict)
    n_left_out: int = 0
    n_members_by_cut: Mapping[str, int] = field(default_factory=dict)

    def table(self, name: str) -> Rows:
        """The rows of a table; none where the run has no such table."""
        return self.tables.get(name, ())

    def label(self, dimension: str, code: str) -> str:
        """A code as the codebook words it; the code itself where the codebook does not have it."""
        known = self.codebook.dimensions.get(dimension)
        if known is None or code not in known.codes:
            return code.replace("_", " ")
        return known.codes[code].label
