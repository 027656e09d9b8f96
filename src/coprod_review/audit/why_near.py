"""Titles near to what somebody typed, for names that nothing is known by."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from coprod_review.audit.why_match import folded

NEAR = 70.0
"""So much alike (0 to 100) a title must be to be offered."""


def near_titles(name: str, titles: Sequence[str], *, at_most: int = 5) -> list[int]:
    """The places of the titles most like the name or like a part of them, best first, each title once."""
    wanted = folded(name)
    if len(wanted) < 4:
        return []
    forms = [folded(title) for title in titles]
    # A title much shorter than the name lies whole in it by its common words alone.
    place = {form: at for at, form in reversed(list(enumerate(forms))) if len(form) >= 0.8 * len(wanted)}
    near = process.extract(
        wanted, list(place), scorer=fuzz.partial_ratio, limit=4 * at_most, score_cutoff=NEAR
    )
    ranked = sorted(near, key=lambda found: (-found[1], -fuzz.ratio(wanted, found[0])))
    return [place[form] for form, _, _ in ranked[:at_most]]
