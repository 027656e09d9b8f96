"""What is counted over all specifications: how many keep the verdict of a claim, or an untapped cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from coprod_review.analyse.ledger import Section, number_id
from coprod_review.analyse.model import LEAD
from coprod_review.analyse.specifications import Outcome
from coprod_review.model.number import Number
from coprod_review.model.specification import CODED_BY_WORDS

CLAIMS = ("1", "2", "3")
VERDICTS = ("supported", "not supported", "undecided")


def summary_section(
    outcomes: Sequence[Outcome], repeats: Mapping[str, Mapping[str, str]], *, tested: Collection[str] = CLAIMS
) -> Section:
    """For each tested claim, how many specifications keep its verdict, and which departure moves it most.

    `repeats` names by claim and slug the earlier specification with the same codes, which is not tried again.
    """
    rows, numbers = [], []
    for place, name in ((place, name) for place, name in enumerate(CLAIMS) if name in tested):
        verdict = outcomes[0].claims[place].verdict
        for coded_by, words in CODED_BY_WORDS.items():
            of_these = [o for o in outcomes if o.specification.coded_by == coded_by]
            if not of_these:
                continue
            tried = _tried(outcomes, coded_by, repeats[name])
            same = sum(bool(repeats[name][o.specification.slug]) for o in of_these)
            claims = [o.claims[place] for o in tried]
            estimated = [c for c in claims if c.estimate is not None]
            counts = {v: sum(c.verdict == v for c in estimated) for v in VERDICTS}
            known = [c.estimate for c in estimated if c.estimate is not None]
            moved = _moved_most(of_these[0], tried, place)
            base = number_id("specification", coded_by, f"claim_{name}")
            rows.append(
                {
                    "claim": name,
                    "coded_by": coded_by,
                    "verdict": verdict,
                    "tried": len(tried),
                    "kept": counts[verdict],
                    "supported": counts["supported"],
                    "not_supported": counts["not supported"],
                    "undecided": counts["undecided"],
                    "no_estimate": len(claims) - len(estimated),
                    "same": same,
                    "estimate": of_these[0].claims[place].estimate,
                    "lowest": min(known, default=None),
                    "highest": max(known, default=None),
                    "moved_most_by": moved.specification.departures[0].slug if moved else "",
                    "moved_to": moved.claims[place].estimate if moved else None,
                    "moved_verdict": moved.claims[place].verdict if moved else "",
                    "number_id": f"{base}.kept",
                }
            )
            numbers += [
                _plain(f"{base}.tried", len(tried), f"specifications of claim {name} that differ, {words}"),
                _plain(
                    f"{base}.kept", counts[verdict], f"of these keep the verdict of claim {name}, {words}"
                ),
                _plain(
                    f"{base}.same",
                    same,
                    f"specifications of claim {name} that repeat another's codes, {words}",
                ),
            ]
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def cell_section(outcomes: Sequence[Outcome], repeats: Mapping[str, str]) -> Section:
    """In how many specifications each of the run's most untapped cells stays among them.

    `unknown` counts those which leave too few codes to say what is untapped; they are not among the tried.
    """
    rows, numbers = [], []
    for coded_by, words in CODED_BY_WORDS.items():
        every = _tried(outcomes, coded_by, repeats)
        tried = [outcome for outcome in every if outcome.top]
        for cell in outcomes[0].top if tried else ():
            kept = sum(cell in o.top for o in tried)
            identity = number_id("specification", coded_by, "cell", *cell)
            place = f"{cell[0].replace('_', ' ')}, {cell[1]}"
            label = f"of {len(tried)} specifications keep {place} among the {LEAD} most untapped, {words}"
            rows.append(
                {
                    "coded_by": coded_by,
                    "character": cell[0],
                    "position": cell[1],
                    "tried": len(tried),
                    "unknown": len(every) - len(tried),
                    "kept": kept,
                    "number_id": identity,
                }
            )
            numbers.append(_plain(identity, kept, label))
    return Section(rows=tuple(rows), numbers=tuple(numbers))


def _tried(outcomes: Sequence[Outcome], coded_by: str, repeats: Mapping[str, str]) -> list[Outcome]:
    """The specifications that differ from each other and from the run, which is none of those tried."""
    return [
        o for o in outcomes[1:] if o.specification.coded_by == coded_by and not repeats[o.specification.slug]
    ]


def _moved_most(start: Outcome, tried: Sequence[Outcome], place: int) -> Outcome | None:
    """The one departure that changes the estimate most; None where none changes it."""
    origin = start.claims[place].estimate
    if origin is None:
        return None
    distances = {
        o.specification.slug: abs(value - origin)
        for o in tried
        if len(o.specification.departures) == 1 and (value := o.claims[place].estimate) is not None
    }
    if not any(distances.values()):
        return None
    slug = max(distances, key=lambda name: distances[name])
    return next(o for o in tried if o.specification.slug == slug)


def _plain(identity: str, value: int, label: str) -> Number:
    """A count of specifications, which no list of reports holds."""
    return Number(number_id=identity, value=float(value), text=str(value), label=label, member_kind="none")
