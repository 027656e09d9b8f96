"""What a machine coder said beside what is settled, report by report, to recount its performance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from coprod_review.pages.ledger import Ledger
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results, Row

Said = Mapping[tuple[str, str], Mapping[str, Sequence[str]]]
"""The codes that a coder gave in a dimension, by report; empty where it abstained."""

PERFORMANCE = "performance"


def said_by(answers: Iterable[tuple[str, str, str, Sequence[str]]]) -> Said:
    """Answers (coder, dimension, report id, codes) by coder and dimension."""
    found: dict[tuple[str, str], dict[str, Sequence[str]]] = {}
    for coder, dimension, report_id, codes in answers:
        found.setdefault((coder, dimension), {})[report_id] = codes
    return found


def said_stem(number_id: str, said: Said, ledger: Ledger) -> str:
    """The name of the page that a number of performance can be recounted by; empty for other numbers."""
    first, *parts = number_id.split(".")
    if first != PERFORMANCE or len(parts) < 2:
        return ""
    coder, dimension = parts[:2]
    told = (coder, dimension) in said and _number_id(coder, dimension) in ledger
    return page_of(coder, dimension) if told else ""


def page_of(coder: str, dimension: str) -> str:
    """The name of the page of a coder in a dimension."""
    return page_name(f"said.{coder}.{dimension}")


def places_told(said: Said, ledger: Ledger) -> list[tuple[str, str]]:
    """The coders and dimensions whose performance the run has measured."""
    return [place for place in said if _number_id(*place) in ledger]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPage:
    """The page of a coder in a dimension: rows of reports, how many are right, and F1 by code."""

    coder: str
    dimension: str
    rows: Markup
    n: int
    n_right: int
    has_halves: bool
    f1_rows: Sequence[Row]
    macro_f1: str
    numbers: Sequence[str]


def said_page(coder: str, dimension: str, said: Said, results: Results) -> SaidPage:
    """Every report that is compared: what the coder said, what is settled, and whether that is the same."""
    ledger, base = results.ledger, _number_id(coder, dimension)
    settled = {c.report_id: c.codes for c in results.codes if c.dimension == dimension}
    held_out = f"{base}.settled.held_out"
    apart = frozenset(ledger[held_out].members) if held_out in ledger else None
    answers = said[coder, dimension]
    rows, n_right = [], 0
    for report_id in ledger[base].members:
        given, known = answers.get(report_id, ()), settled.get(report_id, ())
        right = set(given) == set(known)
        n_right += right
        half = "" if apart is None else f"<td>{'held out' if report_id in apart else 'development'}</td>"
        rows.append(
            f'<tr><th scope="row"><a href="../reports/{escape(page_name(report_id))}.html">'
            f"{escape(report_id)}</a></th><td>{_labels(results, dimension, given) or 'no answer'}</td>"
            f"<td>{_labels(results, dimension, known)}</td><td>{'yes' if right else 'no'}</td>{half}</tr>\n"
        )
    return SaidPage(
        coder=coder,
        dimension=dimension,
        rows=Markup("".join(rows)),
        n=len(rows),
        n_right=n_right,
        has_halves=apart is not None,
        f1_rows=[
            row
            for row in results.table("performance_codes")
            if (row["coder"], row["dimension"]) == (coder, dimension)
        ],
        macro_f1=ledger[base].text,
        numbers=[
            n.number_id for n in ledger.starting(base) if n.number_id == base or n.number_id[len(base)] == "."
        ],
    )


def _number_id(coder: str, dimension: str) -> str:
    return f"{PERFORMANCE}.{coder}.{dimension}"


def _labels(results: Results, dimension: str, codes: Sequence[str]) -> str:
    return "; ".join(str(escape(results.label(dimension, code))) for code in codes)
