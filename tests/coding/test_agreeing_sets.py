"""Sets of possible codes agree under constraints: one cannot decide what another leaves open."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from coprod_review.coding.agreeing_bits import PossibleBits, agreeing_bits
from coprod_review.coding.agreeing_sets import Possible, Tie, agreeing_codes, ties_of
from coprod_review.coding.code_bits import bits_of
from coprod_review.model.codebook import Constraint

PLANTS, SOIL, WATER = "plants", "soil", "water"
CODES = ("clay", "none", "sand")
NO_PLANTS_NO_SOIL = Constraint(when={PLANTS: "none"}, then={SOIL: "none"})
NO_SOIL_NO_PLANTS = Constraint(when={SOIL: "none"}, then={PLANTS: "none"})
FORCED = Tie(governing=PLANTS, code="none", bound=SOIL, bound_code="none", is_forced=True)
IMPLIED = Tie(governing=PLANTS, code="none", bound=SOIL, bound_code="none", is_forced=False)


def soil(*codes: str, answer: str, least_chance: float = 0.5, **chances: float) -> Possible:
    given = chances or {"clay": 0.6, "none": 0.3, "sand": 0.1}
    return Possible(codes=frozenset(codes), answer=(answer,), chances=given, least_chance=least_chance)


def test_the_dimension_that_stands_first_in_the_codebook_governs() -> None:
    assert list(ties_of([NO_PLANTS_NO_SOIL, NO_SOIL_NO_PLANTS], [PLANTS, SOIL])) == [FORCED, IMPLIED]


def test_a_constraint_on_a_dimension_that_is_not_there_ties_nothing() -> None:
    assert not list(ties_of([NO_PLANTS_NO_SOIL], [PLANTS, WATER]))


def test_what_is_decided_first_decides_what_follows_from_it() -> None:
    assert agreeing_codes(FORCED, frozenset({"none"}), soil("none", "clay", answer="none")) == {"none"}


def test_an_answer_is_not_decided_against_what_may_still_follow() -> None:
    possible = agreeing_codes(FORCED, frozenset({"none", "herbs"}), soil("clay", answer="clay"))
    assert possible == {"clay", "none"}


def test_an_answer_is_not_decided_by_the_back_door() -> None:
    possible = agreeing_codes(IMPLIED, frozenset({"none", "herbs"}), soil("none", answer="none"))
    assert possible == {"none", "clay"}


def test_what_the_first_dimension_rules_out_is_ruled_out() -> None:
    assert agreeing_codes(IMPLIED, frozenset({"herbs"}), soil("none", "clay", answer="clay")) == {"clay"}


def test_what_follows_is_left_to_people_where_its_own_evidence_rules_it_out() -> None:
    torn = Possible(
        codes=frozenset({"none", "clay"}),
        answer=("none",),
        chances={"clay": 0.9, "none": 0.1},
        least_chance=0.5,
        is_ruled_out=True,
    )
    assert agreeing_codes(FORCED, frozenset({"none"}), torn) == {"none", "clay"}


def test_an_answer_too_improbable_among_what_is_left_is_not_left_alone() -> None:
    torn = soil("none", "clay", answer="clay", least_chance=0.75, clay=0.4, none=0.3, sand=0.3)
    assert agreeing_codes(IMPLIED, frozenset({"herbs"}), torn) == {"none", "clay"}


@pytest.mark.parametrize("tie", [FORCED, IMPLIED])
def test_sets_of_one_report_and_of_many_at_once_agree_alike(tie: Tie) -> None:
    sets = [frozenset(found) for n in (1, 2, 3) for found in combinations(CODES, n)]
    cases = [(g, b, a, gone) for g in sets for b in sets for a in CODES if a in b for gone in (False, True)]
    chances = np.array([[0.5], [0.3], [0.2]]) * np.ones(len(cases))
    bits = np.array([bits_of(CODES, tuple(sorted(b))) for _, b, _, _ in cases])
    by_code = dict(zip(CODES, (0.5, 0.3, 0.2), strict=True))

    def with_next(given: np.ndarray) -> np.ndarray:
        found = []
        for one in given.tolist():
            codes = frozenset(code for i, code in enumerate(CODES) if one >> i & 1)
            possible = Possible(codes=codes, answer=(), chances=by_code, least_chance=0.6)
            found.append(bits_of(CODES, tuple(sorted(possible.with_next()))))
        return np.array(found)

    together = agreeing_bits(
        tie,
        np.array([bits_of(CODES, tuple(sorted(g))) for g, _, _, _ in cases]),
        CODES,
        PossibleBits(
            names=CODES,
            bits=bits,
            given=np.array([bits_of(CODES, (a,)) for _, _, a, _ in cases]),
            is_ruled_out=np.array([gone for *_, gone in cases]),
            chances=chances,
            least_chance=0.6,
            with_next=with_next,
        ),
    )
    for found, (governing, bound, answer, is_gone) in zip(together.tolist(), cases, strict=True):
        possible = Possible(
            codes=bound, answer=(answer,), chances=by_code, least_chance=0.6, is_ruled_out=is_gone
        )
        alone = agreeing_codes(tie, governing, possible)
        assert found == bits_of(CODES, tuple(sorted(alone))), (governing, bound, answer)
    assert (together != bits).any()
