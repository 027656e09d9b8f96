"""What a plan comes to, in sentences that the terminal and the page share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from coprod_review.model.coding import Evidence
from coprod_review.model.partnership import CHARACTERS, POSITIONS
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
from coprod_review.model.planning import (
    CHOSEN,
    NO_ISSUE,
    NOT_ENGLISH,
    NOTHING_KNOWN,
    ON_SAFETY,
    UNSURE,
    Grounds,
    Reading,
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

VERDICT_WORDS = {
    ON_SAFETY: "On a safety issue",
    NO_ISSUE: "Not on a safety issue",
    UNSURE: "Could not tell",
    NOT_ENGLISH: "Not in English",
    NOTHING_KNOWN: "Could not tell",
    CHOSEN: "Character chosen by hand",
}

COUNTING = (
    "Reports are whole ones. In attention a report on several characters counts in parts (1/k in each of k); "
    "what the reports come to so is “counted as”."
)
"""Why shares and counts of reports go apart."""

NEARLY = 0.35
"""A character of at least this probability, as it is shown, that is not planned for is pointed to: half is
planned for, and within 15 points of that the coder errs either way."""


def where_it_sits(plan: Plan) -> str:
    """The characters of the issue with their probabilities, and the next likely one."""
    reading = plan.reading
    named = [_with_probability(row.label, reading.probabilities.get(row.character)) for row in plan.rows]
    if reading.verdict == CHOSEN:
        return in_words([row.label for row in plan.rows])
    if not named:
        return VERDICT_WORDS[reading.verdict]
    return in_words(named)


def next_likely(reading: Reading) -> list[tuple[str, float]]:
    """The characters that are not planned for, with their probabilities, the likeliest first."""
    rest = [(c, reading.probabilities[c]) for c in CHARACTERS if c in reading.probabilities]
    return sorted(((c, p) for c, p in rest if c not in reading.codes), key=lambda item: (-item[1], item[0]))


def what_to_do(reading: Reading) -> str:
    """What the reader of a plan without rows can do; empty where there are rows."""
    choose = f"choose the character yourself with --character ({', '.join(CHARACTERS)})"
    return {
        NO_ISSUE: f"No plan is made. If it is on safety all the same, tell what can go wrong, or {choose}.",
        UNSURE: "No plan is made. What can go wrong, for whom, and where? Tell it in a sentence, "
        f"as in “residents fall on the way to the toilet at night”, or {choose}.",
        NOT_ENGLISH: f"No plan is made. Tell the issue in English, or {choose}.",
        NOTHING_KNOWN: f"No plan is made. Tell the issue in common English words, or {choose}.",
    }.get(reading.verdict, "")


def nearly(reading: Reading) -> list[tuple[str, float]]:
    """The characters that a machine's plan leaves out though they come near to half, the likeliest first."""
    if reading.verdict != ON_SAFETY:
        return []
    return [(c, p) for c, p in next_likely(reading) if round(p, 2) >= NEARLY]


def nearly_words(reading: Reading) -> str:
    """A sentence that points to these characters, with the options that plan for all; empty without any."""
    near = nearly(reading)
    if not near:
        return ""
    named = in_words([f"{c.replace('_', ' ')} ({percent(p)})" for c, p in near])
    all_of = [c for c in CHARACTERS if c in reading.codes or c in dict(near)]
    options = " ".join(f"--character {c}" for c in all_of)
    return f"Nearly: {named}. If the issue has that side too, read it too with {options}."


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


UNCOUNTED = "That none is counted tells how reports were coded, not that nobody tried it."
"""What must not be read into an empty count."""


def in_short(row: PlanRow) -> Iterator[str]:
    """What a row comes to: where most is to give, what lies below its potential, what is on no record."""
    first = row.positions[0]
    leading = [p for p in row.positions if p.weight == first.weight]
    most = in_words([p.label for p in leading])
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
        told = in_words([f"{p.label} ({_lacking(p)} {share_words(p.untapped)})" for p in open_])
        return f"Research gives this less attention than argued for, by more than chance explains: {told}."
    if perhaps:
        told = in_words([f"{p.label} ({_lacking(p)} {share_words(p.untapped)})" for p in perhaps])
        return f"Research may give this less attention than argued for; chance could explain it: {told}."
    return "No position gets less attention than its potential; look at what is on record for none, below."


def _lacking(position: Position) -> str:
    """How a shortfall of attention is called: only what patients could give is a resource left untapped."""
    protected, *_ = POSITIONS
    return "below by" if position.position == protected else "untapped"


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
    told = in_words([f"{c.label} {c.n}" for c in found])
    return f"{told}; of {counted(codes[0].total, 'report')}"


def none_words(tried: Tried) -> str:
    """What an empty count says: the upper bound of how many there are, at the confidence of all intervals."""
    if tried.at_most is None:
        return f"{tried.label} (none found)"
    return f"{tried.label} (none found, at most {tried.at_most:.0f} of {tried.total})"


def near_by(near: NearReport) -> str:
    """What makes a report near: the words that it shares with the issue, and the topics of signs."""
    words = f"by {in_words([f'“{word}”' for word in near.words])}" if near.words else ""
    topics = f"on {in_words(near.topics)}" if near.topics else ""
    return "; ".join(filter(None, ("only weakly near" if near.weak else "", words, topics)))


def passages_of(grounds: Grounds) -> list[tuple[float, Evidence, tuple[str, ...]]]:
    """The passages of a score, the weightiest first: what each adds, its place, and the signs that it is of.

    What stands in the same place is told as one; the weights still add up to the score less its intercept.
    """
    together: dict[tuple[int, int], list[Evidence]] = {}
    for evidence in grounds.evidence:
        together.setdefault((evidence.start, evidence.end), []).append(evidence)
    told = [
        (
            sum(e.weight for e in found),
            found[0],
            tuple(sorted({e.rule.removeprefix("sign:") for e in found if e.rule.startswith("sign:")})),
        )
        for found in together.values()
    ]
    return sorted(told, key=lambda item: (-abs(item[0]), item[1].start, item[1].end))


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


def share_words(share: Measured) -> str:
    """A share with its interval: "15 % (0 to 32)"."""
    if share.low is None or share.high is None:
        return percent(share.value)
    return f"{percent(share.value)} ({100 * share.low:.0f} to {100 * share.high:.0f})"


def _each(leading: Sequence[Position]) -> str:
    return " each" if len(leading) > 1 else ""


def _with_probability(label: str, probability: float | None) -> str:
    return label if probability is None else f"{label} ({percent(probability)})"
