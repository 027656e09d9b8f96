"""What a plan says of the issue and of the reports near to it, in sentences that terminal and page share."""

from __future__ import annotations

from coprod_review.model.coding import Evidence
from coprod_review.model.partnership import CHARACTERS
from coprod_review.model.plan import NearReport, Plan
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
from coprod_review.pages.plan_words import percent
from coprod_review.pages.wording import in_words

CHOOSE = f"choose the character yourself with --character ({', '.join(CHARACTERS)})"
"""How to plan without the machine's reading where there is a command line."""

CHOOSE_ON_PAGE = (
    "ask whoever made this page for the plan of a character that you choose "
    f"({', '.join(c.replace('_', ' ') for c in CHARACTERS)})"
)
ASK_ON_PAGE = "ask whoever made this page for a plan of that side too"
"""The same where there is none."""

VERDICT_WORDS = {
    ON_SAFETY: "On a safety issue",
    NO_ISSUE: "Not on a safety issue",
    UNSURE: "Could not tell",
    NOT_ENGLISH: "Not in English",
    NOTHING_KNOWN: "Could not tell",
    CHOSEN: "Character chosen by hand",
}

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


def what_to_do(reading: Reading, *, choose: str = CHOOSE) -> str:
    """What the reader of a plan without rows can do; empty where there are rows.

    `choose` says how to choose a character: on pages by asking (CHOOSE_ON_PAGE), as there is no command.
    """
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


def nearly_words(reading: Reading, *, ask: str = "") -> str:
    """A sentence that points to these characters, with the options that plan for all; empty without any.

    `ask` says in their place what the reader of a page can do.
    """
    near = nearly(reading)
    if not near:
        return ""
    named = in_words([f"{c.replace('_', ' ')} ({percent(p)})" for c, p in near])
    all_of = [c for c in CHARACTERS if c in reading.codes or c in dict(near)]
    options = f"with {' '.join(f'--character {c}' for c in all_of)}"
    return f"Nearly: {named}. If the issue has that side too, {ask or f'read it too {options}'}."


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


def _with_probability(label: str, probability: float | None) -> str:
    return label if probability is None else f"{label} ({percent(probability)})"
