"""Which reports tables may name: those of the registry, and those of a last run of the same exports."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.io.check_exports import ExportsFound
from coprod_review.io.corpus import registered_ids
from coprod_review.model.corpus import Coder, Registration
from coprod_review.model.report import Report
from coprod_review.model.resolve import report_id_by_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What tables may name.

    `reports` maps every name of a report, former ids too, to its present id; it and `coders` are None where
    they cannot be known, and then forbid nothing. `texts` holds the reports of the last run by every name.
    """

    coders: Mapping[str, Coder] | None
    reports: Mapping[str, str] | None
    today: str
    aliases: Collection[str] = frozenset()
    texts: Mapping[str, Report] = field(default_factory=dict)
    exports: ExportsFound = field(default_factory=ExportsFound)


def report_names(
    registry: Sequence[Registration] | None, last_run: Sequence[Report]
) -> dict[str, str] | None:
    """Every name by which a table may call a report, with its present id.

    None where nothing is known: the registry has faults (None), or neither it nor a run holds any report.
    """
    if registry is None:
        return None
    names = {alias: r.report_id for r in registry for alias in r.aliases}
    names |= registered_ids(registry) | report_id_by_name(last_run, registry)
    return names or None


def reports_of_last_run(
    results: Path, exports: ExportsFound, *, read_reports: Callable[[Path], list[Report]]
) -> tuple[list[Report], list[ReviewError]]:
    """The reports of the last run, and a warning where they cannot be used.

    A run of other exports than the present ones is passed over: its ids and texts may be out of date.
    """
    path = paths.within(results, paths.REPORTS)
    if not path.exists():
        return [], []
    again = "run `make review`; what is only known after it is checked then"
    if _is_of_other_exports(paths.within(results, paths.EXPORT_READINGS), exports):
        problem = "the last run read other exports than these, so that its ids and texts are not used here"
        return [], [ReviewError(problem, where=str(results), remedy=again)]
    try:
        return read_reports(path), []
    except ReviewError as error:
        return [], [ReviewError(error.problem, where=error.where, remedy=again)]


def _is_of_other_exports(path: Path, exports: ExportsFound) -> bool:
    if not path.exists():
        return False
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        read = {(row.get("export", ""), row.get("sha256", "")) for row in csv.DictReader(lines)}
    return read != set(exports.sha256)
