"""Forms of co-production by nature and locus of involvement, and safety strategies by tradition."""

from __future__ import annotations

from coprod_review.analyse.coded import CodedReports, asked_of, not_none
from coprod_review.analyse.frame import coded_frame, members_by
from coprod_review.analyse.ledger import Section, count, number_id
from coprod_review.model.asked import forced_by
from coprod_review.model.codebook import Codebook

NATURE = "involvement_nature"
LOCUS = "involvement_locus"
STRATEGY = "safety_strategy"


def form_of(nature: str, locus: str, codebook: Codebook) -> str:
    """The form of Osborne, Radnor and Strokosch (2016) at this place; empty where it is no single form."""
    for form, place in codebook.coproduction_form.items():
        if place == {"nature": nature, "locus": locus}:
            return form
    return ""


def form_table(coded: CodedReports, codebook: Codebook) -> Section:
    """Reports by nature and locus: the forms first, then the places that are no single form."""
    reports = [report for report in coded if not coded.unsettled_as(report, (NATURE, LOCUS))]
    places = [
        (form_of(nature, locus, codebook), nature, locus)
        for nature in codebook.dimensions[NATURE].codes
        for locus in codebook.dimensions[LOCUS].codes
    ]
    forms = list(codebook.coproduction_form)
    places.sort(key=lambda place: forms.index(place[0]) if place[0] else len(forms))
    members = members_by(coded_frame(coded, reports, (NATURE, LOCUS)), (NATURE, LOCUS))
    rows, numbers = [], []
    for form, nature, locus in places:
        there = members.get((nature, locus), ())
        identity = number_id("form", form) if form else number_id("form", "other", nature, locus)
        rows.append({"form": form, "nature": nature, "locus": locus, "n": len(there), "number_id": identity})
        label = f"reports of {form or 'no single form'} (nature {nature}, locus {locus})"
        numbers.append(count(identity, there, label))
    return Section(
        rows=tuple(rows),
        numbers=tuple(numbers),
        notes=() if reports else ("forms: no included report has both nature and locus",),
    )


def strategy_table(coded: CodedReports, codebook: Codebook) -> Section:
    """Reports on safety by tradition and strategy; a report counts once under each of its strategies."""
    among = not_none(forced_by(codebook, STRATEGY))
    subset = f", among those whose {among}" if among else ""
    reports = [
        report
        for report in coded
        if not coded.unsettled_as(report, ("tradition", STRATEGY))
        and asked_of(coded, codebook, report, STRATEGY)
    ]
    members = members_by(coded_frame(coded, reports, ("tradition", STRATEGY)), ("tradition", STRATEGY))
    rows, numbers = [], []
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
