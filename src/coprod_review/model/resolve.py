"""Which report of the present run people mean by an id: the current id, a former one, or an alias."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Protocol

from coprod_review.model.corpus import Registration
from coprod_review.model.fingerprint import title_fingerprint

_STRENGTH = ("doi", "pmid", "title")
"""The aliases by which a report can be told from its own facts, strongest first."""


class Named(Protocol):
    """What names a report: a report itself, or as much of it as aliases look at."""

    @property
    def report_id(self) -> str: ...
    @property
    def doi(self) -> str: ...
    @property
    def pmid(self) -> str: ...
    @property
    def title(self) -> str: ...


def report_id_by_name(
    reports: Collection[Named], registrations: Iterable[Registration] = ()
) -> dict[str, str]:
    """Every name by which a present report is known, with its report id.

    Names are current ids, the ids and aliases of the registry, and former ids with or without "id:". An id
    of the registry that no present report bears leads to the report that its strongest alias points to
    without doubt, as when two registered reports turn out to be one. Reports are gone through once, and once
    more where there is such an id.
    """
    names = {report.report_id: report.report_id for report in reports}
    registered = list(registrations)
    sought = {alias for one in registered if one.report_id not in names for alias in one.aliases}
    known_by_fact = _by_fact(reports, sought) if sought else {}
    for registration in registered:
        target = names.get(registration.report_id) or _by_alias(registration, names, known_by_fact)
        if target is None:
            continue
        for name in (registration.report_id, f"id:{registration.report_id}", *registration.aliases):
            names.setdefault(name, target)
            names.setdefault(name.removeprefix("id:"), target)
    return names


def _by_fact(reports: Iterable[Named], sought: Collection[str]) -> dict[str, str]:
    """Those of the aliases that exactly one present report bears out."""
    found: dict[str, set[str]] = defaultdict(set)
    by_title = any(alias.startswith("title:") for alias in sought)
    for report in reports:
        title = title_fingerprint(report.title) if by_title else ""
        for kind, value in (("doi", report.doi), ("pmid", report.pmid), ("title", title)):
            if value and (alias := f"{kind}:{value}") in sought:
                found[alias].add(report.report_id)
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
