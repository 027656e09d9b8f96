"""Which reports change code between two versions of the rules, and which passages and steps make them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coprod_review.model.coding import SETTLED_STATUSES, CodeOfRecord, Coding

COLUMNS = (
    *("report", "coder", "dimension", "old", "new", "why", "gained", "lost", "reweighed"),
    *("old_step", "new_step", "title"),
)

TOWARDS, AWAY, NEITHER = "towards", "away", "neither"

Weights = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """A report whose code in one dimension differs between two versions, with what changed beneath it.

    `gained`, `lost` and `reweighed` are rules (or works of the lineage) with the code that they count for
    and their weight, summed over the report; `old_step` and `new_step` say how each version decided.
    """

    report_id: str
    coder: str
    dimension: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    reweighed: tuple[str, ...]
    old_step: str
    new_step: str

    @property
    def why(self) -> str:
        """The cause in words: rules gained, lost and reweighed, and the step of decision."""
        parts = [
            f"{what} {', '.join(rules)}"
            for what, rules in (
                ("gained", self.gained),
                ("lost", self.lost),
                ("reweighed", self.reweighed),
            )
            if rules
        ]
        if not parts and self.old_step == self.new_step:
            parts.append(f"the same passages are decided otherwise by {_decider(self.new, self.new_step)}")
        elif self.old_step == self.new_step:
            parts.append(f"decided by {_decider(self.new, self.new_step)} in both")
        else:
            before = _decider(self.old, self.old_step)
            parts.append(f"decided by {_decider(self.new, self.new_step)}, before by {before}")
        return "; ".join(parts)


def _decider(codes: tuple[str, ...], note: str) -> str:
    """What has decided by codes and note of a coding, fit to stand behind "by"."""
    if codes:
        return note.removeprefix("by ") or "nothing"
    return f"nothing ({note})" if note else "nothing"


def code_changes(old: Iterable[Coding], new: Iterable[Coding]) -> list[CodeChange]:
    """The changes in the order of the new codings; dimensions that one version lacks have no codes there."""
    before = {_place(c): c for c in old}
    after = {_place(c): c for c in new}
    changes = []
    for place in dict.fromkeys((*after, *before)):
        was, now = before.get(place), after.get(place)
        if (was.codes if was else ()) != (now.codes if now else ()):
            changes.append(_change(place, was, now))
    return changes


def against_settled(changes: Iterable[CodeChange], settled: Iterable[CodeOfRecord]) -> Counter[str]:
    """How many changes go to the settled codes (TOWARDS), leave them (AWAY), or do NEITHER.

    Changes in what is not settled are not counted.
    """
    codes = {(s.report_id, s.dimension): s.codes for s in settled if s.status in SETTLED_STATUSES}
    directions: Counter[str] = Counter()
    for change in changes:
        right = codes.get((change.report_id, change.dimension))
        if right is not None:
            directions[TOWARDS if change.new == right else AWAY if change.old == right else NEITHER] += 1
    return directions


def weights_of(coding: Coding | None) -> dict[tuple[str, str], float]:
    """The summed weights by code and rule, of the passages that count."""
    weights: dict[tuple[str, str], float] = {}
    for item in coding.evidence if coding else ():
        if item.weight:
            key = (item.code, item.rule)
            weights[key] = round(weights.get(key, 0.0) + item.weight, 4)
    return weights


def _place(coding: Coding) -> tuple[str, str, str]:
    return coding.report_id, coding.coder, coding.dimension


def _change(place: tuple[str, str, str], was: Coding | None, now: Coding | None) -> CodeChange:
    before, after = weights_of(was), weights_of(now)
    return CodeChange(
        report_id=place[0],
        coder=place[1],
        dimension=place[2],
        old=was.codes if was else (),
        new=now.codes if now else (),
        gained=_told({key: w for key, w in after.items() if key not in before}),
        lost=_told({key: w for key, w in before.items() if key not in after}),
        reweighed=tuple(
            f"{rule} {before[code, rule]:g} -> {after[code, rule]:g} {code}"
            for code, rule in sorted(before.keys() & after.keys())
            if before[code, rule] != after[code, rule]
        ),
        old_step=was.note if was else "",
        new_step=now.note if now else "",
    )


def _told(weights: Weights) -> tuple[str, ...]:
    order = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    return tuple(f"{rule} {weight:+g} {code}" for (code, rule), weight in order)
