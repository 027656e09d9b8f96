"""`coprod-review enrich`: what the exports leave out, from OpenAlex, Crossref and Europe PMC."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review import paths
from coprod_review.errors import ReviewError
from coprod_review.model.enrichment import FIELDS, SERVICES, Fact

if TYPE_CHECKING:
    from coprod_review.enrich.needs import Need
    from coprod_review.io.enrich_http import Service
    from coprod_review.model.report import Report

INCOMPLETE = 1
"""The exit code where some requests got no answer: what came is kept, and running again asks for the rest."""

LONGEST_AGO = 36_500
"""Days: no answer is older."""

CACHE = Path(".cache") / "enrich"
KEY_VARIABLE = "OPENALEX_API_KEY"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to ask, whom, as whom, and where the review stands."""
    add = parser.add_argument
    add(
        "--dry-run",
        action="store_true",
        help="say what is missing and how many requests it takes; ask nobody",
    )
    add(
        "--mail",
        help="your mail address, which services ask for and answer faster; else enrich: mail: of config.yaml",
    )
    add("--only", metavar="SERVICE,...", help=f"ask these alone, of {', '.join(SERVICES)}")
    add("--fields", metavar="FIELD,...", help=f"look for these alone, of {', '.join(FIELDS)}")
    add("--included", action="store_true", help="only for reports that the last run includes")
    add(
        "--older-than",
        type=int,
        metavar="DAYS",
        help="ask again what was answered more than this many days ago (retractions come late)",
    )
    add(
        "--service",
        action="append",
        default=[],
        metavar="NAME=ADDRESS",
        help="another address of a service: https, or http on this machine",
    )
    add("--cache", type=Path, default=CACHE, help="folder of answers, outside git; may be deleted")
    add("--corpus", type=Path, default=paths.CORPUS, help="the corpus folder")
    add("--config", type=Path, default=paths.CONFIG, help="the configuration folder")
    add("--results", type=Path, default=paths.RESULTS, help="folder of the last run")


def run(arguments: argparse.Namespace) -> int:
    """Fetch what is missing into corpus/enriched.csv; 2 without network, 1 where some answers are missing."""
    from coprod_review.cli.enrich_told import tell_asking, tell_found
    from coprod_review.io.enrich_cache import AnswerCache
    from coprod_review.io.enriched import append_facts, read_enriched
    from coprod_review.tasks.enrich.asking import Inquiry, today_in_words

    services, fields = _services(arguments), _chosen(arguments.fields, FIELDS, "--fields")
    path = arguments.corpus / paths.ENRICHED.name
    today = today_in_words()
    needs, nameless = _needs(arguments, read_enriched(path), fields)
    inquiry = Inquiry(
        needs=needs,
        cache=AnswerCache(arguments.cache),
        services=services,
        not_before=_not_before(arguments.older_than, today),
    )
    inquiry.take_kept()
    tell_asking(inquiry, nameless=len(nameless), has_mail=bool(services and services[0].mail))
    if arguments.dry_run:
        return 0
    inquiry.ask(today=today)
    gathered = inquiry.gathered()
    added = append_facts(path, corpus=arguments.corpus, make=lambda known: inquiry.news(gathered, known))
    tell_found(inquiry, gathered, added=added, path=path)
    return INCOMPLETE if inquiry.failed else 0


def _not_before(days: int | None, today: str) -> str:
    """The day before which answers are too old; empty where none is."""
    from coprod_review.tasks.enrich.asking import days_before

    if days is not None and days < 0:
        raise ReviewError(
            f"{days} is no number of days", where="--older-than", remedy="give 0 (before today) or more"
        )
    return "" if days is None or days > LONGEST_AGO else days_before(today, days)


def _services(arguments: argparse.Namespace) -> list[Service]:
    from coprod_review.io.enrich_http import BASE_BY_SERVICE, base_of, checked_mail, service_at

    mail = checked_mail(arguments.mail if arguments.mail is not None else _mail_of(arguments.config))
    bases = dict(BASE_BY_SERVICE)
    for told in arguments.service:
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
        for name in _chosen(arguments.only, SERVICES, "--only")
    ]


def _chosen(text: str | None, known: Sequence[str], option: str) -> list[str]:
    """The members of a list that an option names, in their own order; all where it names none."""
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


def _needs(
    arguments: argparse.Namespace, facts: Sequence[Fact], fields: Sequence[str]
) -> tuple[list[Need], list[Report]]:
    """What the reports of the last run lack, and the reports that nothing names beyond it."""
    from coprod_review.enrich.needs import needs_of
    from coprod_review.io.files import no_stage_file
    from coprod_review.io.registry import read_registry
    from coprod_review.io.tables import read_reports, read_screening
    from coprod_review.model.enrichment import in_force

    results = arguments.results
    reports = read_reports(paths.within(results, paths.REPORTS))
    registry_after = paths.within(results, paths.REGISTRY_AFTER)
    if not registry_after.exists():
        raise no_stage_file(registry_after, "registry of a run")
    registry = read_registry(registry_after)
    if arguments.included:
        decisions = read_screening(paths.within(results, paths.DECISIONS))
        included = {decision.report_id for decision in decisions if decision.included}
        reports = [report for report in reports if report.report_id in included]
    return needs_of(reports, registry, facts=in_force(facts), fields=fields)
