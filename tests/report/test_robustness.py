"""What the report says of a claim under other choices, and where there is nothing to judge."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coprod_review.config import Config
from coprod_review.io.codebook import read_codebook
from coprod_review.io.yamls import read_yaml
from coprod_review.model.number import Number
from coprod_review.pages.ledger import Ledger, NumberPrinter
from coprod_review.pages.results import Results
from coprod_review.report.robustness import robustness_of
from coprod_review.report.write import report_environment


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


def test_only_the_association_of_the_run_leads_to_its_page(project: Path) -> None:
    identity = "association.tradition.framing.explicit"
    compared = Number(
        number_id=identity, value=1.0, text="1", label="reports", member_kind="report", members=("r1",)
    )
    ways = (("people_first", ("0.15", "0.24")), ("machines_alone", ("0.13", "0.09")))
    rows = [
        {"coded_by": way, "departures": "", "same_as": "", "v_all": "", "v_explicit": value}
        for way, values in ways
        for value in values
    ]
    results = Results(
        config=read_yaml(project / "config" / "config.yaml", Config),
        codebook=read_codebook(project / "config" / "codebook.yaml"),
        ledger=Ledger.of([compared]),
        reports=(),
        tables={
            "specification_summary": [],
            "specification_cells": [],
            "specifications": rows,
            "associations": [{"number_id": identity, "cramers_v": "0.151125"}],
        },
    )
    environment = report_environment(results, {}, printer=NumberPrinter(ledger=results.ledger, lists=""))
    environment.globals["penalties_kept"] = []
    html = environment.get_template("sections/robustness.html").render()
    assert re.findall(r'<td class="n"[^>]*>(.*?)</td>', html) == [
        f'<a class="number" href="{identity}.html#printed=0.15">0.15</a>',
        *("0.15", "0.24", "0.13", "0.09", "0.13"),
    ]
