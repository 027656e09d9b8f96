"""What the review answers, and what becomes of it where nobody chose the reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.report.coded_review import coded_review

from coprod_review.pages.results import Results, Row
from coprod_review.report.chosen import turned_on_natural_sample


@pytest.fixture
def results(project: Path) -> Results:
    return coded_review(project, n=4).results


def test_a_claim_that_turns_on_the_natural_sample_is_told(results: Results) -> None:
    run = [{"claim": "1", "basis": "explicit", "verdict": "supported"}]
    other = [{"claim": "1", "basis": "all", "verdict": "undecided"}]
    natural = [{"claim": "1", "basis": "explicit_natural_sample", "verdict": "undecided"}]

    def turned(variants: list[dict[str, str]]) -> list[Row]:
        return turned_on_natural_sample(replace(results, tables={"claims": run, "claim_variants": variants}))

    assert turned([*other, *natural]) == natural
    assert turned(other) == turned([natural[0] | {"verdict": "supported"}]) == []
