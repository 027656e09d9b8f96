"""The names within the text that may hold figures and are no numbers."""

from __future__ import annotations

from coprod_review.pages.results import Results
from coprod_review.pages.wording import basis_words, coder_words
from coprod_review.report import findings, statements
from coprod_review.report.verdicts import finding_of, lead_of


def names_with_figures(results: Results) -> list[str]:
    """What may hold figures and is no number: names of codes, sources and coders, and what people wrote.

    The latter are the questions, the searches, the criteria and the definitions of codes.
    """
    review = results.config.review
    named = [d.label for d in results.codebook.dimensions.values()]
    named += [code.label for d in results.codebook.dimensions.values() for code in d.codes.values()]
    named += [code.definition for d in results.codebook.dimensions.values() for code in d.codes.values()]
    named += [d.question for d in results.codebook.dimensions.values()]
    named += [text for criterion in results.criteria for text in (criterion.label, criterion.definition)]
    named += findings.searches_in_words(results.exports)
    named += [export.platform for export in results.exports if export.platform]
    named += [export.label for export in results.exports]
    named += [export.database for export in results.exports]
    named += [number.label for number in results.ledger.starting("flow.")]
    named += [words for name in _coders_of(results) for words in (name, coder_words(name))]
    named += [row["form"].replace("_", "-") for row in results.table("forms")]
    named += [review.title, review.background, review.question, *review.sub_questions]
    named += [claim["statement"] for claim in results.table("claims")]
    named += [basis_words(row["basis"]) for row in results.table("claims")]
    named += [measured.title for measured in findings.characteristics(results)]
    named += statements.words_of_authors(results)
    named += statements.paragraphs_of(review.reading)
    if results.config.analyse.tested:
        named += [finding_of(results), lead_of(results)]
    return named


def _coders_of(results: Results) -> list[str]:
    """The names of all who coded, described or not."""
    agreed = [row[place] for row in results.table("agreement") for place in ("coder_a", "coder_b")]
    measured = [row["coder"] for row in results.table("performance")]
    return [*(coder.name for coder in results.coders), *agreed, *measured]
