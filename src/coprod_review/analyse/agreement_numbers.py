"""The agreement between coders as numbers of the ledger, with the reports that both examined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from coprod_review.analyse.ledger import Section, count, estimate, known, number_id, percent
from coprod_review.model.asked import arises_for_any, codes_of_coders
from coprod_review.model.codebook import Codebook
from coprod_review.model.coding import Coding
from coprod_review.model.number import Number

COEFFICIENTS = {"kappa": "Cohen's kappa", "alpha": "Krippendorff's alpha", "ac1": "Gwet's AC1"}

SEEN = "agreement.left_out"
"""The reports on which answers are left out of agreement."""

EXCLUDED = "agreement.excluded"
"""The reports on which agreement is told although they were excluded."""


def agreement_numbers(
    rows: Iterable[Mapping[str, str]],
    codings: Iterable[Coding],
    *,
    seen: Collection[tuple[str, str, str]] = (),
    included: Collection[str] | None = None,
    codebook: Codebook | None = None,
) -> Section:
    """The numbers behind the rows of agreement.csv; the number without suffix is kappa.

    `seen` are answers, by report, dimension and coder, that the rows leave out: they were given after seeing
    those of others. Where it is told which reports are `included`, those that are not are counted; by a
    `codebook`, those in which a dimension arises have numbers of their own, `.asked`. Raises ValueError
    where a row counts other reports than the codings hold.
    """
    answered: dict[tuple[str, str], set[str]] = defaultdict(set)
    codes: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for coding in codings:
        if coding.codes and (coding.report_id, coding.dimension, coding.coder) not in seen:
            answered[coding.coder, coding.dimension].add(coding.report_id)
            codes[coding.report_id, coding.dimension, coding.coder] = coding.codes
    numbers = []
    if seen:
        label = (
            "reports on which an answer is left out of agreement, since the coder had seen those of others"
        )
        numbers.append(count(SEEN, {report for report, _, _ in seen}, label))
    compared: set[str] = set()
    for row in rows:
        dimension, a, b = row["dimension"], row["coder_a"], row["coder_b"]
        members = answered[a, dimension] & answered[b, dimension]
        compared |= members
        if len(members) != int(row["n"]):
            raise ValueError(f"{row['number_id']} counts {row['n']} reports and the codings {len(members)}")
        numbers.extend(_pair_numbers(row, members))
        if codebook is not None and row.get("n_asked"):
            asked = {
                r for r in members if arises_for_any(codebook, dimension, codes_of_coders(codes, r, (a, b)))
            }
            if len(asked) != int(row["n_asked"]):
                raise ValueError(f"{row['number_id']} asks {row['n_asked']} and the codings {len(asked)}")
            numbers.extend(_asked_numbers(row, asked))
    if compared and included is not None:
        left_out = compared.difference(included)
        numbers.append(
            count(EXCLUDED, left_out, "reports on which coders are compared, and that were excluded")
        )
    return Section(numbers=tuple(numbers))


def _pair_numbers(row: Mapping[str, str], members: Collection[str]) -> Iterator[Number]:
    """The numbers of two coders on one dimension, by the reports that both examined."""
    dimension, a, b = row["dimension"], row["coder_a"], row["coder_b"]
    identity = number_id("agreement", dimension, a, b)
    about = f"{a} and {b} on {dimension}"
    for name, label in COEFFICIENTS.items():
        value = _real(row[name])
        yield estimate(
            identity if name == "kappa" else f"{identity}.{name}",
            value,
            members,
            f"{label}: {about}",
            text="undefined" if value is None else f"{value:.2f}",
            low=_real(row[f"{name}_low"]),
            high=_real(row[f"{name}_high"]),
        )
    agreed = _real(row["percent"])
    yield estimate(
        f"{identity}.percent",
        agreed,
        members,
        f"share of identical answers: {about}",
        text=percent(agreed),
        low=_real(row["percent_low"]),
        high=_real(row["percent_high"]),
    )
    yield count(f"{identity}.n", members, f"reports examined by both: {about}")


def _asked_numbers(row: Mapping[str, str], members: Collection[str]) -> Iterator[Number]:
    """Kappa on the reports in which the dimension arises, and how many these are."""
    about = f"{row['coder_a']} and {row['coder_b']} on {row['dimension']}, where it arises"
    value = _real(row["kappa_asked"])
    identity = f"{number_id('agreement', row['dimension'], row['coder_a'], row['coder_b'])}.asked"
    yield estimate(
        identity,
        value,
        members,
        f"{COEFFICIENTS['kappa']}: {about}",
        text="undefined" if value is None else f"{value:.2f}",
        low=_real(row["kappa_asked_low"]),
        high=_real(row["kappa_asked_high"]),
    )
    yield count(f"{identity}.n", members, f"reports examined by both: {about}")


def _real(cell: str) -> float | None:
    return known(float(cell)) if cell else None
