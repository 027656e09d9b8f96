"""What the registry knows by a name that no present report or record bears: joined, or in no export now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError

if TYPE_CHECKING:
    from coprod_review.model.corpus import Registration


def registered_as(name: str, *, results: Path, corpus: Path) -> tuple[str, str]:
    """The present report that a registered one is joined into, and a sentence on it; both empty: unknown.

    Raises ReviewError for a registered report that no export holds now.
    """
    from coprod_review.dedupe.dois import plain_doi
    from coprod_review.io.included import ReportNames
    from coprod_review.io.registry import read_registry
    from coprod_review.model.resolve import report_id_by_name

    after, reports = paths.within(results, paths.REGISTRY_AFTER), paths.within(results, paths.REPORTS)
    registry = after if after.exists() else paths.within(corpus, paths.REGISTRY)
    if not (registry.exists() and reports.exists()):
        return "", ""
    wanted = {name.strip(), f"id:{name.strip()}", f"pmid:{name.strip()}", f"doi:{plain_doi(name)}"}
    found = [one for one in read_registry(registry) if wanted & {one.report_id, *one.aliases}]
    if len(found) != 1:
        return "", ""
    (one,) = found
    if present := report_id_by_name(ReportNames(reports), found).get(one.report_id, ""):
        return present, f"{one.report_id} is registered, and joined into {present}, which this tells of."
    raise _absent(name, one, results)


def _absent(name: str, one: Registration, results: Path) -> ReviewError:
    from coprod_review.io.results import read_table
    from coprod_review.pages.wording import counted

    path = paths.within(results, paths.UNRESOLVED)
    rows = read_table(path) if path.exists() else []
    n = sum(row["report"] in (one.report_id, *(a.removeprefix("id:") for a in one.aliases)) for row in rows)
    wait = f"; {counted(n, 'answer')} on it {'waits' if n == 1 else 'wait'} until one does" if n else ""
    return ReviewError(
        f"“{name}” is the registered report {one.report_id}, which no export holds now{wait}",
        where=str(path if n else results),
        remedy="put the export back that held it, or let it be: what people answered on it stays, and counts "
        "again with the record",
    )
