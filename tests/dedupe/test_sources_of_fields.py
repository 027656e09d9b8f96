"""Merging says for each field which record gave it, and tells no lies."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.dedupe.records import record

from coprod_review.dedupe.merge import merge

FACTS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Night rounds", "NIGHT ROUNDS", "Night rounds: a ward study"]),
        "authors": st.sampled_from(
            [("Linden, M.",), ("Linden, Maja", "Okafor, Tunde"), ("Linden, M.", "et al.")]
        ),
        "year": st.sampled_from([2013, 2014]),
        "container": st.sampled_from(["J Ward Life", "Journal of Ward Life"]),
        "volume": st.just("12"),
        "pages": st.sampled_from(["101", "101-110"]),
        "doi": st.sampled_from(["10.5555/1", "10.2307/41234567"]),
        "abstract": st.sampled_from(["Short.", "Longer and whole."]),
        "keywords": st.sampled_from([("ward",), ("Ward", "night")]),
        "language": st.sampled_from(["en", "sv"]),
    },
)


@given(st.lists(FACTS, min_size=1, max_size=5))
def test_each_value_stands_in_the_record_that_is_named_and_no_value_is_lost(
    facts: list[dict[str, Any]],
) -> None:
    records = {f"a.ris:{n}": record(f"a.ris:{n}", **known) for n, known in enumerate(facts, 1)}
    report = merge("r1", list(records.values()))
    for name in ("title", "authors", "year", "container", "volume", "pages", "doi", "abstract", "language"):
        value = getattr(report, name)
        source = report.source_by_field.get(name)
        assert (source is None) == (not value)
        assert source is None or getattr(records[source], name) == value
        assert bool(value) == any(getattr(one, name) for one in records.values())
    told = {word.lower() for one in records.values() for word in one.keywords}
    assert {word.lower() for word in report.keywords} == told
    givers = report.source_by_field.get("keywords", "").split("; ") if told else []
    assert all(records[giver].keywords for giver in givers)
