"""Who excluded: people, language models or rules alone."""

from __future__ import annotations

import pytest

from coprod_review.model.corpus import Coder
from coprod_review.screen.counted import Decided
from coprod_review.screen.excluders import count_excluders

CODERS = [
    Coder(name=name, kind=kind, role="reader", how="", codebook="", blind=True)
    for name, kind in (("ann", "person"), ("m1", "language_model"), ("m2", "language_model"))
]


def decided(report_id: str, *names: str, included: bool = False) -> Decided:
    return Decided(report_id, included, "" if included else "subject", "agreed", included, False, names)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("ann",), "people"),
        (("ann", "m1"), "people"),
        (("m1", "m2"), "models"),
        (("rules",), "rules"),
        (("bo",), "others"),
        (("bo", "m1"), "others"),
    ],
)
def test_an_exclusion_is_that_of_people_where_any_took_part(names: tuple[str, ...], kind: str) -> None:
    found = {
        n.number_id.rpartition("_")[2]: n.members for n in count_excluders([decided("r1", *names)], CODERS)
    }
    assert found.pop(kind) == ("r1",)
    assert not any(found.values())


def test_people_and_language_models_are_told_of_even_if_they_excluded_nothing() -> None:
    found = count_excluders([decided("r1", "rules"), decided("r2", "m1", included=True)], CODERS)
    assert [(n.label, n.text) for n in found] == [
        ("reports excluded by people", "0"),
        ("reports excluded by language models", "0"),
        ("reports excluded by rules alone", "1"),
    ]


def test_nothing_is_told_where_nothing_is_excluded() -> None:
    assert count_excluders([decided("r1", "m1", included=True)], CODERS) == ()
