"""Records joined to reports, with a verdict and a reason for each pair."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.dedupe.join import TableJoining


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The records, what people and services said of them, and where pairs, reports and registry go."""

    records: Path
    pairs: Path
    reports: Path
    registry_out: Path | None
    registry: Path
    decisions: Path
    enriched: Path
    enriched_out: Path | None
    characteristics: Path


def dedupe_records(task: Task) -> None:
    """Write pairs, reports and registry; people's files that a folder lacks are taken as empty."""
    from concurrent.futures import ThreadPoolExecutor
    from dataclasses import asdict

    from coprod_review.io.columns import write_pairs, write_report_tables
    from coprod_review.io.decisions import read_duplicate_decisions
    from coprod_review.io.enriched import read_enriched
    from coprod_review.io.record_columns import open_record_columns
    from coprod_review.io.registry import read_characteristics, read_registry, write_registry
    from coprod_review.io.sheets import write_csv

    registry_out, enriched_out = _outputs_beside(task)
    _refuse_same(task, registry_out, enriched_out)
    # Files are packed and unpacked beside the other work.
    with ThreadPoolExecutor(max_workers=1) as beside:
        records = beside.submit(open_record_columns, task.records)
        from coprod_review.dedupe.enriched import FATE_COLUMNS, enriching_of
        from coprod_review.dedupe.join import join_table
        from coprod_review.dedupe.known_as import known_as_columns

        joining = join_table(
            records.result(),
            registry=read_registry(_given(task.registry, paths.REGISTRY)),
            decisions=read_duplicate_decisions(_given(task.decisions, paths.DUPLICATE_DECISIONS)),
            characteristics=read_characteristics(_given(task.characteristics, paths.CHARACTERISTICS)),
        )
        facts = read_enriched(_given(task.enriched, paths.ENRICHED))
        enriching = enriching_of(facts, joining.merging, joining.registrations() if facts else ())
        tables = enriching.tables(joining.merging)
        reports = beside.submit(write_report_tables, task.reports, tables)
        known_as = known_as_columns(joining.verdicts, joining.names)
        write_pairs(task.pairs, (*joining.verdicts.columns(joining.merging.record_ids), *known_as))
        if registry_out:
            write_registry(registry_out, joining.registrations())
        if enriched_out:
            write_csv(enriched_out, FATE_COLUMNS, map(asdict, enriching.fates))
        reports.result()
    _tell(joining, enriching.summary())


def _outputs_beside(task: Task) -> tuple[Path | None, Path | None]:
    """Where registry and fates of what services said go: as named, in a review by default, else nowhere."""
    is_in_review = task.reports == paths.REPORTS
    return (
        task.registry_out or (paths.REGISTRY_AFTER if is_in_review else None),
        task.enriched_out or (paths.ENRICHED_AFTER if is_in_review else None),
    )


def _refuse_same(task: Task, registry_out: Path | None, enriched_out: Path | None) -> None:
    """Raise ReviewError where a file to write is one to read, or another to write."""
    outputs = {"--pairs": task.pairs, "--reports": task.reports}
    outputs |= {"--registry-out": registry_out} if registry_out else {}
    outputs |= {"--enriched-out": enriched_out} if enriched_out else {}
    people = {"--registry": task.registry, "--decisions": task.decisions}
    people |= {"--characteristics": task.characteristics, "--enriched": task.enriched}
    paths.refuse_same(inputs={"--records": task.records} | people, outputs=outputs)


def _tell(joining: TableJoining, enriched: str) -> None:
    """Notes, what services filled, and how many records became how many reports, in the log."""
    log = logging.getLogger("coprod_review")
    for note in joining.notes:
        log.warning("dedupe: %s", note)
    if enriched:
        log.info("dedupe: what services said: %s", enriched)
    n_reports = len(joining.merging.report_ids)
    log.info(
        "dedupe: %d records -> %d reports (%d joined; %d ids from the registry, %d new); "
        "%d pairs: %d duplicate, %d maybe, %d distinct",
        joining.n_records,
        n_reports,
        joining.n_records - n_reports,
        joining.n_registered,
        n_reports - joining.n_registered,
        len(joining.verdicts),
        *(joining.verdicts.count(verdict) for verdict in ("duplicate", "maybe", "distinct")),
    )


def _given(path: Path, default: Path) -> Path:
    """A path that may be missing where it is the default, and must exist where the user named it."""
    if path != default and not path.exists():
        raise ReviewError(
            "this file does not exist", where=str(path), remedy="correct the path, or leave the option out"
        )
    return path
