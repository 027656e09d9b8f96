"""What reports lack, and by which names services can be asked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coprod_review.model.corpus import Registration
from coprod_review.model.enrichment import FIELDS, IDENTIFIERS, Fact
from coprod_review.model.fingerprint import title_fingerprint
from coprod_review.model.report import Report

ALIAS_KINDS = ("doi", "pmid", "title", "accession")
"""Aliases under which facts may be kept, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one report lacks, the alias under which facts of it are kept, and what it is known by.

    `family` is the fingerprint of the first author's family name.
    """

    report_id: str
    alias: str
    doi: str
    pmid: str
    title: str
    year: int | None
    family: str
    missing: frozenset[str]


def needs_of(
    reports: Iterable[Report],
    registry: Iterable[Registration],
    *,
    facts: Iterable[Fact] = (),
    fields: Collection[str] = FIELDS,
) -> tuple[list[Need], list[Report]]:
    """The needs of reports by their alias, and the reports that no alias names beyond a run.

    `registry` is that after the run. What `facts` tell already is not missing; notices always are, since a
    report may be retracted on any day. A report that lacks nothing of `fields` has no need.
    """
    owner, aliases = _aliases(registry)
    told = _values_in_force(facts, owner)
    needs, nameless = [], []
    for report in reports:
        known = told.get(report.report_id, {})
        missing = {f for f in fields if f == "notice" or not (f in known or getattr(report, f))}
        if not missing:
            continue
        alias = _alias_of(report, aliases.get(report.report_id, ()), owner)
        if not alias:
            nameless.append(report)
            continue
        need = Need(
            report_id=report.report_id,
            alias=alias,
            doi=report.doi,
            pmid=report.pmid,
            title=report.title,
            year=report.year,
            family=title_fingerprint(report.authors[0].partition(",")[0]) if report.authors else "",
            missing=frozenset(missing),
        )
        needs.append(with_identifiers(need, known))
    return sorted(needs, key=lambda need: need.alias), nameless


def with_identifiers(need: Need, found: Mapping[str, Collection[str]]) -> Need:
    """The need known by a DOI or PMID as well that was found, where all who found one found the same."""
    agreed = {
        field: next(iter(found[field]))
        for field in IDENTIFIERS
        if not getattr(need, field) and len(found.get(field, ())) == 1
    }
    return replace(need, **agreed) if agreed else need  # type: ignore[arg-type]  # IDENTIFIERS are texts


def counted_missing(needs: Sequence[Need]) -> dict[str, int]:
    """How many reports lack each field; for notices, how many can be asked about."""
    return {field: sum(field in need.missing for need in needs) for field in FIELDS}


def _aliases(registry: Iterable[Registration]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    owner: dict[str, str] = {}
    aliases = {}
    for registration in registry:
        aliases[registration.report_id] = registration.aliases
        for alias in registration.aliases:
            owner.setdefault(alias, registration.report_id)
    return owner, aliases


def _values_in_force(facts: Iterable[Fact], owner: Mapping[str, str]) -> dict[str, dict[str, set[str]]]:
    """The values that facts in force tell of each report, by field."""
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in facts:
        if fact.alias in owner:
            told[owner[fact.alias]][fact.field].add(fact.value)
    return told


def _alias_of(report: Report, aliases: Sequence[str], owner: Mapping[str, str]) -> str:
    """The alias that leads to this report alone: its own DOI or PMID, else the best that is registered."""
    own = [f"doi:{report.doi}" if report.doi else "", f"pmid:{report.pmid}" if report.pmid else ""]
    for alias in own:
        if alias and owner.get(alias) == report.report_id:
            return alias
    for kind in ALIAS_KINDS:
        for alias in aliases:
            if alias.startswith(f"{kind}:"):
                return alias
    return ""
