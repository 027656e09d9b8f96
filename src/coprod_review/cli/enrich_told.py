"""What `enrich` prints: what is missing and asked, and what came of it."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_review.enrich.asking import title_key
from coprod_review.model.enrichment import FIELDS, IDENTIFIERS, NAME_BY_SERVICE, Fact
from coprod_review.pages.wording import counted

if TYPE_CHECKING:
    from coprod_review.enrich.facts import Gathered
    from coprod_review.enrich.needs import Need
    from coprod_review.tasks.enrich.asking import Inquiry

WORDS_BY_FIELD = {
    "doi": "a DOI",
    "pmid": "a PMID",
    "abstract": "an abstract",
    "references": "cited works",
    "notice": "a notice of retraction or concern",
}
SHOWN = 10
"""So many lines of one kind are printed; the rest is counted."""


def tell_asking(inquiry: Inquiry, *, nameless: int, has_mail: bool) -> None:
    """Print what the reports lack, and the requests that ask for it."""
    from coprod_review.enrich.needs import counted_missing

    missing = counted_missing(inquiry.needs)
    lacking = ", ".join(
        f"{WORDS_BY_FIELD[field].removeprefix('an ').removeprefix('a ')} {missing[field]:,}"
        for field in FIELDS
        if field != "notice" and missing[field]
    )
    print(f"enrich: reports without {lacking}" if lacking else "enrich: no report lacks anything")
    if missing["notice"]:
        print(f"  asked about notices of retraction: {counted(missing['notice'], 'report')}")
    if nameless:
        print(f"  not asked about: {counted(nameless, 'report')} without DOI, PMID or a title of its own")
    requests = Counter(request.service for request in inquiry.requests())
    by_service = ", ".join(f"{NAME_BY_SERVICE[name]} {requests[name]:,}" for name in inquiry.names)
    print(f"  requests: {by_service} ({inquiry.n_kept:,} answers lie in {inquiry.cache.folder} already)")
    seconds = max((requests[s.name] * max(s.pace, 0.5) for s in inquiry.services), default=0.0)
    if seconds >= 60:
        print(f"  at the pace that the services ask for: {counted(round(seconds / 60), 'minute')} or more")
    if requests and not has_mail:
        print(
            "  without a mail address services answer slower: --mail, or enrich: mail: in config/config.yaml"
        )
    sys.stdout.flush()


def tell_found(inquiry: Inquiry, gathered: Gathered, *, added: Sequence[Fact], path: Path) -> None:
    """Print what was found by field and service, what differs, and what was refused or not answered."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    reports: dict[str, set[str]] = defaultdict(set)
    for fact in (one for one in added if one.value):
        found[fact.field][fact.service] += 1
        reports[fact.field].add(fact.alias)
    for field in FIELDS:
        if field in found:
            services = ", ".join(f"{NAME_BY_SERVICE[name]} {n:,}" for name, n in sorted(found[field].items()))
            print(
                f"  found {WORDS_BY_FIELD[field]} for {counted(len(reports[field]), 'report')} ({services})"
            )
    notices = [fact for fact in added if fact.field == "notice"]
    _listed("notices", [f"{f.alias}: {_notice(f)}" for f in notices])
    _listed("services differ", _differing(gathered))
    refused = [f"{r.alias}, {r.field} of {NAME_BY_SERVICE[r.service]}: {r.why}" for r in gathered.refused]
    _listed("not taken", refused)
    for service, why in sorted(inquiry.given_up.items()):
        print(f"  {NAME_BY_SERVICE[service]} was asked no further: {why}", file=sys.stderr)
    if inquiry.failed:
        names = {name: need.alias for need in inquiry.needs for name in _names_of(need)}
        asked = {(names.get(key, key), why) for (_, key), why in inquiry.failed.items()}
        reasons = sorted(Counter(why for _, why in asked).items(), key=lambda told: (-told[1], told[0]))
        told = "; ".join(f"{why}: {counted(n, 'report')}" for why, n in reasons[:SHOWN])
        print(f"  without an answer ({told}); run again to ask for these alone", file=sys.stderr)
    if added:
        print(f"enrich: {counted(len(added), 'row')} added to {path}; `coprod-review run` takes them over")
    else:
        print(f"enrich: nothing new; {path} is as it was")


def _names_of(need: Need) -> tuple[str, ...]:
    return f"doi:{need.doi.lower()}", f"pmid:{need.pmid}", title_key(need)


def _notice(fact: Fact) -> str:
    service = NAME_BY_SERVICE[fact.service]
    return f"{fact.value} ({service})" if fact.value else f"{service} no longer tells of a notice"


def _differing(gathered: Gathered) -> list[str]:
    """Identifiers of one report on which services differ: then none is taken."""
    values: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for fact in gathered.facts:
        if fact.field in IDENTIFIERS:
            values[fact.alias, fact.field][fact.service] = fact.value
    return [
        f"{alias}, {field}: "
        + ", ".join(f"{NAME_BY_SERVICE[name]} {value}" for name, value in by_service.items())
        for (alias, field), by_service in values.items()
        if len(set(by_service.values())) > 1
    ]


def _listed(title: str, lines: list[str]) -> None:
    if not lines:
        return
    print(f"  {title}: {len(lines):,}")
    for line in lines[:SHOWN]:
        print(f"    {line}")
    if len(lines) > SHOWN:
        print(f"    and {len(lines) - SHOWN:,} more")
