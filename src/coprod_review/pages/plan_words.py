"""What a plan comes to, in sentences that the terminal and the page share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from coprod_review.model.partnership import POSITIONS
from coprod_review.model.plan import (
    MET,
    OPEN,
    PERHAPS,
    UNKNOWN,
    Measured,
    NearReport,
    Plan,
    PlanRow,
    Position,
    Tried,
)
from coprod_review.model.sources import PREPARED
from coprod_review.pages.wording import counted, in_words, tied

ADVICE = (
    "This maps what research has attended to and what is argued for. It is no clinical advice, and what is "
    "untapped in the literature is not thereby effective."
)
"""What a plan is not."""

WORK_KEY = re.compile(r"^(?P<name>[a-z]+)(?P<year>\d{4})[a-z]?$")
"""The key of a work: first author, year and a letter."""

STANDING_WORDS = {
    OPEN: "below its potential",
    PERHAPS: "perhaps below its potential",
    MET: "not below its potential",
    UNKNOWN: "not known",
}
"""How attention to a position stands to its potential."""

COUNTING = (
    "Reports are whole ones. In attention a report on several characters counts in parts (1/k in each of k); "
    "what the reports come to so is “counted as”. All shares are of the row: what is untapped is potential "
    "less attention."
)
"""Why shares and counts of reports go apart."""

WITHIN, AT_LIMIT, BEYOND = (
    "as near as chance gives",
    "just at the limit of chance",
    "further off than chance gives",
)
"""How attention to a row stands to its potential, over all three positions."""

NAMES_OF_FORMS = (
    "Forms are named as by Osborne, Radnor & Strokosch (2016): is taking part voluntary or involuntary, and "
    "in one’s own service (individual) or in the whole system? Others use these names otherwise: here "
    "co-design is voluntary work on one’s own care, and who designs a service with others takes part in the "
    "system."
)
"""What has to be known before a count of a form is read."""


def reach_words(plan: Plan) -> str:
    """What the shares of a plan describe, by where the corpus is from; empty where nothing is counted."""
    if not plan.n_included:
        return ""
    told = "its shares describe the reports of this review, not all that has been written."
    if plan.origins == (PREPARED,):
        return f"The corpus was prepared and not found by a search: {told}"
    if PREPARED in plan.origins:
        return f"Part of the corpus was prepared and not found by a search: {told}"
    return told[0].upper() + told[1:]


def limits_of(plan: Plan) -> str:
    """What every plan says of itself: what it is not, and what its shares describe."""
    return f"{ADVICE} {reach_words(plan)}".strip()


def positions_key(row: PlanRow) -> str:
    """Which label of the codebook each position has, told once on a page."""
    ordered = sorted(row.positions, key=lambda p: POSITIONS.index(p.position))
    return f"Positions of the patient: {', '.join(f'{p.name} is “{p.label}”' for p in ordered)}."


def start_of(plan: Plan) -> tuple[PlanRow, NearReport | None]:
    """One place to begin: the likeliest character, whose first question is asked, and the nearest report."""
    row = max(plan.rows, key=lambda r: plan.reading.probabilities.get(r.character, 0.0))
    near = plan.nearest[0] if plan.nearest and not plan.nearest[0].weak else None
    return row, near


def chance_words(row: PlanRow) -> str:
    """What chance alone would give: "by chance alone 8 % (up to 15)"; empty where nothing is counted."""
    if row.chance.value is None or row.chance.high is None:
        return ""
    return f"by chance alone {percent(row.chance.value)} (up to {100 * row.chance.high:.0f})"


def beside_chance(row: PlanRow) -> str:
    """How far attention to a row is from its potential, measured by what chance gives so few reports."""
    share, high = row.untapped_share.value, row.chance.high
    if share is None or high is None:
        return STANDING_WORDS[UNKNOWN]
    return BEYOND if share > high else AT_LIMIT if share == high else WITHIN


UNCOUNTED = "That none is counted tells how reports were coded, not that nobody tried it."
"""What must not be read into an empty count."""


def in_short(row: PlanRow) -> Iterator[str]:
    """What a row comes to: where most is to give, what lies below its potential, what is on no record."""
    first = row.positions[0]
    leading = [p for p in row.positions if p.weight == first.weight]
    most = in_words([p.name for p in leading])
    promises = "Positions that promise" if len(leading) > 1 else "Position that promises"
    share = f"{percent(first.potential)} of the potential{_each(leading)}"
    yield f"{promises} most, by argument: {most} ({share})."
    yield _below(row)
    if row.not_found:
        told = in_words([none_words(tried) for _, tried in row.not_found])
        yield f"On record for none of these reports: {told}. {UNCOUNTED}"
    form = row.forms[0]
    found = f"; found in {form.found.n} of {form.found.total}" if form.found and form.found.total else ""
    yield f"The form that fits best: {form.label.lower()} ({form.nature}, {form.locus}){found}."


def _below(row: PlanRow) -> str:
    """Which positions get less attention than they could give, and how sure that is."""
    open_ = [p for p in row.positions if p.standing == OPEN]
    perhaps = [p for p in row.positions if p.standing == PERHAPS]
    if not row.n_reports:
        return "What gets too little attention is not known: no included report is on this character."
    if open_:
        told = in_words([f"{p.name} ({_lacking(p)})" for p in open_])
        return f"Research gives this less attention than argued for, by more than chance explains: {told}."
    if perhaps:
        told = in_words([f"{p.name} ({_lacking(p)})" for p in perhaps])
        return f"Research may give this less attention than argued for; chance could explain it: {told}."
    return "No position gets less attention than its potential; look at what is on record for none, below."


def _lacking(position: Position) -> str:
    """A shortfall of attention: only what patients could give is called a resource left untapped."""
    protected, *_ = POSITIONS
    called = "below by" if position.position == protected else "untapped"
    return f"{called} {share_words(position.untapped, of=' of the row')}"


def short_citation(reference: str) -> str:
    """The authors and the year with which a reference begins; the whole where it begins otherwise."""
    found = re.match(r"(.+?) \((\d{4})\)", reference)
    return f"{found[1]} {found[2]}" if found else reference.rstrip(".")


def cited_words(keys: Sequence[str], words: Mapping[str, str]) -> str:
    """The works behind keys as short citations ("Leape 1994"), made from the key if nobody describes it."""
    return ", ".join(words.get(key) or WORK_KEY.sub(_named, key) for key in keys)


def _named(found: re.Match[str]) -> str:
    return f"{found['name'].capitalize()} {found['year']}"


def tried_words(codes: Sequence[Tried]) -> str:
    """The codes that were found, the most frequent first, with their counts, and how many were coded."""
    found = sorted((c for c in codes if c.n), key=lambda c: (-c.n, c.label))
    if not codes or not codes[0].total:
        return "no report is coded here"
    told = in_words([f"{c.label}{f' ({c.gloss})' if c.gloss else ''} {c.n}" for c in found])
    return f"{told}; of {counted(codes[0].total, 'report')}"


def none_words(tried: Tried) -> str:
    """What an empty count says: the upper bound of how many there are, at the confidence of all intervals."""
    if tried.at_most is None:
        return f"{tried.label} (none found)"
    return f"{tried.label} (none found, at most {tried.at_most:.0f} of {tried.total})"


def percent(value: float | None) -> str:
    """A share in whole per cent, a dash where it is not known; nearly nothing or nearly all is told so."""
    if value is None:
        return "–"
    if 0 < value < 0.005 or 0.995 < value < 1:
        return tied("< 1 %" if value < 0.5 else "> 99 %")
    return tied(f"{100 * value:.0f} %")


def count_words(value: float | None) -> str:
    """A count in parts: "12.5", whole ones without a decimal, a dash where it is not known."""
    return "–" if value is None else f"{value:.1f}".removesuffix(".0")


def share_words(share: Measured, *, of: str = "") -> str:
    """A share with its interval: "15 % (0 to 32)"; `of` says what of before the interval."""
    if share.low is None or share.high is None:
        return f"{percent(share.value)}{of}"
    return f"{percent(share.value)}{of} ({100 * share.low:.0f} to {100 * share.high:.0f})"


def _each(leading: Sequence[Position]) -> str:
    return " each" if len(leading) > 1 else ""
