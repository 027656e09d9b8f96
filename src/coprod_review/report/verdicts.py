"""The verdicts on the claims in words: those of the natural sample first, where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import in_words
from coprod_review.report.chosen import chosen_words, on_natural_sample

VERDICT_SIGNS = {"supported": ("good", "✓"), "not supported": ("bad", "✗"), "undecided": ("unsure", "?")}
"""How a verdict is shown: class and sign of its badge."""

NOBODY_CHOSE = "whose reports nobody chose for what they say"

EVERYDAY = ("involvement", "participation", "empowerment")
"""Words by which reports speak of involving people whether they hold a theory of it or not."""


def finding_of(results: Results) -> str:
    """The verdicts of a run in words; empty where the review tests no claim."""
    if not results.config.analyse.tested:
        return ""
    return finding_in_words(results.table("claims"), natural=_natural(results), chosen=chosen_words(results))


def finding_in_words(claims: Sequence[Row], *, natural: Sequence[Row] = (), chosen: str = "") -> str:
    """The claims by their verdicts, each in its own words; for this corpus, as no verdict reaches further.

    Where every claim has a row of the natural sample, its verdict goes first, since reports that were chosen
    for what they say cannot show how frequent it is; `chosen` tells how much of the corpus was.
    """
    if not claims:
        return (
            "The claims that this review set out to test cannot be judged: there is nothing to judge them by."
        )
    found = _by_verdict(claims)
    if len(natural) != len(claims):
        parts = [
            f"{'these are' if len(rows) > 1 else 'one is'} {verdict} in this corpus: {_named(rows)}"
            for verdict, rows in found.items()
        ]
        return f"Of the claims that this review set out to test, {'; '.join(parts)}."
    parts = [
        f"{'these claims are' if len(rows) > 1 else 'one claim is'} {verdict}: {_named(rows)}"
        for verdict, rows in found.items()
    ]
    whole = f"In the whole corpus{f', {chosen}' if chosen else ''}, {'; '.join(parts)}."
    return f"{_on_natural(natural)} {whole}"


def lead_of(results: Results) -> str:
    """The claims that are supported, and those that are not, as the report begins; a table tells the rest."""
    return lead_in_words(results.table("claims"), natural=_natural(results), chosen=chosen_words(results))


def is_judged_on_natural(results: Results) -> bool:
    """Whether every claim has a verdict of the natural sample beside that of the corpus."""
    return len(_natural(results)) == len(results.table("claims"))


def lead_in_words(claims: Sequence[Row], *, natural: Sequence[Row] = (), chosen: str = "") -> str:
    """What is supported and what is not, in a sentence for the natural sample and one for the corpus."""
    if not claims:
        return finding_in_words(claims)
    if len(natural) != len(claims):
        return f"In this corpus, {_decided(claims)}."
    whole = f"In the whole corpus{f', {chosen}' if chosen else ''}, {_decided(claims)}."
    return f"On the natural sample, {NOBODY_CHOSE}, {_decided(natural)}. {whole}"


def sign_in_words(claim: Row) -> str:
    """What the interval of a claim's estimate says of its verdict; empty without an estimate."""
    if claim["estimate"] == "":
        return ""
    value = float(claim["estimate"])
    if value == 0:
        return "The estimate is zero: the two sides do not differ."
    told = f"The estimate is {'as the claim says' if value > 0 else 'against the claim'}"
    if claim["low"] == "" or claim["high"] == "":
        return f"{told}; it has no interval that could settle the matter."
    if float(claim["low"]) <= 0 <= float(claim["high"]):
        return f"{told}, but its interval includes zero, so that these data do not settle the matter."
    if claim["verdict"] == "undecided":
        few = "too few" in claim["because"]
        why = "too few reports bear on it" if few else "what chance alone would give is too near"
        return f"{told}, and its interval leaves out zero, but {why} to decide."
    return f"{told}, and its interval leaves out zero."


def badge_words(claim: Row, results: Results) -> str:
    """The verdict as its badge shows it, with that of the natural sample where this is another."""
    natural = on_natural_sample(claim, results)
    if natural is None or natural["verdict"] == claim["verdict"]:
        return claim["verdict"]
    return f"{claim['verdict']} in the whole corpus, {natural['verdict']} on the natural sample"


def everyday_words(results: Results) -> list[str]:
    """The words of everyday involvement that the codebook takes for naming a theory."""
    basis = results.codebook.dimensions.get("tradition_basis")
    explicit = basis.codes.get("explicit") if basis else None
    return [word for word in EVERYDAY if explicit and word in explicit.definition.casefold()]


def _natural(results: Results) -> list[Row]:
    """The claims as they would be judged in the natural sample, those that can be."""
    return [row for claim in results.table("claims") if (row := on_natural_sample(claim, results))]


def _decided(claims: Sequence[Row]) -> str:
    """The claims that a table of verdicts decides, the supported ones in their own words."""
    found = _by_verdict(claims)
    parts = [
        f"{_numbered(rows)} {verdict}" + (f": {_quoted(rows)}" if verdict == "supported" else "")
        for verdict, rows in found.items()
        if verdict != "undecided"
    ]
    if "supported" not in found:
        parts.insert(0, "no claim of this review is supported")
    return "; ".join(parts)


def _numbered(rows: Sequence[Row]) -> str:
    """Claims by their numbers, with the verb of what is told of them."""
    many = len(rows) > 1
    return f"claim{'s' if many else ''} {in_words([row['claim'] for row in rows])} {'are' if many else 'is'}"


def _quoted(rows: Sequence[Row]) -> str:
    return in_words([f"“{row['statement'].rstrip('.')}”" for row in rows])


def _on_natural(rows: Sequence[Row]) -> str:
    """The verdicts on the natural sample, the claims by their numbers."""
    found = _by_verdict(rows)
    parts = [f"{_numbered(rows)} {verdict}" for verdict, rows in found.items()]
    lead = "" if "supported" in found else "no claim of this review is supported: "
    return f"On the natural sample, {NOBODY_CHOSE}, {lead}{'; '.join(parts)}."


def _by_verdict(claims: Sequence[Row]) -> dict[str, list[Row]]:
    """The claims by verdict, the verdicts in the order of their signs."""
    found = {
        verdict: [claim for claim in claims if claim["verdict"] == verdict]
        for verdict in dict.fromkeys([*VERDICT_SIGNS, *(claim["verdict"] for claim in claims)])
    }
    return {verdict: rows for verdict, rows in found.items() if rows}


def _named(claims: Sequence[Row]) -> str:
    """Claims in their own words, with their numbers."""
    return in_words([f"“{claim['statement'].rstrip('.')}” (claim {claim['claim']})" for claim in claims])
