"""Numbers that gather others: codes over all dimensions, entries of all exports, who coded what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coprod_review.model.coding import FOLLOWS, MACHINE_CODERS, CodeOfRecord
from coprod_review.model.number import Number
from coprod_review.pages.enriched import KIND_WORDS, Fetched
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.rehearsed import rehearsed_numbers
from coprod_review.pages.results import Results, Row
from coprod_review.pages.settled_by import BY_PEOPLE, parted

NOT_STATED = "not stated"

LEADING = 10
"""So many values of a characteristic are shown, the others together."""

YEARLY_FROM = 2000
"""From this year on, trends are told by year, before by decade."""


def with_totals(results: Results) -> Results:
    """The results, their ledger with the gathered numbers behind the others.

    These are `codes.*` (codes of record by how they came about), `coded.<coder>`, `judged.<coder>` and
    `adjudicated.<coder>` (reports of each coder who is no machine), `screened.also_coding` and
    `screened.not_coding` (reports judged by coders who also code, and by others alone),
    `screened.by_one_person` (reports on which one person decided alone), `entries.all`,
    `others.<characteristic>`, `decade.<tradition>.<year>`, `lacking.*` (included reports without
    authors, year or container), `fetched.<field>` (included reports of which a service filled the field) and
    `noticed.<kind>` (included reports with a notice of retraction or concern), `rehearsed.*` (how the
    rehearsed correction fared). Each has the members of what it gathers.
    """
    totals = [
        entries_of(results.ledger),
        *_codes(results),
        *_coders(results),
        *_screened(results),
        *_others(results),
        *_decades(results),
        *_lacking(results),
        *_fetched(results),
        *rehearsed_numbers(results.table("corrected_shares")),
    ]
    return replace(results, ledger=Ledger.of([*results.ledger, *totals]))


def entries_of(ledger: Ledger) -> Number:
    """The entries of all exports: of databases and other methods, those that could not be read among them."""
    mains = [ledger[name] for name in ("flow.identified", "flow.identified_other") if name in ledger]
    members = tuple(member for number in mains for member in number.members)
    n = int(sum(number.value for number in mains))
    return Number(
        number_id="entries.all",
        value=float(n),
        text=str(n),
        label="entries of all exports, those that could not be read among them",
        member_kind="record",
        members=members,
        is_count=n == len(members),
    )


def leading_and_rest(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The values of a characteristic that are shown, with what is not stated last, and the others."""
    stated = [row for row in rows if row["value"] != NOT_STATED]
    if len(stated) <= LEADING + 1:
        return list(rows), []
    ranked = sorted(stated, key=lambda row: -float(row["n"] or 0))
    shown = {row["value"] for row in ranked[:LEADING]} | {NOT_STATED}
    rest = [row for row in rows if row["value"] not in shown]
    return [row for row in rows if row["value"] in shown], rest


def decade_of(year: str) -> str:
    """The first year of the decade of an early year; nothing for later years and where none is known."""
    return str(int(year) // 10 * 10) if year.isdigit() and int(year) < YEARLY_FROM else ""


def decade_id(tradition: str, decade: str) -> str:
    """The id of the number of reports of a tradition in a decade."""
    return f"decade.{tradition}.{decade}"


def _codes(results: Results) -> list[Number]:
    people, by_models = parted(results.codes, results.coders)
    found: dict[str, tuple[str, Sequence[CodeOfRecord]]] = {
        "all": ("codes of record, in all dimensions", results.codes),
        "people": ("codes of record that people settled, in all dimensions", people),
        "models": (
            "codes of record that language models adjudicated, in all dimensions",
            by_models,
        ),
        "agreed": ("codes of record on which readers agree, in all dimensions", _of(results, "agreed")),
        "waiting": ("codes of record that wait for adjudication, in all dimensions", _of(results, "waiting")),
        "machine": ("codes of record that the machine decided, in all dimensions", _of(results, "machine")),
        "open": ("codes of record that are open, in all dimensions", _of(results, "open")),
    }
    follow = [code for code in _of(results, "adjudicated") if code.reason.startswith(FOLLOWS)]
    if follow:
        label = "codes of record that follow by the codebook from adjudicated ones, in all dimensions"
        found["following"] = (label, follow)
    return [
        _gathered(f"codes.{name}", label, (code.report_id for code in codes), value=len(codes))
        for name, (label, codes) in found.items()
    ]


def _of(results: Results, status: str) -> list[CodeOfRecord]:
    return [code for code in results.codes if code.status == status]


def _coders(results: Results) -> list[Number]:
    """The reports that each coder coded, judged for screening and adjudicated, where there are any."""
    known = {report.report_id for report in results.reports}
    works: dict[tuple[str, str], set[str]] = {}
    for coding in results.codings:
        works.setdefault(("coded", coding.coder), set()).add(coding.report_id)
    for report_id, judges in _judges(results).items():
        for coder in judges:
            works.setdefault(("judged", coder), set()).add(report_id)
    for code in results.codes:
        for coder in code.coders if code.status == "adjudicated" else ():
            works.setdefault(("adjudicated", coder), set()).add(code.report_id)
    labels = {
        "coded": "reports that {} coded",
        "judged": "reports that {} judged for screening",
        "adjudicated": "reports of which {} adjudicated a code",
    }
    return [
        _gathered(f"{work}.{coder}", labels[work].format(coder), members & known)
        for (work, coder), members in sorted(works.items())
        if coder not in MACHINE_CODERS
    ]


def _screened(results: Results) -> list[Number]:
    """The reports that coders judged who also code, and those that others alone judged, if there are both.

    Also those on which one person decided alone, if there are any.
    """
    coding = {answer.coder for answer in results.codings} - set(MACHINE_CODERS)
    judged = _judges(results)
    by_coding = [report_id for report_id, coders in judged.items() if coders & coding]
    by_others = [report_id for report_id, coders in judged.items() if coders and not coders & coding]
    alone = [d.report_id for d in results.decisions if d.status in BY_PEOPLE and len(d.decided_by) == 1]
    by_one = [_gathered("screened.by_one_person", "reports on which one person decided alone", alone)]
    if not by_coding or not by_others:
        return by_one if alone else []
    return [
        *(by_one if alone else ()),
        _gathered("screened.also_coding", "reports judged for screening by coders who also code", by_coding),
        _gathered("screened.not_coding", "reports judged for screening only by others", by_others),
    ]


def _judges(results: Results) -> dict[str, set[str]]:
    """Those who judged each report for screening: who decided, and whose judgement stands beside theirs."""
    return {
        d.report_id: {*d.decided_by, *results.judged_by.get(d.report_id, ())} - set(MACHINE_CODERS)
        for d in results.decisions
    }


def _others(results: Results) -> list[Number]:
    rows_by_name: dict[str, list[Row]] = {}
    for row in results.table("characteristics"):
        rows_by_name.setdefault(row["characteristic"], []).append(row)
    return [
        _gathered(
            f"others.{name}",
            f"reports with one of the other {len(rest)} values of {name.replace('_', ' ')}",
            _members(results.ledger, rest),
        )
        for name, rows in rows_by_name.items()
        if (rest := leading_and_rest(rows)[1])
    ]


def _decades(results: Results) -> list[Number]:
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in results.table("trends"):
        if decade := decade_of(row["year"]):
            rows.setdefault((row["tradition"], decade), []).append(row)
    return [
        _gathered(
            decade_id(tradition, decade),
            f"reports of tradition {tradition}, {decade} to {int(decade) + 9}",
            _members(results.ledger, found),
        )
        for (tradition, decade), found in rows.items()
    ]


def _lacking(results: Results) -> list[Number]:
    """The included reports whose exports leave out what a reference needs, where there are any."""
    included = {decision.report_id for decision in results.decisions if decision.included}
    reports = [report for report in results.reports if report.report_id in included]
    found = {
        "authors": ("without authors", [r for r in reports if not r.authors]),
        "authors_with_doi": (
            "of those without authors with a DOI",
            [r for r in reports if not r.authors and r.doi],
        ),
        "year": ("without a year", [r for r in reports if r.year is None]),
        "container": (
            "without the name of a journal, book or publisher",
            [r for r in reports if not r.container],
        ),
    }
    return [
        _gathered(f"lacking.{name}", label, (report.report_id for report in lacking))
        for name, (label, lacking) in found.items()
        if lacking
    ]


def _fetched(results: Results) -> list[Number]:
    """The included reports that services filled fields of, and those on which they have notices, if any."""
    included = {decision.report_id for decision in results.decisions if decision.included}
    fetched = Fetched.of(results)
    found: dict[str, set[str]] = {}
    for report_id, name in fetched.row_by_field:
        found.setdefault(f"fetched.{name}", set()).add(report_id)
    for report_id, notices in fetched.notices_by_report.items():
        for notice in notices:
            found.setdefault(f"noticed.{notice.kind}", set()).add(report_id)
    labels = {f"fetched.{name}": f"included reports with {words}" for name, words in _FETCHED_WORDS.items()}
    labels |= {f"noticed.{kind}": f"included reports that are {words}" for kind, words in KIND_WORDS.items()}
    return [
        _gathered(number_id, labels[number_id], members & included)
        for number_id, members in sorted(found.items())
        if members & included
    ]


_FETCHED_WORDS = {
    "abstract": "an abstract from a service",
    "references": "cited works from a service",
    "doi": "a DOI from a service",
    "pmid": "a PMID from a service",
}


def _members(ledger: Ledger, rows: Iterable[Row]) -> set[str]:
    return {member for row in rows for member in ledger[row["number_id"]].members}


def _gathered(number_id: str, label: str, members: Iterable[str], *, value: int | None = None) -> Number:
    """The number of different members; where `value` is given, that is counted among the members."""
    found = tuple(sorted(set(members)))
    n = len(found) if value is None else value
    return Number(
        number_id=number_id,
        value=float(n),
        text=str(n),
        label=label,
        member_kind="report",
        members=found,
        is_count=value is None,
    )
