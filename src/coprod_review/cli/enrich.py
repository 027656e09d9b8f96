"""`coprod-review enrich`: what the exports leave out, from OpenAlex, Crossref and Europe PMC."""

from __future__ import annotations

import argparse
from pathlib import Path

from coprod_review import paths
from coprod_review.cli.outputs import folder
from coprod_review.model.enrichment import FIELDS, SERVICES

INCOMPLETE = 1
"""The exit code where some requests got no answer: what came is kept, and running again asks for the rest."""

CACHE = Path(".cache") / "enrich"


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
    add(
        "--cache",
        type=Path,
        default=CACHE,
        writes=folder("*/*.gz"),
        help="folder of answers, outside git; may be deleted",
    )
    add("--corpus", type=Path, default=paths.CORPUS, help="the corpus folder")
    add("--config", type=Path, default=paths.CONFIG, help="the configuration folder")
    add("--results", type=Path, default=paths.RESULTS, help="folder of the last run")


def run(arguments: argparse.Namespace) -> int:
    """Fetch what is missing into corpus/enriched.csv; 2 without network, 1 where some answers are missing."""
    from coprod_review.cli.enrich_told import tell_asking, tell_found
    from coprod_review.io.enriched import append_facts
    from coprod_review.tasks.enrich.asking import today_in_words
    from coprod_review.tasks.enrich.inquiry import Task, inquiry_of

    path = arguments.corpus / paths.ENRICHED.name
    today = today_in_words()
    inquiry, n_nameless = inquiry_of(Task(**vars(arguments)), today=today)
    tell_asking(inquiry, nameless=n_nameless, has_mail=any(service.mail for service in inquiry.services))
    if arguments.dry_run:
        return 0
    inquiry.ask(today=today)
    gathered = inquiry.gathered()
    added = append_facts(path, corpus=arguments.corpus, make=lambda known: inquiry.news(gathered, known))
    tell_found(inquiry, gathered, added=added, path=path)
    return INCOMPLETE if inquiry.failed else 0
