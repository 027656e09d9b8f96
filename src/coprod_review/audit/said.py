"""What a machine coder said beside what is settled and what each reader said, report by report.

By these lists each number of its performance can be recounted: those against settled codes, and those against
one reader over all reports that the reader coded.
"""

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
SETTLED = "settled"


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
class ReaderBeside:
    """A reader beside whom a coder is measured, on which reports, and how many have the same codes."""

    name: str
    number_id: str
    macro_f1: str
    report_ids: frozenset[str]
    n_same: int

    @property
    def n(self) -> int:
        """How many reports both have coded."""
        return len(self.report_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPage:
    """The page of a coder in a dimension: rows of reports, how many are right, F1 by code, and the readers.

    Codes stand in the order of the codebook.
    `n` counts the reports with a settled code, `n_unsettled` the further ones that readers have coded.
    """

    coder: str
    dimension: str
    rows: Markup
    n: int
    n_unsettled: int
    n_right: int
    has_halves: bool
    readers: Sequence[ReaderBeside]
    f1_rows: Sequence[Row]
    macro_f1: str
    numbers: Sequence[str]


def said_page(coder: str, dimension: str, said: Said, results: Results) -> SaidPage:
    """Every report that is compared: what the coder said, what is settled, and what each reader said."""
    ledger, base = results.ledger, _number_id(coder, dimension)
    compared = _Compared(
        dimension=dimension,
        results=results,
        given=said[coder, dimension],
        settled={c.report_id: c.codes for c in results.codes if c.dimension == dimension},
        settled_ids=frozenset(ledger[base].members),
        held_out=_held_out(base, ledger),
        readers=_readers(coder, dimension, said, results),
        said_by_reader={name: answers for (name, one), answers in said.items() if one == dimension},
    )
    report_ids = sorted(compared.settled_ids.union(*(reader.report_ids for reader in compared.readers)))
    return SaidPage(
        coder=coder,
        dimension=dimension,
        rows=Markup("".join(map(compared.row, report_ids))),
        n=len(compared.settled_ids),
        n_unsettled=len(report_ids) - len(compared.settled_ids),
        n_right=sum(map(compared.is_right, compared.settled_ids)),
        has_halves=compared.held_out is not None,
        readers=compared.readers,
        f1_rows=sorted(
            (
                row
                for row in results.table("performance_codes")
                if (row["coder"], row["dimension"]) == (coder, dimension)
            ),
            key=lambda row: results.codebook.dimensions[dimension].place_of(row["code"]),
        ),
        macro_f1=ledger[base].text,
        numbers=[
            n.number_id for n in ledger.starting(base) if n.number_id == base or n.number_id[len(base)] == "."
        ],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """The answers to one dimension that stand beside each other; `held_out` is None without halves."""

    dimension: str
    results: Results
    given: Mapping[str, Sequence[str]]
    settled: Mapping[str, Sequence[str]]
    settled_ids: frozenset[str]
    held_out: frozenset[str] | None
    readers: Sequence[ReaderBeside]
    said_by_reader: Mapping[str, Mapping[str, Sequence[str]]]

    def is_right(self, report_id: str) -> bool:
        """Whether the coder gave what is settled, every code of it."""
        return set(self.given.get(report_id, ())) == set(self.settled.get(report_id, ()))

    def row(self, report_id: str) -> str:
        """The row of a report."""
        cells = [self._labels(self.given.get(report_id, ())) or "no answer", *self._settled_cells(report_id)]
        cells += [
            self._labels(self.said_by_reader[reader.name][report_id])
            if report_id in reader.report_ids
            else "not coded"
            for reader in self.readers
        ]
        if self.held_out is not None:
            cells.append(self._half(report_id))
        return (
            f'<tr><th scope="row"><a href="../reports/{escape(page_name(report_id))}.html">'
            f"{escape(report_id)}</a></th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"
        )

    def _settled_cells(self, report_id: str) -> tuple[str, str]:
        if report_id not in self.settled_ids:
            return "not settled", ""
        return self._labels(self.settled.get(report_id, ())), "yes" if self.is_right(report_id) else "no"

    def _half(self, report_id: str) -> str:
        if report_id not in self.settled_ids:
            return ""
        return "held out" if report_id in (self.held_out or ()) else "development"

    def _labels(self, codes: Sequence[str]) -> str:
        ordered = self.results.codebook.dimensions[self.dimension].in_order(codes)
        return "; ".join(str(escape(self.results.label(self.dimension, code))) for code in ordered)


def _held_out(base: str, ledger: Ledger) -> frozenset[str] | None:
    name = f"{base}.{SETTLED}.held_out"
    return frozenset(ledger[name].members) if name in ledger else None


def _readers(coder: str, dimension: str, said: Said, results: Results) -> list[ReaderBeside]:
    """The readers with whom the run has compared the coder, in the order of its table."""
    given = said[coder, dimension]
    found = []
    for row in results.table(PERFORMANCE):
        name, number_id = row["against"], row["number_id"]
        if (row["coder"], row["dimension"]) != (coder, dimension) or name == SETTLED:
            continue
        answers = said.get((name, dimension), {})
        report_ids = [i for i in results.ledger[number_id].members if i in answers]
        found.append(
            ReaderBeside(
                name=name,
                number_id=number_id,
                macro_f1=results.ledger[number_id].text,
                report_ids=frozenset(report_ids),
                n_same=sum(set(given.get(i, ())) == set(answers[i]) for i in report_ids),
            )
        )
    return found


def _number_id(coder: str, dimension: str) -> str:
    return f"{PERFORMANCE}.{coder}.{dimension}"
