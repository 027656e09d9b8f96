"""The table of what services said: read with all its faults told, and only ever added to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_review.errors import ReviewError
from coprod_review.io.enriched import COLUMNS, append_facts, read_enriched
from coprod_review.model.enrichment import Fact, cell_of, in_force, values_of

FACT = Fact(
    alias="doi:10.5555/1",
    field="abstract",
    value='=What was "seen", at noon',
    service="crossref",
    address="https://api.crossref.org/works/10.5555%2F1",
    date="2026-01-02",
)
HEADER = ",".join(COLUMNS) + "\n"


def test_facts_come_back_as_they_were_added_behind_those_that_stand(tmp_path: Path) -> None:
    path = tmp_path / "enriched.csv"
    append_facts(path, corpus=tmp_path, make=lambda known: [FACT])
    before = path.read_bytes()
    other = replace(FACT, field="doi", value="10.5555/2")
    append_facts(path, corpus=tmp_path, make=lambda known: [other] if known == [FACT] else [])
    assert read_enriched(path) == [FACT, other]
    assert path.read_bytes().startswith(before)


def test_nothing_new_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "enriched.csv"
    assert append_facts(path, corpus=tmp_path, make=lambda known: []) == []
    assert not path.exists()
    assert read_enriched(path) == []


def test_all_faults_of_the_table_are_told_at_once_with_line_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "enriched.csv"
    rows = (
        "name:x,abstract,Text,crossref,,2026-01-02\n"
        "doi:10.5555/1,colour,red,crossref,,2026-01-02\n"
        "doi:10.5555/1,doi,elsewhere,somebody,,2026-13-02\n"
        "doi:10.5555/1,notice,it is bad,crossref,,2026-01-02\n"
    )
    path.write_text(HEADER + rows)
    with pytest.raises(ReviewError) as told:
        read_enriched(path)
    words = str(told.value)
    for part in ("line 2", "no alias", "line 3", "'colour'", "line 4", "'somebody'", "no doi", "not a date",
                 "line 5", "no notice", "title:<fingerprint>", "empty it to take it back"):  # fmt: skip
        assert part in words


def test_of_one_service_the_last_row_counts_and_an_empty_value_takes_it_back() -> None:
    newer = replace(FACT, value="Another text", date="2026-02-01")
    assert in_force([FACT, newer]) == [newer]
    assert in_force([newer, FACT]) == [newer]
    assert in_force([FACT, replace(FACT, value="", date="2026-02-01")]) == []


def test_facts_of_several_services_stand_in_the_order_of_that_field() -> None:
    some = [replace(FACT, service=name) for name in ("openalex", "crossref", "europepmc")]
    assert [fact.service for fact in in_force(some)] == ["europepmc", "crossref", "openalex"]
    dois = [replace(fact, field="doi", value="10.5555/2") for fact in some]
    assert [fact.service for fact in in_force(dois)] == ["crossref", "europepmc", "openalex"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n"), max_size=20)))
def test_cited_works_in_a_cell_keep_their_number(works: list[str]) -> None:
    told = [work for work in works if work.strip(" |")]
    assert len(values_of(cell_of(told))) <= len(told)
    assert values_of(cell_of(values_of(cell_of(told)))) == values_of(cell_of(told))


def test_a_bar_within_a_cited_work_does_not_part_it() -> None:
    assert values_of(cell_of(["One || two, 2001", "Three, 2002"])) == ("One | two, 2001", "Three, 2002")
