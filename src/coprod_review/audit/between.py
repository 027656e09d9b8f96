"""What two coders said beside each other, report by report, to recount how far they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coprod_review.audit.lists import AGREEMENT
from coprod_review.audit.said import Said
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.names import page_name
from coprod_review.pages.results import Results, Row

Answer = tuple[str, ...]


def between_stem(number_id: str, results: Results, said: Said) -> str:
    """The name of the page that a number of agreement can be recounted by; empty for other numbers."""
    if not number_id.startswith(f"{AGREEMENT}."):
        return ""
    bases = pairs_told(results, said)
    return next((page_of(base) for base in bases if _is_of(number_id, base)), "")


def page_of(base: str) -> str:
    """The name of the page of two coders in a dimension, by the number of their agreement."""
    return page_name(f"between.{base.removeprefix(f'{AGREEMENT}.')}")


def pairs_told(results: Results, said: Said) -> list[str]:
    """The numbers of agreement whose two coders' answers are at hand."""
    return [row["number_id"] for row in results.table(AGREEMENT) if _is_told(row, results.ledger, said)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BetweenPage:
    """Two coders in a dimension: how often each gave which answer, and the reports on which they differ.

    `answers` are those that either gave, in the order of the codebook; `counts` has a row for each answer of
    the first coder and a column for each of the second. Where several codes are allowed, `pairs` lists what
    was given beside what instead, the most frequent first, and `answers` is empty. `given` tells of each code
    how often the first and the second coder gave it.
    """

    dimension: str
    coder_a: str
    coder_b: str
    n: int
    n_same: int
    answers: Sequence[str]
    counts: Sequence[Sequence[int]]
    pairs: Sequence[tuple[str, str, int]]
    given: Sequence[tuple[str, int, int]]
    differing: Markup
    numbers: Sequence[str]


def between_page(base: str, said: Said, results: Results) -> BetweenPage:
    """The page of two coders in a dimension, by the number of their agreement."""
    row = next(row for row in results.table(AGREEMENT) if row["number_id"] == base)
    dimension, a, b = row["dimension"], row["coder_a"], row["coder_b"]
    given_a, given_b = said[a, dimension], said[b, dimension]
    asked = results.codebook.dimensions[dimension]
    members = results.ledger[base].members
    pairs = {i: (asked.in_order(given_a.get(i, ())), asked.in_order(given_b.get(i, ()))) for i in members}
    counted = Counter(pairs.values())
    is_multiple = asked.multiple
    seen = sorted({x for pair in counted for x in pair}, key=lambda x: list(map(asked.place_of, x)))
    differing = [i for i in members if pairs[i][0] != pairs[i][1]]
    return BetweenPage(
        dimension=dimension,
        coder_a=a,
        coder_b=b,
        n=len(members),
        n_same=len(members) - len(differing),
        answers=[] if is_multiple else [_words(x, dimension, results) for x in seen],
        counts=[] if is_multiple else [[counted[x, y] for y in seen] for x in seen],
        pairs=_listed(counted, dimension, results) if is_multiple else [],
        given=[
            (results.label(dimension, code), _times(code, 0, counted), _times(code, 1, counted))
            for code in asked.codes
        ],
        differing=Markup("").join(_differing(differing, pairs, dimension, results)),
        numbers=[n.number_id for n in results.ledger.starting(base) if _is_of(n.number_id, base)],
    )


def _is_told(row: Row, ledger: Ledger, said: Said) -> bool:
    is_said = all((row[coder], row["dimension"]) in said for coder in ("coder_a", "coder_b"))
    return is_said and row["number_id"] in ledger


def _is_of(number_id: str, base: str) -> bool:
    return number_id == base or number_id.startswith(f"{base}.")


def _times(code: str, place: int, counted: Counter[tuple[Answer, Answer]]) -> int:
    """How often one of the two coders gave the code, alone or beside others."""
    return sum(n for pair, n in counted.items() if code in pair[place])


def _listed(
    counted: Counter[tuple[Answer, Answer]], dimension: str, results: Results
) -> list[tuple[str, str, int]]:
    """What was given beside what, the most frequent first, and alike ones in the order of the codebook."""
    place_of = results.codebook.dimensions[dimension].place_of
    rows = sorted(counted.items(), key=lambda row: (-row[1], *(list(map(place_of, x)) for x in row[0])))
    return [
        (_words(of_a, dimension, results), _words(of_b, dimension, results), n) for (of_a, of_b), n in rows
    ]


def _differing(
    report_ids: Iterable[str], pairs: dict[str, tuple[Answer, Answer]], dimension: str, results: Results
) -> Iterable[Markup]:
    """A row for each report: what each coder gave, and the code that counts."""
    record = {c.report_id: c for c in results.codes if c.dimension == dimension}
    for report_id in report_ids:
        code = record.get(report_id)
        codes = results.codebook.dimensions[dimension].in_order(code.codes) if code else ()
        counts = _words(codes, dimension, results) if codes else "open"
        yield Markup(
            '<tr><th scope="row"><a href="../reports/{}.html">{}</a></th>'
            "<td>{}</td><td>{}</td><td>{}</td></tr>\n"
        ).format(
            page_name(report_id),
            report_id,
            *(_words(answer, dimension, results) for answer in pairs[report_id]),
            counts,
        )


def _words(codes: Sequence[str], dimension: str, results: Results) -> str:
    return "; ".join(results.label(dimension, code) for code in codes) or "no answer"
