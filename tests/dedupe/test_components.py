"""Links to groups."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.dedupe.components import components, linked_groups

LINKS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20)


def reached(start: int, links: list[tuple[int, int]]) -> list[int]:
    """All places that links lead to from a place, by walking."""
    found = {start}
    while True:
        more = {b for a, b in links if a in found} | {a for a, b in links if b in found}
        if more <= found:
            return sorted(found)
        found |= more


@given(LINKS)
def test_a_group_is_all_that_links_lead_to_and_groups_stand_by_their_first_place(
    links: list[tuple[int, int]],
) -> None:
    wanted = sorted({tuple(reached(place, links)) for place in range(12)})
    found = components(12, np.asarray(links, dtype=np.int64).reshape(-1, 2))
    assert [tuple(group) for group in found] == wanted


@given(LINKS)
def test_linked_groups_are_the_groups_of_places_that_links_name(links: list[tuple[int, int]]) -> None:
    named = {place for link in links for place in link}
    wanted = sorted({tuple(reached(place, links)) for place in named})
    found = linked_groups(np.asarray(links, dtype=np.int64).reshape(-1, 2))
    assert [tuple(group) for group in found] == wanted
