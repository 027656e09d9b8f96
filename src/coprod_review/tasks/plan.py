"""The planner over the files of a run: what `plan` and the page of the site make their plans from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.model.plan import NearReport, Plan
from coprod_review.model.planning import CHOSEN, Reading

if TYPE_CHECKING:
    from coprod_review.coding.issue_coder import IssueCoder
    from coprod_review.model.codebook import Codebook
    from coprod_review.model.coding import CodeOfRecord
    from coprod_review.model.pattern import LineageWork
    from coprod_review.model.report import Report
    from coprod_review.pages.results import Results
    from coprod_review.plan.make import Sources

PLANS = paths.ANALYSIS / "plans.csv"
MODEL_CELLS = paths.ANALYSIS / "model_cells.csv"
SEARCH_LOG = paths.TABLES / "search_log.csv"
MODEL_ROWS = paths.ANALYSIS / "model_rows.csv"
SEED = 20


@dataclass(kw_only=True)
class Planner:
    """Plans from one run. `codes_by_report` holds the codes of record of included reports by dimension."""

    config: Path
    sources: Sources
    reports: Sequence[Report]
    codes_by_report: Mapping[str, Mapping[str, tuple[str, ...]]]

    def plan(self, text: str, *, characters: Collection[str] = (), n_nearest: int) -> Plan:
        """The plan for a text, for its characters as a person named them or as the coder reads them.

        Raises ReviewError where the text is no issue that could be read, or the planner's files have faults.
        """
        from coprod_review.coding.issue_reading import chosen_by_person, read_issue
        from coprod_review.plan.make import make_plan

        reading = (
            chosen_by_person(text, tuple(characters), self.coder)
            if characters
            else read_issue(text, self.coder)
        )
        signs = self.coder.reader.sign_by_id
        return make_plan(
            reading,
            self.sources,
            nearest=self._nearest(reading, n_nearest),
            sign_words={name: sign.says for name, sign in signs.items()},
        )

    @cached_property
    def coder(self) -> IssueCoder:
        """The coder of short texts, taught when it is first asked for."""
        from coprod_review.coding.issue_coder import IssueCoder
        from coprod_review.coding.issue_features import SignReader
        from coprod_review.io.planning import read_issues, read_signs

        folder = paths.within(self.config, paths.PLANNING)
        signs = SignReader(read_signs(folder / "signs.yaml"))
        return IssueCoder.taught(read_issues(folder / "issues.csv"), signs, seed=SEED)

    def _nearest(self, reading: Reading, n: int) -> list[NearReport]:
        from coprod_review.coding.near_reports import nearest
        from coprod_review.pages.wording import authors_short, year_text

        if not reading.codes or not reading.text or not n:
            return []
        near = nearest(
            reading.text,
            self.reports,
            characters_by_report={
                report_id: codes.get("issue_character", ())
                for report_id, codes in self.codes_by_report.items()
            },
            characters=reading.codes,
            n=n,
            telling=[e.quote for e in reading.signs if e.code in reading.codes],
            signs=self.coder.reader,
        )
        report_by_id = {report.report_id: report for report in self.reports}
        return [
            NearReport(
                report_id=item.report_id,
                title=report_by_id[item.report_id].title,
                authors=authors_short(report_by_id[item.report_id]),
                year=year_text(report_by_id[item.report_id]),
                nearness=round(item.nearness, 4),
                words=item.words,
                topics=item.topics,
                same_character=item.same_character,
                characters=self._codes(item.report_id, "issue_character"),
                position="".join(self._codes(item.report_id, "framing")[:1]),
                strategies=self._codes(item.report_id, "safety_strategy"),
                coded=self._coded(item.report_id),
                container=report_by_id[item.report_id].container,
                doi=report_by_id[item.report_id].doi,
                weak=item.weak,
            )
            for item in near
        ]

    def _coded(self, report_id: str) -> tuple[str, ...]:
        """What a report is coded as, in the words of the codebook and of plans; `none` is left out."""
        from coprod_review.model.codebook import NONE_CODE
        from coprod_review.model.plan import position_name
        from coprod_review.pages.wording import in_words
        from coprod_review.plan.make import label_of

        dimensions = self.sources.codebook.dimensions
        told = {
            name: [
                position_name(c) if name == "framing" else label_of(name, c, self.sources.codebook)
                for c in self._codes(report_id, name)
                if c != NONE_CODE
            ]
            for name in ("issue_character", "framing", "safety_strategy")
        }
        return tuple(
            f"{'Position' if name == 'framing' else dimensions[name].label}: {in_words(codes)}"
            for name, codes in told.items()
            if codes
        )

    def _codes(self, report_id: str, dimension: str) -> tuple[str, ...]:
        return self.codes_by_report.get(report_id, {}).get(dimension, ())


def planner_of(*, results: Path, config: Path) -> Planner:
    """The planner over a finished run.

    Raises ReviewError where the review has no planner, where no run has got as far as the analysis, or where
    its files are of an older version.
    """
    from coprod_review.io import tables
    from coprod_review.io.codebook import read_codebook
    from coprod_review.io.coders import read_coders
    from coprod_review.io.lineage import read_lineage
    from coprod_review.io.partnership import read_partnership_model
    from coprod_review.io.planning import read_readings
    from coprod_review.io.results import read_table
    from coprod_review.pages.settled_by import by_whom
    from coprod_review.plan.make import Sources

    _need_planner(config)
    _need_run(results)
    codebook = read_codebook(config / paths.CODEBOOK.name)
    works = read_lineage(config / paths.LINEAGE.name)
    known = {*codebook.sources, *(work.key for work in works)}
    decisions = tables.read_screening(paths.within(results, paths.DECISIONS))
    included = {d.report_id for d in decisions if d.included}
    of_record = list(tables.read_codes(paths.within(results, paths.CODES)))
    codes = _codes_by_report(of_record, included)
    on_safety = {r for r, found in codes.items() if found.get("framing", ()) not in ((), ("none",))}
    reports = [
        r for r in tables.read_reports(paths.within(results, paths.REPORTS)) if r.report_id in on_safety
    ]
    return Planner(
        config=config,
        sources=Sources(
            codebook=codebook,
            model=read_partnership_model(config / paths.MODEL.name, known_sources=known),
            readings=read_readings(paths.within(config, paths.READINGS), codebook, known_sources=known),
            cells=read_table(paths.within(results, MODEL_CELLS)),
            rows=read_table(paths.within(results, MODEL_ROWS)),
            plans=read_table(paths.within(results, PLANS)),
            n_on_safety=len(reports),
            n_included=len(included),
            origins=_origins(paths.within(results, SEARCH_LOG)),
            source_words=_source_words(codebook, works),
            coded_by=str(by_whom(of_record, read_coders(_coders_of(results, config)))),
        ),
        reports=reports,
        codes_by_report=codes,
    )


def _need_planner(config: Path) -> None:
    """Raise where a review does without a planner, as it may; a missing configuration is told as such."""
    folder = paths.within(config, paths.PLANNING)
    if config.exists() and not folder.exists():
        raise ReviewError(
            "this review has no planner: the folder of its issues and readings was taken out",
            where=str(folder),
            remedy="everything else runs without it (docs/questions.md); to plan, copy the folder "
            f"{paths.PLANNING} back from the project that the review was made from",
        )


def _need_run(results: Path) -> None:
    """Raise where a file is missing that a plan is made from."""
    for file in (PLANS, MODEL_CELLS, MODEL_ROWS, paths.CODES, paths.REPORTS, paths.DECISIONS):
        if not paths.within(results, file).is_file():
            raise ReviewError(
                "there is no finished run that a plan could be made from",
                where=str(paths.within(results, file)),
                remedy="run `make review` first, or name the results of a finished run with --results",
            )


def _codes_by_report(
    of_record: Iterable[CodeOfRecord], included: Collection[str]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """The codes of record of the included reports by dimension."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for record in of_record:
        if record.report_id in included:
            found.setdefault(record.report_id, {})[record.dimension] = record.codes
    return found


def _coders_of(results: Path, config: Path) -> Path:
    """Where it stands who coded: in the copies of a run's inputs, else beside the configuration."""
    from coprod_review.io.listed_results import INPUTS

    copied = results / INPUTS / paths.CODERS
    return copied if copied.is_file() else config.parent / paths.CODERS


def _source_words(codebook: Codebook, works: Iterable[LineageWork]) -> dict[str, str]:
    """How each source of the codebook and each work of the lineage is cited in a few words."""
    from coprod_review.pages.plan_words import short_citation
    from coprod_review.pages.wording import authors_short

    return {
        **{key: short_citation(text) for key, text in codebook.sources.items()},
        **{work.key: f"{authors_short(work)} {work.year}" for work in works},
    }


def _origins(search_log: Path) -> list[str]:
    """Where the corpus of a run is from; empty where the run has not got as far as its search log."""
    from coprod_review.io.results import read_table

    return [row["origin"] for row in read_table(search_log)] if search_log.is_file() else []


def plans_of_characters(results: Results, config: Path) -> list[Plan]:
    """The plan of each character of issue, from results at hand; none where nothing is argued for."""
    from coprod_review.io.lineage import read_lineage
    from coprod_review.io.planning import read_readings
    from coprod_review.model.partnership import CHARACTERS
    from coprod_review.pages.settled_by import by_whom
    from coprod_review.plan.make import Sources, make_plan

    path = paths.within(config, paths.READINGS)
    if results.partnership is None or not path.is_file():
        return []
    included = {d.report_id for d in results.decisions if d.included}
    framed = [c for c in results.codes if c.dimension == "framing" and c.report_id in included]
    sources = Sources(
        codebook=results.codebook,
        model=results.partnership,
        readings=read_readings(path, results.codebook),
        cells=results.table("model_cells"),
        rows=results.table("model_rows"),
        plans=results.table("plans"),
        n_on_safety=sum(c.codes not in ((), ("none",)) for c in framed),
        n_included=len(included),
        origins=[export.origin for export in results.exports],
        source_words=_source_words(results.codebook, read_lineage(config / paths.LINEAGE.name)),
        coded_by=str(by_whom(results.codes, results.coders)),
    )
    readings = [Reading(text="", verdict=CHOSEN, codes=(c,), because="") for c in CHARACTERS]
    return [make_plan(reading, sources) for reading in readings]
