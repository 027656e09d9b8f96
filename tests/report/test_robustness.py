"""What the report says of a claim under other choices, and where there is nothing to judge."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_review.config import Config
from coprod_review.io.codebook import read_codebook
from coprod_review.io.yamls import read_yaml
from coprod_review.pages.ledger import Ledger
from coprod_review.pages.results import Results
from coprod_review.report.robustness import robustness_of


@pytest.mark.parametrize(
    ("tried", "no_estimate", "can_be_judged"), [(4, 1, True), (4, 4, False), (0, 0, False)]
)
def test_a_claim_without_an_estimate_in_any_specification_cannot_be_judged(
    project: Path, *, tried: int, no_estimate: int, can_be_judged: bool
) -> None:
    row = {
        "claim": "3",
        "coded_by": "people_first",
        "verdict": "undecided",
        "tried": str(tried),
        "kept": "0",
        "supported": "0",
        "not_supported": "0",
        "undecided": "0",
        "no_estimate": str(no_estimate),
        "estimate": "",
        "moved_most_by": "",
        "moved_verdict": "",
        "number_id": "specification.people_first.3.kept",
    }
    results = Results(
        config=read_yaml(project / "config" / "config.yaml", Config),
        codebook=read_codebook(project / "config" / "codebook.yaml"),
        ledger=Ledger.of([]),
        reports=(),
        tables={"specification_summary": [row]},
    )
    ((_, (way,)),) = robustness_of(results).claims
    assert way.can_be_judged is can_be_judged


def test_each_association_leads_to_the_reports_that_the_run_compares(project: Path) -> None:
    rows = [
        {"coded_by": "people_first", "same_as": "", "v_all": value, "v_explicit": ""}
        for value in ("0.60", "0.58")
    ]
    results = Results(
        config=read_yaml(project / "config" / "config.yaml", Config),
        codebook=read_codebook(project / "config" / "codebook.yaml"),
        ledger=Ledger.of([]),
        reports=(),
        tables={"specification_summary": [], "specification_cells": [], "specifications": rows},
    )
    (found,) = robustness_of(results).associations
    assert (found.number_id, found.least) == ("association.tradition.framing.all", "0.58")
