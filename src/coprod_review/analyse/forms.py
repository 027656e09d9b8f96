"""Forms of co-production by nature and locus of involvement, and safety strategies by tradition."""

from __future__ import annotations

from collections.abc import Collection

from coprod_review.analyse.coded import CodedReports, asked_of, not_none
from coprod_review.analyse.intervals import wilson
from coprod_review.analyse.ledger import Section, count, estimate, number_id, percent
from coprod_review.analyse.members import members_by
from coprod_review.model.asked import forced_by
from coprod_review.model.codebook import Codebook
from coprod_review.model.number import Number

NATURE = "involvement_nature"
LOCUS = "involvement_locus"
STRATEGY = "safety_strategy"


def form_of(nature: str, locus: str, codebook: Codebook) -> str:
    """The form of Osborne, Radnor and Strokosch (2016) at this place; empty where it is no single form."""
    for form, place in codebook.coproduction_form.items():
        if place == {"nature": nature, "locus": locus}:
            return form
    return ""


def form_table(coded: CodedReports, codebook: Codebook, *, confidence: float) -> Section:
    """Reports by nature and locus: the forms first, then the places that are no single form.

    The numbers hold, too, how many reports these are, how many have no named form, and the share of each
    form among all of them.
    """
    reports = [report for report in coded if not coded.unsettled_as(report, (NATURE, LOCUS))]
    places = [
        (form_of(nature, locus, codebook), nature, locus)
        for nature in codebook.dimensions[NATURE].codes
        for locus in codebook.dimensions[LOCUS].codes
    ]
    forms = list(codebook.coproduction_form)
    places.sort(key=lambda place: forms.index(place[0]) if place[0] else len(forms))
    members = members_by(coded, reports, (NATURE, LOCUS))
    rows, numbers = [], [count("form.total", reports, "reports with nature and locus of involvement")]
    unnamed: set[str] = set()
    for form, nature, locus in places:
        there = members.get((nature, locus), ())
        identity = number_id("form", form) if form else number_id("form", "other", nature, locus)
        rows.append({"form": form, "nature": nature, "locus": locus, "n": len(there), "number_id": identity})
        label = f"reports of {form or 'no single form'} (nature {nature}, locus {locus})"
        numbers.append(count(identity, there, label))
        if form:
            identity = number_id("form", "share", form)
            label = f"share of {form}, of {len(reports)} reports with nature and locus of involvement"
            numbers.append(_share(identity, there, reports, label, confidence=confidence))
        else:
            unnamed.update(there)
    numbers.append(count("form.unnamed", unnamed, "reports in places of nature and locus without a name"))
    return Section(
        rows=tuple(rows),
        numbers=tuple(numbers),
        notes=() if reports else ("forms: no included report has both nature and locus",),
    )


def strategy_table(coded: CodedReports, codebook: Codebook, *, confidence: float) -> Section:
    """Reports on safety by tradition and strategy; a report counts once under each of its strategies.

    The numbers hold, too, how many reports these are, and the share of each strategy among them.
    """
    among = not_none(forced_by(codebook, STRATEGY))
    subset = f", among those whose {among}" if among else ""
    reports = [
        report
        for report in coded
        if not coded.unsettled_as(report, ("tradition", STRATEGY))
        and asked_of(coded, codebook, report, STRATEGY)
    ]
    members = members_by(coded, reports, ("tradition", STRATEGY))
    rows, numbers = (
        [],
        [count("strategy.total", reports, f"reports coded in both tradition and {STRATEGY} (all){subset}")],
    )
    for strategy in codebook.dimensions[STRATEGY].codes:
        using = [report for report in reports if strategy in coded.codes(report, STRATEGY)]
        label = (
            f"share of {STRATEGY} {strategy}, of {len(reports)} reports with tradition and strategy{subset}"
        )
        identity = number_id("strategy", "share", strategy)
        numbers.append(_share(identity, using, reports, label, confidence=confidence))
    for tradition in codebook.dimensions["tradition"].codes:
        for strategy in codebook.dimensions[STRATEGY].codes:
            there = members.get((tradition, strategy), ())
            identity = number_id("strategy", tradition, strategy)
            rows.append(
                {"tradition": tradition, "strategy": strategy, "n": len(there), "number_id": identity}
            )
            label = f"reports of tradition {tradition} and {STRATEGY} {strategy} (all){subset}"
            numbers.append(count(identity, there, label))
    return Section(
        rows=tuple(rows),
        numbers=tuple(numbers),
        notes=() if reports else ("strategies: no included report on safety has a tradition and a strategy",),
    )


def _share(
    identity: str, members: Collection[str], reports: Collection[str], label: str, *, confidence: float
) -> Number:
    """The share of the members among the reports, with its Wilson interval; undefined without reports."""
    n, total = len(members), len(reports)
    low, high = wilson(n, total, confidence=confidence) if total else (None, None)
    share = n / total if total else None
    return estimate(identity, share, members, label, text=percent(share), low=low, high=high)
