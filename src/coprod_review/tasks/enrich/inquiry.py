"""What is asked of services: whom, for which fields of which reports."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.model.enrichment import FIELDS, SERVICES, Fact

if TYPE_CHECKING:
    from coprod_review.enrich.needs import Need
    from coprod_review.io.enrich_http import Service
    from coprod_review.model.report import Report
    from coprod_review.tasks.enrich.asking import Inquiry

LONGEST_AGO = 36_500
"""Days: no answer is older."""

KEY_VARIABLE = "OPENALEX_API_KEY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Which reports lack what, whom to ask for it as whom, and where the answers are kept."""

    dry_run: bool
    mail: str | None
    only: str | None
    fields: str | None
    included: bool
    older_than: int | None
    service: Sequence[str]
    cache: Path
    corpus: Path
    config: Path
    results: Path


def inquiry_of(task: Task, *, today: str) -> tuple[Inquiry, int]:
    """What is to be asked, with what the cache has of it; and how many reports nothing names elsewhere."""
    from coprod_review.io.enrich_cache import AnswerCache
    from coprod_review.io.enriched import read_enriched
    from coprod_review.tasks.enrich.asking import Inquiry

    services, fields = _services(task), _chosen(task.fields, FIELDS, "--fields")
    needs, nameless = _needs(task, read_enriched(task.corpus / paths.ENRICHED.name), fields)
    inquiry = Inquiry(
        needs=needs,
        cache=AnswerCache(task.cache),
        services=services,
        not_before=_not_before(task.older_than, today),
    )
    inquiry.take_kept()
    return inquiry, len(nameless)


def _not_before(days: int | None, today: str) -> str:
    """The day before which answers are too old; empty where none is."""
    from coprod_review.tasks.enrich.asking import days_before

    if days is not None and days < 0:
        raise ReviewError(
            f"{days} is no number of days", where="--older-than", remedy="give 0 (before today) or more"
        )
    return "" if days is None or days > LONGEST_AGO else days_before(today, days)


def _services(task: Task) -> list[Service]:
    from coprod_review.io.enrich_http import BASE_BY_SERVICE, base_of, checked_mail, service_at

    mail = checked_mail(task.mail if task.mail is not None else _mail_of(task.config))
    bases = dict(BASE_BY_SERVICE)
    for told in task.service:
        name, sign, address = told.partition("=")
        if not sign or name not in SERVICES:
            raise ReviewError(
                f"{told!r} names no service",
                where="--service",
                remedy=f"write NAME=ADDRESS, the name one of {', '.join(SERVICES)}",
            )
        bases[name] = base_of(name, address)
    key = os.environ.get(KEY_VARIABLE, "")
    return [
        service_at(
            name,
            bases[name],
            mail=mail,
            secret={"api_key": key} if key and name == "openalex" else None,
        )
        for name in _chosen(task.only, SERVICES, "--only")
    ]


def _chosen(text: str | None, known: Sequence[str], option: str) -> list[str]:
    """The members of a list that are named, in their own order; all where none is."""
    named = {name.strip() for name in (text or "").split(",") if name.strip()}
    if unknown := sorted(named - set(known)):
        raise ReviewError(
            f"{', '.join(unknown)} is not known here",
            where=option,
            remedy=f"use some of: {', '.join(known)}",
        )
    return [name for name in known if not named or name in named]


def _mail_of(config: Path) -> str:
    from coprod_review.config import Config
    from coprod_review.io.yamls import read_yaml

    path = config / paths.SETTINGS.name
    return read_yaml(path, Config).enrich.mail if path.exists() else ""


def _needs(task: Task, facts: Sequence[Fact], fields: Sequence[str]) -> tuple[list[Need], list[Report]]:
    """What the reports of the last run lack, and the reports that nothing names beyond it."""
    from coprod_review.enrich.needs import needs_of
    from coprod_review.io.files import no_stage_file
    from coprod_review.io.registry import read_registry
    from coprod_review.io.tables import read_reports, read_screening
    from coprod_review.model.enrichment import in_force

    results = task.results
    reports = read_reports(paths.within(results, paths.REPORTS))
    registry_after = paths.within(results, paths.REGISTRY_AFTER)
    if not registry_after.exists():
        raise no_stage_file(registry_after, "registry of a run")
    registry = read_registry(registry_after)
    if task.included:
        decisions = read_screening(paths.within(results, paths.DECISIONS))
        included = {decision.report_id for decision in decisions if decision.included}
        reports = [report for report in reports if report.report_id in included]
    return needs_of(reports, registry, facts=in_force(facts), fields=fields)
