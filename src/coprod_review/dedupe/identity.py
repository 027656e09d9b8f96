"""Report ids: from the registry where a record's alias stands there, else derived, the same in every run."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coprod_review.dedupe.dois import plain_doi
from coprod_review.dedupe.naming import STRENGTH, Names
from coprod_review.dedupe.record_columns import NO_YEAR
from coprod_review.model.corpus import Registration

Cluster = Sequence[int]
"""The places of the records of one report, in the order of the records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """The report id of each cluster, in order, and what had to be resolved, in words."""

    report_ids: tuple[str, ...]
    notes: tuple[str, ...]
    n_registered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A cluster's claim to a registered id, by the kind of alias that supports it and how many do."""

    report_id: str
    strength: int
    n_aliases: int


def records_by_alias(names: Names) -> dict[str, tuple[str, ...]]:
    """The record ids behind each alias, so that people's decisions may name records by alias."""
    found: dict[str, list[str]] = defaultdict(list)
    for place, record_id in enumerate(names.record_ids):
        for alias in names.aliases(place):
            found[alias].append(record_id)
    return {alias: tuple(ids) for alias, ids in found.items()}


def registered_by_accession(names: Names, registry: Sequence[Registration]) -> dict[str, str]:
    """The registered report id of each record whose accession number the registry has, by record id."""
    known = {
        alias: registration.report_id
        for registration in registry
        for alias in registration.aliases
        if alias.startswith("accession:")
    }
    pairs = zip(names.record_ids, names.accessions, strict=True)
    return {record_id: known[alias] for record_id, alias in pairs if alias in known}


def identify(clusters: Sequence[Cluster], names: Names, registry: Sequence[Registration] = ()) -> Identities:
    """Give each cluster its report id.

    A cluster that matches several registered ids takes the one with the strongest alias, then the most
    aliases, then the first in the registry. Of several clusters that match one id, the one with the strongest
    alias, then the most aliases, then the earliest, has it; the others take their next match or a derived id.
    A title counts only where no other alias matches and the registered DOI is not another.
    Each such case is told in `notes`.
    """
    known = _registered_by_alias(registry)
    dois = {r.report_id: {a for a in r.aliases if a.startswith("doi:")} for r in registry}
    order = {report_id: n for n, report_id in enumerate(dois)}
    claims = [_claims(cluster, names, known, dois, order) for cluster in clusters] if known else []
    notes = [
        f"report {options[0].report_id} is also registered as {', '.join(c.report_id for c in options[1:])} "
        f"(records {_named(cluster, names)}); {options[0].report_id} is kept"
        for cluster, options in zip(clusters, claims, strict=bool(claims))
        if len(options) > 1
    ]
    given = _assign(clusters, names, claims, notes)
    taken = {r.report_id for r in registry} | set(given.values())
    derived = _derived_ids([c for n, c in enumerate(clusters) if n not in given], names, taken)
    rest = iter(derived)
    return Identities(
        report_ids=tuple(given[n] if n in given else next(rest) for n in range(len(clusters))),
        notes=tuple(notes),
        n_registered=len(given),
    )


def _registered_by_alias(registry: Sequence[Registration]) -> dict[str, list[str]]:
    known: dict[str, list[str]] = defaultdict(list)
    for registration in registry:
        for alias in dict.fromkeys((*registration.aliases, f"id:{registration.report_id}")):
            kind, _, value = alias.partition(":")
            plain = f"doi:{plain_doi(value) or value}" if kind == "doi" else alias
            known[plain].append(registration.report_id)
    return known


def _claims(
    cluster: Cluster,
    names: Names,
    known: Mapping[str, Sequence[str]],
    dois: Mapping[str, set[str]],
    order: Mapping[str, int],
) -> list[_Claim]:
    """The registered ids that a cluster matches, best first; ambiguous aliases claim nothing."""
    own = dict.fromkeys(alias for place in cluster for alias in names.aliases(place))
    own[_derived_alias(cluster, names, known)] = None
    own_dois = {alias for alias in own if alias.startswith("doi:")}
    strengths: dict[str, list[int]] = defaultdict(list)
    for alias in own:
        matches = known.get(alias, ())
        if len(set(matches)) == 1:
            strengths[matches[0]].append(STRENGTH.index(alias.partition(":")[0]))
    firm = any(min(found) < STRENGTH.index("title") for found in strengths.values())
    claims = [
        _Claim(report_id=report_id, strength=min(found), n_aliases=len(found))
        for report_id, found in strengths.items()
        if min(found) < STRENGTH.index("title")
        or not (firm or (own_dois and dois[report_id] and not own_dois & dois[report_id]))
    ]
    return sorted(claims, key=lambda c: (c.strength, -c.n_aliases, order[c.report_id]))


def _derived_alias(cluster: Cluster, names: Names, known: Mapping[str, Sequence[str]]) -> str:
    """The id that an earlier run derived for the cluster: the most particular one that is registered."""
    derived = [f"id:{_derived(cluster, names, detail=detail)}" for detail in (2, 1, 0)]
    return next((alias for alias in derived if alias in known), derived[-1])


def _assign(
    clusters: Sequence[Cluster], names: Names, claims: Sequence[Sequence[_Claim]], notes: list[str]
) -> dict[int, str]:
    ranked = sorted(
        (claim.strength, -claim.n_aliases, n, rank, claim.report_id)
        for n, options in enumerate(claims)
        for rank, claim in enumerate(options)
    )
    given: dict[int, str] = {}
    holder: dict[str, int] = {}
    for _, _, n, rank, report_id in ranked:
        if n in given or (rank > 0 and claims[n][0].report_id not in holder):
            continue
        if report_id in holder:
            notes.append(
                f"records {_named(clusters[n], names)} also match report {report_id}, which records "
                f"{_named(clusters[holder[report_id]], names)} have by a stronger alias; they get another id"
            )
            continue
        given[n] = report_id
        holder[report_id] = n
    return given


def _named(cluster: Cluster, names: Names) -> str:
    return ", ".join(names.record_ids[place] for place in cluster)


def _derived_ids(clusters: Sequence[Cluster], names: Names, taken: set[str]) -> list[str]:
    """Ids of clusters that the registry does not know; namesakes are told apart by more of their facts."""
    ids = [_derived(cluster, names) for cluster in clusters]
    counts = Counter(ids)
    found = []
    for cluster, derived in zip(clusters, ids, strict=True):
        detail = 0
        while derived in taken or (detail == 0 and counts[derived] > 1):
            detail += 1
            derived = _derived(cluster, names, detail=detail)
        taken.add(derived)
        found.append(derived)
    return found


def _derived(cluster: Cluster, names: Names, *, detail: int = 0) -> str:
    """`r` and ten digits of a hash of the best alias; `detail` above 0 adds place, records and a count."""
    works = [names.works[place] for place in cluster if names.works[place]]
    if works:
        basis = f"doi:{min(works)}"
    else:
        _, _, title, year, family = min([_names_of_record(place, names) for place in cluster])
        basis = f"title:{title}|{year}|{family}"
    if detail > 0:
        basis += "|" + "|".join(sorted("/".join(names.places[place]) for place in cluster))
    if detail > 1:
        basis += "|" + "|".join(sorted(names.record_ids[place] for place in cluster)) + f"|{detail}"
    return "r" + hashlib.sha256(basis.encode()).hexdigest()[:10]


def _names_of_record(place: int, names: Names) -> tuple[bool, bool, str, str, str]:
    """What a report without DOI is named after, records that say more before others."""
    year, family = names.years[place], names.families[place]
    unknown = year == NO_YEAR
    return not names.authored[place], unknown, names.prints[place], "" if unknown else str(year), family
