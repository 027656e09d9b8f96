"""Which report of the present run people mean by an id: the current id, a former one, or an alias."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from coprod_review.model.corpus import Registration
from coprod_review.model.fingerprint import title_fingerprint
from coprod_review.model.report import Report

_STRENGTH = ("doi", "pmid", "title")
"""The aliases by which a report can be told from its own facts, strongest first."""


def report_id_by_name(
    reports: Iterable[Report], registrations: Iterable[Registration] = ()
) -> dict[str, str]:
    """Every name by which a present report is known, with its report id.

    Names are current ids, the ids and aliases of the registry, and former ids with or without "id:". An id
    of the registry that no present report bears leads to the report that its strongest alias points to
    without doubt, as when two registered reports turn out to be one.
    """
    present = list(reports)
    names = {report.report_id: report.report_id for report in present}
    known_by_fact = _by_fact(present)
    for registration in registrations:
        target = names.get(registration.report_id) or _by_alias(registration, names, known_by_fact)
        if target is None:
            continue
        for name in (registration.report_id, f"id:{registration.report_id}", *registration.aliases):
            names.setdefault(name, target)
            names.setdefault(name.removeprefix("id:"), target)
    return names


def _by_fact(reports: Iterable[Report]) -> dict[str, str]:
    """Aliases that exactly one present report bears out."""
    found: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        facts = {"doi": report.doi, "pmid": report.pmid, "title": title_fingerprint(report.title)}
        for kind, value in facts.items():
            if value:
                found[f"{kind}:{value}"].add(report.report_id)
    return {alias: next(iter(ids)) for alias, ids in found.items() if len(ids) == 1}


def _by_alias(registration: Registration, names: dict[str, str], known_by_fact: dict[str, str]) -> str | None:
    for alias in registration.aliases:
        kind, _, former = alias.partition(":")
        if kind == "id" and former in names:
            return names[former]
    for kind in _STRENGTH:
        targets = {
            known_by_fact[alias]
            for alias in registration.aliases
            if alias.startswith(f"{kind}:") and alias in known_by_fact
        }
        if len(targets) == 1:
            return targets.pop()
    return None
