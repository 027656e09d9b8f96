"""Which present report each id means under which people have answered, also where documents are joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from coprod_review import paths
from coprod_review.io.codings import codings_files
from coprod_review.io.csv_columns import read_csv_columns
from coprod_review.io.included import ReportNames, report_ids
from coprod_review.io.people_tables import named_reports
from coprod_review.io.registry import ALIAS_SEPARATOR, former_ids
from coprod_review.model.corpus import Registration
from coprod_review.model.resolve import report_id_by_name


def own_ids(*, results: Path, corpus: Path) -> dict[str, str]:
    """Every id of the registry of the last run, former ids too, with the id that it has now.

    Documents that are joined keep their ids here: each is that of one of them. Other names of the registry,
    as `doi:10.1000/1`, are here where people have answered under them.
    """
    report_ids, aliases = _registered(results, corpus)
    ids = former_ids(report_ids, aliases)
    if others := {name for name in _answered(corpus) if name not in ids}:
        for report_id, names in zip(report_ids, aliases, strict=True):
            ids |= dict.fromkeys(others.intersection(names.split(ALIAS_SEPARATOR)), report_id)
    return ids


def joined_ids(own: Mapping[str, str], *, results: Path, corpus: Path) -> dict[str, str]:
    """The ids that people answered under and no present report has, each with the report that it means.

    Such a document is joined with another one; one that no export holds any more is not among them. The
    reports are gone through only where there is such an id.
    """
    reports = paths.within(results, paths.REPORTS)
    if not reports.exists():
        return {}
    answered = {own[name] for name in _answered(corpus) if name in own}
    astray = answered.difference(report_ids(reports)) if answered else set()
    if not astray:
        return {}
    rows = zip(*_registered(results, corpus), strict=True)
    registrations = [
        Registration(report_id=name, aliases=tuple(aliases.split(ALIAS_SEPARATOR)))
        for name, aliases in rows
        if name in astray
    ]
    names = report_id_by_name(ReportNames(reports), registrations)
    return {name: names[own[name]] for name in own if own[name] in astray and own[name] in names}


def _answered(corpus: Path) -> set[str]:
    return {name for path in _tables(corpus) for name in named_reports(path)}


def _tables(corpus: Path) -> Iterator[Path]:
    decisions = paths.within(corpus, paths.PEOPLES_DECISIONS)
    yield from codings_files(paths.within(corpus, paths.CODINGS))
    yield from (decisions / f"{name}.csv" for name in ("screening", "adjudications", "disputes", "audits"))


def _registered(results: Path, corpus: Path) -> tuple[Sequence[str], Sequence[str]]:
    after = paths.within(results, paths.REGISTRY_AFTER)
    path = after if after.exists() else paths.within(corpus, paths.REGISTRY)
    columns = read_csv_columns(path, ("report_id", "aliases"))
    return columns["report_id"], columns["aliases"]
