"""What the rows of each table count, in one sentence a table, and under how many rows a report may stand."""

from __future__ import annotations

from collections.abc import Iterable

from coprod_review.model.codebook import Codebook
from coprod_review.render import wording

REPORTS_ONCE = "Counted are included reports, each once."

RULES = {
    "prisma_flow": "Counted are records until duplicates are joined and reports after, each once on every "
    "level.",
    "conservation": "Both sides count records or reports, each once.",
    "search_log": "One row an export, in the order of the manifest; nothing is counted twice or left out.",
    "overlap_by_source": "A report counts once under each source that found it.",
    "overlap_combinations": "Every report counts in exactly one row.",
    "characteristics": "Counted are included reports. One with several values of a characteristic counts "
    "once under each, so that shares may add up to more than 100 %.",
    "text_statuses": REPORTS_ONCE,
    "map": "A report counts in one cell of every basis that it belongs to; reports that wait or are open in "
    "one of the two dimensions count in none (table of reconciliation).",
    "claims": "n_a and n_b are the reports on the two sides of a claim, each once.",
    "claim_variants": "n_a and n_b are the reports on the two sides of a claim, each once.",
    "specification_summary": "Counted are specifications that give codes of their own, each once.",
    "specifications": "One row a specification; its reports count as in the table that it varies.",
    "partnership_model": "A report on k characters of issue counts 1/k in each, so that n adds up to "
    "reports; n_reports counts it whole in each.",
    "untapped": "A report on k characters of issue counts 1/k in each, so that n adds up to reports; "
    "n_reports counts it whole in each.",
    "forms": "Counted are reports with codes in both dimensions, each in one cell.",
    "strategies": "Counted are reports on safety, once under each of their strategies, so that a row may add "
    "up to more than its reports.",
    "years": "Counted are reports with a code of tradition, each once.",
    "agreement": "n counts reports that both coders coded in the dimension, each once.",
    "performance": "n counts reports that the coder is compared on with settled codes or a reader.",
    "calibration": "n counts settled reports by the probability of the machine's answer, each once a "
    "dimension.",
    "coverage": "n counts settled reports, each once a dimension.",
    "corrected_shares": "total counts included reports with a machine's code, n_sampled those of the sample, "
    "each once; a difference counts the reports of both codes.",
    "statuses": "Counted are included reports, each once in every dimension.",
    "reconciliation": "Counted are included reports, each once a table.",
}
"""By the name of the table."""

RULES_BY_BEGINNING = {
    "specifications_claim": "One row a specification; n counts the reports on either side of the claim.",
}


def counting_rule(name: str, codebook: Codebook) -> str:
    """The rule by which a table counts; "" for a table that is not known here."""
    whole = codebook.dimensions
    if name in ("crosstabs", "crosstab_totals"):
        return f"Counted are included reports. {several_codes(codebook, whole)}".strip()
    if name in ("performance_codes", "coverage_codes", "operating_points"):
        return f"Counted are settled reports. {several_codes(codebook, whole)}".strip()
    if name == "associations":
        return f"n counts the reports of the table, each once. {several_codes(codebook, whole)}".strip()
    if name == "codes_by_report":
        return "One row an included report; several codes stand in one cell, with semicolons between them."
    beginning = next((rule for start, rule in RULES_BY_BEGINNING.items() if name.startswith(start)), "")
    return RULES.get(name, beginning)


def several_codes(codebook: Codebook, dimensions: Iterable[str]) -> str:
    """How a report with several codes counts in tables of these dimensions; "" where it cannot have any."""
    several = [d for d in dimensions if d in codebook.dimensions and codebook.dimensions[d].multiple]
    if not several:
        return ""
    names = " and ".join(
        filter(None, (", ".join(map(wording.plain, several[:-1])), wording.plain(several[-1])))
    )
    return (
        f"In {names} a report may have several codes: it counts once under each, and once in every total, so "
        "that cells may add up to more than their total."
    )
