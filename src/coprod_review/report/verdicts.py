"""The verdicts on the claims in words: those of the natural sample first, where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_review.pages.results import Results, Row
from coprod_review.pages.wording import in_words
from coprod_review.report.chosen import chosen_words, on_natural_sample

VERDICT_SIGNS = {"supported": ("good", "✓"), "not supported": ("bad", "✗"), "undecided": ("unsure", "?")}
"""How a verdict is shown: class and sign of its badge."""


EVERYDAY = ("involvement", "participation", "empowerment")
"""Words by which reports speak of involving people whether they hold a theory of it or not."""


def finding_of(results: Results) -> str:
    """The verdicts of a run in words; empty where the review tests no claim."""
    if not results.config.analyse.tested:
        return ""
    claims = results.table("claims")
    natural = [row for claim in claims if (row := on_natural_sample(claim, results))]
    return finding_in_words(claims, natural=natural, chosen=chosen_words(results))


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


def _on_natural(rows: Sequence[Row]) -> str:
    """The verdicts on the natural sample, the claims by their numbers."""
    found = _by_verdict(rows)
    parts = [
        f"claim{'s' if len(rows) > 1 else ''} {in_words([row['claim'] for row in rows])} "
        f"{'are' if len(rows) > 1 else 'is'} {verdict}"
        for verdict, rows in found.items()
    ]
    lead = "" if "supported" in found else "no claim of this review is supported: "
    return f"On the natural sample, whose reports nobody chose for what they say, {lead}{'; '.join(parts)}."


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
