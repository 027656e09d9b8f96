"""What speaks against reading an association as it stands, in words for those who read its test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MAP = "tradition", "framing"

NONE_CODES = (
    "Built in: the criteria let in a report on co-production or on safety, so that hardly any report is "
    "none in both, and the codebook codes work for safety in which no patient takes part protective, which "
    "is what tradition none says too. Read the row without the none codes."
)
SHARED_QUESTION = (
    "Built in: an implicit tradition is inferred by a question that framing shares (who owns the process, "
    "where the outcome arises). Judge by the explicit reports."
)
NAMED = (
    "Built in: the words that make a basis explicit (co-production, value creation, service logic, "
    "involvement) are also marks of the traditions, and an integrative report names both literatures by "
    "definition."
)
ENGAGED = (
    "Built in: patient engagement or participation in safety alone counts as implicit, so that reports on "
    "safety are implicit more often by rule."
)
INVOLVED = {
    "tradition": "Built in: where the tradition is none, nobody outside takes part, so that the involvement "
    "is none as well; and by definition one tradition adds invited participation to a service, the other "
    "sees it as inherent in every service.",
    "framing": "Built in: protective says that patients take no part, which the involvement codes none, "
    "while consultative and partnership ask for a part.",
}
INVOLVEMENT = ("involvement_phase", "involvement_nature", "involvement_locus")
ON_NAMED = ("explicit", "explicit_abstract_only")


def caution(rows: str, columns: str, basis: str, *, without_none: bool = False) -> str:
    """What is true of the two dimensions on this basis by definition alone; empty where nothing is known."""
    if (rows, columns) == MAP:
        if basis in ON_NAMED:
            return ""
        none_codes = [] if without_none or basis == "implicit" else [NONE_CODES]
        return " ".join([*none_codes, SHARED_QUESTION])
    if columns == "tradition_basis":
        return NAMED if rows == "tradition" else ENGAGED
    return INVOLVED.get(rows, "") if columns in INVOLVEMENT else ""


def on_single_reports(codes_by_dimension: Mapping[str, Sequence[str]]) -> str:
    """That V rests on single reports, by the codes that one report alone has; empty where there are none."""
    return " ".join(
        f"Rests on one report: it alone is {_words(code)} in {_words(dimension)}, and without it V would lie "
        "outside its interval."
        for dimension, codes in codes_by_dimension.items()
        for code in codes
    )


def _words(name: str) -> str:
    return name.replace("_", " ")
